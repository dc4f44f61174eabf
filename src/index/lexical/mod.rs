//! Words: an inverted index, and the language that each text's terms were made in.
//!
//! How rare a word is, how long texts are, and in which languages, is counted twice: over all texts, and over those that
//! may be suggested. What waits in quarantine so changes nothing in what is offered unasked, however much of it there is.

mod search;

use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use hashbrown::HashTable;

use super::Slot;
use crate::text::sensitive::{Lexicon, Told};
use crate::text::{Language, Languages};
pub use search::{Found, Shared};

/// A term that more texts have leads to none of them.
const COMMON: usize = 1_000;

/// A term's number, free again when no text has the term any more.
pub type Term = u32;

#[derive(Clone, Copy)]
struct Posting {
    slot: Slot,
    count: u32,
}

/// A term and where it stands, by ascending slot. Empty when its number is free.
#[derive(Default)]
struct List {
    term: String,
    postings: Vec<Posting>,
    /// How many of them may be suggested.
    suggestible: u32,
    /// What it tells that people keep from most.
    told: Told,
}

/// What a word is measured against. A text without any term cannot be found and weighs nothing.
#[derive(Default)]
struct Tally {
    /// How many texts there are,
    count: u32,
    /// how long they are together,
    length: u64,
    /// and how many are in each language.
    speakers: [u32; Language::ALL.len()],
}

impl Tally {
    fn add(&mut self, language: Language, length: usize) {
        self.count += 1;
        self.length += length as u64;
        if let Some(count) = self.speakers.get_mut(usize::from(language.number())) {
            *count += 1;
        }
    }

    fn remove(&mut self, language: Language, length: usize) {
        self.count -= 1;
        self.length -= length as u64;
        if let Some(count) = self.speakers.get_mut(usize::from(language.number())) {
            *count -= 1;
        }
    }

    /// How much a term says that so many texts have.
    fn idf(&self, holders: usize) -> f32 {
        idf(self.count, holders)
    }
}

/// Inverse document frequency, as BM25 has it: of what so many of all texts have.
pub(super) fn idf(all: u32, holders: usize) -> f32 {
    let (all, holders) = (all as f32, holders as f32);
    (1.0 + (all - holders + 0.5) / (holders + 0.5)).ln()
}

/// The words of an index.
#[derive(Default)]
pub struct Lexical {
    /// Where each term's list is, by the hash of the term: the term itself stands in its list alone.
    dictionary: HashTable<Term>,
    /// Seeded at random, as texts come from anywhere: nobody can choose words that collide.
    hasher: RandomState,
    lists: Vec<List>,
    free: Vec<Term>,
    /// Each text's terms, in order, repeated as often as they stand there.
    texts: Vec<Box<[Term]>>,
    /// The language by whose rules each text's terms were made.
    languages: Vec<Language>,
    /// Whether each text may be suggested.
    suggestible: Vec<bool>,
    all: Tally,
    /// Those that may be suggested.
    offered: Tally,
}

impl Lexical {
    /// Adds the terms of a text in `language`, in order, under a free slot. Each has been given its
    /// [`number`](Self::number).
    pub(super) fn add(&mut self, slot: Slot, (language, suggestible): (Language, bool), terms: Box<[Term]>) {
        for (term, count) in counted(&terms) {
            let Some(list) = self.lists.get_mut(term as usize) else { continue };
            // Most texts come with a slot beyond all others.
            let at = match list.postings.last() {
                Some(last) if last.slot >= slot => list.postings.partition_point(|p| p.slot < slot),
                _ => list.postings.len(),
            };
            list.postings.insert(at, Posting { slot, count });
            list.suggestible += u32::from(suggestible);
        }
        if !terms.is_empty() {
            self.tallies(suggestible).for_each(|tally| tally.add(language, terms.len()));
        }
        let at = slot as usize;
        if at >= self.texts.len() {
            self.texts.resize_with(at + 1, Box::default);
            self.languages.resize(at + 1, Language::default());
            self.suggestible.resize(at + 1, false);
        }
        if let Some(place) = self.suggestible.get_mut(at) {
            *place = suggestible;
        }
        if let Some(place) = self.languages.get_mut(at) {
            *place = language;
        }
        if let Some(place) = self.texts.get_mut(at) {
            *place = terms;
        }
    }

