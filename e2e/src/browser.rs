//! A browser with Satchel in it, on a fresh profile: what both browsers do the same way.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use clap::ValueEnum;
use serde_json::{Value, json};
use thirtyfour::{By, WebDriver, WebElement};

use crate::wire::{self, Process};
use crate::{chromium, firefox, processes};

/// How long anything may take that a person would wait for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Chromium,
    Firefox,
}

impl Kind {
    /// Its name in messages and folders.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// The colours that pages are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    Light,
    Dark,
}

impl Theme {
    /// Its name, also in style sheets.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Where something is done beside the tab that is open.
#[derive(Clone, Copy)]
pub(crate) enum Aside {
    /// In a tab over it, which hides it.
    Tab,
    /// In a window of its own: both are seen.
    Window,
}

/// What a browser is started with.
pub(crate) struct Launch {
    pub(crate) kind: Kind,
    pub(crate) headless: bool,
    /// The language of its menus, if it matters: `fr`.
    pub(crate) language: Option<&'static str>,
    /// Also opens sites whose certificate nobody vouches for, as those of one's own often are.
    pub(crate) any_certificate: bool,
    /// The unpacked extension.
    pub(crate) extension: PathBuf,
    pub(crate) geckodriver: PathBuf,
    /// A folder of its own: the profile and the driver's log.
    pub(crate) dir: PathBuf,
}

impl Launch {
    /// Where the browser saves what it downloads.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.dir.join("downloads")
    }
}

/// A running browser.
pub(crate) struct Browser {
    pub(crate) kind: Kind,
    pub(crate) driver: WebDriver,
    /// Where the extension's pages are: `chrome-extension://…`, without a slash at the end.
    pub(crate) origin: String,
    /// The extension's id as the browser knows it.
    pub(crate) id: String,
    /// The profile's folder.
    pub(crate) profile: PathBuf,
    /// The frames, from the outside in, that lead to the document in which things are done.
    document: RefCell<Vec<Value>>,
    process: Process,
}

impl Browser {
    /// Starts it on a fresh profile and waits until the extension is there.
    pub(crate) async fn start(launch: &Launch) -> Result<Self> {
        if launch.dir.exists() {
            std::fs::remove_dir_all(&launch.dir)?;
        }
        let browser = Self::start_again(launch).await?;
        browser.greeted().await?;
        Ok(browser)
    }

    /// Waits for the tab that opens by itself when Satchel is installed, and closes it.
    pub(crate) async fn greeted(&self) -> Result<()> {
        let here = self.driver.window().await?;
        let greeting = format!("{}/welcome.html", self.origin);
        until("the first steps open by themselves", PATIENCE, async || match self.kind {
            Kind::Chromium => chromium::close_tab(&self.driver, &greeting).await,
            Kind::Firefox => firefox::close_tab(&self.driver, &here, &greeting).await,
        })
        .await
    }

    /// Closes it, and starts it on the same profile.
    pub(crate) async fn restart(self, launch: &Launch) -> Result<Self> {
        self.close().await?;
        Self::start_again(launch).await
    }

    /// The same on the profile that is there, as it was left.
    pub(crate) async fn start_again(launch: &Launch) -> Result<Self> {
        let profile = launch.dir.join("profile");
        std::fs::create_dir_all(&profile)?;
        std::fs::create_dir_all(launch.downloads())?;
        let process = match launch.kind {
            Kind::Chromium => chromium::driver(launch)?,
            Kind::Firefox => firefox::driver(launch)?,
        };
        let capabilities = match launch.kind {
            Kind::Chromium => chromium::capabilities(launch, &profile),
            Kind::Firefox => firefox::capabilities(launch, &profile)?,
        };
        let Value::Object(mut capabilities) = capabilities else { bail!("capabilities are an object") };
        capabilities.insert("acceptInsecureCerts".to_owned(), launch.any_certificate.into());
        let driver = WebDriver::new(process.address.as_str(), capabilities).await?;
        let window = json!({"width": 1280, "height": 960});
        wire::post(&driver, "window/rect", window).await?;
        if let (Kind::Firefox, Some(language)) = (launch.kind, launch.language) {
            firefox::speak(&driver, language).await?;
        }
        let (id, origin) = match launch.kind {
            Kind::Chromium => chromium::find_extension(&driver, &launch.extension).await?,
            Kind::Firefox => firefox::install_extension(&driver, &launch.extension).await?,
        };
        Ok(Self { kind: launch.kind, driver, origin, id, profile, document: RefCell::default(), process })
    }

