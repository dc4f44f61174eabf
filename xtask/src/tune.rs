//! What recall was made with and does not learn by itself.

use anyhow::Result;

use crate::model;
use crate::run::{cargo, run};

/// Makes the projection of token states anew, from this project's own sentences and the model.
///
/// # Errors
/// If the model cannot be had, or the example fails.
pub(crate) fn projection(yes: bool) -> Result<()> {
    let model = model::ensure(yes)?;
    let out = crate::root().join("src/embed/projection.bin");
    let example =
        ["run", "--release", "--quiet", "--package", "satchel-core", "--example", "projection", "--"];
    run(cargo().args(example).arg(model).arg(out))
}
