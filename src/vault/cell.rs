//! The root cells: two pages that are written in place, so that a root key can be destroyed.
//!
//! `"SATCHEL\0" ‖ epoch (8, little endian) ‖ AES-256-GCM[cell key](root key) ‖ zeros`, 4096 bytes.
//! Epochs alternate between the two. A cell of zeros holds nothing.

use zeroize::Zeroizing;

use super::store::{CELL_LENGTH, Store};
use super::{FORMAT, label};
use crate::crypto::aead::{self, Context};
use crate::crypto::keys::{AccessKey, Key, RootKey};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// Marks a cell that was written.
const MAGIC: &[u8; 8] = b"SATCHEL\0";

/// Writes the root key of an epoch into its cell, reads it back and opens it.
///
/// # Errors
/// `store_unwritable` (device), also if what was written does not open.
pub(super) async fn write(
    store: &impl Store,
    (access, root): (&AccessKey, &RootKey),
    (vault, epoch): (Id, u64),
    rng: &mut dyn Rng,
) -> Result<()> {
    let sealed = aead::seal(&cell_key(access), &context(FORMAT, vault, epoch), root.0.bytes(), rng)?;
    let mut cell = Zeroizing::new([0; CELL_LENGTH]);
    let message = [MAGIC.as_slice(), &epoch.to_le_bytes(), &sealed].concat();
    cell[..message.len()].copy_from_slice(&message);
    store.write_cell(of(epoch), &cell).await?;
    match read(store, access, (vault, epoch)).await {
        Ok(read) if read == *root => Ok(()),
        _ => Err(Error::device("store_unwritable")),
    }
}

/// Reads the root key of an epoch from its cell.
///
/// # Errors
/// `root_lost` (integrity) if the cell holds no such root or this access key does not open it.
pub(super) async fn read(store: &impl Store, access: &AccessKey, place: (Id, u64)) -> Result<RootKey> {
    read_of(FORMAT, store, access, place).await
}

/// The same, of a cell that was written by a format's rules.
pub(super) async fn read_of(
    format: u16,
    store: &impl Store,
    access: &AccessKey,
    (vault, epoch): (Id, u64),
) -> Result<RootKey> {
    let lost = || Error::integrity("root_lost");
    let cell = store.read_cell(of(epoch)).await?;
    let (magic, rest) = cell.split_first_chunk::<8>().ok_or_else(lost)?;
    let (written, rest) = rest.split_first_chunk::<8>().ok_or_else(lost)?;
    let sealed = rest.get(..aead::OVERHEAD + 32).ok_or_else(lost)?;
    if magic != MAGIC || u64::from_le_bytes(*written) != epoch {
        return Err(lost());
    }
    let opened = aead::open(&cell_key(access), &context(format, vault, epoch), sealed).map_err(|_| lost())?;
    Key::from_slice(&opened).map(RootKey).ok_or_else(lost)
}

/// Overwrites the cell that is not this epoch's, and reads it back: the root of the epoch before,
/// or one that was written for an epoch that never came.
///
/// # Errors
/// `store_unwritable` (device), also if it still holds something.
pub(super) async fn clear_spare(store: &impl Store, epoch: u64) -> Result<()> {
    clear(store, of(epoch + 1)).await
}

/// Overwrites both cells.
///
/// # Errors
/// As [`clear_spare`].
pub(super) async fn clear_both(store: &impl Store) -> Result<()> {
    clear(store, 0).await?;
    clear(store, 1).await
}

/// Whether the cell that is not this epoch's holds anything.
pub(super) async fn spare_holds(store: &impl Store, epoch: u64) -> Result<bool> {
    Ok(store.read_cell(of(epoch + 1)).await?.iter().any(|&byte| byte != 0))
}

/// Whether either cell holds anything.
pub(super) async fn any_holds(store: &impl Store) -> Result<bool> {
    // Of two epochs that follow each other, each has the other's cell as its spare.
    Ok(spare_holds(store, 0).await? || spare_holds(store, 1).await?)
}

async fn clear(store: &impl Store, cell: usize) -> Result<()> {
    store.write_cell(cell, &[0; CELL_LENGTH]).await?;
    match store.read_cell(cell).await {
        Ok(bytes) if bytes.iter().all(|&byte| byte == 0) => Ok(()),
        _ => Err(Error::device("store_unwritable")),
    }
}

fn of(epoch: u64) -> usize {
    usize::from(epoch % 2 == 1)
}

fn cell_key(access: &AccessKey) -> Key {
    access.0.derive(&[], &[b"satchel root cell"])
}

fn context(format: u16, vault: Id, epoch: u64) -> Context {
    Context { format, namespace: label::ROOT, vault, id: vault, version: epoch, parent: vault }
}
