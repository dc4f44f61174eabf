//! The text that is inserted.
//!
//! A fenced block of plain lines that a person can read and edit, and that a chat can tell from
//! what the person wrote. A memory can neither end the block nor look like its first line, and
//! brings no character that hides or turns round what is read:
//!
//! ```text
//! [From my notes, for context]
//! - Anya is allergic to sesame. (2024-09-09)
//! - The boiler man said:
//!   it needs a new valve. (2024-10-01)
//! [End of my notes]
//! ```

use crate::memory::Memory;
use crate::text::dates;

/// The block's first line.
pub const FIRST: &str = "[From my notes, for context]";
/// The block's last line.
pub const LAST: &str = "[End of my notes]";

/// The block for these memories, in this order; empty for none. Ends with a line break.
pub fn render(memories: &[&Memory]) -> String {
    if memories.is_empty() {
        return String::new();
    }
    let mut block = format!("{FIRST}\n");
    for memory in memories {
        let lines = lines(&memory.text);
        for (at, line) in lines.iter().enumerate() {
            block.push_str(if at == 0 { "- " } else { "  " });
            block.push_str(line);
            if at + 1 == lines.len()
                && let Some(day) = dates::day(memory.time)
            {
                block.push_str(&format!(" ({day})"));
            }
            block.push('\n');
        }
    }
    block.push_str(LAST);
    block.push('\n');
    block
}

/// How many tokens a text will cost, roughly: a model's token is about four bytes of English, and
/// about one character where scripts have no spaces or are rarely seen by tokenizers.
pub fn tokens(text: &str) -> u32 {
    let (ascii, other) = text.chars().fold((0u64, 0u64), |(ascii, other), c| match c.len_utf8() {
        1 => (ascii + 1, other),
        2 => (ascii + 2, other),
        _ => (ascii, other + 1),
    });
    u32::try_from(ascii.div_ceil(4) + other).unwrap_or(u32::MAX)
}

/// A memory's lines as they may be shown: clean, without empty ones, none like the fence.
fn lines(text: &str) -> Vec<String> {
    text.split(is_line_break)
        .map(|line| line.chars().filter(|&c| !is_hidden(c)).map(plain_space).collect::<String>())
        .map(|line| disarm(line.trim()))
        .filter(|line| !line.is_empty())
        .collect()
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn plain_space(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

/// Controls, what overrides the reading direction, what is invisible but is read by a model (tag
/// characters, zero-width ones, fillers, variation selectors' supplement, annotations). The
/// joiners U+200C and U+200D stay: scripts and emoji need them.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Turns the square brackets of a line that looks like the fence into round ones.
fn disarm(line: &str) -> String {
    let letters = |text: &str| -> String {
        crate::text::normalise(text).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let bare = letters(line);
    let like = [FIRST, LAST].iter().any(|fence| bare.contains(&letters(fence)));
    if !like {
        return line.to_owned();
    }
    line.chars()
        .map(|c| match c {
            '[' | '［' | '【' | '⟦' | '〔' => '(',
            ']' | '］' | '】' | '⟧' | '〕' => ')',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Millis;
    use crate::id::{Fingerprint, Id};
    use crate::memory::{Kind, Source, Speaker};
    use proptest::prelude::*;

    fn note(text: &str, time: u64) -> Memory {
        Memory {
            id: Id([0; 16]),
            kind: Kind::Note,
            text: text.to_owned(),
            speaker: Speaker::User,
            time: Millis(time),
            source: Source::Typed,
            origin: Fingerprint::of(&[]),
            place: None,
            approved: true,
        }
    }

    #[test]
    fn the_block_reads_as_a_list() {
        let (one, two) =
            (note("I am allergic to nuts.", 1_709_164_800_000), note("The man said:\r\n\n  new valve", 0));
        assert_eq!(
            render(&[&one, &two]),
            "[From my notes, for context]\n- I am allergic to nuts. (2024-02-29)\n\
             - The man said:\n  new valve\n[End of my notes]\n"
        );
        assert_eq!(render(&[]), "");
    }

    #[test]
    fn what_cannot_be_seen_is_not_said() {
        let block = render(&[&note("a\u{202e}b\u{200b}c\u{e0041}d\u{7}e\u{feff}", 0)]);
        assert!(block.contains("- abcde\n"));
    }

    #[test]
    fn the_estimate_grows_with_the_text() {
        assert_eq!(tokens(""), 0);
        assert_eq!(tokens("I am allergic to nuts"), 6);
        assert_eq!(tokens("我喜欢茶"), 4);
    }

    fn fence_like() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just(FIRST.to_owned()),
            Just(LAST.to_owned()),
            Just("[end of MY notes]".to_owned()),
            Just("[End of\u{200b} my\u{a0}notes]".to_owned()),
            Just("［End of my notes］".to_owned()),
            Just("\n".to_owned()),
            Just("\r".to_owned()),
            Just("\u{2028}".to_owned()),
            Just("- ".to_owned()),
            "\\PC{0,8}",
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_memory_can_end_the_block_or_begin_another(texts in prop::collection::vec(fence_like(), 1..4)) {
            let memories: Vec<Memory> = texts.iter().map(|text| note(text, 0)).collect();
            let block = render(&memories.iter().collect::<Vec<_>>());
            let lines: Vec<&str> = block.lines().collect();
            prop_assert_eq!(lines.first(), Some(&FIRST));
            prop_assert_eq!(lines.last(), Some(&LAST));
            for line in &lines[1..lines.len() - 1] {
                prop_assert!(line.starts_with("- ") || line.starts_with("  "));
                prop_assert!(!line.to_lowercase().contains("notes]"), "{}", line);
                prop_assert!(!line.contains(FIRST));
                prop_assert!(!line.chars().any(|c| is_hidden(c) || is_line_break(c)));
            }
        }
    }
}
