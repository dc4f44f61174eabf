//! ChatGPT's data export: `conversations.json`, or `conversations-000.json` and so on.
//!
//! An array of conversations. Each is a tree of messages (`mapping`: id → parent, message), of
//! which the user sees one path: from `current_node` up through the parents. Other branches are
//! answers that were asked for again and are left out. Custom instructions stand among the messages
//! (`user_editable_context`) and become notes.
//!
//! What the user wrote comes approved, what an assistant wrote does not.

mod message;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use struson::reader::{JsonReader, ReaderError};

use super::json::{self, Json};
use super::repair::Repair;
use super::section::Sections;
use super::{Chunk, ConversationDraft, Importer, MemoryDraft, Skips, note_origin};
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::id::Fingerprint;
use crate::memory::{Kind, Source, Speaker};
use message::{Content, Message};

/// The longest title kept, bytes.
const LONGEST_TITLE: usize = 2_048;
/// Text of one conversation kept in memory, bytes; one with more is passed over.
const MOST_TEXT: usize = 64 << 20;
/// Messages of one conversation; one with more is passed over.
const MOST_NODES: usize = 200_000;
/// JSON that one conversation may take, bytes: nothing else is answered while it is read.
const MOST_JSON: u64 = 256 << 20;
/// After so many things passed over, or so many bytes of JSON, an empty chunk is given, so that
/// who asks can see to something else.
const PATIENCE: (u32, u64) = (4_096, 4 << 20);

/// Whether a file of this name holds conversations.
pub(super) fn is_conversations(file: &str) -> bool {
    let shard = file.strip_prefix("conversations").and_then(|rest| rest.strip_suffix(".json"));
    match shard {
        Some("") => true,
        Some(number) => number
            .strip_prefix('-')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())),
        None => false,
    }
}

/// Reads an export.
pub(super) struct ChatGpt {
    sections: Sections,
    /// The file that is being read, by name.
    open: Option<(String, Json)>,
    skips: Skips,
    found: bool,
    ended: bool,
}

/// A conversation as it stands in the file.
#[derive(Default)]
struct Raw {
    id: Option<String>,
    title: Option<String>,
    time: Option<f64>,
    current: Option<String>,
    /// By name, with the order in which they stand in the file.
    nodes: HashMap<String, Node>,
    is_tree: bool,
    /// Bytes of its nodes: names and texts.
    text: usize,
}

#[derive(Default)]
struct Node {
    order: usize,
    parent: Option<String>,
    message: Option<Message>,
}

impl ChatGpt {
    pub(super) fn new(sections: Sections) -> Self {
        Self { sections, open: None, skips: Skips::default(), found: false, ended: false }
    }

    /// The next conversation that gives anything, or an empty chunk if that takes long.
    fn advance(&mut self) -> Result<Option<Chunk>> {
        let begun = self.sections.watch().json();
        for passed in 0.. {
            let watch = self.sections.watch();
            if passed >= PATIENCE.0 || watch.json() - begun >= PATIENCE.1 {
                return Ok(Some(Chunk::default()));
            }
            watch.allow(MOST_JSON);
            let Some((name, mut json)) = self.open.take() else {
                let Some((name, bytes)) = self.sections.next() else { break };
                let mut json = json::reader(Box::new(Repair::new(bytes, Rc::clone(self.sections.watch()))));
                json.begin_array().map_err(|error| self.broken(&name, &error))?;
                self.open = Some((name, json));
                continue;
            };
            let raw = next_conversation(&mut json).map_err(|error| self.broken(&name, &error))?;
            let Some(raw) = raw else {
                json.consume_trailing_whitespace().map_err(|error| self.broken(&name, &error))?;
                continue;
            };
            self.open = Some((name, json));
            if let Some(chunk) = self.chunk(raw) {
                return Ok(Some(chunk));
            }
        }
        // An array of other things is a file of another kind.
        if !self.found && self.skips.count("broken") > 0 {
            return Err(Error::input("not_an_export"));
        }
        Ok(None)
    }

