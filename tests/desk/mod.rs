//! What tests of vault and engine share: an engine on a store in memory, and how to ask it.

#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod backups;
pub(crate) mod disk;
pub(crate) mod vectors;

use std::cell::Cell;
use std::future::Future;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

use satchel::clock::{Clock, Millis};
use satchel::crypto::kdf::Cost;
use satchel::embed::{DIMENSIONS, Encoded, Encoder, Model, Vector};
use satchel::engine::protocol::{Filter, JobEnd, MemoryView, Proof, Reply, Request, Status};
use satchel::engine::{Engine, World};
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::{MemoryStore, Secret, Store, Vault};

pub(crate) const PASSPHRASE: &str = "a passphrase of some length";

/// When the tests' clocks begin.
pub(crate) const BEGIN: u64 = 1_780_000_000_000;

/// Futures over a store in memory never wait.
pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => unreachable!("a store in memory never waits"),
    }
}

/// A clock that the test moves. Each look takes a millisecond, so that steps end.
#[derive(Clone)]
pub(crate) struct Hand(pub(crate) Rc<Cell<u64>>);

impl Default for Hand {
    fn default() -> Self {
        Self(Rc::new(Cell::new(BEGIN)))
    }
}

impl Hand {
    pub(crate) fn pass(&self, milliseconds: u64) {
        self.0.set(self.0.get() + milliseconds);
    }
}

impl Clock for Hand {
    fn now(&self) -> Millis {
        self.pass(1);
        Millis(self.0.get())
    }
}

pub(crate) fn world(clock: &Hand) -> World {
    World { clock: Box::new(clock.clone()), rng: Box::new(SystemRng) }
}

pub(crate) fn engine_at<S: Store>(store: S, clock: &Hand) -> Engine<S> {
    Engine::new(store, world(clock)).with_cost(Cost::FLOOR)
}

pub(crate) fn engine_on<S: Store>(store: S) -> Engine<S> {
    engine_at(store, &Hand::default())
}

/// A new vault on a store that the test looks at too.
pub(crate) fn unlocked_on(store: &Rc<MemoryStore>) -> Engine<Rc<MemoryStore>> {
    let mut engine = engine_on(Rc::clone(store));
    create(&mut engine);
    engine
}

pub(crate) fn unlocked() -> Engine<Rc<MemoryStore>> {
    unlocked_on(&Rc::new(MemoryStore::new()))
}

pub(crate) fn create<S: Store>(engine: &mut Engine<S>) {
    let reply = ask(engine, Request::Create { with: passphrase(PASSPHRASE) });
    assert!(matches!(reply, Reply::Create(_)), "{reply:?}");
}

/// A fresh engine on the same store, woken with the key of the one before.
pub(crate) fn woken<S: Store + Clone>(engine: Engine<S>, store: &S) -> Engine<S> {
    let key = engine.access_key().expect("an open vault").clone();
    drop(engine);
    let mut engine = engine_on(store.clone());
    run(engine.wake(key)).expect("the vault wakes");
    engine
}

pub(crate) fn passphrase(passphrase: &str) -> Proof {
    Proof::Passphrase { passphrase: passphrase.to_owned() }
}

pub(crate) fn secret(passphrase: &str) -> Secret {
    Secret::Passphrase(zeroize::Zeroizing::new(passphrase.to_owned()))
}

/// A vault without an engine, on a store in memory.
pub(crate) fn bare_vault() -> Vault<MemoryStore> {
    let secret = secret(PASSPHRASE);
    run(Vault::create(MemoryStore::new(), &secret, Cost::FLOOR, Millis(1), &mut SystemRng)).expect("a vault")
}

pub(crate) fn ask<S: Store>(engine: &mut Engine<S>, request: Request) -> Reply {
    run(engine.handle(request))
}

/// The code of a failure.
pub(crate) fn code(reply: Reply) -> String {
    match reply {
        Reply::Failed(error) => error.code,
        other => panic!("{other:?} is no failure"),
    }
}

