//! What recall was made with and does not learn by itself.

use anyhow::{Context, Result};

use crate::model;
use crate::run::{cargo, run};

/// Makes the projection of token states anew, from this project's own sentences and the model; then fits the weights
/// of recall and the bar that suggestions have to take to the sets in `data/`: those for English drafts to the
/// English ones, those for others to the others.
///
/// # Errors
/// If the model cannot be had, or the example or the fitting fails.
pub(crate) fn run_all(yes: bool) -> Result<()> {
    let model = model::ensure(yes)?;
    let out = crate::root().join("src/embed/projection.bin");
    let example =
        ["run", "--release", "--quiet", "--package", "satchel-core", "--example", "projection", "--"];
    run(cargo().args(example).arg(model).arg(out))?;
    let data = crate::root().join("data");
    let (mut english, mut other) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(&data).with_context(|| data.display().to_string())? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // "people-fr" and the like are what drafts in other languages are fitted to.
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
    for (mut files, of) in [(english, None), (other, Some("--other"))] {
        files.sort();
        run(cargo().args(fit).arg(crate::root().join("src/recall/weights.rs")).args(of).args(files))?;
    }
    Ok(())
}
