//! What stands in the clear: which vault this is, its epoch, and the slots.
//!
//! `format (2, little endian) ‖ postcard ‖ SHA-256 of all before (32)`, in two rows that are always
//! written together. The hash is against decay; against a hand, the manifest knows the slots' hash
//! and the root cell the epoch.

use serde::{Deserialize, Serialize};

use super::slot::{Secret, Slot, Way};
use super::store::{Batch, Store, Table};
use super::{FORMAT, migrate, sha256};
use crate::codec;
use crate::crypto::keys::AccessKey;
use crate::error::{Error, Result};
use crate::id::Id;

/// The keys of the head's two rows in [`Table::Meta`].
pub(super) const COPIES: [&str; 2] = ["head", "head.copy"];

/// The most slots a head may have, and the most of them that cost an Argon2: every one of these
/// keeps an unlock busy for as long as its cost says.
const SLOTS_MOST: usize = 8;
const PASSPHRASES_MOST: usize = 1;

/// The longest row that is looked at, in bytes: eight slots with the longest passkeys.
const ROW_MOST: usize = 16 * 1024;

/// The vault's first row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) vault: Id,
    pub(super) epoch: u64,
    /// An epoch whose root cell is still to be overwritten.
    pub(super) shredding: Option<u64>,
    /// Everything is to be destroyed: the cells, then all rows.
    pub(super) destroying: bool,
    pub(super) slots: Vec<Slot>,
}

/// A head, and how it was found.
pub(super) struct Found {
    pub(super) head: Head,
    /// What its other copy says, if that is something else: one of them was put back, or forged.
    /// Which, only the key can tell.
    pub(super) other: Option<Head>,
    /// One of its copies cannot be read, or is another's.
    pub(super) copy_broken: bool,
    /// It is of format 0: the vault has to be migrated before it can be opened.
    pub(super) old: bool,
}

impl Found {
    /// The heads to be tried, the likelier first.
    pub(super) fn heads(&self) -> impl Iterator<Item = &Head> {
        std::iter::once(&self.head).chain(&self.other)
    }
}

impl Head {
    /// Writes both rows.
    pub(super) fn put(&self, batch: &mut Batch) -> Result<()> {
        let mut row = FORMAT.to_le_bytes().to_vec();
        row.extend(codec::encode(self)?);
        row.extend(sha256(&row));
        for copy in COPIES {
            batch.put(Table::Meta, copy, row.clone());
        }
        Ok(())
    }

    /// Reads the head, if there is a vault, of this format or of the one before.
    ///
    /// # Errors
    /// `vault_newer` (input) if a later Satchel wrote it; `head_broken` (integrity) if neither
    /// copy can be read.
    pub(super) async fn read(store: &impl Store) -> Result<Option<Found>> {
        let rows = store.get_many(Table::Meta, &COPIES.map(str::to_owned)).await?;
        if rows.iter().all(Option::is_none) {
            return Ok(None);
        }
        if let [Some(row), None] = rows.as_slice()
            && migrate::is_old(row)
        {
            let head = Self::decode_old(row)?;
            return Ok(Some(Found { head, other: None, copy_broken: false, old: true }));
        }
        let found = |head, other, copy_broken| Ok(Some(Found { head, other, copy_broken, old: false }));
        let read: Vec<Result<Self>> = rows.iter().map(|row| Self::decode(row.as_deref())).collect();
        match <[_; 2]>::try_from(read) {
            // One was put back: the later is the one to try first.
            Ok([Ok(head), Ok(copy)]) if head != copy => {
                // Both are always written together: one alone must not have everything destroyed.
                let destroying = head.destroying && copy.destroying;
                let [head, copy] = [head, copy].map(|head| Self { destroying, ..head });
                let (later, other) = if copy.epoch > head.epoch { (copy, head) } else { (head, copy) };
                found(later, Some(other), true)
            }
            Ok([Ok(head), Ok(_)]) => found(head, None, false),
            Ok([Ok(head), Err(_)] | [Err(_), Ok(head)]) => found(head, None, true),
            // Of two that cannot be read, one that says why is believed.
            Ok([Err(one), Err(two)]) => Err(if two.code.starts_with("vault_") { two } else { one }),
            Err(_) => Err(Error::internal("head_copies")),
        }
    }

    pub(super) fn decode(row: Option<&[u8]>) -> Result<Self> {
        let broken = || Error::integrity("head_broken");
        let row = row.filter(|row| row.len() <= ROW_MOST).ok_or_else(broken)?;
        let (format, _) = row.split_first_chunk::<2>().ok_or_else(broken)?;
        match u16::from_le_bytes(*format) {
            FORMAT => {}
            // Format 0 had one head alone, and this one has a copy.
            0 => return Err(broken()),
            _ => return Err(Error::input("vault_newer")),
        }
        let (written, hash) = row.split_last_chunk::<32>().ok_or_else(broken)?;
        if sha256(written) != *hash {
            return Err(broken());
        }
        let head: Self = written.get(2..).and_then(codec::decode).ok_or_else(broken)?;
        head.bounded().ok_or_else(broken)
    }

    pub(super) fn decode_old(row: &[u8]) -> Result<Self> {
        let head = Some(row).filter(|row| row.len() <= ROW_MOST).and_then(migrate::head);
        head.and_then(Self::bounded).ok_or_else(|| Error::integrity("head_broken"))
    }

    /// Itself, unless it has more slots than an unlock is kept busy with.
    fn bounded(self) -> Option<Self> {
        let passphrases = self.slots.iter().filter(|slot| slot.info().way == Way::Passphrase).count();
        (self.slots.len() <= SLOTS_MOST && passphrases <= PASSPHRASES_MOST).then_some(self)
    }

    /// Checks that these slots may stand in a head together.
    ///
    /// # Errors
    /// `slots_many` (input): too many, or two passphrases; `slots_few` (input): none that the user
    /// can carry to another device, as a passkey or this device may be lost.
    pub(super) fn check(slots: &[Slot]) -> Result<()> {
        let ways: Vec<Way> = slots.iter().map(|slot| slot.info().way).collect();
        let passphrases = ways.iter().filter(|way| **way == Way::Passphrase).count();
        if ways.len() > SLOTS_MOST || passphrases > PASSPHRASES_MOST {
            return Err(Error::input("slots_many"));
        }
        if !ways.iter().any(|way| matches!(way, Way::Passphrase | Way::Recovery)) {
            return Err(Error::input("slots_few"));
        }
        Ok(())
    }

    /// The access key that a secret opens.
    ///
    /// # Errors
    /// `passphrase_wrong`, `recovery_wrong`, `passkey_wrong`, `device_wrong` (input) if no slot
    /// takes it; a slot's own error if one is damaged and no other takes it.
    pub(super) fn open(&self, secret: &Secret) -> Result<AccessKey> {
        let mut error = Error::input(match secret.way() {
            Way::Passphrase => "passphrase_wrong",
            Way::Recovery => "recovery_wrong",
            Way::Passkey => "passkey_wrong",
            Way::Device => "device_wrong",
        });
        for slot in &self.slots {
            match slot.open(secret, self.vault) {
                Ok(Some(access)) => return Ok(access),
                Ok(None) => {}
                Err(failed) => error = failed,
            }
        }
        Err(error)
    }

    /// What the manifest keeps of the slots.
    pub(super) fn slots_hash(&self) -> Result<[u8; 32]> {
        Ok(sha256(&codec::encode(&self.slots)?))
    }
}
