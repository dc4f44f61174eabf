//! Models with made-up weights, for tests and fuzzing: small, and the same each time.

use super::file::{Kin, Pooling, Precision, Prefixes, Shape};
use super::model::Model;
use super::pack::{Piece, Recipe, Vocabulary, pack};
use super::unigram::Marks;

/// One layer of the least width.
pub(super) const SHAPE: Shape =
    Shape { layers: 1, width: 8, heads: 1, inner: 16, tokens: 8, window: 6, epsilon: 1e-12 };

/// Eight tokens.
pub(super) const VOCABULARY: &str = "[UNK]\n[CLS]\n[SEP]\na\nbad\nc\n##a\n##b\n";

/// A packed model of a shape, of the kind that is at home in English.
pub(super) fn model(shape: Shape) -> Vec<u8> {
    packed(&recipe(shape))
}

/// What it is besides its weights.
pub(super) fn recipe(shape: Shape) -> Recipe<'static> {
    let vocabulary = Vocabulary::WordPiece(VOCABULARY.as_bytes());
    let prefixes = Prefixes::default();
    let (model, precision, pooling) = (Model::English, Precision::Bytes, Pooling::Mean);
    let kin = Kin { model, precision, pooling, prefixes };
    Recipe { name: "made up", shape, kin, vocabulary, first_place: 0, centred: 0.0 }
}

/// One layer of the least width that four bits a word allow.
pub(super) const OTHER_SHAPE: Shape = Shape { width: 32, tokens: 12, window: 9, ..SHAPE };

/// A packed model of the other kind in everything.
pub(super) fn other_model(pooling: Pooling) -> Vec<u8> {
    let texts = ["▁", "▁a", "a", "b", "▁ba", "ba", "d", ":"];
    let pieces =
        texts.into_iter().zip(4u32..).map(|(text, token)| Piece { text, token, score: -0.5 * token as f32 });
    let vocabulary = Vocabulary::Unigram {
        pieces: pieces.collect(),
        normal: vec![('\t', " ".into()), ('ﬀ', "ff".into())],
        marks: Marks { first: 0, last: 2, unknown: 3 },
    };
    let prefixes = Prefixes { query: "a: ".into(), passage: "b: ".into() };
    let kin = Kin { model: Model::Multilingual, precision: Precision::Nibbles, pooling, prefixes };
    packed(&Recipe { name: "other", shape: OTHER_SHAPE, kin, vocabulary, first_place: 2, centred: 0.5 })
}

fn packed(recipe: &Recipe<'_>) -> Vec<u8> {
    let Recipe { shape, first_place, .. } = recipe;
    let [width, inner] = [shape.width, shape.inner].map(|number| number as usize);
    let mut dice = Dice(1);
    let tensor = |name: &str| {
        let count = match name.rsplit_once('.')? {
            ("embeddings.word_embeddings", _) => shape.tokens as usize * width,
            ("embeddings.position_embeddings", _) => (first_place + shape.window) as usize * width,
            ("embeddings.token_type_embeddings", _) => 2 * width,
            (norm, _) if norm.ends_with("LayerNorm") => width,
            (wide, "weight") if wide.contains("intermediate") => width * inner,
            (wide, _) if wide.contains("intermediate") => inner,
            (mix, "weight") if mix.contains("attention") => width * width,
            (_, "weight") => width * inner,
            _ => width,
        };
        Some((0..count).map(|_| dice.number()).collect())
    };
    pack(recipe, &["a bad cab"], tensor).expect("a model")
}

/// Knuth's constants for a linear congruential generator.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    /// From -1 to 1.
    fn number(&mut self) -> f32 {
        (self.next() % 2001) as f32 / 1000.0 - 1.0
    }
}
