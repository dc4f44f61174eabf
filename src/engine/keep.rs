//! Keeping what comes in: one typed note, pasted text, chunks of an import.

use std::collections::HashSet;
use std::iter;

use crate::error::{Error, Result};
use crate::id::Id;
use crate::memory::{Conversation, Kind, Memory, Place, Source, Speaker};
use crate::transfer::{Chunk, ConversationDraft, MemoryDraft, note_origin};
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::marks::{Marks, change_marks};
use super::open::Open;
use super::restore::NAME_MOST;
use super::stored;

/// The longest note, in bytes: what a person can type and a composer should get.
const NOTE_MOST: usize = 16 * 1024;

/// The most memories one commit takes.
const COMMIT_MOST: usize = 512;

/// What became of the memories of a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) kept: u32,
    pub(super) known: u32,
}

impl<S: Store> Open<S> {
    /// Keeps a note that the user typed, into a chat if there is a `host`; false if the same note was there before.
    ///
    /// # Errors
    /// `note_empty`, `note_long` (input); those of the store.
    pub(super) async fn add_note(
        &mut self,
        text: &str,
        host: &str,
        world: &mut World,
    ) -> Result<(Memory, bool)> {
        self.keep_note(text, (Speaker::User, Source::Typed, host), true, world).await
    }

    /// Keeps what the user selected in a page, in quarantine: whose words they are, only the user knows. `from` is the
    /// page's host, empty if it has none. False if the same was there before, as whatever.
    ///
    /// # Errors
    /// `note_empty`, `note_long` (input); those of the store.
    pub(super) async fn propose(
        &mut self,
        text: &str,
        from: &str,
        world: &mut World,
    ) -> Result<(Memory, bool)> {
        // Of a page on this device it is not the user's own words either: they are somebody's without a name.
        let speaker = Speaker::Person(short_name(from).to_owned());
        self.keep_note(text, (speaker, Source::Page, from), false, world).await
    }

    /// Keeps a note by somebody from somewhere, in the scopes of the site of that host; false if the same was there
    /// before.
    pub(super) async fn keep_note(
        &mut self,
        text: &str,
        (speaker, source, host): (Speaker, Source, &str),
        approved: bool,
        world: &mut World,
    ) -> Result<(Memory, bool)> {
        let text = note(text)?;
        let origin = note_origin(text);
        if let Some(known) = self.known.get(&origin).copied() {
            // What was revised says something else by now, and still bears the origin of what it said first.
            let others = self.index.newest().filter(|doc| doc.origin == origin && doc.id != known);
            for id in iter::once(known).chain(others.map(|doc| doc.id)) {
                // What waits in quarantine was not typed by the user: it must not stand in for what is.
                if let Some(memory) = self.readable::<Memory>(Namespace::Memory, id).await?
                    && (memory.approved || !approved)
                    && note_origin(&memory.text) == origin
                {
                    return Ok((memory, false));
                }
            }
        }
        let (kind, text, time) = (Kind::Note, text.to_owned(), world.clock.now());
        let draft = MemoryDraft { kind, text, speaker, time, source, origin, position: None, approved };
        let memory = memory_from(draft, None, world);
        let marks = Marks { scopes: self.scopes.of_host(host), ..Marks::default() };
        self.commit_memories(None, std::slice::from_ref(&memory), &marks, world).await?;
        Ok((memory, true))
    }

    /// Keeps what of a chunk is not there yet, in commits of a size that every store takes.
    pub(super) async fn keep_chunk(&mut self, chunk: Chunk, world: &mut World) -> Result<Kept> {
        let conversation = chunk.conversation.map(|draft| self.conversation_for(draft, world));
        let (fresh, known) = fresh(chunk.memories, |draft| self.knows(draft));
        let place = conversation.as_ref().map(|(conversation, _)| conversation.id);
        let memories: Vec<Memory> = fresh.into_iter().map(|draft| memory_from(draft, place, world)).collect();
        let new = conversation.and_then(|(conversation, new)| new.then_some(conversation));
        // A conversation of which nothing is kept is not worth a record.
        let mut new = new;
        for part in memories.chunks(COMMIT_MOST) {
            self.commit_memories(new.take(), part, &Marks::default(), world).await?;
        }
        Ok(Kept { kept: super::number(memories.len()), known })
    }

    /// Whether what a draft says is there already.
    pub(super) fn knows(&self, draft: &MemoryDraft) -> bool {
        // As for what is typed: what waits in quarantine does not stand in for what is the user's.
        self.known.get(&draft.origin).is_some_and(|id| !draft.approved || self.is_approved(*id))
    }

