//! Words as terms: what the lexical index compares.

use rust_stemmers::{Algorithm, Stemmer};

use super::{Language, normalise, stop, tokenise};

/// Counts the forms that terms have had. Whoever kept terms makes them anew when it has grown: it has to
/// grow with every change to what [`Analyzer::terms`] gives.
pub const ANALYSIS: u8 = 1;

/// A word longer than this (bytes) is no word anyone will look for: a key, a hash, base64.
const LONGEST_TERM: usize = 64;

/// Makes terms of words, for one language.
pub struct Analyzer {
    language: Language,
    stemmer: Stemmer,
}

impl Analyzer {
    /// For texts in `language`.
    pub fn new(language: Language) -> Self {
        let algorithm = match language {
            Language::English => Algorithm::English,
            Language::French => Algorithm::French,
        };
        Self { language, stemmer: Stemmer::create(algorithm) }
    }

    /// The language it is for.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The term of one word (normalised, cut free of what the language hangs on with an
    /// apostrophe, stemmed), or none if it is a stop word or no word at all.
    pub fn term(&self, word: &str) -> Option<String> {
        let normal = normalise(word);
        let bare = bare(self.language, &normal);
        if bare.is_empty() || bare.len() > LONGEST_TERM || stop::is_stop_word(self.language, bare) {
            return None;
        }
        Some(self.stemmer.stem(bare).into_owned())
    }

    /// The terms of a text, in order, repeated as often as they stand there.
    pub fn terms(&self, text: &str) -> Vec<String> {
        tokenise(text).into_iter().filter_map(|word| self.term(word.text)).collect()
    }
}

/// English hangs a possessive on the end (`Anya's`), French an article or pronoun on the front
/// (`l'eau`, `qu'elle`).
fn bare(language: Language, word: &str) -> &str {
    match language {
        Language::English => word.strip_suffix("'s").unwrap_or(word),
        Language::French => match word.split_once('\'') {
            Some((front, rest)) if front.chars().count() <= 2 || front.ends_with("qu") => rest,
            _ => word,
        },
    }
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Analyzer").field(&self.language).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_forms_of_a_word_share_one_term() {
        let english = Analyzer::new(Language::English);
        assert_eq!(english.term("Running"), english.term("runs"));
        assert_eq!(english.term("Anya’s"), english.term("anya"));
        assert_eq!(english.terms("The dogs and the DOG"), ["dog", "dog"]);
    }

    #[test]
    fn french_forms_of_a_word_share_one_term() {
        let french = Analyzer::new(Language::French);
        assert_eq!(french.term("l’allergie"), french.term("allergies"));
        assert_eq!(french.terms("Je suis allergique à l'arachide"), french.terms("allergiques arachide"));
    }

    /// If this fails, terms have another form than those that vaults keep: raise [`ANALYSIS`].
    #[test]
    fn terms_have_the_form_of_this_analysis() {
        let text = "Anya's flat-white: 2 cafés, don't RUN; l'été naïve 我喜欢茶 v2.5 running";
        let english = "anya flat white 2 café run l'été naïv 我喜 喜欢 欢茶 v2 5 run";
        let french = "anya' flat whit 2 caf don't run naïv 我喜 喜欢 欢茶 v2 5 running";
        for (language, terms) in [(Language::English, english), (Language::French, french)] {
            assert_eq!((Analyzer::new(language).terms(text).join(" ").as_str(), ANALYSIS), (terms, 1));
        }
    }

    #[test]
    fn what_is_no_word_has_no_term() {
        let english = Analyzer::new(Language::English);
        assert_eq!(english.term(&"x".repeat(65)), None);
        assert_eq!(english.term("the"), None);
        assert_eq!(english.term("don't"), None);
    }
}
