//! Pages that try to learn something from Satchel, or to make it do something: those of `tests/hostile`, one thing
//! each.
//!
//! Each is opened on a site that Satchel is let into, with a draft that a memory helps, and tries its thing while that
//! is offered and while the list is open. What it heard is looked through for the memory's words and the extension's
//! address; what stands in the composer, in the ledger and in the vault afterwards is what stood there before.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use thirtyfour::By;

use crate::Place;
use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::server::Server;
use crate::story::{DRAFT, HELP};
use crate::{frame, wire};

/// How long a page may keep Satchel from offering or opening anything: that is within its power, and no leak.
const DENIAL: Duration = Duration::from_secs(4);

/// What no page takes: some of a browser's own questions to the user wait for ever.
const HANGS: Duration = Duration::from_secs(60);

/// An enabled page asks in every way that it has where the frame beside its composer is from: the address would name
/// the browser's own number for the extension (Firefox), by which all its pages are known.
pub(crate) async fn asks_where_the_frame_is_from(browser: &Browser, server: &Server) -> Result<()> {
    browser.open(&server.page("where")).await?;
    browser.find("#composer").await?.click().await?;
    frame::becomes(browser, "quiet", PATIENCE).await?;
    // Browsers tell their observers late.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let heard = wire::script(&browser.driver, "return window.ask()", vec![]).await?;
    let heard = heard.as_str().context("what the page has heard")?;
    ensure!(heard.contains("plain.html?own"), "it hears nothing of a frame of its own either: {heard}");
    let learnt: Vec<&str> = heard.lines().filter(|line| line.contains("-extension:")).collect();
    ensure!(learnt.is_empty(), "it has learnt {learnt:#?}");
    let (_, number) = browser.origin.split_once("//").context("the extension's origin")?;
    ensure!(!heard.contains(number), "it has learnt {number}");
    Ok(())
}

/// What became of one page.
struct Outcome {
    name: String,
    /// Its threat and what it tries, as its first line says.
    about: String,
    /// How much it did, and how much of what it heard is Satchel's.
    tried: u64,
    learnt: usize,
    /// Whether the user put a memory into it, which stands in the ledger then.
    inserted: bool,
    failure: Option<String>,
    took: Duration,
}

impl Outcome {
    /// Nothing tried yet.
    fn of(name: String, about: String) -> Self {
        Self { name, about, tried: 0, learnt: 0, inserted: false, failure: None, took: Duration::ZERO }
    }
}

/// Plays them all, and writes `target/hostile/BROWSER.md`. How many there were, and what they learnt.
pub(crate) async fn pages(browser: &Browser, server: &Server) -> Result<String> {
    let before = possessions(browser).await?;
    let mut outcomes = Vec::new();
    for (name, about) in attempts()? {
        let begun = Instant::now();
        let mut outcome = Outcome::of(name, about);
        let played = tokio::time::timeout(HANGS, play(browser, server, &mut outcome)).await;
        if let Err(error) = played.unwrap_or_else(|_| bail!("it keeps the browser from answering")) {
            outcome.failure = Some(format!("{error:#}"));
        }
        outcome.took = begun.elapsed();
        outcomes.push(outcome);
    }
    report(browser, &outcomes)?;
    let failed: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| Some(format!("{}: {}", outcome.name, outcome.failure.as_ref()?)))
        .collect();
    ensure!(failed.is_empty(), "{} of {} pages: {}", failed.len(), outcomes.len(), failed.join("\n"));
    let inserted = outcomes.iter().filter(|outcome| outcome.inserted).count();
    let wanted = (before.0, before.1, before.2 + inserted);
    let after = possessions(browser).await?;
    ensure!(after == wanted, "memories, inbox and ledger are {after:?}, and not {wanted:?}");
    let bytes: usize = outcomes.iter().map(|outcome| outcome.learnt).sum();
    Ok(format!("{} pages, {bytes} bytes learnt", outcomes.len()))
}

/// The attempts, by their files' names, with the line that says what they try.
fn attempts() -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder())? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "js") && name != "shell" {
            let text = std::fs::read_to_string(&path)?;
            let about =
                text.lines().next().and_then(|line| line.strip_prefix("// ")).context("what it tries")?;
            found.push((name, about.to_owned()));
        }
    }
    found.sort();
    ensure!(found.len() >= 100, "there are only {}", found.len());
    Ok(found)
}

/// Where they are.
pub(crate) fn folder() -> PathBuf {
    Place::root().join("tests/hostile")
}

async fn play(browser: &Browser, server: &Server, outcome: &mut Outcome) -> Result<()> {
    browser.open(&server.page(&format!("hostile/{}", outcome.name))).await?;
    let composer = browser.find("#composer").await?;
    composer.click().await?;
    let flow = ask(browser, "return attempted.flow").await?;
    match flow.as_str().context("its flow")? {
        "planted" => {
            frame::becomes(browser, "quiet", PATIENCE).await?;
            go(browser, "offering").await?;
            // Longer than drafts rest before they are told.
            tokio::time::sleep(Duration::from_millis(600)).await;
            let state = frame::state(browser).await?;
            ensure!(state.as_deref() == Some("quiet"), "a draft that nobody typed made the frame {state:?}");
        }
        flow => {
            composer.send_keys(DRAFT).await?;
            frame::becomes(browser, "offering", PATIENCE).await?;
            go(browser, "offering").await?;
            if ask(browser, "return !attempted.when || attempted.when.includes('open')").await?
                == Value::Bool(true)
            {
                browser.press_shortcut().await?;
                let opened = is_open(browser).await;
                frame::leave(browser).await?;
                go(browser, "open").await?;
                match flow {
                    "covers" => {
                        opened?;
                        press(browser).await?;
                    }
                    "inserts" => {
                        opened?;
                        insert(browser).await?;
                        outcome.inserted = true;
                    }
                    _ => {}
                }
            }
        }
    }
    judge(browser, outcome).await
}

