//! Quiet unless useful: whether anything is worth showing to someone who did not ask.
//!
//! What speaks for it: the memories nearest in meaning are near (half the mean cosine of the five
//! nearest, half the nearest one's), and the memories that share most words share rare ones (the
//! mean over the five best of the shared words' idf, which counts little and only up to a bound: a
//! long pasted text shares words with anything). The more memories there are, the nearer the
//! nearest is by chance: the bar rises with the logarithm of their number.
//!
//! Calibrated on the CC0 drafts set alone: its drafts, with and without something that helps,
//! against random vaults of 1 to 188 of its memories. By size of vault, something is shown for 86
//! to 89 of 100 drafts that a memory helps, and for 7 to 12 of 100 off topic. These are the drafts
//! that the bar was set on, with 25 off topic: on others it will do less well. Beyond 188 memories
//! the bar is an extrapolation.

use super::candidates::{Candidate, Candidates};

/// How many of the best are asked.
const BEST: usize = 5;
/// What a shared word's idf counts, beside a cosine.
const WORD: f32 = 0.02;
/// More shared idf than this says no more.
const MOST_WORDS: f32 = 6.0;
/// The bar for five memories and fewer.
const BAR: f32 = 0.15;
/// By how much it rises each time their number grows e-fold.
const RISE: f32 = 0.07;
/// By words alone: how many one memory must share with the draft,
const SHARED: u32 = 2;
/// and which part of the draft's words, by idf, they must be.
const PART: f32 = 0.1;

/// The decision.
pub(super) fn opens(candidates: &Candidates<'_>) -> bool {
    let near = best(candidates, |candidate| candidate.similarity);
    let encoded = candidates.all.iter().filter(|candidate| candidate.similarity.is_some()).count();
    // While most memories wait for their vectors, meaning has not been asked yet.
    let words_alone = encoded * 2 < candidates.all.len();
    (encoded > 0 && evidence(&near, candidates) >= bar(encoded)) || (words_alone && shares(candidates))
}

fn evidence(near: &[f32], candidates: &Candidates<'_>) -> f32 {
    let words = mean(&best(candidates, |candidate| Some(candidate.shared.weight)));
    let nearest = near.first().copied().unwrap_or(0.0);
    (mean(near) + nearest) / 2.0 + WORD * words.min(MOST_WORDS)
}

fn bar(memories: usize) -> f32 {
    BAR + RISE * (memories.max(BEST) as f32 / BEST as f32).ln()
}

fn shares(candidates: &Candidates<'_>) -> bool {
    candidates.all.iter().any(|candidate| {
        candidate.shared.terms >= SHARED && candidate.shared.weight >= PART * candidates.sought
    })
}

/// The highest values of a signal, highest first.
fn best(candidates: &Candidates<'_>, signal: impl Fn(&Candidate<'_>) -> Option<f32>) -> Vec<f32> {
    let mut values: Vec<f32> = candidates.all.iter().filter_map(signal).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    values.truncate(BEST);
    values
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}
