//! The dashboard as these stories use it: the door, and the page of keys.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::{By, WebElement};

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::wire;
use crate::words::Words;

/// Long enough for a vault to open by itself, if it were to.
const NOTHING: Duration = Duration::from_secs(3);

/// Opens the dashboard, which becomes so.
pub(super) async fn dashboard(browser: &Browser, state: &str) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    dashboard_is(browser, state).await
}

/// Waits until the vault stands so.
pub(super) async fn dashboard_is(browser: &Browser, state: &str) -> Result<()> {
    browser.attribute_becomes("vault-state", "data-state", state, PATIENCE).await
}

/// The vault is locked, and nothing opens it meanwhile.
pub(super) async fn stays_locked(browser: &Browser) -> Result<()> {
    dashboard(browser, "locked").await?;
    tokio::time::sleep(NOTHING).await;
    let state = browser.part("vault-state").await?.attr("data-state").await?;
    ensure!(state.as_deref() == Some("locked"), "the vault is {state:?}");
    Ok(())
}

/// Opens the page of keys.
pub(super) async fn keys(browser: &Browser) -> Result<()> {
    dashboard(browser, "unlocked").await?;
    browser.click("nav-keys").await?;
    browser.part("way-passphrase").await.map(drop)
}

/// Locks the vault.
pub(super) async fn lock(browser: &Browser) -> Result<()> {
    browser.click("lock").await?;
    dashboard_is(browser, "locked").await
}

/// Opens it by the passphrase.
pub(super) async fn unlock(browser: &Browser, passphrase: &str) -> Result<()> {
    browser.type_into("passphrase", passphrase).await?;
    browser.click("unlock").await?;
    dashboard_is(browser, "unlocked").await
}

/// Makes the change that the dialog shows.
pub(super) async fn finish(browser: &Browser) -> Result<()> {
    browser.click("change-go").await?;
    let done = browser.part("changed").await;
    if done.is_err() && is_there(browser, "error").await? {
        let why = browser.part("error").await?.text().await?;
        return Err(anyhow::anyhow!("the change was refused: {why}"));
    }
    done?;
    browser.click("change-close").await
}

/// The ways that open the vault, in the order in which the page shows them.
pub(super) async fn slots(browser: &Browser) -> Result<Vec<String>> {
    let reply = ask(browser, json!({"type": "slots"})).await?;
    let ways = reply["slots"].as_array().context("the slots")?;
    let mut ways: Vec<String> =
        ways.iter().filter_map(|slot| slot["way"].as_str()).map(str::to_owned).collect();
    let order = ["passphrase", "recovery", "passkey", "device"];
    ways.sort_by_key(|way| order.iter().position(|one| one == way));
    Ok(ways)
}

/// Asks the engine as a page of the extension can, and gives what it replies.
pub(crate) async fn ask(browser: &Browser, request: Value) -> Result<Value> {
    let ask = r"
        const [request] = arguments;
        const { port1, port2 } = new MessageChannel();
        const api = globalThis.browser ?? chrome;
        return (async () => {
          const hello = new Promise((done) => {
            port1.onmessage = ({ data }) => {
              if (data.type === 'hello') port1.postMessage({ type: 'ask', id: 1, request });
              if (data.type === 'reply') done(data.reply);
            };
          });
          const page = await api.runtime.getBackgroundPage().catch(() => undefined);
          if (page) page.postMessage('satchel-connect', location.origin, [port2]);
          else (await navigator.serviceWorker.ready).active.postMessage('satchel-connect', [port2]);
          return hello;
        })();";
    wire::script(&browser.driver, ask, vec![request]).await
}

/// Types something in place of what stands there.
pub(super) async fn retype(browser: &Browser, id: &str, text: &str) -> Result<()> {
    browser.part(id).await?.clear().await?;
    browser.type_into(id, text).await
}

/// Waits for a sentence where another one may still stand.
pub(super) async fn said(browser: &Browser, words: &Words, key: &str) -> Result<()> {
    until(&format!("the page says {key}"), PATIENCE, async || {
        Ok(words.complaint(browser, key, &[]).await.ok())
    })
    .await
}

/// Whether the page has such an element.
pub(super) async fn is_there(browser: &Browser, id: &str) -> Result<bool> {
    let all: Vec<WebElement> = browser.driver.find_all(By::Css(test_id(id))).await?;
    Ok(!all.is_empty())
}
