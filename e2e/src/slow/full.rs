//! No room: on the disk, or in what the browser grants. It is said in its sentence, nothing is
//! torn, and all goes on once there is room.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use super::invented::{Inventor, TURNS};
use super::launch;
use super::seat::Seat;
use crate::browser::{Kind, Launch};
use crate::dashboard::kept;
use crate::tally::Tally;
use crate::{Place, chromium, firefox, wire};

/// What the small disk holds: a profile, and some room.
const DISK: &str = "size=256m";
/// What a small quota grants: a few hundred memories.
const QUOTA_KIB: u32 = 1000;
/// Conversations of an import that finds no room for all of them.
const CONVERSATIONS: usize = 400;
/// An import may take this long until it gives up.
const LIMIT: Duration = Duration::from_secs(60);

/// Tries both.
pub(super) async fn play(place: &Place, kind: Kind, seed: u64, tally: &mut Tally) {
    if let Err(error) = disk(place, kind, seed, tally).await {
        tally.tell("the disk can be made full", Err(error));
    }
    let quota = launch(place, kind, "quota");
    let (statement, result) = match kind {
        Kind::Chromium => {
            ("a quota does not bind an extension that may store without limit", unbound(&quota, seed).await)
        }
        Kind::Firefox => (
            "a quota that is used up is told in its sentence, and all goes on once it is lifted",
            bound(&quota, seed).await,
        ),
    };
    tally.tell(statement, result);
}

/// A vault with something in it, that knows how much.
struct Held {
    seat: Seat,
    inventor: Inventor,
    /// A word of a note that was there before.
    word: String,
    before: usize,
    /// An export that is too big; it lies where there is room.
    big: PathBuf,
}

impl Held {
    async fn fill(launch: &Launch, files: &Path, seed: u64) -> Result<Self> {
        let mut inventor = Inventor::new(seed);
        let seat = Seat::fresh(launch).await?;
        let (small, big) = (files.join("small.zip"), files.join("big.zip"));
        std::fs::write(&small, inventor.export(0, 1, &[])?.zip()?)?;
        std::fs::write(&big, inventor.export(1, CONVERSATIONS, &[])?.zip()?)?;
        seat.begin_import(&small).await?;
        seat.import_ends(LIMIT).await?;
        let word = inventor.word();
        seat.note(&word).await?;
        let before = kept(&seat.browser).await?;
        Ok(Self { seat, inventor, word, before, big })
    }

    /// The import says that there is no room, and tears no conversation.
    async fn import_is_refused(&self) -> Result<String> {
        self.seat.begin_import(&self.big).await?;
        self.seat.words.complaint(&self.seat.browser, "error_store_full", &[]).await?;
        let gained = kept(&self.seat.browser).await? - self.before;
        ensure!(gained.is_multiple_of(TURNS), "{gained} turns came in: a conversation was torn");
        ensure!(gained < CONVERSATIONS * TURNS, "all came in");
        Ok(format!("{gained} turns came in before"))
    }

    /// A note is not kept either, and that is said, again and again.
    async fn note_is_refused(&self) -> Result<String> {
        let browser = &self.seat.browser;
        for time in 1..=3 {
            browser.open_own("popup.html").await?;
            browser.type_into("add-note", "A note for which there is no room.").await?;
            browser.click("add-note-save").await?;
            let said = self.seat.words.complaint(browser, "error_store_full", &[]).await;
            said.with_context(|| format!("the {time}. time"))?;
        }
        Ok(String::new())
    }

    /// There is room again: the first note is kept, what was there is there, from the disk too.
    async fn goes_on(&mut self) -> Result<String> {
        let after = kept(&self.seat.browser).await?;
        ensure!(after >= self.before, "{} memories before, {after} after", self.before);
        let word = self.inventor.word();
        let noted = self.seat.note(&word).await;
        self.seat.reopen().await?;
        self.seat.is_sound().await?;
        ensure!(self.seat.lists(&self.word).await?, "the note from before is gone");
        noted?;
        ensure!(self.seat.lists(&word).await?, "the note that was said to be kept is gone");
        let last = kept(&self.seat.browser).await?;
        ensure!(last == after + 1, "{after} memories and a note make {last}");
        Ok(String::new())
    }
}

