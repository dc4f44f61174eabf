//! A slot: the access key, wrapped for one way of opening.
//!
//! The key that unwraps (KEK) comes from what the user has or knows ([`Secret`]). Beside the wrapped
//! key stands a commitment, HKDF(KEK, header), so that a wrong passphrase is told from a damaged
//! slot, and a wrapped key that two KEKs would open cannot be made (AES-GCM alone does not commit).

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{FORMAT, label, sha256};
use crate::clock::Millis;
use crate::codec;
use crate::crypto::aead::{self, Context};
use crate::crypto::kdf::{self, Cost};
use crate::crypto::keys::{AccessKey, Key};
use crate::crypto::words::RecoveryKey;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

/// The longest name of a passkey: what WebAuthn allows a credential id.
const CREDENTIAL_MOST: usize = 1023;

/// What opens a vault.
#[derive(Clone)]
pub enum Secret {
    /// Something that the user remembers.
    Passphrase(Zeroizing<String>),
    /// 128 random bits, which the user has as words on paper.
    Recovery(RecoveryKey),
    /// What a passkey answers ([WebAuthn's PRF extension]) to an input of its own.
    ///
    /// [WebAuthn's PRF extension]: https://www.w3.org/TR/webauthn-3/#prf-extension
    Passkey {
        /// The credential's id.
        credential: Vec<u8>,
        /// What it was asked: random, made with the slot.
        input: [u8; 32],
        /// What it answered.
        output: Key,
    },
    /// What a key that the browser holds for this device answers. It protects from nobody who can
    /// read the browser's profile.
    Device(Key),
}

/// The way a slot is opened, without any secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// A passphrase.
    Passphrase,
    /// The recovery key.
    Recovery,
    /// A passkey.
    Passkey,
    /// This device.
    Device,
}

/// What the head says of a slot to whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotInfo {
    /// Its name.
    pub id: Id,
    /// How it is opened.
    pub way: Way,
    /// When it was made.
    pub made: Millis,
    /// Of a passkey: the credential's id, and what to ask it.
    pub passkey: Option<(Vec<u8>, [u8; 32])>,
}

/// How the KEK is made from the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Derivation {
    /// `Argon2id(passphrase, salt, cost)`.
    Passphrase { salt: [u8; 16], cost: Cost },
    /// `HKDF(recovery key, salt)`.
    Recovery { salt: [u8; 16] },
    /// `HKDF(PRF output, salt)`.
    Passkey { salt: [u8; 16], credential: Vec<u8>, input: [u8; 32] },
    /// `HKDF(device's answer, salt)`.
    Device { salt: [u8; 16] },
}

/// The access key, wrapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slot {
    /// By which format's rules it was wrapped: a slot outlives a migration, as the secret is not
    /// at hand then.
    format: u16,
    id: Id,
    made: Millis,
    derivation: Derivation,
    commitment: [u8; 32],
    wrapped: Vec<u8>,
}

impl Secret {
    /// Which way of opening this is for.
    pub fn way(&self) -> Way {
        match self {
            Self::Passphrase(_) => Way::Passphrase,
            Self::Recovery(_) => Way::Recovery,
            Self::Passkey { .. } => Way::Passkey,
            Self::Device(_) => Way::Device,
        }
    }

    fn derivation(&self, cost: Cost, rng: &mut dyn Rng) -> Result<Derivation> {
        let mut salt = [0; 16];
        rng.fill(&mut salt);
        Ok(match self {
            Self::Passphrase(_) => Derivation::Passphrase { salt, cost },
            Self::Recovery(_) => Derivation::Recovery { salt },
            Self::Passkey { credential, input, .. } if credential.len() <= CREDENTIAL_MOST => {
                Derivation::Passkey { salt, credential: credential.clone(), input: *input }
            }
            Self::Passkey { .. } => return Err(Error::input("passkey_malformed")),
            Self::Device(_) => Derivation::Device { salt },
        })
    }

    /// The KEK for a slot that is opened this way; `None` for another way.
    /// Format 0 took passphrases as they were typed.
    fn kek(&self, derivation: &Derivation, format: u16) -> Result<Option<Key>> {
        Ok(match (self, derivation) {
            (Self::Passphrase(passphrase), Derivation::Passphrase { salt, cost }) if format == 0 => {
                Some(kdf::derive_as_typed(passphrase.as_bytes(), salt, *cost)?)
            }
            (Self::Passphrase(passphrase), Derivation::Passphrase { salt, cost }) => {
                Some(kdf::derive_from_passphrase(passphrase, salt, *cost)?)
            }
            (Self::Recovery(bits), Derivation::Recovery { salt }) => Some(bits.kek(salt)),
            (
                Self::Passkey { credential, output, .. },
                Derivation::Passkey { salt, credential: named, .. },
            ) => (credential == named)
                .then(|| kdf::derive_from_secret(output.bytes(), salt, b"satchel passkey")),
            (Self::Device(answer), Derivation::Device { salt }) => {
                Some(kdf::derive_from_secret(answer.bytes(), salt, b"satchel device"))
            }
            _ => None,
        })
    }
}

