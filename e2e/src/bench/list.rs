//! The dashboard's list with 100,000 memories: how smoothly it scrolls, and how soon after a key it shows what fits.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use thirtyfour::By;

use crate::Place;
use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::canaries::SEEDED;
use crate::dashboard::kept;
use crate::keeping::bring_in;
use crate::{story, wire};

/// Made-up memories.
const SEED: &str = "target/seed/100000.satchel";
/// Restoring so many.
const LONG: Duration = Duration::from_secs(280);
/// A frame that takes longer than this is seen to hang.
const SMOOTH: f64 = 50.0;
/// What is typed, letter by letter; the first keys wake what was never used.
const QUERIES: [&str; 3] = ["old harbour", "the green ladder by the mill", "winter market opening hours"];

/// Measures both.
pub(super) async fn measure(browser: &Browser) -> Result<Value> {
    story::create(browser, "lantern umbrella sextant 14").await?;
    kept(browser).await?;
    bring_in(browser, &Place::root().join(SEED), SEEDED).await?;
    until("the seeded memories are there", LONG, async || {
        Ok(browser.driver.find(By::Css(test_id("restore-report"))).await.ok())
    })
    .await?;
    let memories = kept(browser).await?;
    browser.attribute_becomes("vault-state", "data-pending", "0", LONG).await?;
    browser.part("memory").await?;
    let frames = noted(browser, SCROLL, "[]").await?;
    let keys = noted(browser, SEARCH, &serde_json::to_string(&QUERIES)?).await?;
    let late = frames.iter().filter(|frame| **frame > SMOOTH).count();
    Ok(json!({"list": {
        "memories": memories,
        "frames": frames.len(), "frames_late": late, "frame_p95_ms": part(&frames, 0.95), "frame_max_ms": part(&frames, 1.0),
        "keys": keys.len(), "search_p50_ms": part(&keys, 0.5), "search_p95_ms": part(&keys, 0.95),
    }}))
}

/// The value that such a part of them does not pass.
fn part(sorted: &[f64], share: f64) -> Option<f64> {
    let at = ((sorted.len() as f64 * share) as usize).min(sorted.len().checked_sub(1)?);
    sorted.get(at).copied()
}

/// Runs what measures in the page, and takes what it found, sorted.
async fn noted(browser: &Browser, script: &str, argument: &str) -> Result<Vec<f64>> {
    wire::script(&browser.driver, script, vec![argument.into()]).await?;
    let found = until("it is measured", 3 * PATIENCE, async || {
        let ask = "return document.documentElement.dataset.measured ?? null";
        let found = wire::script(&browser.driver, ask, vec![]).await?;
        Ok(found.as_str().map(str::to_owned))
    })
    .await?;
    wire::script(&browser.driver, "delete document.documentElement.dataset.measured", vec![]).await?;
    let mut times: Vec<f64> = serde_json::from_str(&found).context("what was measured")?;
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// Down as a hand does it, then to places far apart, as by the bar. The time between frames is noted.
const SCROLL: &str = "
    const took = [];
    let last = performance.now();
    let frame = 0;
    const step = (now) => {
        took.push(now - last);
        last = now;
        frame += 1;
        const far = frame > 240 && frame % 20 === 0;
        if (far) scrollTo(0, (frame * 7919 % 100) / 100 * document.documentElement.scrollHeight);
        else scrollBy(0, 60);
        if (frame < 400) requestAnimationFrame(step);
        else document.documentElement.dataset.measured = JSON.stringify(took.slice(1));
    };
    requestAnimationFrame(step);
";

/// From a key to the frame after what fits is shown.
const SEARCH: &str = "
    const field = document.querySelector('[data-testid=search]');
    const said = document.querySelector('[data-testid=found]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const frame = () => new Promise(requestAnimationFrame);
    (async () => {
        const took = [];
        scrollTo(0, 0);
        for (const query of JSON.parse(arguments[0])) {
            for (let length = 3; length <= query.length; length += 1) {
                const typed = query.slice(0, length);
                if (typed !== typed.trim()) continue;
                const from = performance.now();
                set.call(field, typed);
                field.dispatchEvent(new Event('input', { bubbles: true }));
                while (!said.textContent.includes(`“${typed}”`)) await frame();
                await frame();
                took.push(performance.now() - from);
                // As fast as people type.
                await new Promise((resolve) => setTimeout(resolve, 120));
            }
        }
        document.documentElement.dataset.measured = JSON.stringify(took.slice(3));
    })();
";
