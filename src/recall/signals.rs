//! What speaks for each memory that is looked at closer.
//!
//! Words and tokens are shares of what could be had: 1 if everything sought stood there. So they fall
//! silent by themselves for a draft that names nothing of what helps it, and meaning speaks alone.

use std::ops::Range;

use super::Query;
use super::candidates::{Candidate, Candidates};
use super::window::{Fading, more};
use crate::clock::Millis;
use crate::embed::Vector;
use crate::embed::likeness::{Comparison, LANES, Lanes};
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
    let mut closer = Closer::of(index, candidates);
    let runs = candidates.runs();
    let mut all = Vec::with_capacity(runs.iter().map(Vec::len).sum());
    for run in runs {
        closer.look(&run);
        let found = closer.lengths.iter().zip(&closer.words).zip(&closer.tokens);
        let each = closer.members.iter().zip(&closer.kept).zip(found);
        all.extend(each.map(|((member, kept), ((&length, &words), &tokens))| Signals {
            slot: member.slot,
            words,
            tokens,
            run: closer.whole,
            // Beside others that have a vector, one that waits for its own would lose for want of it: its
            // words speak for its meaning until then.
            meaning: member.similarity.unwrap_or(words),
            named: member.named,
            dated: days.iter().any(|days| is_near(days, member.doc.time)),
            length: length.ln_1p(),
            asks: kept.is_some_and(|kept| kept.asks),
            dismissed: query.encoded.map_or(0.0, |draft| dismissed(index, member, &draft.vector)),
        }));
    }
    all
}

/// What looks at one run after the other, in the same room.
struct Closer<'a> {
    index: &'a Index,
    candidates: &'a Candidates<'a>,
    compared: Comparison<'a>,
    /// What all the tokens sought say.
    weight: f32,
    /// The memories of the run,
    members: Vec<Candidate<'a>>,
    /// what is kept of each one's text,
    kept: Vec<Option<&'a Kept>>,
    /// how many words each has,
    lengths: Vec<f32>,
    fading: Fading,
    /// which share of the words sought stand there or near by,
    words: Vec<f32>,
    /// likewise of the tokens,
    tokens: Vec<f32>,
    /// and of the tokens in the run as a whole.
    whole: f32,
    own: Vec<Lanes>,
    soft: Vec<Lanes>,
}

impl<'a> Closer<'a> {
    fn of(index: &'a Index, candidates: &'a Candidates<'a>) -> Self {
        Self {
            index,
            candidates,
            compared: Comparison::new(&candidates.probes),
            weight: candidates.says.iter().sum(),
            members: Vec::new(),
            kept: Vec::new(),
            lengths: Vec::new(),
            fading: Fading::default(),
            words: Vec::new(),
            tokens: Vec::new(),
            whole: 0.0,
            own: Vec::new(),
            soft: Vec::new(),
        }
    }

    fn look(&mut self, run: &[Slot]) {
        let Self { index, candidates, .. } = *self;
        self.members.clear();
        self.members.extend(run.iter().filter_map(|&slot| candidates.get(slot)));
        self.kept.clear();
        self.kept.extend(self.members.iter().map(|member| index.states().get(member.slot)));
        self.lengths.clear();
        self.lengths.extend(self.members.iter().map(|member| index.lexical().length(member.slot) as f32));
        self.fading.over(self.lengths.iter().copied());
        self.look_for_words();
        self.look_for_tokens();
    }

