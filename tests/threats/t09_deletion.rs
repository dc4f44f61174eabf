//! T9: a later thief with every old page of the disk and the passphrase.

use std::collections::BTreeSet;
use std::rc::Rc;

use satchel::embed::projection::{self, TokenState};
use satchel::engine::Engine;
use satchel::engine::protocol::{JobEnd, Proof, Reply, Request, Shreds};
use satchel::vault::Store;

use crate::desk::{
    self, Directions, File, PASSPHRASE, ask, create, direction, engine_on, finish, id_of, insert, note,
    passphrase, run, status, texts, work,
};
use crate::hoard::{Hoard, Page};
use crate::thief;

const SECRET: &str = "The velvet otter sleeps at nine Quillbrake Street.";
const SITE: &str = "https://chat.example";

/// What is kept of each of its tokens: number and state.
fn tokens(text: &str) -> Vec<Vec<u8>> {
    let bytes = |state: TokenState| [&state.token.to_le_bytes()[..], &state.code].concat();
    projection::reduce(&desk::encoded(text)).into_iter().map(bytes).collect()
}

fn neighbour(n: usize) -> String {
    format!("Neighbour number {n} keeps geese.")
}

/// A full bag of 64 notes, the secret in its middle, told to a site once, all encoded.
fn furnished(store: &Rc<Hoard>) -> Engine<Rc<Hoard>> {
    let mut engine = engine_on(Rc::clone(store));
    create(&mut engine);
    engine.set_encoder(Box::new(Directions));
    for n in 0..63 {
        if n == 31 {
            let secret = note(&mut engine, SECRET);
            insert(&mut engine, &secret, SITE);
        }
        note(&mut engine, &neighbour(n));
    }
    work(&mut engine);
    assert_eq!(status(&mut engine).pending, 0);
    engine
}

/// What somebody finds who copied the disk before, and steals it now, cells and all.
fn stolen(before: &BTreeSet<Page>, store: &Hoard, passphrase: &str) -> thief::Loot {
    let pages: BTreeSet<Page> = before.union(&store.pages()).cloned().collect();
    let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
    thief::open(&pages, &cells, passphrase)
}

fn assert_gone(loot: &thief::Loot) {
    assert_eq!(loot.roots, 1, "the root of today opens, and no other");
    // Words as they are written, and as the index keeps them.
    for trace in [SECRET, "velvet", "otter", "Quillbrake", "quillbrak"] {
        assert!(!loot.holds(trace.as_bytes()), "{trace} can be opened");
    }
    let vector = direction(SECRET).to_bytes();
    for part in vector.chunks(12) {
        assert!(!loot.holds(part), "a part of its vector can be opened");
    }
    let shared: BTreeSet<Vec<u8>> = (0..63).flat_map(|n| tokens(&neighbour(n))).collect();
    for token in tokens(SECRET).iter().filter(|token| !shared.contains(*token)) {
        assert!(!loot.holds(token), "the state of one of its tokens can be opened");
    }
}

fn assert_neighbours(loot: &thief::Loot) {
    for n in 0..63 {
        assert!(loot.holds(neighbour(n).as_bytes()), "neighbour {n} is lost");
        assert!(loot.holds(&direction(&neighbour(n)).to_bytes()), "the vector of neighbour {n} is lost");
        let tokens = tokens(&neighbour(n)).concat();
        assert!(loot.holds(&tokens), "the token states of neighbour {n} are lost");
    }
}

#[test]
fn t09_the_thief_opens_what_was_merely_deleted() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let id = id_of(&mut engine, SECRET);
    ask(&mut engine, Request::Delete { ids: vec![id] });
    // Without this the other tests would show nothing.
    let loot = stolen(&BTreeSet::new(), &store, PASSPHRASE);
    assert!(loot.holds(SECRET.as_bytes()) && loot.holds(&direction(SECRET).to_bytes()));
    assert!(loot.holds(b"quillbrak"), "the words of the index");
    let tokens = tokens(SECRET);
    assert!(tokens.len() == 8 && tokens.iter().all(|token| loot.holds(token)), "the states of its tokens");
    assert_neighbours(&loot);
}

