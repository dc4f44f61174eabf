//! Who speaks in each slot, in as few bytes as it takes: what a ranking asks of every memory.

use std::collections::HashMap;

use super::Slot;
use crate::memory::Speaker;

/// Who speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Nobody: there is no memory here.
    #[default]
    None,
    /// The user.
    User,
    /// An assistant.
    Assistant,
    /// Somebody by name: its place among the [names](Voices::names).
    Person(u32),
}

/// Every slot's voice.
#[derive(Default)]
pub(crate) struct Voices {
    slots: Vec<(Voice, bool)>,
    places: HashMap<String, u32>,
    /// Each name, and in how many slots it speaks. One that speaks nowhere any more is empty.
    names: Vec<(String, u32)>,
    free: Vec<u32>,
}

impl Voices {
    pub(super) fn set(&mut self, slot: Slot, speaker: &Speaker, suggestible: bool) {
        self.clear(slot);
        let voice = match speaker {
            Speaker::User => Voice::User,
            Speaker::Assistant => Voice::Assistant,
            Speaker::Person(name) => Voice::Person(self.place(name)),
        };
        let slot = slot as usize;
        if slot >= self.slots.len() {
            self.slots.resize(slot + 1, (Voice::None, false));
        }
        if let Some(place) = self.slots.get_mut(slot) {
            *place = (voice, suggestible);
        }
    }

    pub(super) fn clear(&mut self, slot: Slot) {
        let Some((Voice::Person(at), _)) = self.slots.get_mut(slot as usize).map(std::mem::take) else {
            return;
        };
        let Some((name, count)) = self.names.get_mut(at as usize) else { return };
        *count -= 1;
        if *count == 0 {
            self.places.remove(name.as_str());
            name.clear();
            self.free.push(at);
        }
    }

    /// By slot: who speaks, and whether it may be offered.
    pub(crate) fn slots(&self) -> &[(Voice, bool)] {
        &self.slots
    }

    /// Those who speak, by place; empty where there is nobody.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    fn place(&mut self, name: &str) -> u32 {
        let at = self.places.get(name).copied().unwrap_or_else(|| {
            let at = self.free.pop().unwrap_or_else(|| {
                self.names.push(Default::default());
                u32::try_from(self.names.len() - 1).expect("fewer than 2³² names")
            });
            self.places.insert(name.to_owned(), at);
            at
        });
        if let Some((known, count)) = self.names.get_mut(at as usize) {
            name.clone_into(known);
            *count += 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_forgotten_with_the_last_that_it_said() {
        let mut voices = Voices::default();
        let person = |name: &str| Speaker::Person(name.into());
        for (slot, speaker) in [person("Ada"), Speaker::User, person("Ada"), person("Bo")].iter().enumerate()
        {
            voices.set(slot as Slot, speaker, slot != 3);
        }
        assert_eq!(voices.slots()[2..], [(Voice::Person(0), true), (Voice::Person(1), false)]);
        voices.clear(0);
        assert!(voices.names().eq(["Ada", "Bo"]));
        voices.set(2, &Speaker::Assistant, true);
        assert!(voices.names().eq(["", "Bo"]) && !voices.places.contains_key("Ada"));
        voices.set(0, &person("Cy"), true);
        assert!(voices.names().eq(["Cy", "Bo"]));
        voices.clear(9);
    }
}
