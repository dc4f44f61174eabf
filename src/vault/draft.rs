//! A change being sealed: nothing of it is visible until the store has it.

use std::collections::btree_map::{self, BTreeMap};
use std::collections::{BTreeSet, HashMap};

use zeroize::Zeroizing;

use super::bag::{Bag, CAPACITY, record_key};
use super::store::{Batch, Store, Table};
use super::{Namespace, Vault};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

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

/// What a change does to the store and to the vault in memory.
#[derive(Default)]
pub(super) struct Draft {
    /// Rows of records.
    pub(super) batch: Batch,
    /// Bags whose entries are others; their headers are not sealed yet.
    pub(super) touched: BTreeMap<Id, Bag>,
    /// Where records went; `None` if they were removed.
    pub(super) placed: HashMap<(Namespace, Id), Option<Id>>,
}

impl Draft {
    /// Seals the records of a change: those it removes first, then those it keeps.
    ///
    /// # Errors
    /// `too_large` (input).
    pub(super) fn of<S: Store>(vault: &Vault<S>, change: &Change, rng: &mut dyn Rng) -> Result<Self> {
        let mut draft = Self::default();
        for (namespace, id) in &change.removes {
            draft.remove(vault, *namespace, *id);
        }
        for (namespace, id, plaintext) in &change.puts {
            draft.put(vault, (*namespace, *id), plaintext, rng)?;
        }
        Ok(draft)
    }

    pub(super) fn remove<S: Store>(&mut self, vault: &Vault<S>, namespace: Namespace, id: Id) {
        // Wherever it is listed: a bag that was put back holds it too.
        for bag in vault.doubles.get(&(namespace, id)).into_iter().flatten() {
            if let Some(lists) = vault.bags.get(bag) {
                self.touched
                    .entry(*bag)
                    .or_insert_with(|| lists.clone())
                    .entries
                    .retain(|entry| entry.id != id);
                self.batch.delete(Table::Records, record_key(*bag, id));
            }
        }
        let Some(bag) = self.bag_of(vault, namespace, id) else { return };
        bag.entries.retain(|entry| entry.id != id);
        let key = record_key(bag.id, id);
        self.batch.delete(Table::Records, key);
        self.placed.insert((namespace, id), None);
    }

    /// Takes a record out of this bag and no other: the same may stand, whole, in a later one.
    pub(super) fn give_up<S: Store>(&mut self, vault: &Vault<S>, bag: Id, record: (Namespace, Id)) {
        let Some(lists) = vault.bags.get(&bag) else { return };
        let lists = self.touched.entry(bag).or_insert_with(|| lists.clone());
        lists.entries.retain(|entry| entry.id != record.1);
        self.batch.delete(Table::Records, record_key(bag, record.1));
        let place = self.placed.get(&record).copied().flatten();
        if place.or_else(|| vault.directory.get(&record).copied()) == Some(bag) {
            let untouched = vault.bags.values().filter(|bag| !self.touched.contains_key(&bag.id));
            let elsewhere = self
                .touched
                .values()
                .chain(untouched)
                .find(|bag| bag.namespace == record.0 && bag.entry(record.1).is_some());
            self.placed.insert(record, elsewhere.map(|bag| bag.id));
        }
    }

    fn put<S: Store>(
        &mut self,
        vault: &Vault<S>,
        (namespace, id): (Namespace, Id),
        plaintext: &[u8],
        rng: &mut dyn Rng,
    ) -> Result<()> {
        let mut version = 0;
        let mut home = None;
        if let Some(bag) = self.bag_of(vault, namespace, id) {
            version = bag.entry(id).map_or(0, |entry| entry.version.saturating_add(1));
            bag.entries.retain(|entry| entry.id != id);
            home = Some(bag.id);
        }
        let home = home.unwrap_or_else(|| self.roomy_bag(vault, namespace, rng));
        let Some(bag) = self.touched.get_mut(&home) else { return Err(Error::internal("bag_lost")) };
        let sealed = bag.keep(vault.id, (id, version), plaintext, rng)?;
        self.batch.put(Table::Records, record_key(bag.id, id), sealed);
        self.placed.insert((namespace, id), Some(bag.id));
        Ok(())
    }

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
    fn roomy_bag<S: Store>(&mut self, vault: &Vault<S>, namespace: Namespace, rng: &mut dyn Rng) -> Id {
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
