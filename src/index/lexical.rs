//! Words: an inverted index, weighed by BM25.
//!
//! BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009): a document's score
//! is, over the query's distinct terms, the sum of
//! idf · tf · (k₁ + 1) / (tf + k₁ · (1 − b + b · length / mean length)),
//! with idf = ln(1 + (N − n + ½) / (n + ½)), which is never negative.

use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use hashbrown::HashTable;

use super::Slot;

/// How soon more of the same word counts less.
const K1: f32 = 1.2;
/// How much a long text's words count less.
const B: f32 = 0.75;

/// A term that more texts have leads to none of them.
const COMMON: usize = 1_000;

/// A term's number, free again when no text has the term any more.
pub type Term = u32;

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
    total_length: u64,
    /// Texts with at least one term: one without any cannot be found and weighs nothing.
    count: u32,
}

/// What the words of a query found, slot by slot, up to the highest that ever had words.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// For each slot, the words that its text shares with the query.
    pub shared: Vec<Shared>,
    /// The query's distinct terms, each counted with its idf.
    pub sought: f32,
    /// For each distinct term, the texts that have it, with its part of their BM25.
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
    /// Adds a text's terms, in order, under a free slot. Each has been given its [`number`](Self::number).
    pub(super) fn add(&mut self, slot: Slot, terms: Box<[Term]>) {
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
        }
        let at = slot as usize;
        if at >= self.texts.len() {
            self.texts.resize_with(at + 1, Box::default);
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
        }
    }

    /// A text's terms, in order, repeated as often as they stand there.
    pub fn terms(&self, slot: Slot) -> &[Term] {
        self.texts.get(slot as usize).map_or(&[], |terms| terms)
    }

    /// What a term is; empty if no text has it.
    pub fn term(&self, term: Term) -> &str {
        self.lists.get(term as usize).map_or("", |list| &list.term)
    }

    /// Scores every text against a query's terms; one that is repeated counts once.
    pub fn search(&self, terms: &[String]) -> Found {
        let mut found = Found { shared: vec![Shared::default(); self.texts.len()], ..Found::default() };
        let mean = self.total_length as f32 / self.count.max(1) as f32;
        let distinct: std::collections::BTreeSet<&String> = terms.iter().collect();
        for word in distinct {
            let list = self.find(word).and_then(|term| self.lists.get(term as usize));
            let idf = self.idf(list.map_or(0, |list| list.postings.len()));
            found.sought += idf;
            let mut matches = Vec::new();
            for posting in list.into_iter().flat_map(|list| &list.postings) {
                let at = posting.slot as usize;
                if let (Some(text), Some(shared)) = (self.texts.get(at), found.shared.get_mut(at)) {
                    let (tf, length) = (posting.count as f32, text.len() as f32 / mean);
                    let score = idf * tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * length));
                    matches.push((posting.slot, score));
                    shared.bm25 += score;
                    shared.weight += idf;
                    shared.terms += 1;
                }
            }
            found.matches.push(matches);
        }
        found
    }

    /// How much two texts share: their common terms' idf, counted in words that only one text has.
    pub fn common(&self, one: Slot, other: Slot) -> f32 {
        let of_other = counted(self.terms(other));
        let idf = |(term, _): (Term, u32)| {
            let holders = self.lists.get(term as usize).map_or(0, |list| list.postings.len());
            if of_other.binary_search_by_key(&term, |(term, _)| *term).is_ok() {
                self.idf(holders)
            } else {
                0.0
            }
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
    use std::collections::HashMap;

    use super::*;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn add(lexical: &mut Lexical, slot: Slot, text: &str) {
        let terms = text.split_whitespace().map(|word| lexical.number(word)).collect();
        lexical.add(slot, terms);
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
