//! Quiet unless useful: whether anything is worth showing to someone who did not ask.
//!
//! What speaks for it: the five memories nearest in meaning are near (their mean cosine), and the best
//! memory by itself is good (a fifth of its score). The more memories there are, the better the best
//! is by chance: the bar rises with the logarithm of their number. An assistant's words count for nothing
//! here: they are about anything.
//!
//! The bar was set on the CC0 drafts set alone, on it whole and on random parts of it (5 to 120 memories). On it whole,
//! something is shown for 94 of 100 drafts that a memory helps, and for 4 of 25 off topic: the drafts that the bar
//! was set on, so on others it will do less well. Beyond 188 memories the bar is an extrapolation.

use super::candidates::Candidates;
use super::fusion::Scored;
use crate::index::voices::Voice;
use crate::memory::Speaker;

/// How many of the nearest are asked.
const NEAREST: usize = 5;
/// What the best one's score counts, beside a cosine.
const BEST: f32 = 0.2;
/// The bar for five memories and fewer.
const BAR: f32 = 0.275;
/// By how much it rises each time their number grows e-fold.
const RISE: f32 = 0.083;
/// By words alone: how many one memory must share with the draft,
const SHARED: u32 = 2;
/// and which part of the draft's words, by idf, they must be.
const PART: f32 = 0.1;

/// How much speaks for showing something, with the bar at 0; none while most memories wait for their
/// vectors, as meaning has not been asked yet.
pub(super) fn evidence(candidates: &Candidates<'_>, scored: &[Scored]) -> Option<f32> {
    let of_user = |scored: &&Scored| {
        candidates.get(scored.slot).is_some_and(|candidate| candidate.doc.speaker != Speaker::Assistant)
    };
    let (mut all, mut encoded) = (0, 0);
    let mut near = Vec::new();
    for (_, voice, similarity) in candidates.all() {
        all += 1;
        encoded += usize::from(similarity.is_some());
        near.extend(similarity.filter(|_| voice != Voice::Assistant));
    }
    if encoded == 0 || encoded * 2 < all {
        return None;
    }
    let nearest = NEAREST.min(near.len());
    if nearest == 0 {
        return Some(-BAR);
    }
    near.select_nth_unstable_by(nearest - 1, |a, b| b.total_cmp(a));
    let mean = near.iter().take(nearest).sum::<f32>() / nearest as f32;
    let own = scored.iter().filter(of_user).map(|scored| scored.own);
    let best = own.fold(0.0, f32::max);
    Some(mean + BEST * best - bar(encoded))
}

fn bar(memories: usize) -> f32 {
    BAR + RISE * (memories.max(NEAREST) as f32 / NEAREST as f32).ln()
}

/// The decision by words alone.
pub(super) fn shares(candidates: &Candidates<'_>) -> bool {
    candidates.all().any(|(slot, ..)| {
        let shared = candidates.shared_by(slot);
        shared.terms >= SHARED && shared.weight >= PART * candidates.sought
    })
}
