//! One score out of words and meaning.
//!
//! Each signal is divided by its maximum over the memories, so that both speak the same size
//! whatever the query; then dense + ½ · lexical (measured on the CC0 drafts set: with less than a
//! third or more than one of BM25 fewer drafts find what helps). A turn is helped by the turns
//! beside it, [¼ 1 ¼]: an answer often stands next to the question that has the words.

use super::candidates::Candidates;
use crate::index::{Index, Slot};

/// What the words count, with meaning at 1.
const LEXICAL: f32 = 0.5;
/// What a turn gets of each turn beside it.
const NEIGHBOUR: f32 = 0.25;

/// Scores by slot; 0 for what is no candidate.
pub(super) fn fuse(index: &Index, candidates: &Candidates) -> Vec<f32> {
    let max = |signal: &dyn Fn(Slot) -> f32| candidates.slots().map(signal).fold(0.0, f32::max);
    let meaning = |slot| candidates.similarity(slot).unwrap_or(0.0).max(0.0);
    let best_meaning = max(&meaning);
    let best_lexical = max(&|slot| candidates.lexical(slot));
    let share = |value: f32, best: f32| if best > 0.0 { value / best } else { 0.0 };
    let own: Vec<f32> = candidates
        .slots()
        .map(|slot| {
            share(meaning(slot), best_meaning) + LEXICAL * share(candidates.lexical(slot), best_lexical)
        })
        .collect();
    smooth(index, &own)
}

/// Adds to each turn's score a share of its neighbours'. What has no score of its own (no
/// candidate at all) gets none.
fn smooth(index: &Index, own: &[f32]) -> Vec<f32> {
    let score = |slot: Slot| own.get(slot as usize).copied().unwrap_or(0.0);
    let mut smoothed = own.to_vec();
    let mut before = None;
    for (conversation, slot) in index.places() {
        if let Some((same, left)) = before.replace((conversation, slot))
            && same == conversation
        {
            for (one, other) in [(left, slot), (slot, left)] {
                if let Some(value) = smoothed.get_mut(one as usize).filter(|_| score(one) > 0.0) {
                    *value += NEIGHBOUR * score(other);
                }
            }
        }
    }
    smoothed
}
