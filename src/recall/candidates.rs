//! What words and meaning find, each by itself, slot by slot.

use super::Query;
use crate::index::lexical::Shared;
use crate::index::{Doc, Index, Slot};

/// A memory that may be given as an answer, and what speaks for it.
pub(super) struct Candidate<'a> {
    pub(super) slot: Slot,
    pub(super) doc: &'a Doc,
    /// Its words.
    pub(super) shared: Shared,
    /// Its meaning: cosine; none while it waits for its vector.
    pub(super) similarity: Option<f32>,
}

/// All memories that may be given, and what was sought.
pub(super) struct Candidates<'a> {
    pub(super) all: Vec<Candidate<'a>>,
    /// The query's words, each counted with its idf.
    pub(super) sought: f32,
}

/// Searches an index both ways. What may not be given is left out here, so that nothing later can
/// see it: it neither is an answer nor helps one.
pub(super) fn find<'a>(index: &'a Index, query: &Query<'_>) -> Candidates<'a> {
    let found = index.lexical().search(&index.analyzer().terms(query.text));
    let similarity: Vec<Option<f32>> =
        query.vector.map_or_else(Vec::new, |vector| index.dense().scan(vector).collect());
    let all = index
        .slots()
        .filter(|(_, doc)| doc.suggestible || !query.only_suggestible)
        .map(|(slot, doc)| Candidate {
            slot,
            doc,
            shared: found.shared.get(slot as usize).copied().unwrap_or_default(),
            similarity: similarity.get(slot as usize).copied().flatten(),
        })
        .collect();
    Candidates { all, sought: found.sought }
}
