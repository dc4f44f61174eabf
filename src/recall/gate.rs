//! Quiet unless useful: whether to show anything.

use super::candidates::Candidates;

/// How many of the nearest memories are asked.
const NEAREST: usize = 5;
/// Their mean cosine from which something is worth showing.
const NEAR: f32 = 0.30;
/// The share of the draft's words, by idf, that one memory must have to be shown by words alone.
const COVERED: f32 = 0.5;

/// The decision.
pub(super) fn opens(candidates: &Candidates) -> bool {
    let mut nearest: Vec<f32> = candidates.slots().filter_map(|slot| candidates.similarity(slot)).collect();
    nearest.sort_by(|a, b| b.total_cmp(a));
    nearest.truncate(NEAREST);
    if nearest.is_empty() {
        return covered(candidates);
    }
    let mean = nearest.iter().sum::<f32>() / nearest.len() as f32;
    mean >= NEAR || covered(candidates)
}

fn covered(candidates: &Candidates) -> bool {
    let best = candidates.slots().map(|slot| candidates.coverage(slot)).fold(0.0, f32::max);
    candidates.words > 0 && best >= COVERED
}
