//! Text as search sees it: words, their stems, and which of them carry no meaning.
//!
//! [`tokenise`] finds the words of a text as it stands, with their places; [`Analyzer`] turns them
//! into the terms that the lexical index keeps, by the rules of the [`Language`] that the text is in. Knows
//! nothing of memories or ranking. A new language is a number, a list of little words, and a
//! stemmer if it has endings.

mod analyser;
pub mod cue;
pub mod dates;
mod fold;
mod language;
mod pairs;
mod script;
pub mod sensitive;
mod stem;
mod stop;
mod tokenise;
pub mod when;

pub use analyser::{ANALYSIS, Analyzer, Sought};
pub use language::{Language, Languages};
pub use tokenise::{Word, tokenise};

/// One spelling for what reads the same: compatibility forms folded (NFKC), lower case, and one
/// kind of apostrophe.
pub fn normalise(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).map(|c| if is_apostrophe(c) { '\'' } else { c }).nfkc().collect()
}

/// The marks that people and phones put where an apostrophe belongs.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{ff07}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_that_read_the_same_become_one() {
        assert_eq!(normalise("CAFÉ"), normalise("cafe\u{301}"));
        assert_eq!(normalise("ﬁle Ｎｏ１"), "file no1");
        assert_eq!(normalise("Anya’s"), "anya's");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing_more(text in "\\PC{0,40}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
