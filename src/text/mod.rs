//! Text as search sees it: words, their stems, and which of them carry no meaning.
//!
//! [`tokenise`] finds the words of a text as it stands, with their places; [`Analyzer`] turns them
//! into the terms that the lexical index keeps. Knows nothing of memories or ranking. What depends
//! on a language is chosen by the caller ([`Language`]); a new language is a stemmer and a list of
//! stop words.

pub mod cue;
pub mod dates;
mod stem;
mod stop;
mod tokenise;
pub mod when;

pub use stem::{ANALYSIS, Analyzer};
pub use tokenise::{Word, tokenise};

/// The language a text is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

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

/// Scripts written without spaces: Han, kana, and the Han extensions. Hangul has spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' | '\u{30000}'..='\u{323af}')
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
