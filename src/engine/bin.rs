//! The bin: what was deleted lies there, sealed, until its time is up or the user shreds it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::{ErrorKind, Result};
use crate::id::Id;
use crate::memory::{Memory, Source};
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::marks::Marks;
use super::open::Open;
use super::protocol::{BinView, Shreds};
use super::shred::{OF_MEMORY, Silence};
use super::stored;

/// How long the bin keeps, in milliseconds: 30 days.
pub(super) const KEPT_FOR: u64 = 30 * 24 * 60 * 60 * 1000;

/// A deleted memory, as the vault keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Binned {
    pub(super) memory: Memory,
    pub(super) deleted: Millis,
}

/// What is known of it without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InBin {
    pub(super) deleted: Millis,
    pub(super) source: Source,
    pub(super) conversation: Option<Id>,
    pub(super) approved: bool,
}

impl<S: Store> Open<S> {
    /// Moves memories to the bin: they are found no more, and the index is rid of them. One that
    /// cannot be read is removed for good, with all that only it would name, to shred it some day.
    pub(super) async fn delete(&mut self, ids: &[Id], world: &mut World) -> Result<u32> {
        let gone: BTreeSet<Id> = ids.iter().copied().filter(|id| self.index.doc(*id).is_some()).collect();
        let deleted = world.clock.now();
        let (mut change, mut silence) = (Change::default(), Silence::default());
        let (mut binned, mut lost) = (Vec::new(), BTreeSet::new());
        for id in &gone {
            change.remove(Namespace::Memory, *id);
            match self.readable(Namespace::Memory, *id).await? {
                Some(memory) => {
                    let kept = Binned { memory, deleted };
                    change.put(Namespace::Bin, *id, stored::encode(&kept)?);
                    binned.push((*id, kept));
                }
                None => {
                    lost.insert(*id);
                }
            }
        }
        if !lost.is_empty() {
            silence = self.silence_ledger(&lost, &BTreeSet::new(), &mut change).await?;
        }
        for (namespace, id) in lost.iter().flat_map(|id| OF_MEMORY.map(|namespace| (namespace, *id))) {
            change.remove(namespace, id);
            silence.whole.insert((namespace, id));
        }
        // Also one that was listed twice is gone wherever it was listed.
        silence.whole.extend(gone.iter().map(|id| (Namespace::Memory, *id)));
        self.drop_from_index(&mut change, &gone).await?;
        self.vault.commit(change, world.rng.as_mut()).await?;
        self.heal(&silence.whole);
        for id in &gone {
            self.index.remove(*id);
        }
        lost.iter().for_each(|id| self.see_marks(*id, Marks::default()));
        if silence.lost {
            self.recount_ledger().await?;
        }
        binned.iter().for_each(|(id, binned)| self.see_binned(*id, binned));
        Ok(super::number(gone.len()))
    }

    /// Brings memories back from the bin. One that cannot be read stays there.
    pub(super) async fn undelete(&mut self, ids: &[Id], world: &mut World) -> Result<u32> {
        let ids: BTreeSet<Id> = ids.iter().copied().filter(|id| self.bin.contains_key(id)).collect();
        let mut change = Change::default();
        let mut back = Vec::new();
        for id in ids {
            let Some(Binned { memory, .. }) = self.readable(Namespace::Bin, id).await? else { continue };
            change.remove(Namespace::Bin, id);
            change.put(Namespace::Memory, id, stored::encode(&memory)?);
            back.push(memory);
        }
        self.vault.commit(change, world.rng.as_mut()).await?;
        for memory in &back {
            self.bin.remove(&memory.id);
            self.admit(memory);
        }
        Ok(super::number(back.len()))
    }

    /// What lies in the bin, last deleted first.
    pub(super) async fn read_bin(&self, offset: usize, limit: usize) -> Result<Vec<BinView>> {
        let mut order: Vec<(Millis, Id)> = self.bin.iter().map(|(id, bin)| (bin.deleted, *id)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let mut views = Vec::new();
        for (deleted, id) in order.into_iter().skip(offset).take(limit) {
            // One that cannot be read was counted as damage, and must not hide the others.
            let Ok(Some(Binned { memory, .. })) = self.record(Namespace::Bin, id).await else { continue };
            views.push(BinView { memory: self.view(memory), deleted, until: deleted.after(KEPT_FOR) });
        }
        Ok(views)
    }

    /// Shreds what has lain in the bin for long enough, once after each opening.
    pub(super) async fn tidy(&mut self, world: &mut World) {
        match self.shred(&Shreds::Due, world).await {
            // Damage has to be given up first; anything else passes, and is told until then.
            Err(error) if error.kind != ErrorKind::Integrity => self.untidied = Some(error),
            _ => (self.tidied, self.untidied) = (true, None),
        }
    }

    /// What has lain in the bin for as long as it keeps.
    pub(super) fn due(&self, now: Millis) -> BTreeSet<Id> {
        let due = self.bin.iter().filter(|(_, bin)| now >= bin.deleted.after(KEPT_FOR));
        due.map(|(id, _)| *id).collect()
    }

    /// Counts something in the bin. An import does not bring it back while it lies there.
    pub(super) fn see_binned(&mut self, id: Id, binned: &Binned) {
        let conversation = binned.memory.place.map(|place| place.conversation);
        let Binned { deleted, memory: Memory { approved, origin, ref source, .. } } = *binned;
        self.bin.insert(id, InBin { deleted, source: source.clone(), conversation, approved });
        self.know(origin, id);
    }

    /// Writes the blocks anew that hold the words, the vector or the tokens of one of these.
    pub(super) async fn drop_from_index(&mut self, change: &mut Change, gone: &BTreeSet<Id>) -> Result<()> {
        let bags: BTreeSet<Id> =
            gone.iter().filter_map(|id| self.vault.bag_of(Namespace::Memory, *id)).collect();
        for bag in bags {
            self.put_words(change, bag, gone)?;
            self.put_encoded(change, bag, gone).await?;
        }
        Ok(())
    }
}
