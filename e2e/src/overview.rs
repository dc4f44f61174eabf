//! The overview: what it counts, and the page's own try at reaching out, which the browser has to refuse.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE, test_id};
use crate::dashboard::kept;
use crate::diary::Diary;

/// The ways out that are tried.
const WAYS: &str = "4";

pub(crate) async fn play(browser: &Browser, diary: &mut Diary) {
    let result = looked_at(browser, diary).await;
    diary
        .tried(
            browser,
            "the overview counts what is kept, and hears that the browser refuses every way out",
            result,
        )
        .await;
}

async fn looked_at(browser: &Browser, diary: &mut Diary) -> Result<()> {
    let kept = kept(browser).await? as u64;
    browser.click("nav-overview").await?;
    browser.attribute_becomes("leaves", "data-refused", WAYS, PATIENCE).await?;
    browser.part("overview").await?;
    diary.did(browser, "the overview").await?;
    // The months are drawn, and told in a table to whoever does not see them.
    let mut months = 0;
    for cell in browser.driver.find_all(By::Css(format!("{} td", test_id("overview")))).await? {
        let count = cell.prop("textContent").await?.context("a month's count")?;
        months += count.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u64>()?;
    }
    ensure!((1..=kept).contains(&months), "{months} in the months, of {kept} memories");
    Ok(())
}
