//! Pasted text: one memory a line.
//!
//! What a chat answers to "list everything you remember about me": lines with or without a bullet,
//! with or without a date before them (`[2024-05-01] - `), often in a code fence and under
//! headings.

use super::{MemoryDraft, Skips, note_origin};
use crate::clock::Millis;
use crate::memory::{Kind, Source, Speaker};
use crate::text::dates;

/// The longest note, bytes.
const LONGEST: usize = 1 << 20;

/// The notes in a text, in order. One without a date has time 0.
pub fn read(text: &str) -> (Vec<MemoryDraft>, Skips) {
    let mut skips = Skips::default();
    let mut notes = Vec::new();
    for line in text.lines() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let bare = without_bullet(line);
        if is_layout(line) || (bare == line && is_heading(line)) {
            continue;
        }
        let (time, note) = without_date(bare);
        if note.is_empty() {
            skips.add("empty");
        } else if note.len() > LONGEST {
            skips.add("too_long");
        } else {
            notes.push(draft(note, time));
        }
    }
    (notes, skips)
}

fn draft(note: &str, time: Millis) -> MemoryDraft {
    MemoryDraft {
        kind: Kind::Note,
        text: note.to_owned(),
        speaker: Speaker::User,
        time,
        source: Source::Pasted,
        origin: note_origin(note),
        position: None,
        approved: true,
    }
}

/// Lines that only arrange others: empty ones, code fences, rules.
fn is_layout(line: &str) -> bool {
    line.is_empty()
        || line.starts_with("```")
        || line.starts_with("~~~")
        || (line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=')))
}

/// Headings: `# Work`, `**Work**`, `Work:`.
fn is_heading(line: &str) -> bool {
    let marks = line.chars().take_while(|&c| c == '#').count();
    let hashes = (1..=6).contains(&marks) && line.chars().nth(marks).is_none_or(char::is_whitespace);
    let bold = line
        .strip_prefix("**")
        .and_then(|rest| rest.trim_end_matches(':').strip_suffix("**"))
        .is_some_and(|inner| !inner.contains("**"));
    hashes || bold || line.ends_with(':')
}

/// Without `- `, `* `, `• `, `1. `, `1) `.
fn without_bullet(line: &str) -> &str {
    let marked = line.strip_prefix(['-', '*', '+', '•', '‣', '◦', '–', '—', '·']);
    if let Some(rest) = marked.filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return rest.trim_start();
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = line.get(digits..).and_then(|rest| rest.strip_prefix(['.', ')']));
    match numbered {
        Some(rest) if (1..=3).contains(&digits) && rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => line,
    }
}

/// The date before a note, if there is one, and the note. A bracket that says that there is no
/// date (`[unknown] - `) is cut off too.
fn without_date(line: &str) -> (Millis, &str) {
    let bracketed = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    if let Some((inside, after)) = bracketed {
        let day = dates::parse_day(inside.trim());
        let note = after_dash(after);
        return match (day, note) {
            (Some(day), note) => (day, note.unwrap_or(after.trim_start())),
            (None, Some(note)) if is_no_date(inside) => (Millis(0), note),
            _ => (Millis(0), line),
        };
    }
    // A date without brackets needs the dash: "2024-05-01 was a good day" is a note as it stands.
    match line.split_at_checked(10) {
        Some((day, after)) => match (dates::parse_day(day), after_dash(after)) {
            (Some(day), Some(note)) => (day, note),
            _ => (Millis(0), line),
        },
        None => (Millis(0), line),
    }
}

fn after_dash(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix(['-', '–', '—', ':']).map(str::trim_start)
}

fn is_no_date(inside: &str) -> bool {
    let inside = inside.trim().to_lowercase();
    ["unknown", "no date", "date unknown", "unknown date", "undated", "n/a", "?", "-"]
        .contains(&inside.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn notes(text: &str) -> Vec<(u64, String)> {
        read(text).0.into_iter().map(|note| (note.time.0, note.text)).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        notes(text).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn every_line_is_a_note_whatever_its_bullet() {
        let pasted = "- Likes tea\n* Has a dog\n• Lives in Lyon\n12. Runs\n3) Swims\n  Reads  \n-5 degrees is too cold\n\n";
        assert_eq!(
            texts(pasted),
            ["Likes tea", "Has a dog", "Lives in Lyon", "Runs", "Swims", "Reads", "-5 degrees is too cold"]
        );
    }

    #[test]
    fn dates_before_a_note_become_its_time() {
        let first_of_may = 1_714_521_600_000;
        for line in
            ["[2024-05-01] - x", "- [2024-05-01] x", "[2024-05-01]: x", "2024-05-01 - x", "2024/05/01: x"]
        {
            assert_eq!(notes(line), [(first_of_may, "x".to_owned())], "{line}");
        }
        assert_eq!(notes("[unknown] - x"), [(0, "x".to_owned())]);
        for line in ["[todo] - x", "2024-05-01 was fine", "[2024-02-30] - x", "[x"] {
            assert_eq!(notes(line), [(0, line.to_owned())]);
        }
    }

    #[test]
    fn fences_headings_and_rules_are_no_notes() {
        let pasted =
            "Here is what I know:\n```markdown\n# You\n**Work**\n---\n- Teaches maths\n#hashtag person\n```";
        assert_eq!(texts(pasted), ["Teaches maths", "#hashtag person"]);
    }

    #[test]
    fn lines_without_words_and_endless_ones_are_counted() {
        let long = "x".repeat(LONGEST + 1);
        let (notes, skips) = read(&format!("- \n[2024-05-01] -\n{long}\nok"));
        assert_eq!((notes.len(), skips.count("empty"), skips.count("too_long")), (1, 2, 1));
    }

    #[test]
    fn the_same_note_is_known_again_in_another_spelling() {
        let origin = |line: &str| read(line).0[0].origin;
        assert_eq!(origin("- Likes  TEA"), origin("[2024-05-01] - likes tea"));
        assert_ne!(origin("likes tea"), origin("likes coffee"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in any::<String>()) {
            for note in read(&text).0 {
                prop_assert!(!note.text.is_empty() && note.approved && !note.text.contains('\n'));
            }
        }
    }
}
