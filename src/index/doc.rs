//! What the index knows of a memory besides its words and its meaning.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::id::{Fingerprint, Id};
use crate::memory::{Kind, Memory, Source, Speaker};

/// What is known of a memory besides its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doc {
    /// The memory.
    pub id: Id,
    /// Note or turn.
    pub kind: Kind,
    /// Who said it.
    pub speaker: Speaker,
    /// When, 0 if not known.
    pub time: Millis,
    /// Of a turn: its conversation.
    pub conversation: Option<Id>,
    /// Its place there, counted from 0.
    pub position: u32,
    /// Whether it may be offered: false in quarantine.
    pub suggestible: bool,
    /// Where it came from.
    pub source: Source,
    /// What makes it known again at a second import.
    pub origin: Fingerprint,
}

impl Doc {
    /// Whether it waits in quarantine for the user's word. What assistants said may wait for ever: it is kept for what
    /// stands around it, and nobody is asked about thousands of answers.
    pub fn waits(&self) -> bool {
        !self.suggestible && self.speaker != Speaker::Assistant
    }
}

impl From<&Memory> for Doc {
    fn from(memory: &Memory) -> Self {
        Self {
            id: memory.id,
            kind: memory.kind,
            speaker: memory.speaker.clone(),
            time: memory.time,
            conversation: memory.place.map(|place| place.conversation),
            position: memory.place.map_or(0, |place| place.position),
            suggestible: memory.approved,
            source: memory.source.clone(),
            origin: memory.origin,
        }
    }
}

/// What is indexed and encoded of a memory: its text, after the speaker's name where that is a
/// person's, so that "what did Anna say" finds what Anna said.
pub fn passage<'a>(speaker: &Speaker, text: &'a str) -> Cow<'a, str> {
    match speaker {
        Speaker::Person(name) if !name.is_empty() => Cow::Owned(format!("{name}: {text}")),
        Speaker::Person(_) | Speaker::User | Speaker::Assistant => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;

    fn turn(number: u8, position: u32) -> Doc {
        Doc {
            id: Id([number; 16]),
            kind: Kind::Turn,
            speaker: Speaker::User,
            time: Millis(0),
            conversation: Some(Id([255; 16])),
            position,
            suggestible: true,
            source: Source::Typed,
            origin: Fingerprint::of(&[&[number]]),
        }
    }

    #[test]
    fn only_a_persons_name_is_found_with_a_text() {
        assert_eq!(passage(&Speaker::Person("Ada".into()), "Noon."), "Ada: Noon.");
        for nameless in [Speaker::Person(String::new()), Speaker::User, Speaker::Assistant] {
            assert_eq!(passage(&nameless, "Noon."), "Noon.");
        }
    }

    #[test]
    fn a_conversations_turns_stand_in_their_order_however_they_came() {
        let mut index = Index::new();
        for (number, position) in [(1, 5), (2, 1), (3, 9), (4, 3)] {
            index.add(turn(number, position), "");
        }
        let order = |index: &Index| {
            let slots = index.conversation(Id([255; 16]));
            slots.filter_map(|slot| index.at(slot)).map(|doc| doc.position).collect::<Vec<_>>()
        };
        assert_eq!(order(&index), [1, 3, 5, 9]);
        index.remove(Id([1; 16]));
        assert_eq!(order(&index), [1, 3, 9]);
        (2..5).for_each(|number| assert!(index.remove(Id([number; 16]))));
        assert!(order(&index).is_empty());
    }
}
