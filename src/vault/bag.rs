//! A bag: up to 64 records, and the sealed header that holds their keys.

use serde::{Deserialize, Serialize};

use super::unlocked::RECORD_MOST;
use super::{FORMAT, Namespace, label, sha256};
use crate::codec;
use crate::crypto::aead::{self, Context, Sealed};
use crate::crypto::keys::{Key, RootKey};
use crate::crypto::padding;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// How many records a bag holds at most.
pub(super) const CAPACITY: usize = 64;

/// The longest header that is looked at, in bytes; 64 entries take a tenth of it.
const ROW_MOST: usize = 64 * 1024;

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

/// A bag's header. `namespace` and `revision` stand before the sealed part in the clear, so that
/// a header can be opened when the manifest is lost; they are bound by the associated data.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// The header's row: `namespace (1) ‖ revision (8, little endian) ‖ sealed entries`.
    pub(super) fn seal(&self, root: &RootKey, vault: Id, rng: &mut dyn Rng) -> Result<Vec<u8>> {
        let context = context(vault, self.id, self.namespace, self.revision);
        let mut row = vec![self.namespace as u8];
        row.extend_from_slice(&self.revision.to_le_bytes());
        row.extend(seal_under_root(&self.entries, root, &context, rng)?);
        Ok(row)
    }

    /// Opens a row, whatever namespace and revision it says that it has.
    ///
    /// # Errors
    /// `header_broken`, `seal_broken`, `padding_broken` (integrity).
    pub(super) fn open(row: &[u8], root: &RootKey, vault: Id, id: Id) -> Result<Self> {
        let header = Header::of(row, root, vault, id)?;
        let padded = aead::open(&header.key, &header.context, header.message)?;
        header.bag(&padded)
    }

    /// Seals a record under a key of its own and lists it; gives its row.
    ///
    /// # Errors
    /// `too_large` (input).
    pub(super) fn keep(
        &mut self,
        vault: Id,
        (id, version): (Id, u32),
        plaintext: &[u8],
        rng: &mut dyn Rng,
    ) -> Result<Vec<u8>> {
        let mut entry = Entry { id, version, key: Key::random(rng), hash: [0; 32] };
        let padded = padding::pad(plaintext)?;
        let sealed = aead::seal(&entry.key, &self.record_context(vault, &entry), &padded, rng)?;
        // What is longer than what is looked at could never be read again.
        if sealed.len() > RECORD_MOST {
            return Err(Error::input("too_large"));
        }
        entry.hash = sha256(&sealed);
        self.entries.push(entry);
        Ok(sealed)
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

/// A bag's row that was not opened yet.
pub(super) struct Header<'a> {
    id: Id,
    namespace: Namespace,
    revision: u64,
    key: Key,
    context: Context,
    message: &'a [u8],
}

impl<'a> Header<'a> {
    /// # Errors
    /// `header_broken` (integrity).
    pub(super) fn of(row: &'a [u8], root: &RootKey, vault: Id, id: Id) -> Result<Self> {
        let broken = || Error::integrity("header_broken");
        if row.len() > ROW_MOST {
            return Err(broken());
        }
        let (namespace, rest) = row.split_first().ok_or_else(broken)?;
        let (revision, sealed) = rest.split_first_chunk::<8>().ok_or_else(broken)?;
        let (salt, message) = sealed.split_first_chunk::<SALT_LENGTH>().ok_or_else(broken)?;
        let namespace = Namespace::from_number(*namespace).ok_or_else(broken)?;
        let revision = u64::from_le_bytes(*revision);
        let context = context(vault, id, namespace, revision);
        let key = key_under_root(root, salt, &context);
        Ok(Self { id, namespace, revision, key, context, message })
    }

    /// What is to be opened.
    pub(super) fn sealed(&self) -> Sealed<'_> {
        Sealed { key: &self.key, context: self.context, message: self.message }
    }

    /// The bag, by what was sealed.
    ///
    /// # Errors
    /// `padding_broken`, `header_broken` (integrity).
    pub(super) fn bag(&self, padded: &[u8]) -> Result<Bag> {
        let broken = || Error::integrity("header_broken");
        let entries: Vec<Entry> = codec::decode(padding::unpad(padded)?).ok_or_else(broken)?;
        let Self { id, namespace, revision, .. } = *self;
        if entries.len() > CAPACITY { Err(broken()) } else { Ok(Bag { id, namespace, revision, entries }) }
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
    let plain = zeroize::Zeroizing::new(codec::encode(value)?);
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
    codec::decode(padding::unpad(&padded)?).ok_or_else(broken)
}

pub(super) fn key_under_root(root: &RootKey, salt: &[u8], context: &Context) -> Key {
    root.0.derive(salt, &[b"satchel header", &[context.namespace], &context.id.0])
}

pub(super) fn context(vault: Id, id: Id, namespace: Namespace, revision: u64) -> Context {
    Context {
        format: FORMAT,
        namespace: label::HEADER + namespace as u8,
        vault,
        id,
        version: revision,
        parent: vault,
    }
}

/// The key of a header's row in `Table::Bags`: those of an epoch that is being made lie beside those
/// of the one that holds.
pub(super) fn bag_key(epoch: u64, bag: Id) -> String {
    format!("{epoch}/{bag}")
}

/// The key of a record's row in `Table::Records`: its bag and its id.
pub(super) fn record_key(bag: Id, id: Id) -> String {
    format!("{bag}/{id}")
}
