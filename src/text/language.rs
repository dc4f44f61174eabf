//! Which language a text is in: by its letters, then by its little words.
//!
//! A text's terms depend on it, so a guess never depends on anything but the text. What is not
//! sure is English, whose rules were the only ones once: a wrong guess costs little, as a word that is
//! sought is made into a term by the rules of each text that it is compared with.

use std::collections::BTreeSet;

use super::script::{self, Script};
use super::{fold, normalise, stop, tokenise};

/// The language a text is in, or whose rules it is read by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Language {
    /// English, and what is none of the others.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// Italian.
    Italian,
    /// Russian.
    Russian,
    /// Chinese.
    Chinese,
    /// Japanese.
    Japanese,
    /// Arabic.
    Arabic,
    /// Hindi.
    Hindi,
}

use Language::{
    Arabic, Chinese, English, French, German, Hindi, Italian, Japanese, Portuguese, Russian, Spanish,
};

/// Those written in Latin letters: only their little words and accents tell them apart. Of two that a text has as much
/// of, it is in the first.
const LATIN: [Language; 6] = [English, German, Spanish, French, Italian, Portuguese];

/// How many more of its little words than of English ones a text must have, to be of another language.
const LEAD: u32 = 2;

impl Language {
    /// Each of them, in the order of its number.
    pub const ALL: [Self; 11] =
        [English, French, German, Spanish, Portuguese, Italian, Russian, Chinese, Japanese, Arabic, Hindi];

    /// Its number, which vaults keep: it never changes.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The language with a number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// Whether it is written in Latin letters.
    pub fn is_latin(self) -> bool {
        LATIN.contains(&self)
    }

    /// The language that a text is read by.
    pub fn of(text: &str) -> Self {
        Self::guess(text).unwrap_or_default()
    }

    /// The language that a text is in, if it is long enough to tell.
    pub fn guess(text: &str) -> Option<Self> {
        match script::most(text)? {
            Script::Latin => latin(text),
            Script::Cyrillic => Some(Russian),
            Script::Arabic => Some(Arabic),
            Script::Devanagari => Some(Hindi),
            Script::Han => Some(Chinese),
            Script::Hiragana | Script::Katakana => Some(Japanese),
            Script::Other => None,
        }
    }
}

/// Of the languages in Latin letters. A word that is there twice says no more than once: "ya" is Spanish, and
/// so is "see ya" if enough people say goodbye.
fn latin(text: &str) -> Option<Language> {
    let words: BTreeSet<String> = tokenise(text).into_iter().map(|word| normalise(word.text)).collect();
    let mut counts = [0u32; LATIN.len()];
    for word in &words {
        let folded = fold::latin(word);
        for (language, count) in LATIN.iter().zip(&mut counts) {
            let form = if *language == English { word } else { &folded };
            *count += u32::from(stop::is_stop_word(*language, form));
            *count += u32::from(has_its_accents(*language, word) || has_its_article(*language, word));
        }
    }
    let [english, ..] = counts;
    let (at, most) = (0..).zip(counts).max_by_key(|&(at, count)| (count, std::cmp::Reverse(at)))?;
    let second = (0..).zip(counts).filter(|&(other, _)| other != at).map(|(_, count)| count).max()?;
    let language = *LATIN.get(at)?;
    let is_sure = if language == English { most > second } else { most >= english + LEAD };
    is_sure.then_some(language)
}

/// Whether a word has accents, and none that a language does not write.
fn has_its_accents(language: Language, word: &str) -> bool {
    let accents = match language {
        German => "äöüß",
        French => "àâçèéêëîïôùûœ",
        Spanish => "áéíóúüñ",
        Portuguese => "áéíóúâêôãõàç",
        Italian => "àèéìòù",
        _ => return false,
    };
    !word.is_ascii() && word.chars().all(|c| c.is_ascii() || accents.contains(c))
}

/// Whether an article or pronoun of a language is hung on its front.
fn has_its_article(language: Language, word: &str) -> bool {
    let fronts: &[&str] = match language {
        French => &["l'", "d'", "j'", "n'", "qu'", "c'est"],
        Italian => &["l'", "d'", "dell'", "nell'", "all'", "un'", "c'è"],
        _ => return false,
    };
    fronts.iter().any(|front| word.starts_with(front))
}

/// Some of the languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Languages(u16);

impl Languages {
    /// Just one.
    pub fn only(language: Language) -> Self {
        Self(1 << language.number())
    }

    /// With another.
    #[must_use]
    pub fn with(self, language: Language) -> Self {
        Self(self.0 | Self::only(language).0)
    }

    /// Whether one is among them.
    pub fn has(self, language: Language) -> bool {
        self.0 & Self::only(language).0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(move |language| self.has(*language))
    }
}

impl FromIterator<Language> for Languages {
    fn from_iter<I: IntoIterator<Item = Language>>(languages: I) -> Self {
        languages.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_in_the_language_of_its_letters_and_little_words() {
        let texts = [
            (English, "My sister is allergic to nuts and must not eat them."),
            (French, "Ma sœur est allergique aux noix et n'en mange pas."),
            (German, "Meine Schwester ist gegen Nüsse allergisch und darf sie nicht essen."),
            (Spanish, "Mi hermana es alérgica a las nueces y no las puede comer."),
            (Portuguese, "A minha irmã é alérgica a nozes e não as pode comer."),
            (Italian, "Mia sorella è allergica alle noci e non le può mangiare."),
            (Russian, "У моей сестры аллергия на орехи."),
            (Chinese, "我姐姐对坚果过敏。"),
            (Japanese, "姉はナッツにアレルギーがある。"),
            (Arabic, "أختي تعاني من حساسية المكسرات"),
            (Hindi, "मेरी बहन को मेवों से एलर्जी है।"),
        ];
        for (language, text) in texts {
            assert_eq!(Language::guess(text), Some(language), "{text}");
        }
    }

    #[test]
    fn what_is_too_short_to_tell_is_read_by_english_rules() {
        for text in ["", "Buxtehude", "42 km", "dentist 9 March", "Kater Insulin", "Ωμέγα", "die hard"] {
            assert_eq!((Language::guess(text), Language::of(text)), (None, English), "{text}");
        }
    }

    #[test]
    fn a_few_foreign_words_do_not_change_the_language() {
        assert_eq!(
            Language::guess("We say \"je suis là\" to the dog and it comes to us at once"),
            Some(English)
        );
        assert_eq!(Language::guess("Der Ordner heißt \"to do\" und ist auf dem Desktop"), Some(German));
        assert_eq!(Language::guess("用 Python 写一个爬虫"), Some(Chinese));
        assert_eq!(Language::guess("мы живём в Berlin"), Some(Russian));
    }

    #[test]
    fn a_languages_number_is_its_own_for_ever() {
        let numbers = Language::ALL.map(Language::number);
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!((Language::from_number(7), Language::from_number(11)), (Some(Chinese), None));
    }

    proptest! {
        #[test]
        fn any_text_is_in_some_language(text in "\\PC{0,60}") {
            prop_assert_eq!(Language::of(&text), Language::guess(&text).unwrap_or_default());
        }

        #[test]
        fn some_languages_are_those_that_were_put_in(numbers in prop::collection::btree_set(0u8..11, 0..11)) {
            let some: Languages = numbers.iter().filter_map(|number| Language::from_number(*number)).collect();
            prop_assert!(some.iter().map(Language::number).eq(numbers.iter().copied()));
            prop_assert_eq!(some.is_empty(), numbers.is_empty());
        }
    }
}
