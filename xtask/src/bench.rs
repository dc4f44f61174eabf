//! The encoder measured in browsers against onnxruntime-web, into `target/bench.json`.

use anyhow::Result;

use crate::run::step;
use crate::stories::Browser;
use crate::{extension, model, stories};

/// Measures in both browsers.
///
/// # Errors
/// If something that is needed cannot be had, or the measuring fails.
pub(crate) fn run_all(yes: bool) -> Result<()> {
    extension::build(yes)?;
    step("what it is compared with", || {
        model::peer(yes)?;
        extension::install_in(&crate::root().join("e2e/bench"), || Ok(()))
    })?;
    for browser in [Browser::Chromium, Browser::Firefox] {
        step(browser.name(), || stories::bench(browser, yes))?;
    }
    println!("\ntarget/bench.json");
    Ok(())
}
