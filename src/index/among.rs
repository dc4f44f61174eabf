//! Which memories are meant: those that a site may see, or those that fit a filter.

use super::{Doc, Index, Slot};
use crate::id::Id;
use crate::memory::Sensitivities;

/// A choice of memories, slot by slot.
#[derive(Clone, Debug)]
pub struct Among(Vec<bool>);

impl Among {
    /// Whether what lies in a slot is meant.
    pub(crate) fn has(&self, slot: Slot) -> bool {
        self.0.get(slot as usize) == Some(&true)
    }
}

/// The bit of Personal, the scope of every memory that was put into no other.
pub const PERSONAL: u32 = 1;

impl Index {
    /// Those of which something holds.
    pub fn among(&self, holds: impl Fn(&Doc) -> bool) -> Among {
        let meant = |entry: &Option<super::Entry>| entry.as_ref().is_some_and(|entry| holds(&entry.doc));
        Among(self.entries.iter().map(meant).collect())
    }

    /// Those in one of some scopes, without `hidden` ones, that do not tell what is never to be told; none if that leaves
    /// nothing out.
    pub fn visible(
        &self,
        scopes: u32,
        never: Sensitivities,
        hidden: impl IntoIterator<Item = Id>,
    ) -> Option<Among> {
        let mut hidden = hidden.into_iter().peekable();
        let all = scopes == u32::MAX && never == Sensitivities::default() && hidden.peek().is_none();
        if all {
            return None;
        }
        // Most are in the first scope, and nothing was said of them.
        let first = scopes & PERSONAL != 0;
        let mut among: Vec<bool> = self.tell.iter().map(|told| first && !told.meets(never)).collect();
        among.resize(self.entries.len(), first);
        for id in self.marks.said() {
            if let Some(slot) = self.slot(id)
                && let Some(place) = among.get_mut(slot as usize)
            {
                *place = self.marks.scopes(id) & scopes != 0 && !self.sensitivities(slot).meets(never);
            }
        }
        for slot in hidden.filter_map(|id| self.slot(id)) {
            if let Some(place) = among.get_mut(slot as usize) {
                *place = false;
            }
        }
        Some(Among(among))
    }

    /// What the memory in a slot tells that people keep from most: what the user says of it, or else what its words say.
    pub(crate) fn sensitivities(&self, slot: Slot) -> Sensitivities {
        let said = self.at(slot).and_then(|doc| self.marks.sensitivities(doc.id));
        said.or_else(|| self.tell.get(slot as usize).copied()).unwrap_or_default()
    }
}
