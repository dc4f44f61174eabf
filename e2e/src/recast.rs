//! One memory made of several, several of one, and the way back; an import that rests.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::dashboard::{kept, listed, press_in_row, search};
use crate::diary::Diary;
use crate::keeping::LONG;
use crate::sample::History;
use crate::story::note;
use crate::{Place, wire};

const KEEL: &str = "The keel of the dinghy is cracked.";
const SAIL: &str = "The sail of the dinghy is in the attic.";
/// A word that both have.
const BOTH: &str = "dinghy";
/// So many turns take longer than a press.
const TURNS: usize = 2_000;
/// Longer than work that runs says nothing new.
const REST: Duration = Duration::from_millis(1_500);

/// Tries them all.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary) {
    let result = merged(browser, diary).await;
    diary.tried(browser, "two memories become one, and two again", result).await;

    let result = split(browser, diary).await;
    diary.tried(browser, "one memory becomes two, a line each", result).await;

    let result = rested(browser, diary).await;
    diary
        .tried(
            browser,
            "an import rests while it is told to, and what was stopped can be gone on with",
            result,
        )
        .await;
}

async fn merged(browser: &Browser, diary: &mut Diary) -> Result<()> {
    for text in [KEEL, SAIL] {
        note(browser, text).await?;
    }
    let before = kept(browser).await?;
    search(browser, BOTH).await?;
    browser.click("picking").await?;
    for text in [KEEL, SAIL] {
        press_in_row(browser, text, "pick").await?;
    }
    browser.click("picked-merge").await?;
    let words = browser.part("edit-text").await?.prop("value").await?.unwrap_or_default();
    ensure!(words.lines().count() == 2 && words.contains(KEEL) && words.contains(SAIL), "{words:?}");
    diary.picture(browser, "two are being merged").await?;
    browser.click("edit-save").await?;
    browser.part("recast-undo").await?;
    found(browser, 1).await?;
    diary.picture(browser, "two were merged").await?;
    browser.click("recast-undo").await?;
    found(browser, 2).await?;
    let after = kept(browser).await?;
    ensure!(after == before, "{before} memories before, {after} after");
    Ok(())
}

async fn split(browser: &Browser, diary: &mut Diary) -> Result<()> {
    note(browser, &format!("{KEEL} {SAIL} Both are mine.")).await?;
    let before = kept(browser).await?;
    search(browser, "mine").await?;
    press_in_row(browser, "Both are mine.", "detail").await?;
    browser.click("split").await?;
    let words = browser.part("edit-text").await?.prop("value").await?.unwrap_or_default();
    ensure!(words.lines().count() == 3, "not a sentence a line: {words:?}");
    diary.picture(browser, "one is being split").await?;
    browser.click("edit-save").await?;
    browser.part("recast-undo").await?;
    let after = kept(browser).await?;
    ensure!(after == before + 2, "{before} memories before, {after} after");
    Ok(())
}

/// Waits until a search for what both have finds so many.
async fn found(browser: &Browser, wanted: usize) -> Result<()> {
    until(&format!("{wanted} have {BOTH:?}"), PATIENCE, async || {
        let texts = listed(browser).await?;
        Ok((texts.iter().filter(|text| text.contains(BOTH)).count() == wanted).then_some(()))
    })
    .await
}

async fn rested(browser: &Browser, diary: &mut Diary) -> Result<()> {
    let dir = Place::target("long", browser.kind);
    std::fs::create_dir_all(&dir)?;
    let file = dir.join("export.zip");
    std::fs::write(&file, long()?.zip()?)?;
    let before = kept(browser).await?;
    begin_and_rest(browser, diary, &file).await?;
    browser.click("import-stop").await?;
    browser.part("import-summary").await?;
    let part = kept(browser).await?;
    ensure!((before..before + TURNS).contains(&part), "{before} before, {part} after it was stopped");
    // The same file goes on where it was stopped.
    begin_and_rest(browser, diary, &file).await?;
    browser.click("import-pause").await?;
    until("the import has ended", LONG, async || {
        let done = browser.driver.find_all(By::Css(test_id("import-summary"))).await?;
        Ok((!done.is_empty()).then_some(()))
    })
    .await?;
    let all = kept(browser).await?;
    ensure!(all == before + TURNS, "{before} before, {all} with {TURNS} more");
    Ok(())
}

/// Begins an import and has it rest at once, which it does.
async fn begin_and_rest(browser: &Browser, diary: &mut Diary, file: &Path) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-import").await?;
    browser.choose_file("import-file", file).await?;
    browser.part("import-go").await?;
    diary.picture(browser, "what a long history would bring").await?;
    // As soon as it can be pressed: no driver is as fast.
    let press = "const wait = setInterval(() => {
        const pause = document.querySelector(arguments[0]);
        if (!pause) return;
        clearInterval(wait);
        pause.click();
    }, 2);";
    wire::script(&browser.driver, press, vec![test_id("import-pause").into()]).await?;
    browser.click("import-go").await?;
    until("the import rests", PATIENCE, async || {
        let first = browser.part("import-progress").await?.text().await?;
        tokio::time::sleep(REST).await;
        let second = browser.part("import-progress").await?.text().await?;
        Ok((first == second).then_some(()))
    })
    .await?;
    diary.picture(browser, "an import that rests").await
}

/// A history of many short conversations.
fn long() -> Result<History> {
    let conversation = |number: usize| {
        let turns: Vec<_> = (0..20)
            .map(|turn| {
                let speaker = if turn % 2 == 0 { "user" } else { "assistant" };
                json!([speaker, format!("Row {number} of the herbarium, sheet {turn}: pressed and dried.")])
            })
            .collect();
        json!({ "title": format!("Herbarium {number}"), "start": "2024-05-02T06:30:00Z", "turns": turns })
    };
    let history = json!({
        "canaries": [],
        "first": 90_000,
        "custom_instructions": { "about_user": "", "about_model": "" },
        "conversations": (0..TURNS / 20).map(conversation).collect::<Vec<_>>(),
    });
    Ok(serde_json::from_value(history)?)
}
