//! Python: the system's for fetching, and an environment of its own for each chat that runs on it.

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

/// Python packages in an environment of their own: a chat that is played in.
pub(crate) struct Environment {
    /// What it is, and how long it takes.
    what: &'static str,
    /// Its folder under `target/`.
    folder: &'static str,
    /// What it has, exactly. Source packages are built with what the files before theirs name, and nothing else.
    wanted: &'static [&'static str],
}

/// The demo's chat.
pub(crate) const GRADIO: Environment = Environment {
    what: "the demo's chat (Gradio), about a minute",
    folder: "venv",
    wanted: &["e2e/requirements.txt"],
};

/// Another chat of the tests: it needs other versions of what Gradio needs.
pub(crate) const CHAINLIT: Environment = Environment {
    what: "another chat of the tests (Chainlit), about a minute",
    folder: "venv-chainlit",
    wanted: &["e2e/builder.txt", "e2e/chainlit.txt"],
};

impl Environment {
    /// Its Python, with exactly the packages of its files.
    ///
    /// # Errors
    /// If pip cannot install them.
    pub(crate) fn python(&self, yes: bool) -> Result<PathBuf> {
        let venv = crate::target().join(self.folder);
        let python = venv.join("bin/python");
        let mut wanted = Vec::new();
        for file in self.wanted {
            wanted.extend(fs::read(crate::root().join(file)).context(*file)?);
        }
        // Written last: an environment whose installation broke off is made anew.
        let stamp = venv.join("installed.txt");
        if fs::read(&stamp).is_ok_and(|installed| installed == wanted) && python.is_file() {
            return Ok(python);
        }
        system::require(&[PIP, VENV], yes)?;
        println!("  installing {} into target/{}", self.what, self.folder);
        run(system().args(["-m", "venv", "--clear"]).arg(&venv))?;
        for file in self.wanted {
            let mut pip = command(&python);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            pip.args(["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-build-isolation"]);
            run(pip.args(["-r", file]))?;
        }
        fs::write(stamp, wanted)?;
        Ok(python)
    }
}
