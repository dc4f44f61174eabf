//! The chats that stories write in: two as people run them (Gradio, Chainlit), one that is an element for
//! any page (deep-chat), and pages of our own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use thirtyfour::{Key, WebElement};

use crate::browser::{Browser, PATIENCE, until};
use crate::server::Server;
use crate::wire::{self, free_port, wait_for_port};

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

    /// All of it in an open shadow root; what sends is no button.
    pub(crate) fn deep_chat(server: &Server) -> Self {
        Self {
            name: "deep-chat",
            address: server.page("deep-chat"),
            composer: "#text-input",
            send: Send::Button(".input-button:has(#submit-icon)"),
        }
    }

    /// Its composer, once it is shown.
    pub(crate) async fn composer(&self, browser: &Browser) -> Result<WebElement> {
        shown(browser, self.composer).await
    }

    /// What nothing may lie over: the composer, and what sends.
    pub(crate) async fn parts(&self, browser: &Browser) -> Result<Vec<WebElement>> {
        let mut parts = vec![self.composer(browser).await?];
        if let Send::Button(css) = self.send {
            parts.push(shown(browser, css).await?);
        }
        Ok(parts)
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
            Send::Button(css) => shown(browser, css).await?.click().await?,
        }
        until("the chat has sent the message", PATIENCE, async || Ok(server.bodies().get(before).cloned()))
            .await
    }
}

/// An element of the page or of an open shadow root in it, once it is shown.
async fn shown(browser: &Browser, css: &str) -> Result<WebElement> {
    until(&format!("{css} is shown"), PATIENCE, async || {
        let Some(element) = wire::find(&browser.driver, css).await? else { return Ok(None) };
        Ok(element.is_displayed().await.unwrap_or(false).then_some(element))
    })
    .await
}

/// Gradio, running. It ends with this value.
pub(crate) struct Gradio(Running);

impl Gradio {
    /// Starts it in front of the scripted server.
    pub(crate) fn start(python: &Path, server: &Server, log: &Path) -> Result<Self> {
        let port = free_port()?;
        let mut program = Command::new(python);
        program.arg(ours("app.py")).args([port.to_string(), server.api()]);
        program.env("GRADIO_ANALYTICS_ENABLED", "False");
        Running::start(program, port, log).context("Gradio did not start").map(Self)
    }

    /// The chat that it serves.
    pub(crate) fn chat(&self) -> Chat {
        Chat { name: "gradio", address: self.0.address(), composer: "textarea", send: Send::Enter }
    }
}

/// Chainlit, running. It ends with this value.
pub(crate) struct Chainlit(Running);

impl Chainlit {
    /// Starts it in front of the scripted server, in a folder of its own, which it fills.
    pub(crate) fn start(python: &Path, server: &Server, dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        let port = free_port()?;
        let mut program = Command::new(python);
        program.args(["-m", "chainlit", "run"]).arg(ours("chainlit_app.py"));
        program.args(["--headless", "--host", "127.0.0.1", "--port", &port.to_string()]);
        program.env("CHAINLIT_APP_ROOT", dir).env("OPENAI_BASE_URL", server.api());
        Running::start(program, port, &dir.join("chainlit.log")).context("Chainlit did not start").map(Self)
    }

    /// The chat that it serves.
    pub(crate) fn chat(&self) -> Chat {
        Chat {
            name: "chainlit",
            address: self.0.address(),
            composer: "#chat-input",
            send: Send::Button("#chat-submit"),
        }
    }
}

/// A file of `e2e/chat`.
fn ours(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("chat").join(name)
}

/// A chat's program, running. It ends with this value.
struct Running {
    child: Child,
    port: u16,
}

impl Running {
    fn start(mut program: Command, port: u16, log: &Path) -> Result<Self> {
        let log = std::fs::File::create(log)?;
        program.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = program.spawn().with_context(|| format!("cannot run {:?}", program.get_program()))?;
        let running = Self { child, port };
        wait_for_port(port, Duration::from_secs(90))?;
        Ok(running)
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself: nothing more is to be done then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
