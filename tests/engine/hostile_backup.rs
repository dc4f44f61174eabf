//! Backups made to mislead, and shredding beside other work: what a receipt says stays true.

use std::io::Cursor;
use std::rc::Rc;

use crate::desk::backups::{
    MINE, WORDS, backup, changed, furnished, furnished_on, records, restore, rewritten, written,
};
use crate::desk::{
    Directions, File, ask, bare_vault, code, export, finish, id_of, import, note, run, status, texts,
    unlocked, unlocked_on, woken, work,
};
use satchel::clock::Millis;
use satchel::crypto::kdf::Cost;
use satchel::engine::protocol::{Filter, JobEnd, Reason, ReceiptView, Reply, Request, Shreds};
use satchel::id::Id;
use satchel::memory::{Conversation, Memory, Sensitivity};
use satchel::rng::SystemRng;
use satchel::vault::backup::{Begin, Writer};
use satchel::vault::{Change, MemoryStore, Namespace, Store, Vault};

fn shred<S: Store>(engine: &mut satchel::engine::Engine<S>, ids: Vec<Id>) -> ReceiptView {
    match ask(engine, Request::Shred { what: Shreds::Memories { ids } }) {
        Reply::Shred { receipt: Some(receipt) } => receipt,
        other => panic!("{other:?}"),
    }
}

/// The backup a new vault was restored from holds what is shredded there.
#[test]
fn a_receipt_names_the_backup_that_the_vault_came_from() {
    let mut old = unlocked();
    let memory = note(&mut old, "My sister plays the oboe");
    let file = backup(&mut old);
    let mut new = unlocked();
    restore(&mut new, &file, false);
    let receipt = shred(&mut new, vec![memory.id]);
    assert_eq!(receipt.backups.len(), 1);
}

/// It could hold what goes, and the receipt could not name it; a restore could bring it back.
#[test]
fn nothing_is_shredded_while_a_backup_is_written_or_restored() {
    let mut engine = unlocked();
    let memory = note(&mut engine, "My sister plays the oboe");
    let file = backup(&mut engine);
    let what = Shreds::Memories { ids: vec![memory.id] };
    run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "x.satchel".into())).unwrap();
    assert_eq!(code(ask(&mut engine, Request::Shred { what: what.clone() })), "job_running");
    finish(&mut engine);
    engine.begin_restore(Box::new(Cursor::new(file)), ("june.satchel".into(), WORDS.into()), MINE).unwrap();
    assert_eq!(code(ask(&mut engine, Request::Shred { what })), "job_running");
}

#[test]
fn a_shredded_conversation_does_not_come_back() {
    let mut engine = unlocked();
    note(&mut engine, "something that stays");
    import(&mut engine, export());
    let file = backup(&mut engine);
    let Reply::List { memories, .. } =
        ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 99 })
    else {
        panic!()
    };
    let ids = memories.iter().filter(|m| m.text != "something that stays").map(|m| m.id).collect();
    assert_eq!(shred(&mut engine, ids).conversations, 1);
    restore(&mut engine, &file, false);
    let again = records(&backup(&mut engine));
    let titles: Vec<String> = again
        .iter()
        .filter(|(n, ..)| *n == Namespace::Conversation)
        .map(|(_, _, plain)| postcard::from_bytes::<Conversation>(&plain[1..]).unwrap().title)
        .collect();
    assert_eq!(titles, Vec::<String>::new());
}

/// Well sealed, with one frame that makes no sense.
#[test]
fn a_hostile_backup_is_refused_before_anything_is_merged() {
    let mut other = unlocked();
    for n in 0..100 {
        note(&mut other, &format!("note number {n}"));
    }
    other.set_encoder(Box::new(Directions));
    while run(other.step(1_000)).more {}
    let mut frames = records(&backup(&mut other));
    frames.push((Namespace::Memory, Id([7; 16]), vec![99, 1, 2, 3]));
    let mut engine = unlocked();
    note(&mut engine, "mine");
    engine
        .begin_restore(Box::new(Cursor::new(written(&frames))), ("june.satchel".into(), WORDS.into()), MINE)
        .unwrap();
    let end = finish(&mut engine);
    assert!(matches!(end, JobEnd::Failed(_)), "{end:?}");
    assert_eq!(texts(&mut engine).len(), 1);
}

/// What is kept can be read again, however long.
#[test]
fn a_record_that_could_never_be_read_is_not_taken() {
    let mut vault = bare_vault();
    let mut change = Change::default();
    change.put(Namespace::Memory, Id([1; 16]), vec![1; 33 << 20]);
    assert_eq!(run(vault.commit(change, &mut SystemRng)).unwrap_err().code, "too_large");
}

