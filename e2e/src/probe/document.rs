//! The page as the extension sees it: its finder, run in each document of the chat's own origin.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::outcome::Composer;
use crate::Place;
use crate::browser::Browser;
use crate::wire;

/// Frames in frames that are followed.
const DEEPEST: usize = 3;
/// A page that shows a composer is looked at once more after this.
const SETTLING: Duration = Duration::from_millis(700);

/// The finder, ready to be run by a driver.
pub(crate) struct Finder(String);

/// A field that the finder takes for the composer.
pub(crate) struct Field {
    pub(crate) composer: Composer,
    /// The element, as drivers hand it over.
    pub(crate) element: Value,
}

impl Finder {
    /// Reads what `extension/scripts/finder.mjs` made.
    pub(crate) fn read() -> Result<Self> {
        let path = Place::root().join("target/probe/finder.js");
        Ok(Self(std::fs::read_to_string(&path).with_context(|| format!("the finder, {}", path.display()))?))
    }

    /// What one of its functions says of the document in which the driver is.
    pub(crate) async fn ask(&self, browser: &Browser, name: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!("{}\nreturn finder.{name}(...arguments);", self.0);
        wire::script(&browser.driver, &script, arguments).await
    }

    /// The page's composer, looked for until it is there and the page has settled; the driver is then
    /// in its document.
    pub(crate) async fn settled(&self, browser: &Browser, limit: Duration) -> Result<Option<Field>> {
        let Some(first) = self.composer(browser, limit).await? else { return Ok(None) };
        tokio::time::sleep(SETTLING).await;
        // Pages that are still being built put other fields in the place of the first.
        Ok(Some(self.composer(browser, SETTLING).await?.unwrap_or(first)))
    }

    /// The page's composer as it is now, looked for until it is there.
    pub(crate) async fn composer(&self, browser: &Browser, limit: Duration) -> Result<Option<Field>> {
        let start = Instant::now();
        loop {
            // A page that is going away, or asks something, answers with an error: it is asked again.
            match self.look(browser, Vec::new(), String::new()).await {
                Ok(Some(found)) => return Ok(Some(found)),
                Err(error) if start.elapsed() > limit => return Err(error),
                Ok(None) if start.elapsed() > limit => return Ok(None),
                Ok(None) | Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    }

    /// Looks in one document, and then in the frames of its origin.
    async fn look(&self, browser: &Browser, frames: Vec<Value>, outer: String) -> Result<Option<Field>> {
        browser.go_to_document(&frames).await?;
        let found = self.ask(browser, "composer", Vec::new()).await?;
        if !found.is_null() {
            let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
            let composer = Composer { kind: text("kind"), locator: format!("{outer}{}", text("locator")) };
            return Ok(Some(Field { composer, element: found["element"].clone() }));
        }
        if frames.len() == DEEPEST {
            return Ok(None);
        }
        let inner = self.ask(browser, "frames", Vec::new()).await?;
        for frame in inner.as_array().into_iter().flatten() {
            let path = frames.iter().chain([&frame["element"]]).cloned().collect();
            let outer = format!("{outer}{} >>> ", frame["locator"].as_str().unwrap_or_default());
            // A frame may be gone by now; the others are still to be looked at.
            if let Ok(Some(found)) = Box::pin(self.look(browser, path, outer)).await {
                return Ok(Some(found));
            }
        }
        browser.go_to_document(&frames).await?;
        Ok(None)
    }

    /// What stands in the composer; nothing if it is not there now.
    pub(crate) async fn written(&self, browser: &Browser, field: &Field) -> Option<String> {
        let said = self.ask(browser, "written", vec![field.element.clone()]).await.ok()?;
        said.as_str().map(str::to_owned)
    }
}
