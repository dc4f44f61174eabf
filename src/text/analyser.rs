//! Words as terms: what the lexical index compares.
//!
//! A word of a text is made into a term by the rules of the text's [language](Language::of), if it is in Latin
//! letters; the letters of others tell their rules by themselves. A word that is *sought* is made into terms
//! by the rules of each language that texts are in: whatever the draft is in, it meets each text by that text's own
//! rules, and no two texts of different rules meet by a stem that they share by chance.
//!
//! Little words are not sought. English texts have no terms for them either; others do: their number is part
//! of a text's length, by which the turns around it count, and without them it lost more than it gained.

use std::collections::{BTreeMap, BTreeSet};

use rust_stemmers::{Algorithm, Stemmer};

use super::language::{Language, Languages};
use super::script::{self, Script};
use super::{fold, normalise, pairs, stem, stop, tokenise};

/// Counts the forms that terms have had. Whoever kept terms makes them anew when it has grown: it has to
/// grow with every change to what [`Analyzer::read`] gives.
pub const ANALYSIS: u8 = 2;

/// A word longer than this (bytes) is no word anyone will look for: a key, a hash, base64.
const LONGEST_TERM: usize = 64;

/// What is sought.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sought {
    /// A word: its terms, each with the languages of the texts to look for it in.
    Word(Vec<(String, Languages)>),
    /// A Han character, in whatever word has it: words of one character are part of two pairs.
    Part(char),
}

/// Makes terms of words.
pub struct Analyzer {
    english: Stemmer,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// For texts in any language.
    pub fn new() -> Self {
        Self { english: Stemmer::create(Algorithm::English) }
    }

    /// A text's language, and its terms in order, repeated as often as they stand there.
    pub fn read(&self, text: &str) -> (Language, Vec<String>) {
        let language = Language::of(text);
        (language, tokenise(text).into_iter().filter_map(|word| self.term(language, word.text)).collect())
    }

    /// The terms of a text by the rules of a language, without those of little words.
    pub fn telling(&self, language: Language, text: &str) -> impl Iterator<Item = String> {
        tokenise(text).into_iter().filter_map(move |word| self.telling_term(language, word.text))
    }

    /// The terms of a text that [`telling`](Self::telling) gives, each with the languages by whose rules it does.
    pub fn telling_in_each(&self, text: &str) -> BTreeMap<String, Languages> {
        let mut all: BTreeMap<String, Languages> = BTreeMap::new();
        // Words in Latin letters are read by English rules where a language has none for them, others by their own.
        let (latin, others): (Vec<_>, Vec<_>) = Language::ALL
            .into_iter()
            .partition(|language| language.is_latin() && *language != Language::English);
        let each = latin.into_iter().map(|language| vec![language]);
        for languages in each.chain([others]) {
            let Some(&language) = languages.first() else { continue };
            for term in self.telling(language, text) {
                let known = all.entry(term).or_default();
                *known = languages.iter().fold(*known, |known, language| known.with(*language));
            }
        }
        all
    }

    /// What to look for, for a draft in `language`, in texts that are in some languages. No two words have
    /// the same term for the same language.
    pub fn sought(&self, language: Language, draft: &str, among: Languages) -> BTreeSet<Sought> {
        let mut known: BTreeSet<(String, Language)> = BTreeSet::new();
        let mut all = BTreeSet::new();
        for word in tokenise(draft) {
            if self.telling_term(language, word.text).is_none() {
                continue;
            }
            let mut terms: BTreeMap<String, Languages> = BTreeMap::new();
            for language in among.iter() {
                let Some(term) = self.telling_term(language, word.text) else { continue };
                if known.insert((term.clone(), language)) {
                    let languages = terms.entry(term).or_default();
                    *languages = languages.with(language);
                }
            }
            if !terms.is_empty() {
                all.insert(Sought::Word(terms.into_iter().collect()));
            }
            all.extend(pairs::parts(word.text).map(Sought::Part));
        }
        all
    }

    /// The term of a word in a text of a language, or none if it is no word at all, or a little one of English.
    pub fn term(&self, language: Language, word: &str) -> Option<String> {
        let (rules, word) = rules(language, word);
        let is_left_out = rules == Language::English && stop::is_stop_word(rules, &word);
        if is_left_out || word.is_empty() || word.len() > LONGEST_TERM {
            return None;
        }
        Some(self.stem(rules, word))
    }

