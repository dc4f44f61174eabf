//! The engine answers as its protocol says, keeps what it was given, and tells nobody else.

mod model;

use std::cell::Cell;
use std::future::Future;
use std::io::{Cursor, Write};
use std::rc::Rc;

use satchel::clock::{Clock, Millis};
use satchel::crypto::kdf::Cost;
use satchel::engine::protocol::{ImportEnd, MemoryView, Reply, Request, Status, VaultState};
use satchel::engine::{Engine, World};
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::MemoryStore;

const PASSPHRASE: &str = "a passphrase of some length";

fn run<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => unreachable!("a memory store never waits"),
    }
}

/// A clock that the test moves.
#[derive(Clone, Default)]
struct Hand(Rc<Cell<u64>>);

impl Clock for Hand {
    fn now(&self) -> Millis {
        // Each look takes a millisecond, so that steps end.
        self.0.set(self.0.get() + 1);
        Millis(self.0.get())
    }
}

fn engine_on(store: Rc<MemoryStore>) -> Engine<Rc<MemoryStore>> {
    let clock = Hand(Rc::new(Cell::new(1_780_000_000_000)));
    let world = World { clock: Box::new(clock), rng: Box::new(SystemRng) };
    Engine::new(store, world).with_cost(Cost::FLOOR)
}

fn unlocked() -> Engine<Rc<MemoryStore>> {
    let mut engine = engine_on(Rc::new(MemoryStore::new()));
    ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() });
    engine
}

fn ask(engine: &mut Engine<Rc<MemoryStore>>, request: Request) -> Reply {
    run(engine.handle(request))
}

fn code(reply: Reply) -> String {
    match reply {
        Reply::Failed(error) => error.code,
        other => panic!("{other:?} is no failure"),
    }
}

fn note(engine: &mut Engine<Rc<MemoryStore>>, text: &str) -> MemoryView {
    match ask(engine, Request::AddNote { text: text.into() }) {
        Reply::AddNote { memory, .. } => memory,
        other => panic!("{other:?}"),
    }
}

fn status(engine: &mut Engine<Rc<MemoryStore>>) -> Status {
    match ask(engine, Request::Status) {
        Reply::Status(status) => status,
        other => panic!("{other:?}"),
    }
}

fn suggestions(engine: &mut Engine<Rc<MemoryStore>>, draft: &str) -> Vec<String> {
    match ask(engine, Request::Recall { draft: draft.into(), site: "https://chat.example".into() }) {
        Reply::Recall { suggestions } => suggestions.into_iter().map(|s| s.memory.text).collect(),
        other => panic!("{other:?}"),
    }
}

/// A ChatGPT export of one conversation.
fn export() -> Vec<u8> {
    let turn = |id: &str, parent: &str, role: &str, text: &str| {
        format!(
            r#""{id}":{{"id":"{id}","parent":{parent},"children":[],"message":{{"id":"{id}","author":{{"role":"{role}"}},"create_time":1700000000.5,"content":{{"content_type":"text","parts":["{text}"]}}}}}}"#
        )
    };
    let mapping = [
        turn("a", "null", "user", "Oriane is allergic to hazelnuts, what can she eat?"),
        turn("b", "\"a\"", "assistant", "Plain almonds are often fine; ask her doctor."),
        turn("c", "\"b\"", "user", "our oven takes one cake tin of 24 cm"),
    ]
    .join(",");
    let json = format!(
        r#"[{{"title":"Cakes","conversation_id":"x1","create_time":1700000000,"current_node":"c","mapping":{{{mapping}}}}}]"#
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("conversations.json", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(json.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn import(engine: &mut Engine<Rc<MemoryStore>>, file: Vec<u8>) -> ImportEnd {
    engine.begin_import(Box::new(Cursor::new(file))).unwrap();
    loop {
        if let Some(end) = run(engine.step(1_000)).imported {
            return end;
        }
    }
}

#[test]
fn a_vault_is_made_locked_and_opened_again() {
    let mut engine = engine_on(Rc::new(MemoryStore::new()));
    assert_eq!(status(&mut engine).vault, VaultState::Missing);
    ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() });
    note(&mut engine, "I am allergic to peanuts");
    assert_eq!((status(&mut engine).vault, status(&mut engine).memories), (VaultState::Unlocked, 1));
    ask(&mut engine, Request::Lock);
    assert_eq!((status(&mut engine).vault, status(&mut engine).memories), (VaultState::Locked, 0));
    assert_eq!(
        code(ask(&mut engine, Request::Unlock { passphrase: "another one".into() })),
        "passphrase_wrong"
    );
    ask(&mut engine, Request::Unlock { passphrase: PASSPHRASE.into() });
    assert_eq!(status(&mut engine).memories, 1);
}

#[test]
fn a_short_passphrase_and_a_second_vault_are_refused() {
    let mut engine = engine_on(Rc::new(MemoryStore::new()));
    assert_eq!(code(ask(&mut engine, Request::Create { passphrase: "seven77".into() })), "passphrase_short");
    ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() });
    assert_eq!(code(ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() })), "vault_exists");
}

