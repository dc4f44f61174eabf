//! The open vault: reading, and changing it whole.

use std::collections::btree_map::{self, BTreeMap};
use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Namespace;
use super::bag::{Bag, CAPACITY, Entry};
use super::head::{self, HEAD, Head};
use super::manifest::{Listed, MANIFEST, Manifest};
use super::slot::Slot;
use super::store::{Batch, Store, Table};
use crate::crypto::aead;
use crate::crypto::kdf::Cost;
use crate::crypto::keys::{AccessKey, Key, RootKey};
use crate::crypto::padding;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// Something that was kept and cannot be opened any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What kind of thing.
    pub namespace: Namespace,
    /// The bag.
    pub bag: Id,
    /// The record, if the bag's header could be opened.
    pub record: Option<Id>,
    /// What was found: `bag_missing`, `bag_changed`, `bag_broken`, `record_missing`,
    /// `record_changed`, `record_broken`.
    pub code: &'static str,
}

/// Records to write and to remove, together.
#[derive(Default)]
pub struct Change {
    puts: Vec<(Namespace, Id, Zeroizing<Vec<u8>>)>,
    removes: BTreeSet<(Namespace, Id)>,
}

impl Change {
    /// Keeps a record, or a new version of it.
    pub fn put(&mut self, namespace: Namespace, id: Id, plaintext: Vec<u8>) {
        self.puts.push((namespace, id, Zeroizing::new(plaintext)));
    }

    /// Removes a record, if it is there.
    pub fn remove(&mut self, namespace: Namespace, id: Id) {
        self.removes.insert((namespace, id));
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.removes.is_empty()
    }
}

/// The vault, unlocked. Dropping it locks it: the keys are erased.
pub struct Vault<S> {
    store: S,
    id: Id,
    epoch: u64,
    access: AccessKey,
    root: RootKey,
    manifest: Manifest,
    bags: HashMap<Id, Bag>,
    /// Which bag holds a record.
    directory: HashMap<(Namespace, Id), Id>,
}

impl<S: Store> Vault<S> {
    /// Whether the store holds a vault.
    ///
    /// # Errors
    /// `vault_newer` (input), `head_broken` (integrity; also if all but the head is there: that is
    /// a damaged vault, and no room for a new one), `store_unreadable` (device).
    pub async fn exists(store: &S) -> Result<bool> {
        let head = Head::read(store).await?.is_some();
        if !head && store.get(Table::Meta, MANIFEST).await?.is_some() {
            return Err(Error::integrity("head_broken"));
        }
        Ok(head)
    }

    /// Makes a vault that `passphrase` opens.
    ///
    /// The root cell is written before the head: a crash in between leaves no vault, and the next
    /// try overwrites the cell.
    ///
    /// # Errors
    /// `vault_exists` (state), `store_unwritable` and the like (device).
    pub async fn create(store: S, passphrase: &str, cost: Cost, rng: &mut dyn Rng) -> Result<Self> {
        if Self::exists(&store).await? {
            return Err(Error::state("vault_exists"));
        }
        let (id, epoch) = (Id::random(rng), 1);
        let access = AccessKey(Key::random(rng));
        let root = RootKey(Key::random(rng));
        let slot = Slot::for_passphrase(&access, passphrase, cost, id, rng)?;
        head::write_root(&store, (&access, &root), (id, epoch), rng).await?;
        let manifest = Manifest::default();
        let mut batch = Batch::default();
        batch.put(Table::Meta, HEAD, Head { vault: id, epoch, slots: vec![slot] }.encode()?);
        batch.put(Table::Meta, MANIFEST, manifest.seal(&root, id, epoch, rng)?);
        store.commit(batch).await?;
        Ok(Self { store, id, epoch, access, root, manifest, bags: HashMap::new(), directory: HashMap::new() })
    }

    /// The access key that a passphrase opens, from the slots alone.
    ///
    /// # Errors
    /// `passphrase_wrong` (input), `vault_missing` (state), and those of a damaged head.
    pub async fn access_key(store: &S, passphrase: &str) -> Result<AccessKey> {
        Head::read(store).await?.ok_or_else(|| Error::state("vault_missing"))?.open(passphrase)
    }

