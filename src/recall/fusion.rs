//! One score out of what speaks for a memory, and what memories say of each other.
//!
//! The score is a plain sum ([`Weights`]). Then three things that memories do to each other: the best draw in what
//! is near to *them* ([`link`]), what was overtaken gives way ([`succession`](super::succession)), and of two
//! that say the same the second waits ([`spread`]).

use std::cmp::Ordering;

use super::candidates::Candidates;
use super::signals::Signals;
use super::weights::Weights;
use super::window::more;
use crate::index::{Index, Slot};
use crate::memory::{Kind, Speaker};

/// How much lower a memory stands that was dismissed for this very draft: below all that helps at all.
const DISMISSED: f32 = 2.0;
/// How much higher a memory stands that the user has pinned, if anything speaks for it at all: as a note that
/// names the speaker.
const PINNED: f32 = 0.25;
/// How many of the best draw in what is near to them,
const LINKED: usize = 4;
/// each by this part of the one before it.
const FADE: f32 = 0.7;
/// What a sum may be off.
const ROUNDING: f32 = 1e-4;
/// Among how many of the first,
const FIRST: usize = 10;
/// How far down the ranking one that is less like them is looked for.
const DEPTH: usize = 40;

/// A memory with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) signals: Signals,
    /// By itself.
    pub(super) own: f32,
    /// With what others say of it.
    pub(super) score: f32,
    /// The memory in whose place it stands.
    pub(super) overtakes: Option<Slot>,
    /// Whether another overtakes it.
    pub(super) overtaken: bool,
}

impl Scored {
    /// Whether anything speaks for it. In another's place it stands for what spoke for that one.
    pub(super) fn speaks(&self) -> bool {
        let Signals { words, tokens, meaning, .. } = self.signals;
        words + more(0.0, meaning) + tokens > 0.0 || self.overtakes.is_some()
    }
}

/// Scores each memory that was looked at closer by itself.
pub(super) fn score(
    index: &Index,
    candidates: &Candidates<'_>,
    signals: &[Signals],
    weights: &Weights,
) -> Vec<Scored> {
    let mut scored = Vec::with_capacity(signals.len());
    scored.extend(signals.iter().filter_map(|signals| {
        let candidate = candidates.get(signals.slot)?;
        let is = |condition: bool, weight: f32| if condition { weight } else { 0.0 };
        let own = weights.words * signals.words
            + weights.tokens * signals.tokens
            + weights.run * signals.run
            + signals.meaning
            + weights.length * signals.length
            + is(signals.named, weights.named)
            + is(signals.dated, weights.dated)
            + is(signals.asks, weights.asks)
            + is(candidate.doc.speaker == Speaker::Assistant, weights.assistant)
            + is(candidate.doc.kind == Kind::Note, weights.note)
            + is(index.marks().is_pinned(candidate.doc.id), PINNED)
            - DISMISSED * signals.dismissed;
        Some(Scored { signals: *signals, own, score: own, overtakes: None, overtaken: false })
    }));
    scored
}

/// Best first; of equal scores the lower slot, so that a ranking can be repeated.
pub(super) fn sort(scored: &mut [Scored]) {
    scored.sort_unstable_by(best_first);
}

fn best_first(a: &Scored, b: &Scored) -> Ordering {
    b.score.total_cmp(&a.score).then(a.signals.slot.cmp(&b.signals.slot))
}

