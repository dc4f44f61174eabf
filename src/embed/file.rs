//! A packed model: one file with everything an encoder needs, its vocabulary included.
//!
//! ```text
//! magic (8) ‖ version u32 ‖ xxh3 (8) of all that follows ‖ header length u32 ‖ header ‖ zeros ‖ body
//! ```
//!
//! Numbers are little-endian; the header is a [`Header`] in postcard; the body starts at the next multiple
//! of [`ALIGNMENT`]. `docs/model-format.md` says what stands in it.
//!
//! The checksum is there against a broken package, not against a person: who could change the file could
//! change the program beside it. SHA-256 would be most of the time of loading (23 MB in WebAssembly); that
//! the file is the right one is held to by its SHA-256 when it is built (`xtask/src/model.rs`).

use std::ops::Range;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::model::Model;
use super::unigram::Marks;
use super::words::TOGETHER;
use crate::codec;
use crate::error::{Error, Result};

const MAGIC: [u8; 8] = *b"satmodel";
const VERSION: u32 = 3;
/// The body and each of its tensors start at a multiple of this many bytes.
const ALIGNMENT: usize = 64;
/// What stands before a text may have so many bytes.
const PREFIX_MOST: usize = 64;
/// Magic, version and checksum.
pub(super) const PREFIX: usize = 8 + 4 + 8;

/// What a network is made of. Any of BERT's kind can be said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Transformer layers.
    pub layers: u32,
    /// Numbers in a token's state.
    pub width: u32,
    /// Attention heads of a layer; each has `width / heads` numbers of a state.
    pub heads: u32,
    /// Numbers between the two halves of a feed-forward step.
    pub inner: u32,
    /// Tokens of the vocabulary.
    pub tokens: u32,
    /// The most tokens that are read of a text.
    pub window: u32,
    /// What layer normalisation adds to a variance.
    pub epsilon: f32,
}

/// How a text is cut into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Tokenizer {
    /// BERT's WordPiece without upper case and accents; the vocabulary is a `vocab.txt`.
    WordPieceUncased,
    /// SentencePiece's unigram model.
    Unigram(Marks),
}

/// How the table of words is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Precision {
    /// A signed byte a number, one scale a row.
    Bytes,
    /// Four bits a number, one scale for 32 of them.
    Nibbles,
}

/// What becomes a text's vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pooling {
    /// The mean of all tokens' last states.
    Mean,
    /// The last state of the mark at the beginning.
    First,
}

/// What stands before a text, so that a model knows what it is; nothing for most models.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefixes {
    /// Before what is asked.
    pub query: String,
    /// Before what is kept.
    pub passage: String,
}

/// What a model is besides its shape and its weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kin {
    /// Which of those that are known.
    pub model: Model,
    /// How its words are kept.
    pub precision: Precision,
    /// What becomes a text's vector.
    pub pooling: Pooling,
    /// What stands before a text.
    pub prefixes: Prefixes,
}

/// What a tensor's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// Bytes as they are: text, or signed numbers.
    Bytes,
    /// 32-bit floating-point numbers.
    Floats,
    /// 32-bit whole numbers.
    Integers,
}

/// Where a tensor stands in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Tensor {
    name: String,
    kind: Kind,
    at: u64,
    /// In bytes.
    length: u64,
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Header {
    name: String,
    shape: Shape,
    kin: Kin,
    tokenizer: Tokenizer,
    tensors: Vec<Tensor>,
}

/// A file that was read and found whole. Its tensors are used where they stand.
pub(super) struct ModelFile {
    bytes: Vec<u8>,
    body: usize,
    header: Header,
}

fn broken() -> Error {
    Error::internal("model_broken")
}

