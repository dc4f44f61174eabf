//! The extension's frame beside a composer, reached as the driver can and a page cannot: through
//! a closed shadow root.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use thirtyfour::{By, Key, WebElement};

use crate::browser::{Browser, test_id, until};
use crate::wire;

/// The element that holds the frame: a plain one, so that a page cannot define what it is.
const HOST: &str = "html > div[popover]";

/// What WebDriver calls an element and a shadow root in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const SHADOW: &str = "shadow-6066-11e4-a52e-4f735466cecf";

/// Whether the page has the extension's element at all.
pub(crate) async fn is_there(browser: &Browser) -> Result<bool> {
    browser.leave_frame().await?;
    Ok(!browser.driver.find_all(By::Css(HOST)).await?.is_empty())
}

/// Whether the page shows it.
pub(crate) async fn is_shown(browser: &Browser) -> Result<bool> {
    browser.leave_frame().await?;
    match browser.driver.find(By::Css(HOST)).await {
        Ok(host) => Ok(host.is_displayed().await?),
        Err(_) => Ok(false),
    }
}

/// Whether it lies over an element of the page.
pub(crate) async fn is_over(browser: &Browser, element: &WebElement) -> Result<bool> {
    browser.leave_frame().await?;
    let (ours, its) = (browser.driver.find(By::Css(HOST)).await?.rect().await?, element.rect().await?);
    let meet = |a: f64, length: f64, b: f64, other: f64| a < b + other && b < a + length;
    Ok(meet(ours.x, ours.width, its.x, its.width) && meet(ours.y, ours.height, its.y, its.height))
}

/// Goes into the frame: what is found next is found there. [`leave`] goes back.
pub(crate) async fn enter(browser: &Browser) -> Result<()> {
    until("the page has Satchel's frame", Duration::from_secs(20), async || {
        browser.leave_frame().await?;
        match iframe(browser).await {
            Ok(frame) => {
                wire::post(&browser.driver, "frame", json!({"id": {ELEMENT: frame}})).await?;
                Ok(Some(()))
            }
            Err(_) => Ok(None),
        }
    })
    .await
}

/// Goes back to the page.
pub(crate) async fn leave(browser: &Browser) -> Result<()> {
    browser.leave_frame().await
}

async fn iframe(browser: &Browser) -> Result<String> {
    let host = browser.driver.find(By::Css(HOST)).await?;
    let shadow = wire::get(&browser.driver, &format!("element/{}/shadow", host.element_id())).await?;
    let shadow = text(&shadow[SHADOW])?;
    let find = json!({"using": "css selector", "value": "iframe"});
    let frame = wire::post(&browser.driver, &format!("shadow/{shadow}/element"), find).await?;
    Ok(text(&frame[ELEMENT])?.to_owned())
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().context("an element's reference")
}

/// What the frame says of itself now: waking, missing, locked, quiet or offering.
pub(crate) async fn state(browser: &Browser) -> Result<Option<String>> {
    enter(browser).await?;
    let root = browser.driver.find(By::Css(test_id("frame"))).await;
    let state = match root {
        Ok(root) => root.attr("data-state").await?,
        Err(_) => None,
    };
    leave(browser).await?;
    Ok(state)
}

/// What the closed frame says, in words.
pub(crate) async fn words(browser: &Browser) -> Result<String> {
    enter(browser).await?;
    let said = browser.part("chip").await?.text().await?;
    leave(browser).await?;
    Ok(said)
}

/// Waits until the frame says this of itself. The time it took.
pub(crate) async fn becomes(browser: &Browser, wanted: &str, limit: Duration) -> Result<Duration> {
    let start = std::time::Instant::now();
    let mut last = None;
    let waited = until(&format!("the frame is {wanted}"), limit, async || {
        last = state(browser).await?;
        Ok((last.as_deref() == Some(wanted)).then_some(()))
    })
    .await;
    waited.with_context(|| format!("it was {last:?}"))?;
    Ok(start.elapsed())
}

