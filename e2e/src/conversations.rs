//! Conversations kept as they go on, on a site of which the user wants that: they wait as one, and help once approved.

use anyhow::{Result, ensure};
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::diary::Diary;
use crate::everyday::offered;
use crate::server::{ANSWER, Server};

const SAID: &str = "The greenhouse key hangs behind the copper pan.";
const NEXT: &str = "And which seedlings do I water first?";
const LATER: &str = "The cellar key lies under the third brick.";
const HELPS: &str = "Where does the key of the greenhouse hang?";
const HELP: &str = "behind the copper pan";

/// Two messages in one conversation, looked at and approved; then one that is not wanted.
pub(crate) async fn kept(
    browser: &Browser,
    diary: &mut Diary,
    server: &Server,
    chat: &Chat,
    own: &Chat,
) -> Result<()> {
    keep(browser, diary, chat, true).await?;
    chat.draft(browser, SAID).await?;
    sent(browser, server, chat).await?;
    let composer = chat.composer(browser).await?;
    composer.click().await?;
    composer.send_keys(NEXT).await?;
    sent(browser, server, chat).await?;
    // A new conversation may get its name late; when the page is left it is told at once.
    until("the conversation waits", PATIENCE, async || {
        browser.open_own("dashboard.html").await?;
        browser.click("nav-inbox").await?;
        Ok(row(browser, NEXT).await?.map(drop))
    })
    .await?;
    read(browser, diary).await?;
    ensure!(!offered(browser, own, HELPS, HELP).await?, "what waits is offered");
    press(browser, "inbox-approve").await?;
    ensure!(offered(browser, own, HELPS, HELP).await?, "what was approved is not offered");

    keep(browser, diary, chat, false).await?;
    chat.draft(browser, LATER).await?;
    sent(browser, server, chat).await?;
    browser.open_own("dashboard.html").await?;
    browser.click("nav-inbox").await?;
    browser.find("main h1").await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    ensure!(row(browser, LATER).await?.is_none(), "it was kept though that was not wanted");
    Ok(())
}

/// Has the conversations of a chat's site kept, or not.
async fn keep(browser: &Browser, diary: &mut Diary, chat: &Chat, holds: bool) -> Result<()> {
    browser
        .popup_over(&chat.address, async || {
            browser.click("site-rule-open").await?;
            browser.click("site-rule-keeps").await?;
            until("it is set", PATIENCE, async || {
                let tick = browser.part("site-rule-keeps").await?;
                Ok((tick.is_selected().await? == holds).then_some(()))
            })
            .await?;
            if holds { diary.picture(browser, "conversations are to be kept").await } else { Ok(()) }
        })
        .await
}

/// Sends what stands in the composer, and waits until the chat has answered.
async fn sent(browser: &Browser, server: &Server, chat: &Chat) -> Result<()> {
    let answers = || async {
        let shown = browser.driver.find(By::Css("body")).await?.text().await?;
        anyhow::Ok(shown.matches(ANSWER).count())
    };
    let before = answers().await?;
    chat.send(browser, server).await?;
    until("it is answered", PATIENCE, async || Ok((answers().await? > before).then_some(()))).await?;
    // What was sent is looked for now and then, not at once.
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    Ok(())
}

/// Opens the conversation's row: what was said, in order, and by whom.
async fn read(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.click("inbox-read").await?;
    let turns = until("its turns are there", PATIENCE, async || {
        let mut turns = Vec::new();
        for turn in browser.driver.find_all(By::Css(test_id("inbox-turn"))).await? {
            turns.push(turn.text().await?);
        }
        Ok((turns.len() >= 3).then_some(turns))
    })
    .await?;
    diary.picture(browser, "a conversation waits").await?;
    for (turn, wanted) in turns.iter().zip([SAID, ANSWER, NEXT]) {
        ensure!(turn.contains(wanted), "{turn:?} does not say {wanted:?}");
    }
    Ok(())
}

/// Presses a button in the conversation's row, and waits until it was dealt with.
async fn press(browser: &Browser, id: &str) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-inbox").await?;
    until("the conversation was dealt with", PATIENCE, async || {
        for element in browser.driver.find_all(By::Css(test_id("inbox-row"))).await? {
            if element.attr("data-fate").await?.is_some() {
                return Ok(Some(()));
            }
            if element.text().await?.contains(NEXT) {
                element.find(By::Css(test_id(id))).await?.click().await?;
            }
        }
        Ok(None)
    })
    .await
}

/// The row of a text, if there is one.
async fn row(browser: &Browser, text: &str) -> Result<Option<thirtyfour::WebElement>> {
    for element in browser.driver.find_all(By::Css(test_id("inbox-row"))).await? {
        if element.text().await?.contains(text) {
            return Ok(Some(element));
        }
    }
    Ok(None)
}