#[test]
fn nothing_is_told_or_taken_while_locked() {
    let mut engine = unlocked();
    let id = note(&mut engine, "I am allergic to peanuts").id;
    ask(&mut engine, Request::Lock);
    assert!(engine.access_key().is_none());
    let site = || "https://chat.example".to_owned();
    let requests = [
        Request::AddNote { text: "x".into() },
        Request::ImportText { text: "x".into() },
        Request::List { offset: 0, limit: 10 },
        Request::Search { query: "peanuts".into(), limit: 10 },
        Request::Delete { ids: vec![id] },
        Request::Recall { draft: "peanuts".into(), site: site() },
        Request::Insert { ids: vec![id], site: site() },
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
    let mut engine = engine_on(Rc::clone(&store));
    ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() });
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
    assert_eq!(code(ask(&mut engine, Request::AddNote { text: " \n".into() })), "note_empty");
    assert_eq!(code(ask(&mut engine, Request::AddNote { text: "x".repeat(20_000) })), "note_long");
}

#[test]
fn an_export_comes_in_once_and_the_assistants_words_are_never_suggested() {
    let mut engine = unlocked();
    let ImportEnd::Done(summary) = import(&mut engine, export()) else { panic!() };
    assert_eq!((summary.conversations, summary.kept, summary.known), (1, 3, 0));
    let ImportEnd::Done(again) = import(&mut engine, export()) else { panic!() };
    assert_eq!((again.kept, again.known), (0, 3));
    assert_eq!(status(&mut engine).memories, 3);

    let offered = suggestions(&mut engine, "can Oriane eat almonds, or is she allergic to hazelnuts?");
    assert!(offered.contains(&"Oriane is allergic to hazelnuts, what can she eat?".to_owned()));
    assert!(offered.iter().all(|text| !text.contains("doctor")), "{offered:?}");
    let Reply::Search { memories } =
        ask(&mut engine, Request::Search { query: "almonds doctor".into(), limit: 5 })
    else {
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
    assert_eq!(status(&mut engine), Status { import: None, ..status(&mut engine) });
    assert_eq!(status(&mut engine).memories, 0);
}

#[test]
fn what_is_inserted_stands_in_the_ledger_and_in_a_fence() {
    let mut engine = unlocked();
    let memory = note(&mut engine, "Oriane is allergic to hazelnuts");
    let site = "https://chat.example".to_owned();
    let Reply::Insert { block } =
        ask(&mut engine, Request::Insert { ids: vec![memory.id], site: site.clone() })
    else {
        panic!()
    };
    assert!(block.contains("- Oriane is allergic to hazelnuts"));
    let Reply::Ledger { entries, total } = ask(&mut engine, Request::Ledger { offset: 0, limit: 10 }) else {
        panic!()
    };
    assert_eq!((total, entries[0].site.as_str(), entries[0].memory), (1, site.as_str(), Some(memory.id)));
    assert_eq!(entries[0].text.as_deref(), Some("Oriane is allergic to hazelnuts"));
    let missing = ask(&mut engine, Request::Insert { ids: vec![memory.id, Id([7; 16])], site });
    assert_eq!(code(missing), "memory_missing");
    let Reply::Ledger { total, .. } = ask(&mut engine, Request::Ledger { offset: 0, limit: 10 }) else {
        panic!()
    };
    assert_eq!(total, 1);
}

#[test]
fn what_is_deleted_is_gone_from_everywhere_but_that_it_was_told() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = engine_on(Rc::clone(&store));
    ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() });
    let memory = note(&mut engine, "Oriane is allergic to hazelnuts");
    note(&mut engine, "The car is a blue estate");
    ask(&mut engine, Request::Insert { ids: vec![memory.id], site: "https://chat.example".into() });
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
    assert_eq!((entries[0].memory, entries[0].text.as_ref()), (None, None));
    // What was forgotten may be told again.
    note(&mut engine, "Oriane is allergic to hazelnuts");
    assert_eq!(status(&mut engine).memories, 2);
}

#[test]
fn vectors_are_made_between_other_work_and_come_back_after_waking() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = engine_on(Rc::clone(&store));
    ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() });
    engine.set_encoder(Box::new(model::load()));
    import(&mut engine, export());
    note(&mut engine, "My daughter must never have nuts: two EpiPens are in the red pouch");
    assert_eq!(status(&mut engine).pending, 4);
    while run(engine.step(5)).more {}
    assert_eq!(status(&mut engine).pending, 0);
    let key = engine.access_key().unwrap().clone();

    let mut engine = engine_on(store);
    assert_eq!(run(engine.wake(key)).unwrap().pending, 0);
    engine.set_encoder(Box::new(model::load()));
    // Not a word in common: only the meaning finds it.
    let found = suggestions(&mut engine, "are there dangerous allergies in the family?");
    assert!(found.iter().any(|text| text.contains("EpiPens")), "{found:?}");
}

#[test]
fn a_memory_damaged_while_the_vault_is_open_is_counted_and_holds_nothing_up() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = engine_on(Rc::clone(&store));
    ask(&mut engine, Request::Create { passphrase: PASSPHRASE.into() });
    engine.set_encoder(Box::new(model::load()));
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
    assert!(step.more && step.imported.is_none());
    ask(&mut engine, Request::Lock);
    let Some(ImportEnd::Failed(error)) = run(engine.step(1)).imported else {
        panic!("the import outlived the lock")
    };
    assert_eq!(error.code, "vault_locked");
}
