//! The model for many languages against what others make of the same vocabulary and weights.

mod model;
mod scripts;

use satchel::embed::{DIMENSIONS, Encoded, Encoder as _};
use scripts::Dice;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<u32>,
}

/// How many tokens of a text are read.
const WINDOW: usize = 256;

/// Made by `sentencepiece` 0.2.3 from the model's own pieces, log-probabilities and table of characters, with
/// its `nmt_nfkc` for what several characters become together; whole texts.
#[test]
fn the_tokenizer_agrees_with_the_models_own_in_many_scripts() {
    let encoder = model::load_multilingual();
    let cases: Vec<Case> = serde_json::from_str(include_str!("vectors/unigram.json")).unwrap();
    assert!(cases.len() >= 200);
    let cut = |ids: &[u32]| match ids {
        [text @ .., last] if ids.len() > WINDOW => [&text[..WINDOW - 1], &[*last]].concat(),
        _ => ids.to_vec(),
    };
    let wrong: Vec<_> = cases
        .iter()
        .map(|case| (&case.text, encoder.tokens(&case.text), cut(&case.ids)))
        .filter(|(_, got, expected)| got != expected)
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:?}", wrong.len(), cases.len());
}

/// The sum of what `sentencepiece` made of the same texts: for each how many tokens, then these.
#[test]
fn ten_thousand_texts_of_many_scripts_are_cut_as_the_reference_cuts_them() {
    let encoder = model::load_multilingual();
    let mut dice = Dice(20_240);
    let mut sum = Sha256::new();
    for _ in 0..10_000 {
        let ids = encoder.tokens(&dice.text());
        sum.update(u32::try_from(ids.len()).unwrap().to_le_bytes());
        ids.iter().for_each(|id| sum.update(id.to_le_bytes()));
    }
    let sum: String = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sum, "d441621eaed6a9566a138c922d3630c1a40b465dd3c888064b221535d515da1b");
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    product(a, b) / (product(a, a) * product(b, b)).sqrt()
}

/// The reference is the package's weights in 32-bit floating point, run by numpy: of each text the mean of its tokens'
/// last states, without the marks and what stands before the text, its largest number 127.
#[test]
fn token_states_are_those_of_the_model_in_floating_point() {
    let mut encoder = model::load_multilingual();
    let mut cosines = Vec::new();
    for line in include_str!("vectors/multilingual.txt").lines() {
        let (hex, text) = line.split_once(' ').unwrap();
        let digits = hex.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
        let exact: Vec<f64> =
            digits.map(|two| f64::from(u8::from_str_radix(two, 16).unwrap().cast_signed())).collect();
        let Encoded { states, .. } = encoder.encode(&[text]).unwrap().remove(0);
        let mut mean = vec![0.0; DIMENSIONS];
        for row in states.chunks(DIMENSIONS) {
            mean.iter_mut().zip(row).for_each(|(sum, x)| *sum += f64::from(*x));
        }
        cosines.push(cosine(&mean, &exact));
    }
    assert!(cosines.len() >= 24, "{} texts", cosines.len());
    let least = cosines.iter().copied().fold(1.0, f64::min);
    let mean = cosines.iter().sum::<f64>() / cosines.len() as f64;
    assert!(least >= 0.99 && mean >= 0.99, "{mean:.4} {least:.4}");
}

#[test]
fn a_draft_in_one_language_is_near_to_what_helps_it_in_another() {
    let mut encoder = model::load_multilingual();
    for (query, near, far) in [
        ("What snacks can I bring to the office?", "Je suis allergique aux noix.", "Mon vélo est bleu."),
        ("Was koche ich am Samstag?", "我不吃肉，也不吃鱼。", "我的车停在楼下。"),
        ("ما الهدية المناسبة لأختي؟", "My sister collects old cameras.", "My desk stands by the window."),
    ] {
        let asked = encoder.ask(query).unwrap().vector;
        let kept = encoder.encode(&[near, far]).unwrap();
        let numbers = |vector: &[i8; DIMENSIONS]| vector.iter().map(|x| f64::from(*x)).collect::<Vec<_>>();
        let [near, far] = [&kept[0], &kept[1]].map(|of| cosine(&numbers(&asked.0), &numbers(&of.vector.0)));
        assert!(near > far + 0.02, "{query}: {near} {far}");
    }
}
