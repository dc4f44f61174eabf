//! The encoder measured in browsers against onnxruntime-web, into `target/bench.json`.

use std::fs;

use anyhow::Result;

use crate::run::{command, run, step};
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
        let folder = crate::root().join("e2e/bench");
        let stamp = folder.join("node_modules/.installed-lock.json");
        let wanted = fs::read(folder.join("package-lock.json"))?;
        if !fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
            let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            run(command("npm").args(install).current_dir(&folder))?;
            fs::write(stamp, wanted)?;
        }
        Ok(())
    })?;
    for browser in [Browser::Chromium, Browser::Firefox] {
        step(browser.name(), || stories::bench(browser, yes))?;
    }
    println!("\ntarget/bench.json");
    Ok(())
}
