//! Arabic: light10 of L. Larkey, L. Ballesteros and M. Connell, "Light Stemming for Arabic Information
//! Retrieval" (2007): conjunction and article off the front, pronouns and plurals off the end.

use super::{cut, has};

/// Takes a folded word.
pub(in crate::text) fn arabic(word: &str) -> &str {
    let word = word.strip_prefix('و').filter(|rest| has(rest, 3)).unwrap_or(word);
    let articles = ["ال", "بال", "كال", "فال", "لل"];
    let mut word = articles
        .iter()
        .find_map(|article| word.strip_prefix(article).filter(|rest| has(rest, 2)))
        .unwrap_or(word);
    for ending in ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"] {
        word = cut(word, 2, &[ending]).unwrap_or(word);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_without_its_article_its_and_and_its_ending() {
        for forms in [["كتاب", "والكتاب"], ["مدرسه", "المدرسات"]] {
            assert_eq!(arabic(forms[0]), arabic(forms[1]), "{forms:?}");
        }
        assert_eq!((arabic("ولد"), arabic("من")), ("ولد", "من"));
    }
}