/// Opens the list by its chip. Leaves the driver in the frame.
pub(crate) async fn open_by_click(browser: &Browser) -> Result<()> {
    enter(browser).await?;
    // A click counts only once a person could have read what is offered, with the pointer at rest.
    let chip = browser.part("chip").await?;
    browser.driver.action_chain().move_to_element_center(&chip).perform().await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    chip.click().await?;
    is_open(browser).await
}

/// Waits until the list is open. Leaves the driver in the frame.
pub(crate) async fn is_open(browser: &Browser) -> Result<()> {
    enter(browser).await?;
    browser.attribute_becomes("frame", "data-open", "true", Duration::from_secs(10)).await?;
    // The page moved and grew the frame: a click counts only once that is half a second past.
    tokio::time::sleep(Duration::from_millis(700)).await;
    Ok(())
}

/// The suggestion whose text has this word. The driver must be in the frame.
pub(crate) async fn suggestion(browser: &Browser, word: &str) -> Result<WebElement> {
    let mut seen = Vec::new();
    for item in browser.driver.find_all(By::Css(test_id("suggestion"))).await? {
        let text = item.text().await?;
        if text.to_lowercase().contains(&word.to_lowercase()) {
            return Ok(item);
        }
        seen.push(text);
    }
    bail!("no suggestion has {word:?}; there are: {seen:#?}")
}

/// Ticks the suggestions that have this word and no other. The driver must be in the frame.
pub(crate) async fn choose_only(browser: &Browser, word: &str) -> Result<()> {
    suggestion(browser, word).await?;
    for item in browser.driver.find_all(By::Css(test_id("suggestion"))).await? {
        let wanted = item.text().await?.to_lowercase().contains(word);
        let tick = item.find(By::Css("input[type=checkbox]")).await?;
        if tick.is_selected().await? != wanted {
            tick.click().await?;
        }
    }
    Ok(())
}

/// Ticks all suggestions, and gives their texts in the order shown. The driver must be in the frame.
pub(crate) async fn take_all(browser: &Browser) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for item in browser.driver.find_all(By::Css(test_id("suggestion"))).await? {
        let tick = item.find(By::Css("input[type=checkbox]")).await?;
        if !tick.is_selected().await? {
            tick.click().await?;
        }
        let memory = item.find(By::Css("label p")).await?;
        let text = memory.text().await?;
        // Its day stands behind it, as in the block.
        let day = match memory.find(By::Css("small")).await {
            Ok(day) => day.text().await?,
            Err(_) => String::new(),
        };
        texts.push(text.strip_suffix(&day).unwrap_or(&text).trim_end().to_owned());
    }
    Ok(texts)
}

/// Brings the pointer to rest over the part with a test id: a click on it counts then.
pub(crate) async fn rest_on(browser: &Browser, id: &str) -> Result<()> {
    let part = browser.part(id).await?;
    browser.driver.action_chain().move_to_element_center(&part).perform().await?;
    tokio::time::sleep(Duration::from_millis(800)).await;
    Ok(())
}

/// Clicks “Insert” as a person does: the pointer comes to rest first. Leaves the frame.
pub(crate) async fn insert_by_click(browser: &Browser) -> Result<()> {
    rest_on(browser, "insert").await?;
    browser.click("insert").await?;
    leave(browser).await
}

/// All that the frame says now, in words.
pub(crate) async fn said(browser: &Browser) -> Result<String> {
    enter(browser).await?;
    let said = browser.find("main").await?.text().await?;
    leave(browser).await?;
    Ok(said)
}

/// Presses Enter in the list. Leaves the frame.
pub(crate) async fn insert_by_enter(browser: &Browser) -> Result<()> {
    browser.driver.action_chain().send_keys(Key::Enter).perform().await?;
    leave(browser).await
}
