//! The sentences of the extension's `_locales`, by which a test knows what is said to the user.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use thirtyfour::By;

use crate::browser::{Browser, PATIENCE, test_id, until};

/// The messages of one language, as the extension in the browser has them.
pub(crate) struct Words(Value);

impl Words {
    /// Reads them from the unpacked extension.
    pub(crate) fn read(extension: &Path, language: &str) -> Result<Self> {
        let path = extension.join("_locales").join(language).join("messages.json");
        let text = std::fs::read_to_string(&path).with_context(|| format!("the words of {language}"))?;
        Ok(Self(serde_json::from_str(&text)?))
    }

    /// A sentence with its parts in the places of `$1`, `$2`…
    pub(crate) fn say(&self, key: &str, parts: &[&str]) -> Result<String> {
        let message = self.0[key]["message"].as_str().with_context(|| format!("no sentence for {key}"))?;
        let filled = parts
            .iter()
            .enumerate()
            .fold(message.to_owned(), |text, (at, part)| text.replace(&format!("${}", at + 1), part));
        ensure!(!filled.trim().is_empty(), "the sentence for {key} is empty");
        Ok(even(&filled))
    }

    /// Waits for the page's alert, which must be this sentence; the place of the trouble may
    /// follow it. The general sentence for a failure without one of its own is another.
    pub(crate) async fn complaint(&self, browser: &Browser, key: &str, parts: &[&str]) -> Result<()> {
        let wanted = self.say(key, parts)?;
        let alert = browser.part("error").await.with_context(|| format!("waiting for {wanted:?}"))?;
        ensure!(alert.attr("role").await?.as_deref() == Some("alert"), "the complaint is no alert");
        let said = even(&alert.text().await?);
        let place = self.say("error_place", &[""])?;
        let place = place.trim_end_matches(['.', ' ']);
        let rest = said.strip_prefix(&wanted).map(str::trim);
        let fits = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(place));
        ensure!(fits, "it says {said:?} instead of {wanted:?}");
        Ok(())
    }

    /// Waits until an element with a test id has this sentence among its text.
    pub(crate) async fn said_in(&self, browser: &Browser, id: &str, key: &str, parts: &[&str]) -> Result<()> {
        let wanted = self.say(key, parts)?;
        let mut last = String::new();
        let found = until(&format!("{id} says {wanted:?}"), PATIENCE, async || {
            let Ok(element) = browser.driver.find(By::Css(test_id(id))).await else { return Ok(None) };
            last = even(&element.text().await.unwrap_or_default());
            Ok(last.contains(&wanted).then_some(()))
        })
        .await;
        found.with_context(|| format!("it says {last:?}"))
    }
}

/// White space as it is compared: browsers differ in what they make of the kinds that do not break.
fn even(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}
