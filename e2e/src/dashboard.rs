//! The dashboard, as people use it.

use anyhow::{Context as _, Result};
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::keeping::LONG;
use crate::story::PASSPHRASE;
use crate::wire;

/// Types the passphrase into the page that asks for it.
pub(crate) async fn unlock(browser: &Browser) -> Result<()> {
    browser.type_into("passphrase", PASSPHRASE).await?;
    browser.click("unlock").await?;
    browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await
}

/// How many memories there are, as the dashboard, opened afresh, says once all was looked at.
pub(crate) async fn kept(browser: &Browser) -> Result<usize> {
    browser.open_own("dashboard.html").await?;
    browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await?;
    browser.attribute_becomes("vault-state", "data-checking", "false", LONG).await?;
    let count = browser.part("nav-memories").await?.text().await?;
    let digits: String = count.chars().filter(char::is_ascii_digit).collect();
    digits.parse().with_context(|| format!("no number in {count:?}"))
}

/// Searches in the dashboard that is open. The texts found.
pub(crate) async fn search(browser: &Browser, query: &str) -> Result<Vec<String>> {
    let field = browser.part("search").await?;
    field.clear().await?;
    field.send_keys(query).await?;
    // As English and French quote.
    let asked = [format!("“{query}”"), format!("« {query} »")];
    until(&format!("the dashboard has searched {query:?}"), PATIENCE, async || {
        let status = browser.find("section [role=status]").await?.text().await?.replace('\u{a0}', " ");
        Ok(asked.iter().any(|asked| status.contains(asked)).then_some(()))
    })
    .await?;
    // Rows are drawn once the list has been measured.
    until(&format!("what {query:?} finds is drawn"), PATIENCE, async || {
        let texts = listed(browser).await?;
        let list = browser.driver.find_all(By::Css(test_id("memories"))).await?;
        let waits = texts.is_empty() && !list.is_empty();
        Ok((!waits).then_some(texts))
    })
    .await
}

/// The texts of the memories on the screen, all at one time: rows come and go as the list is measured.
pub(crate) async fn listed(browser: &Browser) -> Result<Vec<String>> {
    let ask = "return [...document.querySelectorAll(arguments[0])].map((row) => row.innerText)";
    let texts = wire::script(&browser.driver, ask, vec![test_id("memory").into()]).await?;
    Ok(serde_json::from_value(texts)?)
}

/// Presses a button in the row of the memory that says this.
pub(crate) async fn press_in_row(browser: &Browser, text: &str, id: &str) -> Result<()> {
    until(&format!("{id} in the row of {text:?} is pressed"), PATIENCE, async || {
        for row in browser.driver.find_all(By::Css(test_id("memory"))).await? {
            if row.text().await.is_ok_and(|said| said.contains(text))
                && let Ok(button) = row.find(By::Css(test_id(id))).await
                && button.click().await.is_ok()
            {
                return Ok(Some(()));
            }
        }
        Ok(None)
    })
    .await
}
