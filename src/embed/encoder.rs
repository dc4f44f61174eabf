//! Texts in, vectors and token states out: a packed model's tokenizer and network.

use super::file::{ModelFile, Tokenizer};
use super::network::Network;
use super::{DIMENSIONS, Encoded, Encoder, Vector, WordPiece};
use crate::error::{Error, Result};

/// Rows that are run at once when several texts are encoded: a few short texts fill the kernels' tiles
/// better than one, and more rows only take memory.
const ROWS: usize = 64;

/// The encoder of a packed model. A text's vector is the mean of its last token states, the marks of
/// beginning and end included.
pub struct TextEncoder {
    tokenizer: WordPiece,
    network: Network,
}

impl TextEncoder {
    /// Loads a packed model (`pack`), whose bytes it keeps and uses where they stand.
    ///
    /// # Errors
    /// `model_broken` if the file is none, not whole, of another version, or makes vectors of another size
    /// than [`DIMENSIONS`]; `vocabulary_broken` if its vocabulary cannot be used.
    pub fn load(file: Vec<u8>) -> Result<Self> {
        let (encoder, width) = Self::load_any(file)?;
        if width == DIMENSIONS { Ok(encoder) } else { Err(Error::internal("model_broken")) }
    }

    /// The same for vectors of any size, which it gives too.
    pub(super) fn load_any(file: Vec<u8>) -> Result<(Self, usize)> {
        let file = ModelFile::read(file)?;
        let tokenizer = match file.tokenizer() {
            Tokenizer::WordPieceUncased => WordPiece::new(file.vocabulary()?)?,
        };
        if tokenizer.len() > file.shape().tokens as usize {
            return Err(Error::internal("vocabulary_broken"));
        }
        let network = Network::new(file)?;
        let width = network.width();
        Ok((Self { tokenizer, network }, width))
    }

    /// The tokens of a text as the network reads them, with the marks of beginning and end.
    pub(super) fn tokens(&self, text: &str) -> Vec<u32> {
        self.tokenizer.encode(text, self.network.window())
    }

    /// How high the inputs of the matrix products get in texts, as [`Network::peaks`] tells.
    pub(super) fn peaks(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>> {
        let tokens: Vec<Vec<u32>> = texts.iter().map(|text| self.tokens(text)).collect();
        self.network.peaks(&tokens)
    }

    /// The last states of texts that are run together.
    pub(super) fn states(&self, texts: &[&[u32]]) -> Result<Vec<f32>> {
        self.network.run(texts)
    }

    /// Encodes texts in one run.
    fn run(&self, texts: &[Vec<u32>]) -> Result<Vec<Encoded>> {
        let ids: Vec<&[u32]> = texts.iter().map(Vec::as_slice).collect();
        let states = self.states(&ids)?;
        let mut rest = states.as_slice();
        let mut encoded = Vec::with_capacity(texts.len());
        for ids in texts {
            let (ours, after) = rest.split_at(ids.len() * DIMENSIONS);
            rest = after;
            let vector = Vector::from_sum(&sum(ours.as_chunks().0));
            let vector = vector.ok_or_else(|| Error::internal("encoder_failed"))?;
            // Without the first and the last: there are always both.
            let inside = ids.len() - 1;
            let states = ours[DIMENSIONS..inside * DIMENSIONS].to_vec();
            encoded.push(Encoded { vector, tokens: ids[1..inside].to_vec(), states });
        }
        Ok(encoded)
    }
}

impl Encoder for TextEncoder {
    fn encode(&mut self, texts: &[&str]) -> Result<Vec<Encoded>> {
        let tokens: Vec<Vec<u32>> = texts.iter().map(|text| self.tokens(text)).collect();
        let mut encoded = Vec::with_capacity(texts.len());
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let mut rows = 0;
            let fits = rest.iter().take_while(|text| {
                rows += text.len();
                rows <= ROWS
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            encoded.extend(self.run(now)?);
            rest = later;
        }
        Ok(encoded)
    }
}

/// The sum of the token states. (Their mean has the same direction.)
fn sum(states: &[[f32; DIMENSIONS]]) -> [f32; DIMENSIONS] {
    let mut total = [0.0; DIMENSIONS];
    for state in states {
        total.iter_mut().zip(state).for_each(|(sum, value)| *sum += value);
    }
    total
}

impl std::fmt::Debug for TextEncoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TextEncoder")
    }
}