/// Waits until the list is open, where the page allows it.
async fn is_open(browser: &Browser) -> Result<()> {
    until("the list is open", DENIAL, async || {
        if !frame::is_there(browser).await? {
            return Ok(None);
        }
        frame::enter(browser).await?;
        let open = browser.driver.find(By::Css("[data-testid=frame][data-open=true]")).await;
        Ok(open.ok().map(drop))
    })
    .await
}

/// Presses the great button with the pointer, as far as it can be reached: nothing must come of it.
async fn press(browser: &Browser) -> Result<()> {
    // What was clear half a second ago counts for no longer than it is seen to be.
    tokio::time::sleep(Duration::from_millis(600)).await;
    if frame::is_there(browser).await?
        && frame::enter(browser).await.is_ok()
        && let Ok(button) = browser.driver.find(By::Css(test_id("insert"))).await
    {
        let _ = browser.driver.action_chain().move_to_element_center(&button).click().perform().await;
        let _ = browser.driver.action_chain().send_keys(thirtyfour::Key::Enter).perform().await;
    }
    frame::leave(browser).await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    Ok(())
}

/// Puts what is offered into the composer, as the user does.
async fn insert(browser: &Browser) -> Result<()> {
    frame::enter(browser).await?;
    frame::insert_by_click(browser).await?;
    until("the memory stands in the composer", PATIENCE, async || {
        let written = ask(browser, "return document.querySelector('#composer').value").await?;
        Ok(written.as_str().is_some_and(|text| text.to_lowercase().contains(HELP)).then_some(()))
    })
    .await
}

async fn judge(browser: &Browser, outcome: &mut Outcome) -> Result<()> {
    browser.leave_frame().await?;
    let report = ask(browser, "return report()").await?;
    outcome.tried = report["tried"].as_u64().unwrap_or(0);
    let heard = report["heard"].as_str().context("what it heard")?.to_lowercase();
    let number = browser.origin.split_once("//").context("the extension's origin")?.1;
    // Who was told the address hears it from itself.
    let secrets = match &outcome.name {
        name if name.starts_with("address-") => vec![HELP],
        // What the user put there is the page's.
        _ if outcome.inserted => vec![number, "-extension:"],
        _ => vec![HELP, number, "-extension:"],
    };
    let learnt: Vec<&str> = heard
        .lines()
        .filter(|line| secrets.iter().any(|secret| line.contains(secret)) || line.contains("found h.a.z"))
        .collect();
    outcome.learnt = learnt.iter().map(|line| line.len()).sum();
    if let Some(line) = learnt.first() {
        bail!("it has learnt {:?}", line.chars().take(300).collect::<String>());
    }
    ensure!(outcome.tried > 0, "it has tried nothing");
    ensure!(report["control"] == Value::Bool(true), "it heard nothing of its own page either: {heard:.600}");
    let written =
        ask(browser, "return [...document.querySelectorAll('textarea')].map((e) => e.value).join()").await?;
    let written = written.as_str().unwrap_or_default().to_lowercase();
    ensure!(outcome.inserted || !written.contains(HELP), "the memory stands in the page: {written:.200}");
    // What it opened is not the next one's to find.
    let windows = browser.driver.windows().await?;
    if let [first, others @ ..] = &windows[..] {
        for other in others {
            browser.driver.switch_to_window(other.clone()).await?;
            browser.driver.close_window().await?;
        }
        browser.driver.switch_to_window(first.clone()).await?;
    }
    Ok(())
}

/// Has the page try its thing.
async fn go(browser: &Browser, when: &str) -> Result<()> {
    browser.leave_frame().await?;
    let origin = browser.origin.clone();
    let script = "window.extension = arguments[0]; return go(arguments[1])";
    wire::script(&browser.driver, script, vec![origin.into(), when.into()]).await.map(drop)
}

async fn ask(browser: &Browser, script: &str) -> Result<Value> {
    wire::script(&browser.driver, script, vec![]).await
}

/// How many memories there are, how many wait, and how many lines the ledger has.
async fn possessions(browser: &Browser) -> Result<(String, String, usize)> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-ledger").await?;
    browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let entries = browser.driver.find_all(By::Css(test_id("ledger-entry"))).await?.len();
    let (memories, inbox) = (browser.part("nav-memories").await?, browser.part("nav-inbox").await?);
    Ok((memories.text().await?, inbox.text().await?, entries))
}

fn report(browser: &Browser, outcomes: &[Outcome]) -> Result<()> {
    let mut text = format!(
        "# Hostile pages in {}\n\n| page | what it tries | tried | bytes learnt | ms | |\n| --- | --- | --- | --- | --- | --- |\n",
        browser.kind.name()
    );
    for Outcome { name, about, tried, learnt, failure, took, .. } in outcomes {
        let verdict =
            failure.as_deref().map_or("holds", |failure| failure.lines().next().unwrap_or("failed"));
        writeln!(text, "| {name} | {about} | {tried} | {learnt} | {} | {verdict} |", took.as_millis())?;
    }
    let file = Place::target("hostile", browser.kind).with_extension("md");
    std::fs::create_dir_all(file.parent().context("a folder")?)?;
    Ok(std::fs::write(file, text)?)
}