#[test]
fn t09_what_was_shredded_cannot_be_opened_and_its_63_neighbours_can() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let before = store.pages();
    let id = id_of(&mut engine, SECRET);
    let what = Shreds::Memories { ids: vec![id] };
    let Reply::Shred { receipt: Some(receipt) } = ask(&mut engine, Request::Shred { what }) else { panic!() };
    let counts = (receipt.memories, receipt.entries, receipt.texts, receipt.done);
    assert_eq!(counts, (1, 0, 1, true));

    let loot = stolen(&before, &store, PASSPHRASE);
    assert_gone(&loot);
    assert_neighbours(&loot);
    // That something was told to the site, and when, stays.
    assert!(loot.holds(SITE.as_bytes()));
    assert_eq!(texts(&mut engine).len(), 63);
}

#[test]
fn t09_the_bins_end_and_every_other_way_of_shredding_destroy_alike() {
    let site = Shreds::Site { site: SITE.to_owned() };
    let source = Shreds::Source { source: satchel::memory::Source::Typed };
    for (what, memories) in [(Shreds::Binned, 1), (source, 64), (site, 0)] {
        let store = Rc::new(Hoard::new());
        let mut engine = furnished(&store);
        let before = store.pages();
        let id = id_of(&mut engine, SECRET);
        if memories == 1 {
            ask(&mut engine, Request::Delete { ids: vec![id] });
        }
        let Reply::Shred { receipt: Some(receipt) } = ask(&mut engine, Request::Shred { what }) else {
            panic!()
        };
        let (entries, texts) = if memories == 0 { (1, 0) } else { (0, 1) };
        let counts = (receipt.memories, receipt.entries, receipt.texts, receipt.done);
        assert_eq!(counts, (memories, entries, texts, true));
        let loot = stolen(&before, &store, PASSPHRASE);
        if memories == 0 {
            // The memory lives on; what the ledger said of the site does not.
            assert!(loot.holds(SECRET.as_bytes()) && !loot.holds(SITE.as_bytes()));
        } else {
            assert_gone(&loot);
        }
    }
}

#[test]
fn t09_the_draft_of_a_dismissal_that_was_taken_back_cannot_be_opened() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let id = id_of(&mut engine, &neighbour(7));
    let drafts = ["which birds are loud at night", "how to write to a goose farm"];
    for draft in drafts {
        let reply = ask(&mut engine, Request::Dismiss { id, draft: draft.into() });
        assert!(matches!(reply, Reply::Dismiss { learned: true }), "{reply:?}");
    }
    let before = store.pages();
    let held = |store: &Hoard| {
        let loot = stolen(&before, store, PASSPHRASE);
        drafts.map(|draft| direction(draft).to_bytes().chunks(12).any(|part| loot.holds(part)))
    };
    assert_eq!(held(&store), [true, true]);
    ask(&mut engine, Request::Undismiss { id, all: false });
    assert_eq!(held(&store), [true, false]);
    ask(&mut engine, Request::Undismiss { id, all: true });
    assert_eq!(held(&store), [false, false]);
    assert_neighbours(&stolen(&before, &store, PASSPHRASE));
}

#[test]
fn t09_what_lies_in_the_bin_for_thirty_days_is_shredded_at_the_next_unlock() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let before = store.pages();
    let id = id_of(&mut engine, SECRET);
    ask(&mut engine, Request::Delete { ids: vec![id] });
    let key = engine.access_key().unwrap().clone();
    drop(engine);
    for (days, binned) in [(29, 1), (31, 0)] {
        let clock = desk::Hand::default();
        clock.pass(days * 24 * 60 * 60 * 1000);
        let mut engine = desk::engine_at(Rc::clone(&store), &clock);
        run(engine.wake(key.clone())).unwrap();
        work(&mut engine);
        assert_eq!(status(&mut engine).binned, binned, "after {days} days");
    }
    let loot = stolen(&before, &store, PASSPHRASE);
    assert_gone(&loot);
    assert_neighbours(&loot);
}

