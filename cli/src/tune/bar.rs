//! Fitting the bar that suggestions have to take.
//!
//! Each person's drafts are asked of the whole of their memories, of parts of them, and of everybody's memories at once;
//! so are prompts that concern nobody, and drafts of other people. For each number of memories there is a bar that
//! keeps the two apart best, and a line through these bars is the [`Bar`].

use satchel::embed::{Encoder as _, TextEncoder};
use satchel::recall::Evidence;
use satchel::recall::weights::{Bar, Weights};

use crate::failure::Failure;
use crate::haystack::Haystack;
use crate::quiet::GENERIC;
use crate::set::{Conversation, Question, Set};

/// The parts of a person's memories that are asked.
const PARTS: [usize; 4] = [1, 3, 8, 20];
/// What the best score may count.
const BESTS: [f32; 11] = [0.0, 0.05, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3, 0.5, 1.0];
/// Bars that are wrong by so little more often are as good: of these the one is taken for which the best counts most,
/// as it alone tells somebody else's matters from one's own.
const AS_GOOD: f64 = 0.01;
/// How much worse it is to show what nobody wants than to miss what someone does.
const WORSE: f64 = 1.25;
/// One of so many generic prompts is asked.
const GENERIC_STEP: usize = 4;

/// What spoke for showing something, and whether it helped.
struct Case {
    evidence: Evidence,
    helps: bool,
}

/// Fits the bar to the sets that are one person's own memories.
pub(super) fn fit<'a>(
    sets: impl Iterator<Item = &'a Set>,
    weights: &Weights,
    encoder: &mut TextEncoder,
) -> Result<Bar, Failure> {
    let people: Vec<&Conversation> = sets
        .flat_map(|set| &set.conversations)
        .filter(|conversation| crate::quiet::names(conversation).is_empty())
        .collect();
    let mut groups: Vec<Vec<Case>> = Vec::new();
    for part in PARTS {
        let mut cases = Vec::new();
        for person in &people {
            let some = thinned(person, part);
            let mut haystack = Haystack::new();
            haystack.add((0, &some), true, encoder, |_| {})?;
            ask(&haystack, &some, &people, weights, encoder, &mut cases)?;
        }
        groups.push(cases);
    }
    let mut together = Haystack::new();
    for (number, person) in people.iter().enumerate() {
        together.add((number, person), true, encoder, |_| {})?;
    }
    let mut cases = Vec::new();
    for person in &people {
        ask(&together, person, &[], weights, encoder, &mut cases)?;
    }
    groups.push(cases);
    let lines = BESTS.map(|best| line(&groups, best));
    let least = lines.iter().map(|(_, wrong)| *wrong).fold(f64::INFINITY, f64::min);
    let good = lines.into_iter().rev().find(|(_, wrong)| *wrong <= least + AS_GOOD);
    let (bar, wrong) = good.unwrap_or_default();
    for cases in &groups {
        let (missed, shown) = rates(cases, &bar);
        let memories = cases.first().map_or(0, |case| case.evidence.memories);
        eprintln!("about {memories} memories: missed {missed:.3}, shown off topic {shown:.3}");
    }
    eprintln!("wrong in all {wrong:.3}");
    Ok(bar)
}

/// A person with one in so many of their memories, and the drafts that these still help.
fn thinned(person: &Conversation, part: usize) -> Conversation {
    let mut some = person.clone();
    some.turns = person.turns.iter().step_by(part).cloned().collect();
    let there = |id: &String| some.turns.iter().any(|turn| turn.id == *id);
    let helped = |question: &Question| question.relevant.is_empty() || question.relevant.iter().any(there);
    some.questions = person.questions.iter().filter(|question| helped(question)).cloned().collect();
    some
}

fn ask(
    haystack: &Haystack<'_>,
    person: &Conversation,
    others: &[&Conversation],
    weights: &Weights,
    encoder: &mut TextEncoder,
    cases: &mut Vec<Case>,
) -> Result<(), Failure> {
    let own = person.questions.iter().map(|question| (question.text.as_str(), !question.relevant.is_empty()));
    let generic = GENERIC.lines().step_by(GENERIC_STEP).map(|text| (text, false));
    // Drafts of somebody else: one in ten, as many of them would suit anybody.
    let foreign = others
        .iter()
        .filter(|other| other.id != person.id)
        .flat_map(|other| other.questions.iter().step_by(10).map(|question| (question.text.as_str(), false)));
    for (text, helps) in own.chain(generic).chain(foreign) {
        let evidence = haystack.look(text, &encoder.ask(text)?).evidence(weights);
        cases.extend(evidence.map(|evidence| Case { evidence, helps }));
    }
    Ok(())
}

/// The line that is wrong least often for a weight of the best score, and how often it is.
fn line(groups: &[Vec<Case>], best: f32) -> (Bar, f64) {
    let wrong =
        |bar: &Bar| groups.iter().map(|cases| wrong(cases, bar)).sum::<f64>() / groups.len().max(1) as f64;
    let rises = (0..=24).map(|step| step as f32 * 0.005);
    let bars =
        rises.flat_map(|rise| (0..200).map(move |step| Bar { best, least: step as f32 * 0.005, rise }));
    let tried = bars.map(|bar| (bar, wrong(&bar)));
    let (Bar { best, least, rise }, wrong) = tried.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
    let round = |value: f32| (value * 1000.0).round() / 1000.0;
    (Bar { best, least: round(least), rise: round(rise) }, wrong)
}

fn wrong(cases: &[Case], bar: &Bar) -> f64 {
    let (missed, shown) = rates(cases, bar);
    missed + WORSE * shown
}

/// How often what helps is missed, and what does not is shown.
fn rates(cases: &[Case], bar: &Bar) -> (f64, f64) {
    let (helps, not): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.helps);
    let above = |of: &[&Case]| of.iter().filter(|case| case.evidence.above(bar) >= 0.0).count() as f64;
    let part = |of: &[&Case]| above(of) / of.len().max(1) as f64;
    (1.0 - part(&helps), part(&not))
}
