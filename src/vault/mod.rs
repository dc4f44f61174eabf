//! All memories, sealed on disk. `docs/vault-format.md` describes every byte.
//!
//! # What lies where
//!
//! ```text
//! root cells (2 × 4 KiB, written in place)   Seal_A(root key of an epoch)
//! head        in the clear: format, vault id, epoch, slots (each wraps the access key A); two copies
//! manifest    sealed under the root: every bag's id, revision and hash, and the slots' hash
//! bags        sealed under the root: each lists up to 64 records with id, version, key and hash
//! records     each sealed under its own key, used once
//! ```
//!
//! # What always holds
//!
//! - A [`Vault`] is open; a locked vault is one that does not exist. Dropping it erases its keys.
//! - Every change is one [`Batch`], sealed beforehand and committed whole; what is in memory
//!   changes only after the store has said yes.
//! - What is read is checked against the hash in its bag's header, headers against the manifest:
//!   a row dropped, added, swapped, changed or put back singly is noticed ([`Damage`]) and named,
//!   and the rest still opens.
//! - What was removed or replaced can be opened by nobody once the epoch has changed
//!   ([`Vault::shred`]): its key stood in a header whose key came from a root that is gone.
//!
//! It knows no index and no kind of memory: to it, a record is bytes in a [`Namespace`]. But for one
//! thing, which migrating has to know: the vectors of a bag bear the bag's id.

pub mod backup;
mod bag;
mod cell;
mod damage;
mod draft;
mod epoch;
#[cfg(fuzzing)]
pub mod fuzzing;
mod head;
mod manifest;
mod migrate;
mod open;
mod repair;
mod slot;
pub mod store;
mod unlocked;

pub use damage::Damage;
pub use draft::Change;
pub use slot::{Secret, SlotInfo, Way};
pub use store::{Batch, MemoryStore, Store, Table};
pub use unlocked::{Presence, Vault};

/// The version of the format on disk: what this release writes. Version 1 will be read for ever;
/// version 0, of early releases, is migrated ([`Vault::migrate`]).
pub const FORMAT: u16 = 1;

/// What kind of thing a record is. The numbers are part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Namespace {
    /// Memories.
    Memory = 16,
    /// Conversations.
    Conversation = 17,
    /// Vectors, one block for each bag of memories, named by that bag's id.
    Vectors = 18,
    /// The ledger.
    Ledger = 19,
    /// The bin: memories that were deleted and can still be brought back.
    Bin = 20,
    /// Earlier versions of memories, by the memory's id.
    History = 21,
    /// Receipts of what was shredded: what, when, and by which ids, so that none comes back unasked.
    Receipt = 22,
    /// Backups that were made.
    Backup = 23,
    /// Which vaults this one continues.
    Lineage = 24,
    /// Words, one block for each bag of memories, named by that bag's id.
    Words = 25,
    /// What is kept of tokens, one block for each bag of memories, named by that bag's id.
    States = 26,
    /// What is known of memories beside their texts, by the memory's id.
    Marks = 27,
    /// How what is inserted is worded.
    Wording = 28,
    /// Scopes, and what sites may see.
    Scopes = 29,
}

impl Namespace {
    /// Every one.
    pub const ALL: [Self; 14] = [
        Self::Memory,
        Self::Conversation,
        Self::Vectors,
        Self::Ledger,
        Self::Bin,
        Self::History,
        Self::Receipt,
        Self::Backup,
        Self::Lineage,
        Self::Words,
        Self::States,
        Self::Marks,
        Self::Wording,
        Self::Scopes,
    ];

    /// Those whose blocks are made of memories, and can be made anew: each bears the id of a bag of memories.
    pub const MADE_ANEW: [Self; 3] = [Self::Words, Self::Vectors, Self::States];

    /// Whether it is one of [these](Self::MADE_ANEW).
    pub fn is_made_anew(self) -> bool {
        Self::MADE_ANEW.contains(&self)
    }

    fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|namespace| *namespace as u8 == number)
    }
}

/// Labels of sealed things that are no records. The numbers are part of the format.
mod label {
    pub(super) const SLOT: u8 = 1;
    pub(super) const ROOT: u8 = 2;
    pub(super) const MANIFEST: u8 = 3;
    /// A bag's header: this, plus the namespace of its records.
    pub(super) const HEADER: u8 = 128;
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
