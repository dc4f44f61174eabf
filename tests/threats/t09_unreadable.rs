//! T9 where something cannot be read any more: it is destroyed like anything else, and nothing beside it.

use std::rc::Rc;

use satchel::engine::protocol::{Filter, LedgerView, Reply, Request, Shreds};
use satchel::vault::{Namespace, Table, Vault};

use crate::desk::backups::{backup, restore};
use crate::desk::{PASSPHRASE, ask, export, id_of, import, note, run, status, texts, work};
use crate::hoard::Hoard;
use crate::t09_after_repair::{Desk, SECRET, furnished, header, shred, spoil, woken};
use crate::thief;

const SITE: &str = "https://chat.example";
const NEIGHBOUR: &str = "Neighbour number 7 keeps geese.";

/// What a thief opens with every page that was ever written.
fn loot(store: &Hoard) -> thief::Loot {
    let cells = [0, 1].map(|cell| run(satchel::vault::Store::read_cell(store, cell)).unwrap());
    thief::open(&store.pages(), &cells, PASSPHRASE)
}

fn ledger(engine: &mut Desk) -> (Vec<LedgerView>, u32) {
    match ask(engine, Request::Ledger { offset: 0, limit: 99 }) {
        Reply::Ledger { entries, total } => (entries, total),
        other => panic!("{other:?}"),
    }
}

/// Secret and neighbour, told to a site.
fn told(store: &Rc<Hoard>) -> Desk {
    let mut engine = furnished(store);
    let ids = vec![id_of(&mut engine, SECRET), id_of(&mut engine, NEIGHBOUR)];
    let reply = ask(&mut engine, Request::Insert { ids, site: SITE.into(), agreed: true });
    assert!(matches!(reply, Reply::Insert { .. }), "{reply:?}");
    engine
}

/// Changes the row of a memory's record.
fn spoil_memory(store: &Rc<Hoard>, engine: &mut Desk, text: &str) {
    let id = id_of(engine, text);
    let key = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(store), key)).unwrap();
    let bag = vault.bag_of(Namespace::Memory, id).unwrap();
    *store.live.rows().get_mut(&(Table::Records, format!("{bag}/{id}"))).unwrap().last_mut().unwrap() ^= 1;
}

#[test]
fn t09_shredding_the_bin_reaches_what_in_it_cannot_be_read_and_its_title() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    import(&mut engine, export());
    work(&mut engine);
    let Reply::List { memories, .. } =
        ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 99 })
    else {
        panic!()
    };
    let turns = memories.iter().filter(|memory| memory.title.is_some()).map(|memory| memory.id).collect();
    for ids in [turns, vec![id_of(&mut engine, SECRET)]] {
        ask(&mut engine, Request::Delete { ids });
    }
    spoil(&store, &engine, Namespace::Bin);
    let mut engine = woken(engine, &store);
    assert_eq!((status(&mut engine).damaged, status(&mut engine).binned), (1, 3));
    let reply = ask(&mut engine, Request::Shred { what: Shreds::Binned });
    assert!(
        matches!(&reply, Reply::Shred { receipt: Some(gone) } if (gone.memories, gone.conversations) == (4, 1)),
        "{reply:?}"
    );
    for trace in ["Quillbrake", "hazelnuts", "Cakes"] {
        assert!(!loot(&store).holds(trace.as_bytes()), "{trace} can be opened");
    }
    assert_eq!(status(&mut engine).damaged, 0);
    assert_eq!(status(&mut woken(engine, &store)).damaged, 0);
}

/// It lives here again, whatever an old record in the bin was.
#[test]
fn t09_what_a_backup_made_good_is_not_shredded_with_the_bin() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let file = backup(&mut engine);
    let id = id_of(&mut engine, SECRET);
    ask(&mut engine, Request::Delete { ids: vec![id] });
    spoil(&store, &engine, Namespace::Bin);
    let mut engine = woken(engine, &store);
    restore(&mut engine, &file, false);
    assert_eq!(status(&mut engine).damaged, 0);
    let reply = ask(&mut engine, Request::Shred { what: Shreds::Binned });
    assert!(matches!(reply, Reply::Shred { receipt: None }), "{reply:?}");
    assert_eq!(id_of(&mut engine, SECRET), id);
}

