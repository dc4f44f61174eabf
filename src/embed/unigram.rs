//! The tokenizer of models with SentencePiece's vocabulary.
//!
//! As in Kudo, "Subword Regularization" (2018), and `sentencepiece`: a text is [normalised](super::normal) and cut
//! at spaces; each word begins with `▁`. Of all ways to write a word with pieces of the vocabulary, the one is
//! taken whose pieces' log-probabilities have the highest sum (Viterbi). No piece has a `▁` inside, so that a word is
//! cut as it would be in its text. A character that no piece has is unknown; unknown ones side by side are one token.

use super::normal::Normal;
use super::table::Table;
use crate::error::{Error, Result};

/// How much less likely than the least likely piece an unknown character is, as `sentencepiece` has it.
const UNKNOWN: f32 = 10.0;
/// What stands for a space.
pub(super) const SPACE: char = '▁';

/// A vocabulary, ready to cut texts into.
pub(super) struct Unigram {
    normal: Normal,
    pieces: Table,
    /// Of each piece its token, and its log-probability.
    ids: Vec<u32>,
    scores: Vec<f32>,
    marks: Marks,
    unknown: f32,
}

/// The tokens that stand for no piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Marks {
    /// At every text's beginning.
    pub first: u32,
    /// At its end.
    pub last: u32,
    /// For what the vocabulary does not have.
    pub unknown: u32,
}

/// The best way to a place of a word: how likely, from where, and by which token.
#[derive(Clone, Copy)]
struct Way {
    score: f64,
    from: usize,
    token: Option<u32>,
}

impl Unigram {
    /// Of pieces in ascending order, each with its token and its log-probability.
    ///
    /// # Errors
    /// `vocabulary_broken` if these are not equally many, or a log-probability is no number.
    pub(super) fn new(
        normal: Normal,
        pieces: Table,
        ids: Vec<u32>,
        scores: Vec<f32>,
        marks: Marks,
    ) -> Result<Self> {
        let fits = ids.len() == pieces.len()
            && scores.len() == pieces.len()
            && scores.iter().all(|score| score.is_finite());
        let least = scores.iter().copied().fold(0.0, f32::min);
        let unknown = least - UNKNOWN;
        let unigram = Self { normal, pieces, ids, scores, marks, unknown };
        if fits { Ok(unigram) } else { Err(Error::internal("vocabulary_broken")) }
    }

    /// One more than the highest token.
    pub(super) fn len(&self) -> usize {
        let Marks { first, last, unknown } = self.marks;
        let highest = self.ids.iter().copied().fold(first.max(last).max(unknown), u32::max);
        (highest as usize).saturating_add(1)
    }

    /// Each token that is a piece, and its text.
    pub(super) fn pieces_by_token(&self) -> Vec<(u32, String)> {
        let text = |place| String::from_utf8_lossy(self.pieces.get(place)).into_owned();
        let mut pieces: Vec<(u32, String)> = self.ids.iter().copied().zip((0..).map(text)).collect();
        pieces.sort_unstable();
        pieces
    }

    /// The tokens of a text between its marks, at most `limit` in all; what is beyond is cut off.
    pub(super) fn encode(&self, text: &str, limit: usize) -> Vec<u32> {
        let room = limit.saturating_sub(2);
        let mut ids = vec![self.marks.first];
        let mut ways = Vec::new();
        for word in self.normal.words(text) {
            if ids.len() > room {
                break;
            }
            self.pieces(&word, &mut ways, &mut ids);
        }
        ids.truncate(room + 1);
        ids.push(self.marks.last);
        ids
    }

    /// Appends the tokens of a word. `ways` is room to work in.
    fn pieces(&self, word: &str, ways: &mut Vec<Way>, ids: &mut Vec<u32>) {
        ways.clear();
        ways.resize(word.len() + 1, Way { score: f64::NEG_INFINITY, from: 0, token: None });
        if let Some(way) = ways.first_mut() {
            way.score = 0.0;
        }
        for (from, c) in word.char_indices() {
            let Some(before) = ways.get(from).map(|way| way.score) else { return };
            let mut alone = false;
            let mut reach = |length: usize, token: Option<u32>, score: f32| {
                let score = before + f64::from(score);
                if let Some(way) = ways.get_mut(from + length).filter(|way| score > way.score) {
                    *way = Way { score, from, token };
                }
            };
            let rest = word.as_bytes().get(from..).unwrap_or_default();
            self.pieces.beginnings(rest, |place, length| {
                // A vocabulary that cuts characters apart is none that this reads.
                if !word.is_char_boundary(from + length) {
                    return;
                }
                alone |= length == c.len_utf8();
                if let Some((token, score)) = self.ids.get(place).zip(self.scores.get(place)) {
                    reach(length, Some(*token), *score);
                }
            });
            if !alone {
                reach(c.len_utf8(), None, self.unknown);
            }
        }
        let start = ids.len();
        let mut at = word.len();
        while let Some(way) = ways.get(at).filter(|_| at > 0) {
            let token = way.token.unwrap_or(self.marks.unknown);
            if token != self.marks.unknown || ids.get(start..).is_none_or(|ids| ids.last() != Some(&token)) {
                ids.push(token);
            }
            at = way.from;
        }
        if let Some(ours) = ids.get_mut(start..) {
            ours.reverse();
        }
    }
}
