//! Ranking memories for a draft, and the decision whether to show any.
//!
//! [`recall`] is the one way through: what words and meaning find ([`candidates`]), joined into
//! one score ([`fusion`]), cut to the best; beside it the [`gate`] decides whether any of it is
//! worth showing. The same function serves suggestions (only what may be suggested, behind the
//! gate) and the dashboard's search (everything, without it).

mod candidates;
pub mod explain;
mod fusion;
mod gate;
pub mod render;
mod speaker;
mod unseen;
mod window;

use crate::clock::Millis;
use crate::embed::Vector;
use crate::id::Id;
use crate::index::Index;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// The draft, or what was typed into the search field.
    pub text: &'a str,
    /// Its vector; without one only words count.
    pub vector: Option<&'a Vector>,
    /// When it is asked.
    pub now: Millis,
    /// Leaves out what waits in quarantine, as if it were not in the index. For suggestions.
    pub only_suggestible: bool,
}

/// A memory found, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub id: Id,
    /// What it is ranked by; comparable inside one ranking only.
    pub score: f32,
    /// BM25 of its words, 0 if it shares none with the query.
    pub lexical: f32,
    /// How near it is in meaning (cosine); none while it waits for its vector.
    pub similarity: Option<f32>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Whether it is worth showing to someone who did not ask: the gate's decision.
    pub show: bool,
}

/// Ranks the memories of an index for a query and gives the best `limit`.
pub fn recall(index: &Index, query: &Query<'_>, limit: usize) -> Ranking {
    let candidates = candidates::find(index, query);
    let scores = fusion::fuse(index, &candidates);
    let mut hits: Vec<Hit> = candidates
        .all
        .iter()
        .zip(scores)
        .filter(|&(_, score)| score > 0.0)
        .map(|(candidate, score)| Hit {
            id: candidate.doc.id,
            score,
            lexical: candidate.shared.bm25,
            similarity: candidate.similarity,
        })
        .collect();
    // Of equal scores the smaller id comes first, so that a ranking can be repeated.
    hits.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
    hits.truncate(limit);
    Ranking { show: !hits.is_empty() && gate::opens(&candidates), hits }
}
