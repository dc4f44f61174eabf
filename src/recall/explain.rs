//! Why a memory was found, in words.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fusion::Scored;
use crate::id::Id;
use crate::index::Slot;
use crate::text::{Analyzer, Language, Languages, Sought, tokenise};

/// What speaks for a memory besides its words and its meaning as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Why {
    /// Which share of the words sought stand in it or near by in its conversation, by what they say.
    pub words: f32,
    /// Which share of the tokens sought have one that means the same, in it or near by.
    pub tokens: f32,
    /// Whether the draft names who said it.
    pub named: bool,
    /// Whether it was said about the time that the draft names.
    pub dated: bool,
    /// The older memory in whose place it stands.
    pub overtakes: Option<Id>,
    /// Whether a newer memory seems to overtake it.
    pub overtaken: bool,
}

impl Why {
    pub(super) fn of(scored: &Scored, id: impl Fn(Slot) -> Option<Id>) -> Self {
        let Scored { signals, overtakes, overtaken, .. } = *scored;
        Self {
            words: signals.words,
            tokens: signals.tokens,
            named: signals.named,
            dated: signals.dated,
            overtakes: overtakes.and_then(id),
            overtaken,
        }
    }
}

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
    let language = Language::of(text);
    let drafts = Language::guess(draft).unwrap_or(language);
    let sought = analyzer.sought(drafts, draft, Languages::only(language));
    let terms = |sought| match sought {
        Sought::Word(terms) => terms,
        Sought::Part(_) => Vec::new(),
    };
    let sought: BTreeSet<String> = sought.into_iter().flat_map(terms).map(|(term, _)| term).collect();
    tokenise(text)
        .into_iter()
        .filter(|word| analyzer.term(language, word.text).is_some_and(|term| sought.contains(&term)))
        .map(|word| word.range)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn the_words_are_given_as_they_stand_in_the_memory() {
        let analyzer = Analyzer::new();
        let found =
            words(&analyzer, "which allergies does anya have?", "Anya’s allergy: ANYA must not eat sesame.");
        assert_eq!(found, ["Anya’s", "allergy", "ANYA"]);
        assert!(words(&analyzer, "what is the weather", "What is on the menu?").is_empty());
    }
}
