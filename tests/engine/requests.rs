//! The engine answers as its protocol says, keeps what it was given, and tells nobody else.

use std::io::Cursor;
use std::rc::Rc;

use crate::desk::{
    PASSPHRASE, ask, code, engine_on, export, import, note, passphrase, run, status, suggestions, unlocked,
    unlocked_on,
};
use satchel::engine::protocol::{Filter, JobEnd, Reply, Request, Status, VaultState};
use satchel::id::Id;
use satchel::vault::MemoryStore;

#[test]
fn a_vault_is_made_locked_and_opened_again() {
    let mut engine = engine_on(Rc::new(MemoryStore::new()));
    assert_eq!(status(&mut engine).vault, VaultState::Missing);
    ask(&mut engine, Request::Create { with: passphrase(PASSPHRASE) });
    note(&mut engine, "I am allergic to peanuts");
    assert_eq!((status(&mut engine).vault, status(&mut engine).memories), (VaultState::Unlocked, 1));
    ask(&mut engine, Request::Lock);
    assert_eq!((status(&mut engine).vault, status(&mut engine).memories), (VaultState::Locked, 0));
    assert_eq!(
        code(ask(&mut engine, Request::Unlock { with: passphrase("another one") })),
        "passphrase_wrong"
    );
    ask(&mut engine, Request::Unlock { with: passphrase(PASSPHRASE) });
    assert_eq!(status(&mut engine).memories, 1);
}

#[test]
fn a_short_passphrase_and_a_second_vault_are_refused() {
    let mut engine = engine_on(Rc::new(MemoryStore::new()));
    assert_eq!(code(ask(&mut engine, Request::Create { with: passphrase("seven77") })), "passphrase_short");
    ask(&mut engine, Request::Create { with: passphrase(PASSPHRASE) });
    assert_eq!(code(ask(&mut engine, Request::Create { with: passphrase(PASSPHRASE) })), "vault_exists");
}

#[test]
fn nothing_is_told_or_taken_while_locked() {
    let mut engine = unlocked();
    let id = note(&mut engine, "I am allergic to peanuts").id;
    ask(&mut engine, Request::Lock);
    assert!(engine.access_key().is_none());
    let site = || "https://chat.example".to_owned();
    let requests = [
        Request::AddNote { text: "x".into(), host: String::new() },
        Request::ImportText { text: "x".into() },
        Request::List { filter: Filter::default(), offset: 0, limit: 10 },
        Request::Search { query: "peanuts".into(), filter: Filter::default(), limit: 10 },
        Request::Delete { ids: vec![id] },
        Request::Recall { draft: "peanuts".into(), site: site() },
        Request::Insert { ids: vec![id], site: site(), agreed: true },
        Request::Ledger { offset: 0, limit: 10 },
    ];
    for request in requests {
        assert_eq!(code(ask(&mut engine, request)), "vault_locked");
    }
    assert_eq!(engine.begin_import(Box::new(Cursor::new(export()))).unwrap_err().code, "vault_locked");
}

#[test]
fn another_engine_wakes_with_the_key_and_knows_all() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    note(&mut engine, "Oriane is allergic to hazelnuts");
    let key = engine.access_key().unwrap().clone();
    drop(engine);
    let mut engine = engine_on(store);
    assert_eq!(run(engine.wake(key)).unwrap().memories, 1);
    assert_eq!(
        suggestions(&mut engine, "which nuts is Oriane allergic to?"),
        ["Oriane is allergic to hazelnuts"]
    );
}

#[test]
fn the_same_note_is_kept_once() {
    let mut engine = unlocked();
    let first = note(&mut engine, "  I live in Keynsham ");
    let second = note(&mut engine, "i live in  keynsham");
    assert_eq!(first.id, second.id);
    assert_eq!(first.text, "I live in Keynsham");
    assert_eq!(
        code(ask(&mut engine, Request::AddNote { text: " \n".into(), host: String::new() })),
        "note_empty"
    );
    assert_eq!(
        code(ask(&mut engine, Request::AddNote { text: "x".repeat(20_000), host: String::new() })),
        "note_long"
    );
}

#[test]
fn an_export_comes_in_once_and_the_assistants_words_are_never_suggested() {
    let mut engine = unlocked();
    let JobEnd::Imported(summary) = import(&mut engine, export()) else { panic!() };
    assert_eq!((summary.conversations, summary.kept, summary.known), (1, 3, 0));
    let JobEnd::Imported(again) = import(&mut engine, export()) else { panic!() };
    assert_eq!((again.kept, again.known), (0, 3));
    assert_eq!(status(&mut engine).memories, 3);

    let offered = suggestions(&mut engine, "can Oriane eat almonds, or is she allergic to hazelnuts?");
    assert!(offered.contains(&"Oriane is allergic to hazelnuts, what can she eat?".to_owned()));
    assert!(offered.iter().all(|text| !text.contains("doctor")), "{offered:?}");
    let Reply::Search { memories } = ask(
        &mut engine,
        Request::Search { query: "almonds doctor".into(), filter: Filter::default(), limit: 5 },
    ) else {
        panic!()
    };
    assert!(memories.iter().any(|memory| memory.text.contains("doctor") && !memory.approved));
    assert_eq!(memories[0].title.as_deref(), Some("Cakes"));
}

