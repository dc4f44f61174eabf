//! Memories as people see them.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::embed::Encoded;
use crate::error::Result;
use crate::id::Id;
use crate::memory::{Memory, Source};
use crate::recall::explain::{self, Why};
use crate::recall::render::{self, Length};
use crate::recall::{self, Hit, Query};
use crate::vault::Store;

use super::World;
use super::open::Open;
use super::protocol::{DamageView, Filter, MemoryView, SourceView, Suggestion};

/// How many suggestions a draft gets at most: what a person reads at a glance.
const SUGGESTIONS: usize = 5;

/// A search gives what shares no word with the query if its meaning is as near as this (cosine): on the sets in `data/`
/// nine in ten of what has nothing to do with a question is farther with the model for English, and one in four of
/// what answers it.
const NEAR: f32 = 0.2;
/// And as near as this part of the nearest: models differ in how near everything is to everything.
const OF_NEAREST: f32 = 0.6;

/// A draft below this many characters says nothing yet.
const DRAFT_LEAST: usize = 3;

impl<S: Store> Open<S> {
    /// A memory, without what it replaces and what replaces it ([`link`](Self::link)).
    pub(super) fn view(&self, memory: Memory) -> MemoryView {
        let conversation = memory.place.and_then(|place| self.conversations.get(&place.conversation));
        let title =
            conversation.map(|conversation| conversation.title.clone()).filter(|title| !title.is_empty());
        let told = self.told.get(&memory.id).copied().unwrap_or(0);
        let Memory { id, kind, text, speaker, time, source, approved, .. } = memory;
        let marks = self.marks.get(&id);
        MemoryView {
            id,
            kind,
            text,
            speaker,
            time,
            source,
            title,
            approved,
            told,
            replaces: Vec::new(),
            replaced_by: None,
            dismissed: super::number(marks.map_or(0, |marks| marks.dismissals.len())),
            pinned: self.index.marks().is_pinned(id),
            scopes: self.scopes_of(id),
            sensitivities: self.index.told_by(id).iter().collect(),
            never: marks.map(|marks| marks.never.clone()).unwrap_or_default(),
        }
    }

    /// Those of these memories that can be read, in this order. One that cannot was counted as
    /// damage when the vault was opened, and must not hide the others.
    pub(super) async fn views(&self, ids: impl IntoIterator<Item = Id>) -> Result<Vec<MemoryView>> {
        let mut views = Vec::new();
        for id in ids {
            if let Ok(Some(memory)) = self.memory(id).await {
                let mut view = self.view(memory);
                self.link(&mut view).await;
                views.push(view);
            }
        }
        Ok(views)
    }

    /// What cannot be opened any more, counted by what it is.
    pub(super) fn damage_views(&self) -> Vec<DamageView> {
        let mut views: Vec<DamageView> = Vec::new();
        for damage in &self.damages {
            let same =
                |view: &&mut DamageView| view.code == damage.code && view.namespace == damage.namespace;
            match views.iter_mut().find(same) {
                Some(view) => view.count += 1,
                None => {
                    let (code, namespace) = (damage.code.to_owned(), damage.namespace);
                    views.push(DamageView { code, namespace, count: 1 });
                }
            }
        }
        views
    }

    /// Where memories came from, deleted ones too.
    pub(super) fn sources(&self) -> Vec<SourceView> {
        let mut counts: HashMap<&Source, u32> = HashMap::new();
        let kept = self.index.newest().map(|doc| &doc.source);
        for source in kept.chain(self.bin.values().map(|binned| &binned.source)) {
            *counts.entry(source).or_default() += 1;
        }
        let view = |(source, memories): (&Source, u32)| SourceView { source: source.clone(), memories };
        let mut views: Vec<SourceView> = counts.into_iter().map(view).collect();
        // Of as many each, in an order that stays.
        views.sort_by_key(|view| (Reverse(view.memories), format!("{:?}", view.source)));
        views
    }

    /// What a search finds, quarantined or not.
    pub(super) async fn search(
        &self,
        text: &str,
        encoded: Option<&Encoded>,
        (filter, limit): (&Filter, usize),
        world: &World,
    ) -> Result<Vec<MemoryView>> {
        let among = self.chosen(filter).map(|holds| self.index.among(holds));
        let (now, among) = (world.clock.now(), among.as_ref());
        let query = Query { text, encoded, now, only_suggestible: false, among };
        let ranking = recall::recall(&self.index, &query, limit);
        self.views(fitting(&ranking.hits)).await
    }

