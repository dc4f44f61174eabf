//! A vault of format 0, made by an earlier release, opens in this one: whole, from every crash on the
//! way, and with its damage named.
//!
//! `vault-0.txt` holds notes and an insertion; `vault-0.encoded.txt` an import and vectors too.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::desk::backups::{backup, records, restore};
use crate::desk::disk::{Disk, Moment, Written};
use crate::desk::{
    PASSPHRASE, ask, code, engine_on, note, passphrase, run, secret, sorted, status, texts, unlocked,
};
use crate::desk::{direction, vectors};
use satchel::crypto::aead::{self, Context};
use satchel::crypto::keys::{AccessKey, Key};
use satchel::crypto::padding;
use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Proof, Reply, Request, Shreds};
use satchel::error::Error;
use satchel::id::{Fingerprint, Id};
use satchel::memory::{Kind, Source, Speaker};
use satchel::rng::SystemRng;
use satchel::vault::{Damage, MemoryStore, Namespace, Store, Table, Vault, Way};
use sha2::{Digest, Sha256};

const PLAIN: &str = "vault-0.txt";
const ENCODED: &str = "vault-0.encoded.txt";

const KAYAK: &str = "The blue kayak is kept behind the boathouse.";

fn unlock(store: &Rc<MemoryStore>) -> (Engine<Rc<MemoryStore>>, Reply) {
    let mut engine = engine_on(Rc::clone(store));
    let reply = ask(&mut engine, Request::Unlock { with: passphrase(PASSPHRASE) });
    (engine, reply)
}

fn opened(store: &Rc<MemoryStore>) -> Engine<Rc<MemoryStore>> {
    let (engine, reply) = unlock(store);
    assert!(matches!(reply, Reply::Unlock(_)), "{reply:?}");
    engine
}

fn is_new(store: &MemoryStore) -> bool {
    store.rows()[&(Table::Meta, "head".to_owned())].starts_with(&[1, 0])
}

#[test]
fn the_old_vault_opens_with_its_passphrase_and_holds_what_it_held() {
    let notes =
        ["I moved to Keynsham in March.", "My sister plays the oboe.", "Oriane is allergic to hazelnuts."];
    let imported = [
        "My sister plays the oboe.",
        "Oriane is allergic to hazelnuts, what can she eat?",
        "Plain almonds are often fine; ask her doctor.",
        KAYAK,
        "our oven takes one cake tin of 24 cm",
    ];
    let plain = [notes.as_slice(), &[KAYAK]].concat();
    for (name, expected, pending) in [(PLAIN, plain, 4), (ENCODED, imported.to_vec(), 0)] {
        let store = Rc::new(vectors::vault(name));
        let mut engine = engine_on(Rc::clone(&store));
        let Reply::Slots { slots } = ask(&mut engine, Request::Slots) else { panic!() };
        assert_eq!(slots.iter().map(|slot| slot.way).collect::<Vec<_>>(), [Way::Passphrase]);
        assert!(!is_new(&store), "asking changes nothing");

        let mut engine = opened(&store);
        assert_eq!(sorted(&mut engine), expected);
        let now = status(&mut engine);
        assert_eq!((now.pending, now.damaged, now.shredding), (pending, 0, false));
        let Reply::Ledger { entries, total: 1 } = ask(&mut engine, Request::Ledger { offset: 0, limit: 9 })
        else {
            panic!()
        };
        assert_eq!(
            (entries[0].site.as_str(), entries[0].text.as_deref()),
            ("https://chat.example", Some(KAYAK))
        );
        assert!(entries[0].memory.is_some());

        // Opened again, it is of this format, and opening leaves it as it is.
        assert!(is_new(&store));
        let before = vectors::text(&store);
        assert_eq!(sorted(&mut opened(&store)), expected);
        assert_eq!(vectors::text(&store), before);
    }
}

#[test]
fn a_wrong_passphrase_leaves_the_old_vault_as_it_is() {
    let store = Rc::new(vectors::vault(PLAIN));
    let before = vectors::text(&store);
    let mut engine = engine_on(Rc::clone(&store));
    let with = || passphrase("another passphrase");
    assert_eq!(code(ask(&mut engine, Request::Unlock { with: with() })), "passphrase_wrong");
    assert_eq!(code(ask(&mut engine, Request::Create { with: with() })), "vault_exists");
    let key = AccessKey(Key::from_bytes([7; 32]));
    assert_eq!(run(engine.wake(key)).unwrap_err(), Error::integrity("root_lost"));
    assert_eq!(vectors::text(&store), before);
}

