//! What words and meaning find, each by itself, slot by slot; and where it is worth looking closer.

use std::collections::{BTreeMap, BTreeSet};

use super::Query;
use super::succession::CHAIN;
use super::window::more;
use crate::embed::Vector;
use crate::embed::likeness::Probes;
use crate::id::Id;
use crate::index::dense::Near;
use crate::index::lexical::Shared;
use crate::index::voices::Voice;
use crate::index::{Doc, Index, Slot};
use crate::text::Language;

/// How many of the best are looked at closer,
const CLOSER: usize = 160;
/// and how many turns on each side of them: what is farther away has faded to a seventh.
const AROUND: usize = 6;
/// How many of the best get their exact cosine where it was estimated.
const CHECKED: usize = 4 * CLOSER;
/// What the words of an English draft count in choosing them, with meaning at 1; and of a draft in a language of
/// which the model knows little.
const WORDS: f32 = 0.5;
const OTHER_WORDS: f32 = 4.0;
/// What it counts that the speaker is named.
const NAMED: f32 = 0.1;

/// A memory that may be given as an answer, and what speaks for it.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) slot: Slot,
    pub(super) doc: &'a Doc,
    /// Its words.
    pub(super) shared: Shared,
    /// Its meaning: cosine; none while it waits for its vector.
    pub(super) similarity: Option<f32>,
    /// Whether the query names the person who said it.
    pub(super) named: bool,
}

/// What words and meaning say of every slot, and what was sought.
pub(super) struct Candidates<'a> {
    index: &'a Index,
    /// The query's language.
    pub(super) language: Language,
    /// What words count.
    worth: f32,
    /// What each slot is chosen by; less than every number where nothing may be given.
    firsts: Vec<f32>,
    shared: Vec<Shared>,
    near: Near,
    /// Of each name, whether the query holds it; empty if it holds none.
    named: Vec<bool>,
    /// How many words the query has.
    pub(super) words: usize,
    /// What it seeks, each counted with its idf.
    pub(super) sought: f32,
    /// For each of them that differs, where it stands and what it is worth there, by ascending slot.
    pub(super) matches: Vec<Vec<(Slot, f32)>>,
    /// The query's tokens,
    pub(super) probes: Probes,
    /// and what each says.
    pub(super) says: Vec<f32>,
}

/// Searches an index both ways. What may not be given is left out here, so that nothing later can
/// see it: it neither is an answer nor helps one.
pub(super) fn find<'a>(index: &'a Index, query: &Query<'_>) -> Candidates<'a> {
    let language = index.language_of(query.text, query.only_suggestible);
    let terms: BTreeSet<String> = index.analyzer().telling(language, query.text).collect();
    let spoken = index.lexical().languages(query.only_suggestible);
    let sought = index.analyzer().sought(language, query.text, spoken);
    let mut found = index.lexical().search(&sought, query.only_suggestible);
    let voices = index.voices().slots();
    let may_be_given = |slot: Slot, (voice, suggestible): (Voice, bool)| {
        voice != Voice::None
            && (suggestible || !query.only_suggestible)
            && query.among.is_none_or(|among| among.has(slot))
    };
    let counts = |slot: Slot| voices.get(slot as usize).is_some_and(|voice| may_be_given(slot, *voice));
    let mut near =
        query.encoded.map(|encoded| index.dense().near(&encoded.vector, counts)).unwrap_or_default();
    // Some slots never had words, some have no vector yet.
    found.shared.resize(voices.len(), Shared::default());
    near.cosines.resize(voices.len(), f32::NAN);
    let probes = query.encoded.map(Probes::of).unwrap_or_default();
    let mut candidates = Candidates {
        index,
        language,
        worth: if language == Language::English { WORDS } else { OTHER_WORDS },
        firsts: Vec::new(),
        shared: found.shared,
        near,
        named: index.voices().named(language, &terms, query.only_suggestible),
        words: found.words,
        sought: found.sought,
        matches: found.matches,
        says: index.states().weights(probes.tokens(), query.only_suggestible),
        probes,
    };
    let all = (0..).zip(voices).zip(&candidates.shared).zip(&candidates.near.cosines);
    candidates.firsts = all
        .map(|(((slot, &voice), shared), &cosine)| match may_be_given(slot, voice) {
            true => candidates.first(voice.0, shared, cosine),
            false => f32::NEG_INFINITY,
        })
        .collect();
    if let Some(encoded) = query.encoded {
        candidates.check(&encoded.vector);
    }
    candidates.lift();
    candidates
}

