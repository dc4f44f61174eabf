//! What is known of memories beside their texts: found when they come, said by the user, kept, undone, shredded.

use std::rc::Rc;

use crate::desk::backups::{Counting, WORDS, backup, records};
use crate::desk::{
    Hand, ask, code, create, engine_at, finish, id_of, note, suggestions, unlocked_on, woken, work,
};
use satchel::engine::protocol::{Filter, MemoryView, Reason, Reply, Request, Shreds};
use satchel::engine::{Engine, Wishes};
use satchel::id::Id;
use satchel::vault::{MemoryStore, Namespace};

const OLD: &str = "Book club meets on Mondays";
const NEW: &str = "Book club meets on Wednesdays from now on";

type Desk = Engine<Rc<MemoryStore>>;

/// A note, and a day later another that takes its place: to this encoder all texts are alike.
fn told(store: &Rc<MemoryStore>, clock: &Hand) -> Desk {
    let mut engine = engine_at(Rc::clone(store), clock);
    create(&mut engine);
    engine.set_encoder(Box::new(Counting(Rc::default())));
    for text in [OLD, "The ferry leaves at noon", NEW] {
        note(&mut engine, text);
        clock.pass(86_400_000);
    }
    work(&mut engine);
    engine
}

fn view(engine: &mut Desk, text: &str) -> MemoryView {
    let Reply::List { memories, .. } =
        ask(engine, Request::List { filter: Filter::default(), offset: 0, limit: 200 })
    else {
        panic!()
    };
    memories.into_iter().find(|memory| memory.text == text).expect("the memory")
}

fn supersede(engine: &mut Desk, older: Id, newer: Id, holds: bool) -> Reply {
    ask(engine, Request::Supersede { older, newer, holds })
}

fn replaced(engine: &mut Desk) -> (Option<String>, Vec<String>) {
    let (old, new) = (view(engine, OLD), view(engine, NEW));
    (old.replaced_by.map(|link| link.text), new.replaces.into_iter().map(|link| link.text).collect())
}

fn both() -> (Option<String>, Vec<String>) {
    (Some(NEW.to_owned()), vec![OLD.to_owned()])
}

#[test]
fn what_a_memory_replaces_is_found_when_it_comes_and_kept_with_its_reason() {
    let (store, clock) = (Rc::new(MemoryStore::new()), Hand::default());
    let mut engine = told(&store, &clock);
    assert_eq!(replaced(&mut engine), both());
    assert_eq!(view(&mut engine, OLD).replaced_by.unwrap().reason, Reason::Told);
    assert_eq!(view(&mut engine, "The ferry leaves at noon").replaces, []);
    let mut engine = woken(engine, &store);
    assert_eq!(replaced(&mut engine), both());
    // The bin hides it, and gives it back.
    let new = id_of(&mut engine, NEW);
    ask(&mut engine, Request::Delete { ids: vec![new] });
    assert_eq!(view(&mut engine, OLD).replaced_by, None);
    ask(&mut engine, Request::Undelete { ids: vec![new] });
    assert_eq!(replaced(&mut engine), both());
}

#[test]
fn what_the_user_undoes_stays_undone_and_what_the_user_says_holds() {
    let (store, clock) = (Rc::new(MemoryStore::new()), Hand::default());
    let mut engine = told(&store, &clock);
    let [old, new, ferry] = [OLD, NEW, "The ferry leaves at noon"].map(|text| id_of(&mut engine, text));
    assert!(matches!(supersede(&mut engine, old, new, false), Reply::Supersede));
    assert_eq!(replaced(&mut engine), (None, vec![]));
    // Encoded anew, the same is found again, and not believed.
    ask(&mut engine, Request::Delete { ids: vec![new] });
    ask(&mut engine, Request::Undelete { ids: vec![new] });
    let mut engine = woken(engine, &store);
    engine.set_encoder(Box::new(Counting(Rc::default())));
    work(&mut engine);
    assert_eq!(replaced(&mut engine), (None, vec![]));
    // Undoing is undone; the reason is the one that was found.
    supersede(&mut engine, old, new, true);
    assert_eq!(view(&mut engine, OLD).replaced_by.unwrap().reason, Reason::Told);
    supersede(&mut engine, old, ferry, true);
    assert_eq!(view(&mut engine, OLD).replaced_by.unwrap().reason, Reason::Said);
    // Nothing takes the place of what took its own.
    supersede(&mut engine, ferry, new, true);
    for older in [new, ferry] {
        assert_eq!(code(supersede(&mut engine, older, old, true)), "supersede_ring");
    }
    assert_eq!(code(supersede(&mut engine, new, new, true)), "supersede_ring");
    assert_eq!(code(supersede(&mut engine, new, Id([9; 16]), true)), "memory_missing");
}

