//! T10: somebody who can write to the disk, one row at a time.

use std::collections::{BTreeMap, BTreeSet};

use satchel::crypto::keys::AccessKey;
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::store::CELL_LENGTH;
use satchel::vault::{Change, Damage, MemoryStore, Namespace, Store, Table, Vault};

use crate::desk::{bare_vault, run};

type Rows = BTreeMap<(Table, String), Vec<u8>>;

const COUNT: u8 = 130;

fn id(n: u8) -> Id {
    Id([n; 16])
}

/// A vault of three bags, one record of which was changed and one removed; with the rows as they
/// were before the last change.
fn vault() -> (MemoryStore, AccessKey, Rows) {
    let mut vault = bare_vault();
    let mut change = Change::default();
    (0..COUNT).for_each(|n| change.put(Namespace::Memory, id(n), vec![n; 9]));
    run(vault.commit(change, &mut SystemRng)).unwrap();
    let access = vault.session_key().clone();
    let store = vault.lock();
    let before = store.rows().clone();
    let (mut vault, _) = run(Vault::open(store, access.clone())).unwrap();
    let mut change = Change::default();
    change.put(Namespace::Memory, id(7), b"changed".to_vec());
    change.remove(Namespace::Memory, id(80));
    change.put(Namespace::Ledger, id(200), b"told".to_vec());
    run(vault.commit(change, &mut SystemRng)).unwrap();
    (vault.lock(), access, before)
}

/// What opens, and everything that is named.
fn look(store: MemoryStore, access: &AccessKey) -> (Vault<MemoryStore>, Vec<Damage>, BTreeSet<u8>) {
    let (vault, mut damages) = run(Vault::open(store, access.clone())).unwrap();
    let mut opened = BTreeSet::new();
    for bag in vault.bags(Namespace::Memory).into_iter().chain(vault.bags(Namespace::Ledger)) {
        let (records, damaged) = run(vault.open_bag(bag)).unwrap();
        damages.extend(damaged);
        opened.extend(records.iter().map(|(id, _)| id.0[0]));
    }
    damages.extend(run(vault.strangers(!damages.is_empty())).unwrap());
    (vault, damages, opened)
}

fn whole() -> BTreeSet<u8> {
    (0..COUNT).filter(|n| *n != 80).chain([200]).collect()
}

/// Does something to every row in turn; gives what was named, and what opened.
fn to_every_row(
    act: impl Fn(&mut Rows, &(Table, String), &Rows) -> bool,
) -> Vec<(Table, String, Vec<&'static str>, usize)> {
    let (store, access, before) = vault();
    let rows = store.rows().clone();
    let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
    let mut told = Vec::new();
    for key in rows.keys().chain(before.keys().filter(|key| !rows.contains_key(key))) {
        let copy = MemoryStore::new();
        copy.rows().clone_from(&rows);
        for (cell, bytes) in cells.iter().enumerate() {
            run(copy.write_cell(cell, bytes.as_slice().try_into().unwrap())).unwrap();
        }
        if !act(&mut copy.rows(), key, &before) {
            continue;
        }
        let (mut vault, damages, opened) = look(copy, &access);
        assert!(!damages.is_empty(), "{key:?}: nothing was noticed");
        // What is lost is named: every record that does not open has its bag or itself among the damages.
        for n in whole().difference(&opened) {
            let named = damages.iter().any(|damage| match damage.record {
                Some(record) => record == id(*n),
                None => damage.code.starts_with("bag_"),
            });
            assert!(named, "{key:?}: record {n} is silently lost: {damages:?}");
        }
        // After giving up what is lost, the vault is whole and stays so.
        run(vault.repair(&damages, &mut SystemRng)).unwrap();
        let (_, after, still) = look(vault.lock(), &access);
        assert_eq!(after, [], "{key:?}");
        assert!(still.is_superset(&opened), "{key:?}: repairing lost what opened");
        let codes: BTreeSet<&'static str> = damages.iter().map(|damage| damage.code).collect();
        told.push((key.0, key.1.clone(), codes.into_iter().collect(), opened.len()));
    }
    told
}

