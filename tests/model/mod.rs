//! Where the model is. A test that needs it fails without it: what was not run was not tested.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::{Path, PathBuf};

use satchel::embed::TextEncoder;

/// The encoder.
pub(crate) fn load() -> TextEncoder {
    TextEncoder::load(read("minilm.model")).expect("the model can be read")
}

/// The encoder for many languages.
pub(crate) fn load_multilingual() -> TextEncoder {
    TextEncoder::load(read("multilingual.model")).expect("the model can be read")
}

/// A file of the model's directory: the packed model, or what it was made of.
pub(crate) fn read(file: &str) -> Vec<u8> {
    let path = directory().join(file);
    std::fs::read(&path).unwrap_or_else(|error| {
        let run = "run `cargo xtask model`, and with `--which multilingual` for many languages";
        panic!("{} is not there ({error}): {run}", path.display());
    })
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/model")
}
