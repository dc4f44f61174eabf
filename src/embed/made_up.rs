//! Models with made-up weights, for tests and fuzzing: small, and the same each time.

use super::file::Shape;
use super::pack::pack;

/// One layer of the least width.
pub(super) const SHAPE: Shape =
    Shape { layers: 1, width: 8, heads: 1, inner: 16, tokens: 8, window: 6, epsilon: 1e-12 };

/// Eight tokens.
pub(super) const VOCABULARY: &str = "[UNK]\n[CLS]\n[SEP]\na\nbad\nc\n##a\n##b\n";

/// A packed model of a shape.
pub(super) fn model(shape: Shape) -> Vec<u8> {
    let [width, inner] = [shape.width, shape.inner].map(|number| number as usize);
    let mut dice = Dice(1);
    let tensor = |name: &str| {
        let count = match name.rsplit_once('.')? {
            ("embeddings.word_embeddings", _) => shape.tokens as usize * width,
            ("embeddings.position_embeddings", _) => shape.window as usize * width,
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
    pack("made up", shape, VOCABULARY.as_bytes(), &["a bad cab"], tensor).expect("a model")
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
