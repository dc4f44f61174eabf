//! What waits for the user's word: let out of quarantine, put back, or said in other words.

use std::cell::Cell;
use std::rc::Rc;

use crate::desk::backups::{Counting, Desk, backup, furnished, records, restore};
use crate::desk::{
    Directions, ask, code, direction, engine_on, id_of, note, run, status, suggestions, unlocked,
    unlocked_on, woken, work,
};
use satchel::engine::protocol::{Filter, Reply, Request, Shreds};
use satchel::id::Id;
use satchel::memory::{Source, Speaker};
use satchel::vault::{MemoryStore, Namespace};

const ALLERGY: &str = "Oriane is allergic to hazelnuts";
const DRAFT: &str = "what is Oriane allergic to, hazelnuts?";

/// A vault with a note of its own, into which somebody else's was restored.
fn visited(store: &Rc<MemoryStore>) -> Desk {
    let file = backup(&mut furnished());
    let mut engine = unlocked_on(store);
    note(&mut engine, "My car is a blue estate");
    assert!(restore(&mut engine, &file, false).foreign);
    engine
}

fn inbox(engine: &mut Desk) -> Vec<String> {
    let Reply::Inbox { entries, total } = ask(engine, Request::Inbox { offset: 0, limit: 200 }) else {
        panic!()
    };
    assert_eq!((entries.len(), status(engine).inbox), (total as usize, total));
    entries.into_iter().map(|entry| entry.memory.text).collect()
}

fn approve(engine: &mut Desk, ids: &[Id], holds: bool) -> u32 {
    match ask(engine, Request::Approve { ids: ids.to_vec(), holds }) {
        Reply::Approve { changed } => changed,
        other => panic!("{other:?}"),
    }
}

fn found(engine: &mut Desk, query: &str) -> Vec<String> {
    match ask(engine, Request::Search { query: query.into(), filter: Filter::default(), limit: 5 }) {
        Reply::Search { memories } => memories.into_iter().map(|memory| memory.text).collect(),
        other => panic!("{other:?}"),
    }
}

fn revise(engine: &mut Desk, id: Id, text: &str) -> Reply {
    ask(engine, Request::Revise { id, text: text.into() })
}

#[test]
fn what_waits_is_listed_and_what_assistants_said_is_not_asked_about() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = visited(&store);
    let mut waiting = inbox(&mut engine);
    waiting.sort();
    assert_eq!(
        waiting,
        ["Oriane is allergic to hazelnuts", "our oven takes one cake tin of 24 cm"],
        "of a conversation, its last turn that waits"
    );
    let page = |offset, limit| Request::Inbox { offset, limit };
    let Reply::Inbox { entries, total } = ask(&mut engine, page(0, 5)) else { panic!() };
    let turns: Vec<_> = entries.iter().map(|entry| (entry.turns, entry.conversation.is_some())).collect();
    assert_eq!((turns.contains(&(2, true)), turns.contains(&(0, false)), total), (true, true, 2));
    let Reply::Inbox { entries, total } = ask(&mut engine, page(1, 5)) else { panic!() };
    assert_eq!((entries.len(), total), (1, 2));
}

#[test]
fn what_is_approved_is_offered_and_can_be_put_back() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = visited(&store);
    let id = id_of(&mut engine, ALLERGY);
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    assert_eq!(
        (approve(&mut engine, &[id, id, Id([7; 16])], true), approve(&mut engine, &[id], true)),
        (1, 0)
    );
    assert!(!inbox(&mut engine).contains(&ALLERGY.to_owned()));
    assert_eq!(suggestions(&mut engine, DRAFT), [ALLERGY]);
    // After the words were written too, and opened again.
    work(&mut engine);
    let mut engine = woken(engine, &store);
    assert_eq!(suggestions(&mut engine, DRAFT), [ALLERGY]);

    assert_eq!(approve(&mut engine, &[id], false), 1);
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    let mut engine = woken(engine, &store);
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    assert_eq!(inbox(&mut engine).len(), 2);
}

