//! What words and meaning find, each by itself, slot by slot.

use super::Query;
use crate::id::Id;
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
    /// The query's terms.
    pub(super) terms: Vec<String>,
    /// For each of them that differs, where it stands and what it is worth there.
    pub(super) matches: Vec<Vec<(Slot, f32)>>,
    /// The turns among them, conversation by conversation, in order.
    pub(super) turns: Vec<(Id, Slot)>,
}

/// Searches an index both ways. What may not be given is left out here, so that nothing later can
/// see it: it neither is an answer nor helps one.
pub(super) fn find<'a>(index: &'a Index, query: &Query<'_>) -> Candidates<'a> {
    let terms = index.analyzer().terms(query.text);
    let found = index.lexical().search(&terms);
    let similarity: Vec<Option<f32>> =
        query.vector.map_or_else(Vec::new, |vector| index.dense().scan(vector).collect());
    let may_be_given = |doc: &Doc| doc.suggestible || !query.only_suggestible;
    let all: Vec<_> = index
        .slots()
        .filter(|(_, doc)| may_be_given(doc))
        .map(|(slot, doc)| Candidate {
            slot,
            doc,
            shared: found.shared.get(slot as usize).copied().unwrap_or_default(),
            similarity: similarity.get(slot as usize).copied().flatten(),
        })
        .collect();
    let turns = index.places().filter(|(_, slot)| index.at(*slot).is_some_and(may_be_given)).collect();
    Candidates { all, sought: found.sought, terms, matches: found.matches, turns }
}
