//! What is known of a memory beside its text: what took its place, for which drafts it was no help, and what the user
//! says of it.
//!
//! One record for each memory that has any, under the memory's id: it goes when the memory is shredded. What was
//! found is kept beside what the user says of it, so that nothing is proposed again that was refused.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::capture::supersede::{Overtaken, overtaken};
use crate::clock::Millis;
use crate::embed::{Encoded, Model, Vector};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::index::marks::Said;
use crate::memory::Sensitivity;
use crate::recall::render;
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::Open;
use super::protocol::{LinkView, Mark, MemoryView, PERSONAL, Reason};
use super::scopes::{SITE_MOST, party};
use super::stored;

/// The most successors one memory is known to have had, and the most drafts it was dismissed for: of more, the last.
const MOST: usize = 16;
/// The most sites that a memory is never offered at.
const NEVER_MOST: usize = 200;
/// The most memories whose marks one commit takes.
const COMMIT_MOST: usize = 512;
/// How much of a linked memory's text is shown, in characters.
const EXCERPT: usize = 200;

/// What is known of one memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marks {
    /// What took its place, or was taken to; the last that holds counts.
    pub(super) successors: Vec<Successor>,
    /// The drafts for which it was dismissed.
    pub(super) dismissals: Vec<Dismissal>,
    /// Whether it goes before others.
    pub(super) pinned: bool,
    /// The scopes it is in; none if it is in Personal alone.
    pub(super) scopes: Vec<Id>,
    /// What it tells that people keep from most; none to let its words say it.
    pub(super) sensitivities: Option<Vec<Sensitivity>>,
    /// The sites that it is never offered at, as [`party`] has them.
    pub(super) never: Vec<String>,
}

/// A memory that takes another's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Successor {
    pub(super) newer: Id,
    pub(super) reason: Reason,
    /// When that was found, or said.
    pub(super) time: Millis,
    /// False once the user has said that it is not so.
    pub(super) holds: bool,
}

/// A draft for which a memory was no help: what it meant, not what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Dismissal {
    pub(super) time: Millis,
    /// Which model made the vector.
    pub(super) model: u8,
    /// The draft's vector, 384 signed bytes.
    pub(super) vector: Vec<u8>,
}

impl Marks {
    fn successor(&self) -> Option<&Successor> {
        self.successors.iter().rev().find(|successor| successor.holds)
    }

    /// With what a later or earlier state of the same says, and this does not: whatever keeps it from being told stands.
    #[must_use]
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut joined = if *self == Self::default() { other.clone() } else { self.clone() };
        if joined.scopes.is_empty() {
            joined.scopes.clone_from(&other.scopes);
        }
        joined.sensitivities = joined.sensitivities.or_else(|| other.sensitivities.clone());
        let further = other.never.iter().filter(|site| !self.never.contains(site)).cloned();
        joined.never = self.never.iter().cloned().chain(further).collect();
        joined
    }

    /// Notes that a memory takes its place, or does not.
    fn succeed(&mut self, newer: Id, reason: Reason, time: Millis, holds: bool) {
        self.successors.retain(|known| known.newer != newer);
        self.successors.push(Successor { newer, reason, time, holds });
        keep_last(&mut self.successors);
    }

    /// The drafts, as a model has them.
    fn vectors(&self, model: Model) -> Vec<Vector> {
        let of_model = self.dismissals.iter().filter(|dismissal| dismissal.model == model.number());
        of_model.filter_map(|dismissal| Vector::from_bytes(&dismissal.vector)).collect()
    }
}

impl<S: Store> Open<S> {
    /// Counts what is known of a memory.
    pub(super) fn see_marks(&mut self, id: Id, marks: Marks) {
        self.index.set_successor(id, marks.successor().map(|successor| successor.newer));
        self.index.set_dismissals(id, marks.vectors(self.made_by()));
        self.index.set_said(id, self.said(&marks));
        self.never_at.values_mut().for_each(|ids| {
            ids.remove(&id);
        });
        for site in &marks.never {
            self.never_at.entry(party(site)).or_default().insert(id);
        }
        if marks == Marks::default() {
            self.marks.remove(&id);
        } else {
            self.marks.insert(id, marks);
        }
    }

    /// What marks say, as the index has it.
    fn said(&self, marks: &Marks) -> Said {
        let own = if marks.scopes.is_empty() { &[PERSONAL][..] } else { &marks.scopes };
        let sensitivities = marks.sensitivities.as_ref().map(|all| all.iter().copied().collect());
        Said { pinned: marks.pinned, scopes: self.scopes.bits(own), sensitivities }
    }

    /// Counts anew which scopes memories are in.
    pub(super) fn recount_said(&mut self) {
        let all: Vec<(Id, Said)> = self.marks.iter().map(|(id, marks)| (*id, self.said(marks))).collect();
        all.into_iter().for_each(|(id, said)| self.index.set_said(id, said));
    }

