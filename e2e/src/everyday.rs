//! Small things of every day: a note, a one-line chat, undo, the ledger, a deletion, and the
//! interface in another language.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use thirtyfour::{By, Key};

use crate::Place;
use crate::browser::{Browser, Kind, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::dashboard::{kept, press_in_row, search};
use crate::diary::Diary;
use crate::frame;
use crate::server::Server;
use crate::story::{self, DRAFT, Gesture, HELP};
use crate::words::Words;

/// Typed into the popup.
pub(crate) const NOTE: &str = "The key of my kayak hangs behind the kitchen door.";
/// What it helps with.
const NOTE_DRAFT: &str = "Where did I put the key of my kayak?";
/// What it says and the draft does not.
const NOTE_WORD: &str = "kitchen door";

/// Tries them all.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary, server: &Server, words: &Words) {
    let chat = Chat::textarea(server);

    let result = one_line(browser, diary, server).await;
    diary.tried(browser, "in a composer of one line the insertion is one line, and is sent", result).await;

    let result = undone(browser, diary, (server, words), &chat).await;
    diary
        .tried(
            browser,
            "one Ctrl+Z takes an insertion back; the ledger has its site and text all the same",
            result,
        )
        .await;

    let result = note(browser, words).await;
    diary.tried(browser, "a note typed into the popup is kept and counted", result).await;

    let result = deleted(browser, words, &chat).await;
    diary
        .tried(
            browser,
            "a deletion can be undone at once; a deleted memory is gone from list, search and suggestions",
            result,
        )
        .await;
}

async fn one_line(browser: &Browser, diary: &mut Diary, server: &Server) -> Result<()> {
    let chat = Chat::line(server);
    let written = story::insert(browser, diary, &chat, Gesture::Pointer).await?;
    ensure!(!written.contains('\n'), "more than one line: {written:?}");
    let added = written.strip_prefix(DRAFT).unwrap_or_default();
    ensure!(
        added.starts_with(" [") && added.ends_with(']'),
        "no fenced block, one space after the user's own words: {written:?}"
    );
    let sent = story::last_message(&chat.send(browser, server).await?)?;
    ensure!(sent == written, "{written:?} was sent as {sent:?}");
    Ok(())
}

async fn undone(
    browser: &Browser,
    diary: &mut Diary,
    (server, words): (&Server, &Words),
    chat: &Chat,
) -> Result<()> {
    let before = ledger(browser).await?.len();
    story::insert(browser, diary, chat, Gesture::Pointer).await?;
    let inserted = words.say("frame_inserted", &[])?;
    until("the frame says that it was inserted", PATIENCE, async || {
        Ok((frame::words(browser).await? == inserted).then_some(()))
    })
    .await?;
    // The frame gives the focus back when it closes.
    until("the composer has the focus", PATIENCE, async || {
        let focused = browser.driver.active_element().await?;
        Ok((focused.id().await?.as_deref() == Some("composer")).then_some(()))
    })
    .await?;
    browser
        .driver
        .action_chain()
        .key_down(Key::Control)
        .send_keys("z")
        .key_up(Key::Control)
        .perform()
        .await?;
    let undone = until("the insertion is taken back", PATIENCE, async || {
        let written = chat.written(browser).await?;
        Ok((!written.to_lowercase().contains(HELP)).then_some(written))
    })
    .await?;
    ensure!(undone == DRAFT, "undo left {undone:?}");

    let entries = ledger(browser).await?;
    ensure!(entries.len() == before + 1, "{before} entries before, {} after", entries.len());
    let newest = entries.first().context("the ledger is empty")?;
    let page = server.page("textarea");
    let site = page.strip_suffix("/textarea.html").context("the page's site")?;
    ensure!(newest.contains(site), "the newest entry does not name {site}: {newest:?}");
    ensure!(newest.to_lowercase().contains(HELP), "the newest entry lacks the text: {newest:?}");
    Ok(())
}

/// The ledger's entries, newest first.
async fn ledger(browser: &Browser) -> Result<Vec<String>> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-ledger").await?;
    browser.part("ledger-entry").await?;
    let mut entries = Vec::new();
    for entry in browser.driver.find_all(By::Css(test_id("ledger-entry"))).await? {
        entries.push(entry.text().await?);
    }
    Ok(entries)
}

