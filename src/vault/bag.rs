//! A bag: up to 64 records, and the sealed header that holds their keys.

use serde::{Deserialize, Serialize};

use super::{FORMAT, Namespace, label};
use crate::crypto::aead::{self, Context};
use crate::crypto::keys::{Key, RootKey};
use crate::crypto::padding;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// How many records a bag holds at most.
pub(super) const CAPACITY: usize = 64;

const SALT_LENGTH: usize = 32;

/// What a header says of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) id: Id,
    pub(super) version: u32,
    /// Random, for this version alone.
    pub(super) key: Key,
    /// SHA-256 of the sealed record.
    pub(super) hash: [u8; 32],
}

/// A bag's header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bag {
    pub(super) id: Id,
    pub(super) namespace: Namespace,
    pub(super) revision: u64,
    pub(super) entries: Vec<Entry>,
}

impl Bag {
    pub(super) fn new(namespace: Namespace, rng: &mut dyn Rng) -> Self {
        Self { id: Id::random(rng), namespace, revision: 0, entries: Vec::new() }
    }

    pub(super) fn entry(&self, id: Id) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Seals the header as it stands, under a key of its own.
    pub(super) fn seal(&self, root: &RootKey, vault: Id, rng: &mut dyn Rng) -> Result<Vec<u8>> {
        seal_under_root(self, root, &context(vault, self.id, self.namespace, self.revision), rng)
    }

    /// Opens a header, which must be the one of this name and revision.
    pub(super) fn open(
        sealed: &[u8],
        root: &RootKey,
        vault: Id,
        (id, namespace, revision): (Id, Namespace, u64),
    ) -> Result<Self> {
        open_under_root(sealed, root, &context(vault, id, namespace, revision))
    }

    /// The context of one of its records.
    pub(super) fn record_context(&self, vault: Id, entry: &Entry) -> Context {
        Context {
            format: FORMAT,
            namespace: self.namespace as u8,
            vault,
            id: entry.id,
            version: u64::from(entry.version),
            parent: self.id,
        }
    }
}

/// `salt (32) ‖ AES-256-GCM[HKDF(root, salt, namespace ‖ id)](context, padded postcard)`: a fresh
/// key for every seal, so that no header key ever sees two messages.
pub(super) fn seal_under_root(
    value: &impl Serialize,
    root: &RootKey,
    context: &Context,
    rng: &mut dyn Rng,
) -> Result<Vec<u8>> {
    let mut salt = [0; SALT_LENGTH];
    rng.fill(&mut salt);
    let plain = zeroize::Zeroizing::new(postcard::to_allocvec(value).map_err(|_| Error::internal("encode"))?);
    let sealed = aead::seal(&key_under_root(root, &salt, context), context, &padding::pad(&plain)?, rng)?;
    Ok([salt.as_slice(), &sealed].concat())
}

/// What [`seal_under_root`] sealed.
///
/// # Errors
/// `seal_broken`, `padding_broken`, `header_broken` (integrity).
pub(super) fn open_under_root<T: for<'a> Deserialize<'a>>(
    sealed: &[u8],
    root: &RootKey,
    context: &Context,
) -> Result<T> {
    let broken = || Error::integrity("header_broken");
    let (salt, sealed) = sealed.split_first_chunk::<SALT_LENGTH>().ok_or_else(broken)?;
    let padded = aead::open(&key_under_root(root, salt, context), context, sealed)?;
    postcard::from_bytes(padding::unpad(&padded)?).map_err(|_| broken())
}

fn key_under_root(root: &RootKey, salt: &[u8], context: &Context) -> Key {
    root.0.derive(salt, &[b"satchel header", &[context.namespace], &context.id.0])
}

fn context(vault: Id, id: Id, namespace: Namespace, revision: u64) -> Context {
    Context {
        format: FORMAT,
        namespace: label::HEADER + namespace as u8,
        vault,
        id,
        version: revision,
        parent: vault,
    }
}
