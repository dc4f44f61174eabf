//! What words and meaning find, each by itself, slot by slot; and where it is worth looking closer.

use std::collections::{BTreeMap, HashMap};

use super::Query;
use super::weights::Weights;
use crate::embed::projection::{Probe, probes};
use crate::id::Id;
use crate::index::lexical::Shared;
use crate::index::{Doc, Index, Slot};
use crate::memory::Speaker;

/// How many of the best are looked at closer,
const CLOSER: usize = 160;
/// and how many turns on each side of them.
const AROUND: usize = 10;
/// What it counts that the speaker is named.
const NAMED: f32 = 0.1;

/// A memory that may be given as an answer, and what speaks for it.
pub(super) struct Candidate<'a> {
    pub(super) slot: Slot,
    pub(super) doc: &'a Doc,
    /// Its words.
    pub(super) shared: Shared,
    /// Its meaning: cosine; none while it waits for its vector.
    pub(super) similarity: Option<f32>,
    /// Whether the query names the person who said it.
    pub(super) named: bool,
    /// What it is chosen by.
    pub(super) first: f32,
}

/// A query's tokens, with what each says.
pub(super) type Probes = Vec<(Probe, f32)>;

/// All memories that may be given, and what was sought.
pub(super) struct Candidates<'a> {
    /// By ascending slot.
    pub(super) all: Vec<Candidate<'a>>,
    /// The query's words, each counted with its idf.
    pub(super) sought: f32,
    /// For each of them that differs, where it stands and what it is worth there, by ascending slot.
    pub(super) matches: Vec<Vec<(Slot, f32)>>,
    /// The query's tokens.
    pub(super) probes: Probes,
}

/// Searches an index both ways. What may not be given is left out here, so that nothing later can
/// see it: it neither is an answer nor helps one.
pub(super) fn find<'a>(index: &'a Index, query: &Query<'_>, weights: &Weights) -> Candidates<'a> {
    let terms = index.analyzer().terms(query.text);
    let found = index.lexical().search(&terms);
    let vector = query.encoded.map(|encoded| &encoded.vector);
    let similarity: Vec<Option<f32>> =
        vector.map_or_else(Vec::new, |vector| index.dense().scan(vector).collect());
    let mut names: HashMap<&str, bool> = HashMap::new();
    let candidate = |(slot, doc): (Slot, &'a Doc)| {
        let shared = found.shared.get(slot as usize).copied().unwrap_or_default();
        let similarity = similarity.get(slot as usize).copied().flatten();
        let named = match &doc.speaker {
            Speaker::Person(name) => *names
                .entry(name)
                .or_insert_with(|| index.analyzer().terms(name).iter().any(|term| terms.contains(term))),
            Speaker::User | Speaker::Assistant => false,
        };
        let words = shared.bm25 / found.sought.max(f32::MIN_POSITIVE);
        let first = similarity.unwrap_or(words) + weights.first * words + if named { NAMED } else { 0.0 };
        Candidate { slot, doc, shared, similarity, named, first }
    };
    let may_be_given = |(_, doc): &(Slot, &Doc)| doc.suggestible || !query.only_suggestible;
    let all = index.slots().filter(may_be_given).map(candidate).collect();
    let probes: Vec<Probe> = query.encoded.map(probes).unwrap_or_default();
    let says = index.states().weights(&probes);
    let probes = probes.into_iter().zip(says).collect();
    Candidates { all, sought: found.sought, matches: found.matches, probes }
}

impl Candidates<'_> {
    /// The places in [`all`](Self::all) that are worth a closer look, in runs: the best, each with the turns
    /// around it in its conversation. A note by itself is a run of one.
    pub(super) fn runs(&self, index: &Index) -> Vec<Vec<usize>> {
        let mut firsts: Vec<(f32, usize)> = self.all.iter().map(|c| c.first).zip(0..).collect();
        if firsts.len() > CLOSER {
            firsts.select_nth_unstable_by(CLOSER - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            firsts.truncate(CLOSER);
        }
        let mut best: Vec<usize> = firsts.into_iter().map(|(_, at)| at).collect();
        best.sort_unstable();
        let mut runs = Vec::new();
        let mut conversations: BTreeMap<Id, Vec<Slot>> = BTreeMap::new();
        for at in best {
            let Some(candidate) = self.all.get(at) else { continue };
            match candidate.doc.conversation {
                Some(conversation) => conversations.entry(conversation).or_default().push(candidate.slot),
                None => runs.push(vec![at]),
            }
        }
        for (conversation, slots) in conversations {
            let turns: Vec<(usize, bool)> = index
                .conversation(conversation)
                .filter_map(|slot| Some((self.place(slot)?, slots.binary_search(&slot).is_ok())))
                .collect();
            runs.extend(around(&turns));
        }
        runs
    }

    /// Where a slot stands in [`all`](Self::all), if it may be given.
    pub(super) fn place(&self, slot: Slot) -> Option<usize> {
        self.all.binary_search_by_key(&slot, |candidate| candidate.slot).ok()
    }
}

/// Of a conversation's turns, the stretches that are near one of the chosen.
fn around(turns: &[(usize, bool)]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut end = 0;
    for at in (0..turns.len()).filter(|&at| turns.get(at).is_some_and(|(_, chosen)| *chosen)) {
        let begin = at.saturating_sub(AROUND);
        let from = begin.max(end);
        let to = (at + AROUND + 1).min(turns.len());
        let places = turns.get(from..to).into_iter().flatten().map(|(place, _)| *place);
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

    #[test]
    fn stretches_reach_around_the_chosen_and_join_where_they_meet() {
        let turns: Vec<(usize, bool)> = (0..100).map(|at| (at, matches!(at, 2 | 20 | 80))).collect();
        let runs = around(&turns);
        assert_eq!(runs.len(), 2);
        assert!(runs[0].iter().copied().eq(0..31) && runs[1].iter().copied().eq(70..91));
        assert!(around(&[(7, false)]).is_empty());
    }
}
