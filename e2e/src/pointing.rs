//! A composer that nothing finds: the user points at it, by the browser's own menu.

use std::time::Duration;

use anyhow::{Result, ensure};
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE};
use crate::server::Server;
use crate::story::DRAFT;
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
    forget(browser).await?;
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

/// Other stories are told on the same site.
async fn forget(browser: &Browser) -> Result<()> {
    let forget = "const { local } = (globalThis.browser ?? chrome).storage;
                  return local.get().then((all) => local.remove(Object.keys(all).filter((key) => key.startsWith('learnt '))))
                    .then(() => null)";
    wire::script(&browser.driver, forget, vec![]).await?;
    learnt(browser, "is forgotten", false).await
}
