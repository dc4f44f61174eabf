//! What the user tells a chat of themselves waits in the inbox, and helps once they have accepted it.

use anyhow::{Result, ensure};
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::diary::Diary;
use crate::frame;
use crate::server::Server;
use crate::story::HELP;

const SAID: &str = "I am allergic to pistachios.";
const HELPS: &str = "Which ice cream may I have, am I allergic to pistachios?";

/// Sent by key in one chat and by pointer in the other; one of the two is accepted by one key, and offered then.
pub(crate) async fn accepted(
    browser: &Browser,
    diary: &mut Diary,
    server: &Server,
    chats: [&Chat; 2],
) -> Result<()> {
    for (chat, draft) in chats
        .into_iter()
        .zip(["My sister's horse is called Vesper.", "I am allergic to pistachios, is this baklava safe?"])
    {
        chat.draft(browser, draft).await?;
        chat.send(browser, server).await?;
        empty(browser, chat).await?;
    }
    waits(browser, SAID).await?;
    waits(browser, "My sister's horse is called Vesper.").await?;
    let from = row(browser, SAID).await?.unwrap_or_default();
    ensure!(from.contains("written on 127.0.0.1"), "the row says {from:?}");
    diary.picture(browser, "what was said to a chat waits").await?;
    // Others may help with the same draft; what waits is not among them.
    chats[1].draft(browser, HELPS).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    frame::open_by_click(browser).await?;
    frame::suggestion(browser, HELP).await?;
    ensure!(frame::suggestion(browser, SAID).await.is_err(), "what waits is offered");
    frame::leave(browser).await?;
    inbox(browser).await?;
    for element in browser.driver.find_all(By::Css(test_id("inbox-row"))).await? {
        if element.text().await?.contains(SAID) {
            element.find(By::Css(test_id("inbox-approve"))).await?.focus().await?;
            browser.driver.action_chain().send_keys("a").perform().await?;
        }
    }
    until("it is approved", PATIENCE, async || {
        Ok(row(browser, SAID).await?.is_some_and(|text| text.contains("Approved")).then_some(()))
    })
    .await?;
    chats[1].draft(browser, HELPS).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    frame::open_by_click(browser).await?;
    frame::suggestion(browser, SAID).await?;
    frame::leave(browser).await
}

/// What is sent while the user does not want it looked at is not found; what is sent after that is.
pub(crate) async fn unwanted(browser: &Browser, server: &Server, chat: &Chat) -> Result<()> {
    turn(browser).await?;
    chat.draft(browser, "I play the hurdy-gurdy.").await?;
    chat.send(browser, server).await?;
    empty(browser, chat).await?;
    turn(browser).await?;
    chat.draft(browser, "I play the nyckelharpa.").await?;
    chat.send(browser, server).await?;
    empty(browser, chat).await?;
    waits(browser, "I play the nyckelharpa.").await?;
    ensure!(row(browser, "I play the hurdy-gurdy.").await?.is_none(), "it was looked at all the same");
    Ok(())
}

/// Turns the setting the other way.
async fn turn(browser: &Browser) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-settings").await?;
    let tick = browser.part("propose").await?;
    let before = tick.is_selected().await?;
    tick.click().await?;
    until("it is set", PATIENCE, async || Ok((tick.is_selected().await? != before).then_some(()))).await
}

/// The chat has taken it: Satchel saw it go.
async fn empty(browser: &Browser, chat: &Chat) -> Result<()> {
    until("the composer is empty", PATIENCE, async || {
        Ok(chat.written(browser).await?.trim().is_empty().then_some(()))
    })
    .await?;
    // It is looked at now and then, not at once.
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    Ok(())
}

async fn inbox(browser: &Browser) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-inbox").await?;
    browser.part("inbox-row").await.map(drop)
}

async fn waits(browser: &Browser, text: &str) -> Result<()> {
    until(&format!("{text:?} waits"), PATIENCE, async || {
        inbox(browser).await?;
        Ok(row(browser, text).await?.map(drop))
    })
    .await
}

/// What the row of a text says, if there is one.
async fn row(browser: &Browser, text: &str) -> Result<Option<String>> {
    for element in browser.driver.find_all(By::Css(test_id("inbox-row"))).await? {
        let said = element.text().await?;
        if said.contains(text) {
            return Ok(Some(said));
        }
    }
    Ok(None)
}
