//! Everything that is done to Satchel from a command line: `cargo xtask …`.
//!
//! Each command brings about what it needs first (system packages, drivers, the model, npm
//! packages), says what it does, and fails loudly: nothing is skipped without a word.

#![forbid(unsafe_code)]
// It is a command-line tool: what it finds out goes to the terminal.
#![allow(clippy::print_stdout)]

mod bench;
mod bench_table;
mod checks;
mod doctor;
mod extension;
mod fuzz;
mod model;
mod probe;
mod python;
mod run;
mod seed;
mod stories;
mod system;
mod tune;
mod wasm;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::stories::Browser;
use crate::wasm::Choice;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, shows and tests Satchel")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say what is there, what is missing and how to get it.
    Doctor,
    /// Build the core to WebAssembly, into pkg/ and extension/public/engine/.
    Wasm {
        /// Fail if pkg/satchel.d.ts, which is committed, is not what the core yields.
        #[arg(long)]
        check: bool,
        /// Which compiler: by default the one in use, and Debian's where that has no target for WebAssembly.
        #[arg(long, value_enum, default_value_t)]
        compiler: Choice,
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Fetch the language model into target/model, and pack it.
    Model {
        /// Which one.
        #[arg(long, value_enum, default_value_t)]
        which: model::Which,
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Make anew what recall was made with: src/embed/projection.bin and src/recall/weights.rs, which are committed.
    Tune {
        /// For which model.
        #[arg(long, value_enum, default_value_t)]
        which: model::Which,
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Build the extension into dist/chrome and dist/firefox, ready to be loaded unpacked.
    Build {
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Show Satchel at work in a real browser, from a new vault to a sent message.
    Demo {
        /// Without a window.
        #[arg(long)]
        headless: bool,
        /// In which browser.
        #[arg(long, value_enum, default_value_t)]
        browser: Browser,
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Everything that must pass.
    Test {
        /// Also what takes half an hour: browsers killed at work, full disks, a big vault, and what a
        /// crash or shredding leaves on the disk. It takes root on Linux.
        #[arg(long)]
        slow: bool,
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Feed every parser of what lies on disk with inputs that were made to break it.
    Fuzz {
        /// For how long each, in seconds.
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// Instead, make the committed inputs anew: as few as reach as much.
        #[arg(long)]
        minimise: bool,
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Measure in both browsers, beside what others offer, into target/bench.json.
    Bench(bench::Options),
    /// A vault of made-up records with vectors, as a backup: target/seed/<records>.satchel.
    Seed {
        /// How many memories.
        #[arg(long)]
        records: usize,
        /// How many words, numbers, titles and vectors of it to list beside it, as JSON.
        #[arg(long, default_value_t = 0)]
        canaries: usize,
    },
    /// Say whether Satchel works in a chat: what it takes for the composer, what it offers for a draft, and
    /// whether that comes to stand in the message. Fails where there is no composer or nothing was inserted.
    Probe(probe::Options),
    /// What `probe` builds before it plays.
    #[command(hide = true)]
    ProbeReady {
        #[arg(long, value_enum)]
        browser: Browser,
        #[arg(long)]
        yes: bool,
    },
    /// Pictures of every page, into target/shots/ and, in French, target/shots-fr/.
    Shots {
        /// In which browser.
        #[arg(long, value_enum, default_value_t)]
        browser: Browser,
        /// Install missing packages without asking.
        #[arg(long)]
        yes: bool,
    },
    /// What cargo calls to run a test module in a browser.
    #[command(hide = true)]
    WasmTestRunner {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    // Asked before anything is built: a rebuild of this very program would replace the file, and
    // the system would then name it as deleted.
    let myself = std::env::current_exe().context("where this program is")?;
    let done = match Cli::parse().command {
        Command::Doctor => doctor::report(),
        Command::Wasm { check, compiler, yes } => {
            wasm::build(wasm::choose(compiler, yes)?)?;
            if check { wasm::check_declarations() } else { wasm::accept_declarations() }
        }
        Command::Model { which, yes } => model::ensure_that(which, yes).map(drop),
        Command::Tune { which, yes } => tune::run_all(which, yes),
        Command::Build { yes } => extension::build(yes),
        Command::Demo { headless, browser, yes } => stories::demo(browser, headless, yes),
        Command::Fuzz { minimise: true, yes, .. } => fuzz::minimise(yes),
        Command::Fuzz { seconds, yes, .. } => fuzz::all(seconds, yes).1,
        Command::Test { slow, yes } => checks::all(&myself, yes, slow),
        Command::Bench(options) => bench::run_all(&options),
        Command::Seed { records, canaries } => seed::write(records, canaries).map(drop),
        // What a chat is like is no error of this program.
        Command::Probe(options) => return probe::play(&myself, &options),
        Command::ProbeReady { browser, yes } => probe::ready(browser, yes),
        Command::Shots { browser, yes } => stories::shots(browser, yes),
        Command::WasmTestRunner { arguments } => {
            let named = std::iter::once(OsString::from("wasm-test-runner")).chain(arguments);
            wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(named)
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// The repository's root.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// Where everything that is built or fetched goes.
fn target() -> PathBuf {
    root().join("target")
}
