//! What was overtaken gives way to what overtook it.
//!
//! A newer thing said by the user about the same matter, in words that tell of a change ("moved", "from
//! now on", "gave up"), overtakes the older ([`overtakes`]). That is found once, when a memory comes
//! ([`capture`](crate::capture::supersede)), and kept as a [mark](crate::index::marks). In a ranking the newer stands
//! above the older, whatever spoke for either, unless the draft asks how things were. Nothing is hidden or removed:
//! the judgement may be wrong, and can be undone. The user's own words only: what two others say to each other is
//! no statement of how things are. And only what the user approved: what waits in quarantine takes nobody's place.

use std::collections::BTreeMap;

use super::fusion::{self, Scored};
use crate::index::{Doc, Index, Slot};
use crate::memory::Speaker;

/// From here on, two memories are of the same matter.
const SAME: f32 = 0.6;
/// What shared words add to the cosine, for each word's worth that only they share, up to a bound.
const SHARED: f32 = 0.08;
const MOST_SHARED: f32 = 3.0;
/// What is missing if the newer one tells of no change.
const UNTOLD: f32 = 0.2;
/// How much later the newer one must be: what is said at one sitting belongs together (12 hours).
const LATER: u64 = 43_200_000;
/// How much lower the older one stands.
const LOWER: f32 = 0.1;
/// How many times over one matter is taken to have changed.
pub(super) const CHAIN: usize = 16;

/// How surely the newer of two memories overtakes the older, from 0; none if it does not.
pub fn overtakes(index: &Index, newer: Slot, older: Slot) -> Option<f32> {
    let doc = |slot| index.at(slot).filter(|doc| doc.speaker == Speaker::User && doc.suggestible);
    is_later(doc(newer)?, doc(older)?).then_some(())?;
    let cosine = index.dense().between(newer, older)?;
    let told = index.states().get(newer).is_some_and(|kept| kept.changes);
    let rest = if told { 0.0 } else { UNTOLD };
    // Shared words cannot make up for more than this.
    if cosine + SHARED * MOST_SHARED - rest < SAME {
        return None;
    }
    let sure = cosine + SHARED * index.lexical().common(newer, older).min(MOST_SHARED) - rest;
    (sure >= SAME).then_some(sure)
}

fn is_later(newer: &Doc, older: &Doc) -> bool {
    older.time.0 != 0 && newer.time >= older.time.after(LATER)
}

/// Lets what was overtaken give way. `back`: the draft asks how things were.
pub(super) fn resolve(index: &Index, scored: &mut [Scored], back: bool) {
    let newer = |(old, one): (usize, &Scored)| Some((old, index.successor(one.signals.slot)?));
    let links: Vec<(usize, Slot)> = scored.iter().enumerate().filter_map(newer).collect();
    if links.is_empty() {
        return;
    }
    let places: BTreeMap<Slot, usize> =
        scored.iter().enumerate().map(|(at, one)| (one.signals.slot, at)).collect();
    let place = |(old, newer): (usize, Slot)| Some((old, *places.get(&newer)?));
    let mut pairs: Vec<(usize, usize)> = links.into_iter().filter_map(place).collect();
    let time = |at: usize| scored.get(at).and_then(|one| index.at(one.signals.slot)).map(|doc| doc.time);
    // What overtook one may have been overtaken itself: the oldest goes up first, the newest down.
    pairs.sort_by_key(|(old, _)| time(*old));
    for &(old_at, new_at) in &pairs {
        let Some((old, stood)) = scored.get(old_at).map(|old| (old.signals.slot, old.score)) else {
            continue;
        };
        if let Some(newer) = scored.get_mut(new_at) {
            (newer.score, newer.overtakes) = (newer.score.max(stood), Some(old));
        }
    }
    for &(old_at, new_at) in pairs.iter().rev() {
        let Some(most) = scored.get(new_at).map(|newer| newer.score) else { continue };
        if let Some(older) = scored.get_mut(old_at) {
            older.overtaken = true;
            older.score = if back { older.score } else { older.score.min(most) - LOWER };
        }
    }
    fusion::sort(scored);
}

/// Puts each successor before what it overtook, where another rule has parted them.
pub(super) fn order(index: &Index, scored: &mut [Scored]) {
    for at in 0..scored.len() {
        // What comes here may have been overtaken in its turn; the bound is for a ring, which nothing should make.
        for _ in 0..CHAIN {
            let behind = scored.get(at).and_then(|one| index.successor(one.signals.slot)).and_then(|newer| {
                scored
                    .iter()
                    .skip(at + 1)
                    .position(|one| one.signals.slot == newer)
                    .map(|beyond| at + 1 + beyond)
            });
            let Some(moved) = behind.and_then(|behind| scored.get_mut(at..=behind)) else { break };
            moved.rotate_right(1);
        }
    }
}
