//! Importing, from whole files: good ones, odd ones and hostile ones.

use std::io::{Cursor, Write};

use satchel::clock::Millis;
use satchel::memory::{Kind, Source, Speaker};
use satchel::transfer::{Chunk, Importer, MemoryDraft, note_origin, open};
use satchel::{Error, Result};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A message node.
fn node(parent: Option<&str>, role: &str, text: &str) -> Value {
    json!({
        "parent": parent, "children": [],
        "message": {
            "author": {"role": role, "name": null, "metadata": {}},
            "create_time": 1_700_000_100.5, "recipient": "all", "weight": 1.0, "metadata": {},
            "content": {"content_type": "text", "parts": [text]}
        }
    })
}

/// A conversation of two turns.
fn conversation(id: &str) -> Value {
    json!({
        "id": id, "conversation_id": id, "title": format!("About {id}"), "create_time": 1_700_000_000.0,
        "current_node": "b", "plugin_ids": null, "moderation_results": [],
        "mapping": {
            "root": {"parent": null, "children": ["a"], "message": null},
            "a": node(Some("root"), "user", "I like tea"),
            "b": node(Some("a"), "assistant", "Noted: you like tea"),
        }
    })
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn importer(bytes: Vec<u8>) -> Box<dyn Importer> {
    open(Box::new(Cursor::new(bytes))).unwrap()
}

fn refused(bytes: Vec<u8>) -> Error {
    open(Box::new(Cursor::new(bytes))).err().expect("the file is refused")
}

fn all(importer: &mut dyn Importer) -> Vec<Result<Chunk>> {
    std::iter::from_fn(|| importer.next()).collect()
}

/// All chunks of an export that is read without an error.
fn chunks(conversations: Value) -> Vec<Chunk> {
    let mut importer = importer(conversations.to_string().into_bytes());
    all(&mut *importer).into_iter().map(Result::unwrap).collect()
}

fn texts(chunks: &[Chunk]) -> Vec<&str> {
    chunks.iter().flat_map(|chunk| &chunk.memories).map(|memory| memory.text.as_str()).collect()
}

/// How many were skipped for a reason, in an export of one conversation with this mapping.
fn skipped(mapping: Value, current: &str, reason: &str) -> u32 {
    let mut importer =
        importer(json!([{"id": "c", "current_node": current, "mapping": mapping}]).to_string().into());
    all(&mut *importer).into_iter().for_each(|chunk| drop(chunk.unwrap()));
    importer.skipped().count(reason)
}

#[test]
fn a_conversation_comes_with_its_turns_in_order() {
    let [chunk]: [Chunk; 1] = chunks(json!([conversation("c1")])).try_into().unwrap();
    let conversation = chunk.conversation.unwrap();
    assert_eq!(conversation.title, "About c1");
    assert_eq!((conversation.time, conversation.source), (Millis(1_700_000_000_000), Source::ChatGpt));
    let [user, assistant]: [MemoryDraft; 2] = chunk.memories.try_into().unwrap();
    assert_eq!((user.text.as_str(), &user.speaker, user.position), ("I like tea", &Speaker::User, Some(0)));
    assert_eq!((user.kind, user.time), (Kind::Turn, Millis(1_700_000_100_500)));
    assert_eq!((assistant.speaker, assistant.position), (Speaker::Assistant, Some(1)));
}

#[test]
fn only_what_the_user_wrote_comes_approved() {
    let chunks = chunks(json!([conversation("c1")]));
    let approved: Vec<bool> = chunks[0].memories.iter().map(|memory| memory.approved).collect();
    assert_eq!(approved, [true, false]);
}

#[test]
fn a_zip_and_its_shards_are_read_in_order_and_other_files_left_alone() {
    let shard = |id: &str| json!([conversation(id)]).to_string();
    let zip = zip_of(&[
        ("user.json", b"{}"),
        ("export/conversations-001.json", shard("two").as_bytes()),
        ("export/conversations-000.json", shard("one").as_bytes()),
        ("shared_conversations.json", b"not even json"),
        ("../../conversations.txt", b"x"),
    ]);
    let mut importer = importer(zip);
    let titles: Vec<_> =
        all(&mut *importer).into_iter().map(|chunk| chunk.unwrap().conversation.unwrap().title).collect();
    assert_eq!(titles, ["About one", "About two"]);
    let (read, total) = importer.read();
    assert_eq!(read, total);
}

#[test]
fn the_same_export_has_the_same_origins_and_other_conversations_others() {
    let origins = |id: &str| -> Vec<_> {
        chunks(json!([conversation(id)]))
            .iter()
            .flat_map(|chunk| chunk.memories.iter().map(|m| m.origin))
            .collect()
    };
    assert_eq!(origins("c1"), origins("c1"));
    assert!(origins("c1").iter().all(|origin| !origins("c2").contains(origin)));
}

#[test]
fn only_the_branch_that_the_user_saw_is_read() {
    let mut tree = conversation("c1");
    tree["mapping"]["b2"] = node(Some("a"), "assistant", "another answer");
    assert_eq!(texts(&chunks(json!([tree.clone()]))), ["I like tea", "Noted: you like tea"]);
    tree["current_node"] = json!("b2");
    assert_eq!(texts(&chunks(json!([tree]))), ["I like tea", "another answer"]);
}

#[test]
fn without_a_current_message_the_newest_leaf_is_taken() {
    let mut tree = conversation("c1");
    tree["mapping"]["b2"] = node(Some("a"), "assistant", "newer");
    tree["mapping"]["b2"]["message"]["create_time"] = json!(1_800_000_000.0);
    for current in [Value::Null, json!("gone"), json!(7)] {
        tree["current_node"] = current;
        assert_eq!(texts(&chunks(json!([tree.clone()]))), ["I like tea", "newer"]);
    }
}

#[test]
fn custom_instructions_become_notes_once_for_each_part() {
    let wrapped = "The user provided the following information about themselves:\n```I teach maths```";
    let mut tree = conversation("c1");
    tree["mapping"]["root"]["message"] = json!({
        "author": {"role": "user"}, "metadata": {"is_visually_hidden_from_conversation": true},
        "content": {"content_type": "user_editable_context", "user_profile": wrapped, "user_instructions": "Be brief"}
    });
    let read = chunks(json!([tree.clone()]));
    assert_eq!(texts(&read), ["I teach maths", "Be brief", "I like tea", "Noted: you like tea"]);
    let note = &read[0].memories[0];
    assert_eq!((note.kind, note.approved, note.position), (Kind::Note, true, None));
    assert_eq!(note.origin, note_origin("i teach  maths"));
    tree["mapping"]["root"]["message"]["metadata"]["user_context_message_data"] =
        json!({"about_user_message": "I teach physics", "about_model_message": ""});
    assert_eq!(texts(&chunks(json!([tree])))[..1], ["I teach physics"]);
}

#[test]
fn what_is_no_text_of_the_conversation_is_skipped_with_its_reason() {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut message = node(None, "assistant", "words");
        change(&mut message["message"]);
        json!({"a": message})
    };
    let cases: [(&str, Value); 8] = [
        ("hidden", with(&|m| m["metadata"]["is_visually_hidden_from_conversation"] = json!(true))),
        ("hidden", with(&|m| m["author"]["role"] = json!("system"))),
        ("hidden", with(&|m| m["content"]["content_type"] = json!("thoughts"))),
        ("tool", with(&|m| m["author"]["role"] = json!("tool"))),
        ("tool", with(&|m| m["recipient"] = json!("python"))),
        (
            "not_text",
            with(&|m| {
                m["content"] = json!({"content_type": "multimodal_text", "parts": [{"asset_pointer": "x"}]})
            }),
        ),
        ("empty", with(&|m| m["content"]["parts"] = json!([" "]))),
        ("too_long", with(&|m| m["content"]["parts"] = json!(["x".repeat((1 << 20) + 1)]))),
    ];
    for (reason, mapping) in cases {
        assert_eq!(skipped(mapping, "a", reason), 1, "{reason}");
    }
}

