//! Texts in, vectors and token states out: a packed model's tokenizer and network.

use super::file::{Kin, ModelFile, Pooling, Tokenizer};
use super::model::Model;
use super::network::Network;
use super::normal::Normal;
use super::table::Table;
use super::unigram::Unigram;
use super::{DIMENSIONS, Encoded, Encoder, Vector, WordPiece};
use crate::error::{Error, Result};

/// Rows that are run at once when several texts are encoded: a few short texts fill the kernels' tiles
/// better than one, and more rows only take memory.
const ROWS: usize = 64;

/// The encoder of a packed model. The mean that a text's vector is made of has the marks of beginning and end in
/// it, and what stands before the text.
pub struct TextEncoder {
    model: Model,
    tokenizer: Cut,
    network: Network,
    pooling: Pooling,
    query: Side,
    passage: Side,
}

/// How texts are cut.
enum Cut {
    WordPiece(WordPiece),
    Unigram(Box<Unigram>),
}

/// What is done to texts that are asked, or to those that are kept.
struct Side {
    /// The tokens that stand before a text.
    prefix: Vec<u32>,
    /// What is taken off a mean of unit length, so that what all texts have in common does not hide where they
    /// differ; empty for nothing.
    centre: Vec<f32>,
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
        let tokenizer = Cut::new(&file)?;
        if tokenizer.len() > file.shape().tokens as usize {
            return Err(Error::internal("vocabulary_broken"));
        }
        let Kin { model, pooling, prefixes, .. } = file.kin().clone();
        let side = |name: &str, prefix: &str| -> Result<Side> {
            let centre = match file.has(name) {
                true => file.floats(name, file.shape().width as usize)?,
                false => Vec::new(),
            };
            let marked = tokenizer.encode(prefix, usize::MAX);
            let prefix = marked.get(1..marked.len() - 1).unwrap_or_default().to_vec();
            // What stands before a text leaves room for it.
            let fits = prefix.len() * 2 < file.shape().window as usize;
            if fits { Ok(Side { prefix, centre }) } else { Err(Error::internal("model_broken")) }
        };
        let query = side("centre.query", &prefixes.query)?;
        let passage = side("centre.passage", &prefixes.passage)?;
        let network = Network::new(file)?;
        let width = network.width();
        Ok((Self { model, tokenizer, network, pooling, query, passage }, width))
    }

    /// The tokens of a text as the network reads them, with the marks of beginning and end, and without what
    /// stands before texts.
    pub fn tokens(&self, text: &str) -> Vec<u32> {
        self.tokenizer.encode(text, self.network.window())
    }

    /// The vocabulary: each token and its text, as the vocabulary writes it (`##` inside a word, or `▁` before one).
    pub fn pieces(&self) -> Vec<(u32, String)> {
        match &self.tokenizer {
            Cut::WordPiece(tokenizer) => tokenizer.pieces_by_token(),
            Cut::Unigram(tokenizer) => tokenizer.pieces_by_token(),
        }
    }

    /// The tokens of a text with what stands before it.
    fn side_tokens(&self, side: &Side, text: &str) -> Vec<u32> {
        let mut tokens = self.tokenizer.encode(text, self.network.window() - side.prefix.len());
        // After the mark of the beginning, which is always there.
        tokens.splice(1..1, side.prefix.iter().copied());
        tokens
    }

    /// How high the inputs of the matrix products get in texts that are kept, as [`Network::peaks`] tells.
    pub(super) fn peaks(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>> {
        let tokens: Vec<Vec<u32>> = texts.iter().map(|text| self.side_tokens(&self.passage, text)).collect();
        self.network.peaks(&tokens)
    }

    /// The means of unit length that become the vectors of texts that are asked, and of those that are kept: the
    /// mean of each of the two.
    pub(super) fn middles(&self, texts: &[&str]) -> Result<[Vec<f32>; 2]> {
        let mut middles = [&self.query, &self.passage].map(|_| vec![0.0; self.network.width()]);
        for (side, middle) in [&self.query, &self.passage].into_iter().zip(&mut middles) {
            for text in texts {
                let tokens = self.side_tokens(side, text);
                let pooled = unit(self.pooled(&self.states(&[&tokens])?));
                middle.iter_mut().zip(pooled).for_each(|(sum, x)| *sum += x / texts.len() as f32);
            }
        }
        Ok(middles)
    }

    /// One text's states as one; its length says nothing.
    pub(super) fn pooled(&self, states: &[f32]) -> Vec<f32> {
        let width = self.network.width();
        let mut total = vec![0.0; width];
        let count = match self.pooling {
            Pooling::Mean => usize::MAX,
            Pooling::First => 1,
        };
        for row in states.chunks_exact(width).take(count) {
            total.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        }
        total
    }

    /// The last states of texts that are run together.
    pub(super) fn states(&self, texts: &[&[u32]]) -> Result<Vec<f32>> {
        self.network.run(texts)
    }

    /// Encodes texts of one side in one run.
    fn run(&self, side: &Side, texts: &[Vec<u32>]) -> Result<Vec<Encoded>> {
        let ids: Vec<&[u32]> = texts.iter().map(Vec::as_slice).collect();
        let states = self.states(&ids)?;
        let mut rest = states.as_slice();
        let mut encoded = Vec::with_capacity(texts.len());
        for ids in texts {
            let (ours, after) = rest.split_at(ids.len() * DIMENSIONS);
            rest = after;
            let failed = || Error::internal("encoder_failed");
            let mut pooled = self.pooled(ours);
            if !side.centre.is_empty() {
                pooled = unit(pooled);
                pooled.iter_mut().zip(&side.centre).for_each(|(x, centre)| *x -= centre);
            }
            let pooled = pooled.first_chunk().ok_or_else(failed)?;
            let vector = Vector::from_sum(pooled).ok_or_else(failed)?;
            // Without the marks, which are always there, and what stands before the text.
            let inside = 1 + side.prefix.len()..ids.len() - 1;
            let states = ours[inside.start * DIMENSIONS..inside.end * DIMENSIONS].to_vec();
            encoded.push(Encoded { model: self.model, vector, tokens: ids[inside].to_vec(), states });
        }
        Ok(encoded)
    }

    fn encode_side(&self, side: &Side, texts: &[&str]) -> Result<Vec<Encoded>> {
        let tokens: Vec<Vec<u32>> = texts.iter().map(|text| self.side_tokens(side, text)).collect();
        let mut encoded = Vec::with_capacity(texts.len());
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let mut rows = 0;
            let fits = rest.iter().take_while(|text| {
                rows += text.len();
                rows <= ROWS
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            encoded.extend(self.run(side, now)?);
            rest = later;
        }
        Ok(encoded)
    }
}

impl Encoder for TextEncoder {
    fn encode(&mut self, texts: &[&str]) -> Result<Vec<Encoded>> {
        self.encode_side(&self.passage, texts)
    }

    fn ask(&mut self, text: &str) -> Result<Encoded> {
        let encoded = self.encode_side(&self.query, &[text])?.pop();
        encoded.ok_or_else(|| Error::internal("encoder_failed"))
    }

    fn model(&self) -> Model {
        self.model
    }
}

impl Cut {
    fn new(file: &ModelFile) -> Result<Self> {
        Ok(match file.tokenizer() {
            Tokenizer::WordPieceUncased => Self::WordPiece(WordPiece::new(file.text("vocabulary")?)?),
            Tokenizer::Unigram(marks) => {
                let normal = Normal::new(
                    file.integers("normal.from")?,
                    file.integers("normal.ends")?,
                    file.text("normal")?,
                )?;
                let pieces =
                    Table::new(file.text("vocabulary")?.to_vec(), file.integers("vocabulary.ends")?)?;
                let ids = file.integers("vocabulary.ids")?;
                let scores = file.any_floats("vocabulary.scores")?;
                Self::Unigram(Box::new(Unigram::new(normal, pieces, ids, scores, marks)?))
            }
        })
    }

    /// One more than the highest token.
    fn len(&self) -> usize {
        match self {
            Self::WordPiece(tokenizer) => tokenizer.len(),
            Self::Unigram(tokenizer) => tokenizer.len(),
        }
    }

    fn encode(&self, text: &str, limit: usize) -> Vec<u32> {
        match self {
            Self::WordPiece(tokenizer) => tokenizer.encode(text, limit),
            Self::Unigram(tokenizer) => tokenizer.encode(text, limit),
        }
    }
}

/// A vector of unit length; one of no length stays.
fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
    vector
}

impl std::fmt::Debug for TextEncoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TextEncoder")
    }
}