#[test]
fn t10_an_untouched_vault_has_nothing_to_name() {
    let (store, access, _) = vault();
    let (_, damages, opened) = look(store, &access);
    assert_eq!((damages, opened), (vec![], whole()));
}

#[test]
fn t10_a_dropped_row_is_named_and_the_rest_opens() {
    for (table, key, codes, opened) in to_every_row(|rows, key, _| rows.remove(key).is_some()) {
        let (expected, lost): (&[&str], usize) = match (table, key.as_str()) {
            (Table::Meta, "head" | "head.copy") => (&["head_broken"], 0),
            (Table::Meta, _) => (&["manifest_lost"], 0),
            (Table::Bags, _) => (&["bag_missing"], 64),
            (Table::Records, _) => (&["record_missing"], 1),
        };
        assert_eq!(codes, expected, "{table:?} {key}");
        assert!(whole().len() - opened <= lost, "{table:?} {key}: {opened} opened");
    }
}

#[test]
fn t10_a_flipped_bit_anywhere_is_named_and_the_rest_opens() {
    for at in [0, 5, 40, usize::MAX] {
        let told = to_every_row(|rows, key, _| {
            let Some(row) = rows.get_mut(key) else { return false };
            let at = at.min(row.len() - 1);
            row[at] ^= 4;
            true
        });
        for (table, key, codes, _) in told {
            let expected = match (table, key.as_str()) {
                (Table::Meta, "head" | "head.copy") => "head_broken",
                (Table::Meta, _) => "manifest_lost",
                (Table::Bags, _) => "bag_changed",
                (Table::Records, _) => "record_changed",
            };
            assert_eq!(codes, [expected], "{table:?} {key} at {at}");
        }
    }
}

#[test]
fn t10_a_truncated_row_is_named_and_the_rest_opens() {
    for length in [0, 1, 30] {
        let told = to_every_row(|rows, key, _| {
            let Some(row) = rows.get_mut(key) else { return false };
            row.truncate(length);
            true
        });
        assert!(told.len() > 130);
    }
}

#[test]
fn t10_swapped_rows_are_named_and_the_rest_opens() {
    let told = to_every_row(|rows, key, _| {
        let other = rows.keys().find(|(table, other)| *table == key.0 && *other != key.1).cloned();
        let Some(other) = other.filter(|other| rows.get(other) != rows.get(key)) else { return false };
        let (Some(one), Some(two)) = (rows.get(key).cloned(), rows.get(&other).cloned()) else {
            return false;
        };
        rows.insert(key.clone(), two);
        rows.insert(other, one);
        // Two copies of the head with the manifest in one of them are a broken copy and a lost list.
        true
    });
    assert!(told.len() > 130);
}

#[test]
fn t10_a_row_put_back_singly_is_named_and_the_rest_opens() {
    let told = to_every_row(|rows, key, before| match before.get(key) {
        Some(old) if rows.get(key) != Some(old) => {
            rows.insert(key.clone(), old.clone());
            true
        }
        _ => false,
    });
    let named: BTreeMap<&str, &Vec<&str>> =
        told.iter().map(|(_, key, codes, _)| (key.as_str(), codes)).collect();
    // The changed record, the removed one, their two bags, and the list of bags were other rows before.
    assert_eq!(told.len(), 5, "{told:?}");
    assert_eq!(told.iter().filter(|(.., codes, _)| *codes == ["record_changed"]).count(), 1);
    assert_eq!(told.iter().filter(|(.., codes, _)| *codes == ["record_unlisted"]).count(), 1);
    assert_eq!(
        told.iter()
            .filter(|(table, _, codes, _)| *table == Table::Bags && codes.contains(&"bag_changed"))
            .count(),
        2
    );
    assert!(named["manifest"].contains(&"bag_unlisted"), "{told:?}");
}

