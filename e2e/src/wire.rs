//! WebDriver commands that the library has no name for, and the driver process they go to.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebDriver, WebElement};

/// A command as the driver takes it: a path under the session, and a body.
#[derive(Debug)]
struct Raw {
    path: String,
    body: Option<Value>,
}

impl FormatRequestData for Raw {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let method = if self.body.is_some() { Method::POST } else { Method::GET };
        let request = RequestData::new(method, format!("session/{session}/{}", self.path));
        match &self.body {
            Some(body) => request.add_body(body.clone()),
            None => request,
        }
    }
}

/// GETs something of the session.
pub(crate) async fn get(driver: &WebDriver, path: &str) -> Result<Value> {
    send(driver, Raw { path: path.to_owned(), body: None }).await
}

/// POSTs something to the session.
pub(crate) async fn post(driver: &WebDriver, path: &str, body: Value) -> Result<Value> {
    send(driver, Raw { path: path.to_owned(), body: Some(body) }).await
}

async fn send(driver: &WebDriver, raw: Raw) -> Result<Value> {
    let path = raw.path.clone();
    Ok(driver.handle().cmd(raw).await.with_context(|| path)?.value_json()?)
}

/// Runs a script in the page that is open. The value of its `return`, or of the promise returned.
pub(crate) async fn script(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Result<Value> {
    post(driver, "execute/sync", json!({"script": script, "args": arguments})).await
}

/// An element wherever it is, through open shadow roots too.
pub(crate) async fn find(driver: &WebDriver, css: &str) -> Result<Option<WebElement>> {
    let find = "const inside = (root) => root.querySelector(arguments[0]) ?? \
                  [...root.querySelectorAll('*')].filter((e) => e.shadowRoot).map((e) => inside(e.shadowRoot)).find(Boolean); \
                return inside(document);";
    let found = script(driver, find, vec![css.into()]).await?;
    if found.is_null() {
        return Ok(None);
    }
    Ok(Some(WebElement::from_json(found, driver.handle().clone())?))
}

/// A driver process, which ends with this value.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: String,
}

impl Process {
    /// Starts it on a free port, in a language if one is given, and waits until it listens.
    pub(crate) fn start(
        program: &Path,
        log: &Path,
        arguments: &[&str],
        language: Option<&str>,
    ) -> Result<Self> {
        let port = free_port()?;
        let log = std::fs::File::create(log)?;
        let mut command = Command::new(program);
        if let Some(language) = language {
            command.env("LANGUAGE", language);
        }
        let child = command
            .arg(format!("--port={port}"))
            .args(arguments)
            // Firefox asks its maker for settings unless it is told not to; these two do that.
            .env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1")
            .env("MOZ_DISABLE_AUTO_SAFE_MODE", "1")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot run {}", program.display()))?;
        let process = Self { child, address: format!("http://127.0.0.1:{port}") };
        wait_for_port(port, Duration::from_secs(20))?;
        Ok(process)
    }

    /// Its number in the system.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself: nothing more is to be done then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port of the loopback address that nothing listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until something listens there.
pub(crate) fn wait_for_port(port: u16, limit: Duration) -> Result<()> {
    let start = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        if start.elapsed() > limit {
            bail!("nothing listens on port {port} after {} s", limit.as_secs());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
