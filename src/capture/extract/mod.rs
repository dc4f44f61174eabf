//! What a person says of themselves while they write to a chat: who they are, what they like, what they plan, what
//! is no longer so. Proposed to them, never kept without their word.
//!
//! Rules, not a model: a clause counts if it begins like one of its language's phrases ([`english`], [`french`]).
//! What is asked, quoted, made up or handed over to be worked on is nobody's statement. Words are kept as they were
//! written; a day that only today gives a meaning ("tomorrow") gets its date.

mod clause;
mod days;
mod english;
mod french;
mod phrase;

use std::ops::Range;

use crate::clock::Millis;

/// The most that one draft proposes: more is a text about something.
const MOST: usize = 5;
/// The longest draft that is looked at, in bytes: what is longer was pasted.
const DRAFT_MOST: usize = 8 * 1024;
/// The longest statement, in characters.
const STATEMENT_MOST: usize = 300;

/// What one language says.
struct Rules {
    /// How a statement about oneself begins.
    says: &'static [&'static str],
    /// How a plan begins: a statement if it names a day.
    plans: &'static [&'static str],
    /// What begins like a statement and is none: about the chat, or about what was just shown.
    says_nothing: &'static [&'static str],
    /// What asks to be remembered, whatever follows.
    asks: &'static [&'static str],
    /// What may stand before any of these and says nothing.
    openers: &'static [&'static str],
    /// Adverbs that may stand within any of these.
    adverbs: &'static [&'static str],
    /// What a draft begins with that hands over a text to be worked on.
    works_on: &'static [&'static str],
    /// What tells that a draft makes something up.
    makes_up: &'static [&'static str],
    /// How a question or a condition begins.
    leaves_open: &'static [&'static str],
    /// What joins a clause to the one before it.
    joins: &'static [&'static str],
    days: &'static days::Words,
}

/// What a draft says of its writer, at most five, of each language in its order; as of `now`.
pub fn statements(draft: &str, now: Millis) -> Vec<String> {
    if draft.len() > DRAFT_MOST {
        return Vec::new();
    }
    let own = clause::own_words(draft);
    let mut found: Vec<String> = Vec::new();
    for rules in [&english::RULES, &french::RULES] {
        if phrase::begins_any(rules.works_on, rules, &own).is_some() && own.contains([':', '\n'])
            || phrase::holds_any(rules.makes_up, rules, &own)
        {
            return Vec::new();
        }
        for sentence in clause::sentences(&own) {
            let kept = stated(sentence, rules, now).and_then(|range| sentence.get(range));
            let Some(kept) = kept.filter(|text| !text.contains(clause::QUOTED)) else { continue };
            let mut text = clause::whole(kept);
            // Of what has been, nobody knows here which June it was in.
            if phrase::begins_any(rules.plans, rules, kept).is_some() {
                text = days::dated(&text, rules.days, now);
            }
            if text.chars().count() <= STATEMENT_MOST && !found.contains(&text) {
                found.push(text);
            }
        }
    }
    found.truncate(MOST);
    found
}

/// Where in a sentence something is said of oneself.
fn stated(sentence: &str, rules: &Rules, now: Millis) -> Option<Range<usize>> {
    if let Some(rest) = phrase::begins_any(rules.asks, rules, sentence) {
        // "Remember?" and "remember that" say nothing.
        let said = sentence.get(rest..)?;
        return (!clause::is_question(sentence) && phrase::count(said) > 2).then_some(rest..sentence.len());
    }
    let asked = clause::is_question(sentence);
    let clauses = clause::clauses(sentence, rules.joins);
    let mut stated: Option<Range<usize>> = None;
    for clause in clauses {
        let said = sentence.get(clause.clone())?;
        let open = phrase::begins_any(rules.leaves_open, rules, said).is_some();
        let says = !open && is_said(said, rules, now);
        match &mut stated {
            // Of a question only what is said before it or after it is taken.
            Some(range) if says || !asked && !open => range.end = clause.end,
            Some(_) => break,
            None if says => stated = Some(clause),
            None if open && !asked => return None,
            None => {}
        }
    }
    stated
}

fn is_said(clause: &str, rules: &Rules, now: Millis) -> bool {
    if phrase::count(clause) < 3 {
        return false;
    }
    if phrase::begins_any(rules.says_nothing, rules, clause).is_some() {
        return false;
    }
    phrase::begins_any(rules.says, rules, clause).is_some()
        || phrase::begins_any(rules.plans, rules, clause).is_some()
            && days::names_one(clause, rules.days, now)
}

#[cfg(test)]
mod tests;
