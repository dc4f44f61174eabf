//! The encoder against what others make of the same weights: rten in 32-bit floating point, and the
//! `tokenizers` package.

mod model;
mod reference;
mod scripts;
mod sums;

use std::collections::BTreeSet;

use reference::Reference;
use satchel::embed::{DIMENSIONS, Encoded, Encoder as _, WordPiece};
use scripts::Dice;
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
        let Encoded { vector, tokens, states, .. } = encoder.encode(&[&text]).unwrap().remove(0);
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
