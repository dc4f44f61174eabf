//! What only Firefox needs.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::{WebDriver, WindowHandle};

use crate::browser::{Launch, PATIENCE, Theme, until};
use crate::wire::{self, Process};

/// What the extension's pages are called in every profile of ours.
const UUID: &str = "5a7c4e10-0000-4000-8000-000000000001";

/// Starts geckodriver, with access to the browser's own context.
pub(crate) fn driver(launch: &Launch) -> Result<Process> {
    let log = launch.dir.join("driver.log");
    Process::start(&launch.geckodriver, &log, &["--allow-system-access"], None)
}

/// A fresh profile in which the extension's UUID is known beforehand, its question for access to
/// a site is answered with yes, and the browser itself asks nothing of anyone.
pub(crate) fn capabilities(launch: &Launch, profile: &Path) -> Result<Value> {
    let id = extension_id(&launch.extension)?;
    let mut flags = vec!["-profile".to_owned(), profile.display().to_string()];
    if launch.headless {
        flags.push("-headless".to_owned());
    }
    let preferences = json!({
        "extensions.webextensions.uuids": json!({id: UUID}).to_string(),
        "extensions.webextOptionalPermissionPrompts": false,
        // A temporary extension's data would go when the browser closes, before it can be looked at.
        "extensions.webextensions.keepStorageOnUninstall": true,
        "extensions.webextensions.keepUuidOnUninstall": true,
        "browser.download.folderList": 2,
        "browser.download.dir": launch.downloads(),
        "browser.download.alwaysOpenPanel": false,
        "services.settings.server": "data:,#remote-settings-dummy/v1",
        "app.update.auto": false,
        "browser.shell.checkDefaultBrowser": false,
        "browser.aboutwelcome.enabled": false,
        // A page that is made ready behind a tab that opens asks for its advertisements.
        "browser.newtab.preload": false,
        "browser.newtabpage.activity-stream.unifiedAds.endpoint": "",
        "datareporting.policy.dataSubmissionEnabled": false,
        "toolkit.telemetry.enabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
    });
    let binary =
        ["/usr/bin/firefox-esr", "/usr/bin/firefox"].into_iter().find(|path| Path::new(path).is_file());
    let binary = binary.context("Firefox is not installed")?;
    Ok(json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {"args": flags, "binary": binary, "prefs": preferences},
    }))
}

/// Loads the extension as a temporary one. Its id and its origin.
pub(crate) async fn install_extension(driver: &WebDriver, folder: &Path) -> Result<(String, String)> {
    let install = json!({"path": folder.display().to_string(), "temporary": true});
    let id = wire::post(driver, "moz/addon/install", install).await?;
    let id = id.as_str().context("the id of the installed extension")?.to_owned();
    let there = "return !!WebExtensionPolicy.getByID(arguments[0])?.extension";
    until("Firefox has started the extension", PATIENCE, async || {
        let there = inside(driver, there, vec![id.clone().into()]).await?;
        Ok((there == true).then_some(()))
    })
    .await?;
    Ok((id, format!("moz-extension://{UUID}")))
}

/// Closes the tab at an address, if there is one, and goes back to another.
pub(crate) async fn close_tab(driver: &WebDriver, here: &WindowHandle, address: &str) -> Result<Option<()>> {
    for window in driver.windows().await? {
        driver.switch_to_window(window).await?;
        if driver.current_url().await?.as_str() == address {
            driver.close_window().await?;
            driver.switch_to_window(here.clone()).await?;
            return Ok(Some(()));
        }
    }
    driver.switch_to_window(here.clone()).await?;
    Ok(None)
}

/// Has extensions speak a language, as a browser of that language does. Debian packs languages
/// apart; extensions bring their own words and need only be told.
pub(crate) async fn speak(driver: &WebDriver, language: &str) -> Result<()> {
    let speak = "Services.locale.availableLocales = [...Services.locale.availableLocales, arguments[0]];\
                 Services.locale.requestedLocales = [arguments[0]];\
                 return Services.locale.appLocaleAsBCP47";
    let now = inside(driver, speak, vec![language.into()]).await?;
    ensure!(now == language, "Firefox speaks {now}");
    Ok(())
}

