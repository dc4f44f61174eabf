//! Rows that belong to nothing, and making the vault whole again without what is lost.

use std::collections::HashSet;

use super::bag::{Bag, bag_key, record_key};
use super::damage::Damage;
use super::draft::Draft;
use super::head::COPIES;
use super::manifest::MANIFEST;
use super::sha256;
use super::store::{Store, Table};
use super::unlocked::{Closed, Vault};
use crate::error::Result;
use crate::id::Id;
use crate::rng::Rng;

impl<S: Store> Vault<S> {
    /// Rows of records that no bag lists: nobody wrote them, or they were put back. Those of bags
    /// that cannot be opened are not among them. Unless `thorough`, the rows are only counted, and
    /// looked at if there are others than the bags list.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub async fn strangers(&self, thorough: bool) -> Result<Vec<Damage>> {
        let mut damages = vec![Damage::of("row_unlisted"); self.unknown_meta().await?.len()];
        if !thorough && self.store.count(Table::Records).await? == self.directory.len() {
            return Ok(damages);
        }
        let unopened = |bag: &Id| self.manifest.bags.contains_key(bag) && !self.bags.contains_key(bag);
        for (table, key) in self.unaccounted(&Draft::default()).await? {
            let (bag, record) = key.split_once('/').unwrap_or_default();
            let (bag, record) = (bag.parse().ok(), record.parse().ok());
            if table == Table::Records && !bag.as_ref().is_some_and(unopened) {
                damages.push(Damage { bag, record, ..Damage::of("record_unlisted") });
            }
        }
        Ok(damages)
    }

    /// Takes the vault as it can be opened now for the whole of it. Bags that are not as they were
    /// listed but open are taken back with those of their records that fit; what cannot be opened is
    /// given up; rows that belong to nothing are removed. `lost` are records whose damage was found.
    ///
    /// # Errors
    /// As [`Vault::commit`]; nothing was changed then.
    pub async fn repair(&mut self, lost: &[Damage], rng: &mut dyn Rng) -> Result<()> {
        if self.closed == Some(Closed::Unsettled) {
            return self.check_open();
        }
        let mut draft = Draft::default();
        for damage in lost {
            if let (Some(namespace), Some(id)) = (damage.namespace, damage.record) {
                match damage.bag {
                    Some(bag) => draft.give_up(self, bag, (namespace, id)),
                    None => draft.remove(self, namespace, id),
                }
            }
        }
        for bag in self.salvage().await? {
            draft.placed.extend(bag.entries.iter().map(|entry| ((bag.namespace, entry.id), Some(bag.id))));
            draft.touched.insert(bag.id, bag);
        }
        // Every header is sealed and listed anew: the list itself may be what was lost.
        for bag in self.bags.values() {
            draft.touched.entry(bag.id).or_insert_with(|| bag.clone());
        }
        for (table, key) in self.unaccounted(&draft).await? {
            draft.batch.delete(table, key);
        }
        for key in self.unknown_meta().await? {
            draft.batch.delete(Table::Meta, key);
        }
        self.head.put(&mut draft.batch)?;
        let listed = std::mem::take(&mut self.manifest);
        self.manifest.slots = self.head.slots_hash()?;
        let written = self.write(draft, rng).await;
        match written {
            Ok(()) => self.closed = None,
            Err(_) => self.manifest = listed,
        }
        written
    }

    /// Listed bags that did not open as listed, as far as they can be opened at all: a header of
    /// before, with the records that are still as it says.
    async fn salvage(&self) -> Result<Vec<Bag>> {
        let unopened = self.manifest.bags.keys().filter(|id| !self.bags.contains_key(id));
        let mut bags = Vec::new();
        for id in unopened {
            let row = self.store.get(Table::Bags, &bag_key(self.head.epoch, *id)).await?;
            let Some(mut bag) = row.and_then(|row| Bag::open(&row, &self.root, self.id, *id).ok()) else {
                continue;
            };
            // What an old block says may have been shredded since; what it is good for is made anew.
            if bag.namespace.is_made_anew() {
                continue;
            }
            // One that is there again in another bag is the later one.
            bag.entries.retain(|entry| self.bag_of(bag.namespace, entry.id).is_none());
            let keys: Vec<String> = bag.entries.iter().map(|entry| record_key(bag.id, entry.id)).collect();
            let rows = self.store.get_many(Table::Records, &keys).await?;
            let mut rows = rows.into_iter();
            bag.entries.retain(|entry| rows.next().flatten().is_some_and(|row| sha256(&row) == entry.hash));
            bags.push(bag);
        }
        Ok(bags)
    }

    /// Rows beside head and manifest that an open vault has no use for.
    async fn unknown_meta(&self) -> Result<Vec<String>> {
        let mut keys = self.store.keys(Table::Meta).await?;
        keys.retain(|key| key != MANIFEST && !COPIES.contains(&key.as_str()));
        Ok(keys)
    }

    /// Every row of bags and records that neither the open bags nor a draft has a use for.
    async fn unaccounted(&self, draft: &Draft) -> Result<Vec<(Table, String)>> {
        let untouched = self.bags.values().filter(|bag| !draft.touched.contains_key(&bag.id));
        let bags: Vec<&Bag> = draft.touched.values().chain(untouched).collect();
        let headers: HashSet<String> = bags.iter().map(|bag| bag_key(self.head.epoch, bag.id)).collect();
        let records =
            bags.iter().flat_map(|bag| bag.entries.iter().map(|entry| record_key(bag.id, entry.id)));
        let records: HashSet<String> = records.collect();
        let mut found = Vec::new();
        for (table, known) in [(Table::Bags, headers), (Table::Records, records)] {
            let keys = self.store.keys(table).await?;
            found.extend(keys.into_iter().filter(|key| !known.contains(key)).map(|key| (table, key)));
        }
        Ok(found)
    }
}
