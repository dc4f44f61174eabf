//! The first minute: the first steps open by themselves, can be left and gone on with, and end in a practice chat where
//! the first suggestion is seen. In a browser and a profile of their own.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;

use crate::Place;
use crate::browser::{Browser, Kind, Launch, PATIENCE, test_id, until};
use crate::diary::Diary;
use crate::story::PASSPHRASE;

/// Within this a first suggestion is seen, from the moment at which a browser without Satchel is started.
const MINUTE: Duration = Duration::from_secs(60);
/// What fits the first thing that can be kept there, and what both have in common.
const DRAFT: &str = "Suggest a birthday cake without anything I am allergic to";
const WORD: &str = "hazelnut";

/// Tries it. How many passed and failed.
pub(crate) async fn play(place: &Place, kind: Kind) -> Result<(usize, usize)> {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-first", kind);
    let mut diary = Diary::begin(Place::target("stories-first", kind))?.with_axe();
    if launch.dir.exists() {
        std::fs::remove_dir_all(&launch.dir)?;
    }
    let start = Instant::now();
    let browser = Browser::start_again(&launch).await?;

    let result = to_a_suggestion(&browser, &mut diary, start).await;
    diary
        .tried(&browser, "the first suggestion is seen within a minute of installing, in first steps that open by themselves and go on where they were left", result)
        .await;

    let result = inserted(&browser, &mut diary).await;
    diary.tried(&browser, "in the practice chat what was read goes in, and the ledger says so", result).await;

    let browser = browser.restart(&launch).await?;
    let result = once(&browser, &launch).await;
    diary.tried(&browser, "the first steps do not come again", result).await;
    let result = diary.accessible();
    diary.tried(&browser, "axe finds nothing in any page that this came past", result).await;
    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

async fn to_a_suggestion(browser: &Browser, diary: &mut Diary, start: Instant) -> Result<()> {
    browser.greeted().await?;
    browser.open_own("welcome.html").await?;
    browser.part("welcome-begin").await?;
    diary.did(browser, "what Satchel does").await?;
    browser.click("welcome-begin").await?;
    browser.type_into("passphrase", "password1234").await?;
    browser.attribute_becomes("strength", "data-band", "weak", PATIENCE).await?;
    let field = browser.part("passphrase").await?;
    field.clear().await?;
    field.send_keys(PASSPHRASE).await?;
    browser.attribute_becomes("strength", "data-band", "strong", PATIENCE).await?;
    browser.type_into("passphrase-again", PASSPHRASE).await?;
    diary.did(browser, "a passphrase").await?;
    browser.click("create").await?;
    browser.part("first-key-skip").await?;
    // Left here, in the middle.
    browser.open_own("dashboard.html").await?;
    browser.click("welcome-resume").await?;
    browser.click("first-key-skip").await?;
    browser.part("welcome-try").await?;
    diary.did(browser, "which chats").await?;
    browser.click("welcome-try").await?;
    browser.click("practice-keep").await?;
    browser.type_into("practice-composer", DRAFT).await?;
    browser.attribute_becomes("frame", "data-state", "offering", PATIENCE).await?;
    let took = start.elapsed();
    diary.did(browser, "the first suggestion").await?;
    println!("    {:.1} s from the browser's start, with Satchel's installation", took.as_secs_f64());
    ensure!(took < MINUTE, "it took {:.1} s", took.as_secs_f64());
    Ok(())
}

async fn inserted(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.press_shortcut().await?;
    browser.attribute_becomes("frame", "data-open", "true", PATIENCE).await?;
    diary.did(browser, "the list in the practice chat").await?;
    let offered = browser.part("suggestion").await?.text().await?;
    ensure!(offered.contains(WORD), "it offers {offered:?}");
    // The session passes nothing on before a person could have read it.
    tokio::time::sleep(Duration::from_millis(800)).await;
    browser.click("insert").await?;
    until("it stands in the composer", PATIENCE, async || {
        let written = browser.part("practice-composer").await?.prop("value").await?.unwrap_or_default();
        Ok((written.starts_with(DRAFT) && written.contains(WORD)).then_some(()))
    })
    .await?;
    browser.part("practice-done").await?;
    diary.did(browser, "inserted in the practice chat").await?;
    browser.open_own("dashboard.html#ledger").await?;
    let told = browser.part("ledger-entry").await?.text().await?;
    ensure!(told.contains(WORD), "the ledger says {told:?}");
    Ok(())
}

async fn once(browser: &Browser, launch: &Launch) -> Result<()> {
    // Long enough for a tab to come, if one were to.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let windows = browser.driver.windows().await?.len();
    ensure!(windows == 1, "{windows} tabs are open in {}", launch.kind.name());
    browser.open_own("dashboard.html").await?;
    browser.part("nav-memories").await.context("the dashboard")?;
    let resume = browser.driver.find_all(By::Css(test_id("welcome-resume"))).await?;
    ensure!(resume.is_empty(), "the dashboard still leads to the first steps");
    Ok(())
}
