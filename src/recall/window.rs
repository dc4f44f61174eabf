//! Words that stand near by: a turn answers with the words of the turns around it too.
//!
//! For each word sought, a turn counts its own match or the best one near it in its conversation,
//! whichever is more: a match loses e-fold for every [`REACH`] words between. Unlike a window of so
//! many turns, this does not drown short messages.

use super::candidates::Candidates;
use crate::index::{Index, Slot};

/// Over how many meaning-bearing words a match loses e-fold (about 60 words of running text).
const REACH: f32 = 30.0;
/// What a match in another turn counts, however near.
const BESIDE: f32 = 0.95;

/// BM25 with the words near by, by slot.
pub(super) fn soften(index: &Index, candidates: &Candidates<'_>) -> Vec<f32> {
    let mut may_count = vec![false; index.width()];
    for candidate in &candidates.all {
        set(&mut may_count, candidate.slot, true);
    }
    let length = |slot| index.lexical().length(slot) as f32;
    let turns: Vec<_> =
        candidates.turns.iter().map(|&(conversation, slot)| (conversation, slot, length(slot))).collect();
    let mut total = vec![0.0; index.width()];
    for matches in &candidates.matches {
        let mut own = vec![0.0; index.width()];
        for &(slot, score) in matches {
            if may_count.get(slot as usize) == Some(&true) {
                set(&mut own, slot, score);
            }
        }
        let mut best = own.clone();
        spread(turns.iter(), &own, &mut best);
        spread(turns.iter().rev(), &own, &mut best);
        total.iter_mut().zip(&best).for_each(|(total, best)| *total += best);
    }
    total
}

/// Carries matches along turns, one way.
fn spread<'a, C: PartialEq + 'a>(
    turns: impl Iterator<Item = &'a (C, Slot, f32)>,
    own: &[f32],
    best: &mut [f32],
) {
    let mut carried = 0.0f32;
    let mut within = None;
    for (conversation, slot, length) in turns {
        if within.replace(conversation).is_none_or(|before| before != conversation) {
            carried = 0.0;
        }
        if let (Some(own), Some(best)) = (own.get(*slot as usize), best.get_mut(*slot as usize)) {
            *best = best.max(BESIDE * carried);
            carried = carried.max(*own) * (-length / REACH).exp();
        }
    }
}

fn set<T>(values: &mut [T], slot: Slot, value: T) {
    if let Some(place) = values.get_mut(slot as usize) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread_over(own: &[f32], turns: &[(u8, Slot, f32)]) -> Vec<f32> {
        let mut best = own.to_vec();
        spread(turns.iter(), own, &mut best);
        spread(turns.iter().rev(), own, &mut best);
        best
    }

    #[test]
    fn a_match_fades_with_the_words_between_and_ends_with_its_conversation() {
        let turns = [(1, 0, 10.0), (1, 1, 30.0), (1, 2, 10.0), (2, 3, 10.0)];
        let best = spread_over(&[0.0, 0.0, 1.0, 0.0], &turns);
        assert!(best[1] < best[2] && best[0] < best[1] && best[0] > 0.0);
        assert!((best[1] - BESIDE * (-10.0f32 / REACH).exp()).abs() < 1e-6);
        assert_eq!((best[2], best[3]), (1.0, 0.0));
    }

    #[test]
    fn a_turns_own_match_counts_more_than_the_same_one_beside_it() {
        let turns = [(1, 0, 0.0), (1, 1, 0.0)];
        assert_eq!(spread_over(&[1.0, 0.0], &turns), [1.0, BESIDE]);
        assert_eq!(spread_over(&[1.0, 1.0], &turns), [1.0, 1.0]);
    }
}
