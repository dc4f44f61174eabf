//! What a story says while it goes on: each step with its time, and a picture of it.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::access;
use crate::browser::Browser;

/// The record of one browser's run.
pub(crate) struct Diary {
    pictures: PathBuf,
    /// When the last step was done, and when the last statement had been tried.
    since: Instant,
    tried: Instant,
    steps: usize,
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// How many pages axe has looked at, and what it found; nothing if it is not asked.
    looked: Option<(usize, Vec<String>)>,
}

impl Diary {
    /// Begins, with an empty folder for pictures.
    pub(crate) fn begin(pictures: PathBuf) -> Result<Self> {
        if pictures.exists() {
            std::fs::remove_dir_all(&pictures)?;
        }
        std::fs::create_dir_all(&pictures)?;
        Ok(Self {
            pictures,
            since: Instant::now(),
            tried: Instant::now(),
            steps: 0,
            passed: 0,
            failed: 0,
            looked: None,
        })
    }

    /// Has axe look at every page of ours in which a step is done.
    pub(crate) fn with_axe(self) -> Self {
        Self { looked: Some((0, Vec::new())), ..self }
    }

    /// Whether axe found nothing up to now.
    pub(crate) fn accessible(&self) -> Result<()> {
        let Some((pages, found)) = &self.looked else { return Ok(()) };
        ensure!(*pages > 0, "axe has looked at no page");
        ensure!(found.is_empty(), "axe found in {pages} pages: {found:#?}");
        Ok(())
    }

    async fn look(&mut self, browser: &Browser, what: &str) -> Result<()> {
        let Some((pages, all)) = &mut self.looked else { return Ok(()) };
        if let Some(found) = access::findings(browser).await? {
            *pages += 1;
            all.extend(found.into_iter().map(|one| format!("{what}: {one}")));
        }
        Ok(())
    }

    /// A step is done: says so, with the time since the last one, and takes a picture.
    pub(crate) async fn did(&mut self, browser: &Browser, what: &str) -> Result<()> {
        let took = self.since.elapsed();
        println!("  {:>6.1} s  {}: {what}", took.as_secs_f64(), browser.kind.name());
        self.picture(browser, what).await?;
        self.look(browser, what).await?;
        self.since = Instant::now();
        Ok(())
    }

    /// Takes a picture, named in the order taken.
    pub(crate) async fn picture(&mut self, browser: &Browser, what: &str) -> Result<()> {
        self.steps += 1;
        let words: Vec<&str> =
            what.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let name: String = words.join("-").to_lowercase().chars().take(60).collect();
        browser.picture(&self.pictures.join(format!("{:02}-{name}.png", self.steps))).await
    }

    /// A statement has been tried: counts it and says what became of it.
    pub(crate) async fn tried(&mut self, browser: &Browser, statement: &str, result: Result<()>) {
        let took = self.tried.elapsed().as_secs_f64();
        (self.since, self.tried) = (Instant::now(), Instant::now());
        let name = browser.kind.name();
        match result {
            Ok(()) => {
                self.passed += 1;
                println!("test {name}: {statement} ... ok ({took:.1} s)");
            }
            Err(error) => {
                self.failed += 1;
                println!("test {name}: {statement} ... FAILED ({took:.1} s)\n    {error:#}");
                if let Err(error) = self.picture(browser, &format!("failed {statement}")).await {
                    println!("    and no picture of it: {error:#}");
                }
            }
        }
    }
}
