//! What speaks for each memory that is looked at closer.
//!
//! Words and tokens are shares of what could be had: 1 if everything sought stood there. So they fall
//! silent by themselves for a draft that names nothing of what helps it, and meaning speaks alone.

use std::ops::Range;

use super::Query;
use super::candidates::{Candidate, Candidates};
use super::window::Fading;
use crate::clock::Millis;
use crate::embed::Vector;
use crate::embed::projection::likeness;
use crate::index::dense;
use crate::index::states::Kept;
use crate::index::{Index, Slot};
use crate::text::when;

/// A token less like another than this says nothing: most are, by chance.
const CHANCE: f32 = 0.3;
/// What a memory without token states is taken to have, by its similarity.
const UNKNOWN: (f32, f32) = (0.25, 0.5);
/// Two drafts less alike than this (cosine) want different things.
const OTHER: f32 = 0.5;
/// How many days after something one still tells of it.
const TOLD: u64 = 5 * 86_400_000;
/// A span longer than this (400 days) sets nothing apart.
const LONGEST: u64 = 400 * 86_400_000;

/// What speaks for a memory.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signals {
    /// Where it is.
    pub(super) slot: Slot,
    /// The words sought, here or near by: a share from 0 to 1.
    pub(super) words: f32,
    /// The tokens sought, by meaning, here or near by: a share.
    pub(super) tokens: f32,
    /// The same over its run of turns as a whole, chance not taken off.
    pub(super) run: f32,
    /// The cosine of the whole with the query; what its words make likely while it has no vector.
    pub(super) meaning: f32,
    /// Whether the query names who said it.
    pub(super) named: bool,
    /// Whether it was said on the days that the query names, or soon before or after.
    pub(super) dated: bool,
    /// ln(1 + its words).
    pub(super) length: f32,
    /// Whether it ends by asking.
    pub(super) asks: bool,
    /// How like the draft is to one for which the user dismissed it, from 0 to 1.
    pub(super) dismissed: f32,
}

/// Weighs all memories that are worth a closer look. `back`: the query asks how things were.
pub(super) fn weigh(
    index: &Index,
    query: &Query<'_>,
    candidates: &Candidates<'_>,
    back: bool,
) -> Vec<Signals> {
    let days: Vec<Range<Millis>> = match back {
        true => when::spans(candidates.language, query.text, query.now),
        false => Vec::new(),
    };
    let days: Vec<_> = days.into_iter().filter(|days| days.end.0 - days.start.0 <= LONGEST).collect();
    let weight: f32 = candidates.probes.iter().map(|(_, weight)| weight).sum();
    let mut all = Vec::new();
    for run in candidates.runs() {
        let members: Vec<Candidate<'_>> = run.iter().filter_map(|&slot| candidates.get(slot)).collect();
        let lengths: Vec<f32> = members.iter().map(|m| index.lexical().length(m.slot) as f32).collect();
        let fading = Fading::over(lengths.iter().copied());
        let mut words = vec![0.0; members.len()];
        for matches in &candidates.matches {
            let own: Vec<f32> = members.iter().map(|member| at_slot(matches, member.slot)).collect();
            if own.iter().any(|&own| own > 0.0) {
                words.iter_mut().zip(fading.soften(&own)).for_each(|(words, soft)| *words += soft);
            }
        }
        words.iter_mut().for_each(|words| *words /= candidates.sought.max(f32::MIN_POSITIVE));
        let tokens = tokens(index, candidates, &members, &words);
        let mut soft = vec![0.0; members.len()];
        let mut whole = 0.0;
        for ((_, weight), likenesses) in candidates.probes.iter().zip(&tokens) {
            whole += weight * likenesses.iter().fold(0.0f32, |most, &likeness| most.max(likeness));
            let above: Vec<f32> = likenesses.iter().map(|likeness| (likeness - CHANCE).max(0.0)).collect();
            soft.iter_mut().zip(fading.soften(&above)).for_each(|(soft, token)| *soft += weight * token);
        }
        let share = |sum: f32| if weight > 0.0 { sum / weight } else { 0.0 };
        for ((member, (&words, &tokens)), length) in members.iter().zip(words.iter().zip(&soft)).zip(lengths)
        {
            // Beside others that have a vector, one that waits for its own would lose for want of it: its
            // words speak for its meaning until then.
            let meaning = member.similarity.unwrap_or(words);
            all.push(Signals {
                slot: member.slot,
                words,
                tokens: share(tokens),
                run: share(whole),
                meaning,
                named: member.named,
                dated: days.iter().any(|days| is_near(days, member.doc.time)),
                length: length.ln_1p(),
                asks: kept(index, member).is_some_and(|kept| kept.asks),
                dismissed: query.encoded.map_or(0.0, |draft| dismissed(index, member, &draft.vector)),
            });
        }
    }
    all
}

/// How like a draft is to those for which a memory was dismissed.
fn dismissed(index: &Index, member: &Candidate<'_>, draft: &Vector) -> f32 {
    if !index.marks().has_dismissals() {
        return 0.0;
    }
    let drafts = index.marks().dismissals(member.doc.id);
    let nearest = drafts.iter().map(|one| dense::between(one, draft)).fold(0.0, f32::max);
    ((nearest - OTHER) / (1.0 - OTHER)).max(0.0)
}

/// For each token sought, how like it the likest token of each memory is.
fn tokens(
    index: &Index,
    candidates: &Candidates<'_>,
    members: &[Candidate<'_>],
    words: &[f32],
) -> Vec<Vec<f32>> {
    let mut found = vec![vec![0.0f32; members.len()]; candidates.probes.len()];
    for (at, (member, words)) in members.iter().zip(words).enumerate() {
        let Some(kept) = kept(index, member) else {
            let (base, share) = UNKNOWN;
            let likely = member.similarity.map_or(*words, |similarity| base + share * similarity);
            found.iter_mut().filter_map(|token| token.get_mut(at)).for_each(|place| *place = likely);
            continue;
        };
        for row in kept.tokens.iter().map(crate::embed::projection::TokenState::row) {
            for ((probe, _), token) in candidates.probes.iter().zip(&mut found) {
                if let Some(place) = token.get_mut(at) {
                    *place = place.max(likeness(probe, &row));
                }
            }
        }
    }
    found
}

fn kept<'a>(index: &'a Index, candidate: &Candidate<'_>) -> Option<&'a Kept> {
    index.states().get(candidate.slot)
}

/// What a term is worth in a slot.
fn at_slot(matches: &[(Slot, f32)], slot: Slot) -> f32 {
    let place = matches.binary_search_by_key(&slot, |(slot, _)| *slot);
    place.ok().and_then(|place| matches.get(place)).map_or(0.0, |(_, worth)| *worth)
}

fn is_near(days: &Range<Millis>, time: Millis) -> bool {
    time.0 != 0 && time.after(TOLD) >= days.start && time <= days.end.after(TOLD)
}
