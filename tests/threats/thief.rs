//! Somebody who has every page of the disk and the passphrase, and opens whatever can be opened.
//!
//! Written from `docs/vault-format.md` and the primitives alone: it shares no line with the vault,
//! so that it also shows that the document says how the vault is read.

use std::collections::{BTreeMap, BTreeSet};

use satchel::crypto::aead::{self, Context};
use satchel::crypto::kdf::{Cost, derive_from_passphrase};
use satchel::crypto::keys::Key;
use satchel::crypto::padding;
use satchel::id::Id;
use satchel::vault::Table;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hoard::Page;

const FORMAT: u16 = 1;

#[derive(Serialize, Deserialize)]
pub(crate) enum Derivation {
    Passphrase { salt: [u8; 16], cost: Cost },
    Recovery { salt: [u8; 16] },
    Passkey { salt: [u8; 16], credential: Vec<u8>, input: [u8; 32] },
    Device { salt: [u8; 16] },
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Slot {
    pub(crate) format: u16,
    pub(crate) id: Id,
    pub(crate) made: u64,
    pub(crate) derivation: Derivation,
    pub(crate) commitment: [u8; 32],
    pub(crate) wrapped: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) vault: Id,
    pub(crate) epoch: u64,
    pub(crate) shredding: Option<u64>,
    pub(crate) destroying: bool,
    pub(crate) slots: Vec<Slot>,
}

impl Head {
    pub(crate) fn read(row: &[u8]) -> Self {
        let (written, hash) = row.split_last_chunk::<32>().expect("a head's row");
        assert_eq!(Sha256::digest(written).as_slice(), hash);
        assert_eq!(written[..2], FORMAT.to_le_bytes());
        postcard::from_bytes(&written[2..]).expect("a head")
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut row = FORMAT.to_le_bytes().to_vec();
        row.extend(postcard::to_allocvec(self).unwrap());
        row.extend(Sha256::digest(&row));
        row
    }
}

#[derive(Deserialize)]
struct Entry {
    id: Id,
    version: u32,
    key: [u8; 32],
    #[allow(dead_code, reason = "part of the format; the thief opens what it can, hash or not")]
    hash: [u8; 32],
}

/// Every plaintext that the pages yield, whatever it is, and how many keys were found on the way.
pub(crate) struct Loot {
    pub(crate) plaintexts: BTreeSet<Vec<u8>>,
    pub(crate) roots: usize,
}

impl Loot {
    pub(crate) fn holds(&self, bytes: &[u8]) -> bool {
        self.plaintexts.iter().any(|plain| plain.windows(bytes.len()).any(|window| window == bytes))
    }
}

/// Opens what can be opened of these pages and cells.
pub(crate) fn open(pages: &BTreeSet<Page>, cells: &[Vec<u8>], passphrase: &str) -> Loot {
    let heads = pages.iter().filter(|(table, key, _)| *table == Table::Meta && key == "head");
    let heads: Vec<Head> = heads.map(|(_, _, row)| Head::read(row)).collect();
    let vault = heads[0].vault;
    let mut loot = Loot { plaintexts: BTreeSet::new(), roots: 0 };
    let mut keys = BTreeMap::<Id, Vec<(Id, u8, Entry)>>::new();
    for root in roots(&heads, cells, passphrase) {
        loot.roots += 1;
        for (table, key, row) in pages {
            match table {
                Table::Meta if key == "manifest" => {
                    for head in &heads {
                        loot.plaintexts.extend(under_root(&root, row, 3, vault, vault, head.epoch));
                    }
                }
                Table::Bags => {
                    let bag: Id = key.split_once('/').unwrap().1.parse().unwrap();
                    let revision = u64::from_le_bytes(row[1..9].try_into().unwrap());
                    if let Some(plain) = under_root(&root, &row[9..], 128 + row[0], vault, bag, revision) {
                        let entries: Vec<Entry> = postcard::from_bytes(&plain).expect("a header");
                        keys.entry(bag).or_default().extend(entries.into_iter().map(|e| (bag, row[0], e)));
                        loot.plaintexts.insert(plain);
                    }
                }
                _ => {}
            }
        }
    }
    for (_, key, row) in pages.iter().filter(|(table, ..)| *table == Table::Records) {
        let (bag, id) = key.split_once('/').unwrap();
        let (bag, id): (Id, Id) = (bag.parse().unwrap(), id.parse().unwrap());
        for (parent, namespace, entry) in keys.get(&bag).into_iter().flatten().filter(|(.., e)| e.id == id) {
            let context = context(*namespace, vault, id, u64::from(entry.version), *parent);
            if let Ok(padded) = aead::open(&Key::from_bytes(entry.key), &context, row) {
                loot.plaintexts.insert(padding::unpad(&padded).unwrap().to_vec());
            }
        }
    }
    loot
}

/// Every root key that any slot of any head leads to.
fn roots(heads: &[Head], cells: &[Vec<u8>], passphrase: &str) -> Vec<Key> {
    let mut roots = Vec::new();
    let mut tried = BTreeSet::new();
    for head in heads {
        for slot in &head.slots {
            let Derivation::Passphrase { salt, cost } = &slot.derivation else { continue };
            if !tried.insert((slot.id, slot.commitment)) {
                continue;
            }
            let kek = derive_from_passphrase(passphrase, salt, *cost).unwrap();
            let header =
                postcard::to_allocvec(&(slot.format, head.vault, slot.id, slot.made, &slot.derivation))
                    .unwrap();
            let wrap = kek.derive(&[], &[b"satchel slot wrap", &header]);
            let context = context(1, head.vault, slot.id, 0, head.vault);
            let Ok(access) = aead::open(&wrap, &context, &slot.wrapped) else { continue };
            let cell_key =
                Key::from_bytes(access.as_slice().try_into().unwrap()).derive(&[], &[b"satchel root cell"]);
            for cell in cells.iter().filter(|cell| cell.starts_with(b"SATCHEL\0")) {
                let epoch = u64::from_le_bytes(cell[8..16].try_into().unwrap());
                let context = self::context(2, head.vault, head.vault, epoch, head.vault);
                if let Ok(root) = aead::open(&cell_key, &context, &cell[16..16 + 60]) {
                    roots.push(Key::from_bytes(root.as_slice().try_into().unwrap()));
                }
            }
        }
    }
    roots
}

fn under_root(root: &Key, row: &[u8], namespace: u8, vault: Id, id: Id, version: u64) -> Option<Vec<u8>> {
    let (salt, sealed) = row.split_first_chunk::<32>()?;
    let key = root.derive(salt, &[b"satchel header", &[namespace], &id.0]);
    let padded = aead::open(&key, &context(namespace, vault, id, version, vault), sealed).ok()?;
    Some(padding::unpad(&padded).unwrap().to_vec())
}

fn context(namespace: u8, vault: Id, id: Id, version: u64, parent: Id) -> Context {
    Context { format: FORMAT, namespace, vault, id, version, parent }
}
