//! Keys and pointer, as a person uses them.

use anyhow::Result;
use serde_json::Value;
use thirtyfour::{Key, WebElement};

use crate::browser::{Browser, Kind};
use crate::chromium;

/// An element as drivers hand it over.
pub(crate) fn element(browser: &Browser, value: &Value) -> Result<WebElement> {
    Ok(WebElement::from_json(value.clone(), browser.driver.handle().clone())?)
}

/// Clicks an element, or what lies over its middle: labels and placeholders do, and pass it on.
pub(crate) async fn click(browser: &Browser, element: &WebElement) -> Result<()> {
    if element.click().await.is_ok() {
        return Ok(());
    }
    let there = browser.driver.action_chain().move_to_element_center(element);
    Ok(there.click().perform().await?)
}

/// Types where the focus is. A line ends with Shift and Enter: Enter alone sends in most chats.
pub(crate) async fn types(browser: &Browser, text: &str) -> Result<()> {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            let chain = browser.driver.action_chain();
            chain.key_down(Key::Shift).send_keys(Key::Enter).key_up(Key::Shift).perform().await?;
        }
        for (keys, run) in runs(line) {
            if keys || browser.kind == Kind::Firefox {
                browser.driver.action_chain().send_keys(run.as_str()).perform().await?;
            } else {
                chromium::insert_text(&browser.driver, &run).await?;
            }
        }
    }
    Ok(())
}

/// Presses Enter where the focus is.
pub(crate) async fn enter(browser: &Browser) -> Result<()> {
    Ok(browser.driver.action_chain().send_keys(Key::Enter).perform().await?)
}

/// A line in runs that Chromium's driver has keys for, and such that it has none for (emoji).
fn runs(line: &str) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for letter in line.chars() {
        let keys = u32::from(letter) <= 0xffff;
        match runs.last_mut() {
            Some((last, run)) if *last == keys => run.push(letter),
            _ => runs.push((keys, letter.to_string())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn letters_beyond_the_basic_plane_are_runs_of_their_own() {
        let told: Vec<_> = runs("ab 🎂é").into_iter().collect();
        assert_eq!(told, [(true, "ab ".to_owned()), (false, "🎂".to_owned()), (true, "é".to_owned())]);
        assert!(runs("").is_empty());
    }
}
