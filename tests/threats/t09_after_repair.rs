//! T9 once more: what was lost, given up and brought back is destroyed as wholly as anything else.

use std::collections::BTreeSet;
use std::rc::Rc;

use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Reply, Request, Shreds};
use satchel::memory::Source;
use satchel::vault::{Namespace, Store, Table, Vault};

use crate::desk::backups::{backup, records, restore, rewritten};
use crate::desk::{
    Directions, PASSPHRASE, ask, code, create, direction, engine_on, export, id_of, import, note, run,
    status, texts, work,
};
use crate::hoard::Hoard;
use crate::thief;

pub(crate) const SECRET: &str = "The velvet otter sleeps at nine Quillbrake Street.";

pub(crate) type Desk = Engine<Rc<Hoard>>;

pub(crate) fn furnished(store: &Rc<Hoard>) -> Desk {
    let mut engine = engine_on(Rc::clone(store));
    create(&mut engine);
    engine.set_encoder(Box::new(Directions));
    (0..9).for_each(|n| drop(note(&mut engine, &format!("Neighbour number {n} keeps geese."))));
    note(&mut engine, SECRET);
    work(&mut engine);
    engine
}

pub(crate) fn woken(engine: Desk, store: &Rc<Hoard>) -> Desk {
    let mut engine = crate::desk::woken(engine, store);
    engine.set_encoder(Box::new(Directions));
    engine
}

/// The key of the row in which the header of a namespace's only bag stands.
pub(crate) fn header(store: &Rc<Hoard>, engine: &Desk, namespace: Namespace) -> (Table, String) {
    let key = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(store), key)).unwrap();
    let bag = vault.bags(namespace)[0].to_string();
    let rows = store.live.rows();
    rows.keys().find(|(table, key)| *table == Table::Bags && key.ends_with(&bag)).unwrap().clone()
}

pub(crate) fn shred(engine: &mut Desk) {
    let ids = vec![id_of(engine, SECRET)];
    let reply = ask(engine, Request::Shred { what: Shreds::Memories { ids } });
    assert!(matches!(reply, Reply::Shred { receipt: Some(_) }), "{reply:?}");
}

/// Nothing of the secret is in what a thief opens who comes now, with the passphrase.
fn assert_gone(store: &Rc<Hoard>) {
    let pages: BTreeSet<_> =
        store.live.rows().iter().map(|((table, key), row)| (*table, key.clone(), row.clone())).collect();
    let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
    let loot = thief::open(&pages, &cells, PASSPHRASE);
    assert!(loot.holds(b"geese") || loot.holds(b"gees"), "the thief opens nothing at all");
    for trace in ["velvet", "otter", "Quillbrake", "quillbrak"] {
        assert!(!loot.holds(trace.as_bytes()), "{trace} can be opened");
    }
    let vector = direction(SECRET).to_bytes();
    assert!(vector.chunks(12).all(|part| !loot.holds(part)), "a part of its vector can be opened");
    let state = satchel::embed::projection::reduce(&crate::desk::encoded("otter"))[0].code;
    assert!(!loot.holds(&state), "the state of one of its tokens can be opened");
}

#[test]
fn t09_what_was_lost_and_restored_from_a_backup_is_shredded_whole() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let file = backup(&mut engine);
    let header = header(&store, &engine, Namespace::Memory);
    store.live.rows().remove(&header);
    let mut engine = woken(engine, &store);
    assert!(status(&mut engine).damaged > 0);
    ask(&mut engine, Request::Repair);
    restore(&mut engine, &file, false);
    work(&mut engine);
    shred(&mut engine);
    assert_gone(&store);
    assert_eq!(texts(&mut engine).len(), 9);
}

