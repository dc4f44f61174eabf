//! Rows forged so that opening the vault, or shredding in it, would destroy what they should not.

use std::rc::Rc;

use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::{Change, MemoryStore, Namespace, Store, Table, Vault};

use crate::desk::{PASSPHRASE, bare_vault, engine_on, run, secret, status};
use crate::thief;

fn change(n: u8) -> Change {
    let mut change = Change::default();
    change.put(Namespace::Memory, Id([n; 16]), vec![n; 40]);
    change
}

fn forge(store: &MemoryStore, copies: &[&str], act: impl Fn(&mut thief::Head)) {
    for copy in copies {
        let mut rows = store.rows();
        let row = rows.get_mut(&(Table::Meta, (*copy).to_owned())).unwrap();
        let mut head = thief::Head::read(row);
        act(&mut head);
        *row = head.write();
    }
}

/// Slots changed by hand are named until an epoch change (the bin's end is one, by itself).
#[test]
fn t10_changed_slots_stay_named_after_a_shredding() {
    let mut vault = bare_vault();
    run(vault.commit(change(1), &mut SystemRng)).unwrap();
    let access = vault.session_key().clone();
    let store = vault.lock();
    forge(&store, &["head", "head.copy"], |head| head.slots.clear());
    let (mut vault, damages) = run(Vault::open(store, access.clone())).unwrap();
    assert_eq!(damages[0].code, "slots_changed");
    let _ = run(vault.shred(change(2), &mut SystemRng));
    let (_, damages) = run(Vault::open(vault.lock(), access)).unwrap();
    assert!(damages.iter().any(|d| d.code == "slots_changed"), "{damages:?}");
}

/// One of two copies of the head suffices to destroy everything, with no key at all.
#[test]
fn t10_one_forged_copy_of_the_head_destroys_nothing() {
    let mut vault = bare_vault();
    run(vault.commit(change(1), &mut SystemRng)).unwrap();
    let access = vault.session_key().clone();
    let store = Rc::new(vault.lock());
    forge(&store, &["head"], |head| head.destroying = true);
    let mut engine = engine_on(Rc::clone(&store));
    status(&mut engine);
    assert!(run(Vault::open(Rc::clone(&store), access)).is_ok());
}

/// Whatever one copy says, the other one serves, with the passphrase or a key that waited; and what
/// is wrong is named, and mended by a repair.
#[test]
fn t10_one_forged_copy_of_the_head_shuts_nothing() {
    type Forgery = fn(&mut thief::Head);
    let forgeries: [Forgery; 6] = [
        |head| head.epoch += 1,
        |head| head.epoch = u64::MAX,
        |head| head.slots.clear(),
        |head| head.vault = Id([7; 16]),
        |head| head.shredding = Some(1),
        |head| head.slots[0].wrapped[20] ^= 1,
    ];
    for forgery in forgeries {
        for copy in ["head", "head.copy"] {
            let mut vault = bare_vault();
            run(vault.commit(change(1), &mut SystemRng)).unwrap();
            run(vault.shred(change(2), &mut SystemRng)).unwrap();
            let access = vault.session_key().clone();
            let store = vault.lock();
            forge(&store, &[copy], forgery);
            assert_eq!(run(Vault::access_key(&store, &secret(PASSPHRASE))).as_ref(), Ok(&access));
            let (mut vault, damages) = run(Vault::open(store, access.clone())).unwrap();
            assert_eq!(damages.iter().map(|damage| damage.code).collect::<Vec<_>>(), ["head_broken"]);
            assert_eq!(vault.count(Namespace::Memory), 2);
            run(vault.repair(&damages, &mut SystemRng)).unwrap();
            let (vault, damages) = run(Vault::open(vault.lock(), access)).unwrap();
            assert_eq!((vault.count(Namespace::Memory), damages), (2, vec![]));
        }
    }
}

#[test]
fn t10_opening_never_destroys_a_root_whose_manifest_is_there() {
    let mut vault = bare_vault();
    run(vault.commit(change(1), &mut SystemRng)).unwrap();
    let access = vault.session_key().clone();
    let store = vault.lock();
    let old: Vec<Vec<u8>> =
        ["head", "head.copy"].iter().map(|c| store.rows()[&(Table::Meta, (*c).to_owned())].clone()).collect();
    let cell = run(store.read_cell(1)).unwrap();
    let (mut vault, _) = run(Vault::open(store, access.clone())).unwrap();
    run(vault.shred(change(2), &mut SystemRng)).unwrap();
    let store = vault.lock();
    // As if the device had refused to overwrite the old cell, and both heads were put back.
    run(store.write_cell(1, &cell.try_into().unwrap())).unwrap();
    let new: Vec<Vec<u8>> =
        ["head", "head.copy"].iter().map(|c| store.rows()[&(Table::Meta, (*c).to_owned())].clone()).collect();
    for (copy, row) in ["head", "head.copy"].iter().zip(old) {
        store.rows().insert((Table::Meta, (*copy).to_owned()), row);
    }
    let (vault, damages) = run(Vault::open(store, access.clone())).unwrap();
    assert!(damages.iter().any(|d| d.code == "manifest_lost"));
    let store = vault.lock();
    for (copy, row) in ["head", "head.copy"].iter().zip(new) {
        store.rows().insert((Table::Meta, (*copy).to_owned()), row);
    }
    let opened = run(Vault::open(store, access));
    assert!(opened.is_ok(), "everything is gone: {:?}", opened.err());
}
