//! Ranking memories for a draft, and the decision whether to show any.
//!
//! [`recall`] is the one way through: what words and meaning find in all memories ([`candidates`]), a
//! closer look at the best and the turns around them ([`signals`]), one score of it ([`fusion`]),
//! what was overtaken giving way ([`succession`]); beside it the [`gate`] decides whether any of it is
//! worth showing. The same function serves suggestions (only what may be suggested, behind the
//! gate) and the dashboard's search (everything, without it).

mod candidates;
pub mod explain;
mod fusion;
mod gate;
pub mod render;
mod signals;
pub mod succession;
pub(crate) mod unseen;
pub mod weights;
mod window;
pub mod wording;

use std::collections::BTreeSet;

use crate::clock::Millis;
use crate::embed::{Encoded, Model};
use crate::id::Id;
use crate::index::{Among, Index, Slot};
use crate::text::cue;

use candidates::Candidates;
use explain::Why;
use fusion::Scored;
pub use gate::Evidence;
use signals::Signals;
use weights::{Bar, Weights};

/// A draft as like as this to one for which a memory was dismissed (from 0 to 1) is not offered it again.
const GONE: f32 = 0.7;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// The draft, or what was typed into the search field.
    pub text: &'a str,
    /// What the encoder made of it; without it only words count.
    pub encoded: Option<&'a Encoded>,
    /// When it is asked.
    pub now: Millis,
    /// Leaves out what waits in quarantine, as if it were not in the index. For suggestions.
    pub only_suggestible: bool,
    /// Leaves out all but these; none for all.
    pub among: Option<&'a Among>,
}

/// A memory found, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub id: Id,
    /// What it is ranked by; comparable inside one ranking only, and never greater than that of the hit
    /// before.
    pub score: f32,
    /// BM25 of its words, 0 if it shares none with the query.
    pub lexical: f32,
    /// How near it is in meaning (cosine); none while it waits for its vector.
    pub similarity: Option<f32>,
    /// What else speaks for it.
    pub why: Why,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Whether it is worth showing to someone who did not ask: the gate's decision.
    pub show: bool,
    /// How much speaks for showing it, with the bar at 0; none if words alone decided.
    pub evidence: Option<f32>,
}

/// Ranks the memories of an index for a query and gives the best `limit`.
pub fn recall(index: &Index, query: &Query<'_>, limit: usize) -> Ranking {
    let look = Look::at(index, query);
    look.rank(look.weights(), limit)
}

/// What speaks for the memories of an index, before it is weighed.
pub struct Look<'a> {
    index: &'a Index,
    candidates: Candidates<'a>,
    signals: Vec<Signals>,
    /// Whether the query asks how things were.
    back: bool,
    /// Whether somebody is offered something who did not ask.
    unasked: bool,
    /// What encoded the query.
    model: Model,
}

impl<'a> Look<'a> {
    /// Searches an index, and looks closer at what is found.
    pub fn at(index: &'a Index, query: &Query<'_>) -> Self {
        let candidates = candidates::find(index, query);
        let back = cue::looks_back(candidates.language, query.text);
        let signals = signals::weigh(index, query, &candidates, back);
        let model = query.encoded.map(|encoded| encoded.model).unwrap_or_default();
        Self { index, candidates, signals, back, unasked: query.only_suggestible, model }
    }

    /// What the query is weighed by.
    pub fn weights(&self) -> &'static Weights {
        self.measure().0
    }

    fn measure(&self) -> (&'static Weights, &'static Bar) {
        Weights::of(self.model, self.candidates.language)
    }

    /// What speaks for showing any of it; none while words alone decide.
    pub fn evidence(&self, weights: &Weights) -> Option<Evidence> {
        let scored = fusion::score(self.index, &self.candidates, &self.signals, weights);
        gate::evidence(&self.candidates, &scored)
    }

    /// Weighs it, and gives the best `limit`.
    pub fn rank(&self, weights: &Weights, limit: usize) -> Ranking {
        let Self { index, candidates, .. } = self;
        let mut scored = fusion::score(index, candidates, &self.signals, weights);
        let found = gate::evidence(candidates, &scored);
        let evidence = found.map(|found| found.above(self.measure().1));
        fusion::link(index, &mut scored, weights.link, limit);
        succession::resolve(index, &mut scored, self.back);
        fusion::spread(index, &mut scored, weights.alike);
        if !self.back {
            succession::order(index, &mut scored);
        }
        // Not offered again for a draft of the same kind, however little else there is.
        scored.retain(|scored| !self.unasked || scored.signals.dismissed < GONE);
        let hits = hits(index, candidates, (&scored, &self.signals), limit);
        // What was there before a large import speaks as it did, and what came with it by its words.
        let opens = evidence.is_some_and(|evidence| evidence >= 0.0)
            || (found.is_none_or(|found| found.mostly_waits) && gate::shares(candidates));
        Ranking { show: opens && !hits.is_empty(), hits, evidence }
    }
}

/// What was looked at closer, then the rest as words and meaning found it. What nothing speaks for is no hit.
fn hits(
    index: &Index,
    candidates: &Candidates<'_>,
    (scored, seen): (&[Scored], &[Signals]),
    limit: usize,
) -> Vec<Hit> {
    let mut least = f32::MAX;
    let mut hits: Vec<Hit> = Vec::new();
    for scored in scored.iter().filter(|scored| scored.speaks()).take(limit) {
        let Some(candidate) = candidates.get(scored.signals.slot) else { continue };
        least = least.min(scored.score);
        hits.push(Hit {
            id: candidate.doc.id,
            score: least,
            lexical: candidate.shared.bm25,
            similarity: candidate.similarity,
            why: Why::of(scored, |slot| index.at(slot).map(|doc| doc.id)),
        });
    }
    if hits.len() == limit {
        return hits;
    }
    let seen: BTreeSet<Slot> = seen.iter().map(|signals| signals.slot).collect();
    let rest = candidates
        .ordered(limit.saturating_add(seen.len()))
        .into_iter()
        .filter(|(_, slot)| !seen.contains(slot));
    let rest = rest.filter_map(|(first, slot)| Some((first, candidates.get(slot)?)));
    hits.extend(rest.take(limit - hits.len()).map(|(first, candidate)| Hit {
        id: candidate.doc.id,
        score: least.min(first),
        lexical: candidate.shared.bm25,
        similarity: candidate.similarity,
        why: Why::default(),
    }));
    hits
}
