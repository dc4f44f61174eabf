//! Making a packed model out of one in 32-bit floating point: done once, when Satchel is built.
//!
//! A matrix product's weights become signed bytes with one scale for each output, `w ≈ s · q`, and stand
//! in the order in which the kernels read them: blocks of 8 outputs, in each block 4 inputs of every
//! output side by side. With each scale goes the sum of the weights, `s · Σ q`, which is what the lowest
//! activation of a token, taken off all of them, is multiplied with.
//!
//! Some inputs get far higher than the others, and 7 bits over the range of all would leave little for
//! most. So each input has a factor `ease`, by which it is multiplied and its weights are divided, that
//! makes both less uneven: `√(highest weight / highest input)`, as in SmoothQuant (Xiao et al. 2023) with
//! α = ½. How high an input gets is seen by running texts through the network packed without.

use std::borrow::Cow;

use super::encoder::TextEncoder;
use super::file::{Kin, Precision, Shape, Tokenizer, Writer};
use super::kernel::{BLOCK, STEP};
use super::math::{half, to_half};
use super::unigram::Marks;
use super::words::TOGETHER;
use crate::error::{Error, Result};

/// What a model is, besides its weights.
#[derive(Clone, Debug)]
pub struct Recipe<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its size.
    pub shape: Shape,
    /// What else the file says of it.
    pub kin: Kin,
    /// How it cuts texts.
    pub vocabulary: Vocabulary<'a>,
    /// The number of the first token's place: some models leave the first few out.
    pub first_place: u32,
    /// Which part of what all texts' vectors have in common is taken off them; 0 for none.
    pub centred: f32,
}

/// A tokenizer's vocabulary.
#[derive(Clone, Debug)]
pub enum Vocabulary<'a> {
    /// A `vocab.txt` of BERT's WordPiece, uncased.
    WordPiece(&'a [u8]),
    /// SentencePiece's unigram model.
    Unigram {
        /// All pieces that texts are cut into, in any order.
        pieces: Vec<Piece<'a>>,
        /// Characters and what they become, in any order.
        normal: Vec<(char, Cow<'a, str>)>,
        /// The tokens that are no pieces.
        marks: Marks,
    },
}

/// A piece of a unigram model.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// What it stands for, `▁` for a space.
    pub text: &'a str,
    /// Its number.
    pub token: u32,
    /// Its log-probability.
    pub score: f32,
}

/// Packs a network of BERT's kind. `tensor` gives the tensors by their names in Hugging Face's `transformers`,
/// row by row (that of segments may be missing); `texts` are some of the kind that will be encoded.
///
/// # Errors
/// `model_broken` if a tensor is missing (with its name) or has another size than the shape says;
/// `vocabulary_broken` if the vocabulary cannot be used.
pub fn pack(
    recipe: &Recipe<'_>,
    texts: &[&str],
    tensor: impl FnMut(&str) -> Option<Vec<f32>>,
) -> Result<Vec<u8>> {
    recipe.shape.check()?;
    recipe.kin.check(&recipe.shape)?;
    let mut source = Source(tensor);
    let plain = write(recipe, &mut source, &[])?.finish()?;
    let (network, _) = TextEncoder::load_any(plain)?;
    let peaks = network.peaks(texts)?;
    drop(network);
    let mut file = write(recipe, &mut source, &peaks)?;
    if recipe.centred != 0.0 {
        let (network, _) = TextEncoder::load_any(file.clone().finish()?)?;
        let [query, passage] = network.middles(texts)?;
        for (name, middle) in [("centre.query", query), ("centre.passage", passage)] {
            file.floats(name, &middle.iter().map(|x| x * recipe.centred).collect::<Vec<f32>>());
        }
    }
    file.finish()
}

