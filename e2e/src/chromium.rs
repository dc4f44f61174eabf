//! What only Chromium needs.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::browser::{Launch, PATIENCE, Theme, until};
use crate::wire::{self, Process};

/// Starts chromedriver.
pub(crate) fn driver(launch: &Launch) -> Result<Process> {
    Process::start(&PathBuf::from("chromedriver"), &launch.dir.join("driver.log"), &[], launch.language)
}

/// A fresh profile with the extension, and none of the browser's own requests: the network test
/// has to tell them from the extension's.
pub(crate) fn capabilities(launch: &Launch, profile: &Path) -> Value {
    let mut flags = vec![
        format!("--user-data-dir={}", profile.display()),
        format!("--load-extension={}", launch.extension.display()),
        "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter,NetworkTimeServiceQuerying"
            .to_owned(),
        "--gaia-url=http://127.0.0.1:9/".to_owned(),
        "--component-updater=url-source=http://127.0.0.1:9/".to_owned(),
    ];
    let plain = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
    ];
    flags.extend(plain.map(str::to_owned));
    if let Some(language) = launch.language {
        flags.push(format!("--lang={language}"));
    }
    if launch.headless {
        flags.push("--headless=new".to_owned());
    }
    let preferences = json!({
        // Debian's build opens a search engine's page in the first window.
        "homepage": "about:blank", "homepage_is_newtabpage": false,
        "session": {"restore_on_startup": 4, "startup_urls": ["about:blank"]},
        // A misspelt word in a field makes the browser fetch a dictionary.
        "browser": {"enable_spellchecking": false},
        "spellcheck": {"dictionaries": [], "dictionary": ""},
        "download": {"default_directory": launch.downloads(), "prompt_for_download": false},
    });
    json!({"browserName": "chrome", "goog:chromeOptions": {
        "args": flags, "binary": "/usr/bin/chromium", "prefs": preferences,
    }})
}

/// The extension's id and origin: asked of the browser, as it follows from the folder's path.
pub(crate) async fn find_extension(driver: &WebDriver, folder: &Path) -> Result<(String, String)> {
    driver.goto("chrome://extensions").await?;
    let folder = folder.display().to_string();
    let id = until("Chromium has loaded the extension", PATIENCE, async || {
        let all = "return chrome.developerPrivate.getExtensionsInfo()";
        let all = wire::script(driver, all, vec![]).await?;
        let ours = all.as_array().into_iter().flatten().find(|one| one["path"] == folder.as_str());
        Ok(ours.and_then(|one| one["id"].as_str()).map(str::to_owned))
    })
    .await?;
    let origin = format!("chrome-extension://{id}");
    Ok((id, origin))
}

/// Approves a later request for a pattern, without granting it.
pub(crate) async fn allow_asking_for(driver: &WebDriver, id: &str, pattern: &str) -> Result<()> {
    driver.goto("chrome://extensions").await?;
    let allow = "return chrome.developerPrivate.addHostPermission(arguments[0], arguments[1])";
    wire::script(driver, allow, vec![id.into(), pattern.into()]).await?;
    Ok(())
}

/// Stops the service worker. Under a driver it never dies by itself.
pub(crate) async fn kill_background(driver: &WebDriver, origin: &str) -> Result<()> {
    let here = driver.window().await?;
    let tab = driver.new_tab().await?;
    driver.switch_to_window(tab).await?;
    driver.goto(format!("{origin}/popup.html")).await?;
    for command in ["ServiceWorker.enable", "ServiceWorker.stopAllWorkers"] {
        cdp(driver, command, json!({})).await?;
    }
    driver.close_window().await?;
    driver.switch_to_window(here).await?;
    Ok(())
}

/// Closes the engine's document, and with it the Worker that it holds; the service worker lives on.
pub(crate) async fn kill_engine(driver: &WebDriver, origin: &str) -> Result<()> {
    let home = format!("{origin}/offscreen.html");
    let here = targets(driver).await?.into_iter().find(|target| target["url"] == home.as_str());
    let id = here.context("the engine's document is not there")?["targetId"].clone();
    in_background(driver, origin, "chrome.offscreen.closeDocument()").await?;
    until("the engine's document is gone", PATIENCE, async || {
        let gone = targets(driver).await?.iter().all(|target| target["targetId"] != id);
        Ok(gone.then_some(()))
    })
    .await
}

/// Closes the tab at an address, if there is one. The driver knows no tab that was there before it.
pub(crate) async fn close_tab(driver: &WebDriver, address: &str) -> Result<Option<()>> {
    let tab = targets(driver).await?.into_iter().find(|target| target["url"] == address);
    let Some(tab) = tab else { return Ok(None) };
    cdp(driver, "Target.closeTarget", json!({"targetId": tab["targetId"]})).await?;
    bring_to_front(driver).await.map(Some)
}

