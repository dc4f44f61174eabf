//! Seeded vaults, for benches and for looking whether anything of them can be read on a disk.

use std::path::PathBuf;

use anyhow::Result;

use crate::run::{cargo, run};

/// Writes a seeded vault as a backup, with a list of its canaries beside it (`.json`).
///
/// # Errors
/// If it cannot be built or written.
pub(crate) fn write(records: usize, canaries: usize) -> Result<PathBuf> {
    let folder = crate::target().join("seed");
    std::fs::create_dir_all(&folder)?;
    let backup = folder.join(format!("{records}.satchel"));
    let mut seed = cargo();
    seed.args([
        "run",
        "--quiet",
        "--package",
        "satchel-cli",
        "--",
        "seed",
        "--records",
        &records.to_string(),
    ]);
    if canaries > 0 {
        seed.args(["--canaries", &canaries.to_string(), "--list"]).arg(backup.with_extension("json"));
    }
    run(seed.arg(&backup))?;
    Ok(backup)
}