    /// Whether the text simply ends. Cut within a word, number, name or escape, it has a fault of
    /// that kind, and nothing after.
    fn is_end(&self, error: &struson::reader::JsonSyntaxError) -> bool {
        use struson::reader::SyntaxErrorKind::{
            IncompleteDocument, InvalidLiteral, MalformedEscapeSequence, MalformedNumber, MissingColon,
        };
        let (read, total) = self.read();
        let cut =
            matches!(error.kind, InvalidLiteral | MalformedEscapeSequence | MalformedNumber | MissingColon);
        error.kind == IncompleteDocument || (cut && read >= total)
    }

    fn broken(&self, name: &str, error: &ReaderError) -> Error {
        let (location, code) = match error {
            ReaderError::SyntaxError(error) if self.is_end(error) => {
                (Some(&error.location), "file_truncated")
            }
            ReaderError::SyntaxError(error) => (Some(&error.location), "file_broken"),
            ReaderError::IoError { location, .. }
            | ReaderError::UnexpectedValueType { location, .. }
            | ReaderError::UnexpectedStructure { location, .. }
            | ReaderError::MaxNestingDepthExceeded { location, .. } => (Some(location), "file_broken"),
            _ => (None, "file_broken"),
        };
        let code = self.sections.watch().trouble().unwrap_or(code);
        let byte = location.and_then(|location| location.data_pos).unwrap_or(0);
        let separator = if name.is_empty() { "" } else { ", " };
        let error = if code == "file_unreadable" { Error::device(code) } else { Error::input(code) };
        error.at(format!("{name}{separator}byte {byte}"))
    }

    fn chunk(&mut self, raw: Raw) -> Option<Chunk> {
        let path = if raw.is_tree { path(&raw) } else { None };
        let Some(path) = path else {
            self.skips.add("broken");
            return None;
        };
        self.found = true;
        if raw.text > MOST_TEXT || raw.nodes.len() > MOST_NODES {
            self.skips.add("too_long");
            return None;
        }
        let time = millis(raw.time);
        let title = raw.title.as_deref().unwrap_or_default();
        let id = raw.id.clone().unwrap_or_else(|| format!("{title}\n{}", time.0));
        let mut chunk = Chunk::default();
        let mut position = 0;
        for (name, message) in
            path.iter().filter_map(|name| Some((*name, raw.nodes.get(*name)?.message.as_ref()?)))
        {
            let when = message.time.map_or(time, |time| millis(Some(time)));
            match message.content() {
                Content::Skip(reason) => self.skips.add(reason),
                Content::Instructions(notes) => {
                    chunk.memories.extend(notes.into_iter().map(|text| note(text, when)));
                }
                Content::Turn { speaker, text } => {
                    let origin = Fingerprint::of(&[b"chatgpt", id.as_bytes(), name.as_bytes()]);
                    chunk.memories.push(turn(speaker, text, when, origin, position));
                    position += 1;
                }
            }
        }
        if position > 0 {
            let origin = Fingerprint::of(&[b"chatgpt", id.as_bytes()]);
            let title = title.to_owned();
            chunk.conversation = Some(ConversationDraft { title, time, source: Source::ChatGpt, origin });
        }
        (!chunk.memories.is_empty()).then_some(chunk)
    }
}

impl Importer for ChatGpt {
    fn next(&mut self) -> Option<Result<Chunk>> {
        if self.ended {
            return None;
        }
        let outcome = self.advance().transpose();
        self.ended = !matches!(outcome, Some(Ok(_)));
        outcome
    }

    fn read(&self) -> (u64, u64) {
        (self.sections.watch().read(), self.sections.total())
    }

    fn skipped(&self) -> &Skips {
        &self.skips
    }
}

