//! What cannot be read or written holds nothing else up.

use std::rc::Rc;

use crate::desk::backups::{Counting, Desk, backup, restore, rewritten};
use crate::desk::disk::Disk;
use crate::desk::{
    Hand, ask, create, direction, engine_at, engine_on, id_of, note, run, status, texts, unlocked_on, woken,
    work,
};
use satchel::embed::{Encoded, Encoder, Model};
use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Reply, Request};
use satchel::error::Error;
use satchel::id::Id;
use satchel::vault::{MemoryStore, Namespace, Table, Vault};

const DAY: u64 = 24 * 60 * 60 * 1000;

/// Changes the row of a record.
fn spoil(store: &Rc<MemoryStore>, engine: &Desk, namespace: Namespace, id: Id) {
    let key = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(store), key)).unwrap();
    let bag = vault.bag_of(namespace, id).expect("the record");
    *store.rows().get_mut(&(Table::Records, format!("{bag}/{id}"))).unwrap().last_mut().unwrap() ^= 1;
}

fn revise(engine: &mut Desk, id: Id, text: &str) -> Reply {
    ask(engine, Request::Revise { id, text: text.into() })
}

/// A memory with a history that cannot be read, the damage known; and a backup of before.
fn forgetful(store: &Rc<MemoryStore>) -> (Desk, Id, Vec<u8>) {
    let mut engine = unlocked_on(store);
    let id = note(&mut engine, "The ferry leaves at noon").id;
    let file = backup(&mut engine);
    revise(&mut engine, id, "The ferry leaves at one");
    work(&mut engine);
    spoil(store, &engine, Namespace::History, id);
    let mut engine = woken(engine, store);
    work(&mut engine);
    assert_eq!(status(&mut engine).damaged, 1);
    (engine, id, file)
}

#[test]
fn a_memory_whose_history_cannot_be_read_can_be_revised() {
    let store = Rc::new(MemoryStore::new());
    let (mut engine, id, _) = forgetful(&store);
    let reply = revise(&mut engine, id, "The ferry leaves at two");
    assert!(matches!(reply, Reply::Revise { .. }), "{reply:?}");
    work(&mut engine);
    // It is written anew.
    assert_eq!(status(&mut engine).damaged, 0);
    let mut engine = woken(engine, &store);
    work(&mut engine);
    assert_eq!(status(&mut engine).damaged, 0);
    backup(&mut engine);
}

#[test]
fn a_history_that_cannot_be_read_stops_no_restore_and_is_made_good_by_it() {
    let store = Rc::new(MemoryStore::new());
    let (mut engine, id, file) = forgetful(&store);
    let later = rewritten(&file, id, "The ferry leaves at three", u64::from(u32::MAX) * 1_000);
    assert_eq!(restore(&mut engine, &later, false).kept, 1);
    work(&mut engine);
    assert_eq!(
        (texts(&mut engine), status(&mut engine).damaged),
        (vec!["The ferry leaves at three".into()], 0)
    );
}

#[test]
fn one_that_cannot_be_read_keeps_nothing_else_in_the_bin() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let ids = ["one", "two", "three"].map(|text| note(&mut engine, text).id).to_vec();
    ask(&mut engine, Request::Delete { ids: ids.clone() });
    spoil(&store, &engine, Namespace::Bin, ids[1]);
    let reply = ask(&mut engine, Request::Undelete { ids });
    assert!(matches!(reply, Reply::Undelete { restored: 2 }), "{reply:?}");
    assert_eq!(status(&mut engine).binned, 1);
}

/// A device that does not let the root be changed.
#[test]
fn a_bin_that_cannot_be_emptied_holds_nothing_up_and_says_so_until_it_can() {
    for lacking in [false, true] {
        let (disk, clock) = (Rc::new(Disk::new()), Hand::default());
        let mut engine = engine_at(Rc::clone(&disk), &clock);
        create(&mut engine);
        let id = note(&mut engine, "goes").id;
        note(&mut engine, "stays");
        ask(&mut engine, Request::Delete { ids: vec![id] });
        let key = engine.access_key().unwrap().clone();
        clock.pass(31 * DAY);
        let mut engine = engine_at(Rc::clone(&disk), &clock);
        run(engine.wake(key)).unwrap();
        if lacking {
            engine.lack_encoder(Error::input("model_broken"));
        } else {
            engine.set_encoder(Box::new(Counting(Rc::default())));
        }
        disk.stuck.set(true);
        for text in ["comes", "comes later"] {
            note(&mut engine, text);
            work(&mut engine);
            let now = status(&mut engine);
            assert_eq!((now.binned, now.checking), (1, false));
            if !lacking {
                assert_eq!((now.pending, now.trouble), (0, Some(Error::device("store_full"))));
            }
        }
        disk.stuck.set(false);
        note(&mut engine, "comes last");
        work(&mut engine);
        let now = status(&mut engine);
        assert_eq!((now.binned, now.trouble), (0, lacking.then(|| Error::input("model_broken"))));
        // The words were written meanwhile.
        let key = engine.access_key().unwrap().clone();
        let (vault, _) = run(Vault::open(Rc::clone(&disk), key)).unwrap();
        assert_eq!(vault.count(Namespace::Words), 1);
    }
}

/// Encodes as another model would.
struct Of(Model);

