//! What was found out about memories, or said of them, beside their texts: what took their place, for which
//! drafts they were no help, which scopes they are in, what they tell, and whether they are pinned.
//!
//! By id and not by slot: what lies in the bin keeps its marks, and has them again when it comes back.

use std::collections::HashMap;

use crate::embed::Vector;
use crate::id::Id;
use crate::memory::Sensitivities;

use super::PERSONAL;

/// What the user says of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whether it goes before others.
    pub pinned: bool,
    /// The scopes it is in, a bit each.
    pub scopes: u32,
    /// What it tells that people keep from most; none to let its words say it.
    pub sensitivities: Option<Sensitivities>,
}

impl Default for Said {
    fn default() -> Self {
        Self { pinned: false, scopes: PERSONAL, sensitivities: None }
    }
}

/// The marks of an index.
#[derive(Debug, Default)]
pub struct Marks {
    successors: HashMap<Id, Id>,
    predecessors: HashMap<Id, Vec<Id>>,
    dismissals: HashMap<Id, Vec<Vector>>,
    said: HashMap<Id, Said>,
}

impl Marks {
    pub(super) fn set_successor(&mut self, older: Id, newer: Option<Id>) {
        if let Some(before) = self.successors.remove(&older)
            && let Some(all) = self.predecessors.get_mut(&before)
        {
            all.retain(|id| *id != older);
        }
        if let Some(newer) = newer {
            self.successors.insert(older, newer);
            self.predecessors.entry(newer).or_default().push(older);
        }
    }

    pub(super) fn set_dismissals(&mut self, id: Id, drafts: Vec<Vector>) {
        if drafts.is_empty() {
            self.dismissals.remove(&id);
        } else {
            self.dismissals.insert(id, drafts);
        }
    }

    pub(super) fn set_said(&mut self, id: Id, said: Said) {
        if said == Said::default() {
            self.said.remove(&id);
        } else {
            self.said.insert(id, said);
        }
    }

    /// The memories of which the user said anything.
    pub fn said(&self) -> impl Iterator<Item = Id> + '_ {
        self.said.keys().copied()
    }

    /// Whether a memory goes before others.
    pub fn is_pinned(&self, id: Id) -> bool {
        !self.said.is_empty() && self.said.get(&id).is_some_and(|said| said.pinned)
    }

    /// The scopes that a memory is in, a bit each.
    pub fn scopes(&self, id: Id) -> u32 {
        self.said.get(&id).map_or(PERSONAL, |said| said.scopes)
    }

    /// What the user says that a memory tells.
    pub fn sensitivities(&self, id: Id) -> Option<Sensitivities> {
        self.said.get(&id)?.sensitivities
    }

    /// Each memory whose place was taken, with the one that took it.
    pub fn successors(&self) -> impl Iterator<Item = (Id, Id)> + '_ {
        self.successors.iter().map(|(older, newer)| (*older, *newer))
    }

    /// Whether any memory's place was taken.
    pub fn has_successors(&self) -> bool {
        !self.successors.is_empty()
    }

    /// What took a memory's place, there or not.
    pub fn successor(&self, older: Id) -> Option<Id> {
        self.successors.get(&older).copied()
    }

    /// In whose place a memory stands, there or not.
    pub fn predecessors(&self, newer: Id) -> &[Id] {
        self.predecessors.get(&newer).map_or(&[], Vec::as_slice)
    }

    /// Whether any memory was dismissed for any draft.
    pub fn has_dismissals(&self) -> bool {
        !self.dismissals.is_empty()
    }

    /// The drafts for which a memory was no help.
    pub fn dismissals(&self, id: Id) -> &[Vector] {
        self.dismissals.get(&id).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_has_one_successor_and_knows_whose_it_is() {
        let [a, b, c] = [1, 2, 3].map(|n| Id([n; 16]));
        let mut marks = Marks::default();
        marks.set_successor(a, Some(b));
        marks.set_successor(a, Some(c));
        marks.set_successor(b, Some(c));
        assert_eq!(
            (marks.successor(a), marks.predecessors(b), marks.predecessors(c)),
            (Some(c), &[][..], &[a, b][..])
        );
        marks.set_successor(a, None);
        assert_eq!((marks.successor(a), marks.predecessors(c)), (None, &[b][..]));
    }
}