/// Else the vault is called damaged for the sake of what is gone, and no backup is made.
#[test]
fn t09_a_history_that_cannot_be_read_is_no_damage_once_it_is_shredded() {
    let store = Rc::new(Hoard::new());
    let mut engine = furnished(&store);
    let id = id_of(&mut engine, SECRET);
    ask(&mut engine, Request::Revise { id, text: format!("{SECRET} Always.") });
    ask(&mut engine, Request::Revise { id, text: SECRET.into() });
    work(&mut engine);
    spoil(&store, &engine, Namespace::History);
    let mut engine = woken(engine, &store);
    work(&mut engine);
    assert_eq!(status(&mut engine).damaged, 1);
    shred(&mut engine);
    assert_eq!(status(&mut engine).damaged, 0);
    backup(&mut engine);
    assert!(!loot(&store).holds(b"Quillbrake"));
}

/// A ledger of which each entry is listed twice, as by a bag that was put back: what they say can be read.
fn twice_told(store: &Rc<Hoard>) -> Desk {
    let mut engine = told(store);
    let file = backup(&mut engine);
    let header = header(store, &engine, Namespace::Ledger);
    let row = store.live.rows().remove(&header).unwrap();
    let mut engine = woken(engine, store);
    restore(&mut engine, &file, false);
    work(&mut engine);
    store.live.rows().insert(header, row);
    let mut engine = woken(engine, store);
    assert_eq!((status(&mut engine).damaged, ledger(&mut engine).1), (2, 2));
    engine
}

#[test]
fn t09_entries_that_are_listed_twice_go_with_their_site() {
    let store = Rc::new(Hoard::new());
    let mut engine = twice_told(&store);
    let reply = ask(&mut engine, Request::Shred { what: Shreds::Site { site: SITE.into() } });
    assert!(matches!(&reply, Reply::Shred { receipt: Some(receipt) } if receipt.entries == 2), "{reply:?}");
    for reopened in [false, true] {
        if reopened {
            engine = woken(engine, &store);
        }
        assert_eq!((ledger(&mut engine), status(&mut engine).damaged), ((vec![], 0), 0), "{reopened}");
    }
    // The memories themselves stay.
    assert_eq!(
        texts(&mut engine).iter().filter(|text| [SECRET, NEIGHBOUR].contains(&text.as_str())).count(),
        2
    );
}

#[test]
fn t09_entries_that_are_listed_twice_are_damage_no_more_and_stay_unless_they_are_of_what_goes() {
    let store = Rc::new(Hoard::new());
    let mut engine = twice_told(&store);
    shred(&mut engine);
    for reopened in [false, true] {
        if reopened {
            engine = woken(engine, &store);
        }
        let (entries, total) = ledger(&mut engine);
        let mut texts: Vec<_> = entries.into_iter().map(|entry| entry.text).collect();
        texts.sort();
        assert_eq!((texts, total), (vec![None, Some(NEIGHBOUR.to_owned())], 2), "{reopened}");
        assert_eq!(status(&mut engine).damaged, 0);
    }
    assert!(!loot(&store).holds(b"Quillbrake"));
}

#[test]
fn t09_an_entry_that_turned_bad_is_counted_no_more_once_it_is_shredded() {
    let store = Rc::new(Hoard::new());
    let mut engine = told(&store);
    spoil(&store, &engine, Namespace::Ledger);
    shred(&mut engine);
    let (entries, total) = ledger(&mut engine);
    assert_eq!((entries.len(), total), (1, 1));
}

/// Nothing names the memory any more: its text would stay in the ledger for ever, and in every backup.
#[test]
fn t09_what_a_deleted_memory_that_cannot_be_read_was_told_as_is_kept_no_longer() {
    let store = Rc::new(Hoard::new());
    let mut engine = told(&store);
    spoil_memory(&store, &mut engine, SECRET);
    // A list passes over what cannot be read.
    let known = ledger(&mut engine).0.into_iter().filter_map(|entry| entry.memory);
    let listed: Vec<_> = texts(&mut engine);
    assert_eq!(listed.len(), 9);
    let neighbour = id_of(&mut engine, NEIGHBOUR);
    let ids = known.filter(|id| *id != neighbour).collect();
    assert_eq!(
        format!("{:?}", ask(&mut engine, Request::Delete { ids })),
        format!("{:?}", Reply::Delete { deleted: 1 })
    );
    let said: Vec<_> = ledger(&mut engine).0.into_iter().map(|entry| entry.text).collect();
    assert!(said.contains(&None) && said.contains(&Some(NEIGHBOUR.to_owned())), "{said:?}");
    let ids = vec![note(&mut engine, "Something else that goes").id];
    ask(&mut engine, Request::Shred { what: Shreds::Memories { ids } });
    assert!(!loot(&store).holds(b"Quillbrake"));
}
