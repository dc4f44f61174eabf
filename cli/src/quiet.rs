//! How well the gate tells questions that a memory helps from prompts that none does.

use std::collections::HashMap;

use satchel::embed::{Encoded, Encoder as _, TextEncoder};
use satchel::text::tokenise;
use serde::Serialize;

use crate::failure::Failure;
use crate::haystack::Haystack;
use crate::set::{Conversation, Set};

/// Prompts that nobody's memory helps.
pub(crate) const GENERIC: &str = include_str!("generic.txt");
/// How many questions about others a conversation is asked.
const OTHERS: usize = 200;

/// How well one kind of off-topic prompt is kept apart from the good ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Apart {
    /// The chance that a good question has more evidence than an off-topic prompt.
    pub(crate) auc: f64,
    /// The share of off-topic prompts that something is shown for, if it is for 95 of 100 good ones.
    pub(crate) false_show_at_95: f64,
}

impl Apart {
    /// None without both.
    pub(crate) fn of(good: &[f32], off: &[f32]) -> Option<Self> {
        let mut sorted = good.to_vec();
        sorted.sort_by(f32::total_cmp);
        let bar = *sorted.get(good.len() / 20)?;
        let wins = |off: &f32| {
            let (below, upto) = (sorted.partition_point(|g| g < off), sorted.partition_point(|g| g <= off));
            (sorted.len() - upto) as f64 + (upto - below) as f64 / 2.0
        };
        let pairs = (sorted.len() * off.len()) as f64;
        let shown = off.iter().filter(|evidence| **evidence >= bar).count();
        (!off.is_empty()).then(|| Self {
            auc: off.iter().map(wins).sum::<f64>() / pairs,
            false_show_at_95: shown as f64 / off.len() as f64,
        })
    }
}

/// The kinds of off-topic prompts. A kind that the set does not have is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Kinds {
    /// "reverse a list in python".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) generic: Option<Apart>,
    /// Questions about the other conversations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) others: Option<Apart>,
    /// The same, with this conversation's names put in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) renamed: Option<Apart>,
}

#[derive(Default)]
struct Evidence {
    good: Vec<f32>,
    generic: Vec<f32>,
    others: Vec<f32>,
    renamed: Vec<f32>,
}

impl Evidence {
    fn add(&mut self, other: Self) {
        self.good.extend(other.good);
        self.generic.extend(other.generic);
        self.others.extend(other.others);
        self.renamed.extend(other.renamed);
    }

    fn kinds(&self) -> Kinds {
        let apart = |off: &[f32]| Apart::of(&self.good, off);
        Kinds { generic: apart(&self.generic), others: apart(&self.others), renamed: apart(&self.renamed) }
    }
}

/// Asks a set's conversations, each in its own index, what does not concern them: in the first person with
/// speakers unknown, then by their names where there are any.
pub(crate) struct Quiet<'a> {
    set: &'a Set,
    encoded: HashMap<String, Encoded>,
    neutral: Evidence,
    named: Evidence,
}

impl<'a> Quiet<'a> {
    pub(crate) fn new(set: &'a Set) -> Self {
        Self { set, encoded: HashMap::new(), neutral: Evidence::default(), named: Evidence::default() }
    }

    /// Asks the conversation of this number by its names.
    pub(crate) fn ask_named(
        &mut self,
        number: usize,
        haystack: &Haystack<'_>,
        encoder: &mut TextEncoder,
    ) -> Result<(), Failure> {
        let Some(conversation) = self.set.conversations.get(number) else { return Ok(()) };
        let mut found = self.ask_each(number, haystack, encoder, |text, _| text.to_owned())?;
        let here = names(conversation);
        let named_here = |(other, text): (&Conversation, &str)| {
            let there = names(other).into_iter().zip(here.iter().cycle());
            let put: Vec<_> = there.map(|(there, here)| (there, (*here, format!("{here}'s")))).collect();
            renamed(text, &put)
        };
        let texts = self.others(number).into_iter().map(named_here);
        found.renamed = self.ask_all(haystack, texts, encoder)?;
        self.named.add(found);
        Ok(())
    }

    /// Asks the conversation of this number in the first person; its index knows no names.
    pub(crate) fn ask_neutral(
        &mut self,
        number: usize,
        haystack: &Haystack<'_>,
        encoder: &mut TextEncoder,
    ) -> Result<(), Failure> {
        let found = self.ask_each(number, haystack, encoder, neutral)?;
        self.neutral.add(found);
        Ok(())
    }

