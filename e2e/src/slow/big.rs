//! A hundred thousand memories restored from a backup: what the engine's memory comes to follows from
//! what an open vault of that size takes, and not from the file or from how it came in.
//!
//! The extension is the shipped one, with a probe before the Worker's code that tells how large the
//! core's memory is. WebAssembly memory never shrinks: what is told last is the most there was.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use thirtyfour::By;

use super::launch;
use super::seat::Seat;
use crate::browser::{Browser, Kind, test_id, until};
use crate::canaries::SEEDED;
use crate::dashboard::kept;
use crate::keeping::bring_in;
use crate::{Place, firefox, wire};

const RECORDS: usize = 100_000;
/// What restoring may take beyond the open vault, in bytes: pieces of the file, a commit, and what it
/// has to know of ids. The file has 60 MB.
const ROOM: u64 = 32 << 20;
/// Restoring may take this long.
const LIMIT: Duration = Duration::from_secs(600);
/// After so long without an event Firefox ends its background, and the engine with it, but for what the page
/// that restores does about it. (By itself it waits for half a minute.)
const IDLE: Duration = Duration::from_secs(12);

/// Answers how many bytes the core's memory has.
const PROBE: &str = r"
for (const name of ['instantiate', 'instantiateStreaming']) {
  const instantiate = WebAssembly[name];
  WebAssembly[name] = async (...parts) => {
    const made = await instantiate.apply(WebAssembly, parts);
    const { memory } = (made.instance ?? made).exports;
    const channel = (globalThis.probe = new BroadcastChannel('probe'));
    channel.onmessage = () => channel.postMessage(memory.buffer.byteLength);
    return made;
  };
}
";

/// Restores it into an empty vault, locks and unlocks.
pub(super) async fn play(place: &Place, kind: Kind) -> Result<String> {
    let backup = Place::root().join("target/seed/100000.satchel");
    ensure!(backup.is_file(), "there is no backup to restore: cargo xtask seed --records {RECORDS}");
    let mut launch = launch(place, kind, "big");
    launch.extension = probed(&launch.extension, Place::target("slow", kind).join("probed"))?;
    let seat = Seat::fresh(&launch).await?;
    let browser = &seat.browser;
    let empty = memory(browser).await?;
    if kind == Kind::Firefox {
        firefox::sleep_after(&browser.driver, IDLE).await?;
    }

    kept(browser).await?;
    bring_in(browser, &backup, SEEDED).await?;
    let began = Instant::now();
    until("the restore has ended", LIMIT, async || {
        if let Ok(error) = browser.driver.find(By::Css(test_id("error"))).await {
            let after = began.elapsed().as_secs();
            bail!("restoring it failed after {after} s: {}", error.text().await?);
        }
        Ok(browser.driver.find(By::Css(test_id("restore-report"))).await.ok())
    })
    .await?;
    let took = began.elapsed().as_secs_f64();
    ensure!(
        took > IDLE.as_secs_f64(),
        "restored in {took:.0} s: that shows nothing of a background that sleeps"
    );
    let restored = memory(browser).await?;
    let count = kept(browser).await?;
    ensure!(count == RECORDS, "{count} memories came in, not {RECORDS}");

    // Locking ends the Worker, and its memory with it: the next one holds what the open vault takes.
    let began = Instant::now();
    seat.reopen().await?;
    let unlocked = began.elapsed().as_secs_f64();
    let count = kept(browser).await?;
    ensure!(count == RECORDS, "{count} memories are there, not {RECORDS}");
    let opened = memory(browser).await?;
    seat.browser.close().await?;
    let said = format!(
        "{} MB before, {} MB after, {} MB in a fresh Worker over the same vault; restored in {took:.0} s, unlocked \
         in {unlocked:.1} s",
        empty >> 20,
        restored >> 20,
        opened >> 20
    );
    ensure!(opened > empty, "the probe sees no memory grow: {said}");
    ensure!(restored <= opened + ROOM, "restoring took more than its room: {said}");
    Ok(said)
}

/// A copy of the unpacked extension, with the probe in its Worker.
fn probed(extension: &Path, copy: PathBuf) -> Result<PathBuf> {
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    copy_all(extension, &copy)?;
    let mut found = 0;
    for entry in fs::read_dir(copy.join("assets"))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("worker-") && name.ends_with(".js") {
            fs::write(&path, [PROBE, &fs::read_to_string(&path)?].concat())?;
            found += 1;
        }
    }
    ensure!(found == 1, "{found} files look like the engine's Worker");
    Ok(copy)
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let (path, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if path.is_dir() {
            copy_all(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// How many bytes the core's memory has, asked from the page of the extension that is open.
async fn memory(browser: &Browser) -> Result<u64> {
    let ask = "return new Promise((told) => {
      const channel = new BroadcastChannel('probe');
      channel.onmessage = ({ data }) => (channel.close(), told(data));
      channel.postMessage('how much');
    })";
    wire::script(&browser.driver, ask, vec![]).await?.as_u64().context("the probe tells no number")
}