fn next_conversation(json: &mut Json) -> std::result::Result<Option<Raw>, ReaderError> {
    if !json.has_next()? {
        json.end_array()?;
        return Ok(None);
    }
    let mut raw = Raw::default();
    json::object(json, |json, name| {
        match name.as_str() {
            "id" | "conversation_id" => raw.id = json::word(json)?.or(raw.id.take()),
            "title" => raw.title = json::text(json, LONGEST_TITLE)?.some(),
            "create_time" => raw.time = json::number(json)?,
            "current_node" => raw.current = json::word(json)?,
            "mapping" => {
                raw.is_tree =
                    json::object(json, |json, name| node(json, name, &mut raw.nodes, &mut raw.text))?
            }
            _ => json.skip_value()?,
        }
        Ok(())
    })?;
    Ok(Some(raw))
}

fn node(
    json: &mut Json,
    name: String,
    nodes: &mut HashMap<String, Node>,
    text: &mut usize,
) -> std::result::Result<(), ReaderError> {
    // One that has such names is made to hurt: it counts as too long as a whole.
    if name.len() > json::LONGEST_WORD {
        *text = MOST_TEXT + 1;
    }
    // What is too much is read on, but not kept.
    if *text > MOST_TEXT || nodes.len() > MOST_NODES {
        return json.skip_value();
    }
    let mut node = Node { order: nodes.len(), ..Node::default() };
    json::object(json, |json, name| {
        match name.as_str() {
            "parent" => node.parent = json::word(json)?,
            "message" => node.message = Message::read(json)?,
            _ => json.skip_value()?,
        }
        Ok(())
    })?;
    *text += name.len() + node.parent.as_ref().map_or(0, String::len);
    *text += node.message.as_ref().map_or(0, Message::size);
    nodes.insert(name, node);
    Ok(())
}

/// The names from the root to the message that the user saw last; none if they run in a circle.
fn path(raw: &Raw) -> Option<Vec<&str>> {
    let last =
        raw.current.as_deref().filter(|name| raw.nodes.contains_key(*name)).or_else(|| newest_leaf(raw));
    let mut path = Vec::new();
    let mut seen = HashSet::new();
    let mut next = last;
    while let Some((name, node)) = next.and_then(|name| raw.nodes.get_key_value(name)) {
        if !seen.insert(name.as_str()) {
            return None;
        }
        path.push(name.as_str());
        next = node.parent.as_deref();
    }
    path.reverse();
    Some(path)
}

/// Of the messages that nothing follows, the newest; of several, the one that stands last.
fn newest_leaf(raw: &Raw) -> Option<&str> {
    let parents: HashSet<&str> = raw.nodes.values().filter_map(|node| node.parent.as_deref()).collect();
    let time = |node: &Node| node.message.as_ref().and_then(|message| message.time).unwrap_or(0.0);
    raw.nodes
        .iter()
        .filter(|(name, _)| !parents.contains(name.as_str()))
        .max_by(|(_, a), (_, b)| time(a).total_cmp(&time(b)).then(a.order.cmp(&b.order)))
        .map(|(name, _)| name.as_str())
}

fn turn(speaker: Speaker, text: String, time: Millis, origin: Fingerprint, position: u32) -> MemoryDraft {
    let approved = speaker == Speaker::User;
    let (kind, source, position) = (Kind::Turn, Source::ChatGpt, Some(position));
    MemoryDraft { kind, text, speaker, time, source, origin, position, approved }
}

fn note(text: String, time: Millis) -> MemoryDraft {
    let origin = note_origin(&text);
    let (kind, speaker, source) = (Kind::Note, Speaker::User, Source::ChatGpt);
    MemoryDraft { kind, text, speaker, time, source, origin, position: None, approved: true }
}

/// Seconds as a time; 0 for none and for what is out of all bounds.
fn millis(seconds: Option<f64>) -> Millis {
    let millis = seconds.unwrap_or(0.0) * 1000.0;
    let fits = (0.0..=Millis::LAST.0 as f64).contains(&millis);
    Millis(if fits { millis as u64 } else { 0 })
}
