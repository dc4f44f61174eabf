//! What the user has set of insertion: where it stands, how it is worded; and the way that is left where a
//! composer takes nothing.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::{By, Key};

use crate::browser::{Browser, PATIENCE, until};
use crate::chat::Chat;
use crate::diary::Diary;
use crate::editors::DRAFT;
use crate::frame;
use crate::probe::{Finder, hand};
use crate::server::Server;

const FIRST: &str = "Things that are so";
const LAST: &str = "So much for that";

/// Sets where what is inserted stands.
pub(crate) async fn choose(browser: &Browser, place: &str) -> Result<()> {
    settings(browser).await?;
    // The name is the button; the input itself is not to be seen.
    let option = browser.find(&format!("[data-testid=insert-at] label:has([value={place}])")).await?;
    option.click().await?;
    // It is kept: the page, opened anew, says the same.
    until("the place is set", PATIENCE, async || {
        settings(browser).await?;
        let option = browser.find(&format!("[data-testid=insert-at] label:has([value={place}])")).await?;
        Ok(option.find(By::Css("input")).await?.is_selected().await?.then_some(()))
    })
    .await
}

async fn settings(browser: &Browser) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-settings").await?;
    browser.part("inserting").await.map(drop)
}

/// Words the block in the settings, and has it inserted.
pub(crate) async fn worded(browser: &Browser, diary: &mut Diary, server: &Server) -> Result<()> {
    choose(browser, "after").await?;
    for (id, words) in [("wording-before", FIRST), ("wording-after", LAST)] {
        browser.part(id).await?.clear().await?;
        browser.type_into(id, words).await?;
    }
    browser.click("wording-dated").await?;
    let wanted =
        |text: &str| text.starts_with(&format!("[{FIRST}]\n- ")) && text.ends_with(&format!("\n\n[{LAST}]"));
    until("the preview shows it", PATIENCE, async || {
        let text = browser.part("wording-preview").await?.text().await?;
        Ok((wanted(&text) && !text.contains('(')).then_some(()))
    })
    .await?;
    diary.picture(browser, "wording of the block").await?;
    browser.click("wording-save").await?;
    until("it is saved", PATIENCE, async || {
        Ok((!browser.part("wording-save").await?.is_enabled().await?).then_some(()))
    })
    .await?;

    let chat = Chat::textarea(server);
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    frame::open_by_click(browser).await?;
    let told = browser.find("footer [role=status]").await?.text().await?;
    frame::insert_by_click(browser).await?;
    let block = until("the block is inserted", PATIENCE, async || {
        let written = chat.written(browser).await?;
        Ok(written.strip_prefix(DRAFT).filter(|added| !added.is_empty()).map(|added| added.trim().to_owned()))
    })
    .await?;
    ensure!(wanted(&block) && !block.contains("(20"), "{block:?}");
    // With the line break that ends it, which no composer gets.
    let length = block.chars().count() + 1;
    ensure!(told.contains(&format!(" {length} ")), "{told:?}, and it has {length} characters");
    // What was set is there when the page is opened again, and can be given up.
    settings(browser).await?;
    let before = browser.part("wording-before").await?;
    ensure!(before.prop("value").await?.as_deref() == Some(FIRST), "the first line is lost");
    browser.click("wording-usual").await?;
    browser.click("wording-save").await
}

/// A composer that takes keys alone: the block is copied in the frame, and pasted into another field.
pub(crate) async fn copied(browser: &Browser, diary: &mut Diary, server: &Server) -> Result<()> {
    let chat = Chat::stubborn(server);
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    frame::open_by_click(browser).await?;
    frame::rest_on(browser, "insert").await?;
    browser.click("insert").await?;
    until("the frame offers to copy it", PATIENCE, async || Ok(browser.part("copy").await.ok().map(drop)))
        .await?;
    diary.picture(browser, "a composer that takes nothing").await?;
    let own = chat_text(browser, &chat).await?;
    ensure!(own == DRAFT, "the refused block left {own:?}");
    frame::enter(browser).await?;
    frame::rest_on(browser, "copy").await?;
    browser.click("copy").await?;
    until("it is copied", PATIENCE, async || {
        Ok(browser.driver.find_all(By::Css("[data-testid=copy]")).await?.is_empty().then_some(()))
    })
    .await?;
    frame::leave(browser).await?;
    let notes = browser.find("#notes").await?;
    notes.click().await?;
    let keys = browser.driver.action_chain();
    keys.key_down(Key::Control).send_keys("v").key_up(Key::Control).perform().await?;
    let pasted = until("it is pasted", PATIENCE, async || {
        Ok(notes.prop("value").await?.filter(|text| !text.is_empty()))
    })
    .await?;
    let (first, rest) = pasted.split_once('\n').context("several lines")?;
    ensure!(first.starts_with('[') && rest.contains("paddles") && rest.ends_with("]\n"), "{pasted:?}");
    Ok(())
}

/// `/remember …` is read back in the frame, kept, and taken out of the composer; the next draft has its help.
pub(crate) async fn remembered(
    browser: &Browser,
    diary: &mut Diary,
    (address, called): (&str, &str),
    (note, helps): (&str, &str),
) -> Result<()> {
    let finder = Finder::read()?;
    browser.open(address).await?;
    let field = finder.composer(browser, PATIENCE).await?.context("no composer was found")?;
    ensure!(field.composer.kind == called, "it is called {}", field.composer.kind);
    hand::click(browser, &hand::element(browser, &field.element)?).await?;
    hand::types(browser, &format!("/remember {note}")).await?;
    frame::becomes(browser, "remember", PATIENCE).await?;
    frame::open_by_click(browser).await?;
    let read = browser.part("note").await?.text().await?;
    ensure!(read == note, "the frame asks for {read:?}");
    diary.picture(browser, "what is to be remembered").await?;
    frame::rest_on(browser, "remember").await?;
    browser.click("remember").await?;
    frame::leave(browser).await?;
    let mut left = None;
    let empty = until("the composer is empty", PATIENCE, async || {
        left = finder.written(browser, &field).await;
        Ok(left.as_deref().is_some_and(|left| left.trim().is_empty()).then_some(()))
    });
    empty.await.with_context(|| format!("it holds {left:?}"))?;
    hand::types(browser, helps).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    frame::open_by_click(browser).await?;
    frame::suggestion(browser, note).await?;
    frame::leave(browser).await
}

async fn chat_text(browser: &Browser, chat: &Chat) -> Result<String> {
    frame::leave(browser).await?;
    chat.written(browser).await
}
