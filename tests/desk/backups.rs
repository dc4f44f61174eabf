//! Making backups, restoring them, and writing one anew with something else in it.

use std::cell::Cell;
use std::io::Cursor;
use std::rc::Rc;

use satchel::clock::Millis;
use satchel::crypto::kdf::Cost;
use satchel::embed::{DIMENSIONS, Encoded, Encoder, Vector};
use satchel::engine::protocol::{JobEnd, RestoreSummary};
use satchel::engine::{Engine, Wishes};
use satchel::id::Id;
use satchel::memory::Memory;
use satchel::rng::SystemRng;
use satchel::vault::backup::{Begin, Frame, Reader, Writer};
use satchel::vault::{MemoryStore, Namespace, Store};

use super::{File, export, finish, import, insert, note, run, unlocked_on, work};

pub(crate) type Desk = Engine<Rc<MemoryStore>>;

pub(crate) const WORDS: &str = "a backup's own passphrase";
pub(crate) const SITE: &str = "https://chat.example";

/// The user says that the backup is his own.
pub(crate) const MINE: Wishes = Wishes { revive: false, own: true };

/// Encodes nothing; only counts.
pub(crate) struct Counting(pub(crate) Rc<Cell<usize>>);

impl Encoder for Counting {
    fn encode(&mut self, texts: &[&str]) -> satchel::Result<Vec<Encoded>> {
        self.0.set(self.0.get() + texts.len());
        Ok(texts.iter().map(|_| Vector(Box::new([1; DIMENSIONS])).into()).collect())
    }
}

/// Four memories, one of them inserted on a site, with their vectors.
pub(crate) fn furnished() -> Desk {
    furnished_on(&Rc::new(MemoryStore::new()))
}

/// The same, on a store that the test looks at too.
pub(crate) fn furnished_on(store: &Rc<MemoryStore>) -> Desk {
    let mut engine = unlocked_on(store);
    engine.set_encoder(Box::new(Counting(Rc::default())));
    let memory = note(&mut engine, "Oriane is allergic to hazelnuts");
    insert(&mut engine, &memory, SITE);
    import(&mut engine, export());
    work(&mut engine);
    engine
}

pub(crate) fn backup<S: Store>(engine: &mut Engine<S>) -> Vec<u8> {
    let file = File::default();
    run(engine.begin_backup(Box::new(file.clone()), WORDS.into(), "june.satchel".into())).unwrap();
    let end = finish(engine);
    assert!(matches!(end, JobEnd::BackedUp(_)), "{end:?}");
    file.bytes()
}

pub(crate) fn restore<S: Store>(engine: &mut Engine<S>, file: &[u8], revive: bool) -> RestoreSummary {
    engine
        .begin_restore(
            Box::new(Cursor::new(file.to_vec())),
            ("june.satchel".into(), WORDS.into()),
            Wishes { revive, ..MINE },
        )
        .unwrap();
    match finish(engine) {
        JobEnd::Restored(summary) => summary,
        other => panic!("{other:?}"),
    }
}

/// The records of a backup.
pub(crate) fn records(file: &[u8]) -> Vec<(Namespace, Id, Vec<u8>)> {
    let mut reader = Reader::new(Cursor::new(file.to_vec()), WORDS).unwrap();
    let mut records = Vec::new();
    while let Some(frame) = reader.frame().unwrap() {
        if let Frame::Record(namespace, id, plain) = frame {
            records.push((namespace, id, plain.to_vec()));
        }
    }
    records
}

/// A file of these records, well sealed, whatever they say.
pub(crate) fn written(frames: &[(Namespace, Id, Vec<u8>)]) -> Vec<u8> {
    let begin = Begin { backup: Id([9; 16]), vault: Id([8; 16]), made: Millis(1), memories: 1 };
    let mut writer = Writer::new(Vec::new(), WORDS, Cost::FLOOR, &begin, &mut SystemRng).unwrap();
    for (namespace, id, plain) in frames {
        writer.record(*namespace, *id, plain).unwrap();
    }
    writer.finish().unwrap()
}

/// The backup, with another text in one memory.
pub(crate) fn rewritten(file: &[u8], id: Id, text: &str, revised: u64) -> Vec<u8> {
    changed(file, |namespace, of, plain| {
        if namespace == Namespace::Memory && of == id {
            let mut memory: Memory = postcard::from_bytes(&plain[1..]).unwrap();
            (memory.text, memory.revised) = (text.to_owned(), Millis(revised));
            *plain = [vec![1], postcard::to_allocvec(&memory).unwrap()].concat();
        }
    })
}

/// A backup with its records changed.
pub(crate) fn changed(file: &[u8], mut change: impl FnMut(Namespace, Id, &mut Vec<u8>)) -> Vec<u8> {
    let mut reader = Reader::new(Cursor::new(file.to_vec()), WORDS).unwrap();
    let mut writer = None;
    while let Some(frame) = reader.frame().unwrap() {
        match frame {
            Frame::Begin(begin) => {
                writer = Some(Writer::new(Vec::new(), WORDS, Cost::FLOOR, &begin, &mut SystemRng).unwrap());
            }
            Frame::Record(namespace, of, plain) => {
                let mut plain = plain.to_vec();
                change(namespace, of, &mut plain);
                writer.as_mut().unwrap().record(namespace, of, &plain).unwrap();
            }
            Frame::End(_) => {}
        }
    }
    writer.unwrap().finish().unwrap()
}
