//! Invented people, words and exports, the same for the same seed.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::{Value, json};

use crate::sample::History;
use crate::scan::STEM;

/// Turns of each conversation. A conversation comes in whole or not at all, so that counts of
/// memories differ by multiples of this.
pub(crate) const TURNS: usize = 10;

/// What every export says of its user. It is kept once, however many exports come in.
const ABOUT: [&str; 2] = ["I walk a lot and read slowly.", "Answer in the fewest words."];

/// What each word begins with: letters that stand together in hardly a word, nor where one ends and the next begins, as in
/// the names of a browser's own scripts. A scan takes a word for found by its first letters.
const STARTS: [&str; 12] = ["zv", "vk", "kz", "xg", "zk", "vz", "kv", "xk", "xz", "qk", "qz", "gq"];
const BEGINNINGS: [&str; 20] = [
    "br", "d", "dr", "f", "fl", "g", "gl", "k", "kr", "l", "m", "n", "p", "pl", "r", "s", "t", "tr", "v", "z",
];
const MIDDLES: [&str; 10] = ["a", "e", "i", "o", "u", "ae", "ou", "ia", "oi", "y"];
const TALK: [&str; 12] = [
    "the train to the coast leaves before the bakery opens",
    "we agreed on the smaller of the two boats",
    "her brother keeps the spare set of tools in the shed",
    "the doctor wants to see the results again in spring",
    "nobody answered at the office on the second floor",
    "it was cheaper to repair the old pump than to buy one",
    "the lease ends in the month after the harvest",
    "he sings in a choir that meets behind the church",
    "the recipe needs twice the salt when the dough rests",
    "I would rather have the window seat on the way back",
    "the insurance pays for glass but not for paint",
    "they moved the fence by a metre and told no one",
];

/// Makes things up.
pub(crate) struct Inventor {
    chance: fastrand::Rng,
    /// What a scan looks for of the words so far.
    stems: HashSet<String>,
}

impl Inventor {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: fastrand::Rng::with_seed(seed), stems: HashSet::new() }
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.chance.usize(..limit.max(1))
    }

    /// A word of twelve letters or more that no language has: four syllables and more. A scan tells it from all others.
    pub(crate) fn word(&mut self) -> String {
        loop {
            let mut word = format!("{}{}", self.one_of(&STARTS), self.one_of(&MIDDLES));
            while word.len() < 12 {
                word += self.one_of(&BEGINNINGS);
                word += self.one_of(&MIDDLES);
            }
            if self.stems.insert(word[..STEM].to_owned()) {
                return word;
            }
        }
    }

    fn one_of(&mut self, parts: &[&'static str]) -> &'static str {
        parts[self.below(parts.len())]
    }

    /// An export of so many conversations whose turns bear these words one after another, and
    /// invented ones after the last.
    pub(crate) fn export(&mut self, first: usize, conversations: usize, words: &[String]) -> Result<History> {
        let mut words = words.iter();
        let mut conversation = |number: usize| {
            let turns: Vec<Value> = (0..TURNS)
                .map(|turn| {
                    let word = words.next().cloned().unwrap_or_else(|| self.word());
                    let talk = [TALK[self.below(TALK.len())], TALK[self.below(TALK.len())]];
                    let text = format!("As for {word}, {}; and {}.", talk[0], talk[1]);
                    json!([if turn % 2 == 0 { "user" } else { "assistant" }, text])
                })
                .collect();
            json!({"title": format!("Talk {number}"), "start": "2025-04-02T06:30:00Z", "turns": turns})
        };
        let conversations: Vec<Value> = (first..first + conversations).map(&mut conversation).collect();
        Ok(serde_json::from_value(json!({
            "canaries": [],
            "first": first,
            "custom_instructions": {"about_user": ABOUT[0], "about_model": ABOUT[1]},
            "conversations": conversations,
        }))?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Inventor, STEM};

    #[test]
    fn a_thousand_words_differ_in_what_a_scan_looks_for() {
        let mut inventor = Inventor::new(7);
        let stems: BTreeSet<String> = (0..1000).map(|_| inventor.word()[..STEM].to_owned()).collect();
        assert_eq!(stems.len(), 1000);
    }

    #[test]
    fn the_same_seed_invents_the_same() {
        let words = |seed| (0..20).map(|_| Inventor::new(seed).word()).collect::<Vec<_>>();
        assert_eq!(words(3), words(3));
        assert_ne!(words(3), words(4));
    }
}
