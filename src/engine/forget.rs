//! Deleting memories, and everything that was made from them.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::id::Id;
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::{Open, encoded};

impl<S: Store> Open<S> {
    /// Deletes memories, with their vectors, their text in the ledger, and conversations that are
    /// empty then. That something was told to a site at a time stays in the ledger: it was.
    pub(super) async fn delete(&mut self, ids: &[Id], world: &mut World) -> Result<u32> {
        let gone: BTreeSet<Id> = ids.iter().copied().filter(|id| self.index.doc(*id).is_some()).collect();
        let list: Vec<Id> = gone.iter().copied().collect();
        let mut change = Change::default();
        let mut origins = Vec::new();
        for id in &gone {
            // One that cannot be read can still be deleted.
            origins.extend(self.memory(*id).await.ok().flatten().map(|memory| memory.origin));
            change.remove(Namespace::Memory, *id);
        }
        let bags: BTreeSet<Id> =
            gone.iter().filter_map(|id| self.vault.bag_of(Namespace::Memory, *id)).collect();
        for bag in bags {
            self.put_vectors(&mut change, bag, &list);
        }
        self.silence_ledger(&gone, &mut change).await?;
        let empty = self.emptied_conversations(&gone);
        empty.iter().for_each(|id| change.remove(Namespace::Conversation, *id));

        self.vault.commit(change, world.rng.as_mut()).await?;

        for id in &gone {
            self.index.remove(*id);
            self.told.remove(id);
        }
        for id in empty {
            origins.extend(self.conversations.remove(&id).map(|conversation| conversation.origin));
        }
        origins.iter().for_each(|origin| drop(self.known.remove(origin)));
        Ok(super::number(gone.len()))
    }

    async fn silence_ledger(&self, gone: &BTreeSet<Id>, change: &mut Change) -> Result<()> {
        if !gone.iter().any(|id| self.told.contains_key(id)) {
            return Ok(());
        }
        for (_, id) in &self.ledger {
            let Ok(Some(mut entry)) = self.entry(*id).await else { continue };
            if gone.contains(&entry.memory) && entry.text.take().is_some() {
                change.put(Namespace::Ledger, *id, encoded(&entry)?);
            }
        }
        Ok(())
    }

    fn emptied_conversations(&self, gone: &BTreeSet<Id>) -> BTreeSet<Id> {
        let mut touched: BTreeSet<Id> =
            gone.iter().filter_map(|id| self.index.doc(*id)?.conversation).collect();
        if !touched.is_empty() {
            for doc in self.index.newest().filter(|doc| !gone.contains(&doc.id)) {
                if let Some(conversation) = doc.conversation {
                    touched.remove(&conversation);
                }
            }
        }
        touched
    }
}