impl<'a> Candidates<'a> {
    /// What is known of a memory; none if it may not be given.
    pub(super) fn get(&self, slot: Slot) -> Option<Candidate<'a>> {
        self.firsts.get(slot as usize).filter(|first| **first > f32::NEG_INFINITY)?;
        let named = self.is_named(self.voice(slot));
        let (shared, similarity) = (self.shared_by(slot), self.similarity(slot));
        Some(Candidate { slot, doc: self.index.at(slot)?, shared, similarity, named })
    }

    /// Every memory that may be given: where it is, who speaks, and how near it is in meaning.
    pub(super) fn all(&self) -> impl Iterator<Item = (Slot, Voice, Option<f32>)> {
        let voices = self.index.voices().slots().iter().zip(&self.near.cosines);
        let given = (0..).zip(&self.firsts).zip(voices).filter(|((_, first), _)| **first > f32::NEG_INFINITY);
        given.map(|((slot, _), (voice, cosine))| (slot, voice.0, number(*cosine)))
    }

    /// The words that a slot shares with the query.
    pub(super) fn shared_by(&self, slot: Slot) -> Shared {
        self.shared.get(slot as usize).copied().unwrap_or_default()
    }

    /// The best by what they are chosen by, best first; what nothing speaks for is not among them.
    pub(super) fn ordered(&self, count: usize) -> Vec<(f32, Slot)> {
        let mut firsts = self.best(count);
        firsts.retain(|(first, _)| *first > 0.0);
        firsts.sort_unstable_by(best_first);
        firsts
    }

    /// The slots that are worth a closer look, in runs: the best, each with the turns around it in its
    /// conversation. A note by itself is a run of one.
    pub(super) fn runs(&self) -> Vec<Vec<Slot>> {
        let mut best: Vec<Slot> = self.best(CLOSER).into_iter().map(|(_, slot)| slot).collect();
        best.sort_unstable();
        let mut runs = Vec::new();
        let mut conversations: BTreeMap<Id, Vec<Slot>> = BTreeMap::new();
        for slot in best {
            match self.index.at(slot).and_then(|doc| doc.conversation) {
                Some(conversation) => conversations.entry(conversation).or_default().push(slot),
                None => runs.push(vec![slot]),
            }
        }
        for (conversation, slots) in conversations {
            let given = |slot: &Slot| self.firsts.get(*slot as usize).is_some_and(|first| first.is_finite());
            let turns: Vec<(Slot, bool)> = self
                .index
                .conversation(conversation)
                .filter(given)
                .map(|slot| (slot, slots.binary_search(&slot).is_ok()))
                .collect();
            runs.extend(around(&turns));
        }
        self.with_successors(&mut runs);
        runs
    }

    /// Adds what took the place of one that is looked at: it has to be seen beside it.
    fn with_successors(&self, runs: &mut Vec<Vec<Slot>>) {
        if !self.index.marks().has_successors() {
            return;
        }
        let mut known: BTreeSet<Slot> = runs.iter().flatten().copied().collect();
        let mut last: Vec<Slot> = known.iter().copied().collect();
        while !last.is_empty() {
            last = last
                .into_iter()
                .filter_map(|slot| self.successor(slot))
                .filter(|slot| known.insert(*slot))
                .collect();
            runs.extend(last.iter().map(|&slot| vec![slot]));
        }
    }

    /// Chooses what took another's place no later than that one.
    fn lift(&mut self) {
        let links: Vec<(Slot, Slot)> = self.index.successors().collect();
        // One pass for each time that one matter may have changed.
        for _ in 0..CHAIN {
            let mut lifted = false;
            for &(older, newer) in &links {
                let Some(from) = self.firsts.get(older as usize).copied() else { continue };
                if let Some(to) = self.firsts.get_mut(newer as usize)
                    && to.is_finite()
                    && *to <= from
                {
                    (*to, lifted) = (from.next_up(), true);
                }
            }
            if !lifted {
                break;
            }
        }
    }

    /// What took a slot's place, if it may be given.
    fn successor(&self, slot: Slot) -> Option<Slot> {
        let given = |newer: &Slot| self.firsts.get(*newer as usize).is_some_and(|first| first.is_finite());
        self.index.successor(slot).filter(given)
    }

    /// The best by what they are chosen by, in no order.
    fn best(&self, count: usize) -> Vec<(f32, Slot)> {
        best(self.firsts.iter().copied().zip(0..), count)
    }

    /// Takes estimates for no more than what they are: the best get their exact cosine.
    fn check(&mut self, vector: &Vector) {
        if self.near.estimated.is_empty() {
            return;
        }
        let is_estimate = |slot: &Slot| self.near.estimated.get(*slot as usize) == Some(&true);
        let best = self.best(CHECKED).into_iter().map(|(_, slot)| slot).filter(is_estimate);
        let exact: Vec<(Slot, f32)> = self.index.dense().with(vector, best).collect();
        for (slot, cosine) in exact {
            let first = self.first(self.voice(slot), &self.shared_by(slot), cosine);
            let at = slot as usize;
            if let (Some(near), Some(place)) = (self.near.cosines.get_mut(at), self.firsts.get_mut(at)) {
                (*near, *place) = (cosine, first);
            }
        }
    }

    /// What a slot is chosen by.
    fn first(&self, voice: Voice, shared: &Shared, cosine: f32) -> f32 {
        let words = shared.bm25 / more(f32::MIN_POSITIVE, self.sought);
        let named = if self.is_named(voice) { NAMED } else { 0.0 };
        number(cosine).unwrap_or(words) + self.worth * words + named
    }

    fn similarity(&self, slot: Slot) -> Option<f32> {
        self.near.cosines.get(slot as usize).copied().and_then(number)
    }

    fn voice(&self, slot: Slot) -> Voice {
        self.index.voices().slots().get(slot as usize).map_or(Voice::None, |(voice, _)| *voice)
    }

    fn is_named(&self, voice: Voice) -> bool {
        matches!(voice, Voice::Person(name) if self.named.get(name as usize) == Some(&true))
    }
}

