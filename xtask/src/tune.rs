//! What recall was made with and does not learn by itself.

use anyhow::{Context, Result};

use crate::model::{self, Which};
use crate::run::{cargo, run};

/// Makes the projection of token states anew, from this project's own sentences and the model; then fits the weights
/// of recall and the bar that suggestions have to take to the sets in `data/`: the English ones, or those in many
/// languages.
///
/// # Errors
/// If the model cannot be had, or the example or the fitting fails.
pub(crate) fn run_all(which: Which, yes: bool) -> Result<()> {
    let model = model::ensure_that(which, yes)?.join(which.file());
    let projection = match which {
        Which::English => "src/embed/projection.bin",
        Which::Multilingual => "src/embed/projection-multilingual.bin",
    };
    let out = crate::root().join(projection);
    let example =
        ["run", "--release", "--quiet", "--package", "satchel-core", "--example", "projection", "--"];
    run(cargo().args(example).arg(&model).arg(out))?;
    let data = crate::root().join("data");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&data).with_context(|| data.display().to_string())? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let number = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
        let english = name == "drafts.recall.json"
            || ["people-", "talks-"].iter().any(|kind| name.strip_prefix(kind).is_some_and(number));
        // "people-fr" and the like: each model is fitted to what it is for.
        let fitted = match which {
            Which::English => english,
            Which::Multilingual => !english && name.starts_with("people-"),
        };
        if fitted {
            files.push(file);
        }
    }
    files.sort();
    let fit = ["run", "--release", "--quiet", "--package", "satchel-cli", "--", "tune", "--write"];
    let weights = crate::root().join("src/recall/weights.rs");
    run(cargo().args(fit).arg(weights).arg("--model").arg(model).args(files))
}
