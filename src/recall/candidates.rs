//! What words and meaning find, each by itself, slot by slot.

use super::Query;
use crate::index::{Index, Slot};

/// What speaks for each memory. What may not be a candidate is as if it were not there.
pub(super) struct Candidates {
    lexical: Vec<f32>,
    coverage: Vec<f32>,
    similarity: Vec<Option<f32>>,
    /// How many words of the query carry meaning.
    pub(super) words: usize,
}

/// Searches an index both ways.
pub(super) fn find(index: &Index, query: &Query<'_>) -> Candidates {
    let terms = index.analyzer().terms(query.text);
    let words = terms.iter().collect::<std::collections::BTreeSet<_>>().len();
    let mut found = index.lexical().search(&terms);
    let mut similarity: Vec<Option<f32>> =
        query.vector.map_or_else(Vec::new, |vector| index.dense().scan(vector).collect());
    found.scores.resize(index.width(), 0.0);
    found.coverage.resize(index.width(), 0.0);
    similarity.resize(index.width(), None);
    let mut candidates = Candidates { lexical: found.scores, coverage: found.coverage, similarity, words };
    if query.only_suggestible {
        for slot in 0..index.width() {
            if !index.at(slot as Slot).is_some_and(|doc| doc.suggestible) {
                candidates.forget(slot);
            }
        }
    }
    candidates
}

impl Candidates {
    fn forget(&mut self, slot: usize) {
        for scores in [&mut self.lexical, &mut self.coverage] {
            if let Some(score) = scores.get_mut(slot) {
                *score = 0.0;
            }
        }
        if let Some(similarity) = self.similarity.get_mut(slot) {
            *similarity = None;
        }
    }

    /// Every slot there is.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> + use<> {
        0..self.lexical.len() as Slot
    }

    /// BM25.
    pub(super) fn lexical(&self, slot: Slot) -> f32 {
        self.lexical.get(slot as usize).copied().unwrap_or(0.0)
    }

    /// The share of the query's meaning-bearing words, by idf.
    pub(super) fn coverage(&self, slot: Slot) -> f32 {
        self.coverage.get(slot as usize).copied().unwrap_or(0.0)
    }

    /// Cosine.
    pub(super) fn similarity(&self, slot: Slot) -> Option<f32> {
        self.similarity.get(slot as usize).copied().flatten()
    }
}