async fn note(browser: &Browser, words: &Words) -> Result<()> {
    let before = kept(browser).await?;
    browser.open_own("popup.html").await?;
    words.said_in(browser, "vault-state", "memories_other", &[&before.to_string()]).await?;
    browser.type_into("add-note", NOTE).await?;
    browser.click("add-note-save").await?;
    words.said_in(browser, "vault-state", "note_kept", &[]).await?;
    words.said_in(browser, "vault-state", "memories_other", &[&(before + 1).to_string()]).await?;
    browser.attribute_becomes("vault-state", "data-pending", "0", PATIENCE).await
}

async fn deleted(browser: &Browser, words: &Words, chat: &Chat) -> Result<()> {
    ensure!(
        offered(browser, chat, NOTE_DRAFT, NOTE_WORD).await?,
        "the note is not offered before it is deleted"
    );
    let before = kept(browser).await?;
    search(browser, "kayak").await?;
    press_in_row(browser, NOTE, "delete").await?;
    words.said_in(browser, "deleted", "deleted_here", &[]).await?;
    focused(browser, "undelete").await?;
    browser.click("undelete").await?;
    focused(browser, "delete").await?;
    let back = kept(browser).await?;
    ensure!(back == before, "{before} memories before, {back} after the deletion was undone");
    ensure!(
        offered(browser, chat, NOTE_DRAFT, NOTE_WORD).await?,
        "the note is not offered after its deletion was undone"
    );

    delete(browser, NOTE).await?;
    let after = kept(browser).await?;
    ensure!(after + 1 == before, "{before} memories before, {after} after");
    browser.part("memory").await?;
    ensure!(!shown(browser).await?, "the list, opened afresh, has the deleted note");
    let found = search(browser, "kayak").await?;
    ensure!(!found.iter().any(|text| text.contains(NOTE)), "search finds the deleted note");
    ensure!(!offered(browser, chat, NOTE_DRAFT, NOTE_WORD).await?, "the deleted note is offered");
    Ok(())
}

/// Finds a memory by its text and deletes it.
pub(crate) async fn delete(browser: &Browser, text: &str) -> Result<()> {
    kept(browser).await?;
    search(browser, text).await?;
    press_in_row(browser, text, "delete").await?;
    browser.part("deleted").await.map(drop)
}

/// Waits until the part with a test id has the focus.
pub(crate) async fn focused(browser: &Browser, id: &str) -> Result<()> {
    until(&format!("{id} has the focus"), PATIENCE, async || {
        // A row that is drawn anew takes what had the focus with it.
        let focused = browser.driver.active_element().await?;
        Ok((focused.attr("data-testid").await.ok().flatten().as_deref() == Some(id)).then_some(()))
    })
    .await
}

/// Whether the dashboard shows the note.
async fn shown(browser: &Browser) -> Result<bool> {
    Ok(browser.find("main").await?.text().await?.contains(NOTE))
}

/// Whether a draft is offered what has this word.
pub(crate) async fn offered(browser: &Browser, chat: &Chat, draft: &str, word: &str) -> Result<bool> {
    chat.draft(browser, draft).await?;
    // Long enough for an offer to come, if one were to.
    tokio::time::sleep(Duration::from_secs(3)).await;
    match frame::state(browser).await?.as_deref() {
        Some("quiet") => Ok(false),
        Some("offering") => {
            frame::open_by_click(browser).await?;
            let offered = frame::suggestion(browser, word).await.is_ok();
            frame::leave(browser).await?;
            Ok(offered)
        }
        other => anyhow::bail!("the frame is {other:?}"),
    }
}

/// A browser of another language, from its start: the pages speak it, complaints among them.
pub(crate) async fn in_french(place: &Place, kind: Kind) -> Result<()> {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-fr", kind);
    launch.language = Some("fr");
    let words = Words::read(&launch.extension, "fr")?;
    let browser = Browser::start(&launch).await?;
    let result = speaks(&browser, &words).await;
    browser.close().await?;
    result
}

async fn speaks(browser: &Browser, words: &Words) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.attribute_becomes("vault-state", "data-state", "missing", PATIENCE).await?;
    for key in ["nav_memories", "nav_ledger", "create_title", "create_warning"] {
        words.said_in(browser, "vault-state", key, &[]).await?;
    }
    let language = browser.driver.find(By::Css("html")).await?.attr("lang").await?.unwrap_or_default();
    ensure!(language.starts_with("fr"), "the page says that it speaks {language:?}");
    browser.type_into("passphrase", "court").await?;
    browser.type_into("passphrase-again", "court").await?;
    browser.click("create").await?;
    words.complaint(browser, "passphrase_short", &["12"]).await
}