#[test]
fn opening_alone_rewrites_nothing() {
    let store = Rc::new(vectors::vault(PLAIN));
    let access = run(Vault::access_key(&store, &secret(PASSPHRASE))).unwrap();
    let before = vectors::text(&store);
    assert_eq!(run(Vault::open(Rc::clone(&store), access)).err(), Some(Error::input("vault_older")));
    assert_eq!(vectors::text(&store), before);
}

#[test]
fn the_migrated_vault_lives_on() {
    let store = Rc::new(vectors::vault(ENCODED));
    let mut engine = opened(&store);
    // The vectors came along, under their memories' new bag.
    let file = backup(&mut engine);
    let kayak: Vec<u8> = direction(KAYAK).0.iter().map(|coordinate| coordinate.cast_unsigned()).collect();
    let vectors = records(&file).into_iter().filter(|(namespace, ..)| *namespace == Namespace::Vectors);
    assert_eq!(vectors.filter(|(.., block)| block.ends_with(&kayak)).count(), 1);
    let mut heir = unlocked();
    assert_eq!(restore(&mut heir, &file, false).kept, 5);
    assert_eq!(sorted(&mut heir), sorted(&mut engine));

    note(&mut engine, "The ferry leaves at six.");
    let words = Proof::Recovery { words: format!("{} about", ["abandon"; 11].join(" ")) };
    let reply = ask(
        &mut engine,
        Request::ChangeSlots {
            proof: passphrase(PASSPHRASE),
            keep: vec![passphrase(PASSPHRASE)],
            add: vec![words],
        },
    );
    assert!(matches!(reply, Reply::ChangeSlots { .. }), "{reply:?}");
    let Reply::Search { memories } =
        ask(&mut engine, Request::Search { query: "kayak".into(), filter: Filter::default(), limit: 1 })
    else {
        panic!()
    };
    let what = Shreds::Memories { ids: vec![memories[0].id] };
    let Reply::Shred { receipt: Some(receipt) } = ask(&mut engine, Request::Shred { what }) else { panic!() };
    assert_eq!((receipt.memories, receipt.entries, receipt.texts, receipt.done), (1, 0, 1, true));
    drop(engine);
    let mut engine = opened(&store);
    assert_eq!((status(&mut engine).memories, status(&mut engine).damaged), (5, 0));
    // Of what was shredded no vector is left either.
    let access = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(&store), access)).unwrap();
    let blocks: Vec<Id> =
        vault.bags(Namespace::Vectors).into_iter().flat_map(|bag| vault.records(bag)).collect();
    assert_eq!(blocks, vault.bags(Namespace::Memory));
    let block = run(vault.get(Namespace::Vectors, blocks[0])).unwrap().unwrap();
    assert!(!block.windows(kayak.len()).any(|window| window == kayak));
}

type Held = BTreeMap<Namespace, BTreeSet<Vec<u8>>>;

/// Everything in a vault that opens, which must have nothing half done, and its damage.
fn held(store: &Rc<impl Store>, access: &AccessKey) -> (Held, Vec<Damage>) {
    run(Vault::migrate(store, access, &mut SystemRng)).expect("the vault migrates");
    let (vault, mut damages) = run(Vault::open(Rc::clone(store), access.clone())).expect("the vault opens");
    assert_eq!(vault.shredding(), None);
    let mut held = Held::new();
    for namespace in Namespace::ALL {
        for bag in vault.bags(namespace) {
            let (records, damaged) = run(vault.open_bag(bag)).unwrap();
            damages.extend(damaged);
            held.entry(namespace).or_default().extend(records.into_iter().map(|(_, plain)| plain.to_vec()));
        }
    }
    damages.extend(run(vault.strangers(true)).unwrap());
    let spare = run(vault.lock().read_cell(0)).unwrap();
    let old = run(store.read_cell(1)).unwrap();
    assert!(spare.starts_with(b"SATCHEL\0") && old.iter().all(|byte| *byte == 0), "the old root is gone");
    (held, damages)
}

/// Every state in which the power may go while this vault is migrated and opened.
fn stopped(begin: &Moment, access: &AccessKey, expected: &Held) -> Vec<Moment> {
    let disk = Rc::new(Disk::over(begin.store()));
    assert_eq!(held(&disk, access), (expected.clone(), vec![]));
    let (mut moment, mut moments) = (begin.clone(), Vec::new());
    moment.pass(&disk.log.take(), |found, _| moments.push(found.clone()));
    moments
}