/// A cosine, where there is one.
fn number(cosine: f32) -> Option<f32> {
    (!cosine.is_nan()).then_some(cosine)
}

/// Of equals the lower slot, so that a ranking can be repeated.
fn best_first(a: &(f32, Slot), b: &(f32, Slot)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// The best of what comes by ascending slot, in no order; less than every number is never among them. What may still
/// be among them is cut back whenever it has become twice as many: nearly all is passed over by one comparison.
pub(super) fn best(all: impl Iterator<Item = (f32, Slot)>, count: usize) -> Vec<(f32, Slot)> {
    let mut best: Vec<(f32, Slot)> = Vec::new();
    let mut beyond = f32::NEG_INFINITY;
    let most = count.max(1).saturating_mul(2);
    for one in all {
        // Of equals the lower slot is the better, and that has come already.
        if one.0 > beyond {
            best.push(one);
            if best.len() == most {
                beyond = cut(&mut best, count);
            }
        }
    }
    cut(&mut best, count);
    best
}

/// Leaves so many of the best; what the last of them is chosen by.
fn cut(best: &mut Vec<(f32, Slot)>, count: usize) -> f32 {
    if best.len() <= count {
        return f32::NEG_INFINITY;
    }
    let Some(last) = count.checked_sub(1) else {
        best.clear();
        return f32::INFINITY;
    };
    let (_, &mut (beyond, _), _) = best.select_nth_unstable_by(last, best_first);
    best.truncate(count);
    beyond
}

/// Of a conversation's turns, the stretches that are near one of the chosen.
fn around(turns: &[(Slot, bool)]) -> Vec<Vec<Slot>> {
    let mut runs: Vec<Vec<Slot>> = Vec::new();
    let mut end = 0;
    for at in (0..turns.len()).filter(|&at| turns.get(at).is_some_and(|(_, chosen)| *chosen)) {
        let begin = at.saturating_sub(AROUND);
        let from = begin.max(end);
        let to = (at + AROUND + 1).min(turns.len());
        let places = turns.get(from..to).into_iter().flatten().map(|(slot, _)| *slot);
        match runs.last_mut() {
            Some(run) if begin <= end => run.extend(places),
            _ => runs.push(places.collect()),
        }
        end = to;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_that_come_first_in_order(
            firsts in prop::collection::vec(prop_oneof![Just(f32::NEG_INFINITY), (0u8..20).prop_map(f32::from)], 0..200),
            count in 0usize..30,
        ) {
            let all = firsts.into_iter().zip(0..);
            let mut found = best(all.clone(), count);
            found.sort_unstable_by(best_first);
            let mut sorted: Vec<(f32, Slot)> = all.filter(|(first, _)| first.is_finite()).collect();
            sorted.sort_unstable_by(best_first);
            sorted.truncate(count);
            prop_assert_eq!(found, sorted);
        }
    }

    #[test]
    fn stretches_reach_around_the_chosen_and_join_where_they_meet() {
        let turns: Vec<(Slot, bool)> = (0..100).map(|at| (at, matches!(at, 2 | 14 | 80))).collect();
        let runs = around(&turns);
        assert_eq!(runs.len(), 2);
        assert!(runs[0].iter().copied().eq(0..21) && runs[1].iter().copied().eq(74..87));
        assert!(around(&[(7, false)]).is_empty());
    }
}