/// Writes the file, with inputs eased by how high they got, where that is known.
fn write(
    recipe: &Recipe<'_>,
    source: &mut Source<impl FnMut(&str) -> Option<Vec<f32>>>,
    peaks: &[Vec<f32>],
) -> Result<Writer> {
    let Recipe { name, shape, kin, vocabulary, .. } = recipe;
    let [width, inner] = [shape.width, shape.inner].map(|number| number as usize);
    let tokenizer = match vocabulary {
        Vocabulary::WordPiece(_) => Tokenizer::WordPieceUncased,
        Vocabulary::Unigram { marks, .. } => Tokenizer::Unigram(*marks),
    };
    let mut file = Writer::new(name, *shape, kin.clone(), tokenizer);
    vocabulary.write(&mut file);
    let words = source.take("embeddings.word_embeddings.weight", shape.tokens as usize * width)?;
    write_words(&mut file, kin.precision, &words, width);
    file.floats("positions", &positions(source, recipe)?);
    source.norm(&mut file, "embeddings.LayerNorm", "norm", width)?;
    let mut peaks = peaks.iter();
    let mut product = |file: &mut Writer, name: String, matrix: Matrix| {
        matrix.write(file, &name, peaks.next().map(Vec::as_slice));
    };
    for layer in 0..shape.layers {
        let from = |part: &str| format!("encoder.layer.{layer}.{part}");
        let to = |part: &str| format!("{layer}.{part}");
        let mut attend = Matrix::of(width);
        for part in ["query", "key", "value"] {
            let mut matrix = source.matrix(&from(&format!("attention.self.{part}")), width, width)?;
            if part == "query" {
                // What scores are divided by anyway.
                let head = (shape.width / shape.heads) as f32;
                matrix.scale(1.0 / head.sqrt());
            }
            attend.append(matrix);
        }
        product(&mut file, to("attend"), attend);
        let mix = source.matrix(&from("attention.output.dense"), width, width)?;
        product(&mut file, to("mix"), mix);
        source.norm(&mut file, &from("attention.output.LayerNorm"), &to("mix.norm"), width)?;
        let widen = source.matrix(&from("intermediate.dense"), width, inner)?;
        product(&mut file, to("widen"), widen);
        let narrow = source.matrix(&from("output.dense"), inner, width)?;
        product(&mut file, to("narrow"), narrow);
        source.norm(&mut file, &from("output.LayerNorm"), &to("narrow.norm"), width)?;
    }
    Ok(file)
}

impl Vocabulary<'_> {
    fn write(&self, file: &mut Writer) {
        let (pieces, normal) = match self {
            Self::WordPiece(lines) => return file.bytes("vocabulary", lines),
            Self::Unigram { pieces, normal, .. } => (pieces, normal),
        };
        let mut pieces: Vec<&Piece<'_>> = pieces.iter().collect();
        pieces.sort_by_key(|piece| piece.text);
        write_strings(file, "vocabulary", pieces.iter().map(|piece| piece.text));
        file.integers("vocabulary.ids", &pieces.iter().map(|piece| piece.token).collect::<Vec<u32>>());
        file.floats("vocabulary.scores", &pieces.iter().map(|piece| piece.score).collect::<Vec<f32>>());
        let mut normal: Vec<&(char, Cow<'_, str>)> = normal.iter().collect();
        normal.sort_by_key(|(c, _)| *c);
        file.integers("normal.from", &normal.iter().map(|(c, _)| u32::from(*c)).collect::<Vec<u32>>());
        write_strings(file, "normal", normal.iter().map(|(_, to)| &**to));
    }
}

/// Strings one after the other, and where each ends.
fn write_strings<'a>(file: &mut Writer, name: &str, strings: impl Iterator<Item = &'a str>) {
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    for string in strings {
        bytes.extend_from_slice(string.as_bytes());
        ends.push(bytes.len() as u32);
    }
    file.bytes(name, &bytes);
    file.integers(format!("{name}.ends"), &ends);
}

fn write_words(file: &mut Writer, precision: Precision, words: &[f32], width: usize) {
    match precision {
        Precision::Bytes => {
            let (codes, scales): (Vec<Vec<u8>>, Vec<f32>) = words.chunks(width).map(quantise).unzip();
            file.bytes("words", &codes.concat());
            file.floats("words.scale", &scales);
        }
        Precision::Nibbles => {
            let blocks = words.as_chunks::<TOGETHER>().0.iter().map(quantise_to_nibbles);
            let (codes, scales): (Vec<_>, Vec<_>) = blocks.unzip();
            file.bytes("words", codes.as_flattened());
            file.bytes("words.scale", scales.as_flattened());
        }
    }
}

/// What a token's place adds to it, together with what every token of the first segment gets: all texts
/// are one segment.
fn positions(
    source: &mut Source<impl FnMut(&str) -> Option<Vec<f32>>>,
    recipe: &Recipe<'_>,
) -> Result<Vec<f32>> {
    let [width, window] = [recipe.shape.width, recipe.shape.window].map(|number| number as usize);
    let first = recipe.first_place as usize * width;
    let mut positions = source.begin("embeddings.position_embeddings.weight", first + window * width)?;
    positions.drain(..first);
    let segments = "embeddings.token_type_embeddings.weight";
    let segment = if (source.0)(segments).is_some() { source.begin(segments, width)? } else { Vec::new() };
    for row in positions.chunks_mut(width) {
        row.iter_mut().zip(&segment).for_each(|(place, segment)| *place += segment);
    }
    Ok(positions)
}

struct Source<F>(F);

impl<F: FnMut(&str) -> Option<Vec<f32>>> Source<F> {
    fn take(&mut self, name: &str, count: usize) -> Result<Vec<f32>> {
        let tensor = (self.0)(name).filter(|tensor| tensor.len() == count);
        tensor.ok_or_else(|| Error::internal("model_broken").at(name))
    }

    /// The first numbers of a tensor that may have more.
    fn begin(&mut self, name: &str, count: usize) -> Result<Vec<f32>> {
        let tensor = (self.0)(name).filter(|tensor| tensor.len() >= count);
        let mut tensor = tensor.ok_or_else(|| Error::internal("model_broken").at(name))?;
        tensor.truncate(count);
        Ok(tensor)
    }

