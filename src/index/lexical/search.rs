//! Scoring every text by the words of a query.
//!
//! BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009): a document's score
//! is, over the query's distinct terms, the sum of
//! idf · tf · (k₁ + 1) / (tf + k₁ · (1 − b + b · length / mean length)),
//! with idf = ln(1 + (N − n + ½) / (n + ½)), which is never negative.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Lexical, Posting};
use crate::index::Slot;
use crate::text::{Languages, Sought};

/// How soon more of the same word counts less.
const K1: f32 = 1.2;
/// How much a long text's words count less.
const B: f32 = 0.75;

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
    /// Scores every text against the words of a query, each by the term that it has in the text's language; or only
    /// those that may be suggested, as if there were no others.
    pub fn search<'a>(&self, words: impl IntoIterator<Item = &'a Sought>, only_suggestible: bool) -> Found {
        let mut found = Found { shared: vec![Shared::default(); self.texts.len()], ..Found::default() };
        // Where all may be, none has to be asked.
        let only_suggestible = only_suggestible && self.offered.count < self.all.count;
        let tally = self.tally(only_suggestible);
        let mean = tally.length as f32 / tally.count.max(1) as f32;
        let words: Vec<&Sought> = words.into_iter().collect();
        let parts = self.holders_of_parts(&words, only_suggestible);
        for word in words {
            let holders = match word {
                Sought::Word(terms) => self.holders(terms, only_suggestible),
                Sought::Part(part) => parts.get(part).map_or(Cow::default(), Cow::from),
            };
            let idf = tally.idf(holders.len());
            found.sought += idf;
            let is_word = matches!(word, Sought::Word(_));
            found.words += usize::from(is_word);
            let mut matches = Vec::with_capacity(holders.len());
            for posting in &*holders {
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
    fn holders(&self, terms: &[(String, Languages)], only_suggestible: bool) -> Cow<'_, [Posting]> {
        let all = self.languages(only_suggestible);
        let postings = |term: &str| {
            let list = self.find(term).and_then(|term| self.lists.get(term as usize));
            list.map_or(&[][..], |list| &list.postings)
        };
        if let [(term, languages)] = terms
            && *languages == all
            && !only_suggestible
        {
            return postings(term).into();
        }
        let mut holders: Vec<Posting> = Vec::new();
        for (term, languages) in terms {
            let speaks = |p: &Posting| *languages == all || languages.has(self.language(p.slot));
            let counts = |p: &Posting| (!only_suggestible || self.is_suggestible(p.slot)) && speaks(p);
            holders.extend(postings(term).iter().copied().filter(counts));
        }
        // A text has one language, so that no slot is there twice.
        if terms.len() > 1 {
            holders.sort_unstable_by_key(|posting| posting.slot);
        }
        holders.into()
    }

    /// The texts that have a character in one word or another, by ascending slot, with the most that one such
    /// word stands there. Looks through all terms, once.
    fn holders_of_parts(&self, words: &[&Sought], only_suggestible: bool) -> BTreeMap<char, Vec<Posting>> {
        let counts = |p: &&Posting| !only_suggestible || self.is_suggestible(p.slot);
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
                    holders.extend(list.postings.iter().filter(counts));
                }
            }
        }
        for holders in parts.values_mut() {
            holders.sort_unstable_by_key(|posting| (posting.slot, std::cmp::Reverse(posting.count)));
            holders.dedup_by_key(|posting| posting.slot);
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{of, terms};
    use super::*;
    use crate::text::Language;
    use crate::text::sensitive::Lexicon;

    #[test]
    fn a_rare_word_weighs_more_than_a_common_one() {
        let lexical = of(&["tea cup", "tea pot", "tea sesame"]);
        let found = lexical.search(&terms("tea sesame"), false);
        assert!(found.shared[2].bm25 > 2.0 * found.shared[0].bm25);
        assert_eq!(found.shared[0], found.shared[1]);
        assert_eq!((found.shared[2].terms, found.shared[2].weight), (2, found.sought));
    }

    #[test]
    fn a_single_text_is_scored_as_the_formula_says() {
        let found = of(&["tea tea"]).search(&terms("tea coffee"), false);
        let idf = (1.0f32 + 0.5 / 1.5).ln();
        assert!((found.shared[0].bm25 - idf * 2.0 * 2.2 / 3.2).abs() < 1e-6);
        assert_eq!((found.shared[0].weight, found.shared[0].terms), (idf, 1));
        assert!((found.sought - idf - 4.0f32.ln()).abs() < 1e-6);
    }

    #[test]
    fn a_term_is_found_in_texts_of_its_language_alone() {
        let mut lexical = of(&["plan trip"]);
        let terms = ["plan"].map(|word| lexical.number(word, &Lexicon::default()));
        lexical.add(1, (Language::French, true), terms.into());
        let french = Languages::only(Language::French);
        let word =
            Sought::Word(vec![("plan".into(), french), ("plane".into(), Languages::only(Language::English))]);
        let found = lexical.search([&word], false);
        assert_eq!((found.shared[0].terms, found.shared[1].terms), (0, 1));
        assert_eq!(lexical.languages(false), french.with(Language::English));
        lexical.remove(1);
        assert_eq!(lexical.languages(false), Languages::only(Language::English));
    }

    #[test]
    fn a_part_is_found_in_every_word_that_has_it() {
        let lexical = of(&["红茶 茶杯", "茶", "tea", "天天"]);
        let found = lexical.search(&[Sought::Part('茶'), Sought::Part('天')], false);
        let slots = |at: usize| found.matches[at].iter().map(|(slot, _)| *slot).collect::<Vec<_>>();
        assert_eq!((slots(0), slots(1)), (vec![0, 1], vec![3]));
        assert_eq!((found.shared[0].terms, found.shared[0].bm25 > 0.0), (0, true));
    }
}
