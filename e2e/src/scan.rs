//! Looking for words and bytes in everything that a browser has written to its profile.
//!
//! A word is looked for by its first eight letters, in upper and lower case alike: an index keeps
//! stems, not words. A number is looked for whole: eight digits stand in many a time stamp. It is looked for as UTF-8 (or Latin-1) and as UTF-16. Bytes, a vector's, are
//! looked for by any twelve of them that stand together: that many are left whatever is cut off.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use anyhow::{Context as _, Result, ensure};

use crate::decode;

/// Letters of a word that count.
pub(crate) const STEM: usize = 8;
/// Bytes that are looked for together.
const WINDOW: usize = 12;
/// A window with fewer different bytes is found everywhere: in zeros, in small numbers.
const DIFFERENT: usize = 6;
/// Bits of the sieve before the table of windows.
const SIEVE: usize = 1 << 22;

/// What is looked for, made ready to be found in one go.
pub(crate) struct Sought {
    names: Vec<String>,
    /// Two patterns for each word, one for each encoding.
    words: AhoCorasick,
    windows: HashMap<[u8; WINDOW], usize>,
    /// Which beginnings of windows there are: most bytes begin none.
    sieve: Vec<bool>,
}

impl Sought {
    /// Words, and bytes under names.
    ///
    /// # Errors
    /// If a word is empty, bytes have nothing to be known by, or there are too many.
    pub(crate) fn new(words: &[String], blocks: &[(String, Vec<u8>)]) -> Result<Self> {
        anyhow::ensure!(words.iter().all(|word| !word.is_empty()), "an empty word is everywhere");
        let is_number = |word: &str| word.bytes().all(|letter| letter.is_ascii_digit());
        let stems = words.iter().map(|word| {
            let length = if is_number(word) { word.len() } else { STEM };
            word.bytes().take(length).collect::<Vec<u8>>()
        });
        let patterns = stems.flat_map(|stem| {
            let wide = stem.iter().flat_map(|letter| [*letter, 0]).collect();
            [stem, wide]
        });
        let words_in_two = AhoCorasick::builder().ascii_case_insensitive(true).build(patterns)?;
        let mut sought = Self {
            names: words.iter().chain(blocks.iter().map(|(name, _)| name)).cloned().collect(),
            words: words_in_two,
            windows: HashMap::new(),
            sieve: vec![false; SIEVE],
        };
        for (number, (name, bytes)) in blocks.iter().enumerate() {
            let mut usable = 0;
            for window in bytes.array_windows::<WINDOW>() {
                if window.iter().collect::<BTreeSet<_>>().len() >= DIFFERENT {
                    sought.windows.insert(*window, words.len() + number);
                    sought.sieve[sieved(window)] = true;
                    usable += 1;
                }
            }
            anyhow::ensure!(usable > 0, "{name} has nothing to be known by");
        }
        Ok(sought)
    }

    /// Words alone.
    pub(crate) fn words(words: &[String]) -> Result<Self> {
        Self::new(words, &[])
    }

    /// The names of all that stands in some bytes.
    fn found_in(&self, bytes: &[u8], found: &mut BTreeSet<usize>) {
        found.extend(self.words.find_overlapping_iter(bytes).map(|hit| hit.pattern().as_usize() / 2));
        if self.windows.is_empty() {
            return;
        }
        for window in bytes.array_windows::<WINDOW>() {
            if self.sieve[sieved(window)]
                && let Some(name) = self.windows.get(window)
            {
                found.insert(*name);
            }
        }
    }
}

/// The place of a window's first four bytes in the sieve.
fn sieved(window: &[u8; WINDOW]) -> usize {
    let [a, b, c, d, ..] = *window;
    (u32::from_le_bytes([a, b, c, d]).wrapping_mul(2_654_435_761) >> 10) as usize
}

/// Something found in a file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sighting {
    pub(crate) what: String,
    pub(crate) file: PathBuf,
}

/// What was looked at, and what was seen.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    pub(crate) sightings: Vec<Sighting>,
}

impl Scan {
    /// Whether something was seen, in whatever file.
    pub(crate) fn saw(&self, what: &str) -> bool {
        self.sightings.iter().any(|sighting| sighting.what == what)
    }

    /// Sees to it that all that was planted is seen, and nothing else.
    ///
    /// # Errors
    /// If something planted is not seen, or something else is.
    pub(crate) fn shows_only(&self, planted: &[&str]) -> Result<()> {
        for control in planted {
            let seen = self.saw(control);
            ensure!(seen, "the scan does not see the planted {control}: it would see no leak either");
        }
        let leaks: Vec<_> =
            self.sightings.iter().filter(|one| !planted.contains(&one.what.as_str())).collect();
        let some = leaks.iter().take(10).collect::<Vec<_>>();
        ensure!(
            leaks.is_empty(),
            "{} sightings of the memory on the disk, among them {some:#?}",
            leaks.len()
        );
        Ok(())
    }
}

/// Looks in every file under a folder.
///
/// # Errors
/// If a file cannot be read: one that was not looked at must not count as clean.
pub(crate) fn scan(folder: &Path, sought: &Sought) -> Result<Scan> {
    let mut scan = Scan::default();
    visit(folder, sought, &mut scan)?;
    scan.sightings.sort();
    Ok(scan)
}

