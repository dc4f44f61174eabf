//! Who is named: "what did Anna say about it" wants what Anna said.

use std::collections::HashMap;

use super::candidates::Candidates;
use crate::memory::Speaker;
use crate::text::Analyzer;

/// For each candidate, whether the query names the person who said it.
pub(super) fn named(analyzer: &Analyzer, candidates: &Candidates<'_>) -> Vec<bool> {
    let mut known: HashMap<&str, bool> = HashMap::new();
    let is_named = |name: &str| analyzer.terms(name).iter().any(|term| candidates.terms.contains(term));
    candidates
        .all
        .iter()
        .map(|candidate| match &candidate.doc.speaker {
            Speaker::Person(name) => *known.entry(name).or_insert_with(|| is_named(name)),
            Speaker::User | Speaker::Assistant => false,
        })
        .collect()
}
