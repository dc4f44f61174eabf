//! The vault keeps what it is given, opens for nobody else, and names what was damaged.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::desk::{PASSPHRASE, bare_vault, run, secret};
use proptest::prelude::*;
use satchel::Result;
use satchel::clock::Millis;
use satchel::crypto::kdf::Cost;
use satchel::error::Error;
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::store::CELL_LENGTH;
use satchel::vault::{Batch, Change, MemoryStore, Namespace, Presence, Store, Table, Vault};

fn id(n: u8) -> Id {
    Id([n; 16])
}

fn keep<S: Store>(vault: &mut Vault<S>, records: impl IntoIterator<Item = (Id, Vec<u8>)>) -> Result<()> {
    let mut change = Change::default();
    records.into_iter().for_each(|(id, text)| change.put(Namespace::Memory, id, text));
    run(vault.commit(change, &mut SystemRng))
}

fn read<S: Store>(vault: &Vault<S>, id: Id) -> Result<Option<Vec<u8>>> {
    Ok(run(vault.get(Namespace::Memory, id))?.map(|plain| plain.to_vec()))
}

fn reopen<S: Store>(vault: Vault<S>) -> (Vault<S>, Vec<satchel::vault::Damage>) {
    let access = vault.session_key().clone();
    run(Vault::open(vault.lock(), access)).unwrap()
}

