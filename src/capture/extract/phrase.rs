//! Phrases as the tables write them, looked for in what people write.
//!
//! A phrase is a row of words as they are when contractions are undone ("i am", "je ai"); `a|b` is either, `*` up to
//! three words of any kind, `#` a number. Adverbs of the language may stand anywhere within.

use super::Rules;
use crate::text::{normalise, tokenise};

/// How many words `*` stands for at most.
const ANY_MOST: usize = 3;

/// A word and where it ends in the text.
struct Word {
    text: String,
    end: usize,
}

/// Where what follows the phrase begins, if the text begins with one of these, openers passed over.
pub(super) fn begins_any(phrases: &[&str], rules: &Rules, text: &str) -> Option<usize> {
    let words = words(text);
    let mut at = 0;
    while let Some(after) = rules.openers.iter().find_map(|opener| matched(opener, rules, &words, at)) {
        at = after;
    }
    // An opener may be the beginning of what is looked for.
    let starts = [0, at];
    let after =
        starts.iter().find_map(|at| phrases.iter().find_map(|phrase| matched(phrase, rules, &words, *at)))?;
    Some(words.get(after - 1)?.end)
}

/// Whether one of these stands anywhere in the text.
pub(super) fn holds_any(phrases: &[&str], rules: &Rules, text: &str) -> bool {
    let words = words(text);
    (0..words.len()).any(|at| phrases.iter().any(|phrase| matched(phrase, rules, &words, at).is_some()))
}

/// The place after a phrase that stands there.
fn matched(phrase: &str, rules: &Rules, words: &[Word], at: usize) -> Option<usize> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    step(&parts, rules, words, at, true)
}

fn step(parts: &[&str], rules: &Rules, words: &[Word], at: usize, first: bool) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    if *part == "*" {
        return (0..=ANY_MOST).find_map(|more| step(rest, rules, words, at + more, false));
    }
    let word = &words.get(at)?.text;
    let fits = match *part {
        "#" => word.parse::<u32>().is_ok(),
        part => part.split('|').any(|part| part == word),
    };
    if fits && let Some(after) = step(rest, rules, words, at + 1, false) {
        return Some(after);
    }
    // Before the first word they would be openers.
    let passes = !first && rules.adverbs.contains(&word.as_str());
    if passes { step(parts, rules, words, at + 1, false) } else { None }
}

/// How many words a text has, contractions undone.
pub(super) fn count(text: &str) -> usize {
    words(text).len()
}

/// The words of a text, lower case, contractions undone.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for token in tokenise(text) {
        let end = token.range.end;
        let said = normalise(token.text);
        for part in undone(&said) {
            words.push(Word { text: part.to_owned(), end });
        }
    }
    words
}

/// The words of which one is made.
fn undone(word: &str) -> Vec<&str> {
    const WHOLE: [(&str, [&str; 2]); 8] = [
        ("can't", ["can", "not"]),
        ("cannot", ["can", "not"]),
        ("won't", ["will", "not"]),
        ("im", ["i", "am"]),
        ("ive", ["i", "have"]),
        ("dont", ["do", "not"]),
        ("doesnt", ["does", "not"]),
        ("aujourd'hui", ["aujourd'hui", ""]),
    ];
    if let Some((_, parts)) = WHOLE.iter().find(|(whole, _)| *whole == word) {
        return parts.iter().copied().filter(|part| !part.is_empty()).collect();
    }
    const AFTER: [(&str, &str); 6] =
        [("n't", "not"), ("'m", "am"), ("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'d", "would")];
    for (end, meant) in AFTER {
        if let Some(stem) = word.strip_suffix(end) {
            return vec![stem, meant];
        }
    }
    if let Some(stem) = word.strip_suffix("'s") {
        return vec![stem, "is"];
    }
    const BEFORE: [(&str, &str); 9] = [
        ("j'", "je"),
        ("l'", "le"),
        ("d'", "de"),
        ("m'", "me"),
        ("n'", "ne"),
        ("s'", "se"),
        ("t'", "te"),
        ("qu'", "que"),
        ("c'", "ce"),
    ];
    for (start, meant) in BEFORE {
        if let Some(stem) = word.strip_prefix(start) {
            return vec![meant, stem];
        }
    }
    vec![word]
}