fn visit(folder: &Path, sought: &Sought, scan: &mut Scan) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            visit(&path, sought, scan)?;
        } else if kind.is_file() {
            let bytes = match fs::read(&path) {
                // A browser that still runs has removed it meanwhile.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                read => read.with_context(|| path.display().to_string())?,
            };
            scan.files += 1;
            scan.bytes += bytes.len() as u64;
            let mut found = BTreeSet::new();
            sought.found_in(&bytes, &mut found);
            for view in decode::views(&path, &bytes) {
                sought.found_in(&view, &mut found);
            }
            let name = |number: usize| sought.names.get(number).cloned().unwrap_or_default();
            scan.sightings
                .extend(found.into_iter().map(|number| Sighting { what: name(number), file: path.clone() }));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Scan, Sighting, Sought, scan};

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn holds(sought: &Sought, bytes: &[u8]) -> bool {
        let mut found = BTreeSet::new();
        sought.found_in(bytes, &mut found);
        !found.is_empty()
    }

    /// Like a vector's: small numbers of both signs.
    fn block(seed: u64) -> Vec<u8> {
        let mut random = fastrand::Rng::with_seed(seed);
        (0..384).map(|_| random.i8(-20..=20).cast_unsigned()).collect()
    }

    #[test]
    fn a_word_is_seen_in_both_encodings_and_any_case() -> anyhow::Result<()> {
        let sought = Sought::words(&["Quillbrake".to_owned()])?;
        for text in ["the landlord Quillbrake", "QUILLBRAKE", "quillbrak"] {
            assert!(holds(&sought, text.as_bytes()), "{text}");
            assert!(holds(&sought, &utf16(text)), "{text} in UTF-16");
        }
        Ok(())
    }

    #[test]
    fn a_number_is_seen_whole_and_not_by_its_beginning() -> anyhow::Result<()> {
        let sought = Sought::words(&["482915073364".to_owned()])?;
        assert!(holds(&sought, b"key 482915073364, and more"));
        assert!(holds(&sought, &utf16("482915073364")));
        assert!(!holds(&sought, b"48291507336"));
        Ok(())
    }

    #[test]
    fn nothing_but_what_was_planted_may_be_seen() {
        let seen = |names: &[&str]| Scan {
            sightings: names.iter().map(|name| sighting(name)).collect(),
            ..Scan::default()
        };
        assert!(seen(&["planted", "planted"]).shows_only(&["planted"]).is_ok());
        assert!(seen(&["planted", "memory"]).shows_only(&["planted"]).is_err());
        assert!(seen(&[]).shows_only(&["planted"]).is_err());
    }

    fn sighting(what: &str) -> Sighting {
        Sighting { what: what.to_owned(), file: "file".into() }
    }

    #[test]
    fn other_words_are_not_seen() -> anyhow::Result<()> {
        let sought = Sought::words(&["Quillbrake".to_owned()])?;
        for text in ["Quillbro", "quill brake", "Quillbr", ""] {
            assert!(!holds(&sought, text.as_bytes()), "{text}");
            assert!(!holds(&sought, &utf16(text)), "{text} in UTF-16");
        }
        Ok(())
    }

    #[test]
    fn any_twelve_bytes_of_a_block_are_seen_and_eleven_are_not() -> anyhow::Result<()> {
        let blocks: Vec<_> = (0..100).map(|n| (format!("block {n}"), block(n))).collect();
        let sought = Sought::new(&[], &blocks)?;
        for start in [0, 200, 372] {
            let part = &block(42)[start..start + 12];
            assert!(holds(&sought, &[b"before".as_slice(), part, b"behind"].concat()), "at {start}");
            assert!(!holds(&sought, &[b"before".as_slice(), &part[..11], b"behind"].concat()), "at {start}");
        }
        assert!(!holds(&sought, &[0; 1000]));
        Ok(())
    }

    #[test]
    fn what_can_be_seen_nowhere_or_everywhere_is_not_looked_for() {
        assert!(Sought::words(&[String::new()]).is_err());
        assert!(Sought::new(&[], &[("zeros".to_owned(), vec![0; 384])]).is_err());
        assert!(Sought::new(&[], &[("short".to_owned(), vec![1; 11])]).is_err());
    }

    /// A thousand words and a thousand vectors in one file each, packed with Snappy.
    #[test]
    fn a_thousand_of_each_are_seen_in_files() -> anyhow::Result<()> {
        let words: Vec<String> = (0..1000).map(|n| format!("w{:07}rest", n * 7919)).collect();
        let blocks: Vec<_> = (0..1000).map(|n| (format!("block {n}"), block(n))).collect();
        let folder = std::env::temp_dir().join(format!("satchel-scan-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("deep"))?;
        let mut content: Vec<u8> = words.join(" and ").repeat(2).into_bytes();
        content.extend(blocks.iter().flat_map(|(_, block)| block[100..130].to_vec()));
        let packed = snap::raw::Encoder::new().compress_vec(&content)?;
        std::fs::write(folder.join("deep/file"), [b"\xff\x11\x02".as_slice(), &packed].concat())?;
        let scan = scan(&folder, &Sought::new(&words, &blocks)?);
        std::fs::remove_dir_all(&folder)?;
        let scan = scan?;
        assert_eq!(scan.files, 1);
        let missed: Vec<_> =
            words.iter().chain(blocks.iter().map(|(name, _)| name)).filter(|what| !scan.saw(what)).collect();
        assert!(missed.is_empty(), "{missed:?}");
        Ok(())
    }
}
