//! The extension's databases as they lie in a browser's profile, and how they are lost.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::browser::Kind;

/// Takes them away behind the extension's back, as browsers do with one that they think is corrupt.
pub(crate) fn lose(profile: &Path, kind: Kind) -> Result<()> {
    for folder in databases(profile, kind)? {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

/// Where a browser keeps the extension's databases.
pub(crate) fn databases(profile: &Path, kind: Kind) -> Result<Vec<PathBuf>> {
    let (folder, is_ours): (&str, fn(&str) -> bool) = match kind {
        Kind::Chromium => ("Default/IndexedDB", |name| name.starts_with("chrome-extension_")),
        Kind::Firefox => ("storage/default", |name| name.starts_with("moz-extension+++")),
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(profile.join(folder)).context("the browser's databases")? {
        let entry = entry?;
        if is_ours(&entry.file_name().to_string_lossy()) {
            let idb = entry.path().join("idb");
            found.push(if idb.exists() { idb } else { entry.path() });
        }
    }
    ensure!(!found.is_empty(), "there are no databases in {}", profile.display());
    Ok(found)
}