    /// Opens the vault, and says what in it cannot be opened.
    ///
    /// # Errors
    /// `vault_missing` (state); `root_lost`, `manifest_lost` (integrity) if nothing can be opened.
    pub async fn open(store: S, access: AccessKey) -> Result<(Self, Vec<Damage>)> {
        let head = Head::read(&store).await?.ok_or_else(|| Error::state("vault_missing"))?;
        let (id, epoch) = (head.vault, head.epoch);
        let root = head::read_root(&store, &access, (id, epoch)).await?;
        let lost = || Error::integrity("manifest_lost");
        let sealed = store.get(Table::Meta, MANIFEST).await?.ok_or_else(lost)?;
        let manifest = Manifest::open(&sealed, &root, id, epoch).map_err(|_| lost())?;
        let mut vault = Self {
            store,
            id,
            epoch,
            access,
            root,
            manifest,
            bags: HashMap::new(),
            directory: HashMap::new(),
        };
        let damages = vault.open_headers().await?;
        Ok((vault, damages))
    }

    async fn open_headers(&mut self) -> Result<Vec<Damage>> {
        let ids: Vec<Id> = self.manifest.bags.keys().copied().collect();
        let keys: Vec<String> = ids.iter().map(Id::to_string).collect();
        let rows = self.store.get_many(Table::Bags, &keys).await?;
        let mut damages = Vec::new();
        for (id, row) in ids.into_iter().zip(rows) {
            let Some(listed) = self.manifest.bags.get(&id) else { continue };
            match self.open_header(id, listed, row.as_deref()) {
                Ok(bag) => {
                    self.directory.extend(bag.entries.iter().map(|e| ((bag.namespace, e.id), id)));
                    self.bags.insert(id, bag);
                }
                Err(code) => {
                    damages.push(Damage { namespace: listed.namespace, bag: id, record: None, code })
                }
            }
        }
        Ok(damages)
    }

    fn open_header(&self, id: Id, listed: &Listed, row: Option<&[u8]>) -> Result<Bag, &'static str> {
        let row = row.ok_or("bag_missing")?;
        if sha256(row) != listed.hash {
            return Err("bag_changed");
        }
        Bag::open(row, &self.root, self.id, (id, listed.namespace, listed.revision)).map_err(|_| "bag_broken")
    }

    /// The key to wake with, for the browser's session memory.
    pub fn session_key(&self) -> &AccessKey {
        &self.access
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

    /// The records of a bag, by id.
    pub fn records(&self, bag: Id) -> Vec<Id> {
        self.bags.get(&bag).map(|bag| bag.entries.iter().map(|entry| entry.id).collect()).unwrap_or_default()
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
        self.open_record(bag, entry, row.as_deref()).map(Some).map_err(Error::integrity)
    }

    /// All records of a bag that open, and the damage to those that do not.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub async fn open_bag(&self, bag: Id) -> Result<(Vec<(Id, Zeroizing<Vec<u8>>)>, Vec<Damage>)> {
        let Some(bag) = self.bags.get(&bag) else { return Ok(Default::default()) };
        let keys: Vec<String> = bag.entries.iter().map(|entry| record_key(bag.id, entry.id)).collect();
        let rows = self.store.get_many(Table::Records, &keys).await?;
        let (mut opened, mut damages) = (Vec::new(), Vec::new());
        for (entry, row) in bag.entries.iter().zip(rows) {
            match self.open_record(bag, entry, row.as_deref()) {
                Ok(plaintext) => opened.push((entry.id, plaintext)),
                Err(code) => {
                    let (namespace, record) = (bag.namespace, Some(entry.id));
                    damages.push(Damage { namespace, bag: bag.id, record, code });
                }
            }
        }
        Ok((opened, damages))
    }

    fn open_record(
        &self,
        bag: &Bag,
        entry: &Entry,
        row: Option<&[u8]>,
    ) -> Result<Zeroizing<Vec<u8>>, &'static str> {
        let row = row.ok_or("record_missing")?;
        if sha256(row) != entry.hash {
            return Err("record_changed");
        }
        let padded =
            aead::open(&entry.key, &bag.record_context(self.id, entry), row).map_err(|_| "record_broken")?;
        padding::unpad(&padded).map(|plain| Zeroizing::new(plain.to_vec())).map_err(|_| "record_broken")
    }

    /// Makes a change, whole: if this fails, nothing was changed on disk or in memory.
    ///
    /// # Errors
    /// `store_full`, `store_unwritable` (device); `too_large` (input).
    pub async fn commit(&mut self, change: Change, rng: &mut dyn Rng) -> Result<()> {
        if change.is_empty() {
            return Ok(());
        }
        let mut draft = Draft { batch: Batch::default(), touched: BTreeMap::new(), placed: HashMap::new() };
        for (namespace, id) in &change.removes {
            self.draft_remove(&mut draft, *namespace, *id);
        }
        for (namespace, id, plaintext) in &change.puts {
            self.draft_put(&mut draft, (*namespace, *id), plaintext, rng)?;
        }
        let mut manifest = self.manifest.clone();
        for bag in draft.touched.values_mut() {
            if bag.entries.is_empty() {
                manifest.bags.remove(&bag.id);
                draft.batch.delete(Table::Bags, bag.id.to_string());
                continue;
            }
            bag.revision += 1;
            let sealed = bag.seal(&self.root, self.id, rng)?;
            let (namespace, revision, hash) = (bag.namespace, bag.revision, sha256(&sealed));
            manifest.bags.insert(bag.id, Listed { namespace, revision, hash });
            draft.batch.put(Table::Bags, bag.id.to_string(), sealed);
        }
        let sealed = manifest.seal(&self.root, self.id, self.epoch, rng)?;
        draft.batch.put(Table::Meta, MANIFEST, sealed);

        self.store.commit(draft.batch).await?;

        self.manifest = manifest;
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
        Ok(())
    }

    fn draft_remove(&self, draft: &mut Draft, namespace: Namespace, id: Id) {
        let Some(bag) = draft.bag_of(self, namespace, id) else { return };
        bag.entries.retain(|entry| entry.id != id);
        let key = record_key(bag.id, id);
        draft.batch.delete(Table::Records, key);
        draft.placed.insert((namespace, id), None);
    }

    fn draft_put(
        &self,
        draft: &mut Draft,
        (namespace, id): (Namespace, Id),
        plaintext: &[u8],
        rng: &mut dyn Rng,
    ) -> Result<()> {
        let version = match draft.bag_of(self, namespace, id) {
            Some(bag) => {
                let version = bag.entry(id).map_or(0, |entry| entry.version + 1);
                bag.entries.retain(|entry| entry.id != id);
                version
            }
            None => 0,
        };
        let bag = match draft.placed.get(&(namespace, id)).copied().flatten().or(self.bag_of(namespace, id)) {
            Some(bag) if draft.touched.contains_key(&bag) => bag,
            _ => draft.open_bag(self, namespace, rng),
        };
        let Some(bag) = draft.touched.get_mut(&bag) else { return Err(Error::internal("bag_lost")) };
        let mut entry = Entry { id, version, key: Key::random(rng), hash: [0; 32] };
        let padded = padding::pad(plaintext)?;
        let sealed = aead::seal(&entry.key, &bag.record_context(self.id, &entry), &padded, rng)?;
        entry.hash = sha256(&sealed);
        draft.batch.put(Table::Records, record_key(bag.id, id), sealed);
        draft.placed.insert((namespace, id), Some(bag.id));
        bag.entries.push(entry);
        Ok(())
    }
}

