//! What is kept of tokens, sealed bag by bag, and read when there is nothing else to do.
//!
//! A block says of each memory of one bag what a closer look at it needs. It bears the bag's id, so that
//! a deletion rewrites one block: `form (1) ‖ model (1) ‖ (id (16) ‖ length (4, little-endian) ‖ kept)*`.
//! At half a kilobyte a memory it is most of what a vault opens by; a ranking does without for a while, so
//! opening does not wait for it.

use std::collections::BTreeSet;

use crate::embed::Model;
use crate::embed::projection::REDUCTION;
use crate::error::{ErrorKind, Result};
use crate::id::Id;
use crate::index::states::Kept;
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::open::Open;

impl<S: Store> Open<S> {
    /// Takes note of every block that is there.
    pub(super) fn expect_states(&mut self) {
        let bags = self.vault.bags(Namespace::States);
        self.unread = bags.into_iter().flat_map(|bag| self.vault.records(bag)).collect();
    }

    /// Reads blocks until the time is up, what came last first; false when all are read.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub(super) async fn read_states(&mut self, world: &World, until: u64) -> Result<bool> {
        while let Some(bag) = self.unread.last().copied() {
            self.read_states_of(bag).await?;
            if world.clock.now().0 >= until {
                break;
            }
        }
        Ok(!self.unread.is_empty())
    }

    /// Reads the block of a bag of memories, if it waits to be read. One that is damaged is counted, and
    /// made anew with the vectors.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub(super) async fn read_states_of(&mut self, bag: Id) -> Result<()> {
        if !self.unread.contains(&bag) {
            return Ok(());
        }
        match self.vault.get(Namespace::States, bag).await {
            Ok(block) => {
                let block = block.as_deref().map_or(&[][..], Vec::as_slice);
                for (id, kept) in read_block(block, self.made_by()) {
                    if self.belongs(id, bag) {
                        self.index.set_kept(id, kept);
                    }
                }
            }
            Err(error) if error.kind == ErrorKind::Integrity => {
                if let Some(of) = self.vault.bag_of(Namespace::States, bag) {
                    self.vault.check_bag(of).await?.into_iter().for_each(|damage| self.count(damage));
                }
            }
            Err(error) => return Err(error),
        }
        self.unread.remove(&bag);
        Ok(())
    }

    /// Writes the block of a bag as it will be without some of its memories. What there is must have been
    /// [read](Self::read_states_of).
    pub(super) fn put_states(&self, change: &mut Change, bag: Id, without: &BTreeSet<Id>) {
        let ids = self.vault.records(bag).into_iter().filter(|id| !without.contains(id));
        let kept: Vec<(Id, &Kept)> = ids.filter_map(|id| Some((id, self.index.kept(id)?))).collect();
        if kept.is_empty() {
            change.remove(Namespace::States, bag);
        } else {
            change.put(Namespace::States, bag, block(self.made_by(), kept));
        }
    }
}

/// A block of what is kept of these.
pub(super) fn block<'a>(model: Model, all: impl IntoIterator<Item = (Id, &'a Kept)>) -> Vec<u8> {
    let mut block = vec![REDUCTION, model.number()];
    for (id, kept) in all {
        let kept = kept.to_bytes();
        block.extend_from_slice(&id.0);
        block.extend(super::number(kept.len()).to_le_bytes());
        block.extend(kept);
    }
    block
}

/// What a block says; nothing if it was made in another way or by another model.
pub(super) fn read_block(block: &[u8], model: Model) -> impl Iterator<Item = (Id, Kept)> + '_ {
    let mut rest = match block {
        [REDUCTION, number, entries @ ..] if *number == model.number() => entries,
        _ => &[],
    };
    std::iter::from_fn(move || {
        let (id, after) = rest.split_first_chunk::<16>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let (kept, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        rest = after;
        Some((Id(*id), Kept::from_bytes(kept)?))
    })
}