#[test]
fn what_was_kept_is_there_after_locking_and_unlocking_with_the_passphrase() {
    let mut vault = bare_vault();
    keep(&mut vault, (0..150).map(|n| (id(n), vec![n; usize::from(n)]))).unwrap();
    let store = vault.lock();
    let access = run(Vault::access_key(&store, &secret(PASSPHRASE))).unwrap();
    let (vault, damages) = run(Vault::open(store, access)).unwrap();
    assert_eq!(damages, []);
    assert_eq!(vault.count(Namespace::Memory), 150);
    assert_eq!(vault.bags(Namespace::Memory).len(), 3);
    for n in 0..150 {
        assert_eq!(read(&vault, id(n)).unwrap(), Some(vec![n; usize::from(n)]));
    }
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_says_so() {
    let store = bare_vault().lock();
    let error = run(Vault::access_key(&store, &secret("a passphrase of some lengt"))).unwrap_err();
    assert_eq!(error, Error::input("passphrase_wrong"));
}

#[test]
fn a_second_vault_is_never_made_over_the_first() {
    let store = bare_vault().lock();
    let again = run(Vault::create(store, &secret("another"), Cost::FLOOR, Millis(1), &mut SystemRng));
    assert_eq!(again.err(), Some(Error::state("vault_exists")));
}

#[test]
fn no_vault_is_made_where_a_damaged_one_lies() {
    let store = bare_vault().lock();
    for copy in ["head", "head.copy"] {
        store.rows().remove(&(Table::Meta, copy.into()));
    }
    assert_eq!(run(Vault::presence(&store)).unwrap_err(), Error::integrity("head_broken"));
    let again = run(Vault::create(store, &secret("another"), Cost::FLOOR, Millis(1), &mut SystemRng));
    assert_eq!(again.err(), Some(Error::integrity("head_broken")));
}

#[test]
fn a_vault_whose_rows_are_all_gone_is_told_from_none_and_gives_way_to_a_new_one() {
    assert_eq!(run(Vault::presence(&MemoryStore::new())), Ok(Presence::Missing));
    let mut vault = bare_vault();
    for epoch in [1, 2] {
        assert_eq!(vault.epoch(), epoch);
        let store = vault.lock();
        store.rows().clear();
        assert_eq!(run(Vault::presence(&store)), Ok(Presence::Lost));
        vault =
            run(Vault::create(store, &secret(PASSPHRASE), Cost::FLOOR, Millis(1), &mut SystemRng)).unwrap();
        run(vault.shred(Change::default(), &mut SystemRng)).unwrap();
    }
    let store = vault.lock();
    assert_eq!(run(Vault::presence(&store)), Ok(Presence::Here));
}

#[test]
fn a_vault_of_a_later_format_is_refused_with_its_own_sentence() {
    let store = bare_vault().lock();
    for copy in ["head", "head.copy"] {
        store.rows().get_mut(&(Table::Meta, copy.into())).unwrap()[0] = 9;
    }
    assert_eq!(run(Vault::presence(&store)).unwrap_err(), Error::input("vault_newer"));
}

#[test]
fn nothing_of_the_text_stands_in_any_row_or_cell() {
    let mut vault = bare_vault();
    let canary = b"CANARY-velvet-otter-9431".to_vec();
    keep(&mut vault, [(id(1), canary.clone())]).unwrap();
    let key = *vault.session_key().0.bytes();
    let store = vault.lock();
    let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
    let rows = store.rows();
    let everything: Vec<&Vec<u8>> = rows.values().chain(&cells).collect();
    for secret in [&canary[..], &key, PASSPHRASE.as_bytes()] {
        assert!(everything.iter().all(|row| row.windows(secret.len()).all(|window| window != secret)));
    }
}

#[test]
fn a_changed_record_is_another_version_under_another_key_and_the_old_row_does_not_come_back() {
    let mut vault = bare_vault();
    keep(&mut vault, [(id(1), b"we rent in Bedminster".to_vec()), (id(2), b"other".to_vec())]).unwrap();
    let store = vault.lock();
    let old = store.rows().clone();
    let access = run(Vault::access_key(&store, &secret(PASSPHRASE))).unwrap();
    let (mut vault, _) = run(Vault::open(store, access)).unwrap();
    keep(&mut vault, [(id(1), b"we live in Keynsham".to_vec())]).unwrap();
    assert_eq!(read(&vault, id(1)).unwrap().unwrap(), b"we live in Keynsham");

    let access = vault.session_key().clone();
    let store = vault.lock();
    let key =
        old.keys().find(|(t, k)| *t == Table::Records && k.ends_with(&id(1).to_string())).unwrap().clone();
    store.rows().insert(key.clone(), old[&key].clone());
    let (vault, damages) = run(Vault::open(store, access)).unwrap();
    assert_eq!(damages, []);
    assert_eq!(read(&vault, id(1)).unwrap_err(), Error::integrity("record_changed"));
    assert_eq!(read(&vault, id(2)).unwrap().unwrap(), b"other");
}

/// One act of somebody who can write to the disk, on a vault of two full bags; what it must be called.
#[test]
fn damage_is_named_and_the_rest_still_opens() {
    type Act = fn(&mut BTreeMap<(Table, String), Vec<u8>>, &(Table, String), &(Table, String));
    let acts: [(&str, Table, Act); 6] = [
        ("bag_missing", Table::Bags, |rows, a, _| drop(rows.remove(a))),
        ("bag_changed", Table::Bags, |rows, a, _| rows.get_mut(a).unwrap()[40] ^= 1),
        ("bag_changed", Table::Bags, |rows, a, b| drop(rows.insert(a.clone(), rows[b].clone()))),
        ("record_missing", Table::Records, |rows, a, _| drop(rows.remove(a))),
        ("record_changed", Table::Records, |rows, a, _| rows.get_mut(a).unwrap().truncate(20)),
        ("record_changed", Table::Records, |rows, a, b| drop(rows.insert(a.clone(), rows[b].clone()))),
    ];
    for (code, table, act) in acts {
        let mut vault = bare_vault();
        keep(&mut vault, (0..128).map(|n| (id(n), vec![n]))).unwrap();
        let access = vault.session_key().clone();
        let store = vault.lock();
        let keys: Vec<_> = store.rows().keys().filter(|(of, _)| *of == table).cloned().collect();
        act(&mut store.rows(), &keys[0], &keys[1]);

        let (vault, mut damages) = run(Vault::open(store, access)).unwrap();
        for bag in vault.bags(Namespace::Memory) {
            damages.extend(run(vault.open_bag(bag)).unwrap().1);
        }
        assert_eq!(damages.len(), 1, "{code}");
        assert_eq!(damages[0].code, code);
        assert!(keys[0].1.contains(&damages[0].bag.unwrap().to_string()));
        let lost = if table == Table::Bags { 64 } else { 1 };
        let opened = (0..128).filter(|n| matches!(read(&vault, id(*n)), Ok(Some(_)))).count();
        assert_eq!(opened, 128 - lost, "{code}");
    }
}

#[test]
fn a_manifest_of_before_does_not_hide_what_came_after() {
    let mut vault = bare_vault();
    let access = vault.session_key().clone();
    keep(&mut vault, [(id(1), b"first".to_vec())]).unwrap();
    let store = vault.lock();
    let old = store.rows()[&(Table::Meta, "manifest".to_owned())].clone();
    let (mut vault, _) = run(Vault::open(store, access.clone())).unwrap();
    keep(&mut vault, [(id(2), b"second".to_vec())]).unwrap();
    let store = vault.lock();
    store.rows().insert((Table::Meta, "manifest".into()), old);
    let (_, damages) = run(Vault::open(store, access)).unwrap();
    assert_eq!(damages.iter().map(|damage| damage.code).collect::<Vec<_>>(), ["bag_changed"]);
}

/// A store that refuses to write once it is told to.
struct Refusing(MemoryStore, Rc<Cell<bool>>);

impl Store for Refusing {
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>> {
        self.0.get(table, key).await
    }
    async fn get_many(&self, table: Table, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
        self.0.get_many(table, keys).await
    }
    async fn keys(&self, table: Table) -> Result<Vec<String>> {
        self.0.keys(table).await
    }
    async fn count(&self, table: Table) -> Result<usize> {
        self.0.count(table).await
    }
    async fn commit(&self, batch: Batch) -> Result<()> {
        if self.1.get() { Err(Error::device("store_full")) } else { self.0.commit(batch).await }
    }
    async fn read_cell(&self, cell: usize) -> Result<Vec<u8>> {
        self.0.read_cell(cell).await
    }
    async fn write_cell(&self, cell: usize, bytes: &[u8; CELL_LENGTH]) -> Result<()> {
        self.0.write_cell(cell, bytes).await
    }
}

#[test]
fn a_refused_write_changes_nothing_and_the_vault_stays_usable() {
    let full = Rc::new(Cell::new(false));
    let store = Refusing(MemoryStore::new(), Rc::clone(&full));
    let mut vault =
        run(Vault::create(store, &secret(PASSPHRASE), Cost::FLOOR, Millis(1), &mut SystemRng)).unwrap();
    keep(&mut vault, [(id(1), b"before".to_vec())]).unwrap();
    full.set(true);
    let refused = keep(&mut vault, [(id(1), b"after".to_vec()), (id(2), b"new".to_vec())]);
    assert_eq!(refused, Err(Error::device("store_full")));
    assert_eq!(read(&vault, id(1)).unwrap().unwrap(), b"before");
    assert_eq!(read(&vault, id(2)).unwrap(), None);
    full.set(false);
    keep(&mut vault, [(id(2), b"new".to_vec())]).unwrap();
    let (vault, damages) = reopen(vault);
    assert_eq!(damages, []);
    assert_eq!(read(&vault, id(2)).unwrap().unwrap(), b"new");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any run of changes leaves what a plain map would hold, before and after opening again.
    #[test]
    fn a_vault_is_a_map(changes in prop::collection::vec(prop::collection::vec((any::<bool>(), 0..40u8, any::<u16>()), 1..30), 1..12)) {
        let mut vault = new_vault_fast();
        let mut model = BTreeMap::new();
        for steps in changes {
            let mut change = Change::default();
            // A change removes first, then puts: the model does the same.
            for (_, n, _) in steps.iter().filter(|(put, ..)| !put) {
                change.remove(Namespace::Memory, id(*n));
                model.remove(n);
            }
            for (_, n, value) in steps.iter().filter(|(put, ..)| *put) {
                change.put(Namespace::Memory, id(*n), value.to_le_bytes().to_vec());
                model.insert(*n, value.to_le_bytes().to_vec());
            }
            run(vault.commit(change, &mut SystemRng)).unwrap();
        }
        for reopened in [false, true] {
            if reopened {
                let (again, damages) = reopen(vault);
                prop_assert_eq!(damages, []);
                vault = again;
            }
            prop_assert_eq!(vault.count(Namespace::Memory), model.len());
            for n in 0..40 {
                prop_assert_eq!(read(&vault, id(n)).unwrap(), model.get(&n).cloned());
            }
        }
    }
}

/// One vault's Argon2 for all cases: the store is copied, not the work.
fn new_vault_fast() -> Vault<MemoryStore> {
    thread_local!(static MADE: (MemoryStoreParts, satchel::crypto::keys::AccessKey) = {
        let vault = bare_vault();
        let access = vault.session_key().clone();
        let store = vault.lock();
        let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
        let rows = store.rows().clone();
        ((rows, cells), access)
    });
    MADE.with(|((rows, cells), access)| {
        let store = MemoryStore::new();
        store.rows().clone_from(rows);
        for (cell, bytes) in cells.iter().enumerate() {
            run(store.write_cell(cell, bytes.as_slice().try_into().unwrap())).unwrap();
        }
        run(Vault::open(store, access.clone())).unwrap().0
    })
}

type MemoryStoreParts = (BTreeMap<(Table, String), Vec<u8>>, [Vec<u8>; 2]);

/// The list of bags is lost, and the header of a bag that the record has left was put back: repairing
/// takes it out of that one, and not out of the one where it is.
#[test]
fn repairing_gives_up_a_lost_record_in_its_bag_and_keeps_it_in_another() {
    let mut vault = bare_vault();
    keep(&mut vault, (0..70).map(|n| (id(n), vec![n; 5]))).unwrap();
    // Until it has moved to another bag; while it is gone, others take its place.
    let (from, header) = loop {
        let from = vault.bag_of(Namespace::Memory, id(3)).unwrap();
        let store = vault.lock();
        let key = (Table::Bags, format!("1/{from}"));
        let header = store.rows()[&key].clone();
        let access = run(Vault::access_key(&store, &secret(PASSPHRASE))).unwrap();
        vault = run(Vault::open(store, access)).unwrap().0;
        let mut change = Change::default();
        change.remove(Namespace::Memory, id(3));
        run(vault.commit(change, &mut SystemRng)).unwrap();
        let taken = u8::try_from(70 + vault.count(Namespace::Memory)).unwrap();
        keep(&mut vault, [(id(taken), vec![1])]).unwrap();
        keep(&mut vault, [(id(3), vec![33])]).unwrap();
        if vault.bag_of(Namespace::Memory, id(3)) != Some(from) {
            break (key, header);
        }
    };
    let count = vault.count(Namespace::Memory);
    let access = vault.session_key().clone();
    let store = vault.lock();
    store.rows().insert(from, header);
    store.rows().remove(&(Table::Meta, "manifest".to_owned()));
    let (mut vault, mut damages) = run(Vault::open(store, access)).unwrap();
    for bag in vault.bags(Namespace::Memory) {
        damages.extend(run(vault.open_bag(bag)).unwrap().1);
    }
    damages.extend(run(vault.strangers(true)).unwrap());
    assert!(damages.iter().any(|damage| damage.record == Some(id(3))), "{damages:?}");
    run(vault.repair(&damages, &mut SystemRng)).unwrap();
    assert_eq!(read(&vault, id(3)), Ok(Some(vec![33])));
    let (vault, damages) = reopen(vault);
    assert_eq!(damages, []);
    assert_eq!(read(&vault, id(3)), Ok(Some(vec![33])));
    // What took its place in the old bag was in the header that is gone, and is all that is lost.
    assert_eq!(vault.count(Namespace::Memory), count - 1);
}
