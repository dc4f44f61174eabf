//! `satchel pack`: a model in floating point becomes the packed file that the core runs.

use std::path::Path;

use safetensors::{Dtype, SafeTensors};
use satchel::embed::{Shape, pack};
use serde::Deserialize;

use crate::failure::Failure;

/// What of a model's `config.json` matters.
#[derive(Deserialize)]
struct Config {
    num_hidden_layers: u32,
    hidden_size: u32,
    num_attention_heads: u32,
    intermediate_size: u32,
    vocab_size: u32,
    max_position_embeddings: u32,
    layer_norm_eps: f32,
}

/// Texts of the kind that is remembered and asked, written for this.
const TEXTS: &str = include_str!("pack/texts.txt");

/// Reads `model.safetensors`, `config.json` and `vocab.txt` from a directory and writes the packed file.
/// Of each text `window` tokens will be read.
pub(crate) fn run(directory: &Path, out: &Path, name: &str, window: u32) -> Result<(), Failure> {
    let path = |file: &str| directory.join(file);
    let read = |file: &str| std::fs::read(path(file)).map_err(|error| Failure::file(&path(file), error));
    let config: Config = serde_json::from_slice(&read("config.json")?)
        .map_err(|error| Failure::file(&path("config.json"), error))?;
    let shape = Shape {
        layers: config.num_hidden_layers,
        width: config.hidden_size,
        heads: config.num_attention_heads,
        inner: config.intermediate_size,
        tokens: config.vocab_size,
        window: window.min(config.max_position_embeddings),
        epsilon: config.layer_norm_eps,
    };
    let weights = read("model.safetensors")?;
    let tensors = SafeTensors::deserialize(&weights)
        .map_err(|error| Failure::file(&path("model.safetensors"), error))?;
    let tensor = |name: &str| {
        let tensor = tensors.tensor(name).ok().filter(|tensor| tensor.dtype() == Dtype::F32)?;
        let (numbers, _) = tensor.data().as_chunks::<4>();
        Some(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
    };
    let texts: Vec<&str> = TEXTS.lines().collect();
    let packed = pack(name, shape, &read("vocab.txt")?, &texts, tensor)
        .map_err(|error| Failure::file(&path("model.safetensors"), error))?;
    std::fs::write(out, packed).map_err(|error| Failure::file(out, error))
}
