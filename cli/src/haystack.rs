//! Conversations, indexed as the extension does it, and asked.

use std::collections::HashMap;

use satchel::capture::supersede::settle;
use satchel::clock::Millis;
use satchel::embed::{Encoded, Encoder as _, TextEncoder};
use satchel::id::{Fingerprint, Id};
use satchel::index::states::Kept;
use satchel::index::{Doc, Index, passage};
use satchel::memory::{Kind, Source, Speaker};
use satchel::recall::{Look, Query, Ranking};

use crate::failure::Failure;
use crate::measure::Outcome;
use crate::set::{self, Conversation, Question, Turn};

/// A turn, and which of the conversations it is of.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) turn: &'a Turn,
    conversation: usize,
}

/// Some conversations in one index.
pub(crate) struct Haystack<'a> {
    index: Index,
    now: Millis,
    turns: HashMap<Id, Found<'a>>,
    ids: HashMap<(usize, &'a str), Id>,
}

impl<'a> Haystack<'a> {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self { index: Index::new(), now: Millis(0), turns: HashMap::new(), ids: HashMap::new() }
    }

    /// Adds a conversation under a number of its own; without its speakers' names, if these are to be unknown. `done`
    /// is told after each turn how long its encoding took, in milliseconds.
    pub(crate) fn add(
        &mut self,
        (number, conversation): (usize, &'a Conversation),
        names: bool,
        encoder: &mut TextEncoder,
        mut done: impl FnMut(f64),
    ) -> Result<(), Failure> {
        let mut sessions: HashMap<&str, (Id, u32)> = HashMap::new();
        for turn in &conversation.turns {
            let count = sessions.len() as u128 + 1;
            let of_session = number_id(((number as u128) << 64) + count);
            let (session, next) = sessions.entry(&turn.session).or_insert((of_session, 0));
            let doc = doc(turn, number_id(self.turns.len() as u128 + 1), *session, *next, names);
            *next += 1;
            let (id, text) = (doc.id, passage(&doc.speaker, &turn.text).into_owned());
            self.index.add(doc, &turn.text);
            let started = std::time::Instant::now();
            for encoded in encoder.encode(&[&text])? {
                self.index.set_kept(id, Kept::of(self.index.language(id), &text, &encoded));
                self.index.set_vector(id, encoded.vector);
            }
            done(started.elapsed().as_secs_f64() * 1000.0);
            self.now = self.now.max(time(turn));
            settle(&mut self.index, [id]);
            self.turns.insert(id, Found { turn, conversation: number });
            self.ids.insert((number, &turn.id), id);
        }
        Ok(())
    }

    /// Ranks everything for a text, and asks the gate.
    pub(crate) fn ask(&self, text: &str, encoded: &Encoded) -> Ranking {
        let look = self.look(text, encoded);
        look.rank(look.weights(), self.index.len())
    }

    /// What speaks for everything, before it is weighed.
    pub(crate) fn look(&self, text: &str, encoded: &Encoded) -> Look<'_> {
        Look::at(
            &self.index,
            &Query { text, encoded: Some(encoded), now: self.now, only_suggestible: true, among: None },
        )
    }

    /// The turn behind a hit.
    pub(crate) fn turn(&self, id: Id) -> Option<Found<'a>> {
        self.turns.get(&id).copied()
    }

    /// How good a ranking is for a question about one of the conversations.
    pub(crate) fn judge(&self, number: usize, question: &Question, ranking: &Ranking) -> Outcome {
        let places: HashMap<Id, usize> =
            ranking.hits.iter().enumerate().map(|(place, hit)| (hit.id, place)).collect();
        let place = |id: &String| places.get(self.ids.get(&(number, id.as_str()))?).copied();
        // A session's place is that of its first turn in the ranking, whether or not that one helps.
        let mut sessions: Vec<(usize, &str)> = Vec::new();
        for found in ranking.hits.iter().filter_map(|hit| self.turn(hit.id)) {
            let session = (found.conversation, found.turn.session.as_str());
            if !sessions.contains(&session) {
                sessions.push(session);
            }
        }
        let session_of = |id: &String| {
            let found = self.turn(*self.ids.get(&(number, id.as_str()))?)?;
            Some((number, found.turn.session.as_str()))
        };
        let helpful: Vec<_> = question.relevant.iter().filter_map(session_of).collect();
        Outcome {
            kind: question.kind.clone(),
            lang: String::new(),
            relevant: question.relevant.iter().map(place).collect(),
            stale: question.stale.iter().map(place).collect(),
            session: sessions.iter().position(|session| helpful.contains(session)),
            shown: ranking.show,
            evidence: ranking.evidence.unwrap_or(f32::MIN),
        }
    }
}

/// Every turn may be given, an assistant's too: what is measured is finding, not quarantine.
fn doc(turn: &Turn, id: Id, session: Id, position: u32, names: bool) -> Doc {
    let (kind, speaker) = match turn.speaker.as_str() {
        "note" => (Kind::Note, Speaker::User),
        "user" => (Kind::Turn, Speaker::User),
        "assistant" => (Kind::Turn, Speaker::Assistant),
        name if names => (Kind::Turn, Speaker::Person(name.to_owned())),
        _ => (Kind::Turn, Speaker::User),
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
