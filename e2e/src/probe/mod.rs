//! Whether Satchel works in a chat: one draft, written there as a person would, with a vault and a
//! profile made for it alone.
//!
//! What it says of the composer is the extension's own judgement (`extension/src/sites`), bundled
//! into a script for the driver. The page is given nothing that a visit would not give it.

mod document;
pub(crate) mod hand;
mod outcome;
mod play;
pub(crate) mod story;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::browser::{Browser, Kind, Launch};
use crate::{Place, launch};
pub(crate) use document::{Field, Finder};
use outcome::{Outcome, Reason};

/// What is tried, and where.
#[derive(Args)]
pub(crate) struct Options {
    /// The chat's address.
    url: String,
    /// In which browser.
    #[arg(long, value_enum)]
    browser: Kind,
    /// A note that is kept beforehand; may be given many times.
    #[arg(long = "memory", required = true)]
    memories: Vec<String>,
    /// What is written into the chat.
    #[arg(long)]
    draft: String,
    /// Send it too.
    #[arg(long)]
    send: bool,
    /// Print one object of JSON, and nothing else.
    #[arg(long)]
    json: bool,
    /// With a window, to be watched.
    #[arg(long)]
    headed: bool,
    /// geckodriver.
    #[arg(long, default_value = "geckodriver")]
    geckodriver: PathBuf,
}

/// Tries it, and prints what came of it.
///
/// # Errors
/// If nothing was inserted; the error is the sentence that says why.
pub(crate) async fn run(options: &Options) -> Result<()> {
    let mut outcome = Outcome::default();
    let result = attempt(options, &mut outcome).await;
    outcome.reason = result.as_ref().err().map(Reason::of);
    if options.json {
        println!("{}", serde_json::to_string(&outcome)?);
    } else {
        println!("{outcome}");
    }
    match result {
        Err(error) if outcome.inserted => eprintln!("  {error:#}"),
        other => return other,
    }
    Ok(())
}

/// Starts a browser of its own for it; its profile goes afterwards.
async fn attempt(options: &Options, outcome: &mut Outcome) -> Result<()> {
    let began = Instant::now();
    let dir = Place::target("probe", options.browser).join(std::process::id().to_string());
    let start = Launch {
        dir: dir.clone(),
        any_certificate: true,
        ..launch(options.browser, !options.headed, options.geckodriver.clone())
    };
    let result = watched(&start, options, outcome, began).await;
    if let Err(error) = std::fs::remove_dir_all(&dir) {
        eprintln!("  {} is left: {error}", dir.display());
    }
    result
}

async fn watched(start: &Launch, options: &Options, outcome: &mut Outcome, began: Instant) -> Result<()> {
    let browser = Browser::start(start).await.context("the browser does not start")?;
    say(began, "a browser with Satchel, on a profile of its own");
    let result = play::play(&browser, options, outcome, began).await;
    if outcome.screenshot.is_none()
        && let Err(error) = picture(&browser, outcome).await
    {
        eprintln!("  no picture: {error:#}");
    }
    if let Err(error) = browser.close().await {
        eprintln!("  the browser does not close: {error:#}");
    }
    result
}

/// Takes the picture that is told of: of the inserted text, or of how far it went.
async fn picture(browser: &Browser, outcome: &mut Outcome) -> Result<()> {
    let path = Place::target("probe", browser.kind).join(format!("{}.png", std::process::id()));
    browser.picture(&path).await?;
    outcome.screenshot = Some(path);
    Ok(())
}

/// Progress, for who waits.
fn say(began: Instant, what: &str) {
    eprintln!("  {:>6.1} s  {what}", began.elapsed().as_secs_f64());
}
