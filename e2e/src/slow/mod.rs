//! What takes long: browsers killed in the middle of their work, a full disk, a quota that is used
//! up, what a killed browser leaves on the disk, what shredding leaves of what it destroys, and a
//! vault of a hundred thousand memories; and what a page can measure of what is offered.
//!
//! Everything that is left to chance follows from one seed, which is said first.

mod big;
mod carve;
mod crash;
mod full;
mod invented;
mod kills;
mod measured;
mod seat;
mod young;

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::Place;
use crate::browser::{Kind, Launch};
use crate::tally::Tally;
use crate::together::at_once;

/// A part of it, to be tried alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// What a killed browser leaves on the disk.
    Crash,
    /// What shredding leaves on the raw disk.
    Carve,
    /// A hundred thousand memories restored.
    Big,
    /// A full disk, a quota that is used up.
    Full,
    /// Vaults killed in their first half minute.
    Young,
    /// Kills at work.
    Kills,
    /// What a page can measure.
    Oracle,
}

/// What is tried, and how often.
#[derive(Args)]
pub(crate) struct Options {
    #[arg(long, value_enum)]
    browser: Option<Kind>,
    /// Decides the moments of the crashes and every invented word; by default the time.
    #[arg(long)]
    seed: Option<u64>,
    /// How often the browser is killed at work.
    #[arg(long, default_value_t = 20)]
    kills: usize,
    /// How many vaults are killed in their first half minute.
    #[arg(long, default_value_t = 10)]
    young: usize,
    /// Only this part.
    #[arg(long, value_enum)]
    only: Option<Part>,
    #[command(flatten)]
    place: Place,
}

/// Tries it all, or a part, in both browsers at once or in one.
///
/// # Errors
/// If any statement does not hold.
pub(crate) fn test(options: &Options) -> Result<()> {
    let seed = match options.seed {
        Some(seed) => seed,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    println!("seed {seed} (--seed {seed} plays the same again)");
    let (passed, failed) = at_once(options.browser, async |kind| Ok(play(options, kind, seed).await));
    Tally { passed, failed, ..Tally::of("all") }.close()
}

/// Tries what is wanted in one browser. How many statements passed and failed.
async fn play(options: &Options, kind: Kind, seed: u64) -> (usize, usize) {
    let place = &options.place;
    let mut tally = Tally::of(kind.name());
    let wanted = |part| options.only.is_none_or(|only| only == part);
    if wanted(Part::Crash) {
        let result = crash::play(place, kind, seed).await;
        tally.tell("a browser killed while unlocked leaves no word, vector or key on the disk", result);
    }
    if wanted(Part::Carve) {
        let result = carve::play(place, kind, seed).await;
        tally.tell("t09: after shredding, the old root key's bytes are nowhere on the raw disk", result);
    }
    if wanted(Part::Big) {
        let result = big::play(place, kind).await;
        tally.tell("a backup of 100000 memories is restored in bounded memory", result);
    }
    if wanted(Part::Full) {
        full::play(place, kind, seed, &mut tally).await;
    }
    if wanted(Part::Young) {
        young::play(place, kind, (seed, options.young), &mut tally).await;
    }
    if wanted(Part::Kills) {
        kills::play(place, kind, (seed, options.kills), &mut tally).await;
    }
    if wanted(Part::Oracle) {
        let result = measured::play(place, kind).await;
        tally.tell("t01: a page that measures cannot tell which of its drafts a memory helps", result);
    }
    (tally.passed, tally.failed)
}

/// A browser of its own under a name, apart from those of other cases.
fn launch(place: &Place, kind: Kind, name: &str) -> Launch {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("slow", kind).join(name);
    launch
}
