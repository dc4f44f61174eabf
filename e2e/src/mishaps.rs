//! What goes wrong in a person's hands: Satchel says so in a sentence, and nothing is harmed.
//!
//! Each statement begins and ends with the vault unlocked and the chats' site enabled.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::By;

use crate::browser::{Aside, Browser, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::dashboard::{kept, search, unlock};
use crate::diary::Diary;
use crate::sample::History;
use crate::server::Server;
use crate::story::{DRAFT, HELP};
use crate::words::Words;
use crate::{frame, wire};

/// From the last key to what the frame says, an engine that starts anew included.
const SERVED: Duration = Duration::from_secs(30);
/// Long enough for a frame or an error to come, if one were to.
const NOTHING: Duration = Duration::from_secs(2);

/// Tries them all.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary, server: &Server, words: &Words, dir: &Path) {
    let chat = Chat::textarea(server);

    let result = wrong_passphrase(browser, words).await;
    diary
        .tried(browser, "a wrong passphrase is called one and opens nothing; the right one opens all", result)
        .await;

    let result = truncated(browser, words, dir).await;
    diary
        .tried(browser, "an export that ends too early is called so, and nothing of it is kept", result)
        .await;

    let result = no_export(browser, words, dir).await;
    diary.tried(browser, "a file that is no export is called so, and changes nothing", result).await;

    let result = twice(browser, words, dir).await;
    diary.tried(browser, "the whole export comes in after that; a second time it adds nothing", result).await;

    let result = no_composer(browser, server).await;
    diary.tried(browser, "a page without a composer is left alone and works", result).await;

    let result = locked_meanwhile(browser, words, &chat).await;
    let reopened = reopen(browser).await;
    let result = result.and(reopened);
    diary
        .tried(
            browser,
            "a vault locked while somebody writes: the frame says so, and serves on once unlocked",
            result,
        )
        .await;

    let result = away_and_back(browser, &chat).await;
    diary.tried(browser, "the frame is there again when its tab is, with the draft typed on", result).await;

    let result = engine_dies(browser, &chat).await;
    diary
        .tried(browser, "the engine dies under a draft and the draft is served, without unlocking", result)
        .await;

    let result = engine_dies_under_the_dashboard(browser).await;
    diary.tried(browser, "the engine dies under the open dashboard and its search goes on", result).await;

    let result = locked_elsewhere(browser).await;
    let reopened = reopen(browser).await;
    let result = result.and(reopened);
    diary.tried(browser, "an open dashboard closes when the vault is locked elsewhere", result).await;
}

async fn wrong_passphrase(browser: &Browser, words: &Words) -> Result<()> {
    let before = kept(browser).await?;
    browser.click("lock").await?;
    browser.attribute_becomes("vault-state", "data-state", "locked", PATIENCE).await?;

    browser.type_into("passphrase", "umbrella lantern sextant 42").await?;
    browser.click("unlock").await?;
    words.complaint(browser, "error_passphrase_wrong", &[]).await?;
    let state = browser.part("vault-state").await?.attr("data-state").await?;
    ensure!(state.as_deref() == Some("locked"), "after a wrong passphrase the vault is {state:?}");

    browser.part("passphrase").await?.clear().await?;
    unlock(browser).await?;
    let after = kept(browser).await?;
    ensure!(before > 0 && after == before, "{before} memories before, {after} after");
    let found = search(browser, HELP).await?;
    ensure!(!found.is_empty(), "nothing is found by {HELP:?}");
    Ok(())
}

async fn truncated(browser: &Browser, words: &Words, dir: &Path) -> Result<()> {
    let zip = other()?.zip()?;
    let part = zip.get(..zip.len() * 4 / 5).context("four fifths of the zip")?;
    refused(browser, words, dir, "cut-short.zip", part, "error_file_truncated").await
}

