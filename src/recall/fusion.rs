//! One score out of what speaks for a memory.
//!
//! Words (with those near by) and meaning are each divided by their maximum over the candidates,
//! so that both speak the same size whatever the query; then meaning + ½ · words, and a little for
//! a speaker who is named. A turn is helped by the turns beside it: an answer often stands next to
//! the question that has the words. The weights are round numbers; where there was a choice, the CC0
//! drafts set made it.

use super::candidates::{Candidate, Candidates};
use super::{speaker, window};
use crate::index::Index;
use crate::memory::Speaker;

/// What the words count, with meaning at 1.
const WORDS: f32 = 0.5;
/// What it counts that the query names the speaker.
const NAMED: f32 = 0.3;
/// What a turn gets of each turn beside it.
const NEIGHBOUR: f32 = 0.15;
/// What an assistant's words count: the user's own say the same of the user with more right.
const ASSISTANT: f32 = 0.9;

/// The score of each candidate, in their order; 0 for one that nothing speaks for.
pub(super) fn fuse(index: &Index, candidates: &Candidates<'_>) -> Vec<f32> {
    let all = &candidates.all;
    let soft = window::soften(index, candidates);
    let at = |values: &[f32], candidate: &Candidate<'_>| {
        values.get(candidate.slot as usize).copied().unwrap_or(0.0)
    };
    let words = shares(all.iter().map(|candidate| at(&soft, candidate)));
    let meaning = shares(all.iter().map(|candidate| candidate.similarity.unwrap_or(0.0).max(0.0)));
    let named = speaker::named(index.analyzer(), candidates);
    // Beside others that have a vector, one that waits for its own would lose for want of it: its
    // words speak for its meaning until then.
    let compared = all.iter().any(|candidate| candidate.similarity.is_some());
    let mut own = vec![0.0; index.width()];
    for (((candidate, words), meaning), named) in all.iter().zip(words).zip(meaning).zip(named) {
        let meaning = if compared && candidate.similarity.is_none() { words } else { meaning };
        if let Some(place) = own.get_mut(candidate.slot as usize) {
            *place = meaning + WORDS * words + if named { NAMED } else { 0.0 };
        }
    }
    let smoothed = smooth(candidates, &own);
    let score = |candidate: &Candidate<'_>| {
        let score = at(&smoothed, candidate);
        if candidate.doc.speaker == Speaker::Assistant { score * ASSISTANT } else { score }
    };
    all.iter().map(score).collect()
}

/// Each value as a share of the greatest.
fn shares(values: impl Iterator<Item = f32> + Clone) -> impl Iterator<Item = f32> {
    let greatest = values.clone().fold(f32::MIN_POSITIVE, f32::max);
    values.map(move |value| value / greatest)
}
/// Adds to each turn's score a share of its neighbours'. Neighbours are candidates too: what waits
/// in quarantine neither helps nor stands between.
fn smooth(candidates: &Candidates<'_>, own: &[f32]) -> Vec<f32> {
    let mut smoothed = own.to_vec();
    for pair in candidates.turns.windows(2) {
        let [(one, left), (other, right)] = pair else { continue };
        if one != other {
            continue;
        }
        for (to, from) in [(*left as usize, *right as usize), (*right as usize, *left as usize)] {
            if let (Some(place), Some(score)) = (smoothed.get_mut(to), own.get(from)) {
                *place += NEIGHBOUR * score;
            }
        }
    }
    smoothed
}