    /// What is worth offering for a draft at a site, of which the user wrote `own`: nothing that was inserted into it,
    /// and nothing that the site may not see.
    pub(super) async fn suggest(
        &self,
        (own, draft, site): (&str, &str, &str),
        encoded: Option<&Encoded>,
        world: &World,
    ) -> Result<Vec<Suggestion>> {
        if says_nothing(own) {
            return Ok(Vec::new());
        }
        let rule = self.scopes.rule(site);
        let visible = self.visible(site, &rule);
        let (now, among) = (world.clock.now(), visible.as_ref());
        let query = Query { text: own, encoded, now, only_suggestible: true, among };
        let ranking = recall::recall(&self.index, &query, SUGGESTIONS);
        if !ranking.show {
            return Ok(Vec::new());
        }
        let mut suggestions = Vec::new();
        for hit in ranking.hits {
            let Ok(Some(mut memory)) = self.memory(hit.id).await else { continue };
            // What the index knows may be late; the record is not.
            if !memory.approved {
                continue;
            }
            // What is read before accepting is what will be inserted, to the character.
            let length = Length::of(&render::item(&memory.text, memory.time, &self.wording));
            let day = render::day(memory.time, &self.wording);
            memory.text = render::plain(&memory.text, &self.wording);
            if holds(draft, &memory.text) && !holds(own, &memory.text) {
                continue;
            }
            let words = explain::words(self.index.analyzer(), own, &memory.text);
            let mut memory = self.view(memory);
            self.link(&mut memory).await;
            // The frame stands in the site's page: nothing is in it that the site may not be told.
            memory.replaces.retain(|older| self.may_show(older.id, site, &rule));
            memory.replaced_by = memory.replaced_by.filter(|newer| self.may_show(newer.id, site, &rule));
            (memory.scopes, memory.never) = (Vec::new(), Vec::new());
            let ask = self.has_to_ask(memory.id, &rule);
            let Hit { similarity, why: Why { named, dated, .. }, .. } = hit;
            suggestions.push(Suggestion { memory, words, similarity, named, dated, day, length, ask });
        }
        Ok(suggestions)
    }
}

/// Whether a text stands in a draft, however its composer breaks lines.
fn holds(draft: &str, text: &str) -> bool {
    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    even(draft).contains(&even(text))
}

/// Whether a draft is too short to be asked about.
pub(super) fn says_nothing(draft: &str) -> bool {
    draft.trim().chars().count() < DRAFT_LEAST
}

/// Those of a search's hits that have to do with it, in their order: by a word, by meaning, or as what stands in the
/// place of one that does.
fn fitting(hits: &[Hit]) -> Vec<Id> {
    let nearest = hits.iter().filter_map(|hit| hit.similarity).fold(0.0, f32::max);
    let near = NEAR.max(OF_NEAREST * nearest);
    let fits = |hit: &Hit| hit.lexical > 0.0 || hit.similarity.is_some_and(|similarity| similarity >= near);
    let fit: HashSet<Id> = hits.iter().filter(|hit| fits(hit)).map(|hit| hit.id).collect();
    let stands =
        |hit: &&Hit| fit.contains(&hit.id) || hit.why.overtakes.is_some_and(|older| fit.contains(&older));
    hits.iter().filter(stands).map(|hit| hit.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(number: u8, lexical: f32, similarity: f32) -> Hit {
        let similarity = Some(similarity);
        Hit { id: Id([number; 16]), score: 0.0, lexical, similarity, why: Why::default() }
    }

    #[test]
    fn a_search_gives_what_shares_a_word_or_is_near_or_stands_in_the_place_of_one_that_does() {
        let mut heir = hit(3, 0.0, 0.1);
        heir.why.overtakes = Some(Id([2; 16]));
        let mut heir_of_none = hit(4, 0.0, 0.1);
        heir_of_none.why.overtakes = Some(Id([5; 16]));
        let hits = [hit(1, 0.0, 0.29), heir, hit(2, 1.0, 0.0), heir_of_none, hit(5, 0.0, 0.15)];
        assert_eq!(fitting(&hits), [Id([1; 16]), Id([3; 16]), Id([2; 16])]);
    }

    #[test]
    fn beside_one_that_is_very_near_the_others_must_be_nearer() {
        let hits = [hit(1, 0.0, 0.8), hit(2, 0.0, 0.5), hit(3, 0.0, 0.4)];
        assert_eq!(fitting(&hits), [Id([1; 16]), Id([2; 16])]);
        assert_eq!(fitting(&hits[2..]), [Id([3; 16])]);
    }
}
