//! The words of a text, with their places in it.

use std::ops::Range;

use super::script::is_unspaced;
use super::{is_apostrophe, pairs};

/// A word as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word, in its own spelling.
    pub text: &'a str,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// A text's words in order: runs of letters, digits and combining marks, joined by an apostrophe
/// between letters. In scripts written without spaces, every two neighbouring characters make a
/// word (overlapping), a lone character is one by itself.
pub fn tokenise(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut run: Option<(usize, bool)> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let kind = match (is_unspaced(c), c.is_alphanumeric() || is_combining(c)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        };
        // An apostrophe joins only where a word goes on after it.
        let joins = is_apostrophe(c)
            && matches!(run, Some((_, false)))
            && chars.peek().is_some_and(|&(_, next)| next.is_alphanumeric() && !is_unspaced(next));
        if joins {
            continue;
        }
        match (run, kind) {
            (Some((_, was)), Some(is)) if was == is => {}
            (_, kind) => {
                close(text, run, at, &mut words);
                run = kind.map(|unspaced| (at, unspaced));
            }
        }
    }
    close(text, run, text.len(), &mut words);
    words
}

fn close<'a>(text: &'a str, run: Option<(usize, bool)>, end: usize, words: &mut Vec<Word<'a>>) {
    let Some((start, unspaced)) = run else { return };
    let Some(part) = text.get(start..end) else { return };
    if !unspaced {
        words.push(Word { text: part, range: start..end });
        return;
    }
    let pieces = pairs::words(text, start..end).into_iter();
    words.extend(pieces.filter_map(|range| Some(Word { text: text.get(range.clone())?, range })));
}

/// The combining marks that accents decompose into, and those that Indic and Semitic scripts
/// write vowels with; most of the latter are alphabetic to Unicode already.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{093c}' | '\u{094d}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokenise(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_keep_their_spelling_and_their_apostrophes() {
        assert_eq!(
            words("Anya’s EpiPens: don't (ever) 'lose' them!"),
            ["Anya’s", "EpiPens", "don't", "ever", "lose", "them"]
        );
        assert_eq!(words("  "), Vec::<&str>::new());
        assert_eq!(words("v2.5 naïve cafe\u{301}"), ["v2", "5", "naïve", "cafe\u{301}"]);
    }

    #[test]
    fn scripts_without_spaces_become_pairs() {
        assert_eq!(words("我喜欢茶"), ["我喜", "喜欢", "欢茶"]);
        assert_eq!(words("茶 tea茶"), ["茶", "tea", "茶"]);
    }

    proptest! {
        #[test]
        fn every_word_stands_where_it_says(text in "\\PC{0,60}") {
            for word in tokenise(&text) {
                prop_assert_eq!(&text[word.range.clone()], word.text);
                prop_assert!(!word.text.is_empty());
            }
        }
    }
}