impl Slot {
    /// Wraps `access` for a secret.
    ///
    /// # Errors
    /// `kdf_out_of_bounds` (integrity), `memory_short` (device), `passkey_malformed` (input).
    pub(super) fn new(
        access: &AccessKey,
        secret: &Secret,
        cost: Cost,
        (vault, made): (Id, Millis),
        rng: &mut dyn Rng,
    ) -> Result<Self> {
        let (format, id) = (FORMAT, Id::random(rng));
        let derivation = secret.derivation(cost, rng)?;
        let kek = secret.kek(&derivation, format)?.ok_or_else(|| Error::internal("way_unknown"))?;
        let mut slot = Self { format, id, made, derivation, commitment: [0; 32], wrapped: Vec::new() };
        let header = slot.header(vault)?;
        slot.commitment = commitment(&kek, &header);
        slot.wrapped = aead::seal(&wrap_key(&kek, &header), &slot.context(vault), access.0.bytes(), rng)?;
        Ok(slot)
    }

    /// One of format 0, as it stands: there were passphrases alone, and when they were made was not
    /// written down.
    pub(super) fn of_format_0(
        id: Id,
        (salt, cost): ([u8; 16], Cost),
        commitment: [u8; 32],
        wrapped: Vec<u8>,
    ) -> Self {
        let derivation = Derivation::Passphrase { salt, cost };
        Self { format: 0, id, made: Millis(0), derivation, commitment, wrapped }
    }

    /// The access key, if the secret is the one this slot was made with; `None` if it is not.
    ///
    /// # Errors
    /// `kdf_out_of_bounds`, `slot_broken` (integrity), `memory_short` (device).
    pub(super) fn open(&self, secret: &Secret, vault: Id) -> Result<Option<AccessKey>> {
        let Some(kek) = secret.kek(&self.derivation, self.format)? else { return Ok(None) };
        let header = self.header(vault)?;
        if commitment(&kek, &header) != self.commitment {
            return Ok(None);
        }
        let broken = || Error::integrity("slot_broken");
        let opened = aead::open(&wrap_key(&kek, &header), &self.context(vault), &self.wrapped)
            .map_err(|_| broken())?;
        Key::from_slice(&opened).map(|key| Some(AccessKey(key))).ok_or_else(broken)
    }

    pub(super) fn info(&self) -> SlotInfo {
        let (way, passkey) = match &self.derivation {
            Derivation::Passphrase { .. } => (Way::Passphrase, None),
            Derivation::Recovery { .. } => (Way::Recovery, None),
            Derivation::Passkey { credential, input, .. } => {
                (Way::Passkey, Some((credential.clone(), *input)))
            }
            Derivation::Device { .. } => (Way::Device, None),
        };
        SlotInfo { id: self.id, way, made: self.made, passkey }
    }

    /// What the commitment and the wrap key are bound to. In format 0 that was not when it was made.
    fn header(&self, vault: Id) -> Result<Vec<u8>> {
        if self.format == 0 {
            return codec::encode(&(self.format, vault, self.id, &self.derivation));
        }
        codec::encode(&(self.format, vault, self.id, self.made, &self.derivation))
    }

    fn context(&self, vault: Id) -> Context {
        Context { format: self.format, namespace: label::SLOT, vault, id: self.id, version: 0, parent: vault }
    }
}

fn wrap_key(kek: &Key, header: &[u8]) -> Key {
    kek.derive(&[], &[b"satchel slot wrap", header])
}

/// SHA-256 over a key derived from the KEK for this alone; safe to store, and comparing it leaks
/// nothing that the stored copy does not.
fn commitment(kek: &Key, header: &[u8]) -> [u8; 32] {
    sha256(kek.derive(&[], &[b"satchel slot commitment", header]).bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::SystemRng;

    /// With a space that is another, and a letter in two parts: what format 1 writes one way.
    #[test]
    fn a_passphrase_of_format_0_opens_as_it_was_typed() {
        let typed = "l'e\u{301}te\u{301}\u{a0}a Nice";
        let (vault, access) = (Id([1; 16]), AccessKey(Key::random(&mut SystemRng)));
        let kek = kdf::derive_as_typed(typed.as_bytes(), &[2; 16], Cost::FLOOR).unwrap();
        let mut slot = Slot::of_format_0(Id([3; 16]), ([2; 16], Cost::FLOOR), [0; 32], Vec::new());
        let header = slot.header(vault).unwrap();
        slot.commitment = commitment(&kek, &header);
        slot.wrapped =
            aead::seal(&wrap_key(&kek, &header), &slot.context(vault), access.0.bytes(), &mut SystemRng)
                .unwrap();
        let secret = |passphrase: &str| Secret::Passphrase(Zeroizing::new(passphrase.to_owned()));
        assert_eq!(slot.open(&secret(typed), vault).unwrap(), Some(access));
        assert_eq!(slot.open(&secret("l'\u{e9}t\u{e9} a Nice"), vault).unwrap(), None);
    }
}
