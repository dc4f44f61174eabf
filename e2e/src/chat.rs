//! The chats that stories write in: one as people run it (Gradio), one with a contenteditable
//! composer.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use thirtyfour::{By, Key, WebElement};

use crate::browser::{Browser, PATIENCE, until};
use crate::server::Server;
use crate::wire::{free_port, wait_for_port};

/// How long a draft rests before its last character.
const TYPED_ON: Duration = Duration::from_millis(400);

/// A chat, as a story sees it.
pub(crate) struct Chat {
    /// For messages and names of pictures.
    pub(crate) name: &'static str,
    pub(crate) address: String,
    composer: &'static str,
    send: Send,
}

enum Send {
    Enter,
    Button(&'static str),
}

impl Chat {
    /// The page of our own.
    pub(crate) fn contenteditable(server: &Server) -> Self {
        Self {
            name: "contenteditable",
            address: server.page("contenteditable"),
            composer: "#composer",
            send: Send::Button("button[type=submit]"),
        }
    }

    /// A textarea that sends nothing.
    pub(crate) fn textarea(server: &Server) -> Self {
        Self {
            name: "textarea",
            address: server.page("textarea"),
            composer: "#composer",
            send: Send::Button("button[type=submit]"),
        }
    }

    /// A textarea that takes keys alone.
    pub(crate) fn stubborn(server: &Server) -> Self {
        Self { name: "stubborn", address: server.page("stubborn"), ..Self::textarea(server) }
    }

    /// A composer of one line.
    pub(crate) fn line(server: &Server) -> Self {
        Self { name: "line", address: server.page("line"), composer: "#composer", send: Send::Enter }
    }

    /// Its composer, once it is shown.
    pub(crate) async fn composer(&self, browser: &Browser) -> Result<WebElement> {
        browser.find(self.composer).await
    }

    /// What stands in the composer.
    pub(crate) async fn written(&self, browser: &Browser) -> Result<String> {
        let composer = self.composer(browser).await?;
        let text = match composer.tag_name().await?.as_str() {
            "textarea" | "input" => composer.prop("value").await?,
            _ => composer.prop("innerText").await?,
        };
        Ok(text.unwrap_or_default())
    }

    /// Opens the chat afresh and types a draft.
    pub(crate) async fn draft(&self, browser: &Browser, text: &str) -> Result<()> {
        browser.open(&self.address).await?;
        let composer = self.composer(browser).await?;
        composer.click().await?;
        // As people do, who type on: what was typed before the content script was there is not the user's to it until
        // they touch the composer again.
        let (last, _) = text.char_indices().next_back().unwrap_or_default();
        let (most, rest) = text.split_at(last);
        composer.send_keys(most).await?;
        tokio::time::sleep(TYPED_ON).await;
        composer.send_keys(rest).await?;
        Ok(())
    }

    /// Sends what stands in the composer, and waits for the request. Its body.
    pub(crate) async fn send(&self, browser: &Browser, server: &Server) -> Result<String> {
        let before = server.bodies().len();
        match self.send {
            Send::Enter => self.composer(browser).await?.send_keys(Key::Enter).await?,
            Send::Button(css) => browser.driver.find(By::Css(css)).await?.click().await?,
        }
        until("the chat has sent the message", PATIENCE, async || Ok(server.bodies().get(before).cloned()))
            .await
    }
}

/// Gradio, running. It ends with this value.
pub(crate) struct Gradio {
    child: Child,
    port: u16,
}

impl Gradio {
    /// Starts it in front of the scripted server.
    pub(crate) fn start(python: &Path, server: &Server, log: &Path) -> Result<Self> {
        let port = free_port()?;
        let log = std::fs::File::create(log)?;
        let child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("chat/app.py"))
            .args([port.to_string(), server.api()])
            .env("GRADIO_ANALYTICS_ENABLED", "False")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot run {}", python.display()))?;
        let gradio = Self { child, port };
        wait_for_port(port, Duration::from_secs(90)).context("Gradio did not start")?;
        Ok(gradio)
    }

    /// The chat that it serves.
    pub(crate) fn chat(&self) -> Chat {
        Chat {
            name: "gradio",
            address: format!("http://127.0.0.1:{}/", self.port),
            composer: "textarea",
            send: Send::Enter,
        }
    }
}

impl Drop for Gradio {
    fn drop(&mut self) {
        // It may have ended by itself: nothing more is to be done then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
