//! German, after J. Savoy, "Light Stemming Approaches for the French, Portuguese, German and Hungarian
//! Languages" (SAC 2006): plurals and cases of nouns and adjectives.

use super::{cut, has};

/// Takes a folded word: umlauts are vowels already.
pub(in crate::text) fn german(word: &str) -> &str {
    let word = case(word);
    if let Some(rest) = cut(word, 3, &["est"]) {
        return rest;
    }
    cut(word, 3, &["er", "en"])
        .or_else(|| cut(word, 3, &["st"]).filter(|rest| ends_hard(rest)))
        .unwrap_or(word)
}

fn case(word: &str) -> &str {
    let long = || cut(word, 3, &["ern"]).or_else(|| cut(word, 3, &["em", "en", "er", "es"]));
    let short = || cut(word, 3, &["e"]).or_else(|| cut(word, 3, &["s"]).filter(|rest| ends_hard(rest)));
    long().or_else(short).filter(|rest| has(rest, 3)).unwrap_or(word)
}

/// Whether an s or st may hang on it.
fn ends_hard(word: &str) -> bool {
    word.ends_with(['b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 't'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_of_a_word_share_a_stem() {
        for forms in [["katze", "katzen"], ["kind", "kindern"], ["hunde", "hundes"], ["neuen", "neuer"]] {
            assert_eq!(german(forms[0]), german(forms[1]), "{forms:?}");
        }
        assert_eq!((german("er"), german("see"), german("gas")), ("er", "see", "gas"));
    }
}
