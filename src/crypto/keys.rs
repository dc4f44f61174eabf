//! Keys, told apart by type, so that one cannot stand where another belongs.

use std::fmt;

use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::rng::Rng;

/// How long every key is, in bytes.
pub const KEY_LENGTH: usize = 32;

/// 256 bits that encrypt. Erased on drop.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop, Serialize, Deserialize)]
pub struct Key([u8; KEY_LENGTH]);

impl Key {
    /// A fresh key.
    pub fn random(rng: &mut dyn Rng) -> Self {
        let mut key = Self([0; KEY_LENGTH]);
        rng.fill(&mut key.0);
        key
    }

    /// A key from its bytes.
    pub fn from_bytes(bytes: [u8; KEY_LENGTH]) -> Self {
        Self(bytes)
    }

    /// The bytes, for sealing them under another key or handing them to a cipher.
    pub fn bytes(&self) -> &[u8; KEY_LENGTH] {
        &self.0
    }

    /// `HKDF-SHA-256(ikm: this key, salt, info: the parts, each length-prefixed)` ([RFC 5869]).
    /// `parts` begins with a label that no other use has.
    ///
    /// [RFC 5869]: https://www.rfc-editor.org/rfc/rfc5869
    pub fn derive(&self, salt: &[u8], parts: &[&[u8]]) -> Self {
        Self::from_secret(&self.0, salt, parts)
    }

    /// The same, from a secret that is no key.
    pub(super) fn from_secret(secret: &[u8], salt: &[u8], parts: &[&[u8]]) -> Self {
        let mut info = Vec::new();
        for part in parts {
            info.extend_from_slice(&(part.len() as u64).to_le_bytes());
            info.extend_from_slice(part);
        }
        let mut derived = Self([0; KEY_LENGTH]);
        hkdf(secret, salt, &info, &mut derived.0).expect("one block of output is within HKDF's 255");
        derived
    }
}

/// HKDF-SHA-256 as [RFC 5869] has it; `None` if more than 255 blocks are asked for.
///
/// [RFC 5869]: https://www.rfc-editor.org/rfc/rfc5869
pub(super) fn hkdf(secret: &[u8], salt: &[u8], info: &[u8], out: &mut [u8]) -> Option<()> {
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, out).ok()
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The access key: random, wrapped once for every way of opening the vault; opens the root cell.
/// The only key that leaves the engine, to wait in the browser's session memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey(pub Key);

/// The root key of one epoch: opens the manifest and every bag header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootKey(pub Key);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_never_shows_itself() {
        assert_eq!(format!("{:?}", AccessKey(Key::from_bytes([7; 32]))), "AccessKey(Key(…))");
    }

    #[test]
    fn parts_do_not_run_together() {
        let key = Key::from_bytes([1; 32]);
        assert_ne!(key.derive(&[], &[b"ab", b"c"]), key.derive(&[], &[b"a", b"bc"]));
        assert_ne!(key.derive(&[1], &[b"a"]), key.derive(&[2], &[b"a"]));
    }
}
