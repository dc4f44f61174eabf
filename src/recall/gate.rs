//! Quiet unless useful: whether anything is worth showing to someone who did not ask.
//!
//! What speaks for it: the five memories nearest in meaning are near (their mean cosine), and the best
//! memory by itself stands out (a part of how far its score is above the others' median: what is like many of them is
//! like none). The more memories there are, the better the best
//! is by chance: the bar rises with the logarithm of their number. An assistant's words count for nothing
//! here: they are about anything.
//!
//! How much the best counts, and the bar, are fitted with the [weights](super::weights).

use super::candidates::{Candidates, best};
use super::fusion::Scored;
use super::weights::Bar;
use super::window::more;
use crate::index::voices::Voice;
use crate::memory::Speaker;

/// How many of the nearest are asked.
const NEAREST: usize = 5;

/// By how much the bar is higher for a draft of a single word: one that is sought alone is found in full by chance.
const ALONE: f32 = 0.2;

/// So many scores have a median that says something.
const FEW: usize = 20;

/// What speaks for showing something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The mean cosine of the nearest.
    pub near: f32,
    /// How far the best score is above the others.
    pub best: f32,
    /// How many different words the draft has that carry meaning.
    pub words: usize,
    /// How many memories were compared.
    pub memories: usize,
    /// Whether most wait for their vectors: of those, nothing has been asked but their words.
    pub mostly_waits: bool,
}

impl Evidence {
    /// How much speaks for showing something, with the bar at 0.
    pub fn above(&self, bar: &Bar) -> f32 {
        let times = self.memories.max(NEAREST) as f32 / NEAREST as f32;
        let alone = if self.words <= 1 { ALONE } else { 0.0 };
        self.near + bar.best * self.best - bar.least - alone - bar.rise * times.ln()
    }
}

/// By words alone: how many one memory must share with the draft,
const SHARED: u32 = 2;
/// and which part of the draft's words, by idf, they must be.
const PART: f32 = 0.1;

/// What speaks for showing something, among those that have their vectors; none while none has.
pub(super) fn evidence(candidates: &Candidates<'_>, scored: &[Scored]) -> Option<Evidence> {
    let of_user = |scored: &&Scored| {
        candidates
            .get(scored.signals.slot)
            .is_some_and(|candidate| candidate.doc.speaker != Speaker::Assistant)
    };
    let (mut all, mut encoded) = (0, 0);
    let near = candidates.all().filter_map(|(slot, voice, similarity)| {
        all += 1;
        encoded += usize::from(similarity.is_some());
        similarity.filter(|_| voice != Voice::Assistant).map(|similarity| (similarity, slot))
    });
    let nearest = best(near, NEAREST);
    if encoded == 0 {
        return None;
    }
    let (words, mostly_waits) = (candidates.words, encoded * 2 < all);
    if nearest.is_empty() {
        return Some(Evidence { words, memories: encoded, mostly_waits, ..Evidence::default() });
    }
    let near = nearest.iter().map(|(similarity, _)| similarity).sum::<f32>() / nearest.len() as f32;
    let own = scored.iter().filter(of_user).map(|scored| scored.own).collect();
    Some(Evidence { near, best: above_median(own), words, memories: encoded, mostly_waits })
}

/// By how much the best of these is above their median. Of few it is above little more than nothing.
fn above_median(mut own: Vec<f32>) -> f32 {
    own.resize(own.len().max(FEW), 0.0);
    let best = own.iter().copied().fold(0.0, more);
    let half = own.len() / 2;
    let (_, median, _) = own.select_nth_unstable_by(half, f32::total_cmp);
    best - more(0.0, *median)
}

/// The decision by words alone.
pub(super) fn shares(candidates: &Candidates<'_>) -> bool {
    candidates.all().any(|(slot, ..)| {
        let shared = candidates.shared_by(slot);
        shared.terms >= SHARED && shared.weight >= PART * candidates.sought
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recall::weights::BAR;

    #[test]
    fn a_draft_of_one_word_has_to_say_more_than_one_of_two() {
        let told =
            |words| Evidence { near: 0.2, best: 2.0, words, memories: 40, mostly_waits: false }.above(&BAR);
        assert!(told(1) < 0.0 && told(1) < told(2) && told(2) > 0.0);
        assert_eq!(told(2), told(30));
    }
}
