//! `satchel eval`: the very recall code, on questions whose answers are known.

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use satchel::clock::Millis;
use satchel::embed::{Encoder, TextEncoder};
use satchel::id::{Fingerprint, Id};
use satchel::index::{Doc, Index, passage};
use satchel::memory::{Kind, Source, Speaker};
use satchel::recall::{Hit, Query, recall};
use satchel::text::Language;

use crate::failure::Failure;
use crate::measure::{Outcome, measure, percentile};
use crate::report::{Report, Times};
use crate::set::{self, Conversation, Question, Turn};
use crate::{model, report};

/// Measures a file and prints the figures.
pub(crate) fn run(file: &Path, json: bool, model: Option<&Path>) -> Result<(), Failure> {
    let set = set::read(file)?;
    let mut encoder = model::load(model)?;
    let turns = set.conversations.iter().map(|c| c.turns.len()).sum();
    let questions = set.conversations.iter().map(|c| c.questions.len()).sum();
    let progress = if json { ProgressBar::hidden() } else { ProgressBar::new((turns + questions) as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}, {eta} left") {
        progress.set_style(style);
    }
    let mut outcomes = Vec::new();
    let (mut embed, mut query) = (Vec::new(), Vec::new());
    for conversation in &set.conversations {
        progress.set_message(conversation.id.clone());
        let haystack = Haystack::build(conversation, &mut encoder, &mut embed, &progress)?;
        for question in &conversation.questions {
            let started = Instant::now();
            let (hits, shown) = haystack.ask(question, &mut encoder)?;
            query.push(started.elapsed().as_secs_f64() * 1000.0);
            outcomes.push(haystack.judge(question, &hits, shown));
            progress.inc(1);
        }
    }
    progress.finish_and_clear();
    let ms = Times {
        query_p50: percentile(&mut query, 0.5),
        query_p95: percentile(&mut query, 0.95),
        embed_p50: percentile(&mut embed, 0.5),
    };
    let figures = measure(&outcomes);
    report::print(&Report { name: set.name, turns, questions, figures, ms }, json)
}

/// One conversation, indexed.
struct Haystack<'a> {
    index: Index,
    now: Millis,
    turns: HashMap<Id, &'a Turn>,
}

impl<'a> Haystack<'a> {
    fn build(
        conversation: &'a Conversation,
        encoder: &mut TextEncoder,
        embed: &mut Vec<f64>,
        progress: &ProgressBar,
    ) -> Result<Self, Failure> {
        let mut index = Index::for_language(language(conversation.lang.as_deref()));
        let mut sessions: HashMap<&str, (Id, u32)> = HashMap::new();
        let mut turns = HashMap::new();
        for (turn, number) in conversation.turns.iter().zip(1u128..) {
            let count = sessions.len() as u128 + 1;
            let (session, next) = sessions.entry(&turn.session).or_insert((number_id(count), 0));
            let doc = doc(turn, number_id(number), *session, *next);
            *next += 1;
            let id = doc.id;
            let text = passage(&doc.speaker, &turn.text).into_owned();
            index.add(doc, &turn.text);
            let started = Instant::now();
            for encoded in encoder.encode(&[&text])? {
                index.set_vector(id, encoded.vector);
            }
            embed.push(started.elapsed().as_secs_f64() * 1000.0);
            turns.insert(id, turn);
            progress.inc(1);
        }
        let now = conversation.turns.last().map_or(Millis(0), time);
        Ok(Self { index, now, turns })
    }

    fn ask(&self, question: &Question, encoder: &mut TextEncoder) -> Result<(Vec<Hit>, bool), Failure> {
        let encoded = encoder.encode(&[&question.text])?;
        let vector = encoded.first().map(|encoded| &encoded.vector);
        let query = Query { text: &question.text, vector, now: self.now, only_suggestible: true };
        let ranking = recall(&self.index, &query, self.index.len());
        Ok((ranking.hits, ranking.show))
    }

    fn judge(&self, question: &Question, hits: &[Hit], shown: bool) -> Outcome {
        let ranked: Vec<&Turn> = hits.iter().filter_map(|hit| self.turns.get(&hit.id).copied()).collect();
        let place = |id: &String| ranked.iter().position(|turn| turn.id == *id);
        // A session's place is that of its first turn in the ranking, whether or not that one helps.
        let mut sessions: Vec<&str> = Vec::new();
        for turn in &ranked {
            if !sessions.contains(&turn.session.as_str()) {
                sessions.push(&turn.session);
            }
        }
        let helpful: Vec<&str> = self
            .turns
            .values()
            .filter(|turn| question.relevant.contains(&turn.id))
            .map(|turn| turn.session.as_str())
            .collect();
        let session = sessions.iter().position(|session| helpful.contains(session));
        Outcome {
            kind: question.kind.clone(),
            relevant: question.relevant.iter().map(place).collect(),
            stale: question.stale.iter().map(place).collect(),
            session,
            shown,
        }
    }
}

/// Every turn may be given, an assistant's too: what is measured is finding, not quarantine.
fn doc(turn: &Turn, id: Id, session: Id, position: u32) -> Doc {
    let (kind, speaker) = match turn.speaker.as_str() {
        "note" => (Kind::Note, Speaker::User),
        "user" => (Kind::Turn, Speaker::User),
        "assistant" => (Kind::Turn, Speaker::Assistant),
        name => (Kind::Turn, Speaker::Person(name.to_owned())),
    };
    Doc {
        id,
        kind,
        speaker,
        time: time(turn),
        conversation: Some(session),
        position,
        suggestible: true,
        source: Source::RecallSet,
        origin: Fingerprint::of(&[&id.0]),
    }
}

fn time(turn: &Turn) -> Millis {
    turn.time.as_deref().and_then(set::time).unwrap_or_default()
}

fn number_id(number: u128) -> Id {
    Id(number.to_be_bytes())
}

fn language(tag: Option<&str>) -> Language {
    match tag.map(|tag| tag.split('-').next().unwrap_or_default()) {
        Some("fr") => Language::French,
        _ => Language::English,
    }
}
