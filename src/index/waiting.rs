//! How much [waits](Doc::waits) for the user's word.

use std::collections::HashMap;

use super::{Doc, Index};
use crate::id::Id;

/// Counts of what waits.
#[derive(Debug, Default)]
pub struct Waiting {
    /// What belongs to no conversation.
    alone: usize,
    /// Of each conversation, how many of its turns; none that has none.
    turns: HashMap<Id, u32>,
}

impl Index {
    /// How much waits for the user's word.
    pub fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// The turns of a conversation, in order, whether they wait or not.
    pub fn turns(&self, conversation: Id) -> impl DoubleEndedIterator<Item = &Doc> {
        self.conversation(conversation).filter_map(|slot| self.at(slot))
    }
}

impl Waiting {
    /// Things to be asked about: a conversation is one.
    pub fn len(&self) -> usize {
        self.alone + self.turns.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Turns of a conversation that wait.
    pub fn turns_in(&self, conversation: Id) -> u32 {
        self.turns.get(&conversation).copied().unwrap_or_default()
    }

    /// Something came.
    pub(super) fn add(&mut self, doc: &Doc) {
        match doc.conversation {
            _ if !doc.waits() => {}
            Some(conversation) => *self.turns.entry(conversation).or_default() += 1,
            None => self.alone += 1,
        }
    }

    /// It went.
    pub(super) fn remove(&mut self, doc: &Doc) {
        match doc.conversation {
            _ if !doc.waits() => {}
            Some(conversation) => {
                let left = self.turns_in(conversation).saturating_sub(1);
                if left == 0 {
                    self.turns.remove(&conversation);
                } else {
                    self.turns.insert(conversation, left);
                }
            }
            None => self.alone -= 1,
        }
    }
}
