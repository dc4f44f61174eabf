//! How long a browser takes to open a vault, and to find something in it. No test, though run like
//! one: it tells its figures, and has to be asked for by name.

#![cfg(target_arch = "wasm32")]

mod browser;
#[path = "../cli/src/seed.rs"]
#[allow(dead_code, unreachable_pub, reason = "of the seed, only the filling is used here")]
mod seed;

use std::rc::Rc;

use browser::BrowserClock;
use js_sys::Date;
use satchel::crypto::kdf::Cost;
use satchel::engine::protocol::{Filter, Reply, Request};
use satchel::engine::{Engine, World};
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::{Batch, MemoryStore, Store as _};
use satchel::web::BrowserStore;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn world() -> World {
    World { clock: Box::new(BrowserClock), rng: Box::new(SystemRng) }
}

/// A seeded vault, row by row in a database of its own.
async fn seeded(size: usize) -> (String, satchel::crypto::keys::AccessKey) {
    let memory = Rc::new(MemoryStore::new());
    let mut engine = Engine::new(Rc::clone(&memory), world()).with_cost(Cost::FLOOR);
    seed::fill(&mut engine, size, 0).unwrap();
    let key = engine.access_key().unwrap().clone();
    drop(engine);
    let name = format!("bench-{}", Id::random(&mut SystemRng));
    let store = BrowserStore::open(&name).await.unwrap();
    let rows: Vec<_> = std::mem::take(&mut *memory.rows()).into_iter().collect();
    for part in rows.chunks(2_000) {
        let writes = part.iter().map(|((table, key), row)| (*table, key.clone(), Some(row.clone())));
        store.commit(Batch { writes: writes.collect() }).await.unwrap();
    }
    for cell in 0..2 {
        let bytes = memory.read_cell(cell).await.unwrap();
        store.write_cell(cell, bytes.as_slice().try_into().unwrap()).await.unwrap();
    }
    (name, key)
}

#[wasm_bindgen_test]
async fn waking() {
    for size in [10_000, 100_000] {
        let (name, key) = seeded(size).await;
        let mut times = Vec::new();
        for _ in 0..3 {
            let store = BrowserStore::open(&name).await.unwrap();
            let begun = Date::now();
            let mut engine = Engine::new(store, world());
            let status = engine.wake(key.clone()).await.unwrap();
            assert_eq!((status.memories as usize, status.pending), (size, 0));
            let woken = Date::now() - begun;
            let draft = String::from("bobe cudi and the rest of it");
            let begun = Date::now();
            let reply =
                engine.handle(Request::Search { query: draft, filter: Filter::default(), limit: 5 }).await;
            assert!(matches!(reply, Reply::Search { .. }));
            times.push((woken, Date::now() - begun));
        }
        console_log!("{size} memories: (ready, search) in ms {times:?}");
    }
}
