//! Python: the system's for fetching, an environment of its own for the chat of the demo.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::doctor::{PIP, VENV};
use crate::run::{command, run};
use crate::system;

/// The system's Python.
pub(crate) fn system() -> Command {
    let mut python = command("python3");
    python.env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    python
}

/// The Python that has the demo's chat, with exactly the packages of `e2e/requirements.txt`.
///
/// # Errors
/// If pip cannot install them.
pub(crate) fn chat(yes: bool) -> Result<PathBuf> {
    let venv = crate::target().join("venv");
    let python = venv.join("bin/python");
    let wanted = fs::read(crate::root().join("e2e/requirements.txt")).context("e2e/requirements.txt")?;
    // Written last: an environment whose installation broke off is made anew.
    let stamp = venv.join("installed.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) && python.is_file() {
        return Ok(python);
    }
    system::require(&[PIP, VENV], yes)?;
    println!("  installing the demo's chat (Gradio) into target/venv, about a minute");
    run(system().args(["-m", "venv", "--clear"]).arg(&venv))?;
    let mut pip = command(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", "e2e/requirements.txt"]);
    run(&mut pip)?;
    fs::write(stamp, wanted)?;
    Ok(python)
}
