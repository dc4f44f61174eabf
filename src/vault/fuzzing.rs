//! What fuzzing reaches into: each of the vault's parsers, given bytes as they come, and as if
//! somebody who has the keys had sealed them. What is read is written and read again as the same.
//! (Not as the same bytes: postcard takes numbers with leading zeros.)

use zeroize::Zeroizing;

use super::backup::{self, Begin, Frame};
use super::bag::{self, Bag, key_under_root};
use super::head::Head;
use super::manifest::{self, Manifest};
use super::slot::Secret;
use super::store::{Batch, Store};
use super::unlocked::Vault;
use super::{Namespace, sha256};
use crate::codec;
use crate::crypto::aead::{self, Context};
use crate::crypto::keys::{Key, RootKey};
use crate::crypto::padding;
use crate::crypto::words::RecoveryKey;
use crate::id::Id;
use crate::rng::Rng;

const VAULT: Id = Id([1; 16]);
const BAG: Id = Id([2; 16]);
const EPOCH: u64 = 3;

/// The same every time: a run can be repeated. Not zeros, which are the golden vault's recovery key.
struct Nines;

impl Rng for Nines {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(9);
    }
}

fn key() -> Key {
    Key::from_bytes([7; 32])
}

/// A head's row, with its own hash and with the right one, and a row of format 0.
pub fn head(bytes: &[u8]) {
    let hashed = [bytes, &sha256(bytes)].concat();
    for row in [bytes, &hashed] {
        let Ok(head) = Head::decode(Some(row)) else { continue };
        let written = written_head(&head);
        assert_eq!(Head::decode(Some(&written)), Ok(head.clone()));
        try_slots(&head);
    }
    if let Ok(old) = Head::decode_old(bytes) {
        try_slots(&old);
    }
}

fn written_head(head: &Head) -> Vec<u8> {
    let mut batch = Batch::default();
    head.put(&mut batch).expect("a head");
    batch.writes.into_iter().find_map(|(.., row)| row).expect("a row")
}

/// With secrets that cost no Argon2.
fn try_slots(head: &Head) {
    let passkey = Secret::Passkey { credential: Vec::new(), input: [0; 32], output: key() };
    for secret in [Secret::Recovery(RecoveryKey::random(&mut Nines)), passkey, Secret::Device(key())] {
        assert!(head.open(&secret).is_err(), "no fuzzer breaks HKDF");
    }
}

/// A bag's header.
pub fn header(bytes: &[u8]) {
    let root = RootKey(key());
    let _ = Bag::open(bytes, &root, VAULT, BAG);
    let Some((clear, plain)) = bytes.split_first_chunk::<9>() else { return };
    let Some(namespace) = Namespace::from_number(clear[0]) else { return };
    let revision = u64::from_le_bytes(std::array::from_fn(|n| clear[n + 1]));
    for sealed in sealed_under_root(plain, &root, &bag::context(VAULT, BAG, namespace, revision)) {
        if let Ok(bag) = Bag::open(&[clear.as_slice(), &sealed].concat(), &root, VAULT, BAG) {
            assert_eq!((bag.id, bag.namespace, bag.revision), (BAG, namespace, revision));
            let written = bag.seal(&root, VAULT, &mut Nines).expect("a header");
            assert_eq!(Bag::open(&written, &root, VAULT, BAG), Ok(bag));
        }
    }
}

/// The manifest.
pub fn manifest(bytes: &[u8]) {
    let root = RootKey(key());
    let _ = Manifest::open(bytes, &root, VAULT, EPOCH);
    for sealed in sealed_under_root(bytes, &root, &manifest::context(VAULT, EPOCH)) {
        if let Ok(manifest) = Manifest::open(&sealed, &root, VAULT, EPOCH) {
            let written = manifest.seal(&root, VAULT, EPOCH, &mut Nines).expect("a manifest");
            assert_eq!(Manifest::open(&written, &root, VAULT, EPOCH), Ok(manifest));
        }
    }
}

/// Bytes sealed under the root: as they are, and padded as they should be.
fn sealed_under_root(plain: &[u8], root: &RootKey, context: &Context) -> [Vec<u8>; 2] {
    let salt = [0; 32];
    let padded = padding::pad(plain).expect("room");
    [plain, &padded].map(|padded| {
        let key = key_under_root(root, &salt, context);
        let sealed = aead::seal(&key, context, padded, &mut Nines).expect("a sealed message");
        [salt.as_slice(), &sealed].concat()
    })
}

/// A backup file, as it comes.
pub fn backup(bytes: &[u8]) {
    backup::fuzzing::file(bytes, &key());
}

/// What is sealed in a backup.
pub fn frames(bytes: &[u8]) {
    let Some(frames) = backup::fuzzing::read(bytes, &key()) else { return };
    let written = backup::fuzzing::write(&frames, &key());
    assert_eq!(backup::fuzzing::read(&written, &key()).as_ref(), Some(&frames));
}

/// What is sealed in a backup of these records.
pub fn written(begin: &Begin, records: &[(Namespace, Id, Zeroizing<Vec<u8>>)]) -> Vec<u8> {
    let mut frames = vec![Frame::Begin(*begin)];
    frames.extend(records.iter().map(|(namespace, id, plain)| Frame::Record(*namespace, *id, plain.clone())));
    frames.push(Frame::End(backup::End { records: records.len() as u64 }));
    backup::fuzzing::write(&frames, &key())
}

/// What a vault has sealed under its root, as the targets take it.
pub fn sealed<S: Store>(vault: &Vault<S>) -> Vec<(&'static str, Vec<u8>)> {
    let mut sealed = vec![("manifest", codec::encode(&vault.manifest).expect("a manifest"))];
    for bag in vault.bags.values() {
        let mut header = vec![bag.namespace as u8];
        header.extend_from_slice(&bag.revision.to_le_bytes());
        header.extend(codec::encode(&bag.entries).expect("a header"));
        sealed.push(("header", header));
    }
    sealed
}
