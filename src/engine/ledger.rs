//! The ledger: every insertion, written before the text is handed over.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::memory::Memory;
use crate::recall::render;
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::Open;
use super::protocol::LedgerView;
use super::stored;

/// The most memories one insertion takes.
const INSERT_MOST: usize = 20;

/// One memory, told to one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) time: Millis,
    /// An origin, never a path.
    pub(super) site: String,
    pub(super) memory: Id,
    /// What it said then; `None` once the memory was shredded, or of a backup made while it was in the bin.
    pub(super) text: Option<String>,
}

impl<S: Store> Open<S> {
    /// The block for accepted memories, once the ledger has them.
    ///
    /// # Errors
    /// `memory_missing` (state) if one of them is gone; `memory_quarantined` (state) if one was not
    /// approved; `memory_out_of_scope` (state) if the site may not see one; `memory_asks` (state) if one is asked about first
    /// and the user has not `agreed`; `insert_nothing` (input). Nothing is handed over or written then.
    pub(super) async fn insert(
        &mut self,
        ids: &[Id],
        (site, agreed): (&str, bool),
        world: &mut World,
    ) -> Result<String> {
        if ids.is_empty() || ids.len() > INSERT_MOST {
            return Err(Error::input("insert_nothing"));
        }
        let rule = self.scopes.rule(site);
        let mut memories: Vec<Memory> = Vec::with_capacity(ids.len());
        for id in ids {
            let memory = self.memory(*id).await?.ok_or_else(|| Error::state("memory_missing"))?;
            if !memory.approved {
                return Err(Error::state("memory_quarantined"));
            }
            if !self.may_tell(*id, site, &rule) {
                return Err(Error::state("memory_out_of_scope"));
            }
            if !agreed && self.has_to_ask(*id, &rule) {
                return Err(Error::state("memory_asks"));
            }
            memories.push(memory);
        }
        let time = world.clock.now();
        let mut change = Change::default();
        let mut entries = Vec::with_capacity(memories.len());
        for memory in &memories {
            let text = Some(render::plain(&memory.text, &self.wording));
            let entry = Entry { time, site: site.to_owned(), memory: memory.id, text };
            let id = Id::random(world.rng.as_mut());
            change.put(Namespace::Ledger, id, stored::encode(&entry)?);
            entries.push((id, entry));
        }
        self.vault.commit(change, world.rng.as_mut()).await?;
        entries.iter().for_each(|(id, entry)| self.enter(*id, entry));
        Ok(render::render(&memories, &self.wording))
    }

    /// Counts an entry.
    pub(super) fn enter(&mut self, id: Id, entry: &Entry) {
        self.ledger.insert((entry.time, id));
        *self.told.entry(entry.memory).or_default() += 1;
    }

    /// The newest entries.
    pub(super) async fn read_ledger(&self, offset: usize, limit: usize) -> Result<Vec<LedgerView>> {
        let mut views = Vec::new();
        for (_, id) in self.ledger.iter().rev().skip(offset).take(limit) {
            // One that cannot be read is counted as damage, and must not hide the others.
            let Ok(Some(entry)) = self.entry(*id).await else { continue };
            let memory = self.index.doc(entry.memory).map(|doc| doc.id);
            views.push(LedgerView { id: *id, time: entry.time, site: entry.site, text: entry.text, memory });
        }
        Ok(views)
    }

    /// Where a memory was told, newest first: no more than one page lists.
    pub(super) async fn told_where(&self, id: Id) -> Vec<LedgerView> {
        let most = self.told.get(&id).map_or(0, |times| *times as usize).min(super::PAGE as usize);
        let mut views = Vec::new();
        for (_, at) in self.ledger.iter().rev() {
            if views.len() == most {
                break;
            }
            let Ok(Some(entry)) = self.entry(*at).await else { continue };
            if entry.memory == id {
                views.push(LedgerView {
                    id: *at,
                    time: entry.time,
                    site: entry.site,
                    text: entry.text,
                    memory: Some(id),
                });
            }
        }
        views
    }

    pub(super) async fn entry(&self, id: Id) -> Result<Option<Entry>> {
        self.record(Namespace::Ledger, id).await
    }
}
