//! Vaults as text, so that those of earlier releases can be kept: a line a row, `table key hex`, and
//! a line for each root cell, `cell number hex`.

use std::fmt::Write as _;
use std::path::PathBuf;

use satchel::vault::{MemoryStore, Store, Table};

use super::run;

/// A file of `tests/vectors/`.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name)
}

/// A vault from its file, in a store of its own.
pub(crate) fn vault(name: &str) -> MemoryStore {
    let store = MemoryStore::new();
    for line in std::fs::read_to_string(path(name)).expect("the file").lines() {
        let [table, key, hex] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("no row: {line}") };
        let bytes = bytes(hex);
        match Table::ALL.into_iter().find(|known| known.name() == table) {
            Some(table) => drop(store.rows().insert((table, key.to_owned()), bytes)),
            None => {
                run(store.write_cell(key.parse().unwrap(), bytes.as_slice().try_into().unwrap())).unwrap()
            }
        }
    }
    store
}

pub(crate) fn text(store: &MemoryStore) -> String {
    let mut text = String::new();
    for ((table, key), row) in store.rows().iter() {
        writeln!(text, "{} {key} {}", table.name(), hex(row)).unwrap();
    }
    for cell in [0, 1] {
        writeln!(text, "cell {cell} {}", hex(&run(store.read_cell(cell)).unwrap())).unwrap();
    }
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
    digits.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
}
