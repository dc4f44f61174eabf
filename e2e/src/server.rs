//! An OpenAI-compatible server on this machine, with answers written beforehand.
//!
//! It keeps the body of every message sent to it: what a site was told is read there and nowhere
//! else. It also serves the pages of `e2e/pages`. The same pages under the name `localhost` are
//! another site, which nobody has enabled.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Context as _, Result, anyhow};
use serde_json::{Value, json};
use tiny_http::{Header, Method, Request, Response};

use crate::Place;

/// What it answers to everything.
pub(crate) const ANSWER: &str = "Gladly. Here is a plan that keeps to what you told me.";

/// The server. It ends with the process.
pub(crate) struct Server {
    port: u16,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts it on a free port of the loopback address.
    pub(crate) fn start() -> Result<Self> {
        let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| anyhow!("{error}"))?;
        let port = server.server_addr().to_ip().context("an address with a port")?.port();
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&bodies);
        thread::spawn(move || {
            for request in server.incoming_requests() {
                // A browser that goes away in the middle of an answer is no failure of the server.
                if let Err(error) = serve(request, &kept) {
                    eprintln!("scripted server: {error:#}");
                }
            }
        });
        Ok(Self { port, bodies })
    }

    /// Where the API is, as clients are told it.
    pub(crate) fn api(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    /// The address of a page.
    pub(crate) fn page(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/{name}.html", self.port)
    }

    /// The address of an editor's page; where the editor stands in it may follow its name.
    pub(crate) fn editor(&self, name: &str) -> String {
        let (name, rest) =
            name.split_once('?').map_or((name, String::new()), |(name, rest)| (name, format!("?{rest}")));
        format!("http://127.0.0.1:{}/editors/{name}.html{rest}", self.port)
    }

    /// The same page as another site.
    pub(crate) fn page_elsewhere(&self, name: &str) -> String {
        format!("http://localhost:{}/{name}.html", self.port)
    }

    /// The bodies of all messages so far, oldest first.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.bodies.lock().map(|bodies| bodies.clone()).unwrap_or_default()
    }
}

fn serve(mut request: Request, bodies: &Mutex<Vec<String>>) -> Result<()> {
    let path = request.url().split('?').next().unwrap_or_default().to_owned();
    match (request.method(), path.as_str()) {
        (Method::Post, "/v1/chat/completions") => {
            let mut body = String::new();
            request.as_reader().read_to_string(&mut body)?;
            let stream = serde_json::from_str::<Value>(&body)?["stream"] == true;
            bodies.lock().map_err(|_| anyhow!("a thread died with the bodies"))?.push(body);
            let (answer, kind) =
                if stream { (streamed(), "text/event-stream") } else { (whole(), "application/json") };
            respond(request, 200, answer, kind)
        }
        (Method::Get, path) => match page(path).or_else(|| editor(path)).or_else(|| hostile(path)) {
            Some(page) if path.ends_with(".js") => respond(request, 200, page, "text/javascript"),
            Some(page) => respond(request, 200, page, "text/html; charset=utf-8"),
            None => respond(request, 404, "not found".to_owned(), "text/plain"),
        },
        _ => respond(request, 405, "not allowed".to_owned(), "text/plain"),
    }
}

/// A page of `e2e/pages`, if there is one of this name.
fn page(path: &str) -> Option<String> {
    let name = path.strip_prefix('/')?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages").join(name);
    is_plain(name).then(|| std::fs::read_to_string(file).ok()).flatten()
}

/// An editor's page, or its script as it was bundled into `target/editors`.
fn editor(path: &str) -> Option<String> {
    let name = path.strip_prefix("/editors/").filter(|name| is_plain(name))?;
    match name.strip_suffix(".html") {
        Some(name) => {
            let page = std::fs::read_to_string(Place::root().join("e2e/editors/page.html")).ok()?;
            Some(page.replace("EDITOR", name))
        }
        None => std::fs::read_to_string(Place::root().join("target/editors").join(name)).ok(),
    }
}

/// What a hostile page is made of: its attempt stands in the same page for each.
fn hostile(path: &str) -> Option<String> {
    let name = path.strip_prefix("/hostile/").filter(|name| is_plain(name))?;
    let read = |name: &str| std::fs::read_to_string(crate::hostile::folder().join(name)).ok();
    match name.strip_suffix(".html") {
        Some("own") => read("own.html"),
        Some(attempt) => Some(read("page.html")?.replace("ATTEMPT", attempt)),
        None => read(name),
    }
}

/// A file's name that leads nowhere else.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || b".-".contains(&byte))
}

fn whole() -> String {
    json!({"object": "chat.completion", "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": ANSWER}}
    ]})
    .to_string()
}

/// The answer word by word, as server-sent events.
fn streamed() -> String {
    let events = ANSWER.split_inclusive(' ').map(|word| {
        json!({"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": word}}]})
    });
    events.map(|event| format!("data: {event}\n\n")).chain(["data: [DONE]\n\n".to_owned()]).collect()
}

fn respond(request: Request, status: u16, body: String, kind: &str) -> Result<()> {
    let header = Header::from_bytes("Content-Type", kind).map_err(|()| anyhow!("a header"))?;
    request.respond(Response::from_string(body).with_status_code(status).with_header(header))?;
    Ok(())
}
