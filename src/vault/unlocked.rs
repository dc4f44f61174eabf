//! The open vault: reading, and changing it whole.

use std::collections::HashMap;

use zeroize::Zeroizing;

use super::bag::{Bag, Entry, bag_key, record_key};
use super::cell;
use super::damage::Damage;
use super::draft::{Change, Draft};
use super::head::{Found, Head};
use super::manifest::{Listed, MANIFEST, Manifest};
use super::slot::{Secret, Slot, SlotInfo};
use super::store::{Batch, Store, Table};
use super::{Namespace, sha256};
use crate::clock::Millis;
use crate::crypto::aead::{self, Context, Sealed};
use crate::crypto::kdf::Cost;
use crate::crypto::keys::{AccessKey, Key, RootKey};
use crate::crypto::padding;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// The longest sealed record that is looked at, in bytes.
pub(super) const RECORD_MOST: usize = 32 * 1024 * 1024;

/// The row that stands in [`Table::Meta`] while a vault is made.
const CREATING: &str = "creating";

/// A record of a bag, opened.
pub(super) type Opened = (Id, Zeroizing<Vec<u8>>);

/// The vault, unlocked. Dropping it locks it: the keys are erased.
pub struct Vault<S> {
    pub(super) store: S,
    pub(super) id: Id,
    pub(super) head: Head,
    pub(super) access: AccessKey,
    pub(super) root: RootKey,
    pub(super) manifest: Manifest,
    pub(super) bags: HashMap<Id, Bag>,
    /// Which bag holds a record.
    pub(super) directory: HashMap<(Namespace, Id), Id>,
    /// Bags that list a record beside the one that the directory names: one of them was put back.
    pub(super) doubles: HashMap<(Namespace, Id), Vec<Id>>,
    /// Why nothing may be written, if nothing may.
    pub(super) closed: Option<Closed>,
}

/// What a store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// No vault.
    Missing,
    /// The root key of a vault of which every row is gone: the browser lost them, or somebody took
    /// them away. Only a backup helps.
    Lost,
    /// A vault.
    Here,
}

/// Why an open vault takes no changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// The list of bags was lost and made anew from those that open: nothing is written over it
    /// before the user has seen that.
    Unlisted,
    /// An epoch change may have happened or not: only opening the vault anew can tell.
    Unsettled,
}

impl<S: Store> Vault<S> {
    /// Whether the store holds a vault. One that was being destroyed is destroyed to its end.
    ///
    /// # Errors
    /// `vault_newer` (input), `head_broken` (integrity; also if all but the head is there: that is
    /// a damaged vault, and no room for a new one), `store_unreadable` (device).
    pub async fn presence(store: &S) -> Result<Presence> {
        match Head::read(store).await? {
            Some(found) if found.head.destroying => {
                super::epoch::finish_destroying(store).await?;
                return Ok(Presence::Missing);
            }
            Some(_) => return Ok(Presence::Here),
            None => {}
        }
        if store.get(Table::Meta, MANIFEST).await?.is_some() {
            return Err(Error::integrity("head_broken"));
        }
        let kept = cell::any_holds(store).await?;
        let begun = store.get(Table::Meta, CREATING).await?.is_some();
        Ok(if kept && !begun { Presence::Lost } else { Presence::Missing })
    }

    /// Makes a vault that `secret` opens.
    ///
    /// The root cell is written before the head: a crash in between leaves no vault, and the next
    /// try overwrites the cell. That it was no vault yet, a row says that is written before both.
    ///
    /// # Errors
    /// `vault_exists` (state), `slots_few` (input), `store_unwritable` and the like (device).
    pub async fn create(
        store: S,
        secret: &Secret,
        cost: Cost,
        now: Millis,
        rng: &mut dyn Rng,
    ) -> Result<Self> {
        if Self::presence(&store).await? == Presence::Here {
            return Err(Error::state("vault_exists"));
        }
        let (id, epoch) = (Id::random(rng), 1);
        let (access, root) = (AccessKey(Key::random(rng)), RootKey(Key::random(rng)));
        let slots = vec![Slot::new(&access, secret, cost, (id, now), rng)?];
        Head::check(&slots)?;
        let head = Head { vault: id, epoch, shredding: None, destroying: false, slots };
        let mut begun = Batch::default();
        begun.put(Table::Meta, CREATING, Vec::new());
        store.commit(begun).await?;
        cell::write(&store, (&access, &root), (id, epoch), rng).await?;
        let manifest = Manifest { slots: head.slots_hash()?, ..Manifest::default() };
        let mut batch = Batch::default();
        batch.delete(Table::Meta, CREATING);
        head.put(&mut batch)?;
        batch.put(Table::Meta, MANIFEST, manifest.seal(&root, id, epoch, rng)?);
        store.commit(batch).await?;
        let (bags, directory, doubles) = Default::default();
        Ok(Self { store, id, head, access, root, manifest, bags, directory, doubles, closed: None })
    }