/// A change being sealed: nothing of it is visible until the store has it.
struct Draft {
    batch: Batch,
    touched: BTreeMap<Id, Bag>,
    /// Where records went; `None` if they were removed.
    placed: HashMap<(Namespace, Id), Option<Id>>,
}

impl Draft {
    /// The bag of a record that exists, made touchable.
    fn bag_of<S: Store>(&mut self, vault: &Vault<S>, namespace: Namespace, id: Id) -> Option<&mut Bag> {
        let bag = match self.placed.get(&(namespace, id)) {
            Some(placed) => (*placed)?,
            None => vault.bag_of(namespace, id)?,
        };
        match self.touched.entry(bag) {
            btree_map::Entry::Occupied(touched) => Some(touched.into_mut()),
            btree_map::Entry::Vacant(untouched) => Some(untouched.insert(vault.bags.get(&bag)?.clone())),
        }
    }

    /// A bag of the namespace with room: one already touched, one of the vault's, or a new one.
    fn open_bag<S: Store>(&mut self, vault: &Vault<S>, namespace: Namespace, rng: &mut dyn Rng) -> Id {
        let roomy = |bag: &&Bag| bag.namespace == namespace && bag.entries.len() < CAPACITY;
        if let Some(bag) = self.touched.values().find(roomy) {
            return bag.id;
        }
        let untouched = vault.bags.values().filter(|bag| !self.touched.contains_key(&bag.id));
        let bag = untouched.filter(roomy).max_by_key(|bag| (bag.entries.len(), bag.id)).cloned();
        let bag = bag.unwrap_or_else(|| Bag::new(namespace, rng));
        let id = bag.id;
        self.touched.insert(id, bag);
        id
    }
}

/// The key of a record's row in [`Table::Records`]: its bag and its id.
fn record_key(bag: Id, id: Id) -> String {
    format!("{bag}/{id}")
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
