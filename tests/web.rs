//! What only a browser has, tried in one: `cargo xtask test` runs these in a dedicated Worker of
//! Chromium and of Firefox.

#![cfg(target_arch = "wasm32")]

mod browser;
mod scan;
mod sums;

use std::cell::RefCell;
use std::io::{Read as _, Write as _};
use std::rc::Rc;

use browser::BrowserClock;
use satchel::clock::Millis;
use satchel::crypto::aead::{self, Context};
use satchel::crypto::kdf::{self, Cost};
use satchel::crypto::keys::Key;
use satchel::crypto::stream::{Opener, Sealer};
use satchel::crypto::words::RecoveryKey;
use satchel::embed::{Encoder as _, TextEncoder};
use satchel::engine::protocol::{Filter, Proof, Reply, Request};
use satchel::engine::{Engine, World};
use satchel::error::Error;
use satchel::id::Id;
use satchel::rng::{Rng, SystemRng};
use satchel::vault::store::CELL_LENGTH;
use satchel::vault::{Batch, Change, Namespace, Secret, Store as _, Table, Vault};
use satchel::web::BrowserStore;
use scan::{MASK, found, mask, masked, unmasked};
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

fn encoder() -> TextEncoder {
    TextEncoder::load(include_bytes!("../target/model/minilm.model").to_vec()).unwrap()
}

#[wasm_bindgen_test]
fn two_ids_from_the_browsers_random_source_differ() {
    assert_ne!(Id::random(&mut SystemRng), Id::random(&mut SystemRng));
}

#[wasm_bindgen_test]
fn the_kernel_computes_what_its_definition_says() {
    for (steps, tiles) in [(1, 1), (2, 3), (3, 2), (96, 5), (384, 1), (0, 2)] {
        assert!(satchel::embed::kernel_agrees(steps, tiles), "{steps} steps, {tiles} tiles");
    }
}

#[wasm_bindgen_test]
fn vectors_and_token_states_are_those_of_every_other_machine() {
    let mut encoder = encoder();
    for line in include_str!("vectors/states.txt").lines() {
        let (sum, text) = line.split_once(' ').unwrap();
        let encoded = encoder.encode(&[text]).unwrap().remove(0);
        assert_eq!(sums::of(&encoded.vector.0[..], &encoded.states), sum, "{text}");
    }
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

/// Lower case and no longer than their stems, so that any form of them that is kept is found.
const WORDS: [[u8; 7]; 4] = [masked(b"quorble"), masked(b"vantril"), masked(b"mossend"), masked(b"zwickel")];
const NOTE: [u8; 67] = masked(b"The quorblexing vantriloque of Mossendahl sleeps under Zwickelbrunn");
const SECRET_PASSPHRASE: [u8; 30] = masked(b"halbdrossel umfirnt schlickweg");

/// The system's random bytes; of each draw as long as a key it keeps a masked copy.
#[derive(Clone, Default)]
struct WatchedRng(Rc<RefCell<Vec<Vec<u8>>>>);

impl Rng for WatchedRng {
    fn fill(&mut self, bytes: &mut [u8]) {
        SystemRng.fill(bytes);
        if bytes.len() == 32 {
            self.0.borrow_mut().push(mask(bytes));
        }
    }
}

/// In a future of its own, as each request of the extension is: with it goes what it held.
fn proof() -> Proof {
    Proof::Passphrase { passphrase: unmasked(&SECRET_PASSPHRASE) }
}

async fn ask(engine: &mut Engine<BrowserStore>, request: Request) -> Reply {
    let reply = Box::pin(engine.handle(request)).await;
    assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
    reply
}

#[wasm_bindgen_test]
async fn t17_after_locking_neither_keys_nor_text_are_in_memory() {
    let store = BrowserStore::open(&fresh()).await.unwrap();
    let drawn = WatchedRng::default();
    let world = World { clock: Box::new(BrowserClock), rng: Box::new(drawn.clone()) };
    let mut engine = Engine::new(store, world).with_cost(Cost::FLOOR);
    let mut encoder = encoder();
    let vector = encoder.encode(&[&unmasked(&NOTE)]).unwrap().remove(0).vector;
    let meaning: Vec<u8> =
        vector.0[..64].iter().map(|coordinate| coordinate.cast_unsigned() ^ MASK).collect();
    drop(vector);
    engine.set_encoder(Box::new(encoder));

    ask(&mut engine, Request::Create { with: proof() }).await;
    ask(&mut engine, Request::AddNote { text: unmasked(&NOTE), host: String::new() }).await;
    while Box::pin(engine.step(50)).await.more {}
    let site = String::from("https://chat.example");
    ask(&mut engine, Request::Recall { draft: unmasked(&NOTE), site: site.clone() }).await;
    ask(&mut engine, Request::Search { query: unmasked(&NOTE), filter: Filter::default(), limit: 10 }).await;
    ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 10 }).await;
    ask(&mut engine, Request::Lock).await;
    ask(&mut engine, Request::Unlock { with: proof() }).await;
    let waiting = engine.access_key().unwrap().clone();
    ask(&mut engine, Request::Lock).await;
    Box::pin(engine.wake(waiting)).await.unwrap();
    ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 10 }).await;

    let access = mask(engine.access_key().unwrap().0.bytes());
    let drawn = drawn.0.borrow().clone();
    assert!(drawn.contains(&access), "the access key is a random draw");
    let words: Vec<&[u8]> = WORDS.iter().map(|word| word.as_slice()).collect();
    let keys: Vec<&[u8]> = drawn.iter().map(Vec::as_slice).collect();
    let all = [words.as_slice(), &[&meaning], &keys, &[&NOTE, &SECRET_PASSPHRASE]].concat();

    // The search finds what is there: text that is held, words and vector in the index, keys in use.
    let held = [unmasked(&NOTE), unmasked(&SECRET_PASSPHRASE)];
    let places = found(&all);
    assert!(places[all.len() - 2..].iter().all(|places| !places.is_empty()), "held text is found");
    drop(held);
    let places = found(&all);
    let (words, rest) = places.split_at(WORDS.len() + 1);
    assert!(words.iter().all(|places| !places.is_empty()), "words and vector are found: {places:?}");
    let keys = rest[..keys.len()].iter().filter(|places| !places.is_empty()).count();
    assert!(keys >= 3, "access key, root key and a record's are found: {places:?}");

    ask(&mut engine, Request::Lock).await;
    let places = found(&all);
    assert!(places.iter().all(Vec::is_empty), "words, vector, draws, note, passphrase: {places:x?}");
}

