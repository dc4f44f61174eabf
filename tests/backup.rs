//! A backup is the vault in one sealed file: whole or refused, merged by id, and it brings back
//! nothing that was shredded.

mod desk;

use std::io::Cursor;
use std::rc::Rc;

use desk::backups::{MINE, WORDS, backup, restore, rewritten};
use desk::{
    File, PASSPHRASE, ask, code, engine_at, export, finish, id_of, import, insert, note, passphrase, run,
    status, suggestions, texts, unlocked, unlocked_on, woken, work,
};
use proptest::prelude::*;
use satchel::clock::Millis;
use satchel::crypto::kdf::Cost;
use satchel::embed::{DIMENSIONS, Encoded, Encoder, Vector};
use satchel::engine::protocol::{JobEnd, JobKind, MemoryView, Reply, Request, Shreds};
use satchel::engine::{Engine, Wishes};
use satchel::id::Id;
use satchel::rng::SystemRng;
use satchel::vault::backup::{Begin, End, Frame, Reader, Writer};
use satchel::vault::{MemoryStore, Namespace, Store};

const SITE: &str = "https://chat.example";

type Memory = Engine<Rc<MemoryStore>>;

fn views<S: Store>(engine: &mut Engine<S>) -> Vec<MemoryView> {
    let Reply::List { mut memories, .. } = ask(engine, Request::List { offset: 0, limit: 200 }) else {
        panic!()
    };
    memories.sort_by_key(|memory| memory.id);
    memories
}

/// Encodes nothing; only counts.
struct Counting(Rc<std::cell::Cell<usize>>);

impl Encoder for Counting {
    fn encode(&mut self, texts: &[&str]) -> satchel::Result<Vec<Encoded>> {
        self.0.set(self.0.get() + texts.len());
        Ok(texts.iter().map(|_| Vector(Box::new([1; DIMENSIONS])).into()).collect())
    }
}

