//! What the user says of memories that are kept: that they may be offered, and what they should say.

use std::collections::{BTreeSet, HashSet};

use crate::error::{Error, Result};
use crate::id::Id;
use crate::index::Doc;
use crate::memory::Memory;
use crate::transfer::note_origin;
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::keep::note;
use super::open::Open;
use super::protocol::{VersionView, WaitingView};
use super::restore::HISTORY_MOST;
use super::stored;

impl<S: Store> Open<S> {
    /// What waits in quarantine for the user's word, newest first; of a conversation, the last turn that does.
    fn waiting(&self) -> impl Iterator<Item = &Doc> {
        let mut seen = HashSet::new();
        let waits = self.index.newest().filter(|doc| doc.waits());
        waits.filter(move |doc| doc.conversation.is_none_or(|conversation| seen.insert(conversation)))
    }

    /// A page of it.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn read_waiting(&self, offset: usize, limit: usize) -> Result<Vec<WaitingView>> {
        let mut entries = Vec::new();
        for doc in self.waiting().skip(offset).take(limit) {
            let conversation = doc.conversation;
            let turns = conversation.map_or(0, |conversation| self.index.waiting().turns_in(conversation));
            let views = self.views([doc.id]).await?;
            entries.extend(views.into_iter().map(|memory| WaitingView { memory, conversation, turns }));
        }
        Ok(entries)
    }

    /// Lets memories out of quarantine, or puts them back; how many changed. One that cannot be read was counted as
    /// damage and stays where it is.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn approve(&mut self, ids: &[Id], holds: bool, world: &mut World) -> Result<u32> {
        let mut changed = Vec::new();
        for id in ids.iter().copied().collect::<BTreeSet<_>>() {
            let memory: Option<Memory> = self.readable(Namespace::Memory, id).await?;
            if let Some(memory) = memory.filter(|memory| memory.approved != holds) {
                changed.push(Memory { approved: holds, revised: world.clock.now(), ..memory });
            }
        }
        let mut change = Change::default();
        for memory in &changed {
            change.put(Namespace::Memory, memory.id, stored::encode(memory)?);
        }
        self.vault.commit(change, world.rng.as_mut()).await?;
        for memory in &changed {
            // What it says is what it said: it need not be encoded anew.
            let (vector, kept) = (self.index.vector(memory.id), self.index.kept(memory.id).cloned());
            self.admit(memory);
            vector.map(|vector| self.index.set_vector(memory.id, vector));
            kept.map(|kept| self.index.set_kept(memory.id, kept));
        }
        if holds {
            // In quarantine it took nobody's place. They are approved already: what fails here is tried again when there
            // is nothing else to do.
            self.fresh.extend(changed.iter().map(|memory| memory.id));
            let _ = self.settle_overtaken(Change::default(), world).await;
        }
        Ok(super::number(changed.len()))
    }

    /// What a memory said before, last first.
    ///
    /// # Errors
    /// `memory_missing` (state) if it is gone; those of the store.
    pub(super) async fn versions(&self, id: Id) -> Result<Vec<VersionView>> {
        if self.index.doc(id).is_none() {
            return Err(Error::state("memory_missing"));
        }
        let before: Vec<Memory> = self.readable(Namespace::History, id).await?.unwrap_or_default();
        let view = |memory: Memory| VersionView { since: memory.kept.max(memory.revised), text: memory.text };
        let mut versions: Vec<VersionView> = before.into_iter().map(view).collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.since));
        Ok(versions)
    }

    /// Puts the user's own words in place of a memory's, which lets it out of quarantine. What it said before stays in
    /// its history, as long as there is room.
    ///
    /// # Errors
    /// `note_empty`, `note_long` (input); `memory_missing` (state); those of the store.
    pub(super) async fn revise(&mut self, id: Id, text: &str, world: &mut World) -> Result<Memory> {
        let text = note(text)?;
        let before = self.memory(id).await?.ok_or_else(|| Error::state("memory_missing"))?;
        if before.text == text && before.approved {
            return Ok(before);
        }
        let revised =
            Memory { text: text.to_owned(), approved: true, revised: world.clock.now(), ..before.clone() };
        let said = note_origin(&before.text);
        let (mut change, mut written) = (Change::default(), HashSet::new());
        if before.text != text {
            let history = self.readable(Namespace::History, id).await?.unwrap_or_default();
            change.put(Namespace::History, id, stored::encode(&with(history, before))?);
            written.insert((Namespace::History, id));
        }
        change.put(Namespace::Memory, id, stored::encode(&revised)?);
        // An earlier version's vector and tokens go with it, in one commit.
        if let Some(bag) = self.vault.bag_of(Namespace::Memory, id) {
            self.put_encoded(&mut change, bag, &BTreeSet::from([id])).await?;
        }
        self.vault.commit(change, world.rng.as_mut()).await?;
        // What could not be read of it is written anew.
        self.heal(&written);
        self.admit(&revised);
        // Its origin stays that of what it said first, so that an import does not bring that again. What it says now is
        // known as well, and what it said in between no longer.
        if said != revised.origin && self.known.get(&said) == Some(&id) {
            self.known.remove(&said);
        }
        self.know(note_origin(text), id);
        Ok(revised)
    }
}

/// A history with one more version; the earliest make room for it.
fn with(mut history: Vec<Memory>, version: Memory) -> Vec<Memory> {
    history.push(version);
    let bytes = |history: &[Memory]| history.iter().map(|version| version.text.len()).sum::<usize>();
    while history.len() > 1 && bytes(&history) > HISTORY_MOST {
        history.remove(0);
    }
    history
}
