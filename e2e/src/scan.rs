//! Looking for words in everything that a browser has written to its profile.
//!
//! A word is looked for by its first eight letters, in upper and lower case alike: an index keeps
//! stems, not words. It is looked for as UTF-8 (or Latin-1) and as UTF-16.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::decode;

/// A word in a file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sighting {
    pub(crate) word: String,
    pub(crate) file: PathBuf,
}

/// What was looked at, and what was seen.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    pub(crate) sightings: Vec<Sighting>,
}

/// Looks for words in every file under a folder.
///
/// # Errors
/// If a file cannot be read: one that was not looked at must not count as clean.
pub(crate) fn scan(folder: &Path, words: &[String]) -> Result<Scan> {
    let mut scan = Scan::default();
    visit(folder, words, &mut scan)?;
    scan.sightings.sort();
    Ok(scan)
}

fn visit(folder: &Path, words: &[String], scan: &mut Scan) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            visit(&path, words, scan)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            scan.files += 1;
            scan.bytes += bytes.len() as u64;
            let views = decode::views(&path, &bytes);
            for word in words {
                if holds(&bytes, word) || views.iter().any(|view| holds(view, word)) {
                    scan.sightings.push(Sighting { word: word.clone(), file: path.clone() });
                }
            }
        }
    }
    Ok(())
}

/// Whether the bytes have the word's beginning, in UTF-8 or UTF-16.
fn holds(bytes: &[u8], word: &str) -> bool {
    let stem: Vec<u8> = word.to_ascii_lowercase().bytes().take(8).collect();
    let matches = |at: usize, step: usize| {
        stem.iter().enumerate().all(|(n, letter)| {
            let place = at + n * step;
            let high_bytes = step == 1 || bytes.get(place + 1) == Some(&0);
            bytes.get(place).is_some_and(|byte| byte.to_ascii_lowercase() == *letter) && high_bytes
        })
    };
    (0..bytes.len()).any(|at| matches(at, 1) || matches(at, 2))
}

#[cfg(test)]
mod tests {
    use super::holds;

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_word_is_seen_in_both_encodings_and_any_case() {
        for text in ["the landlord Quillbrake", "QUILLBRAKE", "quillbrak"] {
            assert!(holds(text.as_bytes(), "Quillbrake"), "{text}");
            assert!(holds(&utf16(text), "Quillbrake"), "{text} in UTF-16");
        }
    }

    #[test]
    fn other_words_are_not_seen() {
        for text in ["Quillbro", "quill brake", "Quillbr", ""] {
            assert!(!holds(text.as_bytes(), "Quillbrake"), "{text}");
            assert!(!holds(&utf16(text), "Quillbrake"), "{text} in UTF-16");
        }
    }
}
