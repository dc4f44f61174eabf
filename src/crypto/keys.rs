//! Keys, told apart by type, so that one cannot stand where another belongs.

use std::fmt;

use hkdf::Hkdf;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::crypto::stack;
use crate::rng::Rng;

/// How long every key is, in bytes.
pub const KEY_LENGTH: usize = 32;

/// 256 bits that encrypt. Erased on drop, and on the heap from their making: a value that is moved
/// leaves a copy of itself where it was, which nothing erases; here that copy is an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Box<[u8; KEY_LENGTH]>);

impl Key {
    /// To be filled in its place.
    pub(super) fn zero() -> Self {
        Self(Box::new([0; KEY_LENGTH]))
    }

    /// A fresh key.
    pub fn random(rng: &mut dyn Rng) -> Self {
        let mut key = Self::zero();
        rng.fill(key.bytes_mut());
        key
    }

    /// A key from its bytes, of which this copy is erased.
    pub fn from_bytes(mut bytes: [u8; KEY_LENGTH]) -> Self {
        let mut key = Self::zero();
        key.bytes_mut().copy_from_slice(&bytes);
        bytes.zeroize();
        key
    }

    /// A key from its bytes where they stand, without a copy in between; `None` unless they are
    /// 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::zero();
        (bytes.len() == KEY_LENGTH).then(|| key.bytes_mut().copy_from_slice(bytes))?;
        Some(key)
    }

    pub(super) fn bytes_mut(&mut self) -> &mut [u8; KEY_LENGTH] {
        &mut self.0
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
        Self::from_secret(self.bytes(), salt, parts)
    }

    /// The same, from a secret that is no key.
    pub(super) fn from_secret(secret: &[u8], salt: &[u8], parts: &[&[u8]]) -> Self {
        let mut info = Vec::new();
        for part in parts {
            info.extend_from_slice(&(part.len() as u64).to_le_bytes());
            info.extend_from_slice(part);
        }
        let mut derived = Self::zero();
        hkdf(secret, salt, &info, derived.bytes_mut()).expect("one block of output is within HKDF's 255");
        derived
    }
}

/// HKDF-SHA-256 as [RFC 5869] has it; `None` if more than 255 blocks are asked for.
///
/// [RFC 5869]: https://www.rfc-editor.org/rfc/rfc5869
pub(super) fn hkdf(secret: &[u8], salt: &[u8], info: &[u8], out: &mut [u8]) -> Option<()> {
    let done = Hkdf::<Sha256>::new(Some(salt), secret).expand(info, out).ok();
    stack::wipe();
    done
}

impl Drop for Key {
    fn drop(&mut self) {
        self.bytes_mut().zeroize();
    }
}

impl ZeroizeOnDrop for Key {}

/// As an array of bytes.
impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.bytes().serialize(serializer)
    }
}

/// Byte by byte into its place.
impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl<'de> Visitor<'de> for Bytes {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{KEY_LENGTH} bytes")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<Key, A::Error> {
                let mut key = Key::zero();
                for (at, place) in key.bytes_mut().iter_mut().enumerate() {
                    *place = bytes.next_element()?.ok_or_else(|| de::Error::invalid_length(at, &self))?;
                }
                Ok(key)
            }
        }

        deserializer.deserialize_tuple(KEY_LENGTH, Bytes)
    }
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
    fn a_key_is_stored_as_its_bytes_and_nothing_else() {
        let key = Key::random(&mut crate::rng::SystemRng);
        let stored = postcard::to_allocvec(&key).unwrap();
        assert_eq!(stored, key.bytes());
        assert_eq!(postcard::from_bytes::<Key>(&stored).unwrap(), key);
        assert!(postcard::from_bytes::<Key>(&stored[1..]).is_err());
        assert_eq!(Key::from_slice(&stored), Some(key.clone()));
        assert_eq!(Key::from_slice(&stored[1..]), None);
        assert_eq!(Key::from_bytes(*key.bytes()), key);
    }

    #[test]
    fn parts_do_not_run_together() {
        let key = Key::from_bytes([1; 32]);
        assert_ne!(key.derive(&[], &[b"ab", b"c"]), key.derive(&[], &[b"a", b"bc"]));
        assert_ne!(key.derive(&[1], &[b"a"]), key.derive(&[2], &[b"a"]));
    }
}
