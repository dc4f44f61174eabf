//! A vault whose encoder becomes another model: usable all along, encoded anew bag by bag, never two models' vectors
//! side by side.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::desk::{ask, direction, note, run, status, unlocked_on, work};
use satchel::embed::{Encoded, Encoder, Model, Vector};
use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Reply, Request};
use satchel::id::Id;
use satchel::vault::{MemoryStore, Namespace, Vault};

/// Two bags of 64 and a third that is begun.
const NOTES: u32 = 130;

/// A made-up model, which counts what it encoded to be kept. What two of them make of a text is not the same.
#[derive(Clone)]
struct MadeUp(Model, Rc<Cell<u32>>);

impl MadeUp {
    fn of(&self, text: &str) -> Encoded {
        let Vector(mut coordinates) = direction(text);
        // All near enough to each other for the gate to open.
        coordinates.iter_mut().for_each(|coordinate| *coordinate = *coordinate / 2 + 60);
        if self.0 == Model::Multilingual {
            coordinates.reverse();
        }
        Encoded { model: self.0, ..Vector(coordinates).into() }
    }
}

impl Encoder for MadeUp {
    fn encode(&mut self, texts: &[&str]) -> satchel::Result<Vec<Encoded>> {
        self.1.set(self.1.get() + texts.len() as u32);
        Ok(texts.iter().map(|text| self.of(text)).collect())
    }

    fn ask(&mut self, text: &str) -> satchel::Result<Encoded> {
        Ok(self.of(text))
    }

    fn model(&self) -> Model {
        self.0
    }
}

fn encoder(model: Model) -> MadeUp {
    MadeUp(model, Rc::default())
}

type Desk = Engine<Rc<MemoryStore>>;

fn text(number: u32) -> String {
    format!("The ferry to island {number} leaves from pier {}.", number + 500)
}

/// A vault that the model for English has encoded.
fn furnished(store: &Rc<MemoryStore>) -> Desk {
    let mut engine = unlocked_on(store);
    engine.set_encoder(Box::new(encoder(Model::English)));
    (0..NOTES).for_each(|number| drop(note(&mut engine, &text(number))));
    work(&mut engine);
    assert_eq!(status(&mut engine).pending, 0);
    engine
}

/// How near in meaning the memory of a text is to that very text, if it is offered first.
fn likeness(engine: &mut Desk, text: &str) -> Option<f32> {
    let site = "https://chat.example".to_owned();
    let reply = ask(engine, Request::Recall { draft: text.to_owned(), site });
    let Reply::Recall { suggestions, .. } = reply else { panic!("{reply:?}") };
    assert_eq!(suggestions[0].memory.text, text);
    suggestions[0].similarity
}

/// The memories that blocks of vectors have, by the number of the model.
fn blocks(store: &Rc<MemoryStore>, engine: &Desk) -> [BTreeSet<Id>; 2] {
    let key = engine.access_key().unwrap().clone();
    let (vault, _) = run(Vault::open(Rc::clone(store), key)).unwrap();
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    for bag in vault.bags(Namespace::Vectors) {
        let (blocks, damages) = run(vault.open_bag(bag)).unwrap();
        assert!(damages.is_empty());
        for (_, block) in blocks {
            let (number, entries) = block.split_first().unwrap();
            let ids = entries.chunks(16 + 384).map(|entry| Id(entry[..16].try_into().unwrap()));
            found[usize::from(*number) - 1].extend(ids);
        }
    }
    found
}

#[test]
fn words_speak_for_memories_until_the_new_model_has_encoded_them() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    assert!(likeness(&mut engine, &text(7)).unwrap() > 0.99);
    engine.set_encoder(Box::new(encoder(Model::Multilingual)));
    // At once: what another model made is compared with nothing, and the status says what is to be done.
    assert_eq!(likeness(&mut engine, &text(7)), None);
    assert_eq!(status(&mut engine).pending, NOTES);
    let mut before = NOTES;
    while run(engine.step(5)).more {
        let now = status(&mut engine).pending;
        assert!(now <= before);
        before = now;
        // Usable all along: found by its words, or by the new model's vector.
        let reply =
            ask(&mut engine, Request::Search { query: text(99), filter: Filter::default(), limit: 1 });
        let Reply::Search { memories } = reply else { panic!("{reply:?}") };
        assert_eq!(memories[0].text, text(99));
    }
    assert_eq!(status(&mut engine).pending, 0);
    assert!(likeness(&mut engine, &text(7)).unwrap() > 0.99);
    let [english, multilingual] = blocks(&store, &engine);
    assert_eq!((english.len(), multilingual.len()), (0, NOTES as usize));
}

