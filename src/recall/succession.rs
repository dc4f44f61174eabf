//! What was overtaken gives way to what overtook it.
//!
//! A newer thing said by the user about the same matter, in words that tell of a change ("moved", "from
//! now on", "gave up"), overtakes the older: it stands at least as high, and the older one a little lower, unless
//! the draft asks how things were. Nothing is hidden or removed: the judgement may be wrong. The user's own
//! words only: what two others say to each other is no statement of how things are.

use super::candidates::{Candidate, Candidates};
use super::fusion::{self, Scored};
use crate::index::{Doc, Index, Slot};
use crate::memory::Speaker;

/// How far down the ranking pairs are looked for.
const DEPTH: usize = 60;
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

/// How surely the newer of two memories overtakes the older, from 0; none if it does not.
pub fn overtakes(index: &Index, newer: Slot, older: Slot) -> Option<f32> {
    let doc = |slot| index.at(slot).filter(|doc| doc.speaker == Speaker::User);
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
    older.time.0 != 0 && newer.time.0 >= older.time.0 + LATER
}

/// Lets what was overtaken give way, among the best. `back`: the draft asks how things were.
pub(super) fn resolve(index: &Index, candidates: &Candidates<'_>, scored: &mut [Scored], back: bool) {
    let own = |candidate: Candidate<'_>| candidate.doc.speaker == Speaker::User;
    let best: Vec<(usize, Slot, f32)> = scored
        .iter()
        .enumerate()
        .take(DEPTH)
        .filter(|(_, scored)| candidates.get(scored.signals.slot).is_some_and(own))
        .map(|(at, scored)| (at, scored.signals.slot, scored.score))
        .collect();
    for &(old_at, old, stood) in &best {
        let sure = |(new_at, new, _): &(usize, Slot, f32)| Some((overtakes(index, *new, old)?, *new_at));
        // Of several, the one that is surest.
        let Some((_, new_at)) = best.iter().filter_map(sure).max_by(|a, b| a.0.total_cmp(&b.0)) else {
            continue;
        };
        if let Some(newer) = scored.get_mut(new_at)
            && newer.score <= stood
        {
            (newer.score, newer.overtakes) = (stood, Some(old));
        }
        if let Some(older) = scored.get_mut(old_at) {
            older.overtaken = true;
            older.score -= if back { 0.0 } else { LOWER };
        }
    }
    fusion::sort(scored);
}