#[test]
fn from_every_crash_and_every_crash_after_it_the_vault_opens_whole() {
    for name in [PLAIN, ENCODED] {
        let old = vectors::vault(name);
        let access = run(Vault::access_key(&old, &secret(PASSPHRASE))).unwrap();
        let begin = Moment::of(&old);
        let (expected, damages) = held(&Rc::new(begin.store()), &access);
        assert_eq!(damages, []);
        let once = stopped(&begin, &access, &expected);
        let mut points = once.len();
        let sides: BTreeSet<bool> = once.iter().map(|moment| is_new(&moment.store())).collect();
        assert_eq!(sides.len(), 2, "the power went before the switch and after it");
        for moment in once {
            points += stopped(&moment, &access, &expected).len();
        }
        assert!(points > 100, "{points}");
        eprintln!("{name}: {points} crash points");
    }
}

#[test]
fn a_device_that_refuses_leaves_the_old_vault_and_takes_no_room() {
    let old = vectors::vault(ENCODED);
    let access = run(Vault::access_key(&old, &secret(PASSPHRASE))).unwrap();
    let before = vectors::text(&old);
    let mut refused = 0;
    for operation in 0.. {
        let disk = Rc::new(Disk::over(Moment::of(&old).store()));
        disk.refuse.set(Some(operation));
        match run(Vault::migrate(&disk, &access, &mut SystemRng)) {
            Ok(()) => break,
            Err(error) => assert_eq!(error, Error::device("store_full")),
        }
        assert_eq!(vectors::text(&disk.now), before);
        let (_, damages) = held(&disk, &access);
        assert_eq!(damages, []);
        refused += 1;
    }
    assert!(refused >= 2, "{refused}");
}

#[test]
fn what_was_damaged_before_is_named_after_and_the_rest_is_there() {
    type Act = fn(&mut BTreeMap<(Table, String), Vec<u8>>, &(Table, String), &(Table, String));
    // Of each: how many of the four notes are left.
    let acts: [(&str, Table, Act, usize); 7] = [
        ("bag_missing", Table::Bags, |rows, bag, _| drop(rows.remove(bag)), 0),
        ("bag_changed", Table::Bags, |rows, bag, _| rows.get_mut(bag).unwrap()[60] ^= 1, 0),
        ("record_missing", Table::Records, |rows, note, _| drop(rows.remove(note)), 3),
        ("record_changed", Table::Records, |rows, note, _| rows.get_mut(note).unwrap()[40] ^= 1, 3),
        ("record_changed", Table::Records, |rows, note, _| rows.get_mut(note).unwrap().clear(), 3),
        (
            "record_changed",
            Table::Records,
            |rows, note, other| drop(rows.insert(note.clone(), rows[other].clone())),
            3,
        ),
        (
            "record_unlisted",
            Table::Records,
            |rows, note, _| {
                let stray = (Table::Records, format!("{}/{}", Id([9; 16]), Id([8; 16])));
                drop(rows.insert(stray, rows[note].clone()));
            },
            4,
        ),
    ];
    for (code, table, act, left) in acts {
        let old = vectors::vault(PLAIN);
        // The notes are in the fuller bag.
        let of = |rows: &BTreeMap<(Table, String), Vec<u8>>, bag: &str| {
            rows.keys().filter(|(_, key)| key.starts_with(bag)).cloned().collect::<Vec<_>>()
        };
        let bags: Vec<String> =
            old.rows().keys().filter(|(t, _)| *t == Table::Bags).map(|(_, k)| k.clone()).collect();
        let bag = bags.iter().max_by_key(|bag| of(&old.rows(), bag).len()).unwrap().clone();
        let rows: Vec<_> = of(&old.rows(), &bag).into_iter().filter(|(of, _)| *of == table).collect();
        act(&mut old.rows(), &rows[0], rows.last().unwrap());

        let store = Rc::new(old);
        let mut engine = opened(&store);
        let Reply::Damages { damages } = ask(&mut engine, Request::Damages) else { panic!() };
        assert_eq!(damages.iter().map(|damage| damage.code.as_str()).collect::<Vec<_>>(), [code]);
        assert_eq!((texts(&mut engine).len(), status(&mut engine).damaged), (left, 1), "{code}");
        if left == 3 {
            let key = engine.access_key().unwrap().clone();
            let named = held(&store, &key).1[0].record.expect("a record");
            assert!(rows[0].1.ends_with(&named.to_string()));
        }
        // Given up, it is whole again and takes changes.
        ask(&mut engine, Request::Repair);
        note(&mut engine, "The ferry leaves at six.");
        assert_eq!((texts(&mut engine).len(), status(&mut engine).damaged), (left + 1, 0), "{code}");
    }
}

