//! Satchel measured in browsers beside what others offer, into `target/bench.json`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::run::step;
use crate::stories::Browser;
use crate::wasm::{self, Choice};
use crate::{bench_table, extension, model, seed, stories};

/// The vault that is woken, and in which drafts are written.
const RECORDS: usize = 10_000;
/// All that is measured,
const PARTS: [&str; 9] =
    ["size", "embed", "importing", "search", "million", "wake", "suggest", "typing", "list"];
/// and of it what is measured of the extension as it ships.
const EXTENSION: [&str; 4] = ["size", "suggest", "typing", "list"];
/// A large one, which takes minutes to be restored in a browser.
const LARGE: usize = 100_000;

/// What is measured, and how it is told.
#[derive(Args)]
pub(crate) struct Options {
    /// Print target/bench.json too.
    #[arg(long)]
    json: bool,
    /// Only in this browser.
    #[arg(long, value_enum)]
    browser: Option<Browser>,
    /// Only these.
    #[arg(long, value_delimiter = ',', default_values = PARTS)]
    parts: Vec<String>,
    /// Wake a vault of 100,000 memories too; restoring it takes minutes.
    #[arg(long)]
    large: bool,
    /// Install missing packages without asking.
    #[arg(long)]
    yes: bool,
}

/// Measures, and prints a table.
///
/// # Errors
/// If something that is needed cannot be had, or a part cannot be measured.
pub(crate) fn run_all(options: &Options) -> Result<()> {
    let yes = options.yes;
    let asked = |part: &str| options.parts.iter().any(|one| one == part);
    if EXTENSION.iter().any(|part| asked(part)) {
        extension::build(yes)?;
    }
    step("the core as pages measure it", || wasm::build_for_bench(wasm::choose(Choice::Auto, yes)?))?;
    step("what it is compared with", || {
        model::peer(yes)?;
        extension::install_in(&crate::root().join("e2e/bench"), || Ok(()))
    })?;
    let sizes: &[usize] = if options.large { &[RECORDS, LARGE] } else { &[RECORDS] };
    let seeded: &[usize] = if asked("list") { &[RECORDS, LARGE] } else { sizes };
    step("seeded vaults", || seeded.iter().try_for_each(|size| seed::write(*size, 0).map(drop)))?;
    // What is measured in one piece is told alone; what is measured part by part comes beside what was.
    if options.browser.is_none() && PARTS.iter().all(|part| asked(part)) {
        let _ = std::fs::remove_file(file());
    }
    let wake = sizes.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    // What one browser failed at does not keep the other from being measured, nor what was found from being told.
    let mut measured = Ok(());
    for browser in options.browser.map_or(vec![Browser::Chromium, Browser::Firefox], |one| vec![one]) {
        let parts = options.parts.join(",");
        measured = measured.and(step(browser.name(), || stories::bench(browser, &parts, &wake, yes)));
    }
    let found = std::fs::read_to_string(file()).context("target/bench.json")?;
    if options.json {
        println!("\n{found}");
    }
    println!("\n{}target/bench.json", bench_table::of(&serde_json::from_str(&found)?));
    measured
}

fn file() -> PathBuf {
    crate::target().join("bench.json")
}