/// It would keep every later version of the memory away.
#[test]
fn history_that_makes_no_sense_is_not_kept() {
    let mut other = unlocked();
    let memory = note(&mut other, "My sister plays the oboe");
    let mut frames = records(&backup(&mut other));
    let at = frames.iter().position(|(n, ..)| *n == Namespace::Memory).unwrap();
    frames.insert(at + 1, (Namespace::History, memory.id, vec![0xff; 9]));
    let mut engine = unlocked();
    note(&mut engine, "mine");
    engine
        .begin_restore(Box::new(Cursor::new(written(&frames))), ("june.satchel".into(), WORDS.into()), MINE)
        .unwrap();
    let _ = finish(&mut engine);
    // A later version of the same memory can no longer be merged.
    let later = rewritten(&backup(&mut engine), memory.id, "My sister plays the cello", Millis::LAST.0);
    engine.begin_restore(Box::new(Cursor::new(later)), ("june.satchel".into(), WORDS.into()), MINE).unwrap();
    let end = finish(&mut engine);
    assert!(matches!(end, JobEnd::Restored(_)), "{end:?}");
}

/// A time of keeping that lies ahead hides no backup.
#[test]
fn a_file_cannot_hide_backups_from_a_receipt() {
    let mut other = unlocked();
    let memory = note(&mut other, "My sister plays the oboe");
    let frames: Vec<_> = records(&backup(&mut other))
        .into_iter()
        .map(|(n, id, plain)| {
            if n != Namespace::Memory {
                return (n, id, plain);
            }
            let mut memory: Memory = postcard::from_bytes(&plain[1..]).unwrap();
            memory.kept = Millis::LAST;
            (n, id, [vec![1], postcard::to_allocvec(&memory).unwrap()].concat())
        })
        .collect();
    let mut engine = unlocked();
    note(&mut engine, "mine");
    restore(&mut engine, &written(&frames), false);
    backup(&mut engine);
    assert!(!shred(&mut engine, vec![memory.id]).backups.is_empty());
}

/// Nothing but memories, one after the other.
#[test]
fn a_restore_commits_in_bounded_pieces() {
    let mut other = unlocked();
    for n in 0..300 {
        note(&mut other, &format!("note number {n}"));
    }
    // No encoder: a backup without vectors.
    let file = backup(&mut other);
    let mut engine = unlocked();
    engine
        .begin_restore(Box::new(Cursor::new(file.clone())), ("june.satchel".into(), WORDS.into()), MINE)
        .unwrap();
    let frames = records(&file).len();
    for _ in 0..frames + 2 + 1 + 1 + 299 {
        assert!(run(engine.step(0)).ended.is_none());
    }
    // 299 of 300 memories were read: most are in the vault.
    assert!(status(&mut engine).memories > 200, "{}", status(&mut engine).memories);
}

#[test]
fn history_goes_with_a_memory_that_cannot_be_read() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let memory = note(&mut engine, "My sister plays the oboe");
    let file = rewritten(&backup(&mut engine), memory.id, "My sister plays the cello", Millis::LAST.0);
    restore(&mut engine, &file, false);
    let count = |store: &MemoryStore| {
        store
            .rows()
            .keys()
            .filter(|(t, k)| *t == satchel::vault::Table::Records && k.ends_with(&memory.id.to_string()))
            .count()
    };
    assert_eq!(count(&store), 2);
    let key = {
        let rows = store.rows();
        let found: Vec<String> = rows
            .keys()
            .filter(|(t, k)| *t == satchel::vault::Table::Records && k.ends_with(&memory.id.to_string()))
            .map(|(_, k)| k.clone())
            .collect();
        found
    };
    // Break whichever of the two is the memory: try each.
    for key in key {
        let kept = store.rows().insert((satchel::vault::Table::Records, key.clone()), vec![0; 40]).unwrap();
        let listed = ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 9 });
        let Reply::List { memories, .. } = listed else { panic!() };
        if memories.is_empty() {
            break;
        }
        store.rows().insert((satchel::vault::Table::Records, key), kept);
    }
    ask(&mut engine, Request::Delete { ids: vec![memory.id] });
    ask(&mut engine, Request::Shred { what: Shreds::Memories { ids: vec![memory.id] } });
    assert_eq!(count(&store), 0, "history of what was deleted, that nothing can shred");
}

/// Beyond all that JavaScript can count to.
const NEVER: Millis = Millis(u64::MAX);

