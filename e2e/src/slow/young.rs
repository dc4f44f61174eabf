//! A vault in its first half minute, whose browser is killed while it writes, and killed again: what
//! was said to be kept is there, and where the browser itself loses it, the user is told so.
//!
//! Chromium goes on in the log of the session before. One that ends in half a record, as a kill in
//! the middle of a write leaves it, cost every database of the extension at the second start after.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::invented::Inventor;
use super::launch;
use super::seat::Seat;
use crate::Place;
use crate::browser::{Browser, Kind, Launch, PATIENCE};
use crate::lost::{databases, lose};
use crate::tally::Tally;

/// How old a vault is at least and at most when its browser is killed, in milliseconds.
const AGES: (usize, usize) = (5_000, 25_000);
/// Conversations of the export that is being taken in, and then encoded, until then.
const CONVERSATIONS: usize = 400;

/// Kills so many browsers with young vaults in them, each in a profile of its own.
pub(super) async fn play(place: &Place, kind: Kind, (seed, kills): (u64, usize), tally: &mut Tally) {
    let mut inventor = Inventor::new(seed);
    if kind == Kind::Chromium {
        // As much as was written of a record before the browser was killed: of its header, of what follows.
        for (name, half) in [("header", vec![1, 2, 3]), ("record", half_a_record())] {
            let result = torn(&launch(place, kind, &format!("torn-{name}")), &half, &mut inventor).await;
            tally.tell(&format!("half a {name} at the end of Chromium's log costs nothing"), result);
        }
    }
    let result = lost(&launch(place, kind, "lost"), &mut inventor).await;
    tally.tell("a vault whose records the browser has lost is told from none, and gives way", result);
    for round in 0..kills {
        let span = (AGES.1 - AGES.0) / kills;
        let age = Duration::from_millis((AGES.0 + round * span + inventor.below(span)) as u64);
        let result = live(&launch(place, kind, &format!("young-{round}")), age, &mut inventor).await;
        let name = format!("young vault {:02}, killed at work and killed again: it opens whole", round + 1);
        tally.tell(&name, result);
    }
}

async fn live(launch: &Launch, age: Duration, inventor: &mut Inventor) -> Result<String> {
    let seat = Seat::fresh(launch).await?;
    let born = Instant::now();
    let word = inventor.word();
    seat.note(&word).await?;
    let file = launch.dir.join("export.zip");
    fs::write(&file, inventor.export(0, CONVERSATIONS, &[])?.zip()?)?;
    seat.begin_import(&file).await?;
    tokio::time::sleep(age.saturating_sub(born.elapsed())).await;
    let old = born.elapsed().as_secs_f64();
    seat.browser.kill().await?;
    survive(launch, &[word], inventor).await.map(|line| format!("{old:.1} s old; {line}"))
}

/// A kill that wrote half a record, made for certain.
async fn torn(launch: &Launch, half: &[u8], inventor: &mut Inventor) -> Result<String> {
    let seat = Seat::fresh(launch).await?;
    let word = inventor.word();
    seat.note(&word).await?;
    let profile = seat.browser.kill().await?;
    let log = last_log(&profile)?;
    OpenOptions::new().append(true).open(&log)?.write_all(half)?;
    survive(launch, &[word], inventor).await
}

/// Starts the browser on a killed profile, keeps another note, kills it at once, and starts it again:
/// the notes are there both times, and nothing is damaged.
async fn survive(launch: &Launch, words: &[String], inventor: &mut Inventor) -> Result<String> {
    let seat = Seat::again(launch).await.context("after the first kill")?;
    seat.is_sound().await?;
    let mut words = words.to_vec();
    for _ in 0..2 {
        words.push(inventor.word());
        seat.note(words.last().context("a word")?).await?;
    }
    seat.browser.kill().await?;
    let seat = Seat::again(launch).await.context("after the second kill")?;
    seat.is_sound().await?;
    for word in &words {
        ensure!(seat.lists(word).await?, "the note with {word:?} is gone");
    }
    seat.browser.kill().await?;
    Ok(format!("{} notes", words.len()))
}

/// Its database is taken away behind its back, as browsers do with one that they think is corrupt.
async fn lost(launch: &Launch, inventor: &mut Inventor) -> Result<String> {
    let seat = Seat::fresh(launch).await?;
    seat.note(&inventor.word()).await?;
    let profile = seat.browser.kill().await?;
    lose(&profile, launch.kind)?;
    let browser = Browser::start_again(launch).await?;
    browser.open_own("dashboard.html").await?;
    browser.attribute_becomes("vault-state", "data-state", "lost", PATIENCE).await?;
    let (said, wanted) = (browser.part("error").await?.text().await?, seat.words.say("vault_lost", &[])?);
    ensure!(said == wanted, "the dashboard says {said:?}");
    for field in ["passphrase", "passphrase-again"] {
        browser.type_into(field, crate::story::PASSPHRASE).await?;
    }
    // Whoever has a backup is led to where it is brought in.
    browser.click("create-restore").await?;
    browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await?;
    browser.part("backups").await.context("making it does not lead to the backups")?;
    browser.kill().await?;
    Ok(String::new())
}

/// The first fragment of a record of 3000 bytes, of which 500 have come:
/// <https://github.com/google/leveldb/blob/main/doc/log_format.md>.
fn half_a_record() -> Vec<u8> {
    let mut half = vec![1, 2, 3, 4];
    half.extend(3000_u16.to_le_bytes());
    half.push(1);
    half.resize(507, b'x');
    half
}

/// The log that Chromium's LevelDB of the extension writes to.
fn last_log(profile: &Path) -> Result<PathBuf> {
    let mut logs = Vec::new();
    for folder in databases(profile, Kind::Chromium)? {
        for entry in fs::read_dir(folder)? {
            logs.push(entry?.path());
        }
    }
    logs.retain(|path| path.extension().is_some_and(|extension| extension == "log"));
    logs.sort();
    logs.pop().context("LevelDB has no log")
}
