//! A backup is the vault in one sealed file: whole or refused, and an empty vault becomes the one that
//! it was made of.

use std::io::Cursor;
use std::rc::Rc;

use crate::desk::backups::{Counting, MINE, SITE, WORDS, backup, furnished, records, restore};
use crate::desk::{
    File, PASSPHRASE, ask, code, engine_at, export, finish, import, note, passphrase, run, status, unlocked,
    unlocked_on, woken,
};
use proptest::prelude::*;
use satchel::clock::Millis;
use satchel::crypto::kdf::Cost;
use satchel::engine::protocol::{Filter, JobEnd, JobKind, MemoryView, Reply, Request, Shreds};
use satchel::engine::{Engine, Wishes};
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::backup::{Begin, End, Frame, Reader, Writer};
use satchel::vault::{MemoryStore, Namespace, Store};

fn views<S: Store>(engine: &mut Engine<S>) -> Vec<MemoryView> {
    let Reply::List { mut memories, .. } =
        ask(engine, Request::List { filter: Filter::default(), offset: 0, limit: 200 })
    else {
        panic!()
    };
    memories.sort_by_key(|memory| memory.id);
    memories
}

#[test]
fn an_empty_vault_becomes_the_one_that_was_backed_up() {
    let mut old = furnished();
    let file = backup(&mut old);
    let encoded = Rc::new(std::cell::Cell::new(0));
    let store = Rc::new(MemoryStore::new());
    let mut new = unlocked_on(&store);
    new.set_encoder(Box::new(Counting(Rc::clone(&encoded))));
    let summary = restore(&mut new, &file, false);
    assert_eq!((summary.kept, summary.known, summary.foreign), (4, 0, false));
    let mut new = woken(new, &store);
    new.set_encoder(Box::new(Counting(Rc::clone(&encoded))));
    // Approvals and titles, the ledger and the vectors came too.
    assert_eq!(views(&mut new), views(&mut old));
    let Reply::Ledger { entries, total: 1 } = ask(&mut new, Request::Ledger { offset: 0, limit: 9 }) else {
        panic!()
    };
    assert_eq!((entries[0].site.as_str(), entries[0].text.is_some()), (SITE, true));
    while run(new.step(1_000)).more {}
    assert_eq!((status(&mut new).pending, status(&mut new).damaged, encoded.get()), (0, 0, 0));
    // The same import adds nothing, and the backup that was made is known here.
    let JobEnd::Imported(again) = import(&mut new, export()) else { panic!() };
    assert_eq!(again.kept, 0);
}

/// Whoever hands somebody a file and its passphrase must not thereby decide what is suggested.
#[test]
fn an_empty_vault_becomes_another_only_when_the_user_says_that_the_backup_is_his() {
    let file = backup(&mut furnished());
    let mut engine = unlocked();
    engine
        .begin_restore(Box::new(Cursor::new(file.clone())), ("x".into(), WORDS.into()), Wishes::default())
        .unwrap();
    let JobEnd::Restored(summary) = finish(&mut engine) else { panic!() };
    assert_eq!((summary.kept, summary.foreign), (4, true));
    assert!(views(&mut engine).iter().all(|memory| !memory.approved));
    let Reply::Ledger { total: 0, .. } = ask(&mut engine, Request::Ledger { offset: 0, limit: 9 }) else {
        panic!()
    };
    // Nor does it afterwards, when it is empty no more.
    assert!(restore(&mut engine, &file, false).foreign);
}

#[test]
fn a_wrong_passphrase_and_a_file_of_another_kind_are_refused_at_once() {
    let file = backup(&mut furnished());
    let mut engine = unlocked();
    let mut refused = |bytes: &[u8], words: &str| {
        engine
            .begin_restore(Box::new(Cursor::new(bytes.to_vec())), ("june.satchel".into(), words.into()), MINE)
            .unwrap_err()
            .code
    };
    assert_eq!(refused(&file, "another passphrase"), "passphrase_wrong");
    assert_eq!(refused(b"PK\x03\x04 a zip and no backup", WORDS), "not_a_backup");
    assert_eq!(refused(b"", WORDS), "not_a_backup");
    assert_eq!(refused(&file[..20], WORDS), "backup_broken");
    let mut newer = file.clone();
    newer[8] = 9;
    assert_eq!(refused(&newer, WORDS), "backup_newer");
}

#[test]
fn a_broken_backup_changes_nothing_wherever_it_is_broken() {
    let file = backup(&mut furnished());
    let mut engine = unlocked();
    let last = file.len() - 1;
    let mut broken =
        vec![file[..last].to_vec(), file[..file.len() / 2].to_vec(), [file.as_slice(), &[0]].concat()];
    for at in [90, 130, file.len() / 2, last] {
        let mut flipped = file.clone();
        flipped[at] ^= 1;
        broken.push(flipped);
    }
    for bytes in broken {
        let begun =
            engine.begin_restore(Box::new(Cursor::new(bytes)), ("june.satchel".into(), WORDS.into()), MINE);
        let error = match begun {
            Err(error) => error,
            Ok(()) => match finish(&mut engine) {
                JobEnd::Failed(error) => error,
                other => panic!("{other:?}"),
            },
        };
        assert!(["backup_broken", "passphrase_wrong"].contains(&error.code.as_str()), "{error:?}");
        assert_eq!(status(&mut engine).memories, 0);
    }
}

