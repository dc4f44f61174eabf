//! Finding the model's files.

use std::path::{Path, PathBuf};

use satchel::embed::MiniLm;

use crate::failure::Failure;

/// Loads the model from a directory, or from the workspace's `target/model`.
pub(crate) fn load(directory: Option<&Path>) -> Result<MiniLm, Failure> {
    let directory = directory.map_or_else(default_directory, Path::to_path_buf);
    let read = |name: &str| {
        let path = directory.join(name);
        let hint = "run `cargo xtask model`, or point --model or SATCHEL_MODEL at it";
        std::fs::read(&path).map_err(|error| Failure::file(&path, format!("no model here ({error}): {hint}")))
    };
    let (model, vocab) = (read("model.onnx")?, read("vocab.txt")?);
    MiniLm::load(model, &vocab).map_err(|error| Failure::file(&directory, error))
}

/// `target/model`, beside the profile directory that this binary was built into, or in the current
/// directory.
fn default_directory() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.parent()?.join("model")));
    beside.filter(|path| path.is_dir()).unwrap_or_else(|| Path::new("target").join("model"))
}
