//! What was written by this format opens for ever; what a later one wrote is left alone.
//!
//! The files in `tests/vectors/` were made once, by `examples/golden.rs`, and are never made anew.

use std::io::Cursor;
use std::rc::Rc;

use crate::desk::backups::{MINE, WORDS, backup, records, restore};
use crate::desk::{
    PASSPHRASE, ask, code, direction, engine_on, note, passphrase, run, sorted, status, texts, unlocked,
};
use crate::desk::{unlocked_on, vectors, work};
use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Proof, Reply, Request, VaultState};
use satchel::text::ANALYSIS;
use satchel::vault::{MemoryStore, Namespace, Table, Vault};

/// Vaults of format 1 that have more than the first had: words, and words that know their language.
const LATER: [&str; 2] = ["vault-1-words.txt", "vault-1-languages.txt"];

const SITE: &str = "https://chat.example";

const TEXTS: [&str; 7] = [
    "I moved to Keynsham in March.",
    "My sister plays the oboe.",
    "Oriane is allergic to all nuts.",
    "Oriane is allergic to hazelnuts, what can she eat?",
    "Plain almonds are often fine; ask her doctor.",
    "The blue kayak is kept behind the boathouse.",
    "our oven takes one cake tin of 24 cm",
];

fn words() -> Proof {
    Proof::Recovery { words: format!("{} about", ["abandon"; 11].join(" ")) }
}

fn opened(store: &Rc<MemoryStore>, with: Proof) -> Engine<Rc<MemoryStore>> {
    let mut engine = engine_on(Rc::clone(store));
    let reply = ask(&mut engine, Request::Unlock { with });
    assert!(matches!(reply, Reply::Unlock(_)), "{reply:?}");
    engine
}

/// Everything that can be seen of a store.
fn bytes(store: &MemoryStore) -> String {
    vectors::text(store)
}

#[test]
fn the_golden_vault_opens_by_each_of_its_ways_and_holds_what_it_held() {
    let ways = [("vault-1.txt", passphrase(PASSPHRASE)), ("vault-1.txt", words())];
    for (name, way) in ways.into_iter().chain(LATER.map(|name| (name, words()))) {
        let mut engine = opened(&Rc::new(vectors::vault(name)), way);
        let now = status(&mut engine);
        assert_eq!((now.vault, now.memories, now.pending), (VaultState::Unlocked, 7, 0));
        assert_eq!((now.binned, now.damaged, now.shredding), (1, 0, false));
        assert_eq!(sorted(&mut engine), TEXTS);

        let Reply::List { memories, .. } =
            ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 200 })
        else {
            panic!()
        };
        let titled = memories.iter().filter(|memory| memory.title.as_deref() == Some("Cakes")).count();
        let told: Vec<&str> = memories.iter().filter(|m| m.told == 1).map(|m| m.text.as_str()).collect();
        assert_eq!((titled, told), (3, vec![TEXTS[5]]));
        let waiting: Vec<&str> = memories.iter().filter(|m| !m.approved).map(|m| m.text.as_str()).collect();
        assert_eq!(waiting, [TEXTS[4]], "what an assistant said is in quarantine");

        let Reply::Bin { entries, total: 1 } = ask(&mut engine, Request::Bin { offset: 0, limit: 9 }) else {
            panic!()
        };
        assert_eq!(entries[0].memory.text, "The oven broke in May.");

        let Reply::Ledger { entries, total: 2 } = ask(&mut engine, Request::Ledger { offset: 0, limit: 9 })
        else {
            panic!()
        };
        let said: Vec<_> = entries.iter().map(|entry| (entry.site.as_str(), entry.text.as_deref())).collect();
        assert_eq!(said, [(SITE, None), (SITE, Some(TEXTS[5]))]);
        assert_eq!((entries[0].memory, entries[1].memory.is_some()), (None, true));

        let Reply::Backups { backups } = ask(&mut engine, Request::Backups) else { panic!() };
        assert_eq!((backups.len(), backups[0].name.as_str(), backups[0].memories), (1, "june.satchel", 9));
        let Reply::Receipts { receipts, total: 1 } =
            ask(&mut engine, Request::Receipts { offset: 0, limit: 9 })
        else {
            panic!()
        };
        let receipt = &receipts[0];
        assert_eq!((receipt.memories, receipt.entries, receipt.texts, receipt.done), (1, 0, 1, true));
        assert_eq!(receipt.backups, backups);
    }
}

/// By the words of the present analysis a vault finds a memory that it has not opened.
#[test]
fn the_golden_vault_with_words_opens_by_them() {
    let store = Rc::new(vectors::vault("vault-1-languages.txt"));
    let engine = opened(&store, words());
    let (vault, _) = run(Vault::open(Rc::clone(&store), engine.access_key().unwrap().clone())).unwrap();
    assert_eq!((vault.count(Namespace::Words), vault.bags(Namespace::Memory).len()), (1, 1));
    let memories = vault.bags(Namespace::Memory)[0];
    drop(engine);
    // Without the rows of its memories, it still knows what they were about.
    store
        .rows()
        .retain(|(table, key), _| *table != Table::Records || !key.starts_with(&memories.to_string()));
    let mut engine = opened(&store, words());
    assert_eq!(status(&mut engine).memories, 7);
    work(&mut engine);
    assert_eq!((status(&mut engine).memories, status(&mut engine).damaged), (0, 7));
}

