//! `seal[key](aad, plaintext)`: AES-256-GCM ([NIST SP 800-38D]) with a random 96-bit nonce.
//!
//! Written as `nonce (12) ‖ ciphertext ‖ tag (16)`. Nearly every key here seals one message in
//! its life, so random nonces cannot collide; the few keys that seal more (a wrap key when a slot
//! is written again) stay far below GCM's 2³² messages.
//!
//! The associated data ([`Context`]) says what the message is and where it belongs, so that a
//! sealed thing moved elsewhere, or put back in an older version, does not open.
//!
//! [NIST SP 800-38D]: https://csrc.nist.gov/pubs/sp/800/38/d/final

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use zeroize::Zeroizing;

use crate::crypto::keys::Key;
use crate::crypto::stack;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

const NONCE_LENGTH: usize = 12;

/// How much longer a sealed message is than its plaintext, in bytes.
pub const OVERHEAD: usize = NONCE_LENGTH + 16;

/// What a message is and where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The vault format's version.
    pub format: u16,
    /// A label for this kind of message, from `vault::Namespace` or a constant of its module.
    pub namespace: u8,
    /// The vault.
    pub vault: Id,
    /// The thing sealed.
    pub id: Id,
    /// Its version, revision or epoch.
    pub version: u64,
    /// What it stands in: a record's bag.
    pub parent: Id,
}

impl Context {
    /// Fixed widths in a fixed order: no two contexts give the same bytes.
    fn bytes(&self) -> [u8; 59] {
        let mut out = [0; 59];
        out[..2].copy_from_slice(&self.format.to_le_bytes());
        out[2] = self.namespace;
        out[3..19].copy_from_slice(&self.vault.0);
        out[19..35].copy_from_slice(&self.id.0);
        out[35..43].copy_from_slice(&self.version.to_le_bytes());
        out[43..].copy_from_slice(&self.parent.0);
        out
    }
}

/// `nonce ‖ AES-256-GCM[key](nonce, context, plaintext)`.
///
/// # Errors
/// `too_large` (input) past GCM's 64 GiB.
pub fn seal(key: &Key, context: &Context, plaintext: &[u8], rng: &mut dyn Rng) -> Result<Vec<u8>> {
    let mut nonce = [0; NONCE_LENGTH];
    rng.fill(&mut nonce);
    seal_bound(key, nonce, &context.bytes(), plaintext)
}

/// [`seal`], over nonce and associated data as bytes: the form in which vectors are published.
pub(super) fn seal_bound(
    key: &Key,
    nonce: [u8; NONCE_LENGTH],
    aad: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>> {
    let payload = Payload { msg: plaintext, aad };
    let ciphertext = cipher(key).encrypt(&Nonce::from(nonce), payload);
    stack::wipe();
    let ciphertext = ciphertext.map_err(|_| Error::input("too_large"))?;
    let mut sealed = Vec::with_capacity(NONCE_LENGTH + ciphertext.len());
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&ciphertext);
    Ok(sealed)
}

/// The plaintext of what [`seal`] made, erased on drop.
///
/// # Errors
/// `seal_broken` (integrity) if a single bit of message, context or key is another.
pub fn open(key: &Key, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    open_bound(key, &context.bytes(), sealed)
}

/// [`open`], over the associated data as bytes: the form in which vectors are published.
pub(super) fn open_bound(key: &Key, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let broken = || Error::integrity("seal_broken");
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LENGTH>().ok_or_else(broken)?;
    let payload = Payload { msg: ciphertext, aad };
    let plaintext = cipher(key).decrypt(&Nonce::from(*nonce), payload).map(Zeroizing::new);
    stack::wipe();
    plaintext.map_err(|_| broken())
}

/// A sealed message, with what opens it.
#[derive(Clone, Copy)]
pub struct Sealed<'a> {
    /// Its key.
    pub key: &'a Key,
    /// What it is and where it belongs.
    pub context: Context,
    /// What [`seal`] made.
    pub message: &'a [u8],
}