    fn matrix(&mut self, name: &str, inputs: usize, outputs: usize) -> Result<Matrix> {
        let weights = self.take(&format!("{name}.weight"), inputs * outputs)?;
        let bias = self.take(&format!("{name}.bias"), outputs)?;
        Ok(Matrix { inputs, weights, bias })
    }

    fn norm(&mut self, file: &mut Writer, from: &str, to: &str, width: usize) -> Result<()> {
        file.floats(format!("{to}.gain"), &self.take(&format!("{from}.weight"), width)?);
        file.floats(format!("{to}.shift"), &self.take(&format!("{from}.bias"), width)?);
        Ok(())
    }
}

/// `y = W x + b`, one row of weights for each output.
struct Matrix {
    inputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Matrix {
    /// One without outputs.
    fn of(inputs: usize) -> Self {
        Self { inputs, weights: Vec::new(), bias: Vec::new() }
    }

    fn scale(&mut self, by: f32) {
        self.weights.iter_mut().chain(&mut self.bias).for_each(|number| *number *= by);
    }

    /// More outputs of the same inputs.
    fn append(&mut self, other: Self) {
        self.weights.extend(other.weights);
        self.bias.extend(other.bias);
    }

    /// The factor of each input. Where an input or its weights are all zero, it does not matter.
    fn ease(&self, peaks: &[f32]) -> Vec<f32> {
        let mut highest = vec![0.0f32; self.inputs];
        for row in self.weights.chunks(self.inputs) {
            highest.iter_mut().zip(row).for_each(|(high, weight)| *high = high.max(weight.abs()));
        }
        let factor = |(high, peak): (&f32, &f32)| (high.max(1e-3) / peak.max(1e-3)).sqrt();
        highest.iter().zip(peaks).map(factor).collect()
    }

    fn write(mut self, file: &mut Writer, name: &str, peaks: Option<&[f32]>) {
        let inputs = self.inputs;
        let ease = peaks.map_or_else(|| vec![1.0; inputs], |peaks| self.ease(peaks));
        for row in self.weights.chunks_mut(inputs) {
            row.iter_mut().zip(&ease).for_each(|(weight, ease)| *weight /= ease);
        }
        let rows: Vec<(Vec<u8>, f32)> = self.weights.chunks(inputs).map(quantise).collect();
        let mut packed = Vec::with_capacity(self.weights.len());
        for block in rows.chunks(BLOCK) {
            for at in (0..inputs).step_by(STEP) {
                block.iter().for_each(|(codes, _)| packed.extend_from_slice(&codes[at..at + STEP]));
            }
        }
        let sum = |codes: &[u8]| codes.iter().map(|code| i32::from(code.cast_signed())).sum::<i32>() as f32;
        let scales: Vec<f32> = rows.iter().map(|(_, scale)| *scale).collect();
        let sums: Vec<f32> = rows.iter().map(|(codes, scale)| scale * sum(codes)).collect();
        file.bytes(format!("{name}.weights"), &packed);
        file.floats(format!("{name}.ease"), &ease);
        file.floats(format!("{name}.scale"), &scales);
        file.floats(format!("{name}.sum"), &sums);
        file.floats(format!("{name}.bias"), &self.bias);
    }
}

/// Numbers as signed bytes, and the scale that gives them back.
fn quantise(numbers: &[f32]) -> (Vec<u8>, f32) {
    let largest = numbers.iter().fold(0.0f32, |largest, number| largest.max(number.abs()));
    let scale = largest / 127.0;
    let by = if scale > 0.0 { scale.recip() } else { 0.0 };
    // Between -127 and 127: the cast cannot cut anything off.
    let code = |number: &f32| ((number * by).round() as i8).cast_unsigned();
    (numbers.iter().map(code).collect(), scale)
}

/// Numbers as four bits each, plus 8, two a byte, and their scale, of 16 bits: the number farthest from zero
/// becomes -8 (GGML's `Q4_0`), so that what was made of four bits so before is not changed.
fn quantise_to_nibbles(numbers: &[f32; TOGETHER]) -> ([u8; TOGETHER / 2], [u8; 2]) {
    let farther = |most: f32, number: &f32| if number.abs() > most.abs() { *number } else { most };
    let bits = to_half(numbers.iter().fold(0.0, farther) / -8.0);
    let scale = half(bits);
    let by = if scale == 0.0 { 0.0 } else { scale.recip() };
    // Between 0 and 15: the cast cannot cut anything off.
    let code = |number: f32| ((number * by).round() + 8.0).clamp(0.0, 15.0) as u8;
    let mut codes = [0; TOGETHER / 2];
    for (byte, [low, high]) in codes.iter_mut().zip(numbers.as_chunks::<2>().0) {
        *byte = code(*low) | code(*high) << 4;
    }
    (codes, bits.to_le_bytes())
}
