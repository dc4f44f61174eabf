//! The table of a network's words: a row of numbers for each token, used where it stands in the file.

use std::ops::Range;

use super::file::{ModelFile, Precision};
use super::math::half;
use crate::error::{Error, Result};

/// How many numbers share a scale where they have four bits each.
pub(super) const TOGETHER: usize = 32;

/// The rows, in one of the ways to keep them.
pub(super) enum Words {
    /// Signed bytes, and each row's scale.
    Bytes { codes: Range<usize>, scales: Vec<f32> },
    /// Two numbers a byte, each plus 8, the first in the lower half; [`TOGETHER`] numbers share a scale of 16 bits.
    Nibbles { codes: Range<usize>, scales: Range<usize> },
}

impl Words {
    /// Finds the table in its file.
    ///
    /// # Errors
    /// `model_broken` if it is missing or has another size than it must.
    pub(super) fn new(file: &ModelFile) -> Result<Self> {
        let [tokens, width] = [file.shape().tokens, file.shape().width].map(|number| number as usize);
        Ok(match file.precision() {
            Precision::Bytes => Self::Bytes {
                codes: file.tensor("words", tokens * width)?,
                scales: file.floats("words.scale", tokens)?,
            },
            Precision::Nibbles => Self::Nibbles {
                codes: file.tensor("words", tokens * width / 2)?,
                scales: file.tensor("words.scale", tokens * (width / TOGETHER) * 2)?,
            },
        })
    }

    /// Appends a token's row, with what its place adds to each number.
    ///
    /// # Errors
    /// `encoder_failed` if there is no such token.
    pub(super) fn append(
        &self,
        file: &ModelFile,
        token: u32,
        place: &[f32],
        states: &mut Vec<f32>,
    ) -> Result<()> {
        let (token, width) = (token as usize, place.len());
        let failed = || Error::internal("encoder_failed");
        let row = |all: &Range<usize>, length: usize| {
            let row = file.bytes(all.clone()).get(token * length..(token + 1) * length);
            row.ok_or_else(failed)
        };
        match self {
            Self::Bytes { codes, scales } => {
                let scale = scales.get(token).ok_or_else(failed)?;
                let number = |(code, place): (&u8, &f32)| f32::from(code.cast_signed()) * scale + place;
                states.extend(row(codes, width)?.iter().zip(place).map(number));
            }
            Self::Nibbles { codes, scales } => {
                let scales = row(scales, width / TOGETHER * 2)?.as_chunks::<2>().0;
                let blocks = row(codes, width / 2)?.chunks_exact(TOGETHER / 2).zip(scales);
                for ((codes, scale), place) in blocks.zip(place.chunks_exact(TOGETHER)) {
                    let scale = half(u16::from_le_bytes(*scale));
                    let number = |code: u8| (f32::from(code) - 8.0) * scale;
                    for (code, place) in codes.iter().zip(place.as_chunks::<2>().0) {
                        states.extend([number(code & 15) + place[0], number(code >> 4) + place[1]]);
                    }
                }
            }
        }
        Ok(())
    }
}