    /// The same, or none if it is a little word of any language.
    fn telling_term(&self, language: Language, word: &str) -> Option<String> {
        let (rules, folded) = rules(language, word);
        if stop::is_stop_word(rules, &folded) { None } else { self.term(language, word) }
    }

    fn stem(&self, rules: Language, word: String) -> String {
        let stem = match rules {
            Language::English => return self.english.stem(&word).into_owned(),
            Language::Hindi => return fold::vowels(stem::hindi(&word)),
            Language::French => stem::french(&word),
            Language::German => stem::german(&word),
            Language::Spanish | Language::Portuguese => stem::iberian(&word),
            Language::Italian => stem::italian(&word),
            Language::Russian => stem::russian(&word),
            Language::Arabic => stem::arabic(&word),
            Language::Chinese | Language::Japanese => return word,
        };
        stem.to_owned()
    }
}

/// By which language's rules a word in a text becomes a term; and the word, normalised, folded and cut
/// free of what is hung on it.
fn rules(language: Language, word: &str) -> (Language, String) {
    let normal = normalise(word);
    match script::of_word(&normal) {
        Some(Script::Cyrillic) => (Language::Russian, fold::cyrillic(&normal)),
        Some(Script::Arabic) => (Language::Arabic, fold::arabic(&normal)),
        Some(Script::Devanagari) => (Language::Hindi, fold::devanagari(&normal)),
        Some(Script::Hiragana | Script::Katakana) => (Language::Japanese, normal),
        Some(Script::Han) => (Language::Chinese, normal),
        Some(Script::Latin) if language.is_latin() && language != Language::English => {
            (language, fold::latin(bare(language, &normal)))
        }
        // Numbers are written in several kinds of digits.
        None => (Language::English, normal.chars().map(fold::digit).collect()),
        _ => (Language::English, bare(Language::English, &normal).to_owned()),
    }
}

