//! T11: a head whose derivation would take all memory, or hardly any work.

use std::time::{Duration, Instant};

use satchel::crypto::kdf::Cost;
use satchel::vault::{MemoryStore, Table, Vault};

use crate::desk::{PASSPHRASE, bare_vault, run, secret};
use crate::thief::{Derivation, Head};

fn head_with(change: impl Fn(&mut Head)) -> MemoryStore {
    let store = bare_vault().lock();
    for copy in ["head", "head.copy"] {
        let mut rows = store.rows();
        let row = rows.get_mut(&(Table::Meta, copy.to_owned())).unwrap();
        let mut head = Head::read(row);
        change(&mut head);
        *row = head.write();
    }
    store
}

#[test]
fn t11_hostile_costs_are_refused_before_memory_or_time_is_taken() {
    let hostile = [
        Cost { memory: u32::MAX, ..Cost::FLOOR },
        Cost { memory: 257 * 1024, ..Cost::FLOOR },
        Cost { memory: 8, ..Cost::FLOOR },
        Cost { passes: 1, ..Cost::FLOOR },
        Cost { passes: u32::MAX, ..Cost::FLOOR },
        Cost { lanes: 0, ..Cost::FLOOR },
        Cost { lanes: 64, ..Cost::FLOOR },
    ];
    for worse in hostile {
        let store = head_with(|head| {
            let Derivation::Passphrase { cost, .. } = &mut head.slots[0].derivation else { panic!() };
            *cost = worse;
        });
        let begun = Instant::now();
        let error = run(Vault::access_key(&store, &secret(PASSPHRASE))).unwrap_err();
        assert_eq!(error.code, "kdf_out_of_bounds", "{worse:?}");
        // Deriving by the least of these would take days, or more memory than there is.
        assert!(begun.elapsed() < Duration::from_secs(2), "{worse:?}");
    }
}

#[test]
fn t11_a_cheaper_cost_within_the_bounds_opens_nothing() {
    let store = head_with(|head| {
        let Derivation::Passphrase { cost, .. } = &mut head.slots[0].derivation else { panic!() };
        cost.passes += 1;
    });
    assert_eq!(run(Vault::access_key(&store, &secret(PASSPHRASE))).unwrap_err().code, "passphrase_wrong");
}

#[test]
fn t11_many_slots_do_not_keep_an_unlock_busy() {
    for count in [2, 9] {
        let store = head_with(|head| {
            let row = head.write();
            while head.slots.len() < count {
                head.slots.push(Head::read(&row).slots.remove(0));
            }
        });
        let error = run(Vault::access_key(&store, &secret("another passphrase"))).unwrap_err();
        assert_eq!(error.code, "head_broken");
    }
}