/// Lays the tab out in this width, which no window of the browser's can have; or as wide as its window.
pub(crate) async fn widen(driver: &WebDriver, width: Option<u32>) -> Result<()> {
    let (command, size) = match width {
        Some(width) => (
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}),
        ),
        None => ("Emulation.clearDeviceMetricsOverride", json!({})),
    };
    cdp(driver, command, size).await.map(drop)
}

/// Has the open tab's pages wear a theme.
pub(crate) async fn dress(driver: &WebDriver, theme: Theme) -> Result<()> {
    let wish = json!({"features": [{"name": "prefers-color-scheme", "value": theme.name()}]});
    cdp(driver, "Emulation.setEmulatedMedia", wish).await.map(drop)
}

/// Gives what has the focus a text as an input method does: for letters that the driver has no keys for.
pub(crate) async fn insert_text(driver: &WebDriver, text: &str) -> Result<()> {
    cdp(driver, "Input.insertText", json!({"text": text})).await.map(drop)
}

/// Shows the tab that is driven: switching to it does not.
pub(crate) async fn bring_to_front(driver: &WebDriver) -> Result<()> {
    cdp(driver, "Page.bringToFront", json!({})).await.map(drop)
}

/// A passkey's home that has no finger to wait for; it goes with the tab.
pub(crate) struct Authenticator(Value);

impl Authenticator {
    /// Gives the open tab one that makes sure of its user and has the PRF extension.
    pub(crate) async fn attach(driver: &WebDriver) -> Result<Self> {
        cdp(driver, "WebAuthn.enable", json!({})).await?;
        let options = json!({
            "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal",
            "hasResidentKey": true, "hasUserVerification": true, "hasPrf": true,
            "automaticPresenceSimulation": true, "isUserVerified": true,
        });
        let added = cdp(driver, "WebAuthn.addVirtualAuthenticator", json!({"options": options})).await?;
        Ok(Self(added["authenticatorId"].clone()))
    }

    /// From now on, who touches it is not its user.
    pub(crate) async fn meets_a_stranger(&self, driver: &WebDriver) -> Result<()> {
        let user = json!({"authenticatorId": self.0, "isUserVerified": false});
        cdp(driver, "WebAuthn.setUserVerified", user).await.map(drop)
    }
}

/// Sets the bytes that an origin may store, until the browser closes.
pub(crate) async fn override_quota(driver: &WebDriver, origin: &str, bytes: u64) -> Result<()> {
    let parameters = json!({"origin": origin, "quotaSize": bytes});
    cdp(driver, "Storage.overrideQuotaForOrigin", parameters).await.map(drop)
}

/// A command of the DevTools protocol, to the tab that is open.
async fn cdp(driver: &WebDriver, command: &str, parameters: Value) -> Result<Value> {
    let body = json!({"cmd": command, "params": parameters});
    wire::post(driver, "goog/cdp/execute", body).await.with_context(|| command.to_owned())
}

/// Gives the extension's own shortcut to its background, as a key press would: keys that a driver
/// makes do not reach the browser's commands.
pub(crate) async fn press_shortcut(driver: &WebDriver, origin: &str, command: &str) -> Result<()> {
    let expression = format!(
        "chrome.tabs.query({{active: true, lastFocusedWindow: true}})\
         .then(([tab]) => chrome.commands.onCommand.dispatch({command:?}, tab))"
    );
    in_background(driver, origin, &expression).await
}

/// Tells the background that an entry of its menu was chosen, as the browser would: no driver reaches the menu itself.
/// The page has seen it open.
pub(crate) async fn choose_in_menu(driver: &WebDriver, origin: &str, id: &str) -> Result<()> {
    let expression = format!(
        "chrome.tabs.query({{active: true, lastFocusedWindow: true}})\
         .then(([tab]) => chrome.contextMenus.onClicked.dispatch({{menuItemId: {id:?}, editable: true, frameId: 0}}, tab))"
    );
    in_background(driver, origin, &expression).await
}

/// All that the browser runs: tabs, workers, documents out of sight.
async fn targets(driver: &WebDriver) -> Result<Vec<Value>> {
    let all = cdp(driver, "Target.getTargets", json!({})).await?;
    Ok(all["targetInfos"].as_array().cloned().unwrap_or_default())
}

/// Has the service worker run something, and does not wait for what becomes of it.
async fn in_background(driver: &WebDriver, origin: &str, expression: &str) -> Result<()> {
    let targets = targets(driver).await?;
    let ours = targets.iter().find(|target| {
        target["type"] == "service_worker"
            && target["url"].as_str().is_some_and(|url| url.starts_with(origin))
    });
    let Some(target) = ours else { bail!("the service worker is not running: {targets:?}") };
    let attach = json!({"targetId": target["targetId"], "flatten": false});
    let session = cdp(driver, "Target.attachToTarget", attach).await?;
    let message = json!({"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}});
    let send = json!({"sessionId": session["sessionId"], "message": message.to_string()});
    cdp(driver, "Target.sendMessageToTarget", send).await?;
    Ok(())
}