fn furnished() -> Memory {
    let mut engine = unlocked();
    engine.set_encoder(Box::new(Counting(Rc::default())));
    let memory = note(&mut engine, "Oriane is allergic to hazelnuts");
    insert(&mut engine, &memory, SITE);
    import(&mut engine, export());
    work(&mut engine);
    engine
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
fn restoring_twice_adds_nothing() {
    let mut engine = furnished();
    let file = backup(&mut engine);
    let before = texts(&mut engine);
    let summary = restore(&mut engine, &file, false);
    assert_eq!((summary.kept, summary.known), (0, 4));
    assert_eq!(texts(&mut engine), before);
}

#[test]
fn what_another_vault_approved_waits_in_quarantine() {
    let file = backup(&mut furnished());
    let mut engine = unlocked();
    note(&mut engine, "My car is a blue estate");
    let summary = restore(&mut engine, &file, false);
    assert_eq!((summary.kept, summary.foreign), (4, true));
    assert_eq!(suggestions(&mut engine, "what is Oriane allergic to, hazelnuts?"), Vec::<String>::new());
    // What the user types is the user's, though the same words wait there already.
    assert!(note(&mut engine, "Oriane is allergic to hazelnuts").approved);
    // A vault that continues that one takes its later backups as its own.
    let mut heir = unlocked();
    restore(&mut heir, &file, false);
    note(&mut heir, "The oven broke in May");
    assert!(!restore(&mut heir, &backup(&mut furnished_from(&file)), false).foreign);
}

fn furnished_from(file: &[u8]) -> Memory {
    let mut engine = unlocked();
    restore(&mut engine, file, false);
    engine
}

#[test]
fn what_was_shredded_comes_back_only_when_asked_for() {
    let mut engine = furnished();
    let file = backup(&mut engine);
    let id = id_of(&mut engine, "Oriane is allergic to hazelnuts");
    ask(&mut engine, Request::Shred { what: Shreds::Memories { ids: vec![id] } });
    let summary = restore(&mut engine, &file, false);
    assert_eq!((summary.kept, summary.known, summary.shredded), (0, 3, 1));
    assert_eq!(texts(&mut engine).len(), 3);

    // A vault made of a later backup knows it too.
    let later = backup(&mut engine);
    let mut heir = furnished_from(&later);
    assert_eq!(restore(&mut heir, &file, false).shredded, 1);

    let summary = restore(&mut engine, &file, true);
    assert_eq!((summary.kept, summary.shredded), (1, 0));
    assert_eq!(texts(&mut engine).len(), 4);
}

/// A receipt tells what was destroyed where it was written. What lives here all the same, as it came by
/// a backup, is counted, and counted no more once it is shredded here.
#[test]
fn a_receipt_of_another_device_says_what_of_it_still_lives_here() {
    let mut old = furnished();
    let file = backup(&mut old);
    let id = id_of(&mut old, "Oriane is allergic to hazelnuts");
    let mut here = unlocked();
    restore(&mut here, &file, false);
    // The other device shreds it; its next backup brings the receipt here.
    ask(&mut old, Request::Shred { what: Shreds::Memories { ids: vec![id] } });
    let receipts = |engine: &mut Memory| match ask(engine, Request::Receipts { offset: 0, limit: 9 }) {
        Reply::Receipts { receipts, .. } => {
            receipts.into_iter().map(|receipt| (receipt.memories, receipt.here)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(receipts(&mut old), [(1, 0)]);
    restore(&mut here, &backup(&mut old), false);
    assert_eq!(receipts(&mut here), [(1, 1)]);
    // In the bin it lives as well.
    ask(&mut here, Request::Delete { ids: vec![id] });
    assert_eq!(receipts(&mut here), [(1, 1)]);
    ask(&mut here, Request::Shred { what: Shreds::Binned });
    assert_eq!(receipts(&mut here), [(1, 0), (1, 0)]);
    // Brought back on purpose, it is here again.
    restore(&mut here, &file, true);
    assert_eq!(receipts(&mut here), [(1, 1), (1, 1)]);
}

#[test]
fn what_the_ledger_said_of_a_site_stays_shredded() {
    let mut engine = furnished();
    let file = backup(&mut engine);
    ask(&mut engine, Request::Shred { what: Shreds::Site { site: SITE.to_owned() } });
    restore(&mut engine, &file, false);
    assert!(matches!(
        ask(&mut engine, Request::Ledger { offset: 0, limit: 9 }),
        Reply::Ledger { total: 0, .. }
    ));
}

#[test]
fn what_lies_in_the_bin_stays_there() {
    let mut engine = furnished();
    let file = backup(&mut engine);
    let id = id_of(&mut engine, "Oriane is allergic to hazelnuts");
    ask(&mut engine, Request::Delete { ids: vec![id] });
    let summary = restore(&mut engine, &file, false);
    assert_eq!((summary.kept, summary.binned), (0, 1));
    // And what was deleted is in no backup made after it.
    assert_eq!(restore(&mut unlocked(), &backup(&mut engine), false).kept, 3);
}

#[test]
fn of_two_versions_the_later_wins_and_the_other_is_kept_as_history() {
    let mut engine = furnished();
    let file = backup(&mut engine);
    let id = id_of(&mut engine, "Oriane is allergic to hazelnuts");
    let with = |text: &str, revised: u64| rewritten(&file, id, text, revised);

    let later = with("Oriane is allergic to all nuts", desk::BEGIN * 2);
    assert_eq!(restore(&mut engine, &later, false).kept, 1);
    assert!(texts(&mut engine).contains(&"Oriane is allergic to all nuts".to_owned()));
    let earlier = with("Oriane may be allergic", 1);
    let summary = restore(&mut engine, &earlier, false);
    assert_eq!((summary.kept, summary.known), (0, 4));
    // Both older versions are in its history, and the next backup has them.
    let mut frames = Reader::new(Cursor::new(backup(&mut engine)), WORDS).unwrap();
    let mut history = None;
    while let Some(frame) = frames.frame().unwrap() {
        if let Frame::Record(Namespace::History, of, plain) = frame {
            assert_eq!(of, id);
            history = Some(plain);
        }
    }
    let history = String::from_utf8_lossy(&history.expect("a history")).into_owned();
    assert!(history.contains("allergic to hazelnuts") && history.contains("may be allergic"), "{history}");
}

#[test]
fn a_damaged_vault_is_restored_from_its_backup() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    (0..100).for_each(|n| drop(note(&mut engine, &format!("Note number {n}"))));
    let file = backup(&mut engine);
    let whole = texts(&mut engine);
    let lost = id_of(&mut engine, "Note number 7").to_string();
    let record = store.rows().keys().find(|(_, key)| key.ends_with(&lost)).unwrap().1.clone();
    let bag = record.split('/').next().unwrap();
    store.rows().retain(|(table, key), _| table.name() != "bags" || !key.ends_with(bag));
    let mut engine = woken(engine, &store);
    assert!(status(&mut engine).damaged > 0 && texts(&mut engine).len() < 100);
    ask(&mut engine, Request::Repair);
    assert_eq!(status(&mut engine).damaged, 0);
    restore(&mut engine, &file, false);
    let (mut restored, mut expected) = (texts(&mut engine), whole);
    restored.sort();
    expected.sort();
    assert_eq!(restored, expected);
}

#[test]
fn what_a_backup_made_good_is_not_given_up_by_repairing() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    (0..10).for_each(|n| drop(note(&mut engine, &format!("Note number {n}"))));
    let file = backup(&mut engine);
    let whole = texts(&mut engine);
    let lost = id_of(&mut engine, "Note number 7").to_string();
    let key = store.rows().keys().find(|(_, key)| key.ends_with(&lost)).unwrap().clone();
    *store.rows().get_mut(&key).unwrap().last_mut().unwrap() ^= 1;
    let mut engine = woken(engine, &store);
    assert_eq!((status(&mut engine).damaged, texts(&mut engine).len()), (1, 9));
    restore(&mut engine, &file, false);
    assert_eq!((status(&mut engine).damaged, texts(&mut engine).len()), (0, 10));
    ask(&mut engine, Request::Repair);
    let mut engine = woken(engine, &store);
    let (mut repaired, mut expected) = (texts(&mut engine), whole);
    repaired.sort();
    expected.sort();
    assert_eq!((status(&mut engine).damaged, repaired), (0, expected));
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
    assert_eq!(code(ask(&mut engine, Request::AddNote { text: String::new() })), "note_empty");
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
    let clock = desk::Hand::default();
    let store = Rc::new(MemoryStore::new());
    let mut engine = engine_at(Rc::clone(&store), &clock);
    desk::create(&mut engine);
    let id = note(&mut engine, "Oriane is allergic to hazelnuts").id;
    clock.pass(5_000);
    let Reply::Shred { receipt: Some(receipt) } =
        ask(&mut engine, Request::Shred { what: Shreds::Memories { ids: vec![id] } })
    else {
        panic!()
    };
    assert!(receipt.time.0 > desk::BEGIN + 5_000 && receipt.done);
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