#[test]
fn a_file_that_is_no_export_changes_nothing() {
    let mut engine = unlocked();
    let refused = engine.begin_import(Box::new(Cursor::new(b"%PDF-1.7 hello".to_vec()))).unwrap_err();
    assert_eq!(refused.code, "not_an_export");
    let mut cut = export();
    cut.truncate(cut.len() / 2);
    let error = match engine.begin_import(Box::new(Cursor::new(cut))) {
        Err(error) => error,
        Ok(()) => panic!("a cut zip was taken"),
    };
    assert_eq!(error.code, "file_truncated");
    assert_eq!(status(&mut engine), Status { job: None, ..status(&mut engine) });
    assert_eq!(status(&mut engine).memories, 0);
}

#[test]
fn what_is_inserted_stands_in_the_ledger_and_in_a_fence() {
    let mut engine = unlocked();
    let memory = note(&mut engine, "Oriane is allergic to hazelnuts");
    let site = "https://chat.example".to_owned();
    let Reply::Insert { block } =
        ask(&mut engine, Request::Insert { ids: vec![memory.id], site: site.clone(), agreed: true })
    else {
        panic!()
    };
    assert!(block.contains("- Oriane is allergic to hazelnuts"));
    let Reply::Ledger { entries, total } = ask(&mut engine, Request::Ledger { offset: 0, limit: 10 }) else {
        panic!()
    };
    assert_eq!((total, entries[0].site.as_str(), entries[0].memory), (1, site.as_str(), Some(memory.id)));
    assert_eq!(entries[0].text.as_deref(), Some("Oriane is allergic to hazelnuts"));
    let missing = ask(&mut engine, Request::Insert { ids: vec![memory.id, Id([7; 16])], site, agreed: true });
    assert_eq!(code(missing), "memory_missing");
    let Reply::Ledger { total, .. } = ask(&mut engine, Request::Ledger { offset: 0, limit: 10 }) else {
        panic!()
    };
    assert_eq!(total, 1);
}

#[test]
fn what_is_deleted_is_found_nowhere() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let memory = note(&mut engine, "Oriane is allergic to hazelnuts");
    note(&mut engine, "The car is a blue estate");
    ask(
        &mut engine,
        Request::Insert { ids: vec![memory.id], site: "https://chat.example".into(), agreed: true },
    );
    let Reply::Delete { deleted: 1 } =
        ask(&mut engine, Request::Delete { ids: vec![memory.id, Id([9; 16])] })
    else {
        panic!()
    };
    let key = engine.access_key().unwrap().clone();
    let mut engine = engine_on(store);
    run(engine.wake(key)).unwrap();
    assert_eq!(status(&mut engine).memories, 1);
    assert_eq!(suggestions(&mut engine, "Oriane hazelnuts allergic"), Vec::<String>::new());
    let Reply::Ledger { entries, .. } = ask(&mut engine, Request::Ledger { offset: 0, limit: 10 }) else {
        panic!()
    };
    // Its words stay in the ledger as long as it can be brought back from the bin.
    assert_eq!(entries[0].memory, None);
    assert_eq!(entries[0].text.as_deref(), Some("Oriane is allergic to hazelnuts"));
    // What was forgotten may be told again.
    note(&mut engine, "Oriane is allergic to hazelnuts");
    assert_eq!(status(&mut engine).memories, 2);
}

#[test]
fn vectors_are_made_between_other_work_and_come_back_after_waking() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    engine.set_encoder(Box::new(crate::model::load()));
    import(&mut engine, export());
    note(&mut engine, "My daughter must never have nuts: two EpiPens are in the red pouch");
    assert_eq!(status(&mut engine).pending, 4);
    while run(engine.step(5)).more {}
    assert_eq!(status(&mut engine).pending, 0);
    let key = engine.access_key().unwrap().clone();

    let mut engine = engine_on(store);
    assert_eq!(run(engine.wake(key)).unwrap().pending, 0);
    engine.set_encoder(Box::new(crate::model::load()));
    // Not a word in common: only the meaning finds it.
    let found = suggestions(&mut engine, "are there dangerous allergies in the family?");
    assert!(found.iter().any(|text| text.contains("EpiPens")), "{found:?}");
}

#[test]
fn a_memory_damaged_while_the_vault_is_open_is_counted_and_holds_nothing_up() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    engine.set_encoder(Box::new(crate::model::load()));
    let lost = note(&mut engine, "The car is a blue estate").id;
    note(&mut engine, "Oriane is allergic to hazelnuts");
    let key = store.rows().keys().find(|(_, key)| key.ends_with(&lost.to_string())).unwrap().clone();
    store.rows().insert(key, vec![0; 300]);
    while run(engine.step(5)).more {}
    let status = status(&mut engine);
    assert_eq!((status.memories, status.pending, status.damaged), (1, 0, 1));
}

#[test]
fn a_file_of_nothing_but_numbers_leaves_the_engine_free_between_steps() {
    let mut engine = unlocked();
    let file = format!("[1{}]", ",1".repeat(50_000));
    engine.begin_import(Box::new(Cursor::new(file.into_bytes()))).unwrap();
    let step = run(engine.step(1));
    assert!(step.more && step.ended.is_none());
    ask(&mut engine, Request::Lock);
    let Some(JobEnd::Failed(error)) = run(engine.step(1)).ended else {
        panic!("the import outlived the lock")
    };
    assert_eq!(error.code, "vault_locked");
}
