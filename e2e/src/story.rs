//! The story that Satchel is for: a vault is made, a history comes in, and what it knows stands
//! in a message at the right moment. The same acts serve the demo and the tests.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use thirtyfour::{By, Key};

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::diary::Diary;
use crate::probe::hand;
use crate::sample::History;
use crate::server::Server;
use crate::{frame, sites, wire};

/// Typed into the dashboard, and nowhere else.
pub(crate) const PASSPHRASE: &str = "umbrella lantern sextant 41";
/// What a person begins to write.
pub(crate) const DRAFT: &str = "Plan a birthday cake for Oriane";
/// What the memory that helps says, and the draft does not.
pub(crate) const HELP: &str = "hazelnut";
/// A draft that no memory of the sample helps.
pub(crate) const OFF_TOPIC: &str = "Write a function that reverses a linked list in C";

/// Encoding the whole history may take this long on a slow machine.
const INDEXING: Duration = Duration::from_secs(180);
/// From the last key to what the frame says.
const RECALL: Duration = Duration::from_secs(15);

/// Makes a vault in the dashboard.
pub(crate) async fn create(browser: &Browser, passphrase: &str) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.attribute_becomes("vault-state", "data-state", "missing", PATIENCE).await?;
    browser.type_into("passphrase", passphrase).await?;
    browser.type_into("passphrase-again", passphrase).await?;
    browser.click("create").await?;
    browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await
}

/// Keeps a note in the popup, and waits until it can be found; a complaint of the popup's is the error.
pub(crate) async fn note(browser: &Browser, text: &str) -> Result<()> {
    browser.open_own("popup.html").await?;
    browser.click("add-note").await?;
    hand::types(browser, text).await?;
    browser.click("add-note-save").await?;
    until("the note is kept", PATIENCE, async || {
        if let Ok(alert) = browser.driver.find(By::Css(test_id("error"))).await {
            bail!("{}", alert.text().await?);
        }
        let left = browser.part("add-note").await?.prop("value").await?;
        Ok((left.as_deref() == Some("")).then_some(()))
    })
    .await?;
    browser.attribute_becomes("vault-state", "data-pending", "0", INDEXING).await
}

/// Makes a vault in the dashboard, and brings the sample history in.
pub(crate) async fn fill(browser: &Browser, diary: &mut Diary, history: &History, dir: &Path) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.attribute_becomes("vault-state", "data-state", "missing", PATIENCE).await?;
    diary.did(browser, "the dashboard, with no vault yet").await?;

    browser.type_into("passphrase", PASSPHRASE).await?;
    browser.type_into("passphrase-again", PASSPHRASE).await?;
    browser.click("create").await?;
    browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await?;
    diary.did(browser, "a vault, made with a typed passphrase").await?;
    remember(browser, diary, history, dir).await
}

/// Brings the sample history into the vault that is open in the dashboard.
pub(crate) async fn remember(
    browser: &Browser,
    diary: &mut Diary,
    history: &History,
    dir: &Path,
) -> Result<()> {
    let zip = dir.join("chatgpt-export.zip");
    std::fs::write(&zip, history.zip()?)?;
    browser.click("nav-import").await?;
    browser.choose_file("import-file", &zip).await?;
    browser.part("import-preview").await?;
    diary.did(browser, "what the history would bring, looked through").await?;
    browser.click("import-go").await?;
    let summary = browser.part("import-summary").await?.text().await?;
    diary.did(browser, &format!("a history of {} turns imported", history.turns())).await?;
    println!("            {}", summary.replace('\n', " · "));

    browser.attribute_becomes("vault-state", "data-pending", "0", INDEXING).await?;
    diary.did(browser, "every memory encoded and findable").await
}

/// Enables the chats' site by its address.
pub(crate) async fn enable(browser: &Browser, diary: &mut Diary, address: &str) -> Result<()> {
    sites::enable(browser, address).await?;
    diary.did(browser, "the chat's site enabled by its address").await
}

/// How the suggestion is opened and accepted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gesture {
    /// The chip is clicked, then “Insert”.
    Pointer,
    /// The browser's shortcut, then Enter.
    Keys,
}

/// Drafts, is offered the memory that helps and inserts it. What stands in the composer then.
pub(crate) async fn insert(
    browser: &Browser,
    diary: &mut Diary,
    chat: &Chat,
    gesture: Gesture,
) -> Result<String> {
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "offering", RECALL).await?;
    diary.did(browser, &format!("{}: a draft typed, the frame offers", chat.name)).await?;

    match gesture {
        Gesture::Pointer => frame::open_by_click(browser).await?,
        Gesture::Keys => {
            browser.press_shortcut().await?;
            frame::is_open(browser).await?;
        }
    }
    frame::suggestion(browser, HELP).await?;
    diary.did(browser, &format!("{}: the list opened", chat.name)).await?;

    frame::choose_only(browser, HELP).await?;
    match gesture {
        Gesture::Pointer => frame::insert_by_click(browser).await?,
        Gesture::Keys => frame::insert_by_enter(browser).await?,
    }
    let written = until("the memory stands in the composer", PATIENCE, async || {
        let written = chat.written(browser).await?;
        Ok(written.to_lowercase().contains(HELP).then_some(written))
    })
    .await?;
    ensure!(written.starts_with(DRAFT), "the user's own words do not come first: {written:?}");
    diary.did(browser, &format!("{}: inserted below the user's own words", chat.name)).await?;
    Ok(written)
}

