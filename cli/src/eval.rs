//! `satchel eval`: the very recall code, on questions whose answers are known.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use satchel::embed::{Encoder as _, TextEncoder};

use crate::failure::Failure;
use crate::haystack::Haystack;
use crate::measure::{Outcome, measure, percentile};
use crate::quiet::{Quiet, names};
use crate::report::{Report, Times};
use crate::set::{self, Question, Set};
use crate::{model, report};

/// What is asked of an evaluation.
pub(crate) struct Wish<'a> {
    /// One JSON object instead of a table.
    pub(crate) json: bool,
    /// All conversations in one haystack.
    pub(crate) pooled: bool,
    /// Instead of figures: what one question finds, and why.
    pub(crate) explain: Option<&'a str>,
}

/// Measures a file and prints the figures.
pub(crate) fn run(file: &Path, wish: &Wish<'_>, model: Option<&Path>) -> Result<(), Failure> {
    let set = set::read(file)?;
    let asked = |q: &&Question| wish.explain.is_none_or(|id| q.id == id);
    if set.conversations.iter().flat_map(|c| &c.questions).find(asked).is_none() && wish.explain.is_some() {
        return Err(Failure::file(file, "no question has this id"));
    }
    let mut encoder = model::load(model)?;
    let mut course = Course::new(&set, wish);
    let all: Vec<usize> = (0..set.conversations.len()).collect();
    let groups: Vec<&[usize]> = if wish.pooled { vec![&all] } else { all.chunks(1).collect() };
    for group in groups {
        course.measure(group, wish, &mut encoder)?;
    }
    course.progress.finish_and_clear();
    if wish.explain.is_some() {
        return Ok(());
    }
    let (turns, questions) = (course.turns, course.questions);
    let ms = Times {
        query_p50: percentile(&mut course.query, 0.5),
        query_p95: percentile(&mut course.query, 0.95),
        embed_p50: percentile(&mut course.embed, 0.5),
    };
    let mut figures = measure(&course.outcomes);
    (figures.gate.neutral, figures.gate.named) = course.quiet.kinds();
    report::print(&Report { name: set.name.clone(), turns, questions, figures, ms }, wish.json)
}

/// An evaluation under way.
struct Course<'a> {
    set: &'a Set,
    turns: usize,
    questions: usize,
    progress: ProgressBar,
    outcomes: Vec<Outcome>,
    quiet: Quiet<'a>,
    embed: Vec<f64>,
    query: Vec<f64>,
}

impl<'a> Course<'a> {
    fn new(set: &'a Set, wish: &Wish<'_>) -> Self {
        let turns = set.conversations.iter().map(|c| c.turns.len()).sum();
        let questions = set.conversations.iter().map(|c| c.questions.len()).sum();
        let hidden = wish.json || wish.explain.is_some();
        let progress =
            if hidden { ProgressBar::hidden() } else { ProgressBar::new((turns + questions) as u64) };
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}, {eta} left") {
            progress.set_style(style);
        }
        let (outcomes, embed, query) = (Vec::new(), Vec::new(), Vec::new());
        Self { set, turns, questions, progress, outcomes, quiet: Quiet::new(set), embed, query }
    }

    /// Asks all questions about some conversations that lie in one haystack.
    fn measure(
        &mut self,
        group: &[usize],
        wish: &Wish<'_>,
        encoder: &mut TextEncoder,
    ) -> Result<(), Failure> {
        let conversations = group.iter().filter_map(|&at| Some((at, self.set.conversations.get(at)?)));
        let conversations: Vec<_> = conversations.collect();
        if let Some(id) = wish.explain
            && !wish.pooled
            && !conversations.iter().any(|(_, c)| c.questions.iter().any(|q| q.id == id))
        {
            return Ok(());
        }
        let mut haystack = Haystack::new();
        for (at, conversation) in &conversations {
            self.progress.set_message(conversation.id.clone());
            haystack.add((*at, conversation), true, encoder, |ms| {
                self.embed.push(ms);
                self.progress.inc(1);
            })?;
        }
        for (at, conversation) in &conversations {
            for question in &conversation.questions {
                if wish.explain.is_some_and(|id| id != question.id) {
                    continue;
                }
                let started = Instant::now();
                let encoded = encoder.ask(&question.text)?;
                let ranking = haystack.ask(&question.text, &encoded);
                self.query.push(started.elapsed().as_secs_f64() * 1000.0);
                if wish.explain.is_some() {
                    report::explain(&mut std::io::stdout().lock(), question, &ranking, &haystack)?;
                }
                let mut outcome = haystack.judge(*at, question, &ranking);
                outcome.lang = conversation.lang.clone().unwrap_or_else(|| "en".to_owned());
                self.outcomes.push(outcome);
                self.progress.inc(1);
            }
            if !wish.pooled && wish.explain.is_none() {
                self.ask_what_does_not_concern(*at, &haystack, encoder)?;
            }
        }
        std::io::stdout().flush()?;
        Ok(())
    }

    /// By its names, where it has any; and without them.
    fn ask_what_does_not_concern(
        &mut self,
        at: usize,
        haystack: &Haystack<'_>,
        encoder: &mut TextEncoder,
    ) -> Result<(), Failure> {
        let Some(conversation) = self.set.conversations.get(at) else { return Ok(()) };
        if names(conversation).is_empty() {
            return self.quiet.ask_neutral(at, haystack, encoder);
        }
        self.quiet.ask_named(at, haystack, encoder)?;
        let mut nameless = Haystack::new();
        nameless.add((at, conversation), false, encoder, |_| {})?;
        self.quiet.ask_neutral(at, &nameless, encoder)
    }
}
