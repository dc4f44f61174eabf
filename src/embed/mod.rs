//! Texts as vectors: the tokenizer and the encoder.
//!
//! The encoder is our own: a transformer of BERT's kind from a packed file of 8-bit weights, in integer
//! kernels made for this shape. Vectors are the same to the bit on every machine and in every browser.
//! Knows nothing of memories, vaults or ranking.

mod agreement;
mod attention;
mod encoder;
mod file;
#[cfg(fuzzing)]
pub mod fuzzing;
mod kernel;
pub mod likeness;
#[cfg(any(test, fuzzing))]
mod made_up;
mod math;
mod model;
mod network;
mod normal;
mod pack;
pub mod projection;
mod table;
#[cfg(test)]
mod tests;
mod unigram;
mod wordpiece;
mod words;

#[doc(hidden)]
pub use agreement::agrees as kernel_agrees;
pub use encoder::TextEncoder;
pub use file::{Kin, Pooling, Precision, Prefixes, Shape};
pub(crate) use kernel::dot;
#[doc(hidden)]
pub use math::half;
pub use model::Model;
pub use pack::{Piece, Recipe, Vocabulary, pack};
pub use unigram::Marks;
pub use wordpiece::WordPiece;

use crate::error::{Error, Result};

/// How many numbers a vector has: all-MiniLM-L6-v2's hidden size.
pub const DIMENSIONS: usize = 384;

/// A text's meaning as a direction: each coordinate a signed byte, the largest ±127. Its length says
/// nothing: on a scale shared by all, most coordinates would be a handful of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector(pub Box<[i8; DIMENSIONS]>);

impl Vector {
    /// Its coordinates, a byte each.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().map(|coordinate| coordinate.cast_unsigned()).collect()
    }

    /// Back from bytes; none if they are not [`DIMENSIONS`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; DIMENSIONS] = bytes.try_into().ok()?;
        Some(Self(Box::new(bytes.map(u8::cast_signed))))
    }

    /// The direction of a vector of any length; none if it has no direction (zero, not finite).
    pub fn from_sum(sum: &[f32; DIMENSIONS]) -> Option<Self> {
        let largest = sum.iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
        // Rounding a number between -127 and 127: the cast cannot cut anything off.
        let byte = |x: &f32| (x / largest * 127.0).round() as i8;
        (largest > 0.0 && sum.iter().all(|x| x.is_finite())).then(|| {
            let mut coordinates = Box::new([0; DIMENSIONS]);
            coordinates.iter_mut().zip(sum).for_each(|(place, x)| *place = byte(x));
            Self(coordinates)
        })
    }
}

/// What one pass over a text gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoded {
    /// What made it.
    pub model: Model,
    /// The whole text's meaning.
    pub vector: Vector,
    /// Its tokens by their numbers in the vocabulary, without the marks of beginning and end.
    pub tokens: Vec<u32>,
    /// The last state of each of these tokens, one after the other: `tokens.len()` rows of as many
    /// numbers as the model is wide, in the model's own scale.
    pub states: Vec<f32>,
}

impl Encoded {
    /// Each token with its state.
    pub fn token_states(&self) -> impl Iterator<Item = (u32, &[f32])> {
        let width = self.states.len() / self.tokens.len().max(1);
        self.tokens.iter().copied().zip(self.states.chunks_exact(width.max(1)))
    }
}

impl From<Vector> for Encoded {
    /// A vector that was not made of tokens, as if by the model for English.
    fn from(vector: Vector) -> Self {
        Self { model: Model::default(), vector, tokens: Vec::new(), states: Vec::new() }
    }
}

/// Turns texts into vectors.
pub trait Encoder {
    /// One result a text, in the order given, for texts that are kept. A text longer than the model's window
    /// is cut.
    ///
    /// # Errors
    /// `encoder_failed` if the model cannot be run.
    fn encode(&mut self, texts: &[&str]) -> Result<Vec<Encoded>>;

    /// The result for a text that is asked: some models make another of it than of the same text kept.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    fn ask(&mut self, text: &str) -> Result<Encoded> {
        self.encode(&[text])?.pop().ok_or_else(|| Error::internal("encoder_failed"))
    }

    /// What makes the results.
    fn model(&self) -> Model {
        Model::default()
    }
}

#[cfg(test)]
mod directions {
    use super::*;

    #[test]
    fn only_the_direction_counts() {
        let mut sum = [0.0; DIMENSIONS];
        (sum[0], sum[1]) = (3.0, -4.0);
        let vector = Vector::from_sum(&sum).unwrap();
        assert_eq!((vector.0[0], vector.0[1], vector.0[2]), (95, -127, 0));
        assert_eq!(Vector::from_sum(&sum.map(|x| x * 1000.0)).unwrap(), vector);
    }

    #[test]
    fn what_has_no_direction_is_no_vector() {
        assert_eq!(Vector::from_sum(&[0.0; DIMENSIONS]), None);
        assert_eq!(Vector::from_sum(&[f32::NAN; DIMENSIONS]), None);
        assert_eq!(Vector::from_sum(&[f32::INFINITY; DIMENSIONS]), None);
    }
}