#[test]
fn an_interruption_costs_one_bag_and_what_is_done_is_not_done_again() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    let new = encoder(Model::Multilingual);
    engine.set_encoder(Box::new(new.clone()));
    // Until a bag is done and another is begun.
    while status(&mut engine).pending > NOTES - 64 - 10 {
        assert!(run(engine.step(5)).more);
    }
    let [english, multilingual] = blocks(&store, &engine);
    assert_eq!((english.len() + multilingual.len(), multilingual.len() >= 2), (NOTES as usize, true));
    let mut engine = crate::desk::woken(engine, &store);
    engine.set_encoder(Box::new(new.clone()));
    let waiting = status(&mut engine).pending;
    assert_eq!(waiting as usize, english.len());
    let before = new.1.get();
    work(&mut engine);
    assert_eq!((status(&mut engine).pending, new.1.get() - before), (0, waiting));
    // Whole, and so at the next waking, whether the encoder comes before it or after.
    let before = new.1.get();
    let mut engine = crate::desk::woken(engine, &store);
    engine.set_encoder(Box::new(new.clone()));
    work(&mut engine);
    assert_eq!((status(&mut engine).pending, new.1.get()), (0, before));
    assert!(likeness(&mut engine, &text(129)).unwrap() > 0.99);
}

#[test]
fn a_model_that_comes_back_begins_anew() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    engine.set_encoder(Box::new(encoder(Model::Multilingual)));
    work(&mut engine);
    let english = encoder(Model::English);
    engine.set_encoder(Box::new(english.clone()));
    assert_eq!(status(&mut engine).pending, NOTES);
    work(&mut engine);
    assert_eq!((status(&mut engine).pending, english.1.get()), (0, NOTES));
    assert!(likeness(&mut engine, &text(64)).unwrap() > 0.99);
}

#[test]
fn what_is_deleted_meanwhile_leaves_no_vector_of_either_model() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished(&store);
    engine.set_encoder(Box::new(encoder(Model::Multilingual)));
    while status(&mut engine).pending > NOTES / 2 {
        assert!(run(engine.step(5)).more);
    }
    let ids: Vec<Id> = [3, 66, 128].map(|number| crate::desk::id_of(&mut engine, &text(number))).into();
    let reply = ask(&mut engine, Request::Delete { ids: ids.clone() });
    assert!(matches!(reply, Reply::Delete { .. }), "{reply:?}");
    let [english, multilingual] = blocks(&store, &engine);
    assert!(ids.iter().all(|id| !english.contains(id) && !multilingual.contains(id)));
    work(&mut engine);
    let [english, multilingual] = blocks(&store, &engine);
    assert_eq!((english.len(), multilingual.len()), (0, NOTES as usize - 3));
}

#[test]
fn a_bag_that_is_begun_is_ended_first_so_that_no_interruption_costs_more() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    // One bag has some that came long ago, and some that come after all others: these wait behind every other bag.
    let [old, all] = [300, 320];
    (0..old).for_each(|number| drop(note(&mut engine, &text(number))));
    let mut engine = crate::desk::woken(engine, &store);
    (old..all).for_each(|number| drop(note(&mut engine, &text(number))));
    engine.set_encoder(Box::new(encoder(Model::English)));
    while run(engine.step(0)).more {
        let encoded = all - status(&mut engine).pending;
        let written = blocks(&store, &engine)[0].len();
        assert!(encoded as usize - written < 64, "{encoded} are encoded, {written} are written");
    }
    assert_eq!(blocks(&store, &engine)[0].len(), all as usize);
}
