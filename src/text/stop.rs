//! Words that say how a sentence is built and not what it is about.

use super::Language;

/// Whether a normalised word is one of them. Both lists are sorted, for the search.
pub(super) fn is_stop_word(language: Language, word: &str) -> bool {
    let list: &[&str] = match language {
        Language::English => ENGLISH,
        Language::French => FRENCH,
    };
    list.binary_search(&word).is_ok()
}

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "above", "after", "again", "against", "ain't", "all", "also", "am", "an", "and", "any",
    "are", "aren't", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both",
    "but", "by", "can", "can't", "cannot", "cant", "could", "couldn't", "d", "did", "didn't", "do", "does",
    "doesn't", "doing", "don't", "dont", "down", "during", "each", "few", "for", "from", "further", "get",
    "gets", "getting", "got", "had", "hadn't", "has", "hasn't", "have", "haven't", "having", "he", "he'd",
    "he'll", "her", "here", "hers", "herself", "him", "himself", "his", "how", "how's", "i", "i'd", "i'll",
    "i'm", "i've", "if", "im", "in", "into", "is", "isn't", "isnt", "it", "it'd", "it'll", "its", "itself",
    "ive", "just", "let", "let's", "ll", "m", "me", "more", "most", "must", "mustn't", "my", "myself", "no",
    "nor", "not", "of", "off", "on", "once", "only", "or", "other", "ought", "our", "ours", "ourselves",
    "out", "over", "own", "re", "s", "same", "she", "she'd", "she'll", "should", "shouldn't", "so", "some",
    "such", "t", "than", "that", "that'll", "the", "their", "theirs", "them", "themselves", "then", "there",
    "these", "they", "they'd", "they'll", "they're", "they've", "this", "those", "through", "to", "too",
    "under", "until", "up", "us", "ve", "very", "was", "wasn't", "we", "we'd", "we'll", "we're", "we've",
    "were", "weren't", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with",
    "won't", "would", "wouldn't", "y", "you", "you'd", "you'll", "you're", "you've", "your", "yours",
    "yourself", "yourselves",
];

#[rustfmt::skip]
const FRENCH: &[&str] = &[
    "ai", "aie", "aient", "ait", "alors", "as", "au", "aucun", "aucune", "aura", "aurait", "auront",
    "aussi", "autre", "autres", "aux", "avaient", "avais", "avait", "avant", "avec", "avez", "avons",
    "ayant", "c", "car", "ce", "ceci", "cela", "celle", "celles", "celui", "ces", "cet", "cette", "ceux",
    "chaque", "chez", "comme", "comment", "d", "dans", "de", "des", "donc", "dont", "du", "elle", "elles",
    "en", "encore", "entre", "est", "et", "eu", "eux", "faire", "fais", "fait", "fut", "ici", "il", "ils",
    "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "là", "m", "ma", "mais", "me", "mes", "moi",
    "mon", "même", "mêmes", "n", "ne", "ni", "nos", "notre", "nous", "nôtre", "on", "ont", "ou", "où",
    "par", "parce", "pas", "pendant", "peu", "peut", "plus", "pour", "pourquoi", "qu", "quand", "que",
    "quel", "quelle", "quelles", "quels", "qui", "quoi", "s", "sa", "sans", "se", "sera", "serait",
    "seront", "ses", "si", "sien", "soi", "soit", "sommes", "son", "sont", "sous", "suis", "sur", "t", "ta",
    "te", "tes", "toi", "ton", "tous", "tout", "toute", "toutes", "très", "tu", "un", "une", "va", "vais",
    "vos", "votre", "vous", "vôtre", "y", "à", "ça", "étaient", "étais", "était", "étant", "été", "êtes",
    "être",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_every_word_is_found() {
        for list in [ENGLISH, FRENCH] {
            assert!(list.is_sorted());
        }
        assert!(is_stop_word(Language::English, "the") && is_stop_word(Language::French, "le"));
        assert!(!is_stop_word(Language::English, "sesame") && !is_stop_word(Language::French, "arachide"));
    }
}
