//! A browser with an unlocked vault in it, and what a person does there in every case.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;

use crate::browser::{Browser, Launch, PATIENCE, test_id, until};
use crate::dashboard::{kept, search};
use crate::story::{self, PASSPHRASE};
use crate::words::Words;

/// Opening a vault of tens of thousands of memories may take this long.
const OPENING: Duration = Duration::from_secs(60);
/// Looking through a file of thousands of turns may take this long.
const LOOKING: Duration = Duration::from_secs(60);

/// A browser at the dashboard, its vault unlocked.
pub(super) struct Seat {
    pub(super) browser: Browser,
    pub(super) words: Words,
}

impl Seat {
    /// A fresh profile with a new vault.
    pub(super) async fn fresh(launch: &Launch) -> Result<Self> {
        let words = Words::read(&launch.extension, "en")?;
        let seat = Self { browser: Browser::start(launch).await?, words };
        story::create(&seat.browser, PASSPHRASE).await?;
        Ok(seat)
    }

    /// The profile as it was left: its vault is locked, and the passphrase opens it.
    pub(super) async fn again(launch: &Launch) -> Result<Self> {
        let words = Words::read(&launch.extension, "en")?;
        let seat = Self { browser: Browser::start_again(launch).await?, words };
        seat.browser.open_own("dashboard.html").await?;
        seat.unlock().await?;
        Ok(seat)
    }

    /// Waits until the page that is open asks for the passphrase, and gives it.
    pub(super) async fn unlock(&self) -> Result<()> {
        let browser = &self.browser;
        browser.attribute_becomes("vault-state", "data-state", "locked", PATIENCE).await?;
        browser.type_into("passphrase", PASSPHRASE).await?;
        browser.click("unlock").await?;
        browser.attribute_becomes("vault-state", "data-state", "unlocked", OPENING).await
    }

    /// Has a file looked through in the dashboard, and begins its import, which may have ended then.
    pub(super) async fn begin_import(&self, file: &Path) -> Result<()> {
        self.browser.open_own("dashboard.html").await?;
        self.browser.click("nav-import").await?;
        self.browser.choose_file("import-file", file).await?;
        until("the file is looked through", LOOKING, async || {
            Ok(self.browser.driver.find(By::Css(test_id("import-preview"))).await.ok())
        })
        .await?;
        self.browser.click("import-go").await
    }

    /// What the import's progress says is kept; `None` once it has ended.
    pub(super) async fn said_kept(&self) -> Result<Option<usize>> {
        let line = format!("{} p", test_id("import-progress"));
        let Ok(line) = self.browser.driver.find(By::Css(line)).await else { return Ok(None) };
        // It may end between being found and being read.
        let Ok(text) = line.text().await else { return Ok(None) };
        let said = text.split('·').next_back().unwrap_or_default();
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        ensure!(said.contains("kept"), "the progress says {text:?}");
        Ok(Some(digits.parse().with_context(|| format!("no number in {text:?}"))?))
    }

    /// Keeps a note with a word of its own, typed into the popup.
    pub(super) async fn note(&self, word: &str) -> Result<()> {
        let browser = &self.browser;
        browser.open_own("popup.html").await?;
        browser.type_into("add-note", &format!("The password of the boathouse is not {word}.")).await?;
        browser.click("add-note-save").await?;
        self.words.said_in(browser, "vault-state", "note_kept", &[]).await?;
        ensure!(self.lists(word).await?, "the new note is not among the newest memories");
        Ok(())
    }

    /// Whether the dashboard, opened afresh, has a word among the newest memories.
    pub(super) async fn lists(&self, word: &str) -> Result<bool> {
        kept(&self.browser).await?;
        self.browser.part("memory").await?;
        Ok(self.browser.find("main").await?.text().await?.contains(word))
    }

    /// Whether the dashboard, opened afresh, finds a word by search.
    pub(super) async fn finds(&self, word: &str) -> Result<bool> {
        kept(&self.browser).await?;
        Ok(search(&self.browser, word).await?.iter().any(|text| text.contains(word)))
    }

    /// How many memories still wait for their vector, as the page that is open says.
    pub(super) async fn pending(&self) -> Result<usize> {
        let said = self.browser.part("vault-state").await?.attr("data-pending").await?;
        said.as_deref().unwrap_or_default().parse().with_context(|| format!("data-pending is {said:?}"))
    }

    /// Every alert of the dashboard, opened afresh: damage is told in one.
    pub(super) async fn alerts(&self) -> Result<Vec<String>> {
        kept(&self.browser).await?;
        let mut said = Vec::new();
        for alert in self.browser.driver.find_all(By::Css(test_id("error"))).await? {
            said.push(alert.text().await?);
        }
        Ok(said)
    }

    /// The dashboard complains of nothing: no damage, no trouble.
    pub(super) async fn is_sound(&self) -> Result<()> {
        let alerts = self.alerts().await?;
        ensure!(alerts.is_empty(), "the dashboard says {alerts:?}");
        Ok(())
    }

    /// Locks, and unlocks again: everything is read from the disk once more.
    pub(super) async fn reopen(&self) -> Result<()> {
        self.browser.open_own("dashboard.html").await?;
        self.browser.click("lock").await?;
        self.unlock().await
    }

    /// Waits until something on the page ends a running import. What it says.
    pub(super) async fn import_ends(&self, limit: Duration) -> Result<String> {
        until("the import has ended", limit, async || {
            for id in ["error", "import-summary"] {
                if let Ok(element) = self.browser.driver.find(By::Css(test_id(id))).await {
                    return Ok(Some(element.text().await?));
                }
            }
            Ok(None)
        })
        .await
    }
}
