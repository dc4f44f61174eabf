//! What only a browser has, tried in one: `cargo xtask test` runs these in a dedicated Worker of
//! Chromium and of Firefox.

#![cfg(target_arch = "wasm32")]

use satchel::clock::Millis;
use satchel::crypto::kdf::Cost;
use satchel::embed::{Encoder as _, MiniLm};
use satchel::error::Error;
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::store::CELL_LENGTH;
use satchel::vault::{Batch, Change, Namespace, Secret, Store as _, Table, Vault};
use satchel::web::BrowserStore;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const PASSPHRASE: &str = "a passphrase of some length";

fn secret(passphrase: &str) -> Secret {
    Secret::Passphrase(zeroize::Zeroizing::new(passphrase.to_owned()))
}

/// A name that no other test and no earlier run used.
fn fresh() -> String {
    format!("test-{}", Id::random(&mut SystemRng))
}

#[wasm_bindgen_test]
fn two_ids_from_the_browsers_random_source_differ() {
    assert_ne!(Id::random(&mut SystemRng), Id::random(&mut SystemRng));
}

#[wasm_bindgen_test]
fn the_encoder_runs() {
    let model = include_bytes!("../target/model/model.onnx").to_vec();
    let mut encoder = MiniLm::load(model, include_bytes!("../target/model/vocab.txt")).unwrap();
    let vectors = encoder.encode(&["I am allergic to peanuts"]).unwrap();
    assert_eq!(vectors.len(), 1);
}

#[wasm_bindgen_test]
async fn rows_are_there_after_closing_and_opening() {
    let name = fresh();
    let store = BrowserStore::open(&name).await.unwrap();
    let mut batch = Batch::default();
    batch.put(Table::Records, "a", vec![1, 2, 3]);
    batch.put(Table::Bags, "a", vec![4]);
    batch.put(Table::Records, "b", vec![]);
    store.commit(batch).await.unwrap();
    let mut batch = Batch::default();
    batch.delete(Table::Bags, "a");
    batch.put(Table::Records, "a", vec![5; 100_000]);
    store.commit(batch).await.unwrap();
    drop(store);

    let store = BrowserStore::open(&name).await.unwrap();
    let keys = ["b", "missing", "a"].map(str::to_owned);
    let rows = store.get_many(Table::Records, &keys).await.unwrap();
    assert_eq!(rows, [Some(vec![]), None, Some(vec![5; 100_000])]);
    assert_eq!(store.get(Table::Bags, "a").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn the_two_cells_are_written_in_place_and_apart() {
    let name = fresh();
    let store = BrowserStore::open(&name).await.unwrap();
    assert_eq!(store.read_cell(1).await.unwrap(), vec![0; CELL_LENGTH]);
    store.write_cell(1, &[7; CELL_LENGTH]).await.unwrap();
    store.write_cell(0, &[3; CELL_LENGTH]).await.unwrap();
    store.write_cell(1, &[8; CELL_LENGTH]).await.unwrap();
    drop(store);
    let store = BrowserStore::open(&name).await.unwrap();
    assert_eq!(store.read_cell(0).await.unwrap(), vec![3; CELL_LENGTH]);
    assert_eq!(store.read_cell(1).await.unwrap(), vec![8; CELL_LENGTH]);
}

#[wasm_bindgen_test]
async fn a_second_engine_cannot_open_what_one_holds() {
    let name = fresh();
    let _first = BrowserStore::open(&name).await.unwrap();
    assert_eq!(BrowserStore::open(&name).await.err(), Some(Error::device("store_unreadable")));
}

#[wasm_bindgen_test]
async fn a_vault_lives_in_the_browser() {
    let store = BrowserStore::open(&fresh()).await.unwrap();
    let mut vault =
        Vault::create(store, &secret(PASSPHRASE), Cost::FLOOR, Millis(1), &mut SystemRng).await.unwrap();
    let mut change = Change::default();
    for n in 0..100 {
        change.put(Namespace::Memory, Id([n; 16]), vec![n; 50]);
    }
    vault.commit(change, &mut SystemRng).await.unwrap();
    let store = vault.lock();
    let wrong = Vault::access_key(&store, &secret("another passphrase")).await;
    assert_eq!(wrong.err(), Some(Error::input("passphrase_wrong")));
    let access = Vault::access_key(&store, &secret(PASSPHRASE)).await.unwrap();
    let (vault, damages) = Vault::open(store, access).await.unwrap();
    assert_eq!(damages, []);
    let read = vault.get(Namespace::Memory, Id([42; 16])).await.unwrap().unwrap();
    assert_eq!(*read, vec![42; 50]);
}
