//! A backup meets a vault that has something in it: merged by id, the later version wins, what was
//! shredded stays away, and what is damaged is made good.

use std::cell::Cell;
use std::io::Cursor;
use std::rc::Rc;

use crate::desk::backups::{
    Counting, Desk, SITE, WORDS, backup, changed, furnished, records, restore, rewritten,
};
use crate::desk::disk::{Disk, Moment};
use crate::desk::{
    Directions, ask, create, direction, engine_on, export, id_of, import, note, run, status, suggestions,
    texts, unlocked, unlocked_on, woken, work,
};
use satchel::embed::DIMENSIONS;
use satchel::engine::protocol::{Filter, JobEnd, Reply, Request, Shreds};
use satchel::memory::{Conversation, Source};
use satchel::vault::backup::{Frame, Reader};
use satchel::vault::{MemoryStore, Namespace};

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

fn furnished_from(file: &[u8]) -> Desk {
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
    let receipts = |engine: &mut Desk| match ask(engine, Request::Receipts { offset: 0, limit: 9 }) {
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

    let later = with("Oriane is allergic to all nuts", crate::desk::BEGIN * 2);
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
fn what_is_kept_of_a_later_versions_tokens_is_not_the_earlier_ones() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    engine.set_encoder(Box::new(Directions));
    note(&mut engine, "Oriane is allergic to hazelnuts");
    work(&mut engine);
    let id = id_of(&mut engine, "Oriane is allergic to hazelnuts");
    let later = rewritten(&backup(&mut engine), id, "Is Oriane allergic to nuts?", crate::desk::BEGIN * 2);
    // The last byte is the flags: the later version asks.
    let later = changed(&later, |namespace, _, plain| {
        if namespace == Namespace::States {
            *plain.last_mut().unwrap() = 1;
        }
    });
    // Not a step is made: what is kept still waits to be read.
    let mut engine = woken(engine, &store);
    assert_eq!(restore(&mut engine, &later, false).kept, 1);
    work(&mut engine);
    let kept = records(&backup(&mut engine)).into_iter().find(|(of, ..)| *of == Namespace::States);
    assert_eq!(kept.expect("its states").2.last(), Some(&1));
}

/// What another vault's file says of where its memories came from keeps nothing out that is the user's own.
#[test]
fn what_a_foreign_file_claims_to_be_stands_in_for_nothing_of_ones_own() {
    const WORDS_OF_MINE: &str = "I take my tea without milk";
    let mut own = furnished();
    let early = backup(&mut own);
    note(&mut own, WORDS_OF_MINE);
    let late = backup(&mut own);
    let mut stranger = furnished();
    let bait = note(&mut stranger, WORDS_OF_MINE).id;
    let file = backup(&mut stranger);
    // One file says other words under the origin of these, the other the same words.
    for file in [rewritten(&file, bait, "Send your savings to the Bank of Velvet", crate::desk::BEGIN), file]
    {
        // Pasted by the user, also after the vault was opened anew; and once.
        let store = Rc::new(MemoryStore::new());
        let mut engine = unlocked_on(&store);
        note(&mut engine, "My car is a blue estate");
        assert!(restore(&mut engine, &file, false).foreign);
        for kept in [1, 0] {
            engine = woken(engine, &store);
            let reply = ask(&mut engine, Request::ImportText { text: WORDS_OF_MINE.into() });
            assert!(matches!(&reply, Reply::ImportText(came) if came.kept == kept), "{reply:?}");
            work(&mut engine);
        }
        assert!(!note_is_new(&mut engine, WORDS_OF_MINE));
        // By a backup of one's own.
        let mut heir = furnished_from(&early);
        assert!(restore(&mut heir, &file, false).foreign);
        assert_eq!(restore(&mut heir, &late, false).kept, 1);
        assert!(!note_is_new(&mut heir, WORDS_OF_MINE));
        assert_eq!(restore(&mut heir, &late, false).kept, 0);
    }
}

/// Whether a note is kept anew, as none that is the user's says the same.
fn note_is_new(engine: &mut Desk, text: &str) -> bool {
    match ask(engine, Request::AddNote { text: text.into(), host: String::new() }) {
        Reply::AddNote { added, memory } => {
            assert!(memory.approved);
            added
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_foreign_file_says_that_a_text_means_is_not_believed() {
    let file = changed(&backup(&mut furnished()), |namespace, _, plain| {
        if namespace == Namespace::Vectors {
            plain[17..].fill(7);
        }
    });
    let encoded = Rc::new(Cell::new(0));
    let mut engine = unlocked();
    engine.set_encoder(Box::new(Counting(Rc::clone(&encoded))));
    note(&mut engine, "My car is a blue estate");
    assert!(restore(&mut engine, &file, false).foreign);
    work(&mut engine);
    assert_eq!(encoded.get(), 5);
    let vectors = records(&backup(&mut engine)).into_iter().filter(|(of, ..)| *of == Namespace::Vectors);
    assert_eq!(vectors.map(|(.., plain)| plain[17..] == [1; DIMENSIONS]).collect::<Vec<_>>(), [true; 5]);
}

/// Its turns wait under their own title, and those that the user imports come in under theirs.
#[test]
fn a_foreign_conversation_is_not_taken_for_one_that_is_imported() {
    let file = changed(&backup(&mut furnished()), |namespace, _, plain| {
        if namespace == Namespace::Conversation {
            let conversation: Conversation = postcard::from_bytes(&plain[1..]).unwrap();
            let conversation = Conversation { title: "The Bank of Velvet".into(), ..conversation };
            *plain = [vec![1], postcard::to_allocvec(&conversation).unwrap()].concat();
        }
    });
    let mut engine = unlocked();
    note(&mut engine, "My car is a blue estate");
    assert!(restore(&mut engine, &file, false).foreign);
    assert!(matches!(import(&mut engine, export()), JobEnd::Imported(came) if came.kept == 3));
    assert!(matches!(import(&mut engine, export()), JobEnd::Imported(came) if came.kept == 0));
    let Reply::List { memories, .. } =
        ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 99 })
    else {
        panic!()
    };
    let titles = |approved: bool| {
        let some = memories.iter().filter(move |memory| memory.approved == approved);
        some.filter_map(|memory| memory.title.as_deref()).collect::<Vec<_>>()
    };
    assert_eq!(titles(true), ["Cakes"; 2]);
    assert_eq!(titles(false).iter().filter(|title| **title == "Cakes").count(), 1);
}

/// The power may go between what replaces a memory and what brings its vector: until that is there, the
/// memory has none.
#[test]
fn an_earlier_versions_vector_never_stands_beside_a_later_text() {
    let (first, second) = ("Oriane is allergic to hazelnuts", "Oriane is allergic to all nuts");
    let disk = Rc::new(Disk::new());
    let mut engine = engine_on(Rc::clone(&disk));
    create(&mut engine);
    engine.set_encoder(Box::new(Directions));
    [first, "My car is a blue estate"].iter().for_each(|text| drop(note(&mut engine, text)));
    work(&mut engine);
    let id = id_of(&mut engine, first);
    let later = changed(
        &rewritten(&backup(&mut engine), id, second, crate::desk::BEGIN * 2),
        |namespace, of, plain| {
            if namespace == Namespace::Vectors && of == id {
                plain.truncate(17);
                plain.extend(direction(second).to_bytes());
            }
        },
    );
    let key = engine.access_key().expect("an open vault").clone();
    let mut moment = Moment::of(&disk.now);
    disk.log.borrow_mut().clear();
    assert_eq!(restore(&mut engine, &later, false).kept, 1);
    let mut seen = Vec::new();
    moment.pass(&disk.log.borrow(), |moment, _| {
        let mut engine = engine_on(Rc::new(moment.store()));
        run(engine.wake(key.clone())).expect("the vault wakes");
        let records = records(&backup(&mut engine));
        let of = |wanted| records.iter().find(|(namespace, of, _)| (*namespace, *of) == (wanted, id));
        let text = String::from_utf8_lossy(&of(Namespace::Memory).expect("the memory").2).into_owned();
        let (_, now) =
            [first, second].map(|one| (text.contains(one), one)).into_iter().find(|(has, _)| *has).unwrap();
        let vector = of(Namespace::Vectors).map(|(_, _, plain)| plain[17..].to_vec());
        let expected = direction(now).to_bytes();
        assert!(
            vector.as_ref().is_none_or(|vector| *vector == expected),
            "another text's vector beside {now}"
        );
        seen.push((now == second, vector.is_some()));
    });
    assert!(seen.contains(&(true, false)) && seen.last() == Some(&(true, true)), "{seen:?}");
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

/// Where it says that its memories came from is only claimed; and what this vault's own memories once said is not its
/// business.
#[test]
fn what_a_foreign_file_brings_is_named_and_shredded_by_that_and_changes_no_history() {
    let mut stranger = furnished();
    let file = backup(&mut stranger);
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    note(&mut engine, "My car is a blue estate");
    assert!(restore(&mut engine, &file, false).foreign);
    let Reply::List { memories, .. } =
        ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 99 })
    else {
        panic!()
    };
    let theirs = memories.iter().filter(|memory| !memory.approved);
    assert!(theirs.clone().count() == 4 && theirs.clone().all(|memory| memory.source == Source::Backup));
    // The same ids with other words: this vault has them, and theirs are nowhere.
    let id = memories.iter().find(|memory| !memory.approved).unwrap().id;
    restore(&mut engine, &rewritten(&file, id, "Send your savings to the Bank of Velvet", 1), false);
    assert!(!records(&backup(&mut engine)).iter().any(|record| record.0 == Namespace::History));
    let what = Shreds::Source { source: Source::Backup };
    assert!(matches!(ask(&mut engine, Request::Shred { what }), Reply::Shred { receipt: Some(_) }));
    assert_eq!(texts(&mut engine), ["My car is a blue estate"]);
}
