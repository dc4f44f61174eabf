//! Keeping what comes in: one typed note, pasted text, chunks of an import.

use crate::error::{Error, Result};
use crate::id::Id;
use crate::memory::{Conversation, Kind, Memory, Place, Source, Speaker};
use crate::transfer::{Chunk, ConversationDraft, MemoryDraft, note_origin};
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::{Open, encoded};

/// The longest note, in bytes: what a person can type and a composer should get.
const NOTE_MOST: usize = 16 * 1024;

/// What became of the memories of a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) kept: u32,
    pub(super) known: u32,
}

impl<S: Store> Open<S> {
    /// Keeps a note that the user typed; false if the same note was there before.
    ///
    /// # Errors
    /// `note_empty`, `note_long` (input); those of the store.
    pub(super) async fn add_note(&mut self, text: &str, world: &mut World) -> Result<(Memory, bool)> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::input("note_empty"));
        }
        if text.len() > NOTE_MOST {
            return Err(Error::input("note_long"));
        }
        let origin = note_origin(text);
        if let Some(id) = self.known.get(&origin).copied()
            && let Some(memory) = self.memory(id).await?
        {
            return Ok((memory, false));
        }
        let note = Memory {
            id: Id::random(world.rng.as_mut()),
            kind: Kind::Note,
            text: text.to_owned(),
            speaker: Speaker::User,
            time: world.clock.now(),
            source: Source::Typed,
            origin,
            place: None,
            approved: true,
        };
        self.commit_memories(None, std::slice::from_ref(&note), world).await?;
        Ok((note, true))
    }

    /// Keeps what of a chunk is not there yet, in one commit.
    pub(super) async fn keep_chunk(&mut self, chunk: Chunk, world: &mut World) -> Result<Kept> {
        let conversation = chunk.conversation.map(|draft| self.conversation_for(draft, world));
        let mut known = 0;
        let mut memories: Vec<Memory> = Vec::new();
        for draft in chunk.memories {
            if self.known.contains_key(&draft.origin) || memories.iter().any(|m| m.origin == draft.origin) {
                known += 1;
                continue;
            }
            let conversation = conversation.as_ref().map(|(conversation, _)| conversation.id);
            memories.push(memory_from(draft, conversation, world));
        }
        let new = conversation.and_then(|(conversation, new)| new.then_some(conversation));
        // A conversation of which nothing is kept is not worth a record.
        if !memories.is_empty() {
            self.commit_memories(new, &memories, world).await?;
        }
        Ok(Kept { kept: super::number(memories.len()), known })
    }

    /// The conversation a draft means: the one that is known already, or a new one.
    fn conversation_for(&self, draft: ConversationDraft, world: &mut World) -> (Conversation, bool) {
        let known = self.known.get(&draft.origin).and_then(|id| self.conversations.get(id));
        if let Some(conversation) = known {
            return (conversation.clone(), false);
        }
        let ConversationDraft { title, time, source, origin } = draft;
        (Conversation { id: Id::random(world.rng.as_mut()), title, time, source, origin }, true)
    }

    async fn commit_memories(
        &mut self,
        conversation: Option<Conversation>,
        memories: &[Memory],
        world: &mut World,
    ) -> Result<()> {
        let mut change = Change::default();
        if let Some(conversation) = &conversation {
            change.put(Namespace::Conversation, conversation.id, encoded(conversation)?);
        }
        for memory in memories {
            change.put(Namespace::Memory, memory.id, encoded(memory)?);
        }
        self.vault.commit(change, world.rng.as_mut()).await?;
        if let Some(conversation) = conversation {
            self.known.insert(conversation.origin, conversation.id);
            self.conversations.insert(conversation.id, conversation);
        }
        memories.iter().for_each(|memory| self.admit(memory));
        Ok(())
    }
}

fn memory_from(draft: MemoryDraft, conversation: Option<Id>, world: &mut World) -> Memory {
    let place =
        conversation.zip(draft.position).map(|(conversation, position)| Place { conversation, position });
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
    }
}
