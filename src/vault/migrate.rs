//! From format 0 to format 1: everything is read by the old rules and written anew by the new ones.
//!
//! It goes as an epoch change goes, with the records too:
//!
//! 1. The new root goes into the spare cell.
//! 2. Records and headers are staged under other bag ids, in bounded commits.
//! 3. One commit: the head of format 1 with `shredding` the old epoch, the manifest; every row that
//!    the old manifest knew goes. Until this the vault is of format 0, with all it has.
//! 4. Opening finds `shredding` and destroys the old root.
//!
//! The new ids follow from the old ones and the old root, so that a try that begins anew after a
//! crash writes over all that the one before it left. What does not open is carried over as it is,
//! with the hash that it should have: it is named after the migration as it was before. Slots stay
//! as they are, as their secrets are not at hand; each says by which format's rules it was wrapped.
//!
//! What format 0 was, where it differs: one head without a hash, no copy of it, nothing but its
//! vault, epoch and slots; a manifest without the slots' hash; headers that are sealed whole, in
//! rows by bag id alone; records without a schema. All contexts say 0.

use std::collections::BTreeMap;

use serde::Deserialize;
use zeroize::Zeroizing;

use super::bag::{self, Bag, CAPACITY, Entry, bag_key, open_under_root, record_key};
use super::head::Head;
use super::manifest::{self, Listed, MANIFEST, Manifest};
use super::slot::Slot;
use super::store::{Batch, Store, Table};
use super::unlocked::{Vault, list, open_record};
use super::{Namespace, cell, sha256};
use crate::codec;
use crate::crypto::aead::Context;
use crate::crypto::kdf::Cost;
use crate::crypto::keys::{AccessKey, Key, RootKey};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// The format that is read here.
const OLD: u16 = 0;

/// What stands before a record of format 0, which had no schema: it is read by the types of then.
const SCHEMA: u8 = 0;

/// How many bytes are staged in one commit, about.
const STAGED: usize = 1024 * 1024;

#[derive(Deserialize)]
struct OldHead {
    vault: Id,
    epoch: u64,
    slots: Vec<OldSlot>,
}

#[derive(Deserialize)]
struct OldSlot {
    id: Id,
    way: OldWay,
    commitment: [u8; 32],
    wrapped: Vec<u8>,
}

#[derive(Deserialize)]
enum OldWay {
    Passphrase { salt: [u8; 16], cost: Cost },
}

#[derive(Deserialize)]
struct OldManifest {
    bags: BTreeMap<Id, Listed>,
}

#[derive(Deserialize)]
struct OldBag {
    id: Id,
    namespace: Namespace,
    revision: u64,
    entries: Vec<Entry>,
}

/// Whether this is a head's row of format 0.
pub(super) fn is_old(row: &[u8]) -> bool {
    row.starts_with(&OLD.to_le_bytes())
}

/// A head's row of format 0, as one of today.
pub(super) fn head(row: &[u8]) -> Option<Head> {
    let old: OldHead = row.get(2..).and_then(codec::decode)?;
    let slots = old.slots.into_iter().map(|OldSlot { id, way, commitment, wrapped }| {
        let OldWay::Passphrase { salt, cost } = way;
        Slot::of_format_0(id, (salt, cost), commitment, wrapped)
    });
    let (vault, epoch, slots) = (old.vault, old.epoch, slots.collect());
    Some(Head { vault, epoch, shredding: None, destroying: false, slots })
}

impl<S: Store> Vault<S> {
    /// Brings a vault of format 0 to this one's, so that it can be opened; any other is left as it
    /// is. Needs room for the vault once more until it is done.
    ///
    /// # Errors
    /// `root_lost`, `manifest_lost` (integrity): nothing of it can be opened; those of the store.
    /// The vault is of format 0 then, with all it has.
    pub async fn migrate(store: &S, access: &AccessKey, rng: &mut dyn Rng) -> Result<()> {
        let Some(found) = Head::read(store).await?.filter(|found| found.old) else { return Ok(()) };
        let old = Old::open(store, access, found.head).await?;
        let migrated = old.migrate(access, rng).await;
        // A device that failed may have done it all the same.
        if migrated.is_err() && Head::read(store).await?.is_some_and(|found| found.old) {
            // What cannot be cleared away now is written over by the next try.
            let _ = old.clear_staged().await;
        }
        migrated
    }
}

/// A vault of format 0, open.
struct Old<'a, S> {
    store: &'a S,
    head: Head,
    root: RootKey,
    bags: Vec<Bag>,
    /// Those that do not open, with what is there of them.
    unopened: Vec<(Id, Listed, Option<Vec<u8>>)>,
}

impl<'a, S: Store> Old<'a, S> {
    async fn open(store: &'a S, access: &AccessKey, head: Head) -> Result<Self> {
        let (vault, epoch) = (head.vault, head.epoch);
        let root = cell::read_of(OLD, store, access, (vault, epoch)).await?;
        let context = Context { format: OLD, ..manifest::context(vault, epoch) };
        let sealed = store.get(Table::Meta, MANIFEST).await?;
        let manifest = sealed.and_then(|row| open_under_root::<OldManifest>(&row, &root, &context).ok());
        let manifest = manifest.ok_or_else(|| Error::integrity("manifest_lost"))?;
        let (mut bags, mut unopened) = (Vec::new(), Vec::new());
        for (id, listed) in manifest.bags {
            let row = store.get(Table::Bags, &id.to_string()).await?;
            match row.as_deref().and_then(|row| open_header(row, &root, vault, id, &listed)) {
                Some(bag) => bags.push(bag),
                None => unopened.push((id, listed, row)),
            }
        }
        Ok(Self { store, head, root, bags, unopened })
    }