/// English hangs a possessive on the end (`Anya's`), French and Italian an article or pronoun on the front
/// (`l'eau`, `qu'elle`, `dell'acqua`).
fn bare(language: Language, word: &str) -> &str {
    match language {
        Language::English => word.strip_suffix("'s").unwrap_or(word),
        Language::French => match word.split_once('\'') {
            Some((front, rest)) if front.chars().count() <= 2 || front.ends_with("qu") => rest,
            _ => word,
        },
        Language::Italian => word.split_once('\'').map_or(word, |(_, rest)| rest),
        _ => word,
    }
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Analyzer")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn term(language: Language, word: &str) -> Option<String> {
        Analyzer::new().term(language, word)
    }

    fn telling(language: Language, text: &str) -> String {
        Analyzer::new().telling(language, text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn english_forms_of_a_word_share_one_term() {
        assert_eq!(term(Language::English, "Running"), term(Language::English, "runs"));
        assert_eq!(term(Language::English, "Anya’s"), term(Language::English, "anya"));
        assert_eq!(Analyzer::new().read("The dogs and the DOG"), (Language::English, vec!["dog".into(); 2]));
    }

    #[test]
    fn other_languages_forms_of_a_word_share_one_term() {
        let pairs = [
            (Language::French, "l’allergie", "allergies"),
            (Language::German, "Katze", "Katzen"),
            (Language::Spanish, "médicos", "medico"),
            (Language::Portuguese, "irmãs", "irma"),
            (Language::Italian, "dell'allergia", "allergie"),
            (Language::Russian, "Ёлкой", "елка"),
            (Language::Arabic, "والكِتاب", "كتاب"),
            (Language::Hindi, "गाड़ियों", "गाड़ी"),
        ];
        for (language, one, other) in pairs {
            assert_eq!(term(language, one), term(language, other), "{one} {other}");
        }
        assert_eq!(telling(Language::French, "Je suis allergique à l'arachide"), "allergique arachide");
        assert_eq!(telling(Language::German, "die Katze und der Kater"), "katz kat");
    }

    #[test]
    fn letters_tell_the_rules_whatever_the_text_is_in() {
        for language in Language::ALL {
            assert_eq!(term(language, "кошки"), term(Language::Russian, "кошка"));
            assert_eq!(term(language, "喜欢").as_deref(), Some("喜欢"));
            assert_eq!(term(language, "٢٠٢٤").as_deref(), Some("2024"));
        }
    }

    #[test]
    fn a_word_is_sought_by_the_rules_of_each_language_that_texts_are_in() {
        let (german, english) = (Languages::only(Language::German), Languages::only(Language::English));
        let sought = |among| Analyzer::new().sought(Language::English, "the Katzen and Katze", among);
        let word = |terms: &[(&str, Languages)]| {
            Sought::Word(terms.iter().map(|(term, languages)| ((*term).to_owned(), *languages)).collect())
        };
        assert_eq!(sought(english), [word(&[("katz", english)]), word(&[("katzen", english)])].into());
        assert_eq!(sought(german), [word(&[("katz", german)])].into());
        let both = german.with(Language::English);
        assert_eq!(
            sought(both),
            [word(&[("katz", german), ("katzen", english)]), word(&[("katz", english)])].into()
        );
        assert!(sought(Languages::default()).is_empty());
    }

    #[test]
    fn characters_are_sought_beside_the_pairs_that_they_make() {
        let chinese = Languages::only(Language::Chinese);
        let sought = Analyzer::new().sought(Language::Chinese, "红茶", chinese);
        let pair = Sought::Word(vec![("红茶".into(), chinese)]);
        assert_eq!(sought, [pair, Sought::Part('红'), Sought::Part('茶')].into());
    }

    /// If this fails, terms have another form than those that vaults keep: raise [`ANALYSIS`].
    #[test]
    fn terms_have_the_form_of_this_analysis() {
        let english =
            "Anya's flat-white: 2 cafés, don't RUN; we have l'été naïve 我喜欢茶 v2.5 running кошки";
        let forms = [
            (english, "anya flat white 2 café run l'été naïv 我喜 喜欢 欢茶 v2 5 run кошк"),
            ("Ma sœur et moi: l'été à Nîmes, 3 chevaux", "ma soeur et moi ete a nime 3 chevau"),
            ("Die Größe der Häuser ist mir nicht bekannt", "die gross der haus ist mir nicht bekannt"),
            ("Mi hermana está en Málaga con los niños", "mi hermana esta en malaga con los nino"),
            ("A minha irmã não come nozes", "a minha irma nao come noze"),
            ("Mia sorella è allergica alle noci", "mia sorell e allergic alle noci"),
            ("Ёлка у моей сестры", "елк у мое сестр"),
            ("我姐姐对坚果过敏", "我姐 姐姐 姐对 对坚 坚果 果过 过敏"),
            ("姉はナッツ", "姉は はナ ナッ ッツ"),
            ("أختي والمكسرات", "اخت مكسر"),
            ("मेरी बहन की गाड़ियाँ", "मेर बहन कि गाड"),
        ];
        for (text, terms) in forms {
            let (language, found) = Analyzer::new().read(text);
            assert_eq!((found.join(" ").as_str(), ANALYSIS), (terms, 2), "{language:?}");
        }
    }

    #[test]
    fn what_is_no_word_has_no_term() {
        assert_eq!(term(Language::English, &"x".repeat(65)), None);
        assert_eq!(term(Language::German, &"x".repeat(65)), None);
        assert_eq!((term(Language::English, "the"), term(Language::English, "don't")), (None, None));
        assert_eq!((term(Language::French, "l'"), term(Language::Arabic, "\u{64b}")), (None, None));
    }

    proptest! {
        #[test]
        fn any_text_has_terms_and_none_is_empty(text in "[\\PCa-zà-ÿа-яء-يँ-ह一-龥ぁ-ん ]{0,60}") {
            let analyzer = Analyzer::new();
            let (language, terms) = analyzer.read(&text);
            prop_assert!(terms.iter().all(|term| !term.is_empty()));
            for language in Language::ALL {
                let telling: BTreeSet<String> = analyzer.telling(language, &text).collect();
                prop_assert!(telling.iter().all(|term| !term.is_empty()));
                let each = analyzer.telling_in_each(&text).into_iter();
                let of_it = each.filter(|(_, languages)| languages.has(language)).map(|(term, _)| term);
                prop_assert_eq!(of_it.collect::<BTreeSet<_>>(), telling);
            }
            // Whatever a text says that tells something, it is found by.
            let sought = analyzer.sought(language, &text, Languages::only(language));
            for telling in analyzer.telling(language, &text) {
                let is_sought = |sought: &Sought| matches!(sought, Sought::Word(terms) if terms[0].0 == telling);
                prop_assert!(terms.contains(&telling) && sought.iter().any(is_sought));
            }
        }
    }
}
