//! Makes the vault and the backup in `tests/vectors/` that every later release must open:
//! `cargo run --example golden`. What they hold is always the same; ids and keys never are. Files
//! that are there already stay: a golden vault is kept, never made anew.

#[path = "../tests/desk/mod.rs"]
mod desk;

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::rc::Rc;

use desk::backups::{backup, restore, rewritten};
use desk::{BEGIN, Directions, Hand, PASSPHRASE, ask, create, engine_at, export, import, insert, note};
use desk::{passphrase, status, vectors, work};
use satchel::engine::protocol::{Proof, Reply, Request, Shreds};
use satchel::vault::MemoryStore;

const SITE: &str = "https://chat.example";

/// The recovery key of 128 zeros: this vault has no secrets.
const RECOVERY: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

fn main() -> std::io::Result<()> {
    let store = Rc::new(MemoryStore::new());
    let mut engine = engine_at(Rc::clone(&store), &Hand::default());
    create(&mut engine);
    engine.set_encoder(Box::new(Directions));
    let mut done = |request| {
        let reply = ask(&mut engine, request);
        assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
    };
    done(Request::ImportText { text: "My sister plays the oboe.\nI moved to Keynsham in March.".into() });
    let words = Proof::Recovery { words: RECOVERY.into() };
    done(Request::ChangeSlots {
        proof: passphrase(PASSPHRASE),
        keep: vec![passphrase(PASSPHRASE)],
        add: vec![words],
    });

    let kayak = note(&mut engine, "The blue kayak is kept behind the boathouse.");
    let allergy = note(&mut engine, "Oriane is allergic to hazelnuts.");
    let oven = note(&mut engine, "The oven broke in May.");
    let otter = note(&mut engine, "The velvet otter sleeps at nine.");
    import(&mut engine, export());
    insert(&mut engine, &kayak, SITE);
    insert(&mut engine, &otter, SITE);
    work(&mut engine);

    let file = backup(&mut engine);
    ask(&mut engine, Request::Delete { ids: vec![oven.id] });
    ask(&mut engine, Request::Shred { what: Shreds::Memories { ids: vec![otter.id] } });
    restore(&mut engine, &rewritten(&file, allergy.id, "Oriane is allergic to all nuts.", BEGIN * 2), false);
    work(&mut engine);
    let now = status(&mut engine);
    assert_eq!((now.memories, now.pending, now.binned, now.damaged), (7, 0, 1, 0));

    for (name, bytes) in [
        ("vault-1.txt", vectors::text(&store).into_bytes()),
        // The first was made before words were kept.
        ("vault-1-words.txt", vectors::text(&store).into_bytes()),
        // The second, before words knew their language.
        ("vault-1-languages.txt", vectors::text(&store).into_bytes()),
        ("backup-1.satchel", file),
    ] {
        match File::create_new(vectors::path(name)) {
            Ok(mut made) => made.write_all(&bytes)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
