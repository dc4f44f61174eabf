//! Memories put into other words together: one made of several, or several of one.
//!
//! What they were made of goes to the bin, from where it comes back. The new ones are notes in the user's own words,
//! and what was said of the old ones holds for them, never more loosely: no site sees a word that it could not see
//! before.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::id::Id;
use crate::memory::{Kind, Memory, Sensitivity, Source, Speaker};
use crate::transfer::{MemoryDraft, note_origin};
use crate::vault::Store;

use super::World;
use super::keep::{memory_from, note};
use super::marks::Marks;
use super::open::Open;
use super::protocol::PERSONAL;

/// The most memories that one is made of, or that are made of one.
const MOST: usize = 50;

impl<S: Store> Open<S> {
    /// Makes one memory of several, or several of one; gives the new ones.
    ///
    /// # Errors
    /// `recast_shape` (input) if it is neither, or of more than 50; `scopes_differ` (input) if the old ones are in no
    /// scope together: one of no scope would be seen by all sites, or by none; `note_empty`, `note_long` (input);
    /// `memory_missing` (state) if one is gone; those of the store.
    pub(super) async fn recast(
        &mut self,
        ids: &[Id],
        texts: &[String],
        world: &mut World,
    ) -> Result<Vec<Id>> {
        let mut seen = BTreeSet::new();
        let ids: Vec<Id> = ids.iter().copied().filter(|id| seen.insert(*id)).collect();
        let most = ids.len().max(texts.len());
        if ids.len().min(texts.len()) != 1 || most > MOST {
            return Err(Error::input("recast_shape"));
        }
        let mut before = Vec::new();
        for id in &ids {
            before.push(self.memory(*id).await?.ok_or_else(|| Error::state("memory_missing"))?);
        }
        let marks = self.joined(&ids)?;
        let mut memories = Vec::new();
        for text in texts {
            memories.push(memory_from(draft(note(text)?, &before), None, world));
        }
        let new: Vec<Id> = memories.iter().map(|memory| memory.id).collect();
        // What one of the old ones took the place of is not to be offered again.
        let older = ids.iter().flat_map(|id| self.index.marks().predecessors(*id)).copied();
        let older: BTreeSet<Id> =
            older.filter(|id| !seen.contains(id) && self.index.doc(*id).is_some()).collect();
        // First what is new: if the rest fails, nothing is lost.
        self.commit_memories(None, &memories, &marks, world).await?;
        for (older, heir) in older.into_iter().flat_map(|id| new.first().map(|heir| (id, *heir))) {
            self.supersede((older, heir), true, world).await?;
        }
        self.delete(&ids, world).await?;
        Ok(new)
    }

    /// What is said of one that is made of these.
    fn joined(&self, ids: &[Id]) -> Result<Marks> {
        let of = |id: &Id| self.marks.get(id).cloned().unwrap_or_default();
        let scopes = |id: &Id| self.scopes_of(*id).into_iter().collect::<BTreeSet<Id>>();
        let common = ids.iter().map(scopes).reduce(|all, one| all.intersection(&one).copied().collect());
        let mut common: Vec<Id> = common.unwrap_or_default().into_iter().collect();
        if common.is_empty() {
            return Err(Error::input("scopes_differ"));
        }
        // As for any other: what is in Personal alone has nothing said of it.
        if common == [PERSONAL] {
            common.clear();
        }
        // Once the user has spoken of one, the words do not speak for all: what any of them tells stays said.
        let spoken = ids.iter().any(|id| of(id).sensitivities.is_some());
        let tells =
            |one: &Sensitivity| ids.iter().any(|id| self.index.told_by(*id).iter().any(|told| told == *one));
        let never: BTreeSet<String> = ids.iter().flat_map(|id| of(id).never).collect();
        Ok(Marks {
            pinned: ids.iter().any(|id| of(id).pinned),
            scopes: common,
            sensitivities: spoken.then(|| Sensitivity::ALL.into_iter().filter(tells).collect()),
            never: never.into_iter().collect(),
            ..Marks::default()
        })
    }
}

/// A note in the user's words, by whom and from where all it was made of came, of the time of the last.
fn draft(text: &str, before: &[Memory]) -> MemoryDraft {
    let one = |same: fn(&Memory, &Memory) -> bool| {
        before.first().filter(|first| before.iter().all(|other| same(first, other)))
    };
    let speaker = one(|a, b| a.speaker == b.speaker).map_or(Speaker::User, |one| one.speaker.clone());
    let source = one(|a, b| a.source == b.source).map_or(Source::Typed, |one| one.source.clone());
    MemoryDraft {
        kind: Kind::Note,
        text: text.to_owned(),
        speaker,
        time: before.iter().map(|memory| memory.time).max().unwrap_or_default(),
        source,
        origin: note_origin(text),
        position: None,
        approved: true,
    }
}
