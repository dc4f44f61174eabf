//! What Satchel found out about memories and what the user says of it: one that is no help is not offered for the
//! draft again; what a note replaces is shown, and undone.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use thirtyfour::{By, Key, WebElement};

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::dashboard::{kept, search};
use crate::diary::Diary;
use crate::everyday::offered;
use crate::frame;
use crate::server::Server;
use crate::story::{DRAFT, HELP};
use crate::words::Words;

/// The same matter, told twice.
const OLDER: &str = "Book club meets on Mondays at seven in the library of Saint Rémy.";
const NEWER: &str = "Book club has moved to Wednesdays at seven in the library of Saint Rémy.";

/// Tries both.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary, server: &Server, words: &Words) {
    let chat = Chat::textarea(server);
    let result = dismissed(browser, diary, words, &chat).await;
    diary
        .tried(
            browser,
            "what was no help is not offered for its draft again, until that is taken back",
            result,
        )
        .await;
    let result = replaced(browser, diary).await;
    diary.tried(browser, "what a note replaces is shown with it, and can be undone", result).await;
}

async fn dismissed(browser: &Browser, diary: &mut Diary, words: &Words, chat: &Chat) -> Result<()> {
    open(browser, chat).await?;
    press(browser, &frame::suggestion(browser, HELP).await?, "dismiss").await?;
    let row = frame::suggestion(browser, HELP).await?;
    until("the frame says that it is dismissed", PATIENCE, async || {
        Ok(row.text().await?.contains(&words.say("dismissed", &[])?).then_some(()))
    })
    .await?;
    diary.picture(browser, "dismissed in the frame").await?;
    // A mistake, taken back.
    press(browser, &row, "undismiss").await?;
    until("the dismissal is taken back", PATIENCE, async || {
        Ok(row.find(By::Css(test_id("dismiss"))).await.ok())
    })
    .await?;
    press(browser, &row, "dismiss").await?;
    until("it is dismissed again", PATIENCE, async || Ok(row.find(By::Css(test_id("undismiss"))).await.ok()))
        .await?;
    browser.driver.action_chain().send_keys(Key::Escape).perform().await?;
    frame::leave(browser).await?;
    ensure!(!offered(browser, chat, DRAFT, HELP).await?, "what was dismissed is offered for the same draft");

    kept(browser).await?;
    search(browser, HELP).await?;
    browser.click("offer-again").await?;
    until("nothing is said of a dismissal any more", PATIENCE, async || {
        Ok(browser.driver.find_all(By::Css(test_id("offer-again"))).await?.is_empty().then_some(()))
    })
    .await?;
    ensure!(
        offered(browser, chat, DRAFT, HELP).await?,
        "it is not offered though the dismissal was taken back"
    );
    Ok(())
}

/// Types the draft and opens the list. Leaves the driver in the frame.
pub(crate) async fn open(browser: &Browser, chat: &Chat) -> Result<()> {
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    frame::open_by_click(browser).await
}

/// Presses a button of a row as a person does: the pointer comes to rest first.
pub(crate) async fn press(browser: &Browser, row: &WebElement, id: &str) -> Result<()> {
    let button = row.find(By::Css(test_id(id))).await.with_context(|| format!("{id} in the row"))?;
    browser.driver.action_chain().move_to_element_center(&button).perform().await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    button.click().await?;
    Ok(())
}

async fn replaced(browser: &Browser, diary: &mut Diary) -> Result<()> {
    let before = kept(browser).await?;
    browser.click("nav-import").await?;
    browser.type_into("import-paste", &format!("[2025-01-10] - {OLDER}\n[2025-06-10] - {NEWER}")).await?;
    browser.click("import-paste-go").await?;
    until("both came in", PATIENCE, async || Ok((kept(browser).await? == before + 2).then_some(()))).await?;
    browser.attribute_becomes("vault-state", "data-pending", "0", PATIENCE).await?;
    for (part, shown) in [("replaces", OLDER), ("replaced_by", NEWER)] {
        let said = link(browser, part).await?.context("no memory says so")?;
        ensure!(said.contains(shown), "{part}: {said:?}");
    }
    diary.picture(browser, "what replaces what").await?;
    browser.click("replaces-not").await?;
    until("both stand by themselves", PATIENCE, async || {
        Ok((link(browser, "replaces").await?.is_none() && link(browser, "replaced_by").await?.is_none())
            .then_some(()))
    })
    .await
}

/// What the first row says of a link, with the search for both done anew.
async fn link(browser: &Browser, part: &str) -> Result<Option<String>> {
    kept(browser).await?;
    search(browser, "book club library").await?;
    match browser.driver.find(By::Css(test_id(part))).await {
        Ok(found) => Ok(Some(found.text().await?)),
        Err(_) => Ok(None),
    }
}
