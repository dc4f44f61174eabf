//! Plurals of Romance languages. Each takes a folded word.
//!
//! Stemmers that also take off the gender (J. Savoy, "Light Stemming Approaches for the French, Portuguese, German
//! and Hungarian Languages", SAC 2006) found no more here, and left less of each word.

use super::{cut, has};

/// French: the s or x that most plurals have.
pub(in crate::text) fn french(word: &str) -> &str {
    cut(word, 4, &["s", "x"]).unwrap_or(word)
}

/// Spanish and Portuguese: the s.
pub(in crate::text) fn iberian(word: &str) -> &str {
    cut(word, 3, &["s"]).unwrap_or(word)
}

/// Italian, whose plurals have another vowel: Savoy's light stemmer.
pub(in crate::text) fn italian(word: &str) -> &str {
    if !has(word, 6) {
        return word;
    }
    cut(word, 3, &["ie", "he", "hi", "ii", "ia", "io", "e", "i", "a", "o"]).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_share_a_stem() {
        for forms in [["allergique", "allergiques"], ["bateau", "bateaux"]] {
            assert_eq!(french(forms[0]), french(forms[1]), "{forms:?}");
        }
        for forms in [["alergica", "alergicas"], ["noche", "noches"], ["irma", "irmas"]] {
            assert_eq!(iberian(forms[0]), iberian(forms[1]), "{forms:?}");
        }
        for forms in [["allergica", "allergiche"], ["sorella", "sorelle"], ["bambino", "bambini"]] {
            assert_eq!(italian(forms[0]), italian(forms[1]), "{forms:?}");
        }
    }

    #[test]
    fn short_words_stay_as_they_are() {
        assert_eq!((iberian("mes"), italian("pane"), french("bus")), ("mes", "pane", "bus"));
    }
}