#[test]
fn what_is_approved_is_not_encoded_anew() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = visited(&store);
    let count = Rc::new(Cell::new(0));
    engine.set_encoder(Box::new(Counting(Rc::clone(&count))));
    work(&mut engine);
    count.set(0);
    let id = id_of(&mut engine, ALLERGY);
    approve(&mut engine, &[id], true);
    work(&mut engine);
    assert_eq!((count.get(), status(&mut engine).pending), (0, 0));
    let mut engine = woken(engine, &store);
    engine.set_encoder(Box::new(Counting(Rc::clone(&count))));
    work(&mut engine);
    assert_eq!(count.get(), 0);
}

#[test]
fn what_the_user_says_anew_is_found_by_its_new_words_alone_and_keeps_its_history() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    engine.set_encoder(Box::new(Directions));
    let id = note(&mut engine, "The ferry leaves at noon").id;
    note(&mut engine, "My car is a blue estate");
    work(&mut engine);
    let Reply::Revise { memory } = revise(&mut engine, id, "  The tram leaves at seven \n") else { panic!() };
    assert_eq!((memory.id, memory.text.as_str(), memory.approved), (id, "The tram leaves at seven", true));
    work(&mut engine);
    for reopened in [false, true] {
        if reopened {
            engine = woken(engine, &store);
        }
        assert_eq!(found(&mut engine, "tram at seven")[0], "The tram leaves at seven");
        assert!(!found(&mut engine, "ferry noon").iter().any(|text| text.contains("ferry")));
    }
    let kept = records(&backup(&mut engine));
    let of =
        |namespace| kept.iter().find(|record| record.0 == namespace && record.1 == id).unwrap().2.clone();
    let history: Vec<satchel::memory::Memory> = postcard::from_bytes(&of(Namespace::History)[1..]).unwrap();
    assert_eq!(
        history.iter().map(|version| version.text.as_str()).collect::<Vec<_>>(),
        ["The ferry leaves at noon"]
    );
    let vectors: Vec<Vec<u8>> =
        kept.into_iter().filter(|record| record.0 == Namespace::Vectors).map(|record| record.2).collect();
    let holds = |text: &str| {
        let wanted = direction(text).to_bytes();
        vectors.iter().any(|block| block.windows(wanted.len()).any(|window| window == wanted))
    };
    assert!(holds("The tram leaves at seven") && !holds("The ferry leaves at noon"));
}

/// The words of before are another memory, and those of now are known.
#[test]
fn after_a_revision_the_old_words_can_be_kept_again_and_the_new_ones_are_there() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let id = note(&mut engine, "Book club on Mondays").id;
    assert!(matches!(revise(&mut engine, id, "Book club on Tuesdays"), Reply::Revise { .. }));
    let add = |engine: &mut Desk, text: &str| match ask(
        engine,
        Request::AddNote { text: text.into(), host: String::new() },
    ) {
        Reply::AddNote { memory, added } => (memory.id == id, memory.text, added),
        other => panic!("{other:?}"),
    };
    assert_eq!(add(&mut engine, "Book club on Tuesdays"), (true, "Book club on Tuesdays".into(), false));
    assert_eq!(add(&mut engine, "Book club on Mondays"), (false, "Book club on Mondays".into(), true));
    for _ in 0..4 {
        // Once, whichever of the two is met first.
        assert_eq!(add(&mut engine, " book club on  mondays"), (false, "Book club on Mondays".into(), false));
        work(&mut engine);
        engine = woken(engine, &store);
    }
    assert_eq!(status(&mut engine).memories, 2);
}