impl Encoder for Of {
    fn encode(&mut self, texts: &[&str]) -> satchel::Result<Vec<Encoded>> {
        Ok(texts.iter().map(|text| Encoded { model: self.0, ..direction(text).into() }).collect())
    }
    fn model(&self) -> Model {
        self.0
    }
}

/// Three notes that the model for English has encoded.
fn encoded() -> (Rc<Disk>, Engine<Rc<Disk>>) {
    let disk = Rc::new(Disk::new());
    let mut engine = engine_on(Rc::clone(&disk));
    create(&mut engine);
    engine.set_encoder(Box::new(Of(Model::English)));
    (0..3).for_each(|n| drop(note(&mut engine, &format!("Note number {n}"))));
    work(&mut engine);
    (disk, engine)
}

#[test]
fn vectors_that_cannot_be_read_keep_no_vault_open_and_are_read_later() {
    let (disk, mut engine) = encoded();
    engine.set_encoder(Box::new(Of(Model::Multilingual)));
    assert_eq!(status(&mut engine).pending, 3);
    engine.set_encoder(Box::new(Of(Model::English)));
    disk.silent.set(true);
    for _ in 0..2 {
        let reply = ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 9 });
        assert!(matches!(&reply, Reply::Failed(error) if error.code == "store_unreadable"), "{reply:?}");
    }
    disk.silent.set(false);
    assert_eq!(status(&mut engine).pending, 0, "what is on the disk is not made anew");
    engine.set_encoder(Box::new(Of(Model::Multilingual)));
    disk.silent.set(true);
    let reply = ask(&mut engine, Request::Lock);
    assert!(matches!(reply, Reply::Lock(_)), "{reply:?}");
    assert!(engine.access_key().is_none());
}

#[test]
fn vectors_of_two_models_never_meet_whatever_could_not_be_read_between_them() {
    let (disk, mut engine) = encoded();
    engine.set_encoder(Box::new(Of(Model::Multilingual)));
    disk.silent.set(true);
    let reply = ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 9 });
    assert!(matches!(&reply, Reply::Failed(error) if error.code == "store_unreadable"), "{reply:?}");
    disk.silent.set(false);
    engine.set_encoder(Box::new(Of(Model::English)));
    assert_eq!(status(&mut engine).pending, 0, "those of the model that came back are read anew");
}

#[test]
fn a_repair_after_which_the_vault_cannot_be_read_leaves_it_locked_and_whole() {
    let disk = Rc::new(Disk::new());
    let mut engine = engine_on(Rc::clone(&disk));
    create(&mut engine);
    (0..3).for_each(|n| drop(note(&mut engine, &format!("Note number {n}"))));
    backup(&mut engine);
    work(&mut engine);
    let key = engine.access_key().unwrap().clone();
    let mut locked = 0;
    // Reads of records in turn: until the repair has read all it wants.
    for spared in 0.. {
        disk.mute.set(Some(spared));
        let reply = ask(&mut engine, Request::Repair);
        let failed = disk.mute.take().is_none();
        if !failed {
            assert!(matches!(reply, Reply::Repair(_)), "{reply:?}");
            break;
        }
        if engine.access_key().is_none() {
            locked += 1;
            assert!(matches!(&reply, Reply::Failed(error) if error.code == "store_unreadable"), "{reply:?}");
            run(engine.wake(key.clone())).unwrap();
        }
        let Reply::Backups { backups, .. } = ask(&mut engine, Request::Backups) else { panic!() };
        assert_eq!((texts(&mut engine).len(), backups.len()), (3, 1));
    }
    assert!(locked > 0, "no reading after a repair has failed");
}

/// What was approved is approved, whatever else could not be written then; that is found later.
#[test]
fn an_approval_that_is_written_is_told_and_what_it_overtakes_is_found_later() {
    let (disk, clock) = (Rc::new(Disk::new()), Hand::default());
    let mut engine = engine_at(Rc::clone(&disk), &clock);
    create(&mut engine);
    engine.set_encoder(Box::new(Counting(Rc::default())));
    note(&mut engine, "Book club meets on Mondays");
    clock.pass(DAY);
    work(&mut engine);
    let text = "Remember that book club meets on Wednesdays from now on".to_owned();
    ask(&mut engine, Request::ProposeFrom { text, host: "chat.example".into() });
    work(&mut engine);
    let id = id_of(&mut engine, "Book club meets on Wednesdays from now on.");
    disk.refuse.set(Some(1));
    let reply = ask(&mut engine, Request::Approve { ids: vec![id], holds: true });
    assert!(matches!(reply, Reply::Approve { changed: 1 }), "{reply:?}");
    assert_eq!(disk.refuse.get(), None, "nothing was refused");
    work(&mut engine);
    let replaced = |engine: &mut Engine<Rc<Disk>>| {
        let Reply::List { memories, .. } =
            ask(engine, Request::List { filter: Filter::default(), offset: 0, limit: 9 })
        else {
            panic!()
        };
        memories.into_iter().find(|memory| memory.text.ends_with("Mondays")).unwrap().replaced_by
    };
    assert_eq!(replaced(&mut engine).map(|link| link.id), Some(id));
    let mut engine = woken(engine, &disk);
    assert_eq!(replaced(&mut engine).map(|link| link.id), Some(id));
}
