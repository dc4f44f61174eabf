//! The model's tokenizer: BERT's, uncased.
//!
//! As in Devlin et al.'s `tokenization.py`: clean the text, set CJK characters apart, lower-case,
//! drop accents (NFD, then marks away), split at spaces and punctuation, then cut each word greedily
//! into the longest pieces that the vocabulary has (`##` marks a piece inside a word). What is a mark or
//! punctuation is asked of the very tables that the reference (`tokenizers`) asks, which are old.

use std::collections::HashMap;

use unicode_categories::UnicodeCategories as _;
use unicode_normalization::UnicodeNormalization as _;

use crate::error::{Error, Result};

/// A longer word becomes one unknown token.
const LONGEST_WORD: usize = 100;

/// Cuts texts into the token ids of a vocabulary.
pub struct WordPiece {
    /// Pieces that begin a word.
    beginning: HashMap<Box<str>, u32>,
    /// Pieces inside a word, without their `##`.
    inside: HashMap<Box<str>, u32>,
    /// In bytes, the longest of all.
    longest: usize,
    lines: usize,
    unknown: u32,
    first: u32,
    last: u32,
}

impl WordPiece {
    /// Reads a `vocab.txt`: one token a line, its id the line's number from 0.
    ///
    /// # Errors
    /// `vocabulary_broken` if it is no UTF-8 or lacks one of `[UNK]`, `[CLS]`, `[SEP]`.
    pub fn new(vocab: &[u8]) -> Result<Self> {
        let broken = || Error::internal("vocabulary_broken");
        let text = std::str::from_utf8(vocab).map_err(|_| broken())?;
        let (mut beginning, mut inside) = (HashMap::new(), HashMap::new());
        let (mut longest, mut lines) = (0, 0);
        for (line, id) in text.lines().zip(0..) {
            let token = line.trim_end();
            longest = longest.max(token.len());
            lines += 1;
            match token.strip_prefix("##") {
                // Of punctuation alone, "##" is what it says.
                Some(piece) if !piece.is_empty() => inside.insert(Box::from(piece), id),
                _ => beginning.insert(Box::from(token), id),
            };
        }
        let special = |token: &str| beginning.get(token).copied().ok_or_else(broken);
        let (unknown, first, last) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Self { beginning, inside, longest, lines, unknown, first, last })
    }

    /// How many ids there are.
    pub(super) fn len(&self) -> usize {
        self.lines
    }

    /// Each token and its text, a piece inside a word with its `##`.
    pub(super) fn pieces_by_token(&self) -> Vec<(u32, String)> {
        let beginning = self.beginning.iter().map(|(piece, id)| (*id, piece.to_string()));
        let inside = self.inside.iter().map(|(piece, id)| (*id, format!("##{piece}")));
        let mut pieces: Vec<(u32, String)> = beginning.chain(inside).collect();
        pieces.sort_unstable();
        pieces
    }

    /// The token ids of a text between `[CLS]` and `[SEP]`, at most `limit` in all; what is
    /// beyond is cut off.
    pub fn encode(&self, text: &str, limit: usize) -> Vec<u32> {
        let room = limit.saturating_sub(2);
        let mut ids = vec![self.first];
        for word in words(text) {
            if ids.len() > room {
                break;
            }
            self.pieces(&word, &mut ids);
        }
        ids.truncate(room + 1);
        ids.push(self.last);
        ids
    }

    /// Appends a word's pieces, or the unknown token if it cannot be made of any.
    fn pieces(&self, word: &str, ids: &mut Vec<u32>) {
        if word.chars().count() > LONGEST_WORD {
            ids.push(self.unknown);
            return;
        }
        let start = ids.len();
        let mut rest = word;
        while !rest.is_empty() {
            let pieces = if rest.len() < word.len() { &self.inside } else { &self.beginning };
            let ends = (1..=rest.len().min(self.longest)).rev().filter(|end| rest.is_char_boundary(*end));
            let longest = ends
                .map(|end| rest.split_at(end))
                .find_map(|(piece, after)| pieces.get(piece).map(|&id| (id, after)));
            let Some((id, after)) = longest else {
                ids.truncate(start);
                ids.push(self.unknown);
                return;
            };
            ids.push(id);
            rest = after;
        }
    }
}

/// The words of a text, as BERT's basic tokenizer sees them.
fn words(text: &str) -> Vec<String> {
    let plain =
        text.chars().filter(|&c| !is_dropped(c)).nfd().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase);
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in plain {
        if c.is_whitespace() {
            open = false;
        } else if is_punctuation(c) || is_cjk(c) {
            words.push(String::from(c));
            open = false;
        } else if let Some(word) = words.last_mut().filter(|_| open) {
            word.push(c);
        } else {
            words.push(String::from(c));
            open = true;
        }
    }
    words
}

/// What the model never saw: controls, formats, private use, and U+FFFD. Of the controls, tab and line
/// breaks are spaces.
fn is_dropped(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r') && (c == '\u{fffd}' || c.is_other())
}

/// An accent or another mark that takes no room.
fn is_mark(c: char) -> bool {
    c.is_mark_nonspacing()
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || c.is_punctuation()
}

/// The ideographs that the model's makers set apart (kana and Hangul are not among them).
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}' | '\u{2b920}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\ncafe\n,\n茶\n!\n";

    fn tokenizer() -> WordPiece {
        WordPiece::new(VOCABULARY.as_bytes()).unwrap()
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces_there_are() {
        assert_eq!(tokenizer().encode("UNaffable, CAFÉ茶!", 16), [2, 4, 5, 6, 8, 7, 9, 10, 3]);
    }

    #[test]
    fn a_word_that_no_pieces_make_is_unknown_as_a_whole() {
        assert_eq!(tokenizer().encode("unaffected cafe", 16), [2, 1, 7, 3]);
        assert_eq!(tokenizer().encode(&"un".repeat(51), 16), [2, 1, 3]);
    }

    #[test]
    fn a_long_text_is_cut_at_the_limit_and_still_ends_properly() {
        assert_eq!(tokenizer().encode("cafe cafe cafe unaffable", 5), [2, 7, 7, 7, 3]);
        assert_eq!(tokenizer().encode("unaffable", 4), [2, 4, 5, 3]);
    }

    #[test]
    fn a_vocabulary_without_its_special_tokens_is_refused() {
        for bad in [&b"cafe\n"[..], b"[UNK]\n[CLS]\n\xff", b""] {
            assert_eq!(WordPiece::new(bad).err().unwrap().code, "vocabulary_broken");
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_known_ids_within_the_limit(text in any::<String>(), limit in 2usize..20) {
            let ids = tokenizer().encode(&text, limit);
            prop_assert!(ids.len() >= 2 && ids.len() <= limit);
            prop_assert!(ids.iter().all(|&id| (0..11).contains(&id)));
        }
    }
}
