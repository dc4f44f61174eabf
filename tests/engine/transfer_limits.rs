//! Files made to freeze an import or to fill the memory.

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

use satchel::Result;
use satchel::transfer::{Chunk, Importer, open};

fn importer(bytes: impl Into<Vec<u8>>) -> Box<dyn Importer> {
    open(Box::new(Cursor::new(bytes.into()))).unwrap()
}

fn all(importer: &mut dyn Importer) -> Vec<Result<Chunk>> {
    std::iter::from_fn(|| importer.next()).collect()
}

/// A message node as JSON, with whatever stands for its parts.
fn node_with_parts(parts: &str) -> String {
    format!(
        r#"{{"message":{{"author":{{"role":"user"}},"content":{{"content_type":"text","parts":[{parts}]}}}}}}"#
    )
}

/// A file of one bracket and then blanks.
struct Blanks {
    at: u64,
    length: u64,
}

impl Read for Blanks {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let count = room.len().min(usize::try_from(self.length - self.at).unwrap());
        room[..count].fill(b' ');
        if self.at == 0 && count > 0 {
            room[0] = b'[';
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Blanks {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.length.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

/// Summing up all parts for each part took hours for such a message.
#[test]
fn a_message_of_very_many_parts_does_not_freeze_the_import() {
    let begun = Instant::now();
    for (part, reason) in [(r#""","#, "empty"), (r#"" ","#, "empty"), (r#""a","#, "too_long")] {
        let node = node_with_parts(part.repeat(500_000).trim_end_matches(','));
        let mut importer = importer(format!(r#"[{{"id":"c","mapping":{{"a":{node}}}}}]"#));
        assert!(all(&mut *importer).into_iter().all(|outcome| outcome.unwrap() == Chunk::default()));
        assert_eq!(importer.skipped().count(reason), 1, "{part}");
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn who_imports_can_see_to_something_else_while_nothing_is_found() {
    let ones = format!("[{}1]", "1,".repeat(20_000));
    let large = format!("[{}1]", format!("[\"{}\"],", "x".repeat(1 << 20)).repeat(20));
    for file in [ones, large] {
        let mut outcomes = all(&mut *importer(file));
        assert_eq!(outcomes.pop().unwrap().unwrap_err().code, "not_an_export");
        assert!((4..=5).contains(&outcomes.len()), "{}", outcomes.len());
        assert!(outcomes.into_iter().all(|outcome| outcome.unwrap() == Chunk::default()));
    }
}

#[test]
fn names_and_numbers_that_would_fill_the_memory_end_the_import_with_their_place() {
    let name = format!(r#"[{{"{}":1}}]"#, "n".repeat((64 << 20) + 1));
    let number = format!(r#"[{{"create_time":1.{}}}]"#, "0".repeat(5_000_000));
    for bytes in [name, number] {
        let error = all(&mut *importer(bytes)).pop().unwrap().unwrap_err();
        assert_eq!(error.code, "file_bomb");
        assert!(error.place.unwrap().starts_with("byte "));
    }
}

#[test]
fn blanks_without_end_end_the_import() {
    let blanks = Blanks { at: 0, length: 8 << 30 };
    let mut importer = open(Box::new(blanks)).unwrap();
    let begun = Instant::now();
    assert_eq!(all(&mut *importer).pop().unwrap().unwrap_err().code, "file_bomb");
    assert!(importer.read().0 < 300 << 20, "{:?} in {:?}", importer.read(), begun.elapsed());
}

#[test]
fn the_names_of_messages_count_as_what_is_held() {
    let conversation = |nodes: usize, length: usize| {
        let nodes: Vec<String> =
            (0..nodes).map(|at| format!(r#""{at:0length$}":{}"#, node_with_parts(r#""x""#))).collect();
        let mut importer = importer(format!(r#"[{{"id":"c","mapping":{{{}}}}}]"#, nodes.join(",")));
        all(&mut *importer).into_iter().for_each(|outcome| drop(outcome.unwrap()));
        importer.skipped().count("too_long")
    };
    assert_eq!(conversation(2, 512), 0);
    assert_eq!(conversation(2, 513), 1);
    assert_eq!(conversation(130_000, 400), 0);
    assert_eq!(conversation(130_000, 512), 1);
}
