//! What recall was made with and does not learn by itself.

use anyhow::{Context, Result};

use crate::model::{self, Which};
use crate::run::{cargo, run};

/// Makes the projection of token states anew, from this project's own sentences and the model; then fits the weights
/// of recall and the bar that suggestions have to take to the sets in `data/`: with the model for English those for
/// English drafts to the English sets and those for others to the others; with the other model all to the others.
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
    let (mut english, mut other) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(&data).with_context(|| data.display().to_string())? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let number = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
        let is_english = name == "drafts.recall.json"
            || ["people-", "talks-"].iter().any(|kind| name.strip_prefix(kind).is_some_and(number));
        if is_english {
            english.push(file);
        } else if name.ends_with(".recall.json") {
            other.push(file);
        }
    }
    let fit = ["run", "--release", "--quiet", "--package", "satchel-cli", "--", "tune", "--write"];
    let fits = match which {
        Which::English => vec![(english, None), (other, Some("--other"))],
        Which::Multilingual => vec![(other, None)],
    };
    let weights = crate::root().join("src/recall/weights.rs");
    for (mut files, of) in fits {
        files.sort();
        run(cargo().args(fit).arg(&weights).arg("--model").arg(&model).args(of).args(files))?;
    }
    Ok(())
}