    /// Takes a slot's text out of every list, and forgets the terms that nobody has any more.
    pub(super) fn remove(&mut self, slot: Slot) {
        let Some(terms) = self.texts.get_mut(slot as usize).map(std::mem::take) else { return };
        let (language, suggestible) = (self.language(slot), self.is_suggestible(slot));
        for (term, _) in counted(&terms) {
            let Some(list) = self.lists.get_mut(term as usize) else { continue };
            if let Ok(at) = list.postings.binary_search_by_key(&slot, |posting| posting.slot) {
                list.postings.remove(at);
                list.suggestible -= u32::from(suggestible);
            }
            if list.postings.is_empty() {
                if let Ok(entry) =
                    self.dictionary.find_entry(self.hasher.hash_one(&list.term), |&at| at == term)
                {
                    entry.remove();
                }
                *list = List::default();
                self.free.push(term);
            }
        }
        if !terms.is_empty() {
            self.tallies(suggestible).for_each(|tally| tally.remove(language, terms.len()));
        }
    }

    /// Where a text counts.
    fn tallies(&mut self, suggestible: bool) -> impl Iterator<Item = &mut Tally> {
        std::iter::once(&mut self.all).chain(suggestible.then_some(&mut self.offered))
    }

    /// What is measured against.
    fn tally(&self, only_suggestible: bool) -> &Tally {
        if only_suggestible { &self.offered } else { &self.all }
    }

    fn is_suggestible(&self, slot: Slot) -> bool {
        self.suggestible.get(slot as usize) == Some(&true)
    }

    /// The language of a slot's text.
    pub fn language(&self, slot: Slot) -> Language {
        self.languages.get(slot as usize).copied().unwrap_or_default()
    }

    /// The languages that texts are in.
    pub fn languages(&self, only_suggestible: bool) -> Languages {
        let speakers = &self.tally(only_suggestible).speakers;
        let spoken = |language: &Language| speakers.get(usize::from(language.number())) > Some(&0);
        Language::ALL.into_iter().filter(spoken).collect()
    }

    /// The language that most texts are in; of equals the first.
    pub fn main_language(&self, only_suggestible: bool) -> Language {
        let speakers = &self.tally(only_suggestible).speakers;
        let count = |language: &Language| speakers.get(usize::from(language.number())).copied();
        Language::ALL.into_iter().rev().max_by_key(count).unwrap_or_default()
    }

    /// A text's terms, in order, repeated as often as they stand there.
    pub fn terms(&self, slot: Slot) -> &[Term] {
        self.texts.get(slot as usize).map_or(&[], |terms| terms)
    }

    /// What a term is; empty if no text has it.
    pub fn term(&self, term: Term) -> &str {
        self.lists.get(term as usize).map_or("", |list| &list.term)
    }

    /// How much two texts share: their common terms' idf among what may be suggested, counted in words that only one
    /// text has.
    pub fn common(&self, one: Slot, other: Slot) -> f32 {
        let of_other = counted(self.terms(other));
        let idf = |(term, _): (Term, u32)| {
            let holders = self.lists.get(term as usize).map_or(0, |list| list.suggestible as usize);
            if of_other.binary_search_by_key(&term, |(term, _)| *term).is_ok() {
                self.offered.idf(holders)
            } else {
                0.0
            }
        };
        counted(self.terms(one)).into_iter().map(idf).sum::<f32>()
            / self.offered.idf(1).max(f32::MIN_POSITIVE)
    }

    /// The other texts that may be suggested and share a term with this one, each once, by ascending slot. A term that
    /// more than [`COMMON`] of them have leads to none: it says too little.
    pub fn sharing(&self, slot: Slot) -> Vec<Slot> {
        let lists = self.terms(slot).iter().filter_map(|&term| self.lists.get(term as usize));
        let rare = lists.filter(|list| list.suggestible as usize <= COMMON);
        let slots = rare.flat_map(|list| list.postings.iter().map(|p| p.slot));
        let mut slots: Vec<Slot> = slots.filter(|slot| self.is_suggestible(*slot)).collect();
        slots.sort_unstable();
        slots.dedup();
        slots.retain(|&other| other != slot);
        slots
    }

    /// How many terms a text has.
    pub fn length(&self, slot: Slot) -> usize {
        self.terms(slot).len()
    }

    /// A term's number, if any text has it.
    fn find(&self, word: &str) -> Option<Term> {
        self.dictionary.find(self.hasher.hash_one(word), |&term| self.term(term) == word).copied()
    }

    /// What a term tells that people keep from most.
    pub(super) fn told(&self, term: Term) -> Told {
        self.lists.get(term as usize).map(|list| list.told).unwrap_or_default()
    }

    /// A term's number, a new one if no text has it yet.
    pub(super) fn number(&mut self, word: &str, sensitive: &Lexicon) -> Term {
        if let Some(term) = self.find(word) {
            return term;
        }
        let term = self.free.pop().unwrap_or_else(|| {
            self.lists.push(List::default());
            Term::try_from(self.lists.len() - 1).expect("fewer than 2³² terms")
        });
        if let Some(list) = self.lists.get_mut(term as usize) {
            word.clone_into(&mut list.term);
            list.told = sensitive.told(word);
        }
        let Self { dictionary, lists, hasher, .. } = self;
        let hash = |&term: &Term| hasher.hash_one(lists.get(term as usize).map_or("", |list| &list.term));
        dictionary.insert_unique(hasher.hash_one(word), term, hash);
        term
    }
}

