//! One score out of what speaks for a memory, and what memories say of each other.
//!
//! The score is a plain sum with round weights, found by fitting them to drafts and to questions about
//! conversations alike and rounding; the drafts set is CC0, the conversations served to choose between ideas.
//! Then three things that memories do to each other: the best draw in what is near to *them* ([`link`]),
//! what was overtaken gives way ([`succession`](super::succession)), and of two that say the same the
//! second waits ([`spread`]).

use super::candidates::Candidates;
use super::signals::Signals;
use crate::index::{Index, Slot};
use crate::memory::{Kind, Speaker};

const WORDS: f32 = 0.5;
const TOKENS: f32 = 1.75;
const RUN: f32 = 1.0;
const NAMED: f32 = 0.4;
const DATED: f32 = 0.5;
const LENGTH: f32 = 0.125;
const ASKS: f32 = -0.125;
/// The user's own words say more of the user than an assistant's.
const ASSISTANT: f32 = -0.5;
/// A note was made to be told again.
const NOTE: f32 = 0.125;
/// What it counts to be near to the best,
const LINK: f32 = 0.4;
/// of which the first few count, each by this part of the one before it.
const LINKED: usize = 4;
const FADE: f32 = 0.7;
/// What it costs to be like one that stands above, among the first so many.
const ALIKE: f32 = 0.2;
const FIRST: usize = 10;
/// How far down the ranking one that is less like them is looked for.
const DEPTH: usize = 40;

/// A memory with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) slot: Slot,
    pub(super) signals: Signals,
    /// By itself.
    pub(super) own: f32,
    /// With what others say of it.
    pub(super) score: f32,
    /// The memory that it overtakes, if it stands where that one stood.
    pub(super) overtakes: Option<Slot>,
    /// Whether another overtakes it.
    pub(super) overtaken: bool,
}

/// Scores each memory that was looked at closer, best first.
pub(super) fn score(index: &Index, candidates: &Candidates<'_>, signals: &[Signals]) -> Vec<Scored> {
    let mut scored: Vec<Scored> = signals
        .iter()
        .filter_map(|signals| {
            let candidate = candidates.all.get(signals.at)?;
            let is = |condition: bool, weight: f32| if condition { weight } else { 0.0 };
            let own = WORDS * signals.words
                + TOKENS * signals.tokens
                + RUN * signals.run
                + signals.meaning
                + LENGTH * signals.length
                + is(signals.named, NAMED)
                + is(signals.dated, DATED)
                + is(signals.asks, ASKS)
                + is(candidate.doc.speaker == Speaker::Assistant, ASSISTANT)
                + is(candidate.doc.kind == Kind::Note, NOTE);
            let (slot, signals) = (candidate.slot, *signals);
            Some(Scored { slot, signals, own, score: own, overtakes: None, overtaken: false })
        })
        .collect();
    link(index, &mut scored);
    scored
}

/// Best first; of equal scores the lower slot, so that a ranking can be repeated.
pub(super) fn sort(scored: &mut [Scored]) {
    scored.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.slot.cmp(&b.slot)));
}

/// Draws in what is near to the best: one memory of a matter, a person or a place leads to others.
fn link(index: &Index, scored: &mut [Scored]) {
    sort(scored);
    let best: Vec<Slot> = scored.iter().take(LINKED).map(|scored| scored.slot).collect();
    let parts: Vec<f32> =
        (0..best.len()).scan(1.0, |part, _| Some(std::mem::replace(part, *part * FADE))).collect();
    let all: f32 = parts.iter().sum();
    for scored in scored.iter_mut() {
        let near = |(&slot, part): (&Slot, &f32)| match slot == scored.slot {
            true => 0.0,
            false => part * index.dense().between(scored.slot, slot).unwrap_or(0.0),
        };
        scored.score += LINK * best.iter().zip(&parts).map(near).sum::<f32>() / all.max(f32::MIN_POSITIVE);
    }
    sort(scored);
}

/// Reorders the first few, so that they do not say the same thing again and again (Carbonell & Goldstein's maximal
/// marginal relevance, 1998).
pub(super) fn spread(index: &Index, scored: &mut [Scored]) {
    let depth = scored.len().min(DEPTH);
    let mut alike = vec![0.0f32; depth];
    for place in 0..depth.min(FIRST) {
        let worth = |at: &usize| {
            let (scored, alike) = (scored.get(*at), alike.get(*at));
            scored.zip(alike).map_or(f32::MIN, |(scored, alike)| scored.score - ALIKE * alike)
        };
        // Of equals the first, which is the better by itself.
        let Some(chosen) = (place..depth).rev().max_by(|a, b| worth(a).total_cmp(&worth(b))) else { break };
        if let Some(moved) = scored.get_mut(place..=chosen) {
            moved.rotate_right(1);
        }
        if let Some(moved) = alike.get_mut(place..=chosen) {
            moved.rotate_right(1);
        }
        let Some(slot) = scored.get(place).map(|scored| scored.slot) else { break };
        for (scored, alike) in scored.iter().zip(&mut alike).skip(place + 1) {
            *alike = alike.max(index.dense().between(slot, scored.slot).unwrap_or(0.0));
        }
    }
}