#[test]
fn t10_an_added_row_is_named() {
    let added = [
        (Table::Bags, "1/00000000000000000000000000000009".to_owned(), "bag_unlisted"),
        (Table::Bags, "2/00000000000000000000000000000009".to_owned(), "bag_unlisted"),
        (Table::Bags, "nonsense".to_owned(), "bag_unlisted"),
        (Table::Records, format!("{}/{}", id(1), id(2)), "record_unlisted"),
        (Table::Records, "nonsense".to_owned(), "record_unlisted"),
        (Table::Meta, "nonsense".to_owned(), "row_unlisted"),
        // Left by a making that was cut short, it would have a lost vault taken for none.
        (Table::Meta, "creating".to_owned(), "row_unlisted"),
    ];
    for (table, key, code) in added {
        let (store, access, _) = vault();
        store.rows().insert((table, key.clone()), vec![7; 300]);
        let (mut vault, damages, opened) = look(store, &access);
        assert_eq!(damages.iter().map(|damage| damage.code).collect::<Vec<_>>(), [code], "{key}");
        assert_eq!(opened, whole());
        run(vault.repair(&damages, &mut SystemRng)).unwrap();
        assert_eq!(look(vault.lock(), &access).1, []);
    }
}

#[test]
fn t10_slots_that_were_changed_by_hand_are_named() {
    let (store, access, _) = vault();
    for copy in ["head", "head.copy"] {
        let mut rows = store.rows();
        let row = rows.get_mut(&(Table::Meta, copy.to_owned())).unwrap();
        let mut head = crate::thief::Head::read(row);
        head.slots.clear();
        *row = head.write();
    }
    let (_, damages, opened) = look(store, &access);
    assert_eq!(damages.iter().map(|damage| damage.code).collect::<Vec<_>>(), ["slots_changed"]);
    assert_eq!(opened, whole());
}

#[test]
fn t10_without_its_root_cell_nothing_opens_and_nothing_is_written() {
    let (store, access, _) = vault();
    let rows = store.rows().clone();
    let mut cell = run(store.read_cell(1)).unwrap();
    cell[30] ^= 1;
    let cell: [u8; CELL_LENGTH] = cell.try_into().unwrap();
    run(store.write_cell(1, &cell)).unwrap();
    let store = std::rc::Rc::new(store);
    let error = run(Vault::open(std::rc::Rc::clone(&store), access)).err().unwrap();
    assert_eq!(error.code, "root_lost");
    assert_eq!((store.rows().clone(), run(store.read_cell(1)).unwrap()), (rows, cell.to_vec()));
}

#[test]
fn t10_a_vault_that_lost_its_list_takes_no_change_before_it_is_repaired() {
    let (store, access, _) = vault();
    store.rows().remove(&(Table::Meta, "manifest".to_owned()));
    let (mut vault, damages, opened) = look(store, &access);
    assert_eq!(opened, whole());
    let mut change = Change::default();
    change.put(Namespace::Memory, id(1), vec![]);
    assert_eq!(run(vault.commit(change, &mut SystemRng)).unwrap_err().code, "vault_damaged");
    run(vault.repair(&damages, &mut SystemRng)).unwrap();
    let mut change = Change::default();
    change.put(Namespace::Memory, id(1), vec![]);
    run(vault.commit(change, &mut SystemRng)).unwrap();
}

#[test]
fn t10_nothing_is_shredded_while_something_does_not_open() {
    let (store, access, _) = vault();
    let bag = store.rows().keys().find(|(table, _)| *table == Table::Bags).unwrap().clone();
    store.rows().get_mut(&bag).unwrap()[40] ^= 1;
    let (mut vault, ..) = look(store, &access);
    // Under another root it could never be salvaged.
    assert_eq!(run(vault.shred(Change::default(), &mut SystemRng)).unwrap_err().code, "vault_damaged");
}
