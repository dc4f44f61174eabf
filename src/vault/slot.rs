//! A slot: the access key, wrapped for one way of opening.
//!
//! The key that unwraps (KEK) comes from what the user has or knows. Beside the wrapped key stands
//! a commitment, HKDF(KEK, header), so that a wrong passphrase is told from a damaged slot, and a
//! wrapped key that two KEKs would open cannot be made (AES-GCM alone does not commit).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{FORMAT, label};
use crate::crypto::aead::{self, Context};
use crate::crypto::kdf::{self, Cost};
use crate::crypto::keys::{AccessKey, Key};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// How a slot is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Way {
    /// `KEK = Argon2id(passphrase, salt, cost)`.
    Passphrase { salt: [u8; 16], cost: Cost },
}

/// The access key, wrapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slot {
    id: Id,
    way: Way,
    commitment: [u8; 32],
    wrapped: Vec<u8>,
}

impl Slot {
    /// Wraps `access` for a passphrase.
    pub(super) fn for_passphrase(
        access: &AccessKey,
        passphrase: &str,
        cost: Cost,
        vault: Id,
        rng: &mut dyn Rng,
    ) -> Result<Self> {
        let mut salt = [0; 16];
        rng.fill(&mut salt);
        let id = Id::random(rng);
        let way = Way::Passphrase { salt, cost };
        let kek = kdf::derive_from_passphrase(passphrase, &salt, cost)?;
        let header = header(vault, id, way)?;
        let wrap = kek.derive(&[], &[b"satchel slot wrap", &header]);
        let wrapped = aead::seal(&wrap, &context(vault, id), access.0.bytes(), rng)?;
        Ok(Self { id, way, commitment: commitment(&kek, &header), wrapped })
    }

    /// The access key, if the passphrase is the one this slot was made with.
    ///
    /// # Errors
    /// `passphrase_wrong` (input); `kdf_out_of_bounds`, `slot_broken` (integrity).
    pub(super) fn open(&self, passphrase: &str, vault: Id) -> Result<AccessKey> {
        let Way::Passphrase { salt, cost } = self.way;
        let kek = kdf::derive_from_passphrase(passphrase, &salt, cost)?;
        let header = header(vault, self.id, self.way)?;
        if commitment(&kek, &header) != self.commitment {
            return Err(Error::input("passphrase_wrong"));
        }
        let broken = || Error::integrity("slot_broken");
        let wrap = kek.derive(&[], &[b"satchel slot wrap", &header]);
        let opened = aead::open(&wrap, &context(vault, self.id), &self.wrapped).map_err(|_| broken())?;
        let key = opened.as_slice().try_into().map_err(|_| broken())?;
        Ok(AccessKey(Key::from_bytes(key)))
    }
}

/// What the commitment and the wrap key are bound to.
fn header(vault: Id, id: Id, way: Way) -> Result<Vec<u8>> {
    postcard::to_allocvec(&(FORMAT, vault, id, way)).map_err(|_| Error::internal("encode"))
}

/// SHA-256 over a key derived from the KEK for this alone; safe to store, and comparing it leaks
/// nothing that the stored copy does not.
fn commitment(kek: &Key, header: &[u8]) -> [u8; 32] {
    Sha256::digest(kek.derive(&[], &[b"satchel slot commitment", header]).bytes()).into()
}

fn context(vault: Id, id: Id) -> Context {
    Context { format: FORMAT, namespace: label::SLOT, vault, id, version: 0, parent: vault }
}