fn plain(value: &impl serde::Serialize) -> Vec<u8> {
    [vec![1], postcard::to_allocvec(value).unwrap()].concat()
}

fn of<T: serde::de::DeserializeOwned>(plain: &[u8]) -> T {
    postcard::from_bytes(&plain[1..]).unwrap()
}

/// A record of which one time never comes.
fn never(namespace: Namespace, record: &[u8]) -> Vec<u8> {
    match namespace {
        Namespace::Memory => plain(&Memory { time: NEVER, ..of(record) }),
        Namespace::Conversation => plain(&Conversation { time: NEVER, ..of(record) }),
        Namespace::History => {
            let mut versions: Vec<Memory> = of(record);
            versions[0].revised = NEVER;
            plain(&versions)
        }
        Namespace::Marks => {
            type Drafts = Vec<(Millis, u8, Vec<u8>)>;
            type Marks = (
                Vec<(Id, Reason, Millis, bool)>,
                Drafts,
                bool,
                Vec<Id>,
                Option<Vec<Sensitivity>>,
                Vec<String>,
            );
            let (mut successors, mut drafts, pinned, scopes, sensitivities, never): Marks = of(record);
            successors.iter_mut().for_each(|successor| successor.2 = NEVER);
            drafts.iter_mut().for_each(|draft| draft.0 = NEVER);
            let marks: Marks = (successors, drafts, pinned, scopes, sensitivities, never);
            [vec![2], postcard::to_allocvec(&marks).unwrap()].concat()
        }
        // The time comes first.
        _ => {
            let (_, rest) = postcard::take_from_bytes::<Millis>(&record[1..]).unwrap();
            [plain(&NEVER), rest.to_vec()].concat()
        }
    }
}

/// A time that no number of a page holds would keep whole lists from being shown.
#[test]
fn a_backup_with_a_time_that_never_comes_is_refused_whatever_it_is_of() {
    let mut other = furnished();
    let id = id_of(&mut other, "Oriane is allergic to hazelnuts");
    let later = rewritten(&backup(&mut other), id, "Oriane is allergic to all nuts", crate::desk::BEGIN * 2);
    restore(&mut other, &later, false);
    ask(&mut other, Request::Dismiss { id, draft: "a cake for Oriane".into() });
    let gone = note(&mut other, "Something to be shredded").id;
    shred(&mut other, vec![gone]);
    let file = backup(&mut other);
    let refused = |file: Vec<u8>, what| {
        let mut engine = unlocked();
        let begun = engine.begin_restore(Box::new(Cursor::new(file)), ("x".into(), WORDS.into()), MINE);
        let end = begun.map(|()| finish(&mut engine));
        let refused = |error: &satchel::error::Error| assert_eq!(error.code, "backup_broken", "{what:?}");
        match &end {
            Err(error) | Ok(JobEnd::Failed(error)) => refused(error),
            other => panic!("{what:?}: {other:?}"),
        }
        assert_eq!(texts(&mut engine), Vec::<String>::new());
    };
    for what in [
        Namespace::Memory,
        Namespace::Conversation,
        Namespace::History,
        Namespace::Marks,
        Namespace::Ledger,
        Namespace::Receipt,
        Namespace::Backup,
    ] {
        let mut count = 0;
        let file = changed(&file, |namespace, _, record| {
            if namespace == what {
                count += 1;
                *record = never(namespace, record);
            }
        });
        assert!(count > 0, "there is no {what:?}");
        refused(file, Some(what));
    }
    let begin = Begin { backup: Id([9; 16]), vault: Id([8; 16]), made: NEVER, memories: 1 };
    let writer = Writer::new(Vec::new(), WORDS, Cost::FLOOR, &begin, &mut SystemRng).unwrap();
    refused(writer.finish().unwrap(), None);
}