#[test]
fn without_its_manifest_the_old_vault_is_refused_and_left_as_it_is() {
    let store = Rc::new(vectors::vault(PLAIN));
    store.rows().get_mut(&(Table::Meta, "manifest".into())).unwrap()[50] ^= 1;
    let before = vectors::text(&store);
    let (_, reply) = unlock(&store);
    assert_eq!(code(reply), "manifest_lost");
    assert_eq!(vectors::text(&store), before);
}

/// The same vault with another bag in it, of long texts, written by the rules of then.
fn grown(store: &MemoryStore, access: &AccessKey, texts: &[String]) {
    let row = |key: &str| store.rows()[&(Table::Meta, key.to_owned())].clone();
    let vault = Id(row("head")[2..18].try_into().unwrap());
    let context =
        |namespace, id, version, parent| Context { format: 0, namespace, vault, id, version, parent };
    let cell = run(store.read_cell(1)).unwrap();
    let cell_key = access.0.derive(&[], &[b"satchel root cell"]);
    let root = aead::open(&cell_key, &context(2, vault, 1, vault), &cell[16..76]).unwrap();
    let root = Key::from_slice(&root).unwrap();
    let key_of =
        |namespace: u8, id: Id| root.derive(&[0; 32], &[b"satchel header", &[namespace], id.0.as_slice()]);
    let seal = |namespace: u8, id: Id, version, plain: Vec<u8>| {
        let (key, plain) = (key_of(namespace, id), padding::pad(&plain).unwrap());
        let context = context(namespace, id, version, vault);
        [vec![0; 32], aead::seal(&key, &context, &plain, &mut SystemRng).unwrap()].concat()
    };

    let bag = Id([7; 16]);
    let mut entries = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let (id, key) = (Id([number.to_le_bytes()[0]; 16]), Key::random(&mut SystemRng));
        let origin = Fingerprint::of(&[text.as_bytes()]);
        let place: Option<()> = None;
        let memory = (id, Kind::Note, text, Speaker::User, 9u64, Source::Typed, origin, place, true);
        let plain = padding::pad(&postcard::to_allocvec(&memory).unwrap()).unwrap();
        let sealed = aead::seal(&key, &context(16, id, 0, bag), &plain, &mut SystemRng).unwrap();
        entries.push((id, 0u32, *key.bytes(), sha256(&sealed)));
        store.rows().insert((Table::Records, format!("{bag}/{id}")), sealed);
    }
    let header = postcard::to_allocvec(&(bag, Namespace::Memory, 1u64, entries)).unwrap();
    let header = seal(128 + 16, bag, 1, header);

    let sealed = row("manifest");
    let key = root.derive(&sealed[..32], &[b"satchel header", &[3], &vault.0]);
    let plain = aead::open(&key, &context(3, vault, 1, vault), &sealed[32..]).unwrap();
    let mut manifest: BTreeMap<Id, (Namespace, u64, [u8; 32])> =
        postcard::from_bytes(padding::unpad(&plain).unwrap()).unwrap();
    manifest.insert(bag, (Namespace::Memory, 1, sha256(&header)));
    store.rows().insert((Table::Bags, bag.to_string()), header);
    let manifest = seal(3, vault, 1, postcard::to_allocvec(&manifest).unwrap());
    store.rows().insert((Table::Meta, "manifest".to_owned()), manifest);
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[test]
fn a_large_vault_goes_in_several_commits_and_comes_through_every_crash() {
    let old = vectors::vault(PLAIN);
    let access = run(Vault::access_key(&old, &secret(PASSPHRASE))).unwrap();
    let long: Vec<String> = (0..25).map(|n| format!("{n} {}", "and on ".repeat(15_000))).collect();
    grown(&old, &access, &long);
    let begin = Moment::of(&old);
    let disk = Rc::new(Disk::over(begin.store()));
    run(Vault::migrate(&disk, &access, &mut SystemRng)).unwrap();
    let commits = disk.log.take().iter().filter(|written| matches!(written, Written::Rows(_))).count();
    assert!(commits >= 3, "{commits}");

    let (expected, damages) = held(&Rc::new(begin.store()), &access);
    assert_eq!((expected[&Namespace::Memory].len(), damages), (29, vec![]));
    for moment in stopped(&begin, &access, &expected) {
        assert_eq!(held(&Rc::new(moment.store()), &access), (expected.clone(), vec![]));
    }
    let mut engine = opened(&Rc::new(begin.store()));
    let texts = texts(&mut engine);
    assert!(long.iter().all(|text| texts.contains(text)));
}