/// Bits of a recovery key, and the first of its words.
const RECOVERY: [u8; 16] = masked(b"\x9e\x88\x5d\x95\x2a\xd3\x62\xca\xeb\x4e\xfe\x34\xa8\xe9\x1b\xd2");
const RECOVERY_WORDS: [u8; 22] = masked(b"ozone drill grab fiber");

struct Given;

impl Rng for Given {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.iter_mut().zip(RECOVERY).for_each(|(byte, masked)| *byte = masked ^ MASK);
    }
}

/// Uses every primitive once. Gives the keys that came of it, masked, and how often each was found
/// while it was held.
#[inline(never)]
fn use_cryptography() -> (Vec<Vec<u8>>, Vec<usize>) {
    let key = Key::random(&mut SystemRng);
    let id = Id::random(&mut SystemRng);
    let context = Context { format: 1, namespace: 1, vault: id, id, version: 1, parent: id };
    let note = unmasked(&NOTE);
    let sealed = aead::seal(&key, &context, note.as_bytes(), &mut SystemRng).unwrap();
    assert_eq!(*aead::open(&key, &context, &sealed).unwrap(), note.as_bytes());
    let mut sealer = Sealer::new(&key, b"header", Vec::new(), &mut SystemRng).unwrap();
    sealer.write_all(note.as_bytes()).unwrap();
    let stream = sealer.finish().unwrap();
    let mut read = String::new();
    Opener::new(&key, b"header", stream.as_slice()).unwrap().read_to_string(&mut read).unwrap();
    assert_eq!(read, note);
    let typed = kdf::derive_from_passphrase(&unmasked(&SECRET_PASSPHRASE), &[1; 16], Cost::FLOOR).unwrap();
    let derived = kdf::derive_from_secret(key.bytes(), &[2; 16], b"label");
    let recovery = RecoveryKey::random(&mut Given);
    let words = recovery.words().join(" ");
    assert!(words.starts_with(&unmasked(&RECOVERY_WORDS)));
    assert_eq!(RecoveryKey::parse(&words).unwrap(), recovery);
    let recovered = recovery.kek(&[3; 16]);

    let keys = [&key, &typed, &derived, &recovered];
    let masked: Vec<Vec<u8>> = keys.iter().map(|key| mask(key.bytes())).collect();
    let needles: Vec<&[u8]> = masked.iter().map(Vec::as_slice).collect();
    let places = found(&[&needles[..], &[&RECOVERY, &RECOVERY_WORDS, &NOTE]].concat());
    (masked, places.iter().map(Vec::len).collect())
}

#[wasm_bindgen_test]
fn t17_cryptography_leaves_neither_keys_nor_text_behind() {
    let (keys, held) = use_cryptography();
    assert!(held.iter().all(|&count| count > 0), "what is held is found: {held:?}");
    let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
    let rest: [&[u8]; 4] = [&RECOVERY, &RECOVERY_WORDS, &NOTE, &SECRET_PASSPHRASE];
    let places = found(&[&keys[..], &rest].concat());
    assert!(places.iter().all(Vec::is_empty), "keys, bits, words, note, passphrase: {places:x?}");
}
