//! What stands in the clear, and the root cell that it points to.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::slot::Slot;
use super::store::{CELL_LENGTH, Store, Table};
use super::{FORMAT, label};
use crate::crypto::aead::{self, Context};
use crate::crypto::keys::{AccessKey, Key, RootKey};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// The key of the head's row in [`Table::Meta`].
pub(super) const HEAD: &str = "head";

/// The most slots a head may have.
const SLOTS_MOST: usize = 16;

/// Marks a root cell that was written.
const MAGIC: &[u8; 8] = b"SATCHEL\0";

/// The vault's first row, in the clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) vault: Id,
    pub(super) epoch: u64,
    pub(super) slots: Vec<Slot>,
}

impl Head {
    /// `format (2, little endian) ‖ postcard`.
    pub(super) fn encode(&self) -> Result<Vec<u8>> {
        let mut out = FORMAT.to_le_bytes().to_vec();
        out.extend(postcard::to_allocvec(self).map_err(|_| Error::internal("encode"))?);
        Ok(out)
    }

    /// Reads the head, if there is a vault.
    ///
    /// # Errors
    /// `vault_newer` (input) if a later Satchel wrote it; `head_broken` (integrity).
    pub(super) async fn read(store: &impl Store) -> Result<Option<Self>> {
        let Some(row) = store.get(Table::Meta, HEAD).await? else { return Ok(None) };
        let broken = || Error::integrity("head_broken");
        let (format, rest) = row.split_first_chunk::<2>().ok_or_else(broken)?;
        if u16::from_le_bytes(*format) != FORMAT {
            return Err(Error::input("vault_newer"));
        }
        let head: Self = postcard::from_bytes(rest).map_err(|_| broken())?;
        // Every slot costs a derivation: a head with many would keep an unlock busy for hours.
        if head.slots.len() > SLOTS_MOST { Err(broken()) } else { Ok(Some(head)) }
    }

    /// The access key that a passphrase opens.
    ///
    /// # Errors
    /// `passphrase_wrong` (input) if no slot takes it; a slot's own error if one is damaged and no
    /// other takes it.
    pub(super) fn open(&self, passphrase: &str) -> Result<AccessKey> {
        let mut error = Error::integrity("head_broken");
        for slot in &self.slots {
            match slot.open(passphrase, self.vault) {
                Ok(access) => return Ok(access),
                Err(failed) => error = failed,
            }
        }
        Err(error)
    }
}

/// Writes the root key of an epoch into its cell, and reads it back.
///
/// # Errors
/// `store_unwritable` (device), also if what was written does not open.
pub(super) async fn write_root(
    store: &impl Store,
    (access, root): (&AccessKey, &RootKey),
    (vault, epoch): (Id, u64),
    rng: &mut dyn Rng,
) -> Result<()> {
    let sealed = aead::seal(&cell_key(access), &context(vault, epoch), root.0.bytes(), rng)?;
    let mut cell = Zeroizing::new([0; CELL_LENGTH]);
    let message = [MAGIC.as_slice(), &epoch.to_le_bytes(), &sealed].concat();
    cell[..message.len()].copy_from_slice(&message);
    store.write_cell(cell_of(epoch), &cell).await?;
    match read_root(store, access, (vault, epoch)).await {
        Ok(read) if read == *root => Ok(()),
        _ => Err(Error::device("store_unwritable")),
    }
}

/// Reads the root key of an epoch from its cell.
///
/// # Errors
/// `root_lost` (integrity) if the cell holds no such root or this access key does not open it.
pub(super) async fn read_root(
    store: &impl Store,
    access: &AccessKey,
    (vault, epoch): (Id, u64),
) -> Result<RootKey> {
    let lost = || Error::integrity("root_lost");
    let cell = store.read_cell(cell_of(epoch)).await?;
    let (magic, rest) = cell.split_first_chunk::<8>().ok_or_else(lost)?;
    let (written, rest) = rest.split_first_chunk::<8>().ok_or_else(lost)?;
    let sealed = rest.get(..aead::OVERHEAD + 32).ok_or_else(lost)?;
    if magic != MAGIC || u64::from_le_bytes(*written) != epoch {
        return Err(lost());
    }
    let opened = aead::open(&cell_key(access), &context(vault, epoch), sealed).map_err(|_| lost())?;
    let key = opened.as_slice().try_into().map_err(|_| lost())?;
    Ok(RootKey(Key::from_bytes(key)))
}

/// Epochs alternate between the two cells.
fn cell_of(epoch: u64) -> usize {
    usize::from(epoch % 2 == 1)
}

fn cell_key(access: &AccessKey) -> Key {
    access.0.derive(&[], &[b"satchel root cell"])
}

fn context(vault: Id, epoch: u64) -> Context {
    Context { format: FORMAT, namespace: label::ROOT, vault, id: vault, version: epoch, parent: vault }
}
