//! What came in with somebody else's backup: approved, said in other words or deleted, with one key each, and taken
//! back. In a browser and a profile of their own.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use thirtyfour::{By, WebElement};

use crate::Place;
use crate::browser::{Browser, Kind, PATIENCE, test_id, until};
use crate::dashboard::{kept, search};
use crate::diary::Diary;
use crate::keeping::{self, BACKUP_PASSPHRASE};
use crate::story;

/// What a memory is made to say.
const ANEW: &str = "My bicycle is chained up behind the bakery.";

/// Tries it with a backup of another vault. How many passed and failed.
pub(crate) async fn play(place: &Place, kind: Kind, backup: &Path) -> Result<(usize, usize)> {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-inbox", kind);
    let mut diary = Diary::begin(Place::target("stories-inbox", kind))?;
    let browser = Browser::start(&launch).await?;

    let result = waits(&browser, &mut diary, backup).await;
    diary.tried(&browser, "what came with another's backup waits in the inbox, by number", result).await;

    let result = dealt_with(&browser).await;
    diary.tried(&browser, "each is approved or deleted with one key, and taken back with one", result).await;

    let result = said_anew(&browser).await;
    diary.tried(&browser, "what is said in other words is approved, and found by them", result).await;

    let result = all(&browser, &mut diary).await;
    diary.tried(&browser, "all that is shown can be approved at once", result).await;

    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

async fn waits(browser: &Browser, diary: &mut Diary, backup: &Path) -> Result<()> {
    story::create(browser, story::PASSPHRASE).await?;
    story::note(browser, "The attic is mine.").await?;
    browser.open_own("dashboard.html").await?;
    browser.click("nav-backups").await?;
    keeping::bring_in(browser, backup, BACKUP_PASSPHRASE).await?;
    keeping::reported(browser).await?;
    browser.click("nav-inbox").await?;
    browser.part("inbox-row").await?;
    ensure!(waiting(browser).await? > 1, "{} wait", waiting(browser).await?);
    diary.picture(browser, "the inbox").await
}

async fn dealt_with(browser: &Browser) -> Result<()> {
    for (key, fate) in [("a", "approved"), ("d", "deleted")] {
        let before = waiting(browser).await?;
        press(browser, "inbox-approve", key).await?;
        becomes(browser, Some(fate)).await?;
        counts(browser, before - 1).await?;
        press(browser, "inbox-undo", "u").await?;
        becomes(browser, None).await?;
        counts(browser, before).await?;
    }
    Ok(())
}

async fn said_anew(browser: &Browser) -> Result<()> {
    let before = waiting(browser).await?;
    press(browser, "inbox-approve", "e").await?;
    let field = browser.part("edit-text").await?;
    field.clear().await?;
    field.send_keys(ANEW).await?;
    browser.click("edit-save").await?;
    becomes(browser, Some("approved")).await?;
    counts(browser, before - 1).await?;
    kept(browser).await?;
    let found = search(browser, "bicycle behind the bakery").await?;
    ensure!(found.first().is_some_and(|text| text.contains(ANEW)), "the nearest is {:?}", found.first());
    let row = browser.find(&test_id("memory")).await?;
    ensure!(row.find_all(By::Css(test_id("approve"))).await?.is_empty(), "it still waits to be approved");
    Ok(())
}

/// All but the conversations that nobody has read; those are approved by a second press, the first opens them.
async fn all(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-inbox").await?;
    browser.part("inbox-row").await?;
    let before = waiting(browser).await?;
    let conversations = browser.driver.find_all(By::Css(test_id("inbox-conversation"))).await?.len();
    let told = browser.part("inbox-approve-all").await?.text().await?;
    let readable: usize = told.chars().filter(char::is_ascii_digit).collect::<String>().parse()?;
    ensure!(readable >= before - conversations && readable < before, "{told:?} of {before}");
    browser.click("inbox-approve-all").await?;
    counts(browser, before - readable).await?;
    diary.picture(browser, "the inbox, all that was read approved").await?;
    let unread = format!("{}:not([data-fate]) {}", test_id("inbox-row"), test_id("inbox-approve"));
    browser.find(&unread).await?.click().await?;
    browser.part("inbox-turn").await?;
    counts(browser, before - readable).await?;
    browser.find(&unread).await?.click().await?;
    counts(browser, before - readable - 1).await
}

/// Presses a key on a button of the first row.
async fn press(browser: &Browser, button: &str, key: &str) -> Result<()> {
    first(browser).await?.find(By::Css(test_id(button))).await.context("its button")?.focus().await?;
    browser.driver.action_chain().send_keys(key).perform().await?;
    Ok(())
}

async fn first(browser: &Browser) -> Result<WebElement> {
    browser.part("inbox-row").await
}

async fn becomes(browser: &Browser, fate: Option<&str>) -> Result<()> {
    until(&format!("the first is {fate:?}"), PATIENCE, async || {
        Ok((first(browser).await?.attr("data-fate").await?.as_deref() == fate).then_some(()))
    })
    .await
}

async fn counts(browser: &Browser, wanted: usize) -> Result<()> {
    until(&format!("{wanted} wait"), PATIENCE, async || Ok((waiting(browser).await? == wanted).then_some(())))
        .await
}

/// How many wait, by the number beside the page's name.
async fn waiting(browser: &Browser) -> Result<usize> {
    let text = browser.part("nav-inbox").await?.text().await?;
    Ok(text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0))
}
