//! Random identifiers.
//!
//! Ids are random and say nothing of what they name: they stand on disk in the clear, and an id
//! made from a text would let anyone who holds the disk ask whether that text is in the vault.
//! What is needed to know a text again at a second import ([`Fingerprint`]) is sealed with it.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::rng::Rng;

/// A random 128-bit name: of a vault, bag, record or slot. Written as 32 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id(pub [u8; 16]);

/// As its bytes are ordered, in two steps instead of sixteen where a machine compares no strings.
impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        u128::from_be_bytes(self.0).cmp(&u128::from_be_bytes(other.0))
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Id {
    /// A fresh id.
    pub fn random(rng: &mut dyn Rng) -> Self {
        let mut bytes = [0; 16];
        rng.fill(&mut bytes);
        Self(bytes)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

impl FromStr for Id {
    type Err = Error;

    /// # Errors
    /// `id_malformed` unless it is exactly 32 hex digits.
    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = || Error::input("id_malformed");
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(malformed());
        }
        u128::from_str_radix(text, 16).map(|n| Self(n.to_be_bytes())).map_err(|_| malformed())
    }
}

/// Text where a person or JavaScript reads it, bytes where it is stored.
impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
        } else {
            <[u8; 16]>::deserialize(deserializer).map(Self)
        }
    }
}

/// What makes a thing known again when it is imported twice: the first 16 bytes of SHA-256 over
/// its origin (for example `chatgpt`, the conversation's id, the message's id). Kept sealed only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Of a list of parts; each is length-prefixed, so that no two lists run together.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut short = [0; 16];
        short.copy_from_slice(&hash.finalize()[..16]);
        Self(short)
    }

    /// The same thing, as a file tells of it that may claim anything: nothing that comes here another way is ever
    /// known by this.
    #[must_use]
    pub fn claimed(self) -> Self {
        Self::of(&[b"claimed", &self.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text_and_nothing_else_does() {
        let id = Id([0x0a; 16]);
        assert_eq!(id.to_string().parse::<Id>().unwrap(), id);
        for bad in ["", "0a", &"g".repeat(32), &"0".repeat(33), "+0000000000000000000000000000000"] {
            assert_eq!(bad.parse::<Id>().unwrap_err().code, "id_malformed");
        }
    }

    #[test]
    fn fingerprints_do_not_run_together() {
        assert_ne!(Fingerprint::of(&[b"ab", b"c"]), Fingerprint::of(&[b"a", b"bc"]));
    }
}
