//! Finding the model.

use std::path::{Path, PathBuf};

use satchel::embed::TextEncoder;

use crate::failure::Failure;

/// Loads a packed model, by default the workspace's `target/model/minilm.model`.
pub(crate) fn load(file: Option<&Path>) -> Result<TextEncoder, Failure> {
    let path = file.map_or_else(default_file, Path::to_path_buf);
    let hint = "run `cargo xtask model`, or point --model or SATCHEL_MODEL at it";
    let bytes = std::fs::read(&path)
        .map_err(|error| Failure::file(&path, format!("no model here ({error}): {hint}")))?;
    TextEncoder::load(bytes).map_err(|error| Failure::file(&path, error))
}

/// In `target/model`, beside the profile directory that this binary was built into, or in the current
/// directory.
fn default_file() -> PathBuf {
    let name = Path::new("model").join("minilm.model");
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.parent()?.join(&name)));
    beside.filter(|path| path.is_file()).unwrap_or_else(|| Path::new("target").join(name))
}