impl ModelFile {
    /// Checks a file's checksum and reads its header.
    ///
    /// # Errors
    /// `model_broken` if it is no such file, not whole, or of another version.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or_else(broken)?;
        let (version, rest) = rest.split_first_chunk::<4>().ok_or_else(broken)?;
        let (sum, rest) = rest.split_first_chunk::<8>().ok_or_else(broken)?;
        if u32::from_le_bytes(*version) != VERSION || u64::from_le_bytes(*sum) != xxh3_64(rest) {
            return Err(broken());
        }
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(broken)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| broken())?;
        let header: Header = rest.get(..length).and_then(codec::decode).ok_or_else(broken)?;
        let body = (PREFIX + 4 + length).next_multiple_of(ALIGNMENT);
        header.shape.check()?;
        header.kin.check(&header.shape)?;
        Ok(Self { bytes, body, header })
    }

    pub(super) fn shape(&self) -> Shape {
        self.header.shape
    }

    pub(super) fn tokenizer(&self) -> Tokenizer {
        self.header.tokenizer
    }

    pub(super) fn kin(&self) -> &Kin {
        &self.header.kin
    }

    pub(super) fn precision(&self) -> Precision {
        self.header.kin.precision
    }

    /// A tensor of so many bytes, where it stands in [`ModelFile::bytes`].
    pub(super) fn tensor(&self, name: &str, length: usize) -> Result<Range<usize>> {
        let place = self.place(name, Kind::Bytes)?;
        if place.len() == length { Ok(place) } else { Err(broken().at(name)) }
    }

    /// A tensor of so many numbers, copied: these are the small ones.
    pub(super) fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>> {
        let numbers = self.numbers(name, Kind::Floats)?;
        if numbers.len() != count {
            return Err(broken().at(name));
        }
        Ok(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }

    /// The same of as many as there are, which may be none at all.
    pub(super) fn any_floats(&self, name: &str) -> Result<Vec<f32>> {
        Ok(self.numbers(name, Kind::Floats)?.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }

    /// A tensor of whole numbers, copied.
    pub(super) fn integers(&self, name: &str) -> Result<Vec<u32>> {
        Ok(self.numbers(name, Kind::Integers)?.iter().map(|number| u32::from_le_bytes(*number)).collect())
    }

    fn numbers(&self, name: &str, kind: Kind) -> Result<&[[u8; 4]]> {
        let (numbers, rest) = self.bytes(self.place(name, kind)?).as_chunks::<4>();
        if rest.is_empty() { Ok(numbers) } else { Err(broken().at(name)) }
    }

    /// Whether there is a tensor of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.header.tensors.iter().any(|tensor| tensor.name == name)
    }

    /// A tensor of any length: text.
    pub(super) fn text(&self, name: &str) -> Result<&[u8]> {
        Ok(self.bytes(self.place(name, Kind::Bytes)?))
    }

    /// The bytes at a place that [`ModelFile::tensor`] gave; none at any other.
    pub(super) fn bytes(&self, place: Range<usize>) -> &[u8] {
        self.bytes.get(place).unwrap_or_default()
    }

    fn place(&self, name: &str, kind: Kind) -> Result<Range<usize>> {
        let tensor = self.header.tensors.iter().find(|tensor| tensor.name == name && tensor.kind == kind);
        let broken = || broken().at(name);
        let tensor = tensor.ok_or_else(broken)?;
        let start = usize::try_from(tensor.at).ok().and_then(|at| at.checked_add(self.body));
        let start = start.ok_or_else(broken)?;
        let length = usize::try_from(tensor.length).map_err(|_| broken())?;
        let end = start.checked_add(length).filter(|end| *end <= self.bytes.len()).ok_or_else(broken)?;
        Ok(start..end)
    }
}

impl Shape {
    /// Whether the kernels can run it: the bounds are far beyond any encoder that a browser runs.
    ///
    /// # Errors
    /// `model_broken` if not.
    pub(super) fn check(&self) -> Result<()> {
        let Self { layers, width, heads, inner, tokens, window, epsilon } = *self;
        let fits = (1..=64).contains(&layers)
            && (8..=4096).contains(&width)
            && width % 8 == 0
            && (8..=16384).contains(&inner)
            && inner % 8 == 0
            && (1..=width / 8).contains(&heads)
            && width % heads == 0
            && (width / heads) % 8 == 0
            && (1..=1 << 20).contains(&tokens)
            && (2..=8192).contains(&window)
            && epsilon.is_finite();
        if fits { Ok(()) } else { Err(broken()) }
    }
}

impl Kin {
    /// Whether it goes with a shape, and what stands before texts leaves room for them.
    ///
    /// # Errors
    /// `model_broken` if not.
    pub(super) fn check(&self, shape: &Shape) -> Result<()> {
        let Prefixes { query, passage } = &self.prefixes;
        let fits = (self.precision == Precision::Bytes || (shape.width as usize).is_multiple_of(TOGETHER))
            && query.len().max(passage.len()) <= PREFIX_MOST;
        if fits { Ok(()) } else { Err(broken()) }
    }
}

/// A file in the making.
#[derive(Clone)]
pub(super) struct Writer {
    header: Header,
    body: Vec<u8>,
}

impl Writer {
    pub(super) fn new(name: &str, shape: Shape, kin: Kin, tokenizer: Tokenizer) -> Self {
        let header = Header { name: name.to_owned(), shape, kin, tokenizer, tensors: Vec::new() };
        Self { header, body: Vec::new() }
    }

    pub(super) fn bytes(&mut self, name: impl Into<String>, bytes: &[u8]) {
        self.add(name.into(), Kind::Bytes, bytes);
    }

    pub(super) fn floats(&mut self, name: impl Into<String>, numbers: &[f32]) {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.add(name.into(), Kind::Floats, &bytes);
    }

    pub(super) fn integers(&mut self, name: impl Into<String>, numbers: &[u32]) {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.add(name.into(), Kind::Integers, &bytes);
    }

    fn add(&mut self, name: String, kind: Kind, bytes: &[u8]) {
        self.body.resize(self.body.len().next_multiple_of(ALIGNMENT), 0);
        let (at, length) = (self.body.len() as u64, bytes.len() as u64);
        self.header.tensors.push(Tensor { name, kind, at, length });
        self.body.extend_from_slice(bytes);
    }

    /// The finished file.
    ///
    /// # Errors
    /// `encode` if the header cannot be written.
    pub(super) fn finish(self) -> Result<Vec<u8>> {
        let header = codec::encode(&self.header)?;
        let length = u32::try_from(header.len()).map_err(|_| Error::internal("encode"))?;
        let mut file = vec![0; PREFIX];
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(&header);
        file.resize(file.len().next_multiple_of(ALIGNMENT), 0);
        file.extend_from_slice(&self.body);
        Ok(sealed(file))
    }
}

/// A file with its beginning written anew: magic, version, and the checksum that fits the rest.
pub(super) fn sealed(mut file: Vec<u8>) -> Vec<u8> {
    if let Some((prefix, rest)) = file.split_first_chunk_mut::<PREFIX>() {
        let parts = [MAGIC.as_slice(), &VERSION.to_le_bytes(), &xxh3_64(rest).to_le_bytes()].concat();
        prefix.copy_from_slice(&parts);
    }
    file
}
