//! All memories, sealed on disk.
//!
//! # What lies where
//!
//! ```text
//! root cells (2 × 4 KiB, written in place)   Seal_A(root key, epoch)
//! head        in the clear: format, vault id, epoch, slots (each wraps the access key A)
//! manifest    sealed under the root: every bag's id, revision and hash
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
//!   a row dropped, swapped, changed or put back singly is noticed ([`Damage`]) and named, and
//!   the rest still opens.
//!
//! It knows no index and no kind of memory: to it, a record is bytes in a [`Namespace`].

mod bag;
mod head;
mod manifest;
mod open;
mod slot;
pub mod store;

pub use open::{Change, Damage, Vault};
pub use store::{Batch, MemoryStore, Store, Table};

/// The version of the format on disk. 0 may still change; 1 will be read for ever.
pub const FORMAT: u16 = 0;

/// What kind of thing a record is. The numbers are part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
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
}

/// Labels of sealed things that are no records. The numbers are part of the format.
mod label {
    pub(super) const SLOT: u8 = 1;
    pub(super) const ROOT: u8 = 2;
    pub(super) const MANIFEST: u8 = 3;
    /// A bag's header: this, plus the namespace of its records.
    pub(super) const HEADER: u8 = 128;
}
