//! The encoder measured in a browser, against onnxruntime-web: `target/bench.json`.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;
use tiny_http::{Header, Request, Response};

use crate::Place;
use crate::browser::{Browser, Kind, until};
use crate::wire;

/// Some hundred runs, in a browser on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// Measures in one browser, and puts what was found under its name.
pub(crate) async fn run(place: &Place, kind: Kind) -> Result<()> {
    let address = serve()?;
    let browser = Browser::start(&place.launch(kind, true)).await?;
    browser.open(&format!("{address}/page.html")).await?;
    let found = until("the encoder is measured", PATIENCE, async || {
        let found = wire::script(&browser.driver, "return globalThis.found ?? null", vec![]).await?;
        Ok((!found.is_null()).then_some(found))
    })
    .await?;
    browser.close().await?;
    if let Some(error) = found["error"].as_str() {
        bail!("the page failed: {error}");
    }
    println!("{}: {found:#}", kind.name());
    let path = Place::root().join("target/bench.json");
    let mut all: Value = match std::fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).context("target/bench.json")?,
        Err(_) => Value::Object(serde_json::Map::new()),
    };
    all[kind.name()] = found;
    std::fs::write(&path, format!("{all:#}\n"))?;
    Ok(())
}

/// Serves the page, the core and what it is compared with, on a free port of the loopback address.
fn serve() -> Result<String> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| anyhow!("{error}"))?;
    let port = server.server_addr().to_ip().context("an address with a port")?.port();
    thread::spawn(move || {
        for request in server.incoming_requests() {
            if let Err(error) = answer(request) {
                eprintln!("bench server: {error:#}");
            }
        }
    });
    Ok(format!("http://127.0.0.1:{port}"))
}

fn answer(request: Request) -> Result<()> {
    let Some(path) = file(request.url()) else { return Ok(request.respond(Response::empty(404))?) };
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html",
        Some("js" | "mjs") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    let content = std::fs::read(&path).with_context(|| path.display().to_string())?;
    let header = Header::from_bytes("Content-Type", kind).map_err(|()| anyhow!("a header"))?;
    Ok(request.respond(Response::from_data(content).with_header(header))?)
}

/// Which file an address means.
fn file(address: &str) -> Option<PathBuf> {
    let (folder, name) = address.rsplit_once('/')?;
    let folder = match folder {
        "" => "e2e/bench",
        "/ort" => "e2e/bench/node_modules/onnxruntime-web/dist",
        "/pkg" => "pkg",
        "/model" => "target/model",
        "/peer" => "target/bench",
        _ => return None,
    };
    let plain = Path::new(name).components().count() == 1 && !name.starts_with('.');
    plain.then(|| Place::root().join(folder).join(name))
}