/// The distinct terms of a text, with how often each stands there.
fn counted(terms: &[Term]) -> Vec<(Term, u32)> {
    let mut sorted = terms.to_vec();
    sorted.sort_unstable();
    let run = |run: &[Term]| Some((*run.first()?, u32::try_from(run.len()).unwrap_or(u32::MAX)));
    sorted.chunk_by(|a, b| a == b).filter_map(run).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use super::*;
    use crate::text::Sought;
    use proptest::prelude::*;

    pub(super) fn terms(text: &str) -> BTreeSet<Sought> {
        let english = Languages::only(Language::English);
        text.split_whitespace().map(|word| Sought::Word(vec![(word.to_owned(), english)])).collect()
    }

    fn add(lexical: &mut Lexical, slot: Slot, text: &str, suggestible: bool) {
        let terms = text.split_whitespace().map(|word| lexical.number(word, &Lexicon::default())).collect();
        lexical.add(slot, (Language::English, suggestible), terms);
    }

    pub(super) fn of(texts: &[&str]) -> Lexical {
        let mut lexical = Lexical::default();
        for (slot, text) in texts.iter().enumerate() {
            add(&mut lexical, slot as Slot, text, true);
        }
        lexical
    }

    #[test]
    fn a_removed_text_takes_its_words_with_it() {
        let mut lexical = of(&["sesame allergy", "tea"]);
        lexical.remove(0);
        let found = lexical.search(&terms("sesame allergy"), false);
        assert!(found.shared.iter().all(|&shared| shared == Shared::default()));
        assert_eq!((lexical.find("sesame"), lexical.dictionary.len()), (None, 1));
        assert!(lexical.lists.iter().all(|list| list.term != "sesame"));
    }

    #[test]
    fn a_texts_terms_stand_in_their_order() {
        let lexical = of(&["tea pot tea", "pot"]);
        let words: Vec<&str> = lexical.terms(0).iter().map(|term| lexical.term(*term)).collect();
        assert_eq!(words, ["tea", "pot", "tea"]);
        assert_eq!((lexical.length(0), lexical.length(1), lexical.length(2)), (3, 1, 0));
    }

    proptest! {
        /// Whatever was added and removed on the way, only what is there now counts; and unasked, only what may be
        /// suggested.
        #[test]
        fn scores_depend_on_what_counts_alone(
            steps in prop::collection::vec((0u32..6, "[a-e]( [a-e]){0,4}", any::<bool>(), any::<bool>()), 1..40),
        ) {
            let mut lived = Lexical::default();
            let mut texts: HashMap<Slot, (String, bool)> = HashMap::new();
            for (slot, text, keep, suggestible) in steps {
                lived.remove(slot);
                texts.remove(&slot);
                if keep {
                    add(&mut lived, slot, &text, suggestible);
                    texts.insert(slot, (text, suggestible));
                }
            }
            for only_suggestible in [false, true] {
                let mut fresh = Lexical::default();
                let counts = |suggestible: bool| suggestible || !only_suggestible;
                for (slot, (text, _)) in texts.iter().filter(|(_, (_, suggestible))| counts(*suggestible)) {
                    add(&mut fresh, *slot, text, true);
                }
                prop_assert_eq!(lived.languages(only_suggestible), fresh.languages(false));
                let lived = lived.search(&terms("a b"), only_suggestible);
                let fresh = fresh.search(&terms("a b"), false);
                prop_assert!((lived.sought - fresh.sought).abs() < 1e-4);
                for slot in 0..6 {
                    let score = |found: &Found| found.shared.get(slot).map_or(0.0, |shared| shared.bm25);
                    prop_assert!((score(&lived) - score(&fresh)).abs() < 1e-4);
                }
            }
        }

        /// So does what a new text is compared with.
        #[test]
        fn what_waits_shares_nothing(others in prop::collection::vec(("[a-e]( [a-e]){0,4}", any::<bool>()), 1..20)) {
            let (mut lived, mut fresh) = (of(&["a b c"]), of(&["a b c"]));
            for (slot, (text, suggestible)) in (1..).zip(&others) {
                add(&mut lived, slot, text, *suggestible);
                if *suggestible {
                    add(&mut fresh, slot, text, true);
                }
            }
            prop_assert_eq!(lived.sharing(0), fresh.sharing(0));
            for other in fresh.sharing(0) {
                prop_assert!((lived.common(0, other) - fresh.common(0, other)).abs() < 1e-4);
            }
        }
    }
}
