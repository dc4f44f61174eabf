//! What takes long: browsers killed in the middle of their work, a full disk, a quota that is used
//! up, what a killed browser leaves on the disk, and what shredding leaves of what it destroys.
//!
//! Everything that is left to chance follows from one seed, which is said first.

mod carve;
mod crash;
mod full;
mod invented;
mod kills;
mod seat;

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;

use crate::Place;
use crate::browser::{Kind, Launch};
use crate::tally::Tally;

/// Tries it all in one browser.
///
/// # Errors
/// If any statement does not hold.
pub(crate) async fn test(place: &Place, kind: Kind, seed: Option<u64>, kills: usize) -> Result<()> {
    let seed = match seed {
        Some(seed) => seed,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    println!("{}, seed {seed} (--seed {seed} plays the same again)", kind.name());
    let mut tally = Tally::of(kind.name());
    let result = crash::play(place, kind, seed).await;
    tally.tell("a browser killed while unlocked leaves no word, vector or key on the disk", result);
    let result = carve::play(place, kind, seed).await;
    tally.tell("t09: after shredding, the old root key's bytes are nowhere on the raw disk", result);
    full::play(place, kind, seed, &mut tally).await;
    kills::play(place, kind, (seed, kills), &mut tally).await;
    tally.close()
}

/// A browser of its own under a name, apart from those of other cases.
fn launch(place: &Place, kind: Kind, name: &str) -> Launch {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("slow", kind).join(name);
    launch
}
