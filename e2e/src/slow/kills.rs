//! The browser is killed with all its processes while the vault is written to: what was said to be
//! kept is there when it starts again, and nothing is damaged.
//!
//! A kill ends processes, not the system: what they had handed to the system reaches the disk. A
//! power cut is more, and no test of this kind shows it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;

use super::invented::{Inventor, TURNS};
use super::launch;
use super::seat::Seat;
use crate::Place;
use crate::browser::{Kind, Launch, test_id};
use crate::dashboard::{kept, press_in_row};
use crate::tally::Tally;
use crate::wire;

/// After how many kills a fresh profile is taken.
const PROFILE: usize = 10;
/// Conversations of each big export.
const CONVERSATIONS: usize = 400;
/// Vectors that are sealed together: so many may have to be made again.
const BAG: usize = 64;
/// The longest that a part of a round is waited for.
const LIMIT: Duration = Duration::from_secs(60);

/// What is going on when the browser is killed.
#[derive(Clone, Copy)]
enum Moment {
    Import,
    Encoding,
    Deletion,
}

/// A profile that lives through kills.
struct Life {
    launch: Launch,
    seat: Option<Seat>,
    inventor: Inventor,
    /// The number of the next conversation to be imported.
    next: usize,
    /// Words of notes that are there, oldest first. The first one has had its vector made, and is
    /// never deleted.
    notes: Vec<String>,
}

/// Kills it again and again, so many times.
pub(super) async fn play(place: &Place, kind: Kind, (seed, kills): (u64, usize), tally: &mut Tally) {
    let mut life: Option<Life> = None;
    for round in 0..kills {
        let moment = match round % PROFILE {
            4 | 9 => Moment::Deletion,
            2 | 6 => Moment::Encoding,
            _ => Moment::Import,
        };
        let started = Instant::now();
        if round % PROFILE == 0
            && let Some(old) = life.take()
        {
            old.end().await;
        }
        let result = async {
            if life.is_none() {
                let launch = launch(place, kind, &format!("kills-{round}"));
                life = Some(Life::begin(launch, seed.wrapping_add(round as u64)).await?);
            }
            life.as_mut().context("a profile")?.round(moment).await
        }
        .await;
        let name = match moment {
            Moment::Import => "killed during an import",
            Moment::Encoding => "killed while vectors are made",
            Moment::Deletion => "killed right after a deletion",
        };
        let number = round + 1;
        let failed = result.is_err();
        let result = result.map(|line| format!("{line}; {:.1} s", started.elapsed().as_secs_f64()));
        tally.tell(&format!("kill {number:02}, {name}: the vault opens whole and serves"), result);
        if failed && let Some(broken) = life.take() {
            println!("    its profile stays in {}", broken.launch.dir.display());
            broken.end().await;
        }
    }
    let Some(mut life) = life else { return };
    let result = life.found_before_its_vector().await;
    tally.tell("a note that still waits for its vector is found by its own word", result);
    tally.tell(
        "a record taken away is told as damage: the rounds above would have seen it",
        life.control().await,
    );
    life.end().await;
}

impl Life {
    /// A fresh profile with a vault, the custom instructions and one note.
    async fn begin(launch: Launch, seed: u64) -> Result<Self> {
        let seat = Seat::fresh(&launch).await?;
        let inventor = Inventor::new(seed);
        let mut life = Self { launch, seat: Some(seat), inventor, next: 0, notes: Vec::new() };
        let file = life.export(1)?;
        let seat = life.seat()?;
        seat.begin_import(&file).await?;
        seat.import_ends(LIMIT).await?;
        let word = life.inventor.word();
        let seat = life.seat()?;
        seat.note(&word).await?;
        seat.browser.attribute_becomes("vault-state", "data-pending", "0", LIMIT).await?;
        ensure!(seat.finds(&word).await?, "the first note is not found by {word:?}");
        life.notes.push(word);
        Ok(life)
    }

    fn seat(&self) -> Result<&Seat> {
        self.seat.as_ref().context("the browser is not running")
    }

    /// Writes an export of the next conversations.
    fn export(&mut self, conversations: usize) -> Result<std::path::PathBuf> {
        let history = self.inventor.export(self.next, conversations, &[])?;
        self.next += conversations;
        let file = self.launch.dir.join("export.zip");
        std::fs::write(&file, history.zip()?)?;
        Ok(file)
    }

    /// One kill, and everything that must hold after it.
    async fn round(&mut self, moment: Moment) -> Result<String> {
        let before = kept(&self.seat()?.browser).await?;
        let line = match moment {
            Moment::Import => self.import(before).await,
            Moment::Encoding => self.encoding(before).await,
            Moment::Deletion => self.deletion(before).await,
        }?;
        let seat = self.seat()?;
        seat.is_sound().await?;
        let first = self.notes.first().context("the first note")?;
        ensure!(seat.finds(first).await?, "the first note is not found by {first:?}");
        for word in &self.notes {
            ensure!(seat.lists(word).await?, "the note with {word:?} is gone");
        }
        let before = kept(&seat.browser).await?;
        let word = self.inventor.word();
        self.seat()?.note(&word).await?;
        let after = kept(&self.seat()?.browser).await?;
        ensure!(after == before + 1, "{before} memories and a note make {after}");
        self.notes.push(word);
        Ok(line)
    }

