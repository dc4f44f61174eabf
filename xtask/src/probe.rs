//! Whether Satchel works in a chat: `cargo xtask probe URL --browser … --memory … --draft …`.
//!
//! The playing itself is `e2e probe`. What is built before it says its progress on the standard
//! error: the standard output is the answer's.

use std::io::stderr;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Result, bail};
use clap::Args;

use crate::run::{cargo, command, run, step};
use crate::stories::Browser;
use crate::{extension, system};

/// What is tried, and where.
#[derive(Args)]
pub(crate) struct Options {
    /// The chat's address. `http` only on this machine or in your own network.
    url: String,
    /// In which browser.
    #[arg(long, value_enum, default_value_t)]
    browser: Browser,
    /// A note to keep beforehand, in a vault made for this alone; may be given many times.
    #[arg(long = "memory", value_name = "TEXT", required = true)]
    memories: Vec<String>,
    /// What to write into the chat: something that one of the memories helps.
    #[arg(long, value_name = "TEXT")]
    draft: String,
    /// Send the message too.
    #[arg(long)]
    send: bool,
    /// Print one JSON object instead of lines for people, and nothing else, on the standard output.
    #[arg(long)]
    json: bool,
    /// In a window, to be watched.
    #[arg(long)]
    headed: bool,
    /// Install missing packages without asking.
    #[arg(long)]
    yes: bool,
}

/// Builds what is needed and plays it.
///
/// # Errors
/// If something that is needed cannot be had; what comes of the chat is in the exit code.
pub(crate) fn play(myself: &Path, options: &Options) -> Result<ExitCode> {
    let mut ready = Command::new(myself);
    ready.args(["probe-ready", "--browser", options.browser.name()]).stdout(Stdio::from(stderr()));
    if options.yes {
        ready.arg("--yes");
    }
    if !ready.status()?.success() {
        bail!("the probe cannot begin");
    }
    let mut probe = command(crate::target().join("debug/e2e"));
    probe.args(["probe", &options.url, "--browser", options.browser.name(), "--draft", &options.draft]);
    for memory in &options.memories {
        probe.args(["--memory", memory]);
    }
    for (flag, given) in [("--send", options.send), ("--json", options.json), ("--headed", options.headed)] {
        if given {
            probe.arg(flag);
        }
    }
    if let Some(geckodriver) = system::find_geckodriver() {
        probe.arg("--geckodriver").arg(geckodriver);
    }
    Ok(if probe.status()?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Brings about what a probe needs, the extension only where it is not built of these sources already.
pub(crate) fn ready(browser: Browser, yes: bool) -> Result<()> {
    if !extension::is_built() {
        extension::build(yes)?;
    }
    step("browser and finder", || {
        browser.ensure(yes)?;
        extension::finder()?;
        run(cargo().args(["build", "--quiet", "--package", "e2e"]))
    })
}