/// Words of an earlier analysis are passed over, and made anew when nobody asks for anything.
#[test]
fn the_golden_vault_with_earlier_words_has_new_ones_soon() {
    let store = Rc::new(vectors::vault("vault-1-words.txt"));
    let mut engine = opened(&store, words());
    work(&mut engine);
    let key = engine.access_key().unwrap().clone();
    let block = || {
        let (vault, _) = run(Vault::open(Rc::clone(&store), key.clone())).unwrap();
        run(vault.open_bag(vault.bags(Namespace::Words)[0])).unwrap().0.remove(0).1
    };
    assert_eq!(block()[..2], [2, ANALYSIS]);
    assert_eq!((status(&mut engine).memories, status(&mut engine).damaged), (7, 0));
}

#[test]
fn the_golden_vaults_history_and_vectors_are_in_its_next_backup() {
    let mut engine = opened(&Rc::new(vectors::vault("vault-1.txt")), words());
    let records = records(&backup(&mut engine));
    let of = |wanted: Namespace| records.iter().filter(move |(namespace, ..)| *namespace == wanted);
    let history: Vec<_> = of(Namespace::History).map(|(.., plain)| String::from_utf8_lossy(plain)).collect();
    assert!(history.len() == 1 && history[0].contains("Oriane is allergic to hazelnuts."), "{history:?}");
    assert_eq!(of(Namespace::Vectors).count(), 7);
    let kayak: Vec<u8> = direction(TEXTS[5]).0.iter().map(|coordinate| coordinate.cast_unsigned()).collect();
    assert_eq!(of(Namespace::Vectors).filter(|(.., block)| block.ends_with(&kayak)).count(), 1);
}

#[test]
fn the_golden_vault_takes_changes_and_opens_again() {
    let store = Rc::new(vectors::vault("vault-1.txt"));
    let mut engine = opened(&store, passphrase(PASSPHRASE));
    note(&mut engine, "The ferry leaves at six.");
    drop(engine);
    let mut engine = opened(&store, words());
    assert!(texts(&mut engine).contains(&"The ferry leaves at six.".to_owned()));
    assert_eq!((status(&mut engine).memories, status(&mut engine).damaged), (8, 0));
}

#[test]
fn the_golden_backup_restores_what_it_held() {
    let file = std::fs::read(vectors::path("backup-1.satchel")).unwrap();
    let mut engine = unlocked();
    let summary = restore(&mut engine, &file, false);
    assert_eq!((summary.kept, summary.foreign), (9, false));
    let more = ["The oven broke in May.", "The velvet otter sleeps at nine."];
    let mut expected: Vec<&str> = TEXTS.into_iter().chain(more).collect();
    expected[2] = "Oriane is allergic to hazelnuts.";
    expected.sort();
    assert_eq!(sorted(&mut engine), expected);
    assert_eq!(status(&mut engine).pending, 0);

    // It is the golden vault's own: what was shredded there stays away, what is in its bin too.
    let mut engine = opened(&Rc::new(vectors::vault("vault-1.txt")), words());
    let summary = restore(&mut engine, &file, false);
    assert_eq!((summary.kept, summary.known, summary.binned, summary.shredded), (0, 7, 1, 1));
    assert!(!summary.foreign);
}

#[test]
fn a_vault_of_the_next_format_is_refused_and_not_one_byte_of_it_changes() {
    let store = Rc::new(vectors::vault("vault-1.txt"));
    for copy in ["head", "head.copy"] {
        store.rows().get_mut(&(Table::Meta, copy.into())).unwrap()[0] = 2;
    }
    let before = bytes(&store);
    let mut engine = engine_on(Rc::clone(&store));
    let with = || passphrase(PASSPHRASE);
    let requests = [
        Request::Status,
        Request::Slots,
        Request::Unlock { with: with() },
        Request::Unlock { with: words() },
        Request::Create { with: with() },
        Request::Forget { proof: Some(with()) },
        Request::Forget { proof: None },
    ];
    for request in requests {
        let asked = format!("{request:?}");
        let refused = code(ask(&mut engine, request));
        let locked = asked.starts_with("Forget { proof: Some") && refused == "vault_locked";
        assert!(refused == "vault_newer" || locked, "{asked}: {refused}");
    }
    run(engine.step(1_000));
    assert_eq!(bytes(&store), before);
}

#[test]
fn a_backup_of_the_next_format_is_refused_and_changes_nothing() {
    let mut file = std::fs::read(vectors::path("backup-1.satchel")).unwrap();
    file[8] = 2;
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let before = bytes(&store);
    let refused = engine
        .begin_restore(Box::new(Cursor::new(file)), ("june.satchel".into(), WORDS.into()), MINE)
        .unwrap_err();
    assert_eq!(refused.code, "backup_newer");
    work(&mut engine);
    assert_eq!((bytes(&store), status(&mut engine).memories), (before, 0));
}
