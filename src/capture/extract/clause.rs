//! Drafts cut into sentences and clauses.

use std::ops::Range;

use crate::text::{normalise, tokenise};

/// Stands for a quotation: no statement is proposed with a hole in it.
pub(super) const QUOTED: char = '\u{fffc}';

/// A draft without what its writer only shows: code, quotations, lists of links.
pub(super) fn own_words(draft: &str) -> String {
    let mut own = String::new();
    let mut in_code = false;
    for line in draft.lines() {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            in_code = !in_code;
            continue;
        }
        if !in_code && !bare.starts_with('>') && !bare.contains("://") {
            own.push_str(&unquoted(bare));
        }
        own.push('\n');
    }
    own.trim().to_owned()
}

/// A line without what stands between quotation marks that are closed in it.
fn unquoted(line: &str) -> String {
    const MARKS: [(char, char); 5] = [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“'), ('`', '`')];
    let mut own = String::new();
    let mut rest = line;
    while let Some((at, close, open)) = rest.char_indices().find_map(|(at, c)| {
        let close = MARKS.iter().find(|(open, _)| *open == c)?.1;
        Some((at, close, c))
    }) {
        let after = rest.get(at + open.len_utf8()..).unwrap_or_default();
        let Some(end) = after.find(close) else {
            // What is not closed quotes nothing: inches, say.
            own.push_str(rest.get(..at + open.len_utf8()).unwrap_or_default());
            rest = after;
            continue;
        };
        own.push_str(rest.get(..at).unwrap_or_default());
        // What was quoted is a word of the sentence around it.
        own.push(QUOTED);
        rest = after.get(end + close.len_utf8()..).unwrap_or_default();
    }
    own.push_str(rest);
    own
}

/// The sentences of a text, with the marks that end them.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '\n' => true,
            // Not within "3.5", "e.g." or "node.js".
            '.' => next.is_none_or(char::is_whitespace) && !is_short(text.get(from..at).unwrap_or_default()),
            '!' | '?' | '…' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends {
            let end = at + c.len_utf8();
            sentences.push(text.get(from..end).unwrap_or_default().trim());
            from = end;
        }
    }
    sentences.push(text.get(from..).unwrap_or_default().trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Whether a text ends in an abbreviation: a title, or a letter or two between dots.
fn is_short(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.contains('.') && last.len() <= 4
        || ["Mr", "Mrs", "Ms", "Dr", "St", "vs", "approx", "M", "Mme", "Mlle", "env"].contains(&last)
}

pub(super) fn is_question(sentence: &str) -> bool {
    sentence.trim_end_matches(['!', '…', ' ']).ends_with('?')
}

/// The clauses of a sentence, whose marks and whose joining words belong to neither.
pub(super) fn clauses(sentence: &str, joins: &[&str]) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut from = 0;
    for (at, c) in sentence.char_indices() {
        if matches!(c, ',' | ';' | '(' | ')' | '–' | '—' | ':')
            || sentence.get(at..).is_some_and(|s| s.starts_with(" - "))
        {
            clauses.push(from..at);
            from = at + c.len_utf8();
        }
    }
    clauses.push(from..sentence.len());
    let apart = |clause: Range<usize>| {
        let text = sentence.get(clause.clone()).unwrap_or_default();
        let mut parts = Vec::new();
        let mut from = clause.start;
        for word in tokenise(text) {
            let at = clause.start + word.range.start;
            if joins.contains(&normalise(word.text).as_str()) {
                parts.push(from..at);
                from = clause.start + word.range.end;
            }
        }
        parts.push(from..clause.end);
        parts
    };
    clauses
        .into_iter()
        .flat_map(apart)
        .map(|clause| trimmed(sentence, clause))
        .filter(|c| !c.is_empty())
        .collect()
}

fn trimmed(sentence: &str, clause: Range<usize>) -> Range<usize> {
    let text = sentence.get(clause.clone()).unwrap_or_default();
    let start = clause.start + text.len() - text.trim_start().len();
    start..(start + text.trim().len())
}

/// A clause as a sentence of its own: with a capital letter and a full stop.
pub(super) fn whole(text: &str) -> String {
    let text = text.trim().trim_end_matches([',', ';', ':', '-', '–', '—', ' ']);
    let mut chars = text.chars();
    let mut whole: String =
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default();
    if !whole.ends_with(['.', '!', '?', '…']) {
        whole.push('.');
    }
    whole
}
