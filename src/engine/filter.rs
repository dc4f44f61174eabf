//! Which memories a list or a search is about.

use crate::clock::Millis;
use crate::id::Id;
use crate::index::Doc;
use crate::vault::Store;

use super::open::Open;
use super::protocol::Filter;

impl<S: Store> Open<S> {
    /// Whether a memory is among those that a filter chooses; none if it chooses all.
    pub(super) fn chosen<'a>(&'a self, filter: &'a Filter) -> Option<impl Fn(&Doc) -> bool + 'a> {
        let scope = filter.scope.map(|id| self.scopes.bits(&[id]));
        let marks = self.index.marks();
        let holds = move |doc: &Doc| {
            let id = doc.id;
            filter.conversation.is_none_or(|conversation| doc.conversation == Some(conversation))
                && filter.kind.is_none_or(|kind| doc.kind == kind)
                && filter.source.as_ref().is_none_or(|source| doc.source == *source)
                && filter.from.is_none_or(|from| doc.time >= from)
                && filter.until.is_none_or(|until| doc.time < until)
                && filter.as_of.is_none_or(|moment| self.held(doc, moment))
                && filter.quarantined.is_none_or(|waits| doc.suggestible != waits)
                && scope.is_none_or(|scope| marks.scopes(id) & scope != 0)
                && filter.pinned.is_none_or(|pinned| marks.is_pinned(id) == pinned)
                && filter.superseded.is_none_or(|gave_way| self.gave_way(id) == gave_way)
                && filter.told.is_none_or(|told| self.told.contains_key(&id) == told)
                && filter.sensitivity.is_none_or(|one| self.index.told_by(id).iter().any(|told| told == one))
        };
        (*filter != Filter::default()).then_some(holds)
    }

    /// The newest of those that a filter chooses, from `offset` on; and how many there are in all.
    pub(super) fn page(&self, filter: &Filter, offset: usize, limit: usize) -> (Vec<Id>, usize) {
        let newest = self.index.newest();
        let Some(holds) = self.chosen(filter) else {
            return (newest.skip(offset).take(limit).map(|doc| doc.id).collect(), self.index.len());
        };
        let mut total = 0;
        let mut ids = Vec::new();
        for doc in newest.filter(|doc| holds(doc)) {
            if total >= offset && ids.len() < limit {
                ids.push(doc.id);
            }
            total += 1;
        }
        (ids, total)
    }

    /// Whether a memory held at a moment.
    fn held(&self, doc: &Doc, moment: Millis) -> bool {
        let newer = self.index.marks().successor(doc.id).and_then(|newer| self.index.doc(newer));
        doc.time <= moment && newer.is_none_or(|newer| newer.time > moment)
    }

    /// Whether another memory that is there stands in a memory's place.
    fn gave_way(&self, id: Id) -> bool {
        self.index.marks().successor(id).is_some_and(|newer| self.index.doc(newer).is_some())
    }
}