#[test]
fn t09_forget_me_leaves_nothing_that_opens() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let wrong = Proof::Passphrase { passphrase: "another passphrase".into() };
    assert_eq!(desk::code(ask(&mut engine, Request::Forget { proof: Some(wrong) })), "passphrase_wrong");
    let device = Proof::Device { answer: "07".repeat(32) };
    assert_eq!(desk::code(ask(&mut engine, Request::Forget { proof: Some(device) })), "slot_proof_missing");
    let reply = ask(&mut engine, Request::Forget { proof: Some(passphrase(PASSPHRASE)) });
    assert!(matches!(reply, Reply::Forget { .. }), "{reply:?}");
    assert!(store.live.rows().is_empty());
    let loot = stolen(&BTreeSet::new(), &store, PASSPHRASE);
    assert_eq!((loot.roots, loot.plaintexts.len()), (0, 0));
    // And another vault can be made in its place.
    create(&mut engine);
}

#[test]
fn t09_a_vault_whose_passphrase_is_forgotten_is_destroyed_as_wholly_and_only_while_it_is_locked() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let before = store.live.rows().len();
    assert_eq!(desk::code(ask(&mut engine, Request::Forget { proof: None })), "slot_proof_missing");
    assert_eq!(store.live.rows().len(), before);
    ask(&mut engine, Request::Lock);
    let reply = ask(&mut engine, Request::Forget { proof: None });
    assert!(matches!(&reply, Reply::Forget { backups } if backups.is_empty()), "{reply:?}");
    assert!(store.live.rows().is_empty());
    let loot = stolen(&BTreeSet::new(), &store, PASSPHRASE);
    assert_eq!((loot.roots, loot.plaintexts.len()), (0, 0));
    assert_eq!(desk::code(ask(&mut engine, Request::Forget { proof: None })), "vault_missing");
    create(&mut engine);
}

#[test]
fn t09_a_passphrase_of_before_opens_nothing_of_today() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let mut change = |proof: &Proof, keep: &[&Proof], add: &[&Proof]| {
        let list = |proofs: &[&Proof]| proofs.iter().map(|&proof| proof.clone()).collect();
        let request = Request::ChangeSlots { proof: proof.clone(), keep: list(keep), add: list(add) };
        ask(&mut engine, request)
    };
    let (old, new) = (passphrase(PASSPHRASE), passphrase("quite another passphrase"));
    let device = Proof::Device { answer: "07".repeat(32) };
    assert!(matches!(change(&old, &[&old], &[&device]), Reply::ChangeSlots { .. }));
    // What opens by itself proves nobody's presence, and is not enough alone.
    assert_eq!(desk::code(change(&device, &[&device], &[&new])), "slot_proof_missing");
    assert_eq!(desk::code(change(&new, &[], &[&new])), "passphrase_wrong");
    assert_eq!(desk::code(change(&old, &[&device], &[])), "slots_few");
    assert_eq!(desk::code(change(&old, &[&old], &[&new])), "slots_many");
    let reply = change(&old, &[], &[&new]);
    let Reply::ChangeSlots { slots } = reply else { panic!("{reply:?}") };
    assert_eq!(slots.len(), 1);
    note(&mut engine, "Kept after the passphrase was changed.");
    let loot = stolen(&BTreeSet::new(), &store, PASSPHRASE);
    assert_eq!((loot.roots, loot.plaintexts.len()), (0, 0));
    assert!(stolen(&BTreeSet::new(), &store, "quite another passphrase").holds(b"Kept after"));
}

#[test]
fn t09_the_receipt_names_the_backups_that_may_still_hold_it() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let id = id_of(&mut engine, SECRET);
    let file = File::default();
    let backup = run(engine.begin_backup(Box::new(file.clone()), PASSPHRASE.into(), "june.satchel".into()));
    backup.unwrap();
    let JobEnd::BackedUp(made) = finish(&mut engine) else { panic!() };
    let later = note(&mut engine, "Kept after the backup.").id;
    for (id, expected) in [(later, vec![]), (id, vec![made])] {
        let what = Shreds::Memories { ids: vec![id] };
        let Reply::Shred { receipt: Some(receipt) } = ask(&mut engine, Request::Shred { what }) else {
            panic!()
        };
        assert_eq!(receipt.backups, expected);
    }
    let Reply::Receipts { total: 2, receipts } = ask(&mut engine, Request::Receipts { offset: 0, limit: 10 })
    else {
        panic!()
    };
    assert_eq!(receipts[0].backups[0].name, "june.satchel");
}