async fn disk(place: &Place, kind: Kind, seed: u64, tally: &mut Tally) -> Result<()> {
    let files = Place::target("slow", kind);
    let disk = Disk::mount(files.join("disk"))?;
    let mut launch = launch(place, kind, "disk");
    launch.dir = disk.0.join("browser");
    let mut held = Held::fill(&launch, &files, seed).await?;
    let ballast = disk.fill()?;
    tally.tell("an import into a full disk is told so, and tears nothing", held.import_is_refused().await);
    tally.tell("a note on a full disk is told so", held.note_is_refused().await);
    std::fs::remove_file(ballast)?;
    tally.tell("once the disk has room all is there, and the next note is kept", held.goes_on().await);
    // Nothing on this disk is looked at again.
    held.seat.browser.kill().await.map(drop)
}

/// In Firefox the quota binds, though an extension may ask for more than others.
async fn bound(launch: &Launch, seed: u64) -> Result<String> {
    let files = launch.dir.parent().context("a folder")?;
    let mut held = Held::fill(launch, files, seed).await?;
    let profile = held.seat.browser.close().await?;
    firefox::limit_storage(&profile, Some(QUOTA_KIB))?;
    held.seat = Seat::again(launch).await?;
    let line = held.import_is_refused().await?;
    let profile = held.seat.browser.close().await?;
    firefox::limit_storage(&profile, None)?;
    held.seat = Seat::again(launch).await?;
    held.goes_on().await?;
    held.seat.browser.close().await?;
    Ok(line)
}

/// In Chromium `unlimitedStorage` lifts it: with the quota far below, the whole import comes in.
async fn unbound(launch: &Launch, seed: u64) -> Result<String> {
    let files = launch.dir.parent().context("a folder")?;
    let held = Held::fill(launch, files, seed).await?;
    let (browser, bytes) = (&held.seat.browser, u64::from(QUOTA_KIB) << 10);
    chromium::override_quota(&browser.driver, &browser.origin, bytes).await?;
    let ask = async || wire::script(&browser.driver, "return navigator.storage.estimate()", vec![]).await;
    ensure!(ask().await?["quota"] == bytes, "the quota was not taken");
    held.seat.begin_import(&held.big).await?;
    let said = held.seat.import_ends(LIMIT).await?;
    let gained = kept(browser).await? - held.before;
    ensure!(gained == CONVERSATIONS * TURNS, "{gained} turns came in; it says {said:?}");
    let used = ask().await?["usage"].as_u64().context("the usage")?;
    ensure!(used > bytes, "only {used} bytes are used");
    held.seat.browser.close().await?;
    Ok(format!("{used} bytes used of {bytes}"))
}

/// A small disk in memory, there as long as this value.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&at)?;
        // A run that was itself killed may have left one; without one this does nothing.
        let _ = Command::new("umount").arg(&at).output();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", DISK, "satchel"]).arg(&at).output();
        let mounted = mounted.context("cannot run mount")?;
        if !mounted.status.success() {
            bail!(
                "NOT tried: it takes root on Linux to mount a small disk ({})",
                String::from_utf8_lossy(&mounted.stderr).trim()
            );
        }
        Ok(Self(at))
    }

    /// Fills it to the last byte with a file.
    fn fill(&self) -> Result<PathBuf> {
        let path = self.0.join("ballast");
        let mut file = File::create(&path)?;
        for size in [1 << 20, 4 << 10, 1] {
            let piece = vec![0x5a; size];
            while file.write_all(&piece).is_ok() {}
        }
        Ok(path)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A browser that still runs after a failure keeps it busy: then it goes with that.
        let done = Command::new("umount").arg("--lazy").arg(&self.0).status();
        if !done.is_ok_and(|status| status.success()) {
            println!("    the small disk stays mounted at {}", self.0.display());
        }
    }
}
