//! Texts as vectors: the tokenizer and the encoder.
//!
//! Knows nothing of memories, vaults or ranking.

use crate::error::Result;

/// How many numbers a vector has: all-MiniLM-L6-v2's hidden size.
pub const DIMENSIONS: usize = 384;

/// A text's meaning as a direction: a unit vector, each coordinate × 127 rounded to a signed
/// byte, so that a dot product divided by 127² is the cosine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector(pub Box<[i8; DIMENSIONS]>);

/// Turns texts into vectors.
pub trait Encoder {
    /// One vector a text, in the order given. A text longer than the model's window is cut.
    ///
    /// # Errors
    /// `encoder_failed` if the model cannot be run.
    fn encode(&mut self, texts: &[&str]) -> Result<Vec<Vector>>;
}
