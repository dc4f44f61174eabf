//! What sites were told and how they are switched off: the pages of the sites and of the ledger, in the story's browser.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;

use crate::browser::{Aside, Browser, Launch, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::diary::Diary;
use crate::frame;
use crate::sites::pattern_of;
use crate::story::{self, DRAFT, Gesture, HELP};

/// Tries it, in a chat that is enabled.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary, chat: &Chat, launch: &Launch) {
    let result = knows(browser, diary, chat, launch).await;
    diary
        .tried(
            browser,
            "what a site was told is one page, which can be saved as a file and cleared for it alone",
            result,
        )
        .await;
    let result = off(browser, diary, chat).await;
    diary
        .tried(
            browser,
            "a site is off for an hour, on again by a click, and off in pages that are open",
            result,
        )
        .await;
}

async fn knows(browser: &Browser, diary: &mut Diary, chat: &Chat, launch: &Launch) -> Result<()> {
    // Other stories may have cleared the ledger.
    story::insert(browser, diary, chat, Gesture::Pointer).await?;
    browser.open_own("dashboard.html").await?;
    browser.click("nav-sites").await?;
    browser.part("site-told").await?;
    diary.did(browser, "sites, with what they were told").await?;
    browser.click("site-knows").await?;
    let site = browser.part("knows").await?.attr("data-site").await?.context("which site")?;
    let texts = texts(browser).await?;
    ensure!(texts.iter().any(|text| text.to_lowercase().contains(HELP)), "{site} was told {texts:?}");
    diary.did(browser, "what a site knows").await?;

    browser.click("ledger-save").await?;
    let file = until("the ledger is saved", PATIENCE, async || Ok(saved(launch)?)).await?;
    let content = std::fs::read_to_string(&file)?;
    ensure!(content.to_lowercase().contains(HELP) && content.contains(&site), "the file says {content:?}");
    std::fs::remove_file(file)?;

    browser.click("knows-clear").await?;
    browser.click("shred-yes").await?;
    browser.click("shred-close").await?;
    until("nothing is told of it", PATIENCE, async || {
        Ok(browser.driver.find_all(By::Css(test_id("told-text"))).await?.is_empty().then_some(()))
    })
    .await?;
    browser.click("knows-back").await?;
    browser.find("main h1").await?;
    for entry in browser.driver.find_all(By::Css(test_id("ledger-entry"))).await? {
        let text = entry.text().await?;
        ensure!(!text.contains(&site), "the ledger still has {text:?}");
    }
    Ok(())
}

async fn texts(browser: &Browser) -> Result<Vec<String>> {
    browser.part("told-text").await?;
    let mut texts = Vec::new();
    for text in browser.driver.find_all(By::Css(test_id("told-text"))).await? {
        texts.push(text.text().await?);
    }
    Ok(texts)
}

/// The ledger's file among the downloads, once it is whole.
fn saved(launch: &Launch) -> Result<Option<std::path::PathBuf>> {
    for entry in std::fs::read_dir(launch.downloads())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("satchel-ledger") && name.ends_with(".txt") && path.metadata()?.len() > 0 {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

async fn off(browser: &Browser, diary: &mut Diary, chat: &Chat) -> Result<()> {
    let origin = pattern_of(&chat.address)?.trim_end_matches("/*").to_owned();
    let row = format!("{}[data-origin=\"{origin}\"]", test_id("site"));
    let press = async |off: &str| {
        browser.open_own("dashboard.html").await?;
        browser.click("nav-sites").await?;
        let button = format!("{row} {}", test_id("site-pause"));
        browser.find(&button).await?.click().await?;
        browser.find(&format!("{row}[data-off=\"{off}\"]")).await.map(drop)
    };
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    browser.aside(Aside::Tab, async || press("true").await).await?;
    until("the frame is gone from the open page", PATIENCE, async || {
        chat.composer(browser).await?.send_keys(" ").await?;
        Ok((!frame::is_shown(browser).await?).then_some(()))
    })
    .await?;
    chat.draft(browser, DRAFT).await?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    ensure!(!frame::is_shown(browser).await?, "the frame is on a site that is off");
    diary.did(browser, "a chat that is off").await?;
    press("false").await?;
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "offering", PATIENCE).await.map(drop)
}