    async fn migrate(&self, access: &AccessKey, rng: &mut dyn Rng) -> Result<()> {
        let (vault, epoch) = (self.head.vault, self.epoch());
        let root = RootKey(Key::random(rng));
        let head = Head { epoch, shredding: Some(self.head.epoch), ..self.head.clone() };
        let mut manifest = Manifest { slots: head.slots_hash()?, ..Manifest::default() };
        cell::write(self.store, (access, &root), (vault, epoch), rng).await?;

        let mut staged = Staged { store: self.store, batch: Batch::default(), bytes: 0 };
        for (id, listed, row) in &self.unopened {
            manifest.bags.insert(*id, *listed);
            if let Some(row) = row {
                staged.put(Table::Bags, bag_key(epoch, *id), row.clone()).await?;
            }
        }
        for old in self.bags.iter().filter(|bag| !bag.entries.is_empty()) {
            let new = self.rewrite(old, &mut staged, rng).await?;
            let row = list(&mut manifest, &new, &root, vault, rng)?;
            staged.put(Table::Bags, bag_key(epoch, new.id), row).await?;
        }

        let mut batch = staged.batch;
        head.put(&mut batch)?;
        batch.put(Table::Meta, MANIFEST, manifest.seal(&root, vault, epoch, rng)?);
        self.drop_old(&mut batch);
        self.store.commit(batch).await
    }

    /// Stages a bag's records, and gives its header.
    async fn rewrite(&self, old: &Bag, staged: &mut Staged<'_, S>, rng: &mut dyn Rng) -> Result<Bag> {
        let (vault, id) = (self.head.vault, self.renamed(old.id));
        let mut new = Bag { id, namespace: old.namespace, revision: 1, entries: Vec::new() };
        for entry in &old.entries {
            let row = self.store.get(Table::Records, &record_key(old.id, entry.id)).await?;
            let context = Context { format: OLD, ..old.record_context(vault, entry) };
            let id = self.record_renamed(old.namespace, entry.id);
            let row = match open_record(entry, &context, row.as_deref()) {
                Ok(plain) => {
                    let plain = with_schema(old.namespace, plain);
                    Some(new.keep(vault, (id, entry.version), &plain, rng)?)
                }
                Err(_) => {
                    new.entries.push(Entry { id, ..entry.clone() });
                    row
                }
            };
            if let Some(row) = row {
                staged.put(Table::Records, record_key(new.id, id), row).await?;
            }
        }
        Ok(new)
    }

    /// Every row that the old manifest knew goes, but for the records of bags that do not open: which
    /// those are, nobody knows.
    fn drop_old(&self, batch: &mut Batch) {
        for bag in &self.bags {
            batch.delete(Table::Bags, bag.id.to_string());
            for entry in &bag.entries {
                batch.delete(Table::Records, record_key(bag.id, entry.id));
            }
        }
        self.unopened.iter().for_each(|(id, ..)| batch.delete(Table::Bags, id.to_string()));
    }

    /// Clears away what was staged, to give the room back.
    async fn clear_staged(&self) -> Result<()> {
        let mut batch = Batch::default();
        for bag in &self.bags {
            let new = self.renamed(bag.id);
            batch.delete(Table::Bags, bag_key(self.epoch(), new));
            for entry in &bag.entries {
                let id = self.record_renamed(bag.namespace, entry.id);
                batch.delete(Table::Records, record_key(new, id));
            }
        }
        self.unopened.iter().for_each(|(id, ..)| batch.delete(Table::Bags, bag_key(self.epoch(), *id)));
        self.store.commit(batch).await?;
        cell::clear_spare(self.store, self.head.epoch).await
    }

    /// The new vault's epoch.
    fn epoch(&self) -> u64 {
        self.head.epoch + 1
    }

    /// A bag's new id.
    fn renamed(&self, bag: Id) -> Id {
        let key = self.root.0.derive(&[], &[b"satchel migration", &bag.0]);
        let mut id = [0; 16];
        id.iter_mut().zip(key.bytes()).for_each(|(id, key)| *id = *key);
        Id(id)
    }

    /// A record's new id: the vectors of a bag bear that bag's.
    fn record_renamed(&self, namespace: Namespace, id: Id) -> Id {
        let is_renamed = namespace == Namespace::Vectors && self.bags.iter().any(|bag| bag.id == id);
        if is_renamed { self.renamed(id) } else { id }
    }
}

/// Rows on their way, committed whenever they are many.
struct Staged<'a, S> {
    store: &'a S,
    batch: Batch,
    bytes: usize,
}

impl<S: Store> Staged<'_, S> {
    async fn put(&mut self, table: Table, key: String, row: Vec<u8>) -> Result<()> {
        self.bytes += row.len();
        self.batch.put(table, key, row);
        if self.bytes >= STAGED {
            self.bytes = 0;
            self.store.commit(std::mem::take(&mut self.batch)).await?;
        }
        Ok(())
    }
}

fn open_header(row: &[u8], root: &RootKey, vault: Id, id: Id, listed: &Listed) -> Option<Bag> {
    let context = Context { format: OLD, ..bag::context(vault, id, listed.namespace, listed.revision) };
    if sha256(row) != listed.hash {
        return None;
    }
    let OldBag { id: named, namespace, revision, entries } = open_under_root(row, root, &context).ok()?;
    let fits = named == id && namespace == listed.namespace && entries.len() <= CAPACITY;
    fits.then_some(Bag { id, namespace, revision, entries })
}

/// Vectors are bytes to the vault's owner too, and have no schema.
fn with_schema(namespace: Namespace, plain: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    if namespace == Namespace::Vectors {
        return plain;
    }
    let mut with = Zeroizing::new(Vec::with_capacity(plain.len() + 1));
    with.push(SCHEMA);
    with.extend_from_slice(&plain);
    with
}