/// By the repair of an earlier release, which left such blocks: one that is there when something is shredded goes
/// too, though nobody had a moment to sweep it away.
#[test]
fn t09_a_block_that_no_bag_leads_to_goes_with_what_is_shredded() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let key = engine.access_key().unwrap().clone();
    let (mut vault, _) = run(Vault::open(Rc::clone(&store), key)).unwrap();
    let of = vault.bags(Namespace::Memory)[0];
    let mut change = satchel::vault::Change::default();
    for namespace in [Namespace::Words, Namespace::Vectors, Namespace::States] {
        let block = run(vault.get(namespace, of)).unwrap().expect("a block").to_vec();
        change.put(namespace, satchel::id::Id([9; 16]), block);
    }
    run(vault.commit(change, &mut satchel::rng::SystemRng)).unwrap();
    drop(vault);
    engine = woken(engine, &store);
    shred(&mut engine);
    assert_gone(&store);
}

#[test]
fn t09_what_was_given_up_leaves_no_words_behind() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let id = id_of(&mut engine, SECRET).to_string();
    let (bag, _) = header(&store, &engine, Namespace::Memory)
        .1
        .split_once('/')
        .map(|(_, bag)| (bag.to_owned(), ()))
        .unwrap();
    *store.live.rows().get_mut(&(Table::Records, format!("{bag}/{id}"))).unwrap().last_mut().unwrap() ^= 1;
    let mut engine = woken(engine, &store);
    work(&mut engine);
    assert_eq!(status(&mut engine).damaged, 1);
    ask(&mut engine, Request::Repair);
    assert_gone(&store);
    work(&mut engine);
    assert_gone(&store);
}

/// What was known of it beside its text is named by nothing any more, and must not stay for ever.
#[test]
fn t09_what_was_known_of_a_memory_that_was_given_up_goes_with_it() {
    const DRAFT: &str = "where does the velvet animal sleep";
    const EARLIER: &str = "The velvet otter sleeps at eight Quillbrake Street.";
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let id = id_of(&mut engine, SECRET);
    // Another text, an earlier one in its history, and a draft for which it was no help.
    let file = rewritten(&backup(&mut engine), id, EARLIER, 1);
    restore(&mut engine, &file, false);
    work(&mut engine);
    let dismissed = ask(&mut engine, Request::Dismiss { id, draft: DRAFT.into() });
    assert!(matches!(dismissed, Reply::Dismiss { learned: true }), "{dismissed:?}");
    let (_, key) = header(&store, &engine, Namespace::Memory);
    let bag = key.split_once('/').unwrap().1;
    *store.live.rows().get_mut(&(Table::Records, format!("{bag}/{id}"))).unwrap().last_mut().unwrap() ^= 1;
    let mut engine = woken(engine, &store);
    work(&mut engine);
    let loot = || {
        let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
        thief::open(&store.pages(), &cells, PASSPHRASE)
    };
    let draft = direction(DRAFT).to_bytes();
    // Old pages tell of it until then.
    assert!(loot().holds(EARLIER.as_bytes()) && loot().holds(&draft));
    ask(&mut engine, Request::Repair);
    assert_eq!((status(&mut engine).damaged, texts(&mut engine).len()), (0, 9));
    assert!(!loot().holds(b"Quillbrake"), "its history can be opened");
    assert!(!loot().holds(&draft), "the draft for which it was dismissed can be opened");
    assert_gone(&store);
}

/// Turns a record bad on the disk; what was there before is still on an old page.
pub(crate) fn spoil(store: &Rc<Hoard>, engine: &Desk, namespace: Namespace) {
    let key = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(store), key)).unwrap();
    let bag = vault.bags(namespace)[0];
    let id = vault.records(bag)[0];
    *store.live.rows().get_mut(&(Table::Records, format!("{bag}/{id}"))).unwrap().last_mut().unwrap() ^= 1;
}