#[test]
fn what_was_dismissed_is_not_offered_for_its_like_until_that_is_taken_back() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    note(&mut engine, OLD);
    let id = id_of(&mut engine, OLD);
    const DRAFT: &str = "when does the book club meet";
    let dismiss = |engine: &mut Desk, id| ask(engine, Request::Dismiss { id, draft: DRAFT.into() });
    assert!(matches!(dismiss(&mut engine, id), Reply::Dismiss { learned: false }));
    engine.set_encoder(Box::new(Counting(Rc::default())));
    work(&mut engine);
    assert_eq!(suggestions(&mut engine, DRAFT), [OLD]);
    for _ in 0..20 {
        assert!(matches!(dismiss(&mut engine, id), Reply::Dismiss { learned: true }));
    }
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    let mut engine = woken(engine, &store);
    engine.set_encoder(Box::new(Counting(Rc::default())));
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    assert_eq!(view(&mut engine, OLD).dismissed, 16, "of many, the last");
    ask(&mut engine, Request::Undismiss { id, all: false });
    assert_eq!(view(&mut engine, OLD).dismissed, 15);
    ask(&mut engine, Request::Undismiss { id, all: true });
    assert_eq!(suggestions(&mut engine, DRAFT), [OLD]);
    assert_eq!(code(dismiss(&mut engine, Id([9; 16]))), "memory_missing");
}

#[test]
fn marks_go_with_what_is_shredded() {
    let (store, clock) = (Rc::new(MemoryStore::new()), Hand::default());
    let mut engine = told(&store, &clock);
    let [old, new] = [OLD, NEW].map(|text| id_of(&mut engine, text));
    ask(&mut engine, Request::Dismiss { id: new, draft: "when does it meet".into() });
    let marks = |engine: &mut Desk| {
        let records = records(&backup(engine)).into_iter();
        records
            .filter(|(namespace, ..)| *namespace == Namespace::Marks)
            .map(|(_, id, _)| id)
            .collect::<Vec<_>>()
    };
    let (mut kept, mut expected) = (marks(&mut engine), vec![old, new]);
    kept.sort();
    expected.sort();
    assert_eq!(kept, expected);
    ask(&mut engine, Request::Shred { what: Shreds::Memories { ids: vec![new] } });
    // What only named it goes too.
    assert_eq!(marks(&mut engine), []);
    let mut engine = woken(engine, &store);
    assert_eq!(view(&mut engine, OLD).replaced_by, None);
}

#[test]
fn marks_come_with_a_backup_of_ones_own_and_with_no_other() {
    let (store, clock) = (Rc::new(MemoryStore::new()), Hand::default());
    let mut engine = told(&store, &clock);
    let file = backup(&mut engine);
    for (own, expected) in [(true, both()), (false, (None, vec![]))] {
        let mut heir = unlocked_on(&Rc::new(MemoryStore::new()));
        let wishes = Wishes { revive: false, own };
        let file = Box::new(std::io::Cursor::new(file.clone()));
        heir.begin_restore(file, ("june.satchel".into(), WORDS.into()), wishes).unwrap();
        finish(&mut heir);
        assert_eq!(replaced(&mut heir), expected, "own: {own}");
    }
}
