//! Why a memory was found, in words.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::{Analyzer, tokenise};

/// The words of `text` that `draft` has too (in any form: "allergies" for "allergic" no, for
/// "allergy" yes), as they stand in `text`, each spelling once, in order.
pub fn words(analyzer: &Analyzer, draft: &str, text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    places(analyzer, draft, text)
        .into_iter()
        .filter_map(|range| text.get(range))
        .filter(|word| seen.insert(*word))
        .map(str::to_owned)
        .collect()
}

/// Where they stand: byte ranges of `text`, in order.
pub fn places(analyzer: &Analyzer, draft: &str, text: &str) -> Vec<Range<usize>> {
    let sought: BTreeSet<String> = analyzer.terms(draft).into_iter().collect();
    tokenise(text)
        .into_iter()
        .filter(|word| analyzer.term(word.text).is_some_and(|term| sought.contains(&term)))
        .map(|word| word.range)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn the_words_are_given_as_they_stand_in_the_memory() {
        let analyzer = Analyzer::new(Language::English);
        let found =
            words(&analyzer, "which allergies does anya have?", "Anya’s allergy: ANYA must not eat sesame.");
        assert_eq!(found, ["Anya’s", "allergy", "ANYA"]);
        assert!(words(&analyzer, "what is the weather", "What is on the menu?").is_empty());
    }
}
