//! Words: an inverted index, weighed by BM25.
//!
//! BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009): a document's score
//! is, over the query's distinct terms, the sum of
//! idf · tf · (k₁ + 1) / (tf + k₁ · (1 − b + b · length / mean length)),
//! with idf = ln(1 + (N − n + ½) / (n + ½)), which is never negative.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use hashbrown::HashTable;

use super::Slot;
use crate::text::{Language, Languages, Sought};

/// How soon more of the same word counts less.
const K1: f32 = 1.2;
/// How much a long text's words count less.
const B: f32 = 0.75;

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
    /// In how many texts with terms each language is.
    speakers: [u32; Language::ALL.len()],
    total_length: u64,
    /// Texts with at least one term: one without any cannot be found and weighs nothing.
    count: u32,
}

/// What the words of a query found, slot by slot, up to the highest that ever had words.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// For each slot, the words that its text shares with the query.
    pub shared: Vec<Shared>,
    /// How many words are sought; characters that are parts of them do not count.
    pub words: usize,
    /// What is sought, each counted with its idf.
    pub sought: f32,
    /// For each of what is sought, the texts that have it, with its part of their BM25.
    pub matches: Vec<Vec<(Slot, f32)>>,
}

/// What a text shares with a query.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shared {
    /// BM25; 0 if it shares nothing.
    pub bm25: f32,
    /// The shared terms, each counted with its idf.
    pub weight: f32,
    /// How many distinct terms are shared.
    pub terms: u32,
}

impl Lexical {
    /// Adds the terms of a text in `language`, in order, under a free slot. Each has been given its
    /// [`number`](Self::number).
    pub(super) fn add(&mut self, slot: Slot, language: Language, terms: Box<[Term]>) {
        for (term, count) in counted(&terms) {
            let Some(list) = self.lists.get_mut(term as usize) else { continue };
            // Most texts come with a slot beyond all others.
            let at = match list.postings.last() {
                Some(last) if last.slot >= slot => list.postings.partition_point(|p| p.slot < slot),
                _ => list.postings.len(),
            };
            list.postings.insert(at, Posting { slot, count });
        }
        if !terms.is_empty() {
            self.count += 1;
            self.total_length += terms.len() as u64;
            if let Some(count) = self.speakers.get_mut(usize::from(language.number())) {
                *count += 1;
            }
        }
        let at = slot as usize;
        if at >= self.texts.len() {
            self.texts.resize_with(at + 1, Box::default);
            self.languages.resize(at + 1, Language::default());
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
        for (term, _) in counted(&terms) {
            let Some(list) = self.lists.get_mut(term as usize) else { continue };
            if let Ok(at) = list.postings.binary_search_by_key(&slot, |posting| posting.slot) {
                list.postings.remove(at);
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
            self.count -= 1;
            self.total_length -= terms.len() as u64;
            let language = usize::from(self.language(slot).number());
            if let Some(count) = self.speakers.get_mut(language) {
                *count -= 1;
            }
        }
    }

    /// The language of a slot's text.
    pub fn language(&self, slot: Slot) -> Language {
        self.languages.get(slot as usize).copied().unwrap_or_default()
    }

    /// The languages that texts are in.
    pub fn languages(&self) -> Languages {
        let spoken = |language: &Language| self.speakers.get(usize::from(language.number())) > Some(&0);
        Language::ALL.into_iter().filter(spoken).collect()
    }

    /// The language that most texts are in; of equals the first.
    pub fn main_language(&self) -> Language {
        let count = |language: &Language| self.speakers.get(usize::from(language.number())).copied();
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

    /// Scores every text against the words of a query, each by the term that it has in the text's language.
    pub fn search<'a>(&self, words: impl IntoIterator<Item = &'a Sought>) -> Found {
        let mut found = Found { shared: vec![Shared::default(); self.texts.len()], ..Found::default() };
        let mean = self.total_length as f32 / self.count.max(1) as f32;
        let words: Vec<&Sought> = words.into_iter().collect();
        let parts = self.holders_of_parts(&words);
        for word in words {
            let holders = match word {
                Sought::Word(terms) => self.holders(terms),
                Sought::Part(part) => parts.get(part).cloned().unwrap_or_default(),
            };
            let idf = self.idf(holders.len());
            found.sought += idf;
            let is_word = matches!(word, Sought::Word(_));
            found.words += usize::from(is_word);
            let mut matches = Vec::with_capacity(holders.len());
            for posting in holders {
                let at = posting.slot as usize;
                if let (Some(text), Some(shared)) = (self.texts.get(at), found.shared.get_mut(at)) {
                    let (tf, length) = (posting.count as f32, text.len() as f32 / mean);
                    let score = idf * tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * length));
                    matches.push((posting.slot, score));
                    shared.bm25 += score;
                    shared.weight += idf;
                    // A character alone is no word shared.
                    shared.terms += u32::from(is_word);
                }
            }
            found.matches.push(matches);
        }
        found
    }