#[test]
fn the_words_beside_a_picture_are_kept() {
    let mut tree = conversation("c1");
    tree["mapping"]["a"]["message"]["content"] = json!({
        "content_type": "multimodal_text",
        "parts": [{"asset_pointer": "file://x"}, "what is this?", {"content_type": "audio_transcription", "text": "and that?"}]
    });
    assert_eq!(texts(&chunks(json!([tree])))[0], "what is this?\nand that?");
}

#[test]
fn a_broken_conversation_is_counted_and_the_rest_goes_on() {
    let circle = json!({"id": "x", "current_node": "a", "mapping": {
        "a": node(Some("b"), "user", "x"), "b": node(Some("a"), "user", "y")}});
    let odd = json!([
        conversation("c1"), {"id": "no tree"}, {"mapping": []}, 7, null, "x", [], circle,
        {"mapping": {"a": 1, "b": {"message": "x", "parent": 7}}}, conversation("c2")
    ]);
    let mut importer = importer(odd.to_string().into_bytes());
    let read: Vec<Chunk> = all(&mut *importer).into_iter().map(Result::unwrap).collect();
    assert_eq!(read.len(), 2);
    assert_eq!(importer.skipped().count("broken"), 7);
}

#[test]
fn half_characters_do_not_stop_an_import() {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(json!([conversation("c1"), conversation("c2")]).to_string().bytes());
    let text = String::from_utf8(bytes).unwrap().replacen("I like tea", r"I \ud83d like \uD83D\uDE00 tea", 1);
    let mut bytes = text.into_bytes();
    let at = bytes.windows(5).position(|window| window == b"Noted").unwrap();
    bytes.splice(at..at + 5, *b"\xff\xed\xa0\xbd\xed\xb8\x80");
    let mut importer = importer(bytes);
    let read: Vec<Chunk> = all(&mut *importer).into_iter().map(Result::unwrap).collect();
    assert_eq!(texts(&read)[..2], ["I \u{fffd} like \u{1f600} tea", "\u{fffd}\u{1f600}: you like tea"]);
    assert_eq!(read.len(), 2);
}