/// Drafts, is offered the memory that helps, inserts it and sends. The body of the request that
/// the server got.
pub(crate) async fn tell(
    browser: &Browser,
    diary: &mut Diary,
    server: &Server,
    chat: &Chat,
    gesture: Gesture,
) -> Result<String> {
    insert(browser, diary, chat, gesture).await?;
    let body = chat.send(browser, server).await?;
    let sent = last_message(&body)?;
    ensure!(sent.contains(DRAFT), "the sent message lacks the draft: {sent:?}");
    ensure!(sent.to_lowercase().contains(HELP), "the sent message lacks the memory: {sent:?}");
    tokio::time::sleep(Duration::from_millis(800)).await;
    diary.did(browser, &format!("{}: sent and answered", chat.name)).await?;
    Ok(body)
}

/// The background dies; the next draft is served all the same, with nothing unlocked again.
pub(crate) async fn revive(browser: &Browser, diary: &mut Diary, chat: &Chat) -> Result<()> {
    browser.kill_background().await?;
    chat.draft(browser, DRAFT).await?;
    let took = frame::becomes(browser, "offering", Duration::from_secs(30)).await?;
    let line = format!("the background killed; the next draft served after {:.1} s", took.as_secs_f64());
    diary.did(browser, &line).await
}

/// A draft that nothing helps gets nothing, beside a composer where the next draft gets something:
/// there the quiet is an answer.
pub(crate) async fn stay_quiet(browser: &Browser, chat: &Chat) -> Result<()> {
    chat.draft(browser, OFF_TOPIC).await?;
    // Long enough for an offer to come, if one were to.
    tokio::time::sleep(Duration::from_secs(4)).await;
    let written = chat.written(browser).await?;
    ensure!(written == OFF_TOPIC, "the composer holds {written:?}");
    let state = frame::state(browser).await?;
    ensure!(state.as_deref() == Some("quiet"), "the frame is {state:?}");

    let composer = chat.composer(browser).await?;
    composer.send_keys(Key::Control + "a").await?;
    composer.send_keys(DRAFT).await?;
    frame::becomes(browser, "offering", RECALL).await.context("the same composer, with another draft")?;
    Ok(())
}

/// Locks the vault; the frame then says so and offers nothing.
pub(crate) async fn lock(browser: &Browser, diary: &mut Diary, chat: &Chat) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("lock").await?;
    browser.attribute_becomes("vault-state", "data-state", "locked", PATIENCE).await?;
    diary.did(browser, "locked").await?;
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "locked", RECALL).await?;
    diary.did(browser, "a draft after locking: nothing is offered").await
}

/// The text of the last message in a request to the API.
pub(crate) fn last_message(body: &str) -> Result<String> {
    let body: Value = serde_json::from_str(body)?;
    let last = body["messages"].as_array().and_then(|messages| messages.last());
    let content = last.and_then(|message| message["content"].as_str());
    Ok(content.context("the request has no message")?.to_owned())
}

/// A page without a composer, a composer in a textarea, one inside shadow roots, and a site that
/// nobody has enabled: where the frame is, and where it is not.
pub(crate) async fn appear(browser: &Browser, server: &Server, page: &str, focus: &str) -> Result<bool> {
    browser.open(&server.page(page)).await?;
    focus_on(browser, focus).await?;
    Ok(frame_within(browser, Duration::from_secs(5)).await)
}

/// The same on a site that is not enabled.
pub(crate) async fn appear_elsewhere(browser: &Browser, server: &Server) -> Result<bool> {
    browser.open(&server.page_elsewhere("textarea")).await?;
    focus_on(browser, "#composer").await?;
    Ok(frame_within(browser, Duration::from_secs(3)).await)
}

async fn frame_within(browser: &Browser, limit: Duration) -> bool {
    let there = async || Ok(frame::is_there(browser).await?.then_some(()));
    until("the frame is there", limit, there).await.is_ok()
}

/// Puts the focus into a field wherever it is, and types a letter.
async fn focus_on(browser: &Browser, css: &str) -> Result<()> {
    let element = wire::find(&browser.driver, css).await?.with_context(|| format!("there is no {css}"))?;
    element.click().await?;
    element.send_keys("I").await?;
    Ok(())
}