/// As an earlier release took it in: it opens, tells a time that a page can show, and its backups are good.
#[test]
fn a_vault_that_holds_a_time_that_never_comes_opens_and_lists() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = furnished_on(&store);
    let held = records(&backup(&mut engine));
    let key = engine.access_key().unwrap().clone();
    let (mut vault, _) = run(Vault::open(Rc::clone(&store), key)).unwrap();
    let mut change = Change::default();
    for (namespace, id, record) in held {
        if matches!(namespace, Namespace::Memory | Namespace::Conversation | Namespace::Ledger) {
            change.put(namespace, id, never(namespace, &record));
        }
    }
    run(vault.commit(change, &mut SystemRng)).unwrap();
    drop(vault);
    // Read whole, and then by what the index keeps of it.
    for _ in 0..2 {
        engine = woken(engine, &store);
        work(&mut engine);
        assert_eq!(status(&mut engine).damaged, 0);
        let Reply::List { memories, .. } =
            ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 9 })
        else {
            panic!()
        };
        assert_eq!(memories.iter().map(|memory| memory.time).collect::<Vec<_>>(), [Millis::LAST; 4]);
        let ledger = ask(&mut engine, Request::Ledger { offset: 0, limit: 9 });
        assert!(matches!(ledger, Reply::Ledger { entries, .. } if entries[0].time == Millis::LAST));
        ask(&mut engine, Request::Delete { ids: vec![memories[0].id] });
        ask(&mut engine, Request::Undelete { ids: vec![memories[0].id] });
    }
    assert_eq!(restore(&mut unlocked(), &backup(&mut engine), false).kept, 4);
}

/// What nobody signs is nobody's: what came in waits in quarantine, and the report says why.
#[test]
fn a_file_that_does_not_say_where_it_comes_from_is_another_vaults() {
    let kept = records(&backup(&mut furnished()));
    let nobodys: Vec<_> = kept.into_iter().filter(|record| record.0 != Namespace::Lineage).collect();
    let mut engine = unlocked();
    let summary = restore(&mut engine, &written(&nobodys), false);
    assert_eq!((summary.kept, summary.foreign), (4, true));
    assert_eq!(status(&mut engine).inbox, 2);
}

/// The records of a backup with 201 memories, of which one had been shredded before and was brought back.
fn with_one_revived() -> (Vec<(Namespace, Id, Vec<u8>)>, Id) {
    let mut old = unlocked();
    let memory = note(&mut old, "My sister plays the oboe");
    let before = backup(&mut old);
    shred(&mut old, vec![memory.id]);
    assert_eq!(restore(&mut old, &before, true).kept, 1);
    (0..200).for_each(|n| drop(note(&mut old, &format!("Note number {n}"))));
    (records(&backup(&mut old)), memory.id)
}

/// It lived in the vault that the backup is of, as it was brought back there: where it stands in the file decides
/// nothing.
#[test]
fn what_lives_in_a_backup_beside_its_receipt_comes_in_wherever_it_stands() {
    let (file, revived) = with_one_revived();
    let (sister, others): (Vec<_>, Vec<_>) = file.into_iter().partition(|record| record.1 == revived);
    let first = others.iter().position(|record| record.0 == Namespace::Memory).unwrap();
    for at in [first, others.len()] {
        let mut frames = others.clone();
        frames.splice(at..at, sister.clone());
        let mut new = unlocked();
        let summary = restore(&mut new, &written(&frames), false);
        assert_eq!((summary.kept, summary.shredded, summary.foreign), (201, 0, false), "{at}");
        // Here it lives too: a second time nothing of it is left out.
        let again = restore(&mut new, &written(&frames), false);
        assert_eq!((again.kept, again.known, again.shredded), (0, 201, 0), "{at}");
        // Where it was shredded after all that, it stays away.
        shred(&mut new, vec![revived]);
        assert_eq!(restore(&mut new, &written(&frames), false).shredded, 1);
    }
}

/// What the file's receipts say must not count before all of the file is in.
#[test]
fn a_restore_that_was_stopped_leaves_nothing_out_the_second_time() {
    let (mut file, revived) = with_one_revived();
    // What was brought back stands last.
    let at = file.iter().position(|record| record.0 == Namespace::Memory && record.1 == revived).unwrap();
    let sister = file.remove(at);
    file.push(sister);
    let file = written(&file);
    let mut new = unlocked();
    let source = Box::new(Cursor::new(file.clone()));
    new.begin_restore(source, ("june.satchel".into(), WORDS.into()), MINE).unwrap();
    while status(&mut new).memories < 64 {
        assert!(run(new.step(0)).more);
    }
    new.cancel_job();
    let again = restore(&mut new, &file, false);
    assert_eq!((again.kept + again.known, again.shredded), (201, 0));
}

/// A receipt counts what was there.
#[test]
fn a_conversation_that_is_not_kept_is_not_called_shredded() {
    let mut kept = records(&backup(&mut furnished()));
    kept.retain(|record| record.0 != Namespace::Conversation);
    let mut engine = unlocked();
    assert_eq!(restore(&mut engine, &written(&kept), false).kept, 4);
    let ids = kept.iter().filter(|record| record.0 == Namespace::Memory).map(|record| record.1).collect();
    let receipt = shred(&mut engine, ids);
    assert_eq!((receipt.memories, receipt.conversations), (4, 0));
}
