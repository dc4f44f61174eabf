//! One score out of words and meaning.
//!
//! Each signal is divided by its maximum over the candidates, so that both speak the same size
//! whatever the query; then dense + ½ · lexical. A turn is helped by the turns beside it,
//! [¼ 1 ¼]: an answer often stands next to the question that has the words.

use super::candidates::{Candidate, Candidates};
use crate::index::Index;
use crate::memory::Speaker;

/// What the words count, with meaning at 1.
const LEXICAL: f32 = 0.5;
/// What a turn gets of each turn beside it.
const NEIGHBOUR: f32 = 0.25;
/// What an assistant's words count: the user's own say the same of the user with more right.
const ASSISTANT: f32 = 0.9;

/// The score of each candidate, in their order; 0 for one that nothing speaks for.
pub(super) fn fuse(index: &Index, candidates: &Candidates<'_>) -> Vec<f32> {
    let meaning = |candidate: &Candidate<'_>| candidate.similarity.unwrap_or(0.0).max(0.0);
    let words = |candidate: &Candidate<'_>| candidate.shared.bm25;
    let best = |signal: &dyn Fn(&Candidate<'_>) -> f32| {
        candidates.all.iter().map(signal).fold(f32::MIN_POSITIVE, f32::max)
    };
    let (best_meaning, best_words) = (best(&meaning), best(&words));
    let own = |candidate| meaning(candidate) / best_meaning + LEXICAL * words(candidate) / best_words;
    let mut by_slot = vec![0.0; index.width()];
    for candidate in &candidates.all {
        if let Some(place) = by_slot.get_mut(candidate.slot as usize) {
            *place = own(candidate);
        }
    }
    let smoothed = smooth(index, &by_slot);
    let score = |candidate: &Candidate<'_>| {
        let score = smoothed.get(candidate.slot as usize).copied().unwrap_or(0.0);
        if candidate.doc.speaker == Speaker::Assistant { score * ASSISTANT } else { score }
    };
    candidates.all.iter().map(score).collect()
}

/// Adds to each turn's score a share of its neighbours'. What nothing speaks for by itself gets
/// none.
fn smooth(index: &Index, own: &[f32]) -> Vec<f32> {
    let mut smoothed = own.to_vec();
    let mut before = None;
    for (conversation, slot) in index.places() {
        let here = slot as usize;
        if let Some((same, left)) = before.replace((conversation, here))
            && same == conversation
        {
            for (one, other) in [(left, here), (here, left)] {
                let (mine, others) = (own.get(one).copied(), own.get(other).copied());
                if let (Some(place), Some(mine), Some(others)) = (smoothed.get_mut(one), mine, others)
                    && mine > 0.0
                {
                    *place += NEIGHBOUR * others;
                }
            }
        }
    }
    smoothed
}
