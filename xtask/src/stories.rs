//! What is played in real browsers: the demo, the tests from end to end, the pictures of pages.
//!
//! The playing itself is the `e2e` package; here is what it needs.

use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::doctor::{CHROMIUM, FILE_SYSTEMS, FIREFOX, NETWORK};
use crate::run::{Count, cargo, command, count, run, step};
use crate::{extension, python, seed, system};

/// The seeded vault whose profile is looked through. Of its words, numbers and vectors so many are
/// listed, and a title for every forty memories: a thousand things in all.
const SEEDED_RECORDS: usize = 4000;
const SEEDED_CANARIES: usize = 300;
/// Memories of the big vault that is restored from its backup; `e2e` looks for it under that number.
const BIG: usize = 100_000;

/// A browser to play in.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Browser {
    #[default]
    Chromium,
    Firefox,
}

impl Browser {
    /// Its name on `e2e`'s command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// Brings about the browser and its driver.
    pub(crate) fn ensure(self, yes: bool) -> Result<()> {
        match self {
            Self::Chromium => system::require(&[CHROMIUM], yes),
            Self::Firefox => {
                system::require(&[FIREFOX], yes)?;
                system::geckodriver().map(drop)
            }
        }
    }
}

/// Plays the demo for someone to watch.
pub(crate) fn demo(browser: Browser, headless: bool, yes: bool) -> Result<()> {
    extension::build(yes)?;
    step("browser and chat", || prepare(&[browser], yes))?;
    println!();
    let mut play = play(&["demo"], yes)?;
    play.args(["--browser", browser.name()]);
    if headless {
        play.arg("--headless");
    }
    run(&mut play)
}

/// Takes a picture of every page, in each language.
pub(crate) fn shots(browser: Browser, yes: bool) -> Result<()> {
    extension::build(yes)?;
    step("browser and chat", || prepare(&[browser], yes))?;
    println!();
    let headless = ["--browser", browser.name(), "--headless"];
    run(play(&["shots"], yes)?.args(headless))?;
    for language in ["french", "pseudo", "rtl"] {
        run(play(&["shots"], yes)?.args(headless).args(["--language", language]))?;
    }
    Ok(())
}

/// Measures these parts in one browser, with seeded vaults of these sizes.
pub(crate) fn bench(browser: Browser, parts: &str, wake: &str, yes: bool) -> Result<()> {
    prepare(&[browser], yes)?;
    run(play(&["bench"], yes)?.args(["--browser", browser.name(), "--parts", parts, "--wake", wake]))
}

/// Plays every story in both browsers, and counts them.
pub(crate) fn test(yes: bool) -> (Count, Result<()>) {
    let ready = prepare(&[Browser::Chromium, Browser::Firefox], yes);
    let seeded = ready
        .and_then(|()| system::require(&[NETWORK], yes))
        .and_then(|()| extension::editors())
        .and_then(|()| seed::write(SEEDED_RECORDS, SEEDED_CANARIES));
    match seeded.and_then(|backup| Ok((backup, python::CHAINLIT.python(yes)?, play(&["test"], yes)?))) {
        Ok((backup, chainlit, mut play)) => {
            count(play.arg("--seed").arg(backup).arg("--chainlit").arg(chainlit))
        }
        Err(error) => (Count::default(), Err(error)),
    }
}

/// Plays what takes long in both browsers, and counts it.
pub(crate) fn slow(yes: bool) -> (Count, Result<()>) {
    let ready = prepare(&[Browser::Chromium, Browser::Firefox], yes)
        .and_then(|()| system::require(&[FILE_SYSTEMS], yes))
        .and_then(|()| seed::write(BIG, 0));
    match ready.and_then(|_| play(&["slow"], yes)) {
        Ok(mut play) => count(&mut play),
        Err(error) => (Count::default(), Err(error)),
    }
}

fn prepare(browsers: &[Browser], yes: bool) -> Result<()> {
    for browser in browsers {
        browser.ensure(yes)?;
    }
    python::GRADIO.python(yes).map(drop)?;
    extension::finder()?;
    run(cargo().args(["build", "--quiet", "--package", "e2e"]))
}

/// `e2e …`, told where everything is.
fn play(arguments: &[&str], yes: bool) -> Result<Command> {
    let mut play = command(crate::target().join("debug/e2e"));
    play.args(arguments).arg("--python").arg(python::GRADIO.python(yes)?);
    if let Some(geckodriver) = system::find_geckodriver() {
        play.arg("--geckodriver").arg(geckodriver);
    }
    Ok(play)
}
