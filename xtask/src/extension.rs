//! The extension: npm packages, checks, and the two builds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::doctor::{COMPILER, NODE};
use crate::run::{Count, command, count, run, step};
use crate::wasm::{self, Choice};
use crate::{model, system};

/// What wxt calls a build, and what `dist/` calls it.
const BUILDS: [(&str, &str, &str); 2] =
    [("build:chrome", "chrome-mv3", "chrome"), ("build:firefox", "firefox-mv3", "firefox")];

/// What a build must have.
const PARTS: [&str; 4] =
    ["manifest.json", "engine/satchel_bg.wasm", "engine/satchel_relaxed_bg.wasm", "engine/minilm.model"];

/// Everything from the core to two folders that a browser can load.
pub(crate) fn build(yes: bool) -> Result<()> {
    system::require(&[COMPILER, NODE], yes)?;
    step("the core as WebAssembly", || wasm::build(wasm::choose(Choice::Auto, yes)?))?;
    wasm::accept_declarations()?;
    step("the language model", || place_model(yes))?;
    step("npm packages", install)?;
    step("the extension", pack)?;
    println!("\nLoad dist/chrome at chrome://extensions (developer mode, “Load unpacked”),");
    println!("or dist/firefox/manifest.json at about:debugging#/runtime/this-firefox.");
    Ok(())
}

/// Puts the model where the extension is built from.
pub(crate) fn place_model(yes: bool) -> Result<()> {
    let model = model::ensure(yes)?;
    let engine = crate::root().join("extension/public/engine");
    fs::create_dir_all(&engine)?;
    // What earlier versions had there would be shipped.
    for old in ["model.onnx", "vocab.txt"] {
        let _ = fs::remove_file(engine.join(old));
    }
    fs::copy(model.join("minilm.model"), engine.join("minilm.model")).context("copying minilm.model")?;
    Ok(())
}

/// Installs the extension's packages.
pub(crate) fn install() -> Result<()> {
    // No script of a package runs; what wxt's own would do is done here.
    install_in(&dir(), || run(here("npx").args(["--no-install", "wxt", "prepare"])))
}

/// Installs what a folder's package-lock.json names, once for each of its versions, and then does what
/// else is needed.
pub(crate) fn install_in(folder: &Path, then: impl FnOnce() -> Result<()>) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| lock.display().to_string())?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        println!("  already there");
        return Ok(());
    }
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(npm().args(install).current_dir(folder))?;
    then()?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// Types, house rules and layout of the TypeScript and Svelte sources.
pub(crate) fn check() -> Result<()> {
    for script in ["check", "lint", "format:check"] {
        run(npm().args(["run", "--silent", script]))?;
    }
    Ok(())
}

/// The tests that need no browser.
pub(crate) fn test() -> (Count, Result<()>) {
    count(npm().args(["run", "--silent", "test"]))
}

/// Builds both into `dist/`.
pub(crate) fn pack() -> Result<()> {
    let build = content_id()?;
    // Written again once both stand.
    let _ = fs::remove_file(stamp());
    for (script, output, name) in BUILDS {
        run(npm().args(["run", "--silent", script]).env("SATCHEL_BUILD", &build))?;
        let built = dir().join(".output").join(output);
        let dist = dist(name);
        if dist.exists() {
            fs::remove_dir_all(&dist)?;
        }
        copy_all(&built, &dist).with_context(|| format!("copying {}", built.display()))?;
        for part in PARTS {
            if !dist.join(part).is_file() {
                bail!("dist/{name} has no {part}");
            }
        }
        println!("  dist/{name}, build {build}");
    }
    Ok(fs::write(stamp(), build)?)
}

/// Whether `dist/` stands as it would be built now.
pub(crate) fn is_built() -> bool {
    let there = BUILDS.iter().all(|(_, _, name)| PARTS.iter().all(|part| dist(name).join(part).is_file()));
    there && content_id().is_ok_and(|now| fs::read_to_string(stamp()).is_ok_and(|built| built == now))
}

/// Bundles the finder of composers for who drives a browser, into `target/probe`.
pub(crate) fn finder() -> Result<()> {
    install()?;
    let file = crate::target().join("probe/finder.js");
    run(here("node").arg("scripts/finder.mjs").arg(file))
}

/// Bundles the pages of the editors that insertion is tried in, into `target/editors`.
pub(crate) fn editors() -> Result<()> {
    let folder = crate::root().join("e2e/editors");
    install_in(&folder, || Ok(()))?;
    run(here("node").arg(folder.join("build.mjs")).arg(crate::target().join("editors")))
}

fn dist(name: &str) -> PathBuf {
    crate::root().join("dist").join(name)
}

/// Where the name of what stands in `dist/` is kept.
fn stamp() -> PathBuf {
    crate::target().join("dist-build.txt")
}

/// Names what is built by the content of its sources: parts of two builds know each other apart.
fn content_id() -> Result<String> {
    let root = crate::root();
    let mut files: Vec<PathBuf> = ["Cargo.toml", "Cargo.lock"].map(|name| root.join(name)).to_vec();
    list(&root.join("src"), &mut files)?;
    list(&dir(), &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(&file).with_context(|| file.display().to_string())?;
        hash.update(file.strip_prefix(&root)?.to_string_lossy().as_bytes());
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    Ok(model::hex(&hash.finalize()[..6]))
}

/// Every file under a folder but what is installed or built there.
fn list(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_file() {
            files.push(path);
        } else if !["node_modules", ".wxt", ".output", "engine"].contains(&name.as_str())
            || path.ends_with("src/engine")
        {
            list(&path, files)?;
        }
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn dir() -> PathBuf {
    crate::root().join("extension")
}

fn npm() -> Command {
    here("npm")
}

fn here(program: &str) -> Command {
    let mut command = command(program);
    // A build tool that reports on its use would be a request that nobody asked for.
    command.current_dir(dir()).env("DO_NOT_TRACK", "1").env("WXT_TELEMETRY_DISABLED", "1");
    command
}