    /// The conversation a draft means: the one that is known already, or a new one.
    pub(super) fn conversation_for(
        &self,
        draft: ConversationDraft,
        world: &mut World,
    ) -> (Conversation, bool) {
        let known = self.known.get(&draft.origin).and_then(|id| self.conversations.get(id));
        if let Some(conversation) = known {
            return (conversation.clone(), false);
        }
        let ConversationDraft { title, time, source, origin } = draft;
        (Conversation { id: Id::random(world.rng.as_mut()), title, time, source, origin }, true)
    }

    /// Keeps memories of which the same is said.
    pub(super) async fn commit_memories(
        &mut self,
        conversation: Option<Conversation>,
        memories: &[Memory],
        marks: &Marks,
        world: &mut World,
    ) -> Result<()> {
        // Of most nothing is said, and an import has many.
        let said = *marks != Marks::default();
        let mut change = Change::default();
        if let Some(conversation) = &conversation {
            change.put(Namespace::Conversation, conversation.id, stored::encode(conversation)?);
        }
        for memory in memories {
            change.put(Namespace::Memory, memory.id, stored::encode(memory)?);
            if said {
                change_marks(&mut change, memory.id, marks)?;
            }
        }
        self.vault.commit(change, world.rng.as_mut()).await?;
        if let Some(conversation) = conversation {
            self.known.insert(conversation.origin, conversation.id);
            self.conversations.insert(conversation.id, conversation);
        }
        for memory in memories {
            self.admit(memory);
            if said {
                self.see_marks(memory.id, marks.clone());
            }
        }
        Ok(())
    }
}

/// The beginning of a name, as long as names may be.
pub(super) fn short_name(name: &str) -> &str {
    name.get(..name.floor_char_boundary(NAME_MOST)).unwrap_or_default()
}

/// What a note says, without white space around it.
///
/// # Errors
/// `note_empty`, `note_long` (input).
pub(super) fn note(text: &str) -> Result<&str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::input("note_empty"));
    }
    if text.len() > NOTE_MOST {
        return Err(Error::input("note_long"));
    }
    Ok(text)
}

/// What of these is neither known nor there twice, and how many are. A chunk may hold hundreds of
/// thousands: each is looked up, never compared with all before it.
fn fresh(drafts: Vec<MemoryDraft>, is_known: impl Fn(&MemoryDraft) -> bool) -> (Vec<MemoryDraft>, u32) {
    let count = drafts.len();
    let mut seen = HashSet::new();
    let is_new = |draft: &MemoryDraft| !is_known(draft) && seen.insert(draft.origin);
    let fresh: Vec<MemoryDraft> = drafts.into_iter().filter(is_new).collect();
    let known = super::number(count - fresh.len());
    (fresh, known)
}

pub(super) fn memory_from(draft: MemoryDraft, conversation: Option<Id>, world: &mut World) -> Memory {
    let place =
        conversation.zip(draft.position).map(|(conversation, position)| Place { conversation, position });
    let now = world.clock.now();
    Memory {
        id: Id::random(world.rng.as_mut()),
        kind: draft.kind,
        text: draft.text,
        speaker: draft.speaker,
        time: draft.time,
        source: draft.source,
        origin: draft.origin,
        place,
        approved: draft.approved,
        kept: now,
        revised: now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Millis;
    use crate::id::Fingerprint;
    use std::time::{Duration, Instant};

    fn turn(number: u32) -> MemoryDraft {
        MemoryDraft {
            kind: Kind::Turn,
            text: String::new(),
            speaker: Speaker::User,
            time: Millis(0),
            source: Source::ChatGpt,
            origin: Fingerprint::of(&[&number.to_le_bytes()]),
            position: Some(number),
            approved: true,
        }
    }

    #[test]
    fn what_is_known_or_there_twice_is_kept_once() {
        let known = turn(1).origin;
        let (fresh, count) = fresh(vec![turn(0), turn(1), turn(2), turn(0)], |draft| draft.origin == known);
        assert_eq!((fresh, count), (vec![turn(0), turn(2)], 2));
    }

    /// Compared with all before it each would take minutes; looked up, a fraction of a second.
    #[test]
    fn a_chunk_of_the_largest_size_does_not_freeze_the_engine() {
        let begun = Instant::now();
        let (fresh, _) = fresh((0..400_000).map(turn).collect(), |_| false);
        assert_eq!(fresh.len(), 400_000);
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }
}
