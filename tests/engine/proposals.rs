//! What the user says of themselves to a chat, proposed to them.

use std::rc::Rc;

use crate::desk::backups::{Counting, Desk};
use crate::desk::{Hand, ask, create, engine_at, id_of, note, suggestions, unlocked_on, woken, work};
use satchel::engine::protocol::{Filter, Reply, Request, Shreds};
use satchel::memory::{Source, Speaker};
use satchel::vault::MemoryStore;

const HOST: &str = "chatgpt.com";

fn sent(engine: &mut Desk, text: &str) -> u32 {
    match ask(engine, Request::ProposeFrom { text: text.into(), host: HOST.into() }) {
        Reply::ProposeFrom { proposed } => proposed,
        other => panic!("{other:?}"),
    }
}

fn inbox(engine: &mut Desk) -> Vec<String> {
    let Reply::Inbox { entries, .. } = ask(engine, Request::Inbox { offset: 0, limit: 200 }) else {
        panic!()
    };
    entries.into_iter().map(|entry| entry.memory.text).collect()
}

#[test]
fn what_is_said_to_a_chat_waits_with_the_chats_name_and_is_never_offered_before_the_users_word() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    assert_eq!(sent(&mut engine, "I'm allergic to sesame, what can I order?"), 1);
    assert_eq!(sent(&mut engine, "What's the capital of Peru?"), 0);
    assert_eq!(inbox(&mut engine), ["I'm allergic to sesame."]);
    assert_eq!(suggestions(&mut engine, "Order something for me; am I allergic to sesame?"), [""; 0]);
    let mut engine = woken(engine, &store);
    let Reply::Inbox { entries, .. } = ask(&mut engine, Request::Inbox { offset: 0, limit: 9 }) else {
        panic!()
    };
    let memories: Vec<_> = entries.into_iter().map(|entry| entry.memory).collect();
    assert_eq!(memories[0].source, Source::Chat(HOST.into()));
    assert_eq!((&memories[0].speaker, memories[0].approved), (&Speaker::User, false));
    ask(&mut engine, Request::Approve { ids: vec![memories[0].id], holds: true });
    assert_eq!(
        suggestions(&mut engine, "Order something for me; am I allergic to sesame?"),
        ["I'm allergic to sesame."]
    );
}

#[test]
fn what_is_kept_or_was_turned_down_is_not_proposed_again() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    note(&mut engine, "I live in Ghent.");
    assert_eq!(sent(&mut engine, "I live in Ghent."), 0);
    assert_eq!(sent(&mut engine, "I play the oboe."), 1);
    assert_eq!(sent(&mut engine, "I play the oboe. Which reeds?"), 0, "it waits already");
    let id = id_of(&mut engine, "I play the oboe.");
    ask(&mut engine, Request::Delete { ids: vec![id] });
    assert_eq!(sent(&mut engine, "I play the oboe."), 0, "it was turned down");
    let ghent = id_of(&mut engine, "I live in Ghent.");
    ask(&mut engine, Request::Revise { id: ghent, text: "I live in Bruges.".into() });
    assert_eq!(sent(&mut engine, "I live in Bruges."), 0, "it is kept, though it said something else before");
    let mut engine = woken(engine, &store);
    assert_eq!(sent(&mut engine, "I play the oboe."), 0, "and stays so");
}

#[test]
fn what_was_inserted_is_not_taken_for_the_users_words() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let id = note(&mut engine, "I was born in Ljubljana.").id;
    let insert = Request::Insert { ids: vec![id], site: "https://chatgpt.com".into(), agreed: true };
    let Reply::Insert { block } = ask(&mut engine, insert) else { panic!() };
    ask(&mut engine, Request::Delete { ids: vec![id] });
    ask(&mut engine, Request::Shred { what: Shreds::Binned });
    assert_eq!(sent(&mut engine, &format!("Plan a trip.\n{block}")), 0);
    assert_eq!(sent(&mut engine, &format!("{block}I play chess.")), 1);
    assert_eq!(inbox(&mut engine), ["I play chess."]);
}

#[test]
fn no_page_fills_the_vault_with_proposals() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let all: u32 = (0..260).map(|n| sent(&mut engine, &format!("I live in street {n}."))).sum();
    assert_eq!(all, 200);
    let id = id_of(&mut engine, "I live in street 7.");
    ask(&mut engine, Request::Approve { ids: vec![id], holds: true });
    assert_eq!(sent(&mut engine, "I prefer tea."), 1, "there is room again");
}

#[test]
fn a_proposal_that_is_accepted_takes_the_place_of_what_it_overtakes() {
    let (store, clock) = (Rc::new(MemoryStore::new()), Hand::default());
    let mut engine = engine_at(Rc::clone(&store), &clock);
    create(&mut engine);
    engine.set_encoder(Box::new(Counting(Rc::default())));
    note(&mut engine, "Book club meets on Mondays");
    clock.pass(86_400_000);
    work(&mut engine);
    assert_eq!(sent(&mut engine, "Remember that book club meets on Wednesdays from now on"), 1);
    work(&mut engine);
    let replaced = |engine: &mut Desk| {
        let Reply::List { memories, .. } =
            ask(engine, Request::List { filter: Filter::default(), offset: 0, limit: 9 })
        else {
            panic!()
        };
        let old = memories.into_iter().find(|memory| memory.text.ends_with("Mondays")).unwrap();
        old.replaced_by.map(|link| link.id)
    };
    assert_eq!(replaced(&mut engine), None, "nobody has accepted it");
    let id = id_of(&mut engine, "Book club meets on Wednesdays from now on.");
    ask(&mut engine, Request::Approve { ids: vec![id], holds: true });
    assert_eq!(replaced(&mut engine), Some(id));
    assert_eq!(replaced(&mut woken(engine, &store)), Some(id));
}
