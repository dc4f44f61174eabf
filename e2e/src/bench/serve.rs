//! The files that pages measure with, on a free port of the loopback address.

use std::path::{Component, Path, PathBuf};
use std::thread;

use anyhow::{Context as _, Result, anyhow};
use tiny_http::{Header, Request, Response};

use crate::Place;

/// Where addresses lead, the first that fits: a beginning, and the file or folder that it stands for.
const PLACES: [(&str, &str); 8] = [
    ("/npm", "e2e/bench/node_modules"),
    ("/pkg", "target/bench/pkg"),
    ("/model", "target/model"),
    ("/seed", "target/seed"),
    ("/texts.txt", "cli/src/pack/texts.txt"),
    // As transformers.js expects a model: its tokenizer's settings are ours.
    ("/peer/minilm/tokenizer_config.json", "e2e/bench/tokenizer_config.json"),
    ("/peer/minilm/onnx/model_quantized.onnx", "target/bench/model.onnx"),
    ("/peer/minilm", "target/model"),
];

/// A page by itself has the finest clock that its browser gives: elsewhere Firefox's goes by whole milliseconds.
const ISOLATED: [(&str, &str); 2] =
    [("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Embedder-Policy", "require-corp")];

/// Starts the server, which ends with the process. Its address.
pub(super) fn start() -> Result<String> {
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
    let path = file(request.url().split('?').next().unwrap_or_default());
    let Some((path, content)) = path.and_then(|path| Some((path.clone(), std::fs::read(path).ok()?))) else {
        return Ok(request.respond(Response::empty(404))?);
    };
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html",
        Some("js" | "mjs") => "text/javascript",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    let mut response = Response::from_data(content);
    for (name, value) in [("Content-Type", kind)].into_iter().chain(ISOLATED) {
        response.add_header(Header::from_bytes(name, value).map_err(|()| anyhow!("a header"))?);
    }
    Ok(request.respond(response)?)
}

/// Which file an address means.
fn file(address: &str) -> Option<PathBuf> {
    let led = PLACES.iter().find_map(|(from, to)| match address.strip_prefix(from)? {
        // Joined to nothing, a file would become a folder.
        "" => Some(PathBuf::from(to)),
        rest => Some(Path::new(to).join(rest.strip_prefix('/')?)),
    });
    let path = led.unwrap_or_else(|| Path::new("e2e/bench").join(address.trim_start_matches('/')));
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| Place::root().join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_file_of_the_bench_or_nowhere() {
        let led = |address: &str| {
            file(address).and_then(|path| Some(path.strip_prefix(Place::root()).ok()?.to_owned()))
        };
        assert_eq!(led("/page.html"), Some("e2e/bench/page.html".into()));
        assert_eq!(led("/pkg/satchel.js"), Some("target/bench/pkg/satchel.js".into()));
        assert_eq!(led("/peer/minilm/config.json"), Some("target/model/config.json".into()));
        let model = led("/peer/minilm/onnx/model_quantized.onnx").map(PathBuf::into_os_string);
        assert_eq!(model, Some("target/bench/model.onnx".into()));
        assert_eq!(led("/../Cargo.toml"), None);
        assert_eq!(led("/pkg/../Cargo.toml"), None);
    }
}