    /// Asks what helps, what is generic, and what concerns the others, a conversation's own texts put into these words.
    fn ask_each(
        &mut self,
        number: usize,
        haystack: &Haystack<'_>,
        encoder: &mut TextEncoder,
        put: impl Fn(&str, &Conversation) -> String,
    ) -> Result<Evidence, Failure> {
        let Some(conversation) = self.set.conversations.get(number) else { return Ok(Evidence::default()) };
        let others = self.others(number).into_iter().map(|(other, text)| put(text, other));
        Ok(Evidence {
            good: self.ask_all(haystack, good(conversation).map(|text| put(text, conversation)), encoder)?,
            generic: self.ask_all(haystack, GENERIC.lines().map(str::to_owned), encoder)?,
            others: self.ask_all(haystack, others, encoder)?,
            renamed: Vec::new(),
        })
    }

    pub(crate) fn kinds(&self) -> (Kinds, Kinds) {
        (self.neutral.kinds(), self.named.kinds())
    }

    /// Questions about the other conversations, spread evenly over them.
    fn others(&self, number: usize) -> Vec<(&'a Conversation, &'a str)> {
        let others = self.set.conversations.iter().enumerate().filter(|(other, _)| *other != number);
        let all: Vec<_> = others.flat_map(|(_, other)| good(other).map(move |text| (other, text))).collect();
        all.iter().step_by(all.len().div_ceil(OTHERS).max(1)).copied().collect()
    }

    fn ask_all(
        &mut self,
        haystack: &Haystack<'_>,
        texts: impl Iterator<Item = String>,
        encoder: &mut TextEncoder,
    ) -> Result<Vec<f32>, Failure> {
        let mut evidence = Vec::new();
        for text in texts {
            if !self.encoded.contains_key(&text) {
                self.encoded.insert(text.clone(), encoder.ask(&text)?);
            }
            let found = self.encoded.get(&text).and_then(|encoded| haystack.ask(&text, encoded).evidence);
            evidence.push(found.unwrap_or(f32::MIN));
        }
        Ok(evidence)
    }
}

/// A conversation's questions that something helps.
fn good(conversation: &Conversation) -> impl Iterator<Item = &str> {
    conversation.questions.iter().filter(|q| !q.relevant.is_empty()).map(|q| q.text.as_str())
}

/// The people of a conversation, in the order in which they speak.
pub(crate) fn names(conversation: &Conversation) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for turn in &conversation.turns {
        let speaker = turn.speaker.as_str();
        if !matches!(speaker, "note" | "user" | "assistant") && !names.contains(&speaker) {
            names.push(speaker);
        }
    }
    names
}

/// A question with the first speaker as "I", the others as "you".
fn neutral(text: &str, conversation: &Conversation) -> String {
    let names = names(conversation);
    let words = [("I", "my")].into_iter().chain(std::iter::repeat(("you", "your")));
    let put: Vec<_> =
        names.into_iter().zip(words).map(|(name, (is, has))| (name, (is, has.to_owned()))).collect();
    renamed(text, &put)
}

/// A text with each name replaced: plain, and where it owns something.
fn renamed(text: &str, put: &[(&str, (&str, String))]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for word in tokenise(text) {
        let bare = word.text.strip_suffix("'s").or_else(|| word.text.strip_suffix("’s"));
        let name = bare.unwrap_or(word.text);
        let Some((_, (is, has))) = put.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)) else { continue };
        out.push_str(text.get(end..word.range.start).unwrap_or_default());
        out.push_str(if bare.is_some() { has } else { is });
        end = word.range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_apart_wholly_has_an_auc_of_one() {
        let good: Vec<f32> = (0..20).map(|at| at as f32).collect();
        let apart = |off: &[f32]| Apart::of(&good, off).map(|apart| (apart.auc, apart.false_show_at_95));
        assert_eq!(apart(&[-1.0, -2.0]), Some((1.0, 0.0)));
        // The bar that serves 19 of 20 is 1; an equal one counts half.
        assert_eq!(apart(&[1.0, 0.5]), Some(((18.5 + 19.0) / 40.0, 0.5)));
        assert_eq!(apart(&[]), None);
        assert_eq!(Apart::of(&[], &[1.0]), None);
    }

    #[test]
    fn names_are_replaced_as_words_only() {
        let put = [("Ann", ("I", "my".to_owned())), ("Bo", ("you", "your".to_owned()))];
        assert_eq!(
            renamed("What did Ann say of Bo’s boat, annoyed?", &put),
            "What did I say of your boat, annoyed?"
        );
    }

    #[test]
    fn there_are_two_hundred_generic_prompts_all_different() {
        let prompts: std::collections::BTreeSet<&str> = GENERIC.lines().collect();
        assert_eq!((prompts.len(), GENERIC.lines().count()), (200, 200));
    }
}