    /// The access key that a secret opens, from the slots alone.
    ///
    /// # Errors
    /// `passphrase_wrong` and its like (input), `vault_missing` (state), and those of a damaged head.
    pub async fn access_key(store: &S, secret: &Secret) -> Result<AccessKey> {
        let found = Head::read(store).await?.ok_or_else(|| Error::state("vault_missing"))?;
        let first = found.head.open(secret);
        let Some(other) = &found.other else { return first };
        // Of two that differ, the one whose key opens a root is the vault's.
        for head in found.heads() {
            if let Ok(access) = head.open(secret)
                && cell::read(store, &access, (head.vault, head.epoch)).await.is_ok()
            {
                return Ok(access);
            }
        }
        first.or_else(|_| other.open(secret))
    }

    /// The ways of opening the vault: what anyone can read who can read the store.
    ///
    /// # Errors
    /// Those of a damaged head.
    pub async fn slots(store: &S) -> Result<Vec<SlotInfo>> {
        let found = Head::read(store).await?;
        let mut slots: Vec<SlotInfo> = Vec::new();
        for slot in found.iter().flat_map(Found::heads).flat_map(|head| head.slots.iter().map(Slot::info)) {
            if slots.iter().all(|known| known.id != slot.id) {
                slots.push(slot);
            }
        }
        Ok(slots)
    }

    /// The key to wake with, for the browser's session memory.
    pub fn session_key(&self) -> &AccessKey {
        &self.access
    }

    /// The vault's name.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The epoch: counts how often the root key was changed, from 1.
    pub fn epoch(&self) -> u64 {
        self.head.epoch
    }

    /// The store, back from a vault that is locked by this.
    pub fn lock(self) -> S {
        self.store
    }

    /// How many records a namespace holds.
    pub fn count(&self, namespace: Namespace) -> usize {
        self.directory.keys().filter(|(of, _)| *of == namespace).count()
    }

    /// The bags of a namespace.
    pub fn bags(&self, namespace: Namespace) -> Vec<Id> {
        self.bags.values().filter(|bag| bag.namespace == namespace).map(|bag| bag.id).collect()
    }

    /// The bag that holds a record.
    pub fn bag_of(&self, namespace: Namespace, id: Id) -> Option<Id> {
        self.directory.get(&(namespace, id)).copied()
    }

    /// What kind of record a bag holds; `None` if there is no such bag.
    pub fn namespace_of(&self, bag: Id) -> Option<Namespace> {
        self.bags.get(&bag).map(|bag| bag.namespace)
    }

    /// The records of a bag, by id.
    pub fn records(&self, bag: Id) -> Vec<Id> {
        self.versions(bag).map(|(id, _)| id).collect()
    }