/// Draws in what is near to the best: one memory of a matter, a person or a place leads to others.
///
/// The first `limit` come first, in order. Whoever cannot come among them, as no cosine is more than 1, is left where
/// it is.
pub(super) fn link(index: &Index, scored: &mut [Scored], weight: f32, limit: usize) {
    // Some give way afterwards, and others come in their place.
    let gives_way = |one: &&Scored| {
        !one.speaks() || one.signals.dismissed > 0.0 || index.successor(one.signals.slot).is_some()
    };
    let wanted = limit.max(DEPTH).saturating_add(scored.iter().filter(gives_way).count()).min(scored.len());
    if wanted < scored.len() {
        scored.select_nth_unstable_by(wanted, best_first);
    }
    let (first, _) = scored.split_at_mut(wanted);
    sort(first);
    let best: Vec<Slot> = first.iter().take(LINKED).map(|scored| scored.signals.slot).collect();
    let parts: Vec<f32> =
        (0..best.len()).scan(1.0, |part, _| Some(std::mem::replace(part, *part * FADE))).collect();
    let all: f32 = parts.iter().sum();
    // None if it cannot come to so much.
    let linked = |one: &Scored, least: f32| {
        let (mut near, mut left) = (-0.0, all);
        for (&slot, part) in best.iter().zip(&parts) {
            if one.score + (weight * near + weight.abs() * left) / all + ROUNDING < least {
                return None;
            }
            near += match slot == one.signals.slot {
                true => 0.0,
                false => part * index.dense().between(one.signals.slot, slot).unwrap_or(0.0),
            };
            left -= part;
        }
        Some(one.score + weight * near / more(f32::MIN_POSITIVE, all))
    };
    for one in first.iter_mut() {
        one.score = linked(one, f32::NEG_INFINITY).unwrap_or(one.score);
    }
    let least = first.iter().map(|one| one.score).fold(f32::MAX, f32::min);
    let mut reached = wanted;
    for at in wanted..scored.len() {
        if let Some(score) = linked(&scored[at], least) {
            scored[at].score = score;
            scored.swap(reached, at);
            reached += 1;
        }
    }
    let (reached, _) = scored.split_at_mut(reached);
    if wanted < reached.len() {
        reached.select_nth_unstable_by(wanted, best_first);
    }
    sort(&mut reached[..wanted]);
}

/// Reorders the first few, so that they do not say the same thing again and again (Carbonell & Goldstein's maximal
/// marginal relevance, 1998).
pub(super) fn spread(index: &Index, scored: &mut [Scored], weight: f32) {
    let depth = scored.len().min(DEPTH);
    let mut alike = vec![0.0f32; depth];
    for place in 0..depth.min(FIRST) {
        let worth = |at: &usize| {
            let (scored, alike) = (scored.get(*at), alike.get(*at));
            scored.zip(alike).map_or(f32::MIN, |(scored, alike)| scored.score + weight * alike)
        };
        // Of equals the first, which is the better by itself.
        let Some(chosen) = (place..depth).rev().max_by(|a, b| worth(a).total_cmp(&worth(b))) else { break };
        if let Some(moved) = scored.get_mut(place..=chosen) {
            moved.rotate_right(1);
        }
        if let Some(moved) = alike.get_mut(place..=chosen) {
            moved.rotate_right(1);
        }
        let Some(slot) = scored.get(place).map(|scored| scored.signals.slot) else { break };
        for (scored, alike) in scored.iter().zip(&mut alike).skip(place + 1) {
            *alike = alike.max(index.dense().between(slot, scored.signals.slot).unwrap_or(0.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Millis;
    use crate::embed::{DIMENSIONS, Vector};
    use crate::id::{Fingerprint, Id};
    use crate::index::Doc;
    use crate::memory::Source;

    fn note(number: u8) -> Doc {
        Doc {
            id: Id([number; 16]),
            kind: Kind::Note,
            speaker: Speaker::User,
            time: Millis(0),
            conversation: None,
            position: 0,
            suggestible: true,
            source: Source::Typed,
            origin: Fingerprint::of(&[&[number]]),
        }
    }

    #[test]
    fn one_far_below_is_drawn_in_by_the_best() {
        let mut index = Index::new();
        let mut scored = Vec::new();
        for number in 0..60u8 {
            let doc = note(number);
            let mut coordinates = [0; DIMENSIONS];
            // The last but a few means what the best means, the others nothing that another does.
            coordinates[if number == 55 { 0 } else { usize::from(number) }] = 127;
            index.add(doc, "");
            index.set_vector(Id([number; 16]), Vector(Box::new(coordinates)));
            let slot = index.slot(Id([number; 16])).unwrap();
            let signals = Signals { slot, meaning: 0.5, ..Signals::default() };
            let own = 1.0 - 0.004 * f32::from(number);
            scored.push(Scored { signals, own, score: own, overtakes: None, overtaken: false });
        }
        let drawn = scored[55].signals.slot;
        link(&index, &mut scored, 0.9, 5);
        assert_eq!([scored[0].signals.slot, scored[1].signals.slot], [drawn, 0]);
        assert!(scored[..40].is_sorted_by(|a, b| a.score >= b.score));
    }
}
