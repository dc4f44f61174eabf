//! Opening a vault by the words that it kept, instead of by reading every memory.

use std::rc::Rc;

use crate::desk::{ask, import, note, run, status, suggestions, texts, unlocked_on, work};
use satchel::clock::Millis;
use satchel::embed::{Encoded, Encoder, Vector};
use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Reply, Request};
use satchel::id::{Fingerprint, Id};
use satchel::index::{Dictionary, Doc, Index};
use satchel::memory::{Kind, Source, Speaker};
use satchel::text::Language;
use satchel::vault::{MemoryStore, Table, Vault};

/// A unit vector of its own for every text: what is far from all others in meaning is found by its words.
struct Units;

impl Encoder for Units {
    fn encode(&mut self, texts: &[&str]) -> satchel::Result<Vec<Encoded>> {
        let unit =
            |text: &&str| Vector::from_sum(&crate::desk::direction(text).0.map(f32::from)).unwrap().into();
        Ok(texts.iter().map(unit).collect())
    }
}

type Desk = Engine<Rc<MemoryStore>>;

/// Woken, with the encoder that it had.
fn woken(engine: Desk, store: &Rc<MemoryStore>) -> Desk {
    let mut engine = crate::desk::woken(engine, store);
    engine.set_encoder(Box::new(Units));
    engine
}

/// Notes, and a conversation, with their words and vectors kept.
fn furnished(store: &Rc<MemoryStore>) -> Desk {
    let mut engine = unlocked_on(store);
    engine.set_encoder(Box::new(Units));
    for n in 0..70 {
        note(&mut engine, &format!("Note {n}: the ferry to island {n} leaves at {} o'clock.", n % 24));
    }
    import(&mut engine, crate::desk::export());
    work(&mut engine);
    engine
}

fn found(engine: &mut Desk, query: &str) -> Vec<String> {
    match ask(engine, Request::Search { query: query.into(), filter: Filter::default(), limit: 20 }) {
        Reply::Search { memories } => memories.into_iter().map(|memory| memory.text).collect(),
        other => panic!("{other:?}"),
    }
}

/// The rows of a namespace's records, by record id.
fn rows(store: &Rc<MemoryStore>, engine: &Desk, namespace: satchel::vault::Namespace) -> Vec<(String, Id)> {
    let key = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(store), key)).unwrap();
    let of = |bag| vault.records(bag).into_iter().map(move |id| (format!("{bag}/{id}"), id));
    vault.bags(namespace).into_iter().flat_map(of).collect()
}

#[test]
fn a_vault_woken_by_its_words_finds_what_it_found_before() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    let queries = ["ferry island 7", "hazelnut allergy", "cake tin", "nothing of the kind"];
    let before: Vec<_> = queries.map(|query| found(&mut engine, query)).into();
    let (listed, offered) =
        (texts(&mut engine), suggestions(&mut engine, "when does the ferry to island 12 go"));
    let mut engine = woken(engine, &store);
    assert_eq!(queries.map(|query| found(&mut engine, query)).to_vec(), before);
    assert_eq!(
        (texts(&mut engine), suggestions(&mut engine, "when does the ferry to island 12 go")),
        (listed, offered)
    );
    assert_eq!((status(&mut engine).pending, status(&mut engine).damaged), (0, 0));
    // And a second import finds everything known.
    let before = status(&mut engine).memories;
    import(&mut engine, crate::desk::export());
    assert_eq!(status(&mut engine).memories, before);
}

#[test]
fn what_came_after_its_block_was_written_is_found_all_the_same() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    note(&mut engine, "The lighthouse keeper is called Ottoline.");
    // Nobody had time to write its words.
    let mut engine = woken(engine, &store);
    assert_eq!(found(&mut engine, "lighthouse keeper")[0], "The lighthouse keeper is called Ottoline.");
    assert_eq!(status(&mut engine).memories, 74);
}

#[test]
fn damage_to_a_memory_that_was_not_opened_is_named_when_all_is_looked_at() {
    let store = Rc::new(MemoryStore::new());
    let engine = furnished(&store);
    let memories = rows(&store, &engine, satchel::vault::Namespace::Memory);
    let [(dropped, _), (changed, _), ..] = memories.as_slice() else { panic!() };
    store.rows().remove(&(Table::Records, dropped.clone())).unwrap();
    store.rows().get_mut(&(Table::Records, changed.clone())).unwrap()[20] ^= 1;
    let mut engine = woken(engine, &store);
    work(&mut engine);
    let after = status(&mut engine);
    assert_eq!((after.memories, after.damaged), (71, 2));
    let Reply::Damages { damages } = ask(&mut engine, Request::Damages) else { panic!() };
    let codes: Vec<&str> = damages.iter().map(|damage| damage.code.as_str()).collect();
    assert_eq!(codes.len(), 2);
    assert!(codes.contains(&"record_missing") && codes.contains(&"record_changed"), "{codes:?}");
}

