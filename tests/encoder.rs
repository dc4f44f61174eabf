//! The encoder against what others make of the same weights: rten in 32-bit floating point, and the
//! `tokenizers` package.

mod model;
mod reference;
mod sums;

use std::collections::BTreeSet;

use reference::Reference;
use satchel::embed::{DIMENSIONS, Encoded, Encoder as _, WordPiece};
use tokenizers::Tokenizer;

/// What the sample history says, and what the tokenizer's vectors say in many scripts; each alone, and as
/// passages of two.
fn texts() -> Vec<String> {
    let mut texts = BTreeSet::new();
    for file in [include_str!("../e2e/sample/history.json"), include_str!("vectors/wordpiece.json")] {
        collect(&serde_json::from_str(file).unwrap(), &mut texts);
    }
    let texts: Vec<String> = texts.into_iter().collect();
    let passages = texts.windows(2).map(|two| two.join(" "));
    texts.iter().cloned().chain(passages).collect()
}

/// All strings that are sentences.
fn collect(value: &serde_json::Value, texts: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) if text.contains(' ') => drop(texts.insert(text.clone())),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        serde_json::Value::Object(values) => values.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    product(a, b) / (product(a, a) * product(b, b)).sqrt()
}

fn numbers(states: &[f32]) -> Vec<f64> {
    states.iter().map(|x| f64::from(*x)).collect()
}

#[test]
fn vectors_and_token_states_are_those_of_the_model_in_floating_point() {
    let tokenizer = WordPiece::new(&model::read("vocab.txt")).unwrap();
    let reference = Reference::new(&model::read("model.safetensors"));
    let mut encoder = model::load();
    let (mut pooled, mut single) = (Vec::new(), Vec::new());
    for text in texts() {
        let ids = tokenizer.encode(&text, 256);
        let exact = reference.states(&ids);
        let rows: Vec<Vec<f64>> = exact.chunks(DIMENSIONS).map(numbers).collect();
        let mean: Vec<f64> = (0..DIMENSIONS).map(|n| rows.iter().map(|row| row[n]).sum()).collect();
        let Encoded { vector, tokens, states } = encoder.encode(&[&text]).unwrap().remove(0);
        assert_eq!(tokens, ids[1..ids.len() - 1]);
        assert_eq!(states.len(), tokens.len() * DIMENSIONS);
        let vector: Vec<f64> = vector.0.iter().map(|x| f64::from(*x)).collect();
        pooled.push(cosine(&vector, &mean));
        let inside = rows[1..].iter().zip(states.chunks(DIMENSIONS));
        single.extend(inside.map(|(exact, state)| cosine(&numbers(state), exact)));
    }
    assert!(pooled.len() >= 180, "{} texts", pooled.len());
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    let least = pooled.iter().copied().fold(1.0, f64::min);
    assert!(mean(&pooled) >= 0.995 && least >= 0.98, "{:.4} {least:.4}", mean(&pooled));
    assert!(mean(&single) >= 0.985, "{:.4}", mean(&single));
}

#[test]
fn texts_that_are_encoded_together_give_what_each_gives_alone() {
    let texts = texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).take(40).collect();
    let mut encoder = model::load();
    let together = encoder.encode(&texts).unwrap();
    for (text, encoded) in texts.iter().zip(together) {
        assert_eq!(encoder.encode(&[text]).unwrap(), [encoded], "{text}");
    }
}

/// `tests/web.rs` holds the browsers to the same sums.
#[test]
fn states_are_the_same_to_the_bit_on_every_machine() {
    let mut encoder = model::load();
    let expected = include_str!("vectors/states.txt");
    let mut got = String::new();
    for (_, text) in expected.lines().filter_map(|line| line.split_once(' ')) {
        let Encoded { vector, states, .. } = encoder.encode(&[text]).unwrap().remove(0);
        got += &format!("{} {text}\n", sums::of(&vector.0[..], &states));
    }
    assert!(got == expected, "{got}");
}