/// A bit that decays must not keep what it stands in from being destroyed.
#[test]
fn t09_what_cannot_be_read_of_the_ledger_and_of_marks_goes_with_what_is_shredded() {
    const DRAFT: &str = "where does the velvet animal sleep";
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let id = id_of(&mut engine, SECRET);
    ask(&mut engine, Request::Insert { ids: vec![id], site: "https://chat.example".into(), agreed: true });
    ask(&mut engine, Request::Dismiss { id, draft: DRAFT.into() });
    spoil(&store, &engine, Namespace::Ledger);
    spoil(&store, &engine, Namespace::Marks);
    let mut engine = woken(engine, &store);
    work(&mut engine);
    assert_eq!(status(&mut engine).damaged, 2);
    let loot = || {
        let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
        thief::open(&store.pages(), &cells, PASSPHRASE)
    };
    let draft = direction(DRAFT).to_bytes();
    assert!(loot().holds(b"Quillbrake") && loot().holds(&draft));
    shred(&mut engine);
    assert!(!loot().holds(b"Quillbrake"), "what it was told as can be opened");
    assert!(!loot().holds(&draft), "the draft for which it was dismissed can be opened");
    assert_gone(&store);
    assert_eq!((status(&mut engine).damaged, texts(&mut engine).len()), (0, 9));
    assert_eq!(status(&mut woken(engine, &store)).damaged, 0);
}

/// Of what site or from where something unreadable was, nobody knows: a receipt must not say that all of it is gone.
#[test]
fn t09_a_site_or_a_source_is_not_called_shredded_while_something_cannot_be_read() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let ids = vec![id_of(&mut engine, SECRET), id_of(&mut engine, "Neighbour number 7 keeps geese.")];
    let site = "https://chat.example".to_owned();
    ask(&mut engine, Request::Insert { ids, site: site.clone(), agreed: true });
    spoil(&store, &engine, Namespace::Ledger);
    let mut engine = woken(engine, &store);
    let shred = |engine: &mut Desk| ask(engine, Request::Shred { what: Shreds::Site { site: site.clone() } });
    assert_eq!(code(shred(&mut engine)), "vault_damaged");
    ask(&mut engine, Request::Repair);
    assert!(matches!(shred(&mut engine), Reply::Shred { receipt: Some(_) }));
    spoil(&store, &engine, Namespace::Memory);
    let mut engine = woken(engine, &store);
    let what = Shreds::Source { source: Source::Typed };
    assert_eq!(code(ask(&mut engine, Request::Shred { what })), "vault_damaged");
}

/// A title alone tells enough.
#[test]
fn t09_the_title_of_a_conversation_that_was_given_up_goes_with_it() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    import(&mut engine, export());
    work(&mut engine);
    let key = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(&store), key)).unwrap();
    let Reply::List { memories, .. } =
        ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 99 })
    else {
        panic!()
    };
    for turn in memories.into_iter().filter(|memory| memory.title.is_some()) {
        let bag = vault.bag_of(Namespace::Memory, turn.id).unwrap();
        store.live.rows().remove(&(Table::Records, format!("{bag}/{}", turn.id)));
    }
    let mut engine = woken(engine, &store);
    work(&mut engine);
    ask(&mut engine, Request::Repair);
    let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
    assert!(!thief::open(&store.pages(), &cells, PASSPHRASE).holds(b"Cakes"), "the title can be opened");
    assert!(!records(&backup(&mut engine)).iter().any(|record| record.0 == Namespace::Conversation));
}

/// Somebody who writes to the disk takes a bag away until its memories were brought back, and puts it back then.
#[test]
fn t09_a_bag_that_was_put_back_is_named_and_goes_with_what_is_shredded() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let file = backup(&mut engine);
    let header = header(&store, &engine, Namespace::Memory);
    let row = store.live.rows().remove(&header).unwrap();
    let mut engine = woken(engine, &store);
    restore(&mut engine, &file, false);
    work(&mut engine);
    store.live.rows().insert(header, row);
    let mut engine = woken(engine, &store);
    assert!(status(&mut engine).damaged > 0, "two bags claim a memory, and nobody says so");
    shred(&mut engine);
    assert_gone(&store);
}