    /// The texts that have a word, by ascending slot: in each language by its own term.
    fn holders(&self, terms: &[(String, Languages)]) -> Vec<Posting> {
        let all = self.languages();
        let mut holders: Vec<Posting> = Vec::new();
        for (term, languages) in terms {
            let list = self.find(term).and_then(|term| self.lists.get(term as usize));
            let speaks = |p: &Posting| *languages == all || languages.has(self.language(p.slot));
            holders.extend(list.into_iter().flat_map(|list| &list.postings).copied().filter(speaks));
        }
        // A text has one language, so that no slot is there twice.
        if terms.len() > 1 {
            holders.sort_unstable_by_key(|posting| posting.slot);
        }
        holders
    }

    /// The texts that have a character in one word or another, by ascending slot, with the most that one such
    /// word stands there. Looks through all terms, once.
    fn holders_of_parts(&self, words: &[&Sought]) -> BTreeMap<char, Vec<Posting>> {
        let part =
            |word: &&Sought| if let Sought::Part(part) = **word { Some((part, Vec::new())) } else { None };
        let mut parts: BTreeMap<char, Vec<Posting>> = words.iter().filter_map(part).collect();
        if parts.is_empty() {
            return parts;
        }
        for list in &self.lists {
            // A pair that is one character twice has it twice.
            for c in list.term.chars().filter(|c| !c.is_ascii()) {
                if let Some(holders) = parts.get_mut(&c) {
                    holders.extend(&list.postings);
                }
            }
        }
        for holders in parts.values_mut() {
            holders.sort_unstable_by_key(|posting| (posting.slot, std::cmp::Reverse(posting.count)));
            holders.dedup_by_key(|posting| posting.slot);
        }
        parts
    }

    /// How much two texts share: their common terms' idf, counted in words that only one text has.
    pub fn common(&self, one: Slot, other: Slot) -> f32 {
        let of_other = self.terms(other);
        let idf = |(term, _): (Term, u32)| {
            let holders = self.lists.get(term as usize).map_or(0, |list| list.postings.len());
            if of_other.contains(&term) { self.idf(holders) } else { 0.0 }
        };
        counted(self.terms(one)).into_iter().map(idf).sum::<f32>() / self.idf(1).max(f32::MIN_POSITIVE)
    }

    /// The other texts that share a term with this one, each once, by ascending slot. A term that more than
    /// [`COMMON`] texts have leads to none of them: it says too little.
    pub fn sharing(&self, slot: Slot) -> Vec<Slot> {
        let lists = self.terms(slot).iter().filter_map(|&term| self.lists.get(term as usize));
        let rare = lists.filter(|list| list.postings.len() <= COMMON);
        let mut slots: Vec<Slot> = rare.flat_map(|list| list.postings.iter().map(|p| p.slot)).collect();
        slots.sort_unstable();
        slots.dedup();
        slots.retain(|&other| other != slot);
        slots
    }

    /// How many terms a text has.
    pub fn length(&self, slot: Slot) -> usize {
        self.terms(slot).len()
    }

    fn idf(&self, holders: usize) -> f32 {
        let (all, holders) = (self.count as f32, holders as f32);
        (1.0 + (all - holders + 0.5) / (holders + 0.5)).ln()
    }

    /// A term's number, if any text has it.
    fn find(&self, word: &str) -> Option<Term> {
        self.dictionary.find(self.hasher.hash_one(word), |&term| self.term(term) == word).copied()
    }