    /// Opens an address in this tab.
    pub(crate) async fn open(&self, address: &str) -> Result<()> {
        self.document.replace(Vec::new());
        self.driver.goto(address).await.with_context(|| address.to_owned())
    }

    /// From now on, what is done in the page is done in the document that these frames lead to.
    pub(crate) async fn go_to_document(&self, frames: &[Value]) -> Result<()> {
        self.document.replace(frames.to_vec());
        self.leave_frame().await
    }

    /// Goes back to that document, from whatever frame the driver is in.
    pub(crate) async fn leave_frame(&self) -> Result<()> {
        self.driver.enter_default_frame().await?;
        let frames = self.document.borrow().clone();
        for frame in frames {
            wire::post(&self.driver, "frame", json!({"id": frame})).await?;
        }
        Ok(())
    }

    /// Opens a page of the extension in this tab.
    pub(crate) async fn open_own(&self, page: &str) -> Result<()> {
        self.open(&format!("{}/{page}", self.origin)).await
    }

    /// Sees to it that a click in the extension's page can grant access to the sites of a
    /// pattern: a driver cannot reach the browser's own question. Nothing is granted by it.
    pub(crate) async fn allow_asking_for(&self, pattern: &str) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::allow_asking_for(&self.driver, &self.id, pattern).await,
            // A preference of the profile does it.
            Kind::Firefox => Ok(()),
        }
    }

    /// Ends the background, as the browser does at any moment.
    pub(crate) async fn kill_background(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::kill_background(&self.driver, &self.origin).await,
            Kind::Firefox => firefox::kill_background(&self.driver, &self.id).await,
        }
    }

    /// Ends the engine itself, as a crash or the want of memory does.
    pub(crate) async fn kill_engine(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::kill_engine(&self.driver, &self.origin).await,
            // It is a Worker of the event page, and goes with it.
            Kind::Firefox => firefox::kill_background(&self.driver, &self.id).await,
        }
    }

    /// Does something elsewhere, and comes back to this tab as it stands.
    pub(crate) async fn aside(&self, place: Aside, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        let here = self.driver.window().await?;
        let window = match place {
            Aside::Tab => self.driver.new_tab().await?,
            Aside::Window => self.driver.new_window().await?,
        };
        self.driver.switch_to_window(window).await?;
        let done = act().await;
        self.driver.close_window().await?;
        self.driver.switch_to_window(here).await?;
        if self.kind == Kind::Chromium {
            chromium::bring_to_front(&self.driver).await?;
        }
        done
    }

    /// Opens the popup's page as the browser shows it over a tab with this address: that one is in front, and goes
    /// after the act.
    pub(crate) async fn popup_over(
        &self,
        address: &str,
        act: impl AsyncFnOnce() -> Result<()>,
    ) -> Result<()> {
        self.open_own("popup.html").await?;
        let here = self.driver.window().await?;
        let open = "return (globalThis.browser ?? chrome).tabs.create({ url: arguments[0], active: true })
                      .then(() => 'open')";
        wire::script(&self.driver, open, vec![address.into()]).await?;
        self.driver.refresh().await?;
        let done = match self.part("enable-site").await {
            Ok(_) => act().await,
            Err(error) => Err(error),
        };
        for window in self.driver.windows().await? {
            if window != here {
                self.driver.switch_to_window(window).await?;
                self.driver.close_window().await?;
            }
        }
        self.driver.switch_to_window(here).await?;
        done
    }

    /// Presses the shortcut that opens the suggestions, Alt+M.
    pub(crate) async fn press_shortcut(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::press_shortcut(&self.driver, &self.origin, "open-suggestions").await,
            Kind::Firefox => firefox::press_shortcut(&self.driver, &['\u{e00a}', 'm']).await,
        }
    }

    /// Opens the context menu on an element and chooses an entry of the extension's, by its id or its words.
    pub(crate) async fn choose_in_menu(&self, css: &str, id: &str, label: &str) -> Result<()> {
        let element = self.find(css).await?;
        self.driver.action_chain().context_click_element(&element).perform().await?;
        match self.kind {
            Kind::Chromium => chromium::choose_in_menu(&self.driver, &self.origin, id).await,
            Kind::Firefox => firefox::choose_in_menu(&self.driver, label).await,
        }
    }

    /// Waits until an element is there and shown.
    pub(crate) async fn find(&self, css: &str) -> Result<WebElement> {
        until(&format!("{css} is shown"), PATIENCE, async || {
            let Ok(element) = self.driver.find(By::Css(css)).await else { return Ok(None) };
            Ok(element.is_displayed().await.unwrap_or(false).then_some(element))
        })
        .await
    }

    /// The file field with a test id, which pages draw in their own way and so hide themselves.
    pub(crate) async fn choose_file(&self, id: &str, file: &Path) -> Result<()> {
        let field = until(&format!("{id} is there"), PATIENCE, async || {
            Ok(self.driver.find(By::Css(test_id(id))).await.ok())
        })
        .await?;
        Ok(field.send_keys(file.display().to_string()).await?)
    }

    /// The element with a test id, once it is shown.
    pub(crate) async fn part(&self, id: &str) -> Result<WebElement> {
        self.find(&test_id(id)).await
    }

    /// Clicks the element with a test id.
    pub(crate) async fn click(&self, id: &str) -> Result<()> {
        self.part(id).await?.click().await.with_context(|| format!("clicking {id}"))
    }

    /// Types into the element with a test id.
    pub(crate) async fn type_into(&self, id: &str, text: &str) -> Result<()> {
        self.part(id).await?.send_keys(text).await.with_context(|| format!("typing into {id}"))
    }

    /// Waits until an attribute of the element with a test id has a value.
    pub(crate) async fn attribute_becomes(
        &self,
        id: &str,
        name: &str,
        value: &str,
        limit: Duration,
    ) -> Result<()> {
        let mut last = None;
        let found = until(&format!("{id} has {name}={value}"), limit, async || {
            let Ok(element) = self.driver.find(By::Css(test_id(id))).await else { return Ok(None) };
            last = element.attr(name).await.unwrap_or(None);
            Ok((last.as_deref() == Some(value)).then_some(()))
        })
        .await;
        found.with_context(|| format!("its last value was {last:?}"))
    }

    /// Gives the tab this width, or its own again.
    pub(crate) async fn widen(&self, width: Option<u32>) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::widen(&self.driver, width).await,
            Kind::Firefox => {
                let window = json!({"width": width.unwrap_or(1280), "height": 960});
                wire::post(&self.driver, "window/rect", window).await.map(drop)
            }
        }
    }

    /// Has the tab ask its pages for a theme, and makes sure that they are told.
    pub(crate) async fn dress(&self, theme: Theme) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::dress(&self.driver, theme).await?,
            Kind::Firefox => firefox::dress(&self.driver, theme).await?,
        }
        let ask = "return matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches";
        until(&format!("pages are {}", theme.name()), PATIENCE, async || {
            let told = wire::script(&self.driver, ask, vec![theme.name().into()]).await?;
            Ok((told == true).then_some(()))
        })
        .await
    }

    /// A picture of the tab.
    pub(crate) async fn picture(&self, path: &Path) -> Result<()> {
        Ok(self.driver.screenshot(path).await?)
    }

    /// Closes it and gives the folder of its profile, with everything written.
    pub(crate) async fn close(self) -> Result<PathBuf> {
        let Self { driver, process, profile, .. } = self;
        driver.quit().await?;
        drop(process);
        Ok(profile)
    }

    /// Kills it with all its processes, in the middle of what they do, and gives the folder of its
    /// profile. Nothing of it runs any more then.
    pub(crate) async fn kill(self) -> Result<PathBuf> {
        let Self { driver, process, profile, .. } = self;
        let family = processes::below(process.id())?;
        ensure!(family.len() > 1, "the driver has no browser to be killed");
        processes::kill(&family)?;
        // There is nobody left who could answer a goodbye.
        driver.leak()?;
        drop(process);
        until("the browser's processes are gone", PATIENCE, async || {
            Ok(family.iter().all(|id| !processes::is_alive(*id)).then_some(()))
        })
        .await?;
        Ok(profile)
    }
}

/// The selector of a test id.
pub(crate) fn test_id(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

/// Asks again and again until there is an answer; fails with what was waited for if there is none within the limit.
pub(crate) async fn until<T>(
    what: &str,
    limit: Duration,
    mut ask: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask().await? {
            return Ok(answer);
        }
        if start.elapsed() > limit {
            bail!("waited {} s in vain until {what}", limit.as_secs());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