    /// Has the user's word of memories hold; how many changed. What is in the bin or gone is passed over.
    ///
    /// # Errors
    /// `scope_missing` (state) if there is no such scope; `site_long`, `never_many` (input); those of the store.
    pub(super) async fn mark(&mut self, ids: &[Id], mark: &Mark, world: &mut World) -> Result<u32> {
        let mut scopes = Vec::new();
        if matches!(mark, Mark::NeverAt { site, .. } if site.len() > SITE_MOST) {
            return Err(Error::input("site_long"));
        }
        if let Mark::Scopes { scopes: wanted } = mark {
            if wanted.iter().any(|id| self.scopes.bits(&[*id]) == 0) {
                return Err(Error::state("scope_missing"));
            }
            scopes = wanted.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
            // What is in Personal alone has nothing said of it.
            if scopes == [PERSONAL] {
                scopes.clear();
            }
        }
        let there: BTreeSet<Id> = ids.iter().copied().filter(|id| self.index.doc(*id).is_some()).collect();
        let there: Vec<Id> = there.into_iter().collect();
        // None of what was promised before gives way to it.
        let full = |id: &Id| self.marks.get(id).is_some_and(|marks| marks.never.len() >= NEVER_MOST);
        if matches!(mark, Mark::NeverAt { holds: true, .. }) && there.iter().any(full) {
            return Err(Error::input("never_many"));
        }
        let say = |marks: &mut Marks| match mark {
            Mark::Pinned { holds } => marks.pinned = *holds,
            Mark::Scopes { .. } => scopes.clone_into(&mut marks.scopes),
            Mark::Sensitivity { of } => {
                let sorted = |all: &Vec<Sensitivity>| {
                    Sensitivity::ALL.into_iter().filter(|one| all.contains(one)).collect()
                };
                marks.sensitivities = of.as_ref().map(sorted);
            }
            Mark::NeverAt { site, holds } => {
                let site = party(site);
                marks.never.retain(|known| party(known) != site);
                if *holds {
                    marks.never.push(site);
                }
            }
        };
        self.remark(&there, say, world).await
    }

