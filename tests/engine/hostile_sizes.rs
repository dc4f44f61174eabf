//! Texts and files made too large, and a device that does not read: the user's own memories stay readable, and can
//! still be deleted.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::desk::backups::{MINE, WORDS, backup, records, restore, rewritten, written};
use crate::desk::disk::Disk;
use crate::desk::{
    Directions, ask, code, create, direction, engine_on, finish, id_of, import, note, status, texts,
    unlocked, unlocked_on, woken, work,
};
use satchel::clock::Millis;
use satchel::engine::protocol::{JobEnd, Reply, Request, Shreds};
use satchel::id::{Fingerprint, Id};
use satchel::index::states::Kept;
use satchel::index::{Doc, Index};
use satchel::memory::{Kind, Memory, Source, Speaker};
use satchel::recall::{Query, recall};
use satchel::text::Language;
use satchel::vault::{MemoryStore, Namespace, Table};

/// An export of messages each of which is a mebibyte of ideographs in no order: every pair is a term of its own.
fn endless(messages: usize) -> Vec<u8> {
    let mut mapping = String::new();
    let mut dice = 1u32;
    for n in 0..messages {
        let text: String = (0..340_000)
            .map(|_| {
                dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                char::from_u32(0x4e00 + (dice >> 8) % 20_000).unwrap()
            })
            .collect();
        let parent = if n == 0 { "null".to_owned() } else { format!("\"{}\"", n - 1) };
        write!(
            mapping,
            r#"{}"{n}":{{"id":"{n}","parent":{parent},"children":[],"message":{{"author":{{"role":"user"}},"create_time":1700000000,"content":{{"content_type":"text","parts":["{text}"]}}}}}}"#,
            if n == 0 { "" } else { "," },
        )
        .unwrap();
    }
    let json = format!(
        r#"[{{"title":"T","conversation_id":"x","create_time":1700000000,"current_node":"{}","mapping":{{{mapping}}}}}]"#,
        messages - 1
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("conversations.json", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(json.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn t16_texts_without_end_do_not_keep_ones_own_notes_from_being_shredded() {
    let mut engine = unlocked();
    engine.set_encoder(Box::new(Directions));
    let mine = note(&mut engine, "My sister plays the oboe").id;
    let end = import(&mut engine, endless(12));
    assert!(matches!(&end, JobEnd::Imported(summary) if summary.kept == 12), "{end:?}");
    work(&mut engine);
    let now = status(&mut engine);
    assert_eq!((now.trouble, now.pending), (None, 0));
    assert!(matches!(ask(&mut engine, Request::Delete { ids: vec![mine] }), Reply::Delete { deleted: 1 }));
    let reply = ask(&mut engine, Request::Shred { what: Shreds::Binned });
    assert!(matches!(reply, Reply::Shred { receipt: Some(_) }), "{reply:?}");
}

#[test]
fn t16_two_texts_without_end_are_compared_in_no_time() {
    let mut index = Index::new();
    let mut encoder = Directions;
    let text: String = (0..150_000).fold(String::new(), |mut text, n| {
        write!(text, "word{n} ").unwrap();
        text
    });
    for n in 0..20u8 {
        let doc = Doc {
            id: Id([n; 16]),
            kind: Kind::Turn,
            speaker: Speaker::User,
            time: Millis(1_700_000_000_000 + u64::from(n) * 86_400_000),
            conversation: None,
            position: 0,
            suggestible: true,
            source: Source::ChatGpt,
            origin: Fingerprint::of(&[&[n]]),
        };
        index.add(doc, &text);
        let encoded = crate::desk::encoded("word1 word2");
        index.set_kept(Id([n; 16]), Kept::of(Language::English, &text, &encoded));
        index.set_vector(Id([n; 16]), direction("the same for all"));
    }
    let begun = Instant::now();
    satchel::capture::supersede::settle(&mut index, (0..20).map(|n| Id([n; 16])));
    let encoded = satchel::embed::Encoder::encode(&mut encoder, &["word1 word3"]).unwrap().remove(0);
    let query = Query {
        text: "word1 word3",
        encoded: Some(&encoded),
        now: Millis(0),
        only_suggestible: true,
        among: None,
    };
    assert_eq!(recall(&index, &query, 5).hits.len(), 5);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// Each would fail only after something was merged, or fill the memory.
#[test]
fn t16_a_backup_with_a_frame_that_is_too_long_is_refused_before_anything_is_merged() {
    let mut other = unlocked();
    (0..100).for_each(|n| drop(note(&mut other, &format!("note number {n}"))));
    let frames = records(&backup(&mut other));
    let last = frames.iter().rev().find(|(namespace, ..)| *namespace == Namespace::Memory).unwrap().clone();
    let memory: Memory = postcard::from_bytes(&last.2[1..]).unwrap();
    let sealed = |value: &[u8]| [&[1], value].concat();
    let long = Memory { text: "x".repeat(1 << 20), ..memory.clone() };
    let history = postcard::to_allocvec(&vec![long; 20]).unwrap();
    let named = Memory { speaker: Speaker::Person("x".repeat(300)), ..memory };
    for (namespace, plain) in [
        (Namespace::States, [&[1, 1][..], &[7; 16], &(1u32 << 20).to_le_bytes(), &vec![0; 1 << 20]].concat()),
        (Namespace::Vectors, vec![1; 1 << 20]),
        (Namespace::History, sealed(&history)),
        (Namespace::Memory, sealed(&postcard::to_allocvec(&named).unwrap())),
    ] {
        let mut frames = frames.clone();
        frames.push((namespace, last.1, plain));
        let mut engine = unlocked();
        let mine = note(&mut engine, "mine").id;
        let file = Box::new(Cursor::new(written(&frames)));
        engine.begin_restore(file, ("june.satchel".into(), WORDS.into()), MINE).unwrap();
        let end = finish(&mut engine);
        assert!(
            matches!(&end, JobEnd::Failed(error) if error.code == "backup_broken"),
            "{namespace:?}: {end:?}"
        );
        assert_eq!(texts(&mut engine), ["mine"]);
        assert!(matches!(
            ask(&mut engine, Request::Delete { ids: vec![mine] }),
            Reply::Delete { deleted: 1 }
        ));
    }
}

#[test]
fn t15_a_device_that_fails_to_read_once_costs_nothing() {
    const TEXT: &str = "My sister plays the oboe";
    let store = Rc::new(Disk::new());
    let mut engine = engine_on(Rc::clone(&store));
    create(&mut engine);
    let id = note(&mut engine, TEXT).id;
    // Deleting.
    store.deaf.set(1);
    assert_eq!(code(ask(&mut engine, Request::Delete { ids: vec![id] })), "store_unreadable");
    assert_eq!(texts(&mut engine), [TEXT]);
    // Restoring an earlier version over it.
    let earlier = rewritten(&backup(&mut engine), id, "My sister plays the cello", 1);
    engine
        .begin_restore(Box::new(Cursor::new(earlier)), ("june.satchel".into(), WORDS.into()), MINE)
        .unwrap();
    store.deaf.set(1);
    let end = finish(&mut engine);
    assert!(matches!(&end, JobEnd::Failed(error) if error.code == "store_unreadable"), "{end:?}");
    assert_eq!(texts(&mut engine), [TEXT]);
    // Encoding, and repairing then.
    engine.set_encoder(Box::new(Directions));
    store.deaf.set(1);
    work(&mut engine);
    ask(&mut engine, Request::Repair);
    assert_eq!((status(&mut engine).damaged, texts(&mut engine)), (0, vec![TEXT.to_owned()]));
}

#[test]
fn t10_another_vaults_file_takes_the_place_of_nothing_not_even_of_what_is_damaged() {
    const TEXT: &str = "My sister plays the oboe";
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let id = note(&mut engine, TEXT).id;
    note(&mut engine, "My car is a blue estate");
    let own = backup(&mut engine);
    let mut stranger = unlocked();
    note(&mut stranger, "anything");
    let theirs = id_of(&mut stranger, "anything");
    let foreign: Vec<_> = records(&backup(&mut stranger));
    let foreign = written(
        &foreign
            .into_iter()
            .map(|(namespace, of, plain)| {
                if of != theirs || namespace != Namespace::Memory {
                    return (namespace, of, plain);
                }
                let memory: Memory = postcard::from_bytes(&plain[1..]).unwrap();
                let memory = Memory { id, revised: Millis::LAST, ..memory };
                (namespace, id, [vec![1], postcard::to_allocvec(&memory).unwrap()].concat())
            })
            .collect::<Vec<_>>(),
    );
    let rows = store.rows().keys().cloned().collect::<Vec<_>>();
    let of_record =
        |(table, key): &&(Table, String)| *table == Table::Records && key.ends_with(&id.to_string());
    let key = rows.iter().find(of_record).unwrap().clone();
    *store.rows().get_mut(&key).unwrap().last_mut().unwrap() ^= 1;
    let mut engine = woken(engine, &store);
    restore(&mut engine, &foreign, false);
    restore(&mut engine, &own, false);
    assert_eq!(texts(&mut engine), ["My car is a blue estate", TEXT]);
}

/// Taken away and put in its place: as many rows as before.
#[test]
fn t10_a_row_that_takes_the_place_of_another_is_named_too() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    let id = note(&mut engine, "My sister plays the oboe").id.to_string();
    note(&mut engine, "My car is a blue estate");
    let key = store
        .rows()
        .keys()
        .find(|(table, key)| *table == Table::Records && key.ends_with(&id))
        .unwrap()
        .clone();
    let row = store.rows().remove(&key).unwrap();
    let bag = key.1.split_once('/').unwrap().0.to_owned();
    store.rows().insert((Table::Records, format!("{bag}/{}", Id([9; 16]))), row);
    let mut engine = woken(engine, &store);
    work(&mut engine);
    let Reply::Damages { damages } = ask(&mut engine, Request::Damages) else { panic!() };
    let mut codes: Vec<String> = damages.into_iter().map(|damage| damage.code).collect();
    codes.sort();
    assert_eq!(codes, ["record_missing", "record_unlisted"]);
}
