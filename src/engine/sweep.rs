//! What speaks of nothing that is kept any more: a repair leaves it, and it is swept away.

use std::collections::{BTreeSet, HashSet};

use crate::error::Result;
use crate::id::Id;
use crate::vault::{Change, Damage, Namespace, Store};

use super::World;
use super::marks::Marks;
use super::open::Open;
use super::protocol::LOST;

/// The bag of memories that a damage has to do with, if any.
fn damaged_bag(damage: &Damage) -> Option<Id> {
    match damage.namespace {
        Some(namespace) if namespace.is_made_anew() => damage.record,
        _ => damage.bag,
    }
}

impl<S: Store> Open<S> {
    /// Takes the vault as it opens now for the whole of it, and reads it anew: what was given up
    /// must be found nowhere, and what was salvaged has to be. None if that cannot be read: half of a vault must not be
    /// worked in as if it were all, and it opens anew.
    ///
    /// # Errors
    /// Those of the store. What was given up before it failed stays given up; the next shredding destroys it.
    pub(super) async fn repair(mut self, world: &mut World) -> (Option<Self>, Result<()>) {
        // What was made of a bag that lost something may speak of what was lost.
        let blocks = self.damages.iter().filter_map(damaged_bag).flat_map(|bag| {
            Namespace::MADE_ANEW.map(|namespace| Damage::of_record("record_broken", namespace, None, bag))
        });
        let damaged_marks = self.damaged(Namespace::Marks);
        let lost: Vec<Damage> = self.damages.iter().cloned().chain(blocks).collect();
        if let Err(error) = self.vault.repair(&lost, world.rng.as_mut()).await {
            return (Some(self), Err(error));
        }
        let mut whole = Self::over(self.vault);
        whole.model = self.model;
        // Before it, a memory whose marks were lost was kept from every site; so it stays until the user says otherwise.
        let mut given_up = whole.give_up(world).await;
        if given_up.is_ok() {
            let closed: Vec<Id> =
                damaged_marks.into_iter().filter(|id| whole.index.doc(*id).is_some()).collect();
            given_up = whole.remark(&closed, |marks| marks.scopes = vec![LOST], world).await.map(drop);
        }
        (given_up.is_ok().then_some(whole), given_up)
    }

    /// Reads what a repair has left, and sweeps away what speaks of nothing that is kept, under a new root: what was given
    /// up must not be opened from old pages later either.
    async fn give_up(&mut self, world: &mut World) -> Result<()> {
        let mut change = Change::default();
        let read = self.read().await;
        if read.is_ok() {
            self.sweep(&mut change, &BTreeSet::new()).await?;
        }
        self.vault.shred(change, world.rng.as_mut()).await?;
        if read.is_ok() {
            self.swept();
        }
        read
    }

    /// Whether a memory is in the bag whose block speaks of it. If not, the block is written anew.
    pub(super) fn belongs(&mut self, id: Id, bag: Id) -> bool {
        let belongs = self.vault.bag_of(Namespace::Memory, id) == Some(bag);
        if !belongs && self.vault.namespace_of(bag) == Some(Namespace::Memory) {
            self.mixed.insert(bag);
        }
        belongs
    }

    /// Every record of some namespaces.
    fn records<'a>(&'a self, of: &'a [Namespace]) -> impl Iterator<Item = (Namespace, Id)> + 'a {
        of.iter().flat_map(|&namespace| {
            let bags = self.vault.bags(namespace).into_iter();
            bags.flat_map(|bag| self.vault.records(bag)).map(move |id| (namespace, id))
        })
    }

    /// Blocks of bags that are no more: whatever they say is of nothing that is kept.
    pub(super) fn stray_blocks(&self) -> Vec<(Namespace, Id)> {
        let blocks = self.records(&Namespace::MADE_ANEW);
        blocks.filter(|(_, of)| self.vault.namespace_of(*of) != Some(Namespace::Memory)).collect()
    }

    /// What is told of memories that were given up: nothing would name them any more, to shred it with them.
    pub(super) fn stray_records(&self) -> Vec<(Namespace, Id)> {
        let told = self.records(&[Namespace::History, Namespace::Marks]);
        let told = told.filter(|(_, of)| self.is_given_up(*of));
        told.chain(self.emptied().into_iter().map(|id| (Namespace::Conversation, id))).collect()
    }

    /// Conversations of which no memory is left, deleted or not, that is read or may be made good.
    fn emptied(&self) -> BTreeSet<Id> {
        if !self.damages.is_empty() {
            return BTreeSet::new();
        }
        let in_index = self.index.newest().filter_map(|doc| doc.conversation);
        let in_bin = self.bin.values().filter_map(|binned| binned.conversation);
        let full: HashSet<Id> = in_index.chain(in_bin).collect();
        self.conversations.keys().copied().filter(|id| !full.contains(id)).collect()
    }

    /// Whether there is no memory of this id, deleted or not, that is read or may be made good.
    pub(super) fn is_given_up(&self, id: Id) -> bool {
        let listed = |namespace| self.vault.bag_of(namespace, id).is_some();
        self.damages.is_empty() && !listed(Namespace::Memory) && !listed(Namespace::Bin)
    }

    /// Removes what speaks of nothing that is kept, and writes the blocks anew that speak of memories of another bag.
    pub(super) async fn sweep(&mut self, change: &mut Change, gone: &BTreeSet<Id>) -> Result<()> {
        // What was given up may have been brought back since.
        let strays = std::mem::take(&mut self.strays).into_iter();
        let emptied = self.emptied();
        let is_stray = |(of, id): &(Namespace, Id)| match of {
            Namespace::Conversation => emptied.contains(id),
            of => of.is_made_anew() || self.is_given_up(*id),
        };
        self.strays = strays.filter(is_stray).collect();
        self.strays.iter().for_each(|(namespace, of)| change.remove(*namespace, *of));
        for bag in self.mixed.clone() {
            self.put_words(change, bag, gone)?;
            self.put_encoded(change, bag, gone).await?;
        }
        Ok(())
    }

    /// What was to be swept is gone.
    pub(super) fn swept(&mut self) {
        let mut emptied = BTreeSet::new();
        for (namespace, of) in std::mem::take(&mut self.strays) {
            match namespace {
                Namespace::Marks => self.see_marks(of, Marks::default()),
                Namespace::Conversation => {
                    emptied.insert(of);
                }
                _ => {}
            }
        }
        self.forget_conversations(&emptied);
        self.mixed.clear();
    }
}