    /// Changes the marks of memories, in commits of a size that every store takes; how many changed.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn remark(
        &mut self,
        ids: &[Id],
        say: impl Fn(&mut Marks),
        world: &mut World,
    ) -> Result<u32> {
        let mut count = 0;
        for part in ids.chunks(COMMIT_MOST) {
            let (mut change, mut changed) = (Change::default(), Vec::new());
            for id in part {
                let known = self.marks.get(id).cloned().unwrap_or_default();
                let mut marks = known.clone();
                say(&mut marks);
                if marks != known {
                    change_marks(&mut change, *id, &marks)?;
                    changed.push((*id, marks));
                }
            }
            if !changed.is_empty() {
                self.vault.commit(change, world.rng.as_mut()).await?;
            }
            count += changed.len();
            changed.into_iter().for_each(|(id, marks)| self.see_marks(id, marks));
        }
        Ok(super::number(count))
    }

    /// Counts dismissals anew, of drafts as the index's model has them.
    pub(super) fn recount_dismissals(&mut self) {
        let model = self.made_by();
        for (id, marks) in &self.marks {
            self.index.set_dismissals(*id, marks.vectors(model));
        }
    }

    /// What memories that were just encoded overtake, or are overtaken by, beside what is known already. It is
    /// [counted](Self::see_marks) when it has been committed.
    fn found_overtaken(&self, fresh: &[Id], now: Millis) -> BTreeMap<Id, Marks> {
        let mut found: BTreeMap<Id, (f32, Marks)> = BTreeMap::new();
        for Overtaken { older, newer, sure, told } in fresh.iter().flat_map(|id| overtaken(&self.index, *id))
        {
            let known = self.marks.get(&older);
            // What the user has said of it, either way, stands.
            let said = |marks: &Marks| {
                marks.successors.iter().any(|known| !known.holds && known.newer == newer)
                    || marks.successor().is_some_and(|successor| successor.reason == Reason::Said)
            };
            if known.is_some_and(said) || found.get(&older).is_some_and(|(surer, _)| *surer >= sure) {
                continue;
            }
            let mut marks = known.cloned().unwrap_or_default();
            marks.succeed(newer, if told { Reason::Told } else { Reason::Alike }, now, true);
            found.insert(older, (sure, marks));
        }
        found.into_iter().map(|(older, (_, marks))| (older, marks)).collect()
    }

    /// Finds it for all that was not compared yet, commits it with what else has changed, and counts it.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn settle_overtaken(&mut self, mut change: Change, world: &mut World) -> Result<()> {
        let found = self.found_overtaken(&self.fresh, world.clock.now());
        for (id, marks) in &found {
            change_marks(&mut change, *id, marks)?;
        }
        self.vault.commit(change, world.rng.as_mut()).await?;
        self.fresh.clear();
        found.into_iter().for_each(|(id, marks)| self.see_marks(id, marks));
        Ok(())
    }

    /// Has a memory's place taken by another, or not, as the user says.
    ///
    /// # Errors
    /// `memory_missing` (state) if one of them is gone; `supersede_ring` (input) if the older one, or what it
    /// took the place of in its turn, would take the place of the newer.
    pub(super) async fn supersede(
        &mut self,
        (older, newer): (Id, Id),
        holds: bool,
        world: &mut World,
    ) -> Result<()> {
        if [older, newer].iter().any(|id| self.index.doc(*id).is_none()) {
            return Err(Error::state("memory_missing"));
        }
        let mut next = Some(newer);
        for _ in 0..=self.marks.len() {
            let Some(id) = next.filter(|_| holds) else { break };
            if id == older {
                return Err(Error::input("supersede_ring"));
            }
            next = self.index.marks().successor(id);
        }
        let mut known = self.marks.get(&older).into_iter().flat_map(|marks| &marks.successors);
        let found = known.rfind(|known| known.newer == newer && known.reason != Reason::Said);
        let (reason, now) = (found.map_or(Reason::Said, |found| found.reason), world.clock.now());
        self.remark(&[older], |marks| marks.succeed(newer, reason, now, holds), world).await.map(drop)
    }

    /// Learns that a memory is no help for a draft.
    ///
    /// # Errors
    /// `memory_missing` (state) if it is gone; those of the store.
    pub(super) async fn dismiss(&mut self, id: Id, draft: &Encoded, world: &mut World) -> Result<()> {
        if self.index.doc(id).is_none() {
            return Err(Error::state("memory_missing"));
        }
        let (time, model, vector) = (world.clock.now(), draft.model.number(), draft.vector.to_bytes());
        let dismissal = Dismissal { time, model, vector };
        let dismissed = |marks: &mut Marks| {
            marks.dismissals.push(dismissal.clone());
            keep_last(&mut marks.dismissals);
        };
        self.remark(&[id], dismissed, world).await.map(drop)
    }

    /// Takes back the last dismissal of a memory, or all of them. What a draft meant that was taken back can be
    /// opened by nobody any more.
    ///
    /// # Errors
    /// `vault_damaged` (integrity): what is damaged has to be given up first; those of the store.
    pub(super) async fn undismiss(&mut self, id: Id, all: bool, world: &mut World) -> Result<()> {
        let Some(mut marks) = self.marks.get(&id).cloned() else { return Ok(()) };
        let stay = if all { 0 } else { marks.dismissals.len().saturating_sub(1) };
        if stay == marks.dismissals.len() {
            return Ok(());
        }
        marks.dismissals.truncate(stay);
        let mut change = Change::default();
        change_marks(&mut change, id, &marks)?;
        self.vault.shred(change, world.rng.as_mut()).await?;
        self.see_marks(id, marks);
        Ok(())
    }

    /// Takes the marks of these memories away, and of those that were given up, and what others' marks say of them.
    pub(super) fn drop_marks(&self, change: &mut Change, gone: &BTreeSet<Id>) -> Result<Vec<(Id, Marks)>> {
        let is_gone = |id| gone.contains(&id) || self.is_given_up(id);
        let mut changed = Vec::new();
        for (id, known) in &self.marks {
            let mut marks = if is_gone(*id) { Marks::default() } else { known.clone() };
            marks.successors.retain(|known| !is_gone(known.newer));
            if marks != *known {
                change_marks(change, *id, &marks)?;
                changed.push((*id, marks));
            }
        }
        Ok(changed)
    }

    /// Adds to a memory's view what it replaces and what replaces it.
    pub(super) async fn link(&self, view: &mut MemoryView) {
        if let Some(newer) = self.index.marks().successor(view.id) {
            view.replaced_by = self.linked(view.id, newer, newer).await;
        }
        for older in self.index.marks().predecessors(view.id) {
            view.replaces.extend(self.linked(*older, view.id, *older).await);
        }
    }

    /// One end of a link; none if it is not there.
    async fn linked(&self, older: Id, newer: Id, shown: Id) -> Option<LinkView> {
        self.index.doc(shown)?;
        let link = self.marks.get(&older)?.successors.iter().find(|known| known.newer == newer)?;
        let memory = self.memory(shown).await.ok().flatten()?;
        let text = render::plain(&memory.text, &self.wording).chars().take(EXCERPT).collect();
        Some(LinkView { id: shown, text, time: memory.time, reason: link.reason })
    }
}

/// Of more than are known of one memory, the last.
fn keep_last<T>(all: &mut Vec<T>) {
    all.drain(..all.len().saturating_sub(MOST));
}

/// Writes marks, or removes a record that would say nothing.
pub(super) fn change_marks(change: &mut Change, id: Id, marks: &Marks) -> Result<()> {
    if *marks == Marks::default() {
        change.remove(Namespace::Marks, id);
    } else {
        change.put(Namespace::Marks, id, stored::encode(marks)?);
    }
    Ok(())
}