impl Sealed<'_> {
    /// What it says; none if it does not open.
    pub fn open(&self) -> Option<Zeroizing<Vec<u8>>> {
        open(self.key, &self.context, self.message).ok()
    }

    /// Nonce, ciphertext with its tag, and associated data, for another implementation of the same cipher; none of what
    /// is too short.
    pub fn parts(&self) -> Option<(&[u8; NONCE_LENGTH], &[u8], [u8; 59])> {
        let (nonce, ciphertext) = self.message.split_first_chunk()?;
        Some((nonce, ciphertext, self.context.bytes()))
    }
}

/// The bare cipher under a key.
pub(super) fn cipher(key: &Key) -> Aes256Gcm {
    Aes256Gcm::new(key.bytes().into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rng::SystemRng;

    fn context() -> Context {
        Context {
            format: 0,
            namespace: 1,
            vault: Id([1; 16]),
            id: Id([2; 16]),
            version: 3,
            parent: Id([4; 16]),
        }
    }

    /// Contexts that share most of their parts, so that two often differ in one alone.
    fn contexts() -> impl Strategy<Value = Context> {
        let id = || prop_oneof![Just(Id([0; 16])), Just(Id([1; 16])), any::<[u8; 16]>().prop_map(Id)];
        let version = prop_oneof![0..3_u64, any::<u64>()];
        (0..3_u16, 0..3_u8, id(), id(), version, id()).prop_map(
            |(format, namespace, vault, id, version, parent)| Context {
                format,
                namespace,
                vault,
                id,
                version,
                parent,
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn what_is_sealed_opens(plaintext: Vec<u8>, key: [u8; 32]) {
            let key = Key::from_bytes(key);
            let sealed = seal(&key, &context(), &plaintext, &mut SystemRng).unwrap();
            prop_assert_eq!(sealed.len(), plaintext.len() + OVERHEAD);
            prop_assert_eq!(&*open(&key, &context(), &sealed).unwrap(), &plaintext);
        }

        #[test]
        fn one_flipped_bit_anywhere_does_not_open(plaintext: Vec<u8>, at: prop::sample::Index, bit in 0..8u8) {
            let key = Key::from_bytes([9; 32]);
            let mut sealed = seal(&key, &context(), &plaintext, &mut SystemRng).unwrap();
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert_eq!(open(&key, &context(), &sealed).unwrap_err().code, "seal_broken");
        }

        #[test]
        fn it_opens_in_its_own_context_and_in_no_other(sealed_in in contexts(), opened_in in contexts()) {
            let key = Key::from_bytes([9; 32]);
            let sealed = seal(&key, &sealed_in, b"bound", &mut SystemRng).unwrap();
            prop_assert_eq!(open(&key, &opened_in, &sealed).is_ok(), sealed_in == opened_in);
            prop_assert!(open(&key, &sealed_in, &sealed).is_ok());
        }

        #[test]
        fn garbage_of_any_length_is_an_error(garbage: Vec<u8>) {
            prop_assert!(open(&Key::from_bytes([9; 32]), &context(), &garbage).is_err());
        }
    }

    #[test]
    fn every_part_of_the_context_binds() {
        let key = Key::from_bytes([9; 32]);
        let sealed = seal(&key, &context(), b"bound", &mut SystemRng).unwrap();
        let moved = [
            Context { format: 1, ..context() },
            Context { namespace: 2, ..context() },
            Context { vault: Id([9; 16]), ..context() },
            Context { id: Id([9; 16]), ..context() },
            Context { version: 2, ..context() },
            Context { parent: Id([9; 16]), ..context() },
        ];
        assert!(moved.iter().all(|context| open(&key, context, &sealed).is_err()));
        assert!(open(&Key::from_bytes([8; 32]), &context(), &sealed).is_err());
    }
}