    /// The records of a bag with their versions, which every change of one raises.
    pub fn versions(&self, bag: Id) -> impl Iterator<Item = (Id, u32)> + '_ {
        self.bags.get(&bag).into_iter().flat_map(|bag| &bag.entries).map(|entry| (entry.id, entry.version))
    }

    /// One record, or `None` if there is none of this id.
    ///
    /// # Errors
    /// `record_missing`, `record_changed`, `record_broken` (integrity).
    pub async fn get(&self, namespace: Namespace, id: Id) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let Some(bag) = self.bag_of(namespace, id).and_then(|bag| self.bags.get(&bag)) else {
            return Ok(None);
        };
        let Some(entry) = bag.entry(id) else { return Ok(None) };
        let row = self.store.get(Table::Records, &record_key(bag.id, id)).await?;
        let context = bag.record_context(self.id, entry);
        open_record(entry, &context, row.as_deref()).map(Some).map_err(Error::integrity)
    }

    /// All records of a bag that open, and the damage to those that do not.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub async fn open_bag(&self, bag: Id) -> Result<(Vec<Opened>, Vec<Damage>)> {
        let Some(bag) = self.bags.get(&bag) else { return Ok(Default::default()) };
        let rows = self.rows(bag).await?;
        let sealed = bag.entries.iter().zip(&rows).map(|(entry, row)| {
            let message = check_record(entry, row.as_deref())?;
            Ok(Sealed { key: &entry.key, context: bag.record_context(self.id, entry), message })
        });
        let padded = open_each(&self.store, sealed, "record_broken").await;
        let (mut opened, mut damages) = (Vec::new(), Vec::new());
        for (entry, padded) in bag.entries.iter().zip(padded) {
            match padded.and_then(|padded| unpadded(&padded)) {
                Ok(plaintext) => opened.push((entry.id, plaintext)),
                Err(code) => damages.push(Damage::of_record(code, bag.namespace, Some(bag.id), entry.id)),
            }
        }
        Ok((opened, damages))
    }

    /// The damage to a bag's records, without opening any: whether each row is there, and is what was
    /// written.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub async fn check_bag(&self, bag: Id) -> Result<Vec<Damage>> {
        let Some(bag) = self.bags.get(&bag) else { return Ok(Vec::new()) };
        let damage = |(entry, row): (&Entry, Option<Vec<u8>>)| {
            let code = check_record(entry, row.as_deref()).err()?;
            Some(Damage::of_record(code, bag.namespace, Some(bag.id), entry.id))
        };
        Ok(bag.entries.iter().zip(self.rows(bag).await?).filter_map(damage).collect())
    }

    /// The rows of a bag's records, as far as they are there.
    async fn rows(&self, bag: &Bag) -> Result<Vec<Option<Vec<u8>>>> {
        let keys: Vec<String> = bag.entries.iter().map(|entry| record_key(bag.id, entry.id)).collect();
        self.store.get_many(Table::Records, &keys).await
    }

    /// Makes a change, whole: if this fails, nothing was changed on disk or in memory.
    ///
    /// # Errors
    /// `store_full`, `store_unwritable` (device); `too_large` (input); `vault_damaged` (integrity)
    /// while the list of bags is lost; `vault_unsettled` (device) after a write of which the device
    /// did not say what became of it.
    pub async fn commit(&mut self, change: Change, rng: &mut dyn Rng) -> Result<()> {
        if change.is_empty() {
            return Ok(());
        }
        self.check_open()?;
        let draft = Draft::of(self, &change, rng)?;
        self.write(draft, rng).await
    }

    pub(super) fn check_open(&self) -> Result<()> {
        match self.closed {
            None => Ok(()),
            Some(Closed::Unlisted) => Err(Error::integrity("vault_damaged")),
            Some(Closed::Unsettled) => Err(Error::device("vault_unsettled")),
        }
    }

    /// Commits a draft within this epoch.
    pub(super) async fn write(&mut self, mut draft: Draft, rng: &mut dyn Rng) -> Result<()> {
        let mut batch = std::mem::take(&mut draft.batch);
        let mut manifest = self.manifest.clone();
        for bag in draft.touched.values_mut() {
            let key = bag_key(self.head.epoch, bag.id);
            if bag.entries.is_empty() {
                manifest.bags.remove(&bag.id);
                batch.delete(Table::Bags, key);
            } else {
                bag.revision += 1;
                batch.put(Table::Bags, key, list(&mut manifest, bag, &self.root, self.id, rng)?);
            }
        }
        batch.put(Table::Meta, MANIFEST, manifest.seal(&self.root, self.id, self.head.epoch, rng)?);
        self.store.commit(batch).await?;
        self.manifest = manifest;
        self.apply(draft);
        Ok(())
    }

    /// What was committed, in memory.
    pub(super) fn apply(&mut self, draft: Draft) {
        for (record, bag) in draft.placed {
            match bag {
                Some(bag) => self.directory.insert(record, bag),
                None => self.directory.remove(&record),
            };
        }
        for (id, bag) in draft.touched {
            if bag.entries.is_empty() {
                self.bags.remove(&id)
            } else {
                self.bags.insert(id, bag)
            };
        }
    }
}

/// Whether a record's row is the one that was written, or what is wrong with it.
fn check_record<'a>(entry: &Entry, row: Option<&'a [u8]>) -> Result<&'a [u8], &'static str> {
    let row = row.ok_or("record_missing")?;
    if row.len() > RECORD_MOST || sha256(row) != entry.hash { Err("record_changed") } else { Ok(row) }
}

/// Opens a record's row, or says what is wrong with it.
pub(super) fn open_record(
    entry: &Entry,
    context: &Context,
    row: Option<&[u8]>,
) -> Result<Zeroizing<Vec<u8>>, &'static str> {
    let row = check_record(entry, row)?;
    let padded = aead::open(&entry.key, context, row).map_err(|_| "record_broken")?;
    unpadded(&padded)
}

/// What each of several sealed messages says, all opened at once; of one that was found wanting before, what was found,
/// and `broken` of one that does not open.
pub(super) async fn open_each<'a>(
    store: &impl Store,
    sealed: impl Iterator<Item = Result<Sealed<'a>, &'static str>>,
    broken: &'static str,
) -> Vec<Result<Zeroizing<Vec<u8>>, &'static str>> {
    let checked: Vec<_> = sealed.collect();
    let sealed: Vec<Sealed<'_>> = checked.iter().flatten().copied().collect();
    let mut plain = store.open_sealed(&sealed).await.into_iter();
    checked.into_iter().map(|checked| checked.and_then(|_| plain.next().flatten().ok_or(broken))).collect()
}

fn unpadded(padded: &[u8]) -> Result<Zeroizing<Vec<u8>>, &'static str> {
    padding::unpad(padded).map(|plain| Zeroizing::new(plain.to_vec())).map_err(|_| "record_broken")
}

/// Seals a bag's header and lists it.
pub(super) fn list(
    manifest: &mut Manifest,
    bag: &Bag,
    root: &RootKey,
    vault: Id,
    rng: &mut dyn Rng,
) -> Result<Vec<u8>> {
    let row = bag.seal(root, vault, rng)?;
    let listed = Listed { namespace: bag.namespace, revision: bag.revision, hash: sha256(&row) };
    manifest.bags.insert(bag.id, listed);
    Ok(row)
}