    /// A term's number, a new one if no text has it yet.
    pub(super) fn number(&mut self, word: &str) -> Term {
        if let Some(term) = self.find(word) {
            return term;
        }
        let term = self.free.pop().unwrap_or_else(|| {
            self.lists.push(List::default());
            Term::try_from(self.lists.len() - 1).expect("fewer than 2³² terms")
        });
        if let Some(list) = self.lists.get_mut(term as usize) {
            word.clone_into(&mut list.term);
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
    use proptest::prelude::*;

    fn terms(text: &str) -> BTreeSet<Sought> {
        let english = Languages::only(Language::English);
        text.split_whitespace().map(|word| Sought::Word(vec![(word.to_owned(), english)])).collect()
    }

    fn add(lexical: &mut Lexical, slot: Slot, text: &str) {
        let terms = text.split_whitespace().map(|word| lexical.number(word)).collect();
        lexical.add(slot, Language::English, terms);
    }

    fn of(texts: &[&str]) -> Lexical {
        let mut lexical = Lexical::default();
        for (slot, text) in texts.iter().enumerate() {
            add(&mut lexical, slot as Slot, text);
        }
        lexical
    }

    #[test]
    fn a_rare_word_weighs_more_than_a_common_one() {
        let lexical = of(&["tea cup", "tea pot", "tea sesame"]);
        let found = lexical.search(&terms("tea sesame"));
        assert!(found.shared[2].bm25 > 2.0 * found.shared[0].bm25);
        assert_eq!(found.shared[0], found.shared[1]);
        assert_eq!((found.shared[2].terms, found.shared[2].weight), (2, found.sought));
    }

    #[test]
    fn a_single_text_is_scored_as_the_formula_says() {
        let found = of(&["tea tea"]).search(&terms("tea coffee"));
        let idf = (1.0f32 + 0.5 / 1.5).ln();
        assert!((found.shared[0].bm25 - idf * 2.0 * 2.2 / 3.2).abs() < 1e-6);
        assert_eq!((found.shared[0].weight, found.shared[0].terms), (idf, 1));
        assert!((found.sought - idf - 4.0f32.ln()).abs() < 1e-6);
    }

    #[test]
    fn a_term_is_found_in_texts_of_its_language_alone() {
        let mut lexical = of(&["plan trip"]);
        let terms = ["plan"].map(|word| lexical.number(word));
        lexical.add(1, Language::French, terms.into());
        let french = Languages::only(Language::French);
        let word =
            Sought::Word(vec![("plan".into(), french), ("plane".into(), Languages::only(Language::English))]);
        let found = lexical.search([&word]);
        assert_eq!((found.shared[0].terms, found.shared[1].terms), (0, 1));
        assert_eq!(lexical.languages(), french.with(Language::English));
        lexical.remove(1);
        assert_eq!(lexical.languages(), Languages::only(Language::English));
    }

    #[test]
    fn a_part_is_found_in_every_word_that_has_it() {
        let lexical = of(&["红茶 茶杯", "茶", "tea", "天天"]);
        let found = lexical.search(&[Sought::Part('茶'), Sought::Part('天')]);
        let slots = |at: usize| found.matches[at].iter().map(|(slot, _)| *slot).collect::<Vec<_>>();
        assert_eq!((slots(0), slots(1)), (vec![0, 1], vec![3]));
        assert_eq!((found.shared[0].terms, found.shared[0].bm25 > 0.0), (0, true));
    }

    #[test]
    fn a_removed_text_takes_its_words_with_it() {
        let mut lexical = of(&["sesame allergy", "tea"]);
        lexical.remove(0);
        let found = lexical.search(&terms("sesame allergy"));
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
        /// Whatever was added and removed on the way, only what is there now counts.
        #[test]
        fn scores_depend_on_what_is_there_alone(
            steps in prop::collection::vec((0u32..6, "[a-e]( [a-e]){0,4}", any::<bool>()), 1..40),
        ) {
            let mut lived = Lexical::default();
            let mut texts: HashMap<Slot, String> = HashMap::new();
            for (slot, text, keep) in steps {
                lived.remove(slot);
                texts.remove(&slot);
                if keep {
                    add(&mut lived, slot, &text);
                    texts.insert(slot, text);
                }
            }
            let mut fresh = Lexical::default();
            for (slot, text) in &texts {
                add(&mut fresh, *slot, text);
            }
            let (lived, fresh) = (lived.search(&terms("a b")), fresh.search(&terms("a b")));
            for slot in 0..6 {
                let score = |found: &Found| found.shared.get(slot).map_or(0.0, |shared| shared.bm25);
                prop_assert!((score(&lived) - score(&fresh)).abs() < 1e-4);
            }
        }
    }
}
