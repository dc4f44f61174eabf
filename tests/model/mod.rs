//! Where the model is. A test that needs it fails without it: what was not run was not tested.

use std::path::{Path, PathBuf};

use satchel::embed::MiniLm;

/// The vocabulary.
pub(crate) fn vocab() -> Vec<u8> {
    read("vocab.txt")
}

/// The encoder.
pub(crate) fn load() -> MiniLm {
    MiniLm::load(read("model.onnx"), &vocab()).expect("the model can be read")
}

fn read(file: &str) -> Vec<u8> {
    let path = directory().join(file);
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "the model is not at {} ({error}): run `cargo xtask model`, or point SATCHEL_MODEL at it",
            path.display()
        )
    })
}

fn directory() -> PathBuf {
    std::env::var_os("SATCHEL_MODEL")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/model"), PathBuf::from)
}