/// Has all pages wear a theme.
pub(crate) async fn dress(driver: &WebDriver, theme: Theme) -> Result<()> {
    let wish = "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0]);\
                return null";
    let number = match theme {
        Theme::Dark => 0,
        Theme::Light => 1,
    };
    inside(driver, wish, vec![number.into()]).await.map(drop)
}

/// Ends the event page, and with it the Worker that it holds.
pub(crate) async fn kill_background(driver: &WebDriver, id: &str) -> Result<()> {
    let kill = "const { extension } = WebExtensionPolicy.getByID(arguments[0]);\
                return extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })\
                  .then(() => null)";
    inside(driver, kill, vec![id.into()]).await?;
    Ok(())
}

/// Sets how long nothing may happen before a background ends.
pub(crate) async fn sleep_after(driver: &WebDriver, idle: Duration) -> Result<()> {
    let set = "Services.prefs.setIntPref('extensions.background.idle.timeout', arguments[0]); return null";
    inside(driver, set, vec![(idle.as_millis() as u64).into()]).await.map(drop)
}

/// Presses the extension's own shortcut: in the browser's own context, keys are real.
pub(crate) async fn press_shortcut(driver: &WebDriver, keys: &[char]) -> Result<()> {
    let down = keys.iter().map(|key| json!({"type": "keyDown", "value": key}));
    let up = keys.iter().rev().map(|key| json!({"type": "keyUp", "value": key}));
    let actions: Vec<Value> = down.chain(up).collect();
    let body = json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]});
    context(driver, "chrome").await?;
    let pressed = wire::post(driver, "actions", body).await;
    context(driver, "content").await?;
    pressed.map(drop)
}

/// Chooses an entry of the context menu that is open, by its words.
pub(crate) async fn choose_in_menu(driver: &WebDriver, label: &str) -> Result<()> {
    let choose = "const menu = document.getElementById('contentAreaContextMenu');\
                  const item = [...menu.querySelectorAll('menuitem')]\
                    .find((item) => item.label === arguments[0] && !item.hidden);\
                  if (menu.state !== 'open' || !item) return false;\
                  menu.activateItem(item);\
                  return true";
    until("the context menu has the entry", PATIENCE, async || {
        Ok((inside(driver, choose, vec![label.into()]).await? == true).then_some(()))
    })
    .await
}

/// Limits what all sites and extensions of a closed profile may store together, in KiB; `None` for
/// the browser's own measure.
pub(crate) fn limit_storage(profile: &Path, limit: Option<u32>) -> Result<()> {
    const NAME: &str = "dom.quotaManager.temporaryStorage.fixedLimit";
    let path = profile.join("prefs.js");
    let preferences = std::fs::read_to_string(&path).context("the profile's preferences")?;
    let mut kept: String =
        preferences.lines().filter(|line| !line.contains(NAME)).map(|line| format!("{line}\n")).collect();
    if let Some(limit) = limit {
        kept += &format!("user_pref(\"{NAME}\", {limit});\n");
    }
    std::fs::write(&path, kept).context("the profile's preferences")
}

/// Runs a script in the browser's own context.
async fn inside(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Result<Value> {
    context(driver, "chrome").await?;
    let result = wire::script(driver, script, arguments).await;
    context(driver, "content").await?;
    result
}

async fn context(driver: &WebDriver, context: &str) -> Result<()> {
    wire::post(driver, "moz/context", json!({"context": context})).await.map(drop)
}

/// The id that the manifest fixes.
fn extension_id(folder: &Path) -> Result<String> {
    let manifest =
        std::fs::read_to_string(folder.join("manifest.json")).context("the extension's manifest")?;
    let manifest: Value = serde_json::from_str(&manifest)?;
    let id = manifest["browser_specific_settings"]["gecko"]["id"].as_str();
    Ok(id.context("the manifest has no gecko id")?.to_owned())
}
