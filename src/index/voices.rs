//! Who speaks in each slot, in as few bytes as it takes: what a ranking asks of every memory.
//!
//! Which names a draft holds is looked up by its words, not by going through the names: a file of thousands of strangers
//! costs a draft nothing. Names are kept twice, all and those of whom something may be suggested.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Slot;
use crate::memory::Speaker;
use crate::text::{Analyzer, Language, Languages};

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
    /// Somebody by name: its place among the [names](Voices::named).
    Person(u32),
}

/// A name. One that speaks nowhere any more is empty.
#[derive(Default)]
struct Name {
    name: String,
    /// Its terms, each with the languages by whose rules it is one.
    terms: BTreeMap<String, Languages>,
    /// In how many slots it speaks,
    count: u32,
    /// and in how many that may be suggested.
    suggestible: u32,
}

/// Where the names stand that have a term.
#[derive(Default)]
struct Terms(HashMap<String, BTreeMap<u32, Languages>>);

/// Every slot's voice.
#[derive(Default)]
pub(crate) struct Voices {
    slots: Vec<(Voice, bool)>,
    places: HashMap<String, u32>,
    names: Vec<Name>,
    free: Vec<u32>,
    all: Terms,
    /// Those of whom something may be suggested.
    offered: Terms,
}

impl Voices {
    pub(super) fn set(&mut self, analyzer: &Analyzer, slot: Slot, (speaker, suggestible): (&Speaker, bool)) {
        self.clear(slot);
        let voice = match speaker {
            Speaker::User => Voice::User,
            Speaker::Assistant => Voice::Assistant,
            Speaker::Person(name) => Voice::Person(self.place(analyzer, name, suggestible)),
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
        let Some((Voice::Person(at), suggestible)) = self.slots.get_mut(slot as usize).map(std::mem::take)
        else {
            return;
        };
        let Some(name) = self.names.get_mut(at as usize) else { return };
        name.count -= 1;
        name.suggestible -= u32::from(suggestible);
        if suggestible && name.suggestible == 0 {
            self.offered.remove(&name.terms, at);
        }
        if name.count == 0 {
            self.all.remove(&name.terms, at);
            self.places.remove(name.name.as_str());
            *name = Name::default();
            self.free.push(at);
        }
    }

    /// By slot: who speaks, and whether it may be offered.
    pub(crate) fn slots(&self) -> &[(Voice, bool)] {
        &self.slots
    }

    /// Of each name, whether it has one of a draft's terms, by the rules of the draft's language; empty if none has.
    /// `only_suggestible`: only those who say something that may be suggested.
    pub(crate) fn named(
        &self,
        language: Language,
        terms: &BTreeSet<String>,
        only_suggestible: bool,
    ) -> Vec<bool> {
        let Terms(known) = if only_suggestible { &self.offered } else { &self.all };
        let mut named = Vec::new();
        let holders = terms.iter().filter_map(|term| known.get(term)).flatten();
        for (&at, _) in holders.filter(|(_, languages)| languages.has(language)) {
            named.resize(self.names.len(), false);
            if let Some(place) = named.get_mut(at as usize) {
                *place = true;
            }
        }
        named
    }

    fn place(&mut self, analyzer: &Analyzer, name: &str, suggestible: bool) -> u32 {
        let at = self.places.get(name).copied().unwrap_or_else(|| {
            let at = self.free.pop().unwrap_or_else(|| {
                self.names.push(Name::default());
                u32::try_from(self.names.len() - 1).expect("fewer than 2³² names")
            });
            self.places.insert(name.to_owned(), at);
            at
        });
        if let Some(known) = self.names.get_mut(at as usize) {
            if known.count == 0 {
                name.clone_into(&mut known.name);
                known.terms = analyzer.telling_in_each(name);
                self.all.add(&known.terms, at);
            }
            if suggestible && known.suggestible == 0 {
                self.offered.add(&known.terms, at);
            }
            known.count += 1;
            known.suggestible += u32::from(suggestible);
        }
        at
    }
}

impl Terms {
    fn add(&mut self, terms: &BTreeMap<String, Languages>, at: u32) {
        for (term, languages) in terms {
            self.0.entry(term.clone()).or_default().insert(at, *languages);
        }
    }

    fn remove(&mut self, terms: &BTreeMap<String, Languages>, at: u32) {
        for term in terms.keys() {
            let Some(holders) = self.0.get_mut(term) else { continue };
            holders.remove(&at);
            if holders.is_empty() {
                self.0.remove(term);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(name: &str) -> Speaker {
        Speaker::Person(name.into())
    }

    #[test]
    fn a_name_is_forgotten_with_the_last_that_it_said() {
        let (mut voices, analyzer) = (Voices::default(), Analyzer::new());
        for (slot, speaker) in [person("Ada"), Speaker::User, person("Ada"), person("Bo")].iter().enumerate()
        {
            voices.set(&analyzer, slot as Slot, (speaker, slot != 3));
        }
        let names = |voices: &Voices| voices.names.iter().map(|name| name.name.clone()).collect::<Vec<_>>();
        assert_eq!(voices.slots()[2..], [(Voice::Person(0), true), (Voice::Person(1), false)]);
        voices.clear(0);
        assert_eq!(names(&voices), ["Ada", "Bo"]);
        voices.set(&analyzer, 2, (&Speaker::Assistant, true));
        assert_eq!(names(&voices), ["", "Bo"]);
        assert!(!voices.places.contains_key("Ada") && voices.offered.0.is_empty() && voices.all.0.len() == 1);
        voices.set(&analyzer, 0, (&person("Cy"), true));
        assert_eq!(names(&voices), ["Cy", "Bo"]);
        voices.clear(9);
    }

    proptest! {
        /// Whoever came and went.
        #[test]
        fn those_are_named_who_have_a_word_of_the_draft(
            steps in prop::collection::vec(
                (0u32..6, "(Ada|Katzen|Иванов|the|Kat)( (Lee|Katze|of)){0,2}", any::<bool>(), any::<bool>()), 1..30,
            ),
            draft in "(ada|katze|иванова|lee|the)( (katzen|kat|lee|of)){0,2}",
            language in prop::sample::select(Language::ALL.to_vec()),
        ) {
            let (mut voices, analyzer) = (Voices::default(), Analyzer::new());
            let mut says: BTreeMap<Slot, (String, bool)> = BTreeMap::new();
            for (slot, name, keep, suggestible) in steps {
                voices.clear(slot);
                says.remove(&slot);
                if keep {
                    voices.set(&analyzer, slot, (&person(&name), suggestible));
                    says.insert(slot, (name, suggestible));
                }
            }
            let terms: BTreeSet<String> = analyzer.telling(language, &draft).collect();
            for only_suggestible in [false, true] {
                let named = voices.named(language, &terms, only_suggestible);
                for (slot, (name, suggestible)) in &says {
                    let Some((Voice::Person(at), _)) = voices.slots().get(*slot as usize) else { panic!() };
                    let holds = analyzer.telling(language, name).any(|term| terms.contains(&term));
                    let found = named.get(*at as usize) == Some(&true);
                    // Who is asked for what may be suggested alone is not looked at elsewhere.
                    prop_assert!(found == holds || (only_suggestible && !suggestible && !found));
                }
            }
        }
    }
}