/// Whoever reads the status right after unlocking must know whether that no damage is told means
/// anything yet.
#[test]
fn until_all_was_looked_at_the_status_says_so() {
    let store = Rc::new(MemoryStore::new());
    let engine = furnished(&store);
    let (row, _) = rows(&store, &engine, satchel::vault::Namespace::Memory)[3].clone();
    store.rows().get_mut(&(Table::Records, row)).unwrap()[20] ^= 1;
    let mut engine = woken(engine, &store);
    let opened = status(&mut engine);
    assert_eq!((opened.damaged, opened.checking), (0, true));
    while status(&mut engine).checking {
        let more = run(engine.step(0)).more;
        assert!(more || !status(&mut engine).checking, "it rests before all was looked at");
    }
    assert_eq!(status(&mut engine).damaged, 1);
    ask(&mut engine, Request::Lock);
    assert!(!status(&mut engine).checking);
}

#[test]
fn damage_is_named_before_any_vector_is_made() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    for n in 0..200 {
        note(&mut engine, &format!("Note {n} waits for its vector."));
    }
    work(&mut engine);
    let (row, _) = rows(&store, &engine, satchel::vault::Namespace::Memory)[3].clone();
    store.rows().get_mut(&(Table::Records, row)).unwrap()[20] ^= 1;
    let mut engine = woken(engine, &store);
    while status(&mut engine).damaged == 0 {
        assert_eq!(status(&mut engine).pending, 200);
        run(engine.step(0));
    }
    assert_eq!(status(&mut engine).pending, 199, "the one that is lost waits no more");
}

#[test]
fn asking_for_the_damage_or_for_repair_looks_at_everything_first() {
    for repair in [false, true] {
        let store = Rc::new(MemoryStore::new());
        let engine = furnished(&store);
        let (row, _) = rows(&store, &engine, satchel::vault::Namespace::Memory)[3].clone();
        store.rows().get_mut(&(Table::Records, row)).unwrap()[20] ^= 1;
        let mut engine = woken(engine, &store);
        if repair {
            assert!(matches!(ask(&mut engine, Request::Repair), Reply::Repair(_)));
            let mut engine = woken(engine, &store);
            work(&mut engine);
            assert_eq!((status(&mut engine).memories, status(&mut engine).damaged), (72, 0));
        } else {
            let Reply::Damages { damages } = ask(&mut engine, Request::Damages) else { panic!() };
            assert_eq!((damages.len(), damages[0].code.as_str()), (1, "record_changed"));
        }
    }
}

#[test]
fn a_block_of_words_that_is_lost_is_named_and_made_anew() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    let before = found(&mut engine, "ferry island 7");
    for (row, _) in rows(&store, &engine, satchel::vault::Namespace::Words) {
        store.rows().get_mut(&(Table::Records, row)).unwrap()[20] ^= 1;
    }
    let mut engine = woken(engine, &store);
    assert_eq!(found(&mut engine, "ferry island 7"), before);
    assert_eq!(status(&mut engine).damaged, 2);
    work(&mut engine);
    assert_eq!(status(&mut engine).damaged, 0);
    let mut engine = woken(engine, &store);
    assert_eq!(status(&mut engine).damaged, 0);
}

#[test]
fn a_deleted_memorys_words_are_kept_no_longer() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    let id = note(&mut engine, "The password hint is quillbrake.").id;
    work(&mut engine);
    let words = |engine: &Desk| {
        let key = engine.access_key().unwrap().clone();
        let (vault, _) = run(Vault::open(Rc::clone(&store), key)).unwrap();
        let bags = vault.bags(satchel::vault::Namespace::Words);
        let blocks = bags.into_iter().flat_map(|bag| run(vault.open_bag(bag)).unwrap().0);
        blocks.map(|(_, block)| String::from_utf8_lossy(&block).into_owned()).collect::<String>()
    };
    assert!(words(&engine).contains("quillbrak"));
    ask(&mut engine, Request::Delete { ids: vec![id] });
    assert!(!words(&engine).contains("quillbrak"));
    ask(&mut engine, Request::Undelete { ids: vec![id] });
    work(&mut engine);
    assert!(words(&engine).contains("quillbrak"));
}

/// Numbers of words are free again when no memory has them any more: a dictionary that had numbered
/// them for the first card must not hand them to the next one.
#[test]
fn of_two_cards_of_one_memory_the_first_counts_and_no_word_changes_its_meaning() {
    let doc = |n: u8| Doc {
        id: Id([n; 16]),
        kind: Kind::Note,
        speaker: Speaker::User,
        time: Millis(0),
        conversation: None,
        position: 0,
        suggestible: true,
        source: Source::Typed,
        origin: Fingerprint::of(&[&[n]]),
    };
    let mut index = Index::new();
    let mut block = Dictionary::new(["ferry", "island", "quay"]);
    index.add_terms(doc(1), Language::English, &mut block, [0, 1]);
    index.add_terms(doc(1), Language::English, &mut block, [2]);
    index.add_terms(doc(2), Language::English, &mut block, [1, 0]);
    let terms = |n: u8| index.terms(Id([n; 16])).collect::<Vec<_>>();
    assert_eq!((terms(1), terms(2)), (vec!["ferry", "island"], vec!["island", "ferry"]));
    assert_eq!(index.len(), 2);
}
