//! Fitting the weights of recall, by trying.
//!
//! Each weight in turn is moved a step up and down, and kept where the sets as a whole gain by it; steps halve until
//! they are too small to matter. No gradients: what is measured is the very ranking that the extension
//! makes, overtaking and spreading included. Steps are round, and a step that gains less than
//! [`WORTH`] is not taken, so that the weights say no more than the data does.

// A tool for those who build this: it tells what it found.
#![allow(clippy::print_stdout)]

mod bar;

use std::path::{Path, PathBuf};

use satchel::embed::{Encoder as _, Model, TextEncoder};
use satchel::recall::Look;
use satchel::recall::weights::{Bar, Weights};

use crate::failure::Failure;
use crate::haystack::Haystack;
use crate::measure::{Figures, Outcome, measure};
use crate::model;
use crate::quiet;
use crate::set::{self, Question, Set};

/// How much of a ranking is looked at.
const PLACES: usize = 100;
/// What a step must gain.
const WORTH: f64 = 0.000_2;
/// The first step, and the last, as parts of a weight.
const STEPS: [f32; 3] = [0.5, 0.25, 0.125];
/// What a weight is at least taken to be, for its step.
const LEAST: f32 = 0.25;
/// How much it counts that what was overtaken stands below.
const UPDATE: f64 = 0.1;
/// How much it counts that the session of what helps is among the first five.
const SESSION: f64 = 0.3;
/// What it costs to take a weight as far from where it began as it was from nothing.
const FAR: f64 = 0.008;
/// Where fitting begins, whatever the present weights are, and what it stays near to: set by hand.
const START: Weights = Weights {
    words: 1.0,
    tokens: 2.0,
    run: 1.0,
    named: 0.25,
    dated: 0.5,
    length: 0.125,
    asks: -0.125,
    assistant: -0.25,
    note: 0.125,
    link: 0.25,
    alike: -0.125,
};

/// The same for drafts in other languages, of which the model says less than words.
const START_OTHER: Weights = Weights { words: 4.0, tokens: 1.0, run: 0.5, ..START };

/// A question, the number of its conversation, and what was found for it.
struct Asked<'a>(usize, &'a Question, Look<'a>);

/// A set, ready to be weighed again and again.
struct Ready<'a> {
    name: String,
    haystacks: &'a [Haystack<'a>],
    asked: Vec<Asked<'a>>,
    fitted: bool,
    /// Whether people speak in it by name.
    is_talk: bool,
}

/// What is asked of fitting.
pub(crate) struct Wish {
    /// Only how good the present weights are.
    pub(crate) check: bool,
    /// What drafts in other languages than English go by, with the model for English.
    pub(crate) other: bool,
    /// Parts of names of files that are left out.
    pub(crate) without: Vec<String>,
    /// The source file that the weights stand in.
    pub(crate) write: Option<PathBuf>,
}

/// Fits, and writes or prints the weights.
pub(crate) fn run(files: &[PathBuf], wish: &Wish, model: Option<&Path>) -> Result<(), Failure> {
    let Wish { check, other, without, write } = wish;
    let sets = files.iter().map(|file| set::read(file)).collect::<Result<Vec<Set>, Failure>>()?;
    let mut encoder = model::load(model)?;
    let haystacks =
        sets.iter().map(|set| haystacks(set, &mut encoder)).collect::<Result<Vec<_>, Failure>>()?;
    let mut ready = Vec::new();
    for ((file, set), haystacks) in files.iter().zip(&sets).zip(&haystacks) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let fitted = !without.iter().any(|part| name.contains(part.as_str()));
        let is_talk = set.conversations.iter().any(|conversation| !quiet::names(conversation).is_empty());
        let asked = asked(set, haystacks, &mut encoder)?;
        ready.push(Ready { name, haystacks, asked, fitted, is_talk });
    }
    print(&ready, None);
    if *check {
        return Ok(());
    }
    let (of, start) = match (encoder.model(), *other) {
        (Model::English, false) => ("", START),
        (Model::English, true) => ("_OTHER", START_OTHER),
        (Model::Multilingual, _) => ("_MULTILINGUAL", START),
    };
    let mut weights = fit(&ready, start);
    print(&ready, Some(&weights));
    let fitted = sets.iter().zip(&ready).filter(|(_, ready)| ready.fitted).map(|(set, _)| set);
    let bar = bar::fit(fitted, &weights, &mut encoder)?;
    let fields = weights.fields().into_iter().map(|(name, weight)| format!("    {name}: {weight:?},\n"));
    let Bar { best, least, rise } = bar;
    let constants = [
        (
            format!("pub const WEIGHTS{of}: Weights ="),
            format!(" Weights {{\n{}}};\n", fields.collect::<String>()),
        ),
        (
            format!("pub const BAR{of}: Bar ="),
            format!(" Bar {{ best: {best:?}, least: {least:?}, rise: {rise:?} }};\n"),
        ),
    ];
    for (begin, lines) in &constants {
        match write {
            Some(file) => replace(file, begin, lines)?,
            None => print!("{begin}{lines}"),
        }
    }
    Ok(())
}

fn haystacks<'a>(set: &'a Set, encoder: &mut TextEncoder) -> Result<Vec<Haystack<'a>>, Failure> {
    let mut haystacks = Vec::new();
    for (number, conversation) in set.conversations.iter().enumerate() {
        let mut haystack = Haystack::new();
        haystack.add((number, conversation), true, encoder, |_| {})?;
        haystacks.push(haystack);
    }
    Ok(haystacks)
}

