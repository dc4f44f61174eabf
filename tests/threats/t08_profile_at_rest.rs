//! T8: the locked vault's rows and cells. What browsers write around them is searched in real ones.

use std::rc::Rc;

use satchel::engine::protocol::Request;
use satchel::vault::{MemoryStore, Store};

use crate::desk::{PASSPHRASE, ask, export, import, insert, note, run, unlocked_on};

#[test]
fn t08_locked_rows_hold_no_canary_and_no_key() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let memory = note(&mut engine, "CANARY-velvet-otter-9431");
    insert(&mut engine, &memory, "https://canary-site.example");
    import(&mut engine, export());
    ask(&mut engine, Request::Delete { ids: vec![memory.id] });
    let key = *engine.access_key().unwrap().0.bytes();
    ask(&mut engine, Request::Lock);
    let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
    let rows = store.rows();
    let everything: Vec<&Vec<u8>> = rows.values().chain(&cells).collect();
    let secrets: [&[u8]; 7] = [
        b"CANARY-velvet-otter-9431",
        b"velvet",
        b"canary-site",
        b"hazelnuts",
        b"Cakes",
        &key,
        PASSPHRASE.as_bytes(),
    ];
    for secret in secrets {
        assert!(everything.iter().all(|row| row.windows(secret.len()).all(|window| window != secret)));
    }
    // The search sees what is there.
    assert!(everything.iter().any(|row| row.windows(8).any(|window| window == b"SATCHEL\0")));
}
