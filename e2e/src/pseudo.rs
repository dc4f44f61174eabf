//! The extension in a language that nobody speaks: every sentence longer, in letters that tell at once what was not
//! translated, and written from right to left if that is asked for.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

/// Letters, and what stands for them.
const LETTERS: &str = "aàeéiîoöuûyýcçnñsšgğ";

/// Makes a copy of the unpacked extension at `to`, and gives its place.
pub(crate) fn make(extension: &Path, to: &Path, rtl: bool) -> Result<PathBuf> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    copy(extension, to)?;
    let file = to.join("_locales/en/messages.json");
    let mut messages: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    for (key, entry) in messages.as_object_mut().context("messages")? {
        let text = entry["message"].as_str().unwrap_or_default();
        entry["message"] = match key.as_str() {
            "language" => text.into(),
            "direction" => if rtl { "rtl" } else { "ltr" }.into(),
            _ => disguised(text).into(),
        };
    }
    fs::write(&file, serde_json::to_string(&messages)?)?;
    Ok(to.to_owned())
}

/// A third longer, as German and Finnish are; blanks stay as they are.
fn disguised(text: &str) -> String {
    let letters: Vec<char> = LETTERS.chars().collect();
    let changed: String = text
        .chars()
        .map(|c| {
            letters
                .chunks(2)
                .find(|pair| pair.first() == Some(&c))
                .and_then(|pair| pair.last())
                .copied()
                .unwrap_or(c)
        })
        .collect();
    format!("[{changed}{}]", " ~".repeat(text.chars().count() / 6))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::disguised;

    #[test]
    fn what_is_to_be_filled_in_stays() {
        assert_eq!(disguised("$1 of $2 memories"), "[$1 öf $2 mémörîéš ~ ~]");
    }
}
