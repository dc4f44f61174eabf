//! A composer that nothing finds: the user points at it, by the browser's own menu.

use std::time::Duration;

use anyhow::{Result, ensure};
use thirtyfour::{By, Key};

use crate::browser::{Browser, PATIENCE, until};
use crate::server::Server;
use crate::story::{DRAFT, HELP};
use crate::words::Words;
use crate::{frame, wire};

/// So long a frame has to come, where none may.
const SILENCE: Duration = Duration::from_millis(1500);
/// The entry of the menu, as the extension calls it.
const MENU: &str = "point";

/// Points at it; it is found again when the page is loaded anew, and after the page's next release.
pub(crate) async fn at_a_field(browser: &Browser, server: &Server, words: &Words) -> Result<()> {
    let label = words.say("point_here", &[])?;
    let page = server.page("odd");
    browser.open(&page).await?;
    silent(browser, "#composer").await?;

    browser.choose_in_menu("#code", MENU, &label).await?;
    silent(browser, "#code").await?;

    browser.choose_in_menu("#composer", MENU, &label).await?;
    offered(browser).await?;
    silent(browser, "#other").await?;

    for page in [page.clone(), format!("{page}?released"), format!("{page}?released")] {
        browser.open(&page).await?;
        browser.find("#composer").await?.click().await?;
        offered(browser).await?;
    }
    silent(browser, "#other").await?;
    learnt(browser, "is known", true).await?;
    forget(browser, &page).await?;
    browser.open(&page).await?;
    silent(browser, "#composer").await
}

/// What is written there is offered something.
async fn offered(browser: &Browser) -> Result<()> {
    frame::becomes(browser, "quiet", PATIENCE).await?;
    browser.find("#composer").await?.send_keys(DRAFT).await?;
    frame::becomes(browser, "offering", PATIENCE).await.map(drop)
}

/// No frame is shown at a field that has the focus.
async fn silent(browser: &Browser, css: &str) -> Result<()> {
    browser.find(css).await?.click().await?;
    tokio::time::sleep(SILENCE).await;
    let shown = browser.driver.find_all(By::Css("html > div[popover]:popover-open")).await?;
    ensure!(shown.is_empty(), "the frame is shown at {css}");
    Ok(())
}

/// What is kept of it says no word of the page.
async fn learnt(browser: &Browser, what: &str, wanted: bool) -> Result<()> {
    browser.open_own("popup.html").await?;
    let ask = "return (globalThis.browser ?? chrome).storage.local.get()
                 .then((all) => JSON.stringify(Object.entries(all).filter(([key]) => key.startsWith('learnt '))))";
    let kept = wire::script(&browser.driver, ask, vec![]).await?;
    let kept = kept.as_str().unwrap_or_default();
    ensure!(kept.contains("traits") == wanted, "{what}: {kept}");
    let named = ["instructions", "composer", "wide"].iter().any(|word| kept.to_lowercase().contains(word));
    ensure!(!named, "it says words of the page: {kept}");
    Ok(())
}

/// As the popup offers it; other stories are told on the same site.
async fn forget(browser: &Browser, page: &str) -> Result<()> {
    browser
        .popup_over(page, async || {
            browser.click("point-forget").await?;
            browser.part("point-hint").await.map(drop)
        })
        .await?;
    learnt(browser, "is forgotten", false).await
}

/// Where nothing takes what is offered, the popup finds it and the clipboard carries it: nothing is asked of the page.
pub(crate) async fn by_clipboard(browser: &Browser, server: &Server, words: &Words) -> Result<()> {
    // Of a site that was not enabled, a page in a tab is told nothing; a popup is.
    let page = server.page("plain");
    browser
        .popup_over(&page, async || {
            browser.click("for-chat-open").await?;
            browser.type_into("for-chat-draft", "Prove that root two is no ratio").await?;
            words.said_in(browser, "for-chat-said", "for_chat_nothing", &[]).await?;
            browser.type_into("for-chat-draft", DRAFT).await?;
            browser.part("for-chat-copy").await.map(drop)
        })
        .await?;
    browser.click("for-chat-copy").await?;
    words.said_in(browser, "for-chat-said", "for_chat_copied", &[]).await?;
    let field = browser.part("for-chat-draft").await?;
    field.clear().await?;
    field.send_keys(Key::Control + "v").await?;
    let pasted = until("the block is in the clipboard", PATIENCE, async || {
        let pasted = field.prop("value").await?.unwrap_or_default();
        Ok(pasted.to_lowercase().contains(HELP).then_some(pasted))
    })
    .await?;
    ensure!(pasted.contains("Oriane") && pasted.lines().count() >= 3, "it is no block: {pasted:?}");
    browser.open_own("dashboard.html").await?;
    browser.click("nav-ledger").await?;
    let newest = browser.part("ledger-entry").await?.text().await?;
    ensure!(newest.contains("127.0.0.1") && newest.contains(HELP), "the ledger says {newest:?}");
    Ok(())
}
