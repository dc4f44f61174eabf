//! Satchel measured in a browser, beside what others offer: `target/bench.json`.
//!
//! `e2e/bench/` has what runs in a page; the way from a draft to its suggestions is measured in the
//! extension itself.

mod list;
mod serve;
mod suggest;
mod typing;

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::ValueEnum;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};
use tokio::time::timeout;

use crate::Place;
use crate::browser::{Browser, Kind, until};
use crate::wire;

/// A busy machine may take this long for one part,
const PATIENCE: Duration = Duration::from_secs(300);
/// and this long for all of them in one browser.
const ALL: Duration = Duration::from_secs(720);

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// The modules that the extension ships, packed.
    Size,
    /// The encoder, against onnxruntime-web.
    Embed,
    /// An import with vectors, against transformers.js.
    Importing,
    /// Recall, against minisearch, hnswlib-wasm and orama.
    Search,
    /// The nearest of a million vectors.
    Million,
    /// A vault of many memories: its disk, its waking, its memory.
    Wake,
    /// From a draft to its suggestions, in the extension.
    Suggest,
    /// From a key to the next frame, with the extension and without.
    Typing,
    /// The dashboard's list of 100,000 memories.
    List,
}

impl Part {
    /// As the page calls it; none if it is not the page's.
    fn in_page(self) -> Option<&'static str> {
        match self {
            Self::Embed => Some("embed"),
            Self::Importing => Some("importing"),
            Self::Search => Some("search"),
            Self::Million => Some("million"),
            Self::Wake => Some("wake"),
            Self::Size | Self::Suggest | Self::Typing | Self::List => None,
        }
    }

    /// As it is told.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// Measures in one browser, and puts what was found under its name. A part that fails takes no other with it: each
/// has a browser of its own.
pub(crate) async fn run(place: &Place, kind: Kind, parts: &[Part], wake: &str) -> Result<()> {
    let address = serve::start()?;
    let begun = Instant::now();
    let mut failed = Vec::new();
    for part in parts {
        let (name, from) = (part.name(), Instant::now());
        let left = ALL.saturating_sub(begun.elapsed()).min(PATIENCE);
        let measured = timeout(left, one(place, kind, *part, (&address, wake))).await;
        match measured.unwrap_or_else(|_| Err(anyhow!("it took more than {} s", left.as_secs()))) {
            Ok(found) => {
                let took = from.elapsed().as_secs_f64();
                println!("{}, {name}, {took:.0} s: {found:#}", kind.name());
                keep(kind, found)?;
                keep(kind, json!({"failed": {&name: null}, "took_s": {&name: took}}))?;
            }
            Err(error) => {
                println!("{}, {name}: {error:#}", kind.name());
                // Figures of an earlier run may stand there: what is read is to say that they are not of this one.
                keep(kind, json!({"failed": {&name: format!("{error:#}")}}))?;
                failed.push(format!("{name}: {error:#}"));
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("not all could be measured: {}", failed.join("; ")) }
}

/// Measures one part.
async fn one(place: &Place, kind: Kind, part: Part, (address, wake): (&str, &str)) -> Result<Value> {
    if part == Part::Size {
        return Ok(json!({"wasm_gz_bytes": sizes()?}));
    }
    let launch = place.launch(kind, true);
    let browser = Browser::start(&launch).await?;
    let found = match (part, part.in_page()) {
        (_, Some(name)) => in_page(&browser, &format!("{address}/page.html?parts={name}&wake={wake}")).await,
        (Part::Typing, None) => typing::measure(&browser, &launch).await,
        (Part::List, None) => list::measure(&browser).await,
        (_, None) => suggest::measure(&browser, &launch).await,
    };
    browser.close().await?;
    found
}

/// What a page found.
async fn in_page(browser: &Browser, address: &str) -> Result<Value> {
    browser.open(address).await?;
    let mut last = Value::Null;
    let waited = until("it is measured", PATIENCE, async || {
        let ask = "return [globalThis.found ?? null, globalThis.progress ?? null]";
        // A page that is busy does not answer.
        let Ok(told) = wire::script(&browser.driver, ask, vec![]).await else { return Ok(None) };
        last = told[1].clone();
        Ok((!told[0].is_null()).then(|| told[0].clone()))
    });
    let found = waited.await.with_context(|| format!("it was at {last}"))?;
    match found["error"].as_str() {
        Some(error) => bail!("the page failed: {error}"),
        None => Ok(found),
    }
}

/// Adds what was found to what is known of a browser.
fn keep(kind: Kind, found: Value) -> Result<()> {
    let path = Place::root().join("target/bench.json");
    let mut all: Value = match std::fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).context("target/bench.json")?,
        Err(_) => json!({}),
    };
    let Value::Object(found) = found else { bail!("what was found is an object") };
    let known = all.as_object_mut().context("target/bench.json is an object")?;
    let known = known.entry(kind.name()).or_insert_with(|| json!({}));
    add(known, found);
    std::fs::write(&path, format!("{all:#}\n"))?;
    Ok(())
}

/// What is new takes the place of what was, figure by figure.
fn add(known: &mut Value, found: Map<String, Value>) {
    for (name, value) in found {
        match value {
            Value::Object(inside) if known[&name].is_object() => add(&mut known[&name], inside),
            other => known[name] = other,
        }
    }
}

/// How large the two modules are once they are packed as a package is.
fn sizes() -> Result<Value> {
    let packed = |name: &str| -> Result<usize> {
        let path = Path::new("pkg").join(name);
        let bytes = std::fs::read(Place::root().join(&path)).with_context(|| path.display().to_string())?;
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&bytes)?;
        Ok(packed.finish()?.len())
    };
    Ok(json!({"relaxed": packed("satchel_relaxed_bg.wasm")?, "simd128": packed("satchel_bg.wasm")?}))
}