#[test]
fn one_job_at_a_time_and_none_while_locked() {
    let mut engine = furnished();
    run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "a".into())).unwrap();
    assert_eq!(status(&mut engine).job.unwrap().kind, JobKind::Backup);
    let again = run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "b".into()));
    assert_eq!(again.unwrap_err().code, "job_running");
    ask(&mut engine, Request::Lock);
    let JobEnd::Failed(error) = finish(&mut engine) else { panic!() };
    assert_eq!(error.code, "vault_locked");
    let locked = run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "c".into()));
    assert_eq!(locked.unwrap_err().code, "vault_locked");
    ask(&mut engine, Request::Unlock { with: passphrase(PASSPHRASE) });
    // A backup that was not finished was not made.
    let Reply::Backups { backups } = ask(&mut engine, Request::Backups) else { panic!() };
    assert_eq!(backups, []);
    let short = run(engine.begin_backup(Box::new(File::default()), "short".into(), "d".into()));
    assert_eq!(short.unwrap_err().code, "passphrase_short");
}

#[test]
fn a_vault_that_is_damaged_makes_no_backup_that_looks_whole() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let lost = note(&mut engine, "Oriane is allergic to hazelnuts").id;
    let key = store.rows().keys().find(|(_, key)| key.ends_with(&lost.to_string())).unwrap().clone();
    store.rows().insert(key, vec![0; 300]);
    run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "a".into())).unwrap();
    let JobEnd::Failed(error) = finish(&mut engine) else { panic!() };
    assert_eq!(error.code, "record_changed");
    // Once the damage is known, none is begun.
    let mut engine = woken(engine, &store);
    let begun = run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "a".into()));
    assert_eq!(begun.unwrap_err().code, "vault_damaged");
    assert_eq!(
        code(ask(&mut engine, Request::AddNote { text: String::new(), host: String::new() })),
        "note_empty"
    );
}

#[test]
fn the_file_holds_no_word_and_is_another_each_time() {
    let mut engine = furnished();
    let (one, two) = (backup(&mut engine), backup(&mut engine));
    for word in ["Oriane", "hazelnuts", "Cakes", SITE, WORDS] {
        assert!(!one.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    assert_ne!(one[60..], two[60..]);
}

#[test]
fn a_bin_that_ends_keeps_the_receipts_clock() {
    let clock = crate::desk::Hand::default();
    let store = Rc::new(MemoryStore::new());
    let mut engine = engine_at(Rc::clone(&store), &clock);
    crate::desk::create(&mut engine);
    let id = note(&mut engine, "Oriane is allergic to hazelnuts").id;
    clock.pass(5_000);
    let Reply::Shred { receipt: Some(receipt) } =
        ask(&mut engine, Request::Shred { what: Shreds::Memories { ids: vec![id] } })
    else {
        panic!()
    };
    assert!(receipt.time.0 > crate::desk::BEGIN + 5_000 && receipt.done);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Frames come back as they were written, whatever they hold.
    #[test]
    fn frames_come_back(records in prop::collection::vec((any::<[u8; 16]>(), prop::collection::vec(any::<u8>(), 0..3_000)), 0..40)) {
        let begin = Begin { backup: Id([1; 16]), vault: Id([2; 16]), made: Millis(3), memories: 4 };
        let mut writer = Writer::new(Vec::new(), WORDS, Cost::FLOOR, &begin, &mut SystemRng).unwrap();
        for (id, plain) in &records {
            writer.record(Namespace::Memory, Id(*id), plain).unwrap();
        }
        let mut reader = Reader::new(Cursor::new(writer.finish().unwrap()), WORDS).unwrap();
        prop_assert_eq!(reader.frame().unwrap(), Some(Frame::Begin(begin)));
        for (id, plain) in &records {
            let expected = Frame::Record(Namespace::Memory, Id(*id), plain.clone().into());
            prop_assert_eq!(reader.frame().unwrap(), Some(expected));
        }
        prop_assert_eq!(reader.frame().unwrap(), Some(Frame::End(End { records: records.len() as u64 })));
        prop_assert_eq!(reader.frame().unwrap(), None);
    }
}

/// No receipt tells of it, and a disk may keep what was in it.
#[test]
fn a_backup_that_is_not_finished_is_left_without_what_opens_it() {
    for lock in [false, true] {
        let mut engine = furnished();
        let file = File::default();
        run(engine.begin_backup(Box::new(file.clone()), WORDS.into(), "june.satchel".into())).unwrap();
        assert!(file.bytes().iter().any(|byte| *byte != 0));
        if lock {
            ask(&mut engine, Request::Lock);
            assert!(
                matches!(run(engine.step(0)).ended, Some(JobEnd::Failed(error)) if error.code == "vault_locked")
            );
        } else {
            engine.cancel_job();
        }
        let bytes = file.bytes();
        assert!(bytes.len() >= 4096 && bytes[..4096].iter().all(|byte| *byte == 0), "{}", bytes.len());
        assert!(run(engine.step(0)).ended.is_none());
    }
}

#[test]
fn the_title_and_the_told_text_of_what_lies_in_the_bin_are_not_in_a_backup() {
    let mut engine = furnished();
    let told = views(&mut engine).into_iter().find(|memory| memory.told > 0).unwrap();
    let titled: Vec<Id> =
        views(&mut engine).iter().filter(|memory| memory.title.is_some()).map(|m| m.id).collect();
    assert!(!titled.is_empty());
    ask(&mut engine, Request::Delete { ids: [titled, vec![told.id]].concat() });
    let kept = records(&backup(&mut engine));
    assert!(!kept.iter().any(|record| record.0 == Namespace::Conversation));
    let text = told.text.as_bytes();
    assert!(!kept.iter().any(|record| record.2.windows(text.len()).any(|part| part == text)));
    assert!(kept.iter().any(|record| record.0 == Namespace::Ledger), "that something was told stays");
    // The vault has them still.
    ask(&mut engine, Request::Undelete { ids: vec![told.id] });
    assert!(
        records(&backup(&mut engine))
            .iter()
            .any(|record| record.2.windows(text.len()).any(|part| part == text))
    );
}
