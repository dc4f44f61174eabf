//! Satchel played in real browsers: the demo, and the tests from end to end.
//!
//! Everything runs on this machine: the browser, the chats, and the server that answers with what
//! was written beforehand and keeps what it was told.

#![forbid(unsafe_code)]
// It is a command-line tool: what it finds out goes to the terminal.
#![allow(clippy::print_stdout)]

mod access;
mod bench;
mod browser;
mod canaries;
mod chat;
mod chromium;
mod conversations;
mod dashboard;
mod decode;
mod demo;
mod diary;
mod editors;
mod ending;
mod everyday;
mod firefox;
mod first;
mod frame;
mod hostile;
mod inbox;
mod inserting;
mod judged;
mod keeping;
mod languages;
mod lost;
mod mishaps;
mod oracle;
mod others;
mod overview;
mod plant;
mod pointing;
mod probe;
mod processes;
mod proposals;
mod pseudo;
mod recast;
mod sample;
mod scan;
mod scopes;
mod server;
mod shots;
mod silence;
mod sites;
mod slow;
mod story;
mod suite;
mod tally;
mod together;
mod told;
mod ways;
mod wire;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::browser::{Kind, Launch};

#[derive(Parser)]
#[command(about = "Plays Satchel in real browsers; run by cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The story, for someone to watch.
    Demo {
        #[arg(long, value_enum)]
        browser: Kind,
        #[arg(long)]
        headless: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Every statement about Satchel, tried in both browsers, or in one.
    Test(Tests),
    /// The same inside a network of its own, started by `test`.
    #[command(hide = true)]
    TestInside(Tests),
    /// What takes long: crashes, a full disk, a quota, and what a crash or shredding leaves on the disk.
    Slow(slow::Options),
    /// How fast it is beside what others offer, into `target/bench.json`.
    Bench {
        #[arg(long, value_enum)]
        browser: Kind,
        /// Only these parts.
        #[arg(long, value_enum, value_delimiter = ',')]
        parts: Vec<bench::Part>,
        /// The seeded vaults that are woken, by their sizes.
        #[arg(long, default_value = "10000")]
        wake: String,
        #[command(flatten)]
        place: Place,
    },
    /// Whether Satchel works in a chat.
    Probe(probe::Options),
    /// A picture of every page.
    Shots {
        #[arg(long, value_enum)]
        browser: Kind,
        #[arg(long)]
        headless: bool,
        /// In another language.
        #[arg(long, value_enum)]
        language: Option<shots::Language>,
        #[command(flatten)]
        place: Place,
    },
}

/// What is tried.
#[derive(Args)]
struct Tests {
    #[arg(long, value_enum)]
    browser: Option<Kind>,
    /// A seeded vault's backup, with the list of its canaries beside it; `cargo xtask seed` writes it.
    #[arg(long)]
    seed: PathBuf,
    /// The Python that has Chainlit.
    #[arg(long)]
    chainlit: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Where things are.
#[derive(Args, Clone)]
struct Place {
    /// The Python that has Gradio.
    #[arg(long)]
    python: PathBuf,
    /// geckodriver.
    #[arg(long, default_value = "geckodriver")]
    geckodriver: PathBuf,
}

impl Place {
    fn root() -> PathBuf {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        here.parent().map_or(here.clone(), PathBuf::from)
    }

    /// `target/NAME/BROWSER`.
    fn target(name: &str, kind: Kind) -> PathBuf {
        Self::root().join("target").join(name).join(kind.name())
    }

    fn launch(&self, kind: Kind, headless: bool) -> Launch {
        launch(kind, headless, self.geckodriver.clone())
    }
}

/// A browser with the extension as it was built.
fn launch(kind: Kind, headless: bool, geckodriver: PathBuf) -> Launch {
    let build = match kind {
        Kind::Chromium => "dist/chrome",
        Kind::Firefox => "dist/firefox",
    };
    Launch {
        kind,
        headless,
        language: None,
        any_certificate: false,
        extension: Place::root().join(build),
        geckodriver,
        dir: Place::target("browser", kind),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Demo { browser, headless, place } => demo::play(&place, browser, headless).await,
        Command::Test(tests) => silence::test(&tests).await,
        Command::TestInside(tests) => silence::test_inside(&tests).await,
        Command::Slow(options) => slow::test(&options),
        Command::Bench { browser, parts, wake, place } => bench::run(&place, browser, &parts, &wake).await,
        Command::Probe(options) => probe::run(&options).await,
        Command::Shots { browser, headless, language, place } => {
            shots::take(&place, place.launch(browser, headless), language).await
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
