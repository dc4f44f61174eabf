//! What the vault costs: sealing and opening a record, unlocking, changing the epoch, restoring.
//!
//! `cargo bench -p satchel-cli --bench vault [records…]`, by default for 10,000 and 100,000. Medians;
//! unlocking and epoch changes leave the key derivation out, which is slow on purpose.

// A bench tells its figures.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use satchel::crypto::aead::{self, Context};
use satchel::crypto::keys::Key;
use satchel::crypto::padding;
use satchel::engine::Engine;
use satchel::engine::protocol::Request;
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::{Change, MemoryStore, Vault};
use satchel_cli::seed::{self, now};

fn main() -> satchel::Result<()> {
    records();
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![10_000, 100_000] } else { sizes } {
        vault(size)?;
    }
    Ok(())
}

/// A record of 300 bytes, as most are.
fn records() {
    let context = Context {
        format: 1,
        namespace: 16,
        vault: Id([1; 16]),
        id: Id([2; 16]),
        version: 0,
        parent: Id([3; 16]),
    };
    let (key, text) = (Key::random(&mut SystemRng), vec![7; 300]);
    let seal = || {
        let padded = padding::pad(black_box(&text)).expect("a short record");
        aead::seal(&key, &context, &padded, &mut SystemRng).expect("a short record")
    };
    let sealed = seal();
    let many = 2_000;
    let sealing = median(9, || (0..many).for_each(|_| drop(black_box(seal()))));
    let opening = median(9, || {
        (0..many).for_each(|_| drop(black_box(aead::open(&key, &context, black_box(&sealed)))));
    });
    println!("seal a record    {:>9.2} µs", sealing.as_secs_f64() * 1e6 / f64::from(many));
    println!("open a record    {:>9.2} µs", opening.as_secs_f64() * 1e6 / f64::from(many));
}

fn vault(size: usize) -> satchel::Result<()> {
    let store = Rc::new(MemoryStore::new());
    let mut engine = seed::engine(Rc::clone(&store));
    let begun = Instant::now();
    seed::fill(&mut engine, size, 0)?;
    println!("\n{size} records, made in {:.1} s", begun.elapsed().as_secs_f64());
    let key = engine.access_key().expect("an open vault").clone();
    now(engine.handle(Request::Lock));

    let headers = median(5, || drop(now(Vault::open(Rc::clone(&store), key.clone()))));
    tell("open the headers", headers);
    let ready = median(3, || {
        let mut engine = seed::engine(Rc::clone(&store));
        let status = now(engine.wake(key.clone())).expect("the vault wakes");
        assert_eq!((status.memories as usize, status.pending, status.damaged), (size, 0, 0));
    });
    tell("ready to recall", ready);

    let (mut vault, _) = now(Vault::open(Rc::clone(&store), key))?;
    let epoch = median(5, || now(vault.shred(Change::default(), &mut SystemRng)).expect("an epoch"));
    tell("change the epoch", epoch);
    drop(vault);
    backup(&mut engine)
}

fn backup(engine: &mut Engine<Rc<MemoryStore>>) -> satchel::Result<()> {
    now(engine.handle(Request::Unlock { with: seed::proof() }));
    let file = tempfile();
    let begun = Instant::now();
    let sink = Box::new(file.try_clone().expect("a file"));
    now(engine.begin_backup(sink, seed::PASSPHRASE.to_owned(), "bench".to_owned()))?;
    seed::work(engine)?;
    tell("write and read back a backup", begun.elapsed());
    let mut restored = seed::engine(MemoryStore::new());
    now(restored.handle(Request::Create { with: seed::proof() }));
    let begun = Instant::now();
    let own = satchel::engine::Wishes { own: true, ..Default::default() };
    restored.begin_restore(Box::new(file), (String::new(), seed::PASSPHRASE.to_owned()), own)?;
    seed::work(&mut restored)?;
    tell("restore it into an empty vault", begun.elapsed());
    Ok(())
}

fn tempfile() -> std::fs::File {
    let path = std::env::temp_dir().join(format!("satchel-bench-{}", std::process::id()));
    let mut options = std::fs::File::options();
    let file = options.read(true).write(true).create(true).truncate(true).open(&path).expect("a file");
    // Its name is not needed: it goes when it is closed.
    let _ = std::fs::remove_file(path);
    file
}

fn median(times: usize, mut act: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let begun = Instant::now();
            act();
            begun.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[times / 2]
}

fn tell(what: &str, took: Duration) {
    println!("{what:<32} {:>9.1} ms", took.as_secs_f64() * 1e3);
}
