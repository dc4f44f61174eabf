//! Pages that try to learn something from Satchel.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::browser::{Browser, PATIENCE};
use crate::server::Server;
use crate::{frame, wire};

/// An enabled page asks in every way that it has where the frame beside its composer is from: the address would name
/// the browser's own number for the extension (Firefox), by which all its pages are known.
pub(crate) async fn asks_where_the_frame_is_from(browser: &Browser, server: &Server) -> Result<()> {
    browser.open(&server.page("where")).await?;
    browser.find("#composer").await?.click().await?;
    frame::becomes(browser, "quiet", PATIENCE).await?;
    // Browsers tell their observers late.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let heard = wire::script(&browser.driver, "return window.ask()", vec![]).await?;
    let heard = heard.as_str().context("what the page has heard")?;
    ensure!(heard.contains("plain.html?own"), "it hears nothing of a frame of its own either: {heard}");
    let learnt: Vec<&str> = heard.lines().filter(|line| line.contains("-extension:")).collect();
    ensure!(learnt.is_empty(), "it has learnt {learnt:#?}");
    let (_, number) = browser.origin.split_once("//").context("the extension's origin")?;
    ensure!(!heard.contains(number), "it has learnt {number}");
    Ok(())
}