    fn look_for_words(&mut self) {
        let Self { candidates, members, fading, words, own, soft, .. } = self;
        words.clear();
        words.resize(members.len(), 0.0);
        let slots = || members.iter().map(|member| member.slot);
        let (Some(least), Some(most)) = (slots().min(), slots().max()) else { return };
        for eight in candidates.matches.chunks(LANES) {
            let here = |matches: &'a Vec<(Slot, f32)>| among(matches, least, most);
            if eight.iter().all(|matches| here(matches).is_empty()) {
                continue;
            }
            own.clear();
            own.resize(members.len(), [0.0; LANES]);
            for (lane, matches) in
                eight.iter().map(here).enumerate().filter(|(_, matches)| !matches.is_empty())
            {
                let mut from = 0;
                own.iter_mut()
                    .zip(slots())
                    .for_each(|(own, slot)| own[lane] = at_slot(matches, &mut from, slot));
            }
            fading.soften(own, soft);
            for (words, soft) in words.iter_mut().zip(&*soft) {
                soft.iter().for_each(|soft| *words += soft);
            }
        }
        let sought = candidates.sought.max(f32::MIN_POSITIVE);
        words.iter_mut().for_each(|words| *words /= sought);
    }

    fn look_for_tokens(&mut self) {
        let Self { candidates, members, kept, words, own, soft, tokens, .. } = self;
        let states = kept.iter().map(|kept| kept.map_or(&[][..], |kept| &kept.tokens));
        let waits = kept.iter().any(Option::is_none);
        tokens.clear();
        tokens.resize(members.len(), 0.0);
        let mut whole = 0.0;
        for (found, says) in self.compared.likest(states).zip(candidates.says.chunks(LANES)) {
            own.clear();
            own.extend(found);
            if waits {
                for (((own, kept), member), words) in own.iter_mut().zip(&*kept).zip(&*members).zip(&*words) {
                    if kept.is_none() {
                        let (base, share) = UNKNOWN;
                        let likely = member.similarity.map_or(*words, |similarity| base + share * similarity);
                        *own = [likely; LANES];
                    }
                }
            }
            let mut most = [0.0; LANES];
            for own in own.iter_mut() {
                for n in 0..LANES {
                    most[n] = more(most[n], own[n]);
                    own[n] = more(0.0, own[n] - CHANCE);
                }
            }
            whole = says.iter().zip(most).fold(whole, |whole, (weight, most)| whole + weight * most);
            self.fading.soften(own, soft);
            for (tokens, soft) in tokens.iter_mut().zip(&*soft) {
                soft.iter().zip(says).for_each(|(soft, weight)| *tokens += weight * soft);
            }
        }
        let share = |sum: f32| if self.weight > 0.0 { sum / self.weight } else { 0.0 };
        tokens.iter_mut().for_each(|tokens| *tokens = share(*tokens));
        self.whole = share(whole);
    }
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

/// Those from one slot to another.
fn among(matches: &[(Slot, f32)], least: Slot, most: Slot) -> &[(Slot, f32)] {
    let from = matches.partition_point(|(slot, _)| *slot < least);
    let rest = matches.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|(slot, _)| *slot <= most)).unwrap_or_default()
}

/// What a term is worth in a slot. A run's slots nearly always ascend: the next is looked for from where the last was.
fn at_slot(matches: &[(Slot, f32)], from: &mut usize, slot: Slot) -> f32 {
    let is_before = |at: usize| matches.get(at).is_some_and(|(one, _)| *one < slot);
    if *from > 0 && !is_before(*from - 1) {
        *from = 0;
    }
    if is_before(*from) {
        *from += 1;
    }
    if is_before(*from) {
        *from += matches.get(*from..).unwrap_or_default().partition_point(|(one, _)| *one < slot);
    }
    matches.get(*from).filter(|(one, _)| *one == slot).map_or(0.0, |(_, worth)| *worth)
}

fn is_near(days: &Range<Millis>, time: Millis) -> bool {
    time.0 != 0 && time.after(TOLD) >= days.start && time <= days.end.after(TOLD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_term_is_worth_is_found_in_whatever_order_it_is_looked_for(
            matches in prop::collection::btree_map(0u32..40, 0.5f32..9.0, 0..30),
            slots in prop::collection::vec(0u32..40, 0..60),
        ) {
            let list: Vec<(Slot, f32)> = matches.iter().map(|(slot, worth)| (*slot, *worth)).collect();
            let mut from = 0;
            for slot in slots {
                prop_assert_eq!(at_slot(&list, &mut from, slot), matches.get(&slot).copied().unwrap_or(0.0));
            }
        }
    }
}
