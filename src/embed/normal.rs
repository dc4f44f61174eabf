//! SentencePiece's normalisation of texts (`nmt_nfkc`), as far as models are trained with it.
//!
//! A character becomes what the model's table says, or stays; most of that is NFKC's compatibility mapping. What
//! follows a character joins it if both are canonical parts of one (a letter and its accent, the letters of a
//! Hangul syllable). That is less than NFKC: nothing is put into another order, and what was one character already
//! joins no more. `sentencepiece` has all of it in one table of 225,000 entries; the tests hold this to it.

use unicode_normalization::char::{compose, decompose_canonical};

use super::unigram::SPACE;
use crate::error::{Error, Result};

/// What single characters become.
#[derive(Default)]
pub(super) struct Normal {
    /// Ascending.
    from: Vec<u32>,
    /// Where in `to` what each becomes ends.
    ends: Vec<u32>,
    to: String,
}

impl Normal {
    /// Of characters in ascending order, what they become one after the other, and where each of that ends.
    ///
    /// # Errors
    /// `vocabulary_broken` if these do not fit each other.
    pub(super) fn new(from: Vec<u32>, ends: Vec<u32>, to: &[u8]) -> Result<Self> {
        let broken = || Error::internal("vocabulary_broken");
        let to = std::str::from_utf8(to).map_err(|_| broken())?.to_owned();
        let last = ends.last().map_or(0, |end| *end as usize);
        let fits = from.len() == ends.len()
            && from.is_sorted_by(|a, b| a < b)
            && ends.is_sorted()
            && last == to.len()
            && ends.iter().all(|end| to.is_char_boundary(*end as usize));
        if fits { Ok(Self { from, ends, to }) } else { Err(broken()) }
    }

    /// What a character becomes; none if it stays.
    fn of(&self, c: char) -> Option<&str> {
        let place = self.from.binary_search(&u32::from(c)).ok()?;
        let end = |place: usize| self.ends.get(place).map(|end| *end as usize);
        let start = place.checked_sub(1).and_then(end).unwrap_or(0);
        self.to.get(start..end(place)?)
    }

    /// A text's words, each after a [`SPACE`].
    pub(super) fn words(&self, text: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut inside = false;
        // Whether what comes next may join the last character, which is this one.
        let mut open: Option<char> = None;
        for c in text.chars() {
            let mut itself = [0; 4];
            let becomes = self.of(c).unwrap_or_else(|| c.encode_utf8(&mut itself));
            let mut chars = becomes.chars();
            let single = chars.next().filter(|_| chars.next().is_none());
            let part = single.filter(|single| is_whole(c) && is_whole(*single));
            let joined = open.zip(part).and_then(|(before, part)| compose(before, part));
            if let Some((joined, word)) = joined.zip(words.last_mut().filter(|_| inside)) {
                word.pop();
                word.push(joined);
                open = Some(joined);
                continue;
            }
            for c in becomes.chars() {
                match words.last_mut().filter(|_| inside) {
                    _ if c == ' ' => inside = false,
                    Some(word) => word.push(c),
                    None => {
                        words.push(String::from_iter([SPACE, c]));
                        inside = true;
                    }
                }
            }
            open = part;
        }
        words
    }
}

/// Whether a character is made of no others.
fn is_whole(c: char) -> bool {
    let mut parts = 0;
    decompose_canonical(c, |_| parts += 1);
    parts == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a table with a line for each character.
    fn normal(table: &[(char, &str)]) -> Normal {
        let (mut to, mut ends) = (String::new(), Vec::new());
        for (_, becomes) in table {
            to.push_str(becomes);
            ends.push(to.len() as u32);
        }
        Normal::new(table.iter().map(|(c, _)| u32::from(*c)).collect(), ends, to.as_bytes()).unwrap()
    }

    #[test]
    fn characters_become_what_the_table_says_and_words_begin_with_the_sign_for_a_space() {
        let normal = normal(&[('\t', " "), ('\u{a0}', " "), ('´', " \u{301}"), ('ﬁ', "fi"), ('Ａ', "A")]);
        assert_eq!(normal.words("  ﬁt\t\u{a0}Ａ b "), ["▁fit", "▁A", "▁b"]);
        assert_eq!(normal.words("a´"), ["▁a", "▁\u{301}"]);
        assert_eq!(normal.words(" \t"), [""; 0]);
    }

    #[test]
    fn parts_of_one_character_join_and_nothing_else_does() {
        let normal = normal(&[('ª', "a"), ('\u{344}', "\u{308}\u{301}"), ('㉮', "가"), ('ﬁ', "fi")]);
        for (text, word) in [
            ("e\u{301}", "▁é"),
            ("A\u{302}\u{300}", "▁Ầ"),
            ("ª\u{300}", "▁à"),
            ("\u{1112}\u{1161}\u{11ab}", "▁한"),
            // One already, two at once, the end of two, and marks in another order.
            ("Â\u{300}", "▁Â\u{300}"),
            ("A\u{344}", "▁A\u{308}\u{301}"),
            ("ﬁ\u{302}", "▁fi\u{302}"),
            ("㉮\u{11a8}", "▁가\u{11a8}"),
            ("a\u{302}\u{323}", "▁â\u{323}"),
        ] {
            assert_eq!(normal.words(text), [word]);
        }
    }

    #[test]
    fn a_table_that_does_not_fit_is_refused() {
        for (from, ends, to) in [
            (vec![1, 2], vec![1], "a"),
            (vec![2, 1], vec![1, 2], "ab"),
            (vec![1], vec![2], "a"),
            (vec![1, 2], vec![1, 3], "ää"),
            (vec![1, 2], vec![2, 1], "ab"),
            (vec![], vec![], "a"),
        ] {
            assert!(Normal::new(from, ends, to.as_bytes()).is_err());
        }
        assert!(Normal::new(vec![1], vec![1], &[0xff]).is_err());
    }
}
