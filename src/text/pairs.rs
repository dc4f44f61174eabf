//! Words of a run of characters that no space parts: every two neighbours make one, overlapping.

use std::ops::Range;

use super::script::{self, Script};

/// The words of `text[run]`, as ranges of `text`. A lone character is a word by itself.
pub(super) fn words(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let Some(part) = text.get(run.clone()) else { return Vec::new() };
    let ends: Vec<usize> = part.char_indices().map(|(at, c)| run.start + at + c.len_utf8()).collect();
    let starts = std::iter::once(run.start).chain(ends.iter().copied());
    // With one character alone, the word ends where it does; with more, two characters on.
    starts.zip(ends.iter().skip(usize::from(ends.len() > 1))).map(|(from, to)| from..*to).collect()
}

/// The Han characters of a word: each is a word too, or most of one. No other letter is.
pub(super) fn parts(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|c| script::of(*c) == Some(Script::Han))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, 0..text.len()).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn neighbours_make_words_and_a_lone_character_is_one() {
        assert_eq!(cut("我喜欢茶"), ["我喜", "喜欢", "欢茶"]);
        assert_eq!((cut("茶"), cut("")), (vec!["茶"], vec![]));
    }

    #[test]
    fn han_alone_makes_words_of_one_character() {
        assert!(parts("飲ん").eq(['飲']) && parts("コー").next().is_none() && parts("tea").next().is_none());
    }
}