#[test]
fn what_is_said_anew_is_out_of_quarantine_and_must_say_something() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = visited(&store);
    let id = id_of(&mut engine, ALLERGY);
    assert_eq!(code(revise(&mut engine, id, " \n ")), "note_empty");
    assert_eq!(code(revise(&mut engine, id, &"x".repeat(20_000))), "note_long");
    assert_eq!(code(revise(&mut engine, Id([7; 16]), "x")), "memory_missing");
    // The same words, said by the user.
    assert!(matches!(revise(&mut engine, id, ALLERGY), Reply::Revise { memory } if memory.approved));
    assert_eq!(suggestions(&mut engine, DRAFT), [ALLERGY]);
    assert_eq!(inbox(&mut engine).len(), 1);
    let kept = records(&backup(&mut engine));
    assert!(!kept.iter().any(|record| record.0 == Namespace::History));
}

#[test]
fn a_locked_vault_answers_none_of_it() {
    let store = Rc::new(MemoryStore::new());
    drop(unlocked_on(&store));
    let mut engine = engine_on(Rc::clone(&store));
    for request in [
        Request::Inbox { offset: 0, limit: 9 },
        Request::Approve { ids: vec![], holds: true },
        Request::Revise { id: Id([1; 16]), text: "x".into() },
    ] {
        assert_eq!(code(run(engine.handle(request))), "vault_locked");
    }
}

#[test]
fn what_is_selected_in_a_page_waits_under_the_pages_name() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let propose = |engine: &mut Desk, text: &str, from: &str| match ask(
        engine,
        Request::Propose { text: text.into(), from: from.into() },
    ) {
        Reply::Propose { memory, added } => (memory, added),
        other => panic!("{other:?}"),
    };
    let (memory, added) = propose(&mut engine, " The ferry leaves at noon\n", "ferries.example");
    assert!(added && !memory.approved);
    assert_eq!((memory.text.as_str(), memory.source), ("The ferry leaves at noon", Source::Page));
    assert_eq!(memory.speaker, Speaker::Person("ferries.example".into()));
    assert!(!propose(&mut engine, "The ferry leaves at noon", "other.example").1);
    assert_eq!(inbox(&mut engine), ["The ferry leaves at noon"]);
    assert_eq!(suggestions(&mut engine, "when does the ferry leave at noon"), Vec::<String>::new());
    // What the user types is the user's all the same, and a page that says it after that adds nothing.
    assert!(note(&mut engine, "The ferry leaves at noon").approved);
    assert!(!propose(&mut engine, "The ferry leaves at noon", "ferries.example").1);
    // Without a host, and with one that is no name.
    assert_eq!(propose(&mut engine, "No host", "").0.speaker, Speaker::Person(String::new()));
    let Speaker::Person(name) = propose(&mut engine, "Long host", &"é".repeat(400)).0.speaker else {
        panic!()
    };
    assert!(name.len() <= 256);
    assert_eq!(code(ask(&mut engine, Request::Propose { text: " ".into(), from: "x".into() })), "note_empty");
    assert_eq!(inbox(&mut woken(engine, &store)).len(), 3);
}

#[test]
fn sources_are_those_that_memories_came_from_and_are_gone_when_these_are_shredded() {
    let mut engine = unlocked();
    let sources = |engine: &mut Desk| match ask(engine, Request::Sources) {
        Reply::Sources { sources } => sources.into_iter().map(|view| (view.source, view.memories)).collect(),
        other => panic!("{other:?}"),
    };
    let none: Vec<(Source, u32)> = sources(&mut engine);
    assert_eq!(none, []);
    let id = note(&mut engine, "My hat is green").id;
    note(&mut engine, "My scarf is blue");
    let host = "chat.example".to_owned();
    let text = "I am allergic to sesame.".to_owned();
    ask(&mut engine, Request::ProposeFrom { text, host: host.clone() });
    // What was deleted can be shredded by its source too.
    ask(&mut engine, Request::Delete { ids: vec![id] });
    let from_chat = (Source::Chat(host), 1);
    assert_eq!(sources(&mut engine), [(Source::Typed, 2), from_chat.clone()]);
    ask(&mut engine, Request::Shred { what: Shreds::Source { source: Source::Typed } });
    assert_eq!(sources(&mut engine), [from_chat]);
}