#[test]
fn other_files_are_called_that() {
    let claude = json!([{"uuid": "x", "name": "y", "chat_messages": []}]).to_string();
    let inside = zip_of(&[("conversations.json", claude.as_bytes())]);
    for bytes in [claude.into_bytes(), inside] {
        let outcome = all(&mut *importer(bytes)).pop().unwrap();
        assert_eq!(outcome.unwrap_err().code, "not_an_export");
    }
    for bytes in [&b""[..], b"hello", b"{\"a\":1}", b"\x89PNG", b"\xff\xfe[\0"] {
        assert_eq!(refused(bytes.to_vec()).code, "not_an_export");
    }
    assert_eq!(refused(zip_of(&[("photos/cat.jpg", b"x")])).code, "not_an_export");
}

#[test]
fn a_truncated_zip_is_refused_before_anything_is_given_out() {
    let zip = zip_of(&[("conversations.json", json!([conversation("c1")]).to_string().as_bytes())]);
    for length in [4, 30, zip.len() / 2, zip.len() - 22] {
        let error = refused(zip[..length].to_vec());
        assert_eq!((error.code.as_str(), error.place), ("file_truncated", Some(format!("byte {length}"))));
    }
}

#[test]
fn a_truncated_file_gives_what_is_whole_and_then_says_where_it_ends() {
    let whole = json!([conversation("c1"), conversation("c2")]).to_string();
    // Anywhere within the second of the two.
    for cut in 2..whole.len() / 2 - 10 {
        let bytes = whole.as_bytes()[..whole.len() - cut].to_vec();
        let mut importer = importer(bytes);
        let mut outcomes = all(&mut *importer);
        let error = outcomes.pop().unwrap().unwrap_err();
        assert_eq!(error.code, "file_truncated", "{cut}");
        assert!(error.place.unwrap().starts_with("byte "));
        assert_eq!(outcomes.len(), 1);
        assert!(importer.next().is_none());
    }
}

#[test]
fn a_damaged_zip_says_which_part_is_damaged() {
    let json = json!([conversation("c1")]).to_string();
    let mut zip = zip_of(&[("conversations.json", json.as_bytes())]);
    let at = 30 + "conversations.json".len() + 60;
    zip[at] ^= 0x55;
    let error = all(&mut *importer(zip)).pop().unwrap().unwrap_err();
    assert!(["file_damaged", "file_bomb", "file_broken"].contains(&error.code.as_str()), "{error}");
    assert!(error.place.unwrap().starts_with("conversations.json"));
}

#[test]
fn a_checksum_that_does_not_fit_is_noticed() {
    let json = json!([conversation("c1")]).to_string();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("conversations.json", stored).unwrap();
    zip.write_all(json.as_bytes()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    assert_eq!(all(&mut *importer(zip.clone())).len(), 1);
    let at = zip.windows(3).position(|window| window == b"tea").unwrap();
    let changed = [&zip[..at], b"TEA", &zip[at + 3..]].concat();
    let error = all(&mut *importer(changed)).pop().unwrap().unwrap_err();
    assert_eq!(error.code, "file_damaged");
}

#[test]
fn a_bomb_is_refused_by_its_proportions() {
    let zeros = vec![b' '; 64 << 20];
    let error = refused(zip_of(&[("conversations.json", &zeros)]));
    assert_eq!((error.code.as_str(), error.place.as_deref()), ("file_bomb", Some("conversations.json")));
}

#[test]
fn a_bomb_that_lies_about_its_size_is_stopped_where_the_lie_ends() {
    let mut text = b"[".to_vec();
    text.resize(64 << 20, b' ');
    let mut zip = zip_of(&[("conversations.json", &text)]);
    // The size stands in the directory, 24 bytes after the record's mark.
    let record = zip.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    zip[record + 24..record + 28].copy_from_slice(&1000u32.to_le_bytes());
    let error = all(&mut *importer(zip)).pop().unwrap().unwrap_err();
    assert_eq!(error.code, "file_bomb");
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let mut text = b"[".to_vec();
    text.extend(json!(conversation("c1")).to_string().bytes());
    text.extend(b",{\"mapping\":");
    text.extend("[".repeat(1_000_000).bytes());
    let mut outcomes = all(&mut *importer(text));
    assert_eq!(outcomes.pop().unwrap().unwrap_err().code, "file_broken");
    assert_eq!(outcomes.len(), 1);
}

#[test]
fn an_export_without_conversations_is_one_all_the_same() {
    assert!(chunks(json!([])).is_empty());
}

#[test]
fn a_time_that_never_comes_is_not_known() {
    let times = |time: f64| {
        let mut tree = conversation("c");
        tree["create_time"] = json!(time);
        tree["mapping"]["a"]["message"]["create_time"] = json!(time);
        let chunk = chunks(json!([tree])).remove(0);
        (chunk.conversation.unwrap().time, chunk.memories[0].time)
    };
    let last = Millis::LAST.0 as f64 / 1_000.0;
    assert_eq!(times(last), (Millis::LAST, Millis::LAST));
    for never in [last + 1.0, 9_007_199_254_740.0, 1e300, -1.0] {
        assert_eq!(times(never), (Millis(0), Millis(0)), "{never}");
    }
}
