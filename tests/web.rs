//! What only a browser has, tried in one: `cargo xtask test` runs these in a dedicated Worker of
//! Chromium and of Firefox.

#![cfg(target_arch = "wasm32")]

use satchel::id::Id;
use satchel::rng::SystemRng;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn two_ids_from_the_browsers_random_source_differ() {
    assert_ne!(Id::random(&mut SystemRng), Id::random(&mut SystemRng));
}

#[wasm_bindgen_test]
fn the_encoder_runs() {
    use satchel::embed::Encoder as _;
    let model = include_bytes!("../target/model/model.onnx").to_vec();
    let mut encoder = satchel::embed::MiniLm::load(model, include_bytes!("../target/model/vocab.txt")).unwrap();
    let vectors = encoder.encode(&["I am allergic to peanuts"]).unwrap();
    assert_eq!(vectors.len(), 1);
}