pub(crate) fn note<S: Store>(engine: &mut Engine<S>, text: &str) -> MemoryView {
    match ask(engine, Request::AddNote { text: text.into(), host: String::new() }) {
        Reply::AddNote { memory, .. } => memory,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn insert<S: Store>(engine: &mut Engine<S>, memory: &MemoryView, site: &str) {
    let reply = ask(engine, Request::Insert { ids: vec![memory.id], site: site.into(), agreed: true });
    assert!(matches!(reply, Reply::Insert { .. }), "{reply:?}");
}

pub(crate) fn status<S: Store>(engine: &mut Engine<S>) -> Status {
    match ask(engine, Request::Status) {
        Reply::Status(status) => status,
        other => panic!("{other:?}"),
    }
}

/// Every memory's text, newest first.
pub(crate) fn texts<S: Store>(engine: &mut Engine<S>) -> Vec<String> {
    match ask(engine, Request::List { filter: Filter::default(), offset: 0, limit: 200 }) {
        Reply::List { memories, .. } => memories.into_iter().map(|memory| memory.text).collect(),
        other => panic!("{other:?}"),
    }
}

/// Every memory's text, in the order of the alphabet.
pub(crate) fn sorted<S: Store>(engine: &mut Engine<S>) -> Vec<String> {
    let mut texts = texts(engine);
    texts.sort();
    texts
}

pub(crate) fn suggestions<S: Store>(engine: &mut Engine<S>, draft: &str) -> Vec<String> {
    match ask(engine, Request::Recall { draft: draft.into(), site: "https://chat.example".into() }) {
        Reply::Recall { suggestions, .. } => suggestions.into_iter().map(|s| s.memory.text).collect(),
        other => panic!("{other:?}"),
    }
}

/// The memory that says this.
pub(crate) fn id_of<S: Store>(engine: &mut Engine<S>, text: &str) -> Id {
    let Reply::List { memories, .. } =
        ask(engine, Request::List { filter: Filter::default(), offset: 0, limit: 200 })
    else {
        panic!()
    };
    memories.into_iter().find(|memory| memory.text == text).expect("the memory").id
}

/// Works until there is nothing left to do.
pub(crate) fn work<S: Store>(engine: &mut Engine<S>) {
    while run(engine.step(1_000)).more {}
}

/// Works until the job that runs has ended.
pub(crate) fn finish<S: Store>(engine: &mut Engine<S>) -> JobEnd {
    loop {
        if let Some(end) = run(engine.step(1_000)).ended {
            return end;
        }
    }
}

pub(crate) fn import<S: Store>(engine: &mut Engine<S>, file: Vec<u8>) -> JobEnd {
    engine.begin_import(Box::new(Cursor::new(file))).expect("the import begins");
    finish(engine)
}

/// A file in memory that the test can read when the engine has written it.
#[derive(Clone, Default)]
pub(crate) struct File(pub(crate) Rc<std::cell::RefCell<Cursor<Vec<u8>>>>);

impl File {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.borrow().get_ref().clone()
    }
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

impl Write for File {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(buffer)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for File {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.borrow_mut().seek(to)
    }
}

/// A ChatGPT export of one conversation.
pub(crate) fn export() -> Vec<u8> {
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

/// A direction of its own for every text.
pub(crate) struct Directions;

pub(crate) fn direction(text: &str) -> Vector {
    let mut state =
        text.bytes().fold(7u32, |state, byte| state.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let mut coordinates = Box::new([0i8; DIMENSIONS]);
    for coordinate in coordinates.iter_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *coordinate = state.to_le_bytes()[3].cast_signed();
    }
    Vector(coordinates)
}

/// What [`Directions`] makes of a text: each of its words is a token with a direction of its own.
pub(crate) fn encoded(text: &str) -> Encoded {
    let words = || text.split_whitespace();
    let first =
        |word: &str| direction(word).0[..2].iter().fold(1, |n, x| n << 8 | u32::from(x.cast_unsigned()));
    let states = words().flat_map(|word| direction(word).0.map(f32::from)).collect();
    Encoded { model: Model::English, vector: direction(text), tokens: words().map(first).collect(), states }
}

impl Encoder for Directions {
    fn encode(&mut self, texts: &[&str]) -> satchel::Result<Vec<Encoded>> {
        Ok(texts.iter().map(|text| encoded(text)).collect())
    }
}
