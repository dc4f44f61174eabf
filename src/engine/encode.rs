//! The vectors of what came in, made between other work and sealed bag by bag.
//!
//! A block holds the vectors of one bag of memories and bears that bag's id, so that a deletion
//! rewrites one block: `model (1) ‖ (id (16) ‖ vector (384))*`.
//!
//! Vectors of two models say nothing of each other: those in the index are of one. When the encoder is of another
//! model, the index forgets them, reads what blocks that model has made already, and every other memory
//! waits to be encoded anew, found by its words meanwhile. A bag's block is replaced when all of the bag is encoded, and no
//! other is begun before: what an interruption costs is one bag.

use std::collections::{BTreeSet, HashSet};

use crate::embed::{DIMENSIONS, Encoder, Model, Vector};
use crate::error::Result;
use crate::id::Id;
use crate::index::passage;
use crate::index::states::Kept;
use crate::memory::Memory;
use crate::vault::{Change, Damage, Namespace, Store};

use super::World;
use super::open::Open;

/// How many texts are encoded before the clock is looked at again: one at a time, as a draft must
/// not wait long and a batch is hardly faster on one thread.
const TEXTS: usize = 1;

impl<S: Store> Open<S> {
    /// Makes room for the vectors of a model: those of any other are forgotten.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub(super) async fn turn_to(&mut self, model: Model) -> Result<()> {
        if self.model == Some(model) {
            return Ok(());
        }
        self.index.forget_encoded();
        self.model = Some(model);
        self.recount_dismissals();
        let read = self.read_vectors().await;
        if read.is_err() {
            // Half of them are not all: whichever it is, it is turned to again.
            self.model = None;
        }
        read
    }

    /// Reads all blocks of vectors.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub(super) async fn read_vectors(&mut self) -> Result<()> {
        for bag in self.vault.bags(Namespace::Vectors) {
            let (blocks, damages) = self.vault.open_bag(bag).await?;
            damages.into_iter().for_each(|damage| self.count(damage));
            for (of, block) in blocks {
                for (id, vector) in self.vectors_in(&block) {
                    if self.belongs(id, of) {
                        self.index.set_vector(id, vector);
                    }
                }
            }
        }
        self.expect_states();
        Ok(())
    }

    /// The vectors of a block, if they are of the index's model. Which that is, is said by the first block that is read,
    /// while no encoder has.
    pub(super) fn vectors_in<'a>(
        &mut self,
        block: &'a [u8],
    ) -> impl Iterator<Item = (Id, Vector)> + use<'a, S> {
        if self.model.is_none() {
            self.model = block.first().copied().and_then(Model::of_number);
        }
        self.model.into_iter().flat_map(|model| read_block(block, model))
    }

    /// Encodes memories that have no vector until the time is up; false when all have one.
    ///
    /// # Errors
    /// Those of the encoder and of the store.
    pub(super) async fn encode_pending(
        &mut self,
        encoder: &mut dyn Encoder,
        world: &mut World,
        until: u64,
    ) -> Result<bool> {
        while let Some(bag) = self.next_bag() {
            self.begun = Some(bag);
            let pending: Vec<Id> =
                self.vault.records(bag).into_iter().filter(|id| self.is_pending(*id)).collect();
            for ids in pending.chunks(TEXTS) {
                self.encode(ids, encoder).await?;
                if world.clock.now().0 >= until && ids.last() != pending.last() {
                    return Ok(true);
                }
            }
            let mut change = Change::default();
            self.put_encoded(&mut change, bag, &BTreeSet::new()).await?;
            self.settle_overtaken(change, world).await?;
            self.begun = None;
            self.heal(&HashSet::from([(Namespace::Vectors, bag), (Namespace::States, bag)]));
            if world.clock.now().0 >= until {
                break;
            }
        }
        Ok(self.next_bag().is_some())
    }

    /// Writes the blocks of a bag as they will be without some of its memories.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub(super) async fn put_encoded(
        &mut self,
        change: &mut Change,
        bag: Id,
        without: &BTreeSet<Id>,
    ) -> Result<()> {
        self.read_states_of(bag).await?;
        self.put_states(change, bag, without);
        self.put_vectors(change, bag, without);
        Ok(())
    }

    fn put_vectors(&self, change: &mut Change, bag: Id, without: &BTreeSet<Id>) {
        let ids = self.vault.records(bag).into_iter().filter(|id| !without.contains(id));
        let vectors: Vec<(Id, Vector)> = ids.filter_map(|id| Some((id, self.index.vector(id)?))).collect();
        if vectors.is_empty() {
            change.remove(Namespace::Vectors, bag);
        } else {
            let vectors = vectors.iter().map(|(id, vector)| (*id, vector));
            change.put(Namespace::Vectors, bag, block(self.made_by(), vectors));
        }
    }

    /// What made the vectors and token states of the index.
    pub(super) fn made_by(&self) -> Model {
        self.model.unwrap_or_default()
    }

    fn next_bag(&self) -> Option<Id> {
        // One that was begun, or could not be written, comes before all; then what is not found by its meaning.
        if let Some(begun) = self.begun.filter(|bag| self.vault.namespace_of(*bag) == Some(Namespace::Memory))
        {
            return Some(begun);
        }
        let mut waiting = self.index.pending().chain(self.index.unkept());
        waiting.find_map(|id| self.vault.bag_of(Namespace::Memory, id))
    }

    fn is_pending(&self, id: Id) -> bool {
        self.index.doc(id).is_some() && (self.index.vector(id).is_none() || self.index.kept(id).is_none())
    }

    async fn encode(&mut self, ids: &[Id], encoder: &mut dyn Encoder) -> Result<()> {
        let mut found = Vec::new();
        for id in ids {
            match self.readable::<Memory>(Namespace::Memory, *id).await? {
                Some(memory) => found.push((*id, passage(&memory.speaker, &memory.text).into_owned())),
                // It waits no longer, and is counted.
                None => {
                    let bag = self.vault.bag_of(Namespace::Memory, *id);
                    self.count(Damage::of_record("record_broken", Namespace::Memory, bag, *id));
                }
            }
        }
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        let encoded = encoder.encode(&texts)?;
        for ((id, text), encoded) in found.iter().zip(encoded) {
            let kept = Kept::of(self.index.language(*id), text, &encoded);
            self.index.set_kept(*id, kept);
            self.index.set_vector(*id, encoded.vector);
            self.fresh.push(*id);
        }
        Ok(())
    }
}

/// A block of these vectors.
pub(super) fn block<'a>(model: Model, vectors: impl IntoIterator<Item = (Id, &'a Vector)>) -> Vec<u8> {
    let mut block = vec![model.number()];
    for (id, vector) in vectors {
        block.extend_from_slice(&id.0);
        block.extend(vector.to_bytes());
    }
    block
}

/// The vectors of a block; none if another model made it.
pub(super) fn read_block(block: &[u8], model: Model) -> impl Iterator<Item = (Id, Vector)> + '_ {
    let entries = match block.split_first() {
        Some((number, entries)) if *number == model.number() => entries,
        _ => &[],
    };
    entries.chunks_exact(16 + DIMENSIONS).filter_map(|entry| {
        let (id, vector) = entry.split_first_chunk::<16>()?;
        Some((Id(*id), Vector::from_bytes(vector)?))
    })
}