    async fn import(&mut self, before: usize) -> Result<String> {
        let file = self.export(CONVERSATIONS)?;
        let wanted = self.inventor.below(CONVERSATIONS * TURNS * 9 / 10);
        let pause = Duration::from_millis(self.inventor.below(250) as u64);
        self.seat()?.begin_import(&file).await?;
        let (begun, mut said) = (Instant::now(), 0);
        while let Some(now) = self.seat()?.said_kept().await? {
            said = now;
            if said >= wanted {
                break;
            }
            ensure!(begun.elapsed() < LIMIT, "the import stands still at {said}");
        }
        tokio::time::sleep(pause).await;
        // What it said last counts, and whether it was still at it.
        let running = self.seat()?.said_kept().await?;
        said = running.unwrap_or(said).max(said);
        let at = begun.elapsed();
        self.kill().await?;
        let after = kept(&self.seat()?.browser).await?;
        ensure!(after >= before + said, "{before} before, {said} said to be kept, and {after} after");
        let gained = after - before;
        ensure!(gained.is_multiple_of(TURNS), "{gained} turns came in: a conversation was torn");
        let how = if running.is_some() { "running" } else { "just ended" };
        Ok(format!("{how}, {:.1} s in, {said} said, {gained} kept, {after} in all", at.as_secs_f64()))
    }

    async fn encoding(&mut self, before: usize) -> Result<String> {
        let begun = Instant::now();
        let first = self.seat()?.pending().await?;
        ensure!(first > BAG, "only {first} memories wait for a vector: there is nothing to kill");
        while self.seat()?.pending().await? == first {
            ensure!(begun.elapsed() < LIMIT, "no vector is made");
        }
        tokio::time::sleep(Duration::from_millis(self.inventor.below(6000) as u64)).await;
        let pending = self.seat()?.pending().await?;
        self.kill().await?;
        let (after, waiting) = (kept(&self.seat()?.browser).await?, self.seat()?.pending().await?);
        ensure!(after == before, "{before} memories before, {after} after");
        ensure!(waiting <= pending + BAG, "{pending} waited for a vector before, {waiting} after");
        Ok(format!("{first} → {pending} waiting, {waiting} after, {after} in all"))
    }

    async fn deletion(&mut self, before: usize) -> Result<String> {
        ensure!(self.notes.len() > 1, "there is no note to delete");
        let word = self.notes.remove(1);
        // Half of them at once: the deletion may not have been answered.
        let pause = Duration::from_millis(self.inventor.below(80).saturating_sub(40) as u64);
        let browser = &self.seat()?.browser;
        browser.part("memory").await?;
        press_in_row(browser, &word, "delete").await?;
        tokio::time::sleep(pause).await;
        let gone = browser.driver.find(By::Css(test_id("deleted"))).await.is_ok();
        self.kill().await?;
        let seat = self.seat()?;
        let after = kept(&seat.browser).await?;
        let there = seat.lists(&word).await?;
        ensure!(!(gone && there), "a note that was seen to go is back");
        ensure!(
            after + usize::from(!there) == before,
            "{before} memories before, {after} after, there: {there}"
        );
        if there {
            self.notes.push(word);
        }
        Ok(format!("seen to go: {gone}, gone: {}, {after} in all", !there))
    }

    /// Kills the browser, starts it on the same profile and unlocks.
    async fn kill(&mut self) -> Result<()> {
        self.seat.take().context("the browser is not running")?.browser.kill().await?;
        self.seat = Some(Seat::again(&self.launch).await?);
        Ok(())
    }

    /// After a big import it takes minutes until a new note has its vector.
    async fn found_before_its_vector(&mut self) -> Result<String> {
        let file = self.export(CONVERSATIONS)?;
        let word = self.inventor.word();
        let seat = self.seat()?;
        seat.begin_import(&file).await?;
        seat.import_ends(LIMIT).await?;
        seat.note(&word).await?;
        let found = seat.finds(&word).await?;
        let pending = seat.pending().await?;
        ensure!(pending > 0, "nothing waits for a vector");
        ensure!(found, "{word:?} does not find it while {pending} memories wait");
        Ok(format!("{pending} wait"))
    }

    /// Takes a memory's record out of the database behind the engine's back. Unlocking has no need of
    /// it: the page that is open hears of it when all was looked at.
    async fn control(&self) -> Result<String> {
        let seat = self.seat()?;
        kept(&seat.browser).await?;
        let remove = r"
            const wait = (request) => new Promise((done, failed) => {
              request.onsuccess = () => done(request.result);
              request.onerror = () => failed(request.error);
            });
            return (async () => {
              const database = await wait(indexedDB.open('satchel'));
              const write = database.transaction(['bags', 'records'], 'readwrite', { durability: 'strict' });
              const [bags, records] = ['bags', 'records'].map((name) => write.objectStore(name));
              // A header begins with its namespace; memories are 16, and what is not a memory may be made anew.
              let bag;
              for (const key of await wait(bags.getAllKeys())) {
                if ((await wait(bags.get(key)))[0] === 16) bag = key.split('/')[1];
              }
              const [key] = await wait(records.getAllKeys(IDBKeyRange.lowerBound(`${bag}/`), 1));
              records.delete(key);
              await new Promise((done) => (write.oncomplete = done));
              database.close();
              return typeof key;
            })();";
        let removed = wire::script(&seat.browser.driver, remove, vec![]).await?;
        ensure!(removed == "string", "no record was taken away: {removed}");
        seat.reopen().await?;
        seat.words.said_in(&seat.browser, "vault-state", "damaged_one", &["1"]).await?;
        let (said, wanted) = (seat.alerts().await?, seat.words.say("damaged_one", &["1"])?);
        // Below it stands the way to see what is damaged.
        let told = matches!(said.as_slice(), [only] if only.starts_with(&wanted));
        ensure!(told, "the dashboard says {said:?} instead of {wanted:?}");
        Ok(String::new())
    }

    /// Ends the browser; what it would still tidy up matters to nobody.
    async fn end(self) {
        if let Some(seat) = self.seat
            && let Err(error) = seat.browser.kill().await
        {
            println!("    and the browser could not be ended: {error:#}");
        }
    }
}