/// Letters, marks and signs of many scripts, and what tokenizers stumble over.
const ALPHABETS: &[(u32, u32)] = &[
    (0x20, 0x7e),
    (0x20, 0x7e),
    (0x61, 0x7a),
    (0x61, 0x7a),
    (0x61, 0x7a),
    (0xa0, 0x17f),
    (0x180, 0x24f),
    (0x250, 0x2af),
    (0x2b0, 0x36f),
    (0x370, 0x3ff),
    (0x400, 0x52f),
    (0x530, 0x58f),
    (0x590, 0x5ff),
    (0x600, 0x6ff),
    (0x700, 0x74f),
    (0x900, 0x97f),
    (0x980, 0x9ff),
    (0xa00, 0xaff),
    (0xb80, 0xbff),
    (0xc00, 0xcff),
    (0xd00, 0xdff),
    (0xe00, 0xe7f),
    (0xe80, 0xfff),
    (0x1000, 0x109f),
    (0x10a0, 0x10ff),
    (0x1100, 0x11ff),
    (0x1200, 0x137f),
    (0x13a0, 0x13ff),
    (0x1780, 0x17ff),
    (0x1800, 0x18af),
    (0x1e00, 0x1fff),
    (0x2000, 0x206f),
    (0x2070, 0x20cf),
    (0x2100, 0x218f),
    (0x2190, 0x23ff),
    (0x2460, 0x27bf),
    (0x2e80, 0x303f),
    (0x3040, 0x30ff),
    (0x3100, 0x33ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0x4e00, 0x9fff),
    (0xa000, 0xa4cf),
    (0xac00, 0xd7a3),
    (0xe000, 0xe0ff),
    (0xf900, 0xfaff),
    (0xfb00, 0xfb4f),
    (0xfb50, 0xfdff),
    (0xfe00, 0xfe6f),
    (0xff00, 0xffff),
    (0x10000, 0x100ff),
    (0x10300, 0x103ff),
    (0x10400, 0x1044f),
    (0x1d400, 0x1d7ff),
    (0x1f000, 0x1f9ff),
    (0x20000, 0x2a6ff),
    (0x2b740, 0x2ceaf),
    (0x2f800, 0x2fa1f),
    (0xe0000, 0xe01ef),
];

/// Knuth's constants for a linear congruential generator: the same texts each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(limit)) as u32
    }

    /// A few words, each of one script or of several.
    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(6) {
            let script = ALPHABETS[self.below(ALPHABETS.len() as u32) as usize];
            let mixed = self.below(4) == 0;
            for _ in 0..=self.below(9) {
                let other = ALPHABETS[self.below(ALPHABETS.len() as u32) as usize];
                let (low, high) = if mixed { other } else { script };
                text.extend(char::from_u32(low + self.below(high - low + 1)));
            }
            text.push_str(
                ["", " ", " ", " ", "\n", "\t", "\r\n", "\u{a0}", "\u{3000}"][self.below(9) as usize],
            );
        }
        text
    }
}

#[test]
fn the_tokenizer_is_the_reference_in_ten_thousand_texts_of_many_scripts() {
    let ours = WordPiece::new(&model::read("vocab.txt")).unwrap();
    let mut reference = Tokenizer::from_bytes(model::read("tokenizer.json")).unwrap();
    reference.with_padding(None).with_truncation(None).unwrap();
    let mut dice = Dice(20_240);
    let texts = texts().into_iter().chain((0..10_000).map(|_| dice.text()));
    let mut wrong = Vec::new();
    // And a seventh of all characters, each inside a word.
    let alone = (0..=0x10_ffff).step_by(7).filter_map(char::from_u32).map(|c| format!("a{c}b"));
    for text in texts.chain(alone) {
        let expected = reference.encode(text.as_str(), true).unwrap();
        let got = ours.encode(&text, usize::MAX);
        if got != expected.get_ids() {
            wrong.push((text, got, expected.get_ids().to_vec()));
        }
    }
    let shown = wrong.len().min(12);
    assert!(wrong.is_empty(), "{} differ: {:#?}", wrong.len(), &wrong[..shown]);
}