fn asked<'a>(
    set: &'a Set,
    haystacks: &'a [Haystack<'a>],
    encoder: &mut TextEncoder,
) -> Result<Vec<Asked<'a>>, Failure> {
    let mut asked = Vec::new();
    for (number, (conversation, haystack)) in set.conversations.iter().zip(haystacks).enumerate() {
        for question in &conversation.questions {
            let look = haystack.look(&question.text, &encoder.ask(&question.text)?);
            asked.push(Asked(number, question, look));
        }
    }
    Ok(asked)
}

fn outcomes(ready: &Ready<'_>, weights: Option<&Weights>) -> Vec<Outcome> {
    let ask = |Asked(number, question, look): &Asked<'_>| {
        let weights = weights.unwrap_or_else(|| look.weights());
        Some(ready.haystacks.get(*number)?.judge(*number, question, &look.rank(weights, PLACES)))
    };
    ready.asked.iter().filter_map(ask).collect()
}

/// How good weights are for a set: the mean worth of the places of what helps, in which the first five count about as
/// the next five do, and less and less beyond.
fn worth(ready: &Ready<'_>, weights: &Weights) -> f64 {
    let outcomes = outcomes(ready, Some(weights));
    let worth = |place: Option<usize>| {
        let below = |bar| place_below(place, bar);
        (below(0.5) + 2.0 * below(4.5) + 2.0 * below(9.5)) / 5.0
    };
    let of = |outcome: &Outcome| {
        outcome.relevant.iter().copied().map(worth).sum::<f64>() / outcome.relevant.len().max(1) as f64
    };
    let helped: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.relevant.is_empty()).collect();
    let mean = helped.iter().map(|outcome| of(outcome)).sum::<f64>() / helped.len().max(1) as f64;
    let session = |outcome: &&Outcome| place_below(outcome.session, 4.5);
    let sessions = helped.iter().map(session).sum::<f64>() / helped.len().max(1) as f64;
    mean + SESSION * sessions + UPDATE * measure(&outcomes).update.unwrap_or(0.0)
}

/// Near 1 for a place well before a bar, near 0 for one beyond it: what changes a little is seen to change.
fn place_below(place: Option<usize>, bar: f64) -> f64 {
    place.map_or(0.0, |place| 1.0 / (1.0 + ((place as f64 - bar) / 1.5).exp()))
}

fn total(ready: &[Ready<'_>], weights: &Weights, start: Weights) -> f64 {
    // Talks and one person's own memories are two tasks, of one weight.
    let (talks, own): (Vec<&Ready<'_>>, Vec<&Ready<'_>>) =
        ready.iter().filter(|set| set.fitted).partition(|set| set.is_talk);
    let mean = |sets: &[&Ready<'_>]| {
        let worths: Vec<f64> = sets.iter().map(|set| worth(set, weights)).collect();
        worths.iter().sum::<f64>() / worths.len().max(1) as f64
    };
    let worth = if talks.is_empty() { mean(&own) } else { (mean(&talks) + mean(&own)) / 2.0 };
    worth - FAR * far(*weights, start)
}

/// How far weights are from where fitting began.
fn far(mut weights: Weights, mut start: Weights) -> f64 {
    let pairs = weights.fields().into_iter().zip(start.fields());
    pairs.map(|((_, weight), (_, start))| f64::from((*weight - *start) / *start).powi(2)).sum()
}

fn fit(ready: &[Ready<'_>], start: Weights) -> Weights {
    let mut best = start;
    let mut most = total(ready, &best, start);
    for part in STEPS {
        loop {
            let before = most;
            for at in 0..best.fields().len() {
                for sign in [1.0, -1.0] {
                    let mut tried = best;
                    let mut fields = tried.fields();
                    let Some((name, weight)) = fields.get_mut(at) else { continue };
                    **weight = round(**weight + sign * part * weight.abs().max(LEAST));
                    let (name, value) = (*name, **weight);
                    let worth = total(ready, &tried, start);
                    if worth > most + WORTH {
                        eprintln!("{name} {value}: {worth:.4}");
                        (best, most) = (tried, worth);
                        break;
                    }
                }
            }
            if most <= before {
                break;
            }
        }
    }
    best
}

/// To a 32nd.
fn round(weight: f32) -> f32 {
    (weight * 32.0).round() / 32.0
}

/// How good weights are, or those that each draft goes by today.
fn print(ready: &[Ready<'_>], weights: Option<&Weights>) {
    for set in ready {
        let Figures { turn, update, gate, session, .. } = measure(&outcomes(set, weights));
        let own = gate.own.map(|own| format!("{:.3} {:.2}", own.auc, own.false_show_at_95));
        println!(
            "{:28} {} r@5 {:.3} r@10 {:.3} mrr {:.3} session {:.3} update {:.2} gate {} served {:.2} off {:.2}",
            set.name,
            if set.fitted { "fit " } else { "held" },
            turn.at_5,
            turn.at_10,
            turn.mrr,
            session.at_5,
            update.unwrap_or(f64::NAN),
            own.unwrap_or_default(),
            gate.served,
            gate.shown_off_topic.unwrap_or(f64::NAN),
        );
    }
}

/// Puts the fitted weights where the present ones stand.
fn replace(file: &Path, begin: &str, lines: &str) -> Result<(), Failure> {
    let source = std::fs::read_to_string(file).map_err(|error| Failure::file(file, error.to_string()))?;
    let parts = source.split_once(begin).and_then(|(head, rest)| Some((head, rest.split_once(";\n")?.1)));
    let Some((head, tail)) = parts else { return Err(Failure::file(file, "no weights stand here")) };
    std::fs::write(file, format!("{head}{begin}{lines}{tail}"))
        .map_err(|error| Failure::file(file, error.to_string()))
}