async fn no_export(browser: &Browser, words: &Words, dir: &Path) -> Result<()> {
    let files: [(&str, &[u8]); 4] = [
        ("invoice.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
        ("settings.json", br#"{"theme": "dark", "conversations": 3}"#),
        ("contacts.json", br#"[{"name": "Ada", "phone": "none"}, {"name": "Bo", "phone": "none"}]"#),
        ("shopping.json", br#"["milk", "eggs"]"#),
    ];
    for (name, content) in files {
        refused(browser, words, dir, name, content, "error_not_an_export")
            .await
            .with_context(|| name.to_owned())?;
    }
    Ok(())
}

/// Tries to import a file: a sentence says why it cannot be, and nothing is kept.
async fn refused(
    browser: &Browser,
    words: &Words,
    dir: &Path,
    name: &str,
    content: &[u8],
    key: &str,
) -> Result<()> {
    let file = dir.join(name);
    std::fs::write(&file, content)?;
    let before = kept(browser).await?;
    browser.click("nav-import").await?;
    browser.choose_file("import-file", &file).await?;
    words.complaint(browser, key, &[]).await?;
    for id in ["import-preview", "import-summary"] {
        let said = browser.driver.find_all(By::Css(test_id(id))).await?;
        ensure!(said.is_empty(), "a file that is refused has an {id}");
    }
    let after = kept(browser).await?;
    ensure!(after == before, "{before} memories before, {after} after");
    Ok(())
}

async fn twice(browser: &Browser, words: &Words, dir: &Path) -> Result<()> {
    let history = other()?;
    let file = dir.join("whole.zip");
    std::fs::write(&file, history.zip()?)?;
    // Each of the custom instructions is a memory too.
    let all = history.turns() + 2;
    let before = kept(browser).await?;

    look_into(browser, &file).await?;
    words.said_in(browser, "import-preview", "preview_fresh_other", &[&all.to_string()]).await?;
    let looked = kept(browser).await?;
    ensure!(looked == before, "{before} memories before a file was looked into, {looked} after");

    look_into(browser, &file).await?;
    browser.click("import-go").await?;
    words.said_in(browser, "import-summary", "import_kept_other", &[&all.to_string()]).await?;
    let once = kept(browser).await?;
    ensure!(once == before + all, "{before} memories, and {all} more make {once}");

    look_into(browser, &file).await?;
    words.said_in(browser, "import-preview", "preview_nothing", &[]).await?;
    words.said_in(browser, "import-preview", "preview_known_other", &[&all.to_string()]).await?;
    let offers = browser.driver.find_all(By::Css(test_id("import-go"))).await?;
    ensure!(offers.is_empty(), "a file with nothing new can be imported");
    let after = kept(browser).await?;
    ensure!(after == once, "{once} memories before the second look, {after} after");
    let found = search(browser, "sourdough").await?;
    ensure!(found.iter().any(|text| text.contains("sourdough")), "what came in is not found: {found:?}");
    Ok(())
}

async fn look_into(browser: &Browser, file: &Path) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-import").await?;
    browser.choose_file("import-file", file).await?;
    browser.part("import-preview").await.map(drop)
}

async fn no_composer(browser: &Browser, server: &Server) -> Result<()> {
    browser.open(&server.page("plain")).await?;
    let field = browser.find("#search").await?;
    field.click().await?;
    field.send_keys("birds of Lyon").await?;
    tokio::time::sleep(NOTHING).await;
    let written = field.prop("value").await?;
    ensure!(written.as_deref() == Some("birds of Lyon"), "the search field holds {written:?}");
    ensure!(!frame::is_there(browser).await?, "the page has the frame");
    let html = browser.driver.find(By::Css("html")).await?;
    let troubles = html.attr("data-troubles").await?;
    ensure!(troubles.is_none(), "errors in the page: {troubles:?}");

    // A page that does not see an error made on purpose would see no other.
    browser.find("#break").await?.click().await?;
    until("the page sees the error made on purpose", PATIENCE, async || {
        let troubles = html.attr("data-troubles").await?;
        Ok(troubles.is_some_and(|troubles| troubles.contains("on purpose")).then_some(()))
    })
    .await
}

async fn locked_meanwhile(browser: &Browser, words: &Words, chat: &Chat) -> Result<()> {
    let (first, rest) = DRAFT.split_at("Plan a birthday".len());
    chat.draft(browser, first).await?;
    frame::enter(browser).await?;
    frame::leave(browser).await?;
    mark(browser).await?;

    browser
        .aside(Aside::Window, async || {
            browser.open_own("dashboard.html").await?;
            browser.click("lock").await?;
            browser.attribute_becomes("vault-state", "data-state", "locked", PATIENCE).await
        })
        .await?;
    chat.composer(browser).await?.send_keys(rest).await?;
    frame::becomes(browser, "locked", SERVED).await?;
    let said = frame::words(browser).await?;
    ensure!(said == words.say("frame_locked", &[])?, "the locked frame says {said:?}");
    let written = chat.written(browser).await?;
    ensure!(written == DRAFT, "the composer holds {written:?}");

    browser
        .aside(Aside::Window, async || {
            browser.open_own("dashboard.html").await?;
            unlock(browser).await
        })
        .await?;
    frame::becomes(browser, "offering", SERVED).await?;
    unreloaded(browser).await?;
    let written = chat.written(browser).await?;
    ensure!(written == DRAFT, "the composer holds {written:?}");
    Ok(())
}

async fn away_and_back(browser: &Browser, chat: &Chat) -> Result<()> {
    let (first, rest) = DRAFT.split_at("Plan a".len());
    chat.draft(browser, first).await?;
    frame::becomes(browser, "quiet", SERVED).await?;
    let watch = "document.addEventListener('visibilitychange', () => \
                   (document.documentElement.dataset.away ??= document.visibilityState))";
    wire::script(&browser.driver, watch, vec![]).await?;
    browser
        .aside(Aside::Tab, async || {
            browser.open_own("dashboard.html").await?;
            browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await
        })
        .await?;
    let away = browser.driver.find(By::Css("html")).await?.attr("data-away").await?;
    ensure!(away.as_deref() == Some("hidden"), "its tab was never out of sight: {away:?}");
    chat.composer(browser).await?.send_keys(rest).await?;
    frame::becomes(browser, "offering", SERVED).await?;
    frame::words(browser).await.context("the frame is not shown").map(drop)
}

async fn engine_dies(browser: &Browser, chat: &Chat) -> Result<()> {
    let (first, rest) = DRAFT.split_at("Plan a".len());
    chat.draft(browser, first).await?;
    frame::becomes(browser, "quiet", SERVED).await?;
    mark(browser).await?;
    browser.kill_engine().await?;
    chat.composer(browser).await?.send_keys(rest).await?;
    frame::becomes(browser, "offering", SERVED).await?;
    unreloaded(browser).await
}

async fn engine_dies_under_the_dashboard(browser: &Browser) -> Result<()> {
    kept(browser).await?;
    mark(browser).await?;
    browser.kill_engine().await?;
    let found = search(browser, HELP).await?;
    ensure!(found.iter().any(|text| text.contains(HELP)), "{HELP:?} finds {found:?}");
    let state = browser.part("vault-state").await?.attr("data-state").await?;
    ensure!(state.as_deref() == Some("unlocked"), "the vault is {state:?}");
    unreloaded(browser).await
}

async fn locked_elsewhere(browser: &Browser) -> Result<()> {
    kept(browser).await?;
    let found = search(browser, HELP).await?;
    ensure!(found.iter().any(|text| text.contains(HELP)), "{HELP:?} finds {found:?}");
    mark(browser).await?;
    browser
        .aside(Aside::Window, async || {
            browser.open_own("dashboard.html").await?;
            browser.click("lock").await?;
            browser.attribute_becomes("vault-state", "data-state", "locked", PATIENCE).await
        })
        .await?;
    browser.attribute_becomes("vault-state", "data-state", "locked", PATIENCE).await?;
    browser.part("passphrase").await.context("it does not ask for the passphrase")?;
    let html = wire::script(&browser.driver, "return document.documentElement.outerHTML", vec![]).await?;
    let html = html.as_str().context("the page as it stands")?;
    ensure!(!html.contains(HELP), "the locked dashboard still has a memory's words");
    unreloaded(browser).await
}

/// Marks the page that is open, so that [`unreloaded`] knows it again.
async fn mark(browser: &Browser) -> Result<()> {
    wire::script(&browser.driver, "window.sameAsBefore = true", vec![]).await.map(drop)
}

async fn unreloaded(browser: &Browser) -> Result<()> {
    let same = wire::script(&browser.driver, "return window.sameAsBefore === true", vec![]).await?;
    ensure!(same == Value::Bool(true), "the page was reloaded");
    Ok(())
}

/// Sees to it that the vault is unlocked, whatever became of it.
async fn reopen(browser: &Browser) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    let state = until("the dashboard knows the vault", PATIENCE, async || {
        Ok(browser.part("vault-state").await?.attr("data-state").await?)
    })
    .await?;
    if state == "locked" { unlock(browser).await } else { Ok(()) }
}

/// A history that the sample knows nothing of.
fn other() -> Result<History> {
    let history = json!({
        "canaries": [],
        "first": 500,
        "custom_instructions": {
            "about_user": "I keep a bakery on Sundays.", "about_model": "Answer in one paragraph.",
        },
        "conversations": [{
            "title": "Bread",
            "start": "2025-11-02T06:30:00Z",
            "turns": [
                ["user", "My sourdough starter is rye and it wants feeding on Fridays."],
                ["assistant", "Then Saturday morning is the time to mix the dough."],
                ["user", "I bake at 240 degrees with steam for the first twelve minutes."],
                ["assistant", "And without steam until the crust is dark."],
            ],
        }],
    });
    Ok(serde_json::from_value(history)?)
}
