//! Memories from elsewhere: one file per format.
//!
//! An [`Importer`] gives chunk after chunk, so that drafts can be answered in between, and holds
//! one conversation in memory at a time, whatever the size of its file. What a file says is
//! material, never trusted: everything is bounded, what cannot be used is skipped and counted
//! ([`Skips`]), and only what the user wrote comes approved. Ids are given by the engine; what
//! makes a thing known again is its [`Fingerprint`].

pub mod chatgpt;
mod json;
pub mod paste;
mod repair;
mod section;

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::id::Fingerprint;
use crate::memory::{Kind, Source, Speaker};
use crate::text::normalise;

/// A file that can be read from any place.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// Reads one file, piece by piece.
pub trait Importer {
    /// The next piece, or none when all is read. After an error there is no more. A piece may be
    /// empty: then nothing was found for a while, and who asks can see to something else.
    ///
    /// # Errors
    /// `file_truncated`, `file_damaged`, `file_broken`, `file_bomb` (also for names, numbers and
    /// conversations that would fill the memory or never end) with the place;
    /// `not_an_export` if nothing in the file had the form that was expected.
    fn next(&mut self) -> Option<Result<Chunk>>;

    /// Bytes read of the file, and bytes to read in all.
    fn read(&self) -> (u64, u64);

    /// What was passed over up to now.
    fn skipped(&self) -> &Skips;
}

/// What comes in one piece: a conversation with its turns, or notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// The conversation that the turns among `memories` belong to.
    pub conversation: Option<ConversationDraft>,
    /// Turns in order, and notes.
    pub memories: Vec<MemoryDraft>,
}

/// A conversation without an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationDraft {
    /// As its source called it; may be empty.
    pub title: String,
    /// When it began, 0 if not known.
    pub time: Millis,
    /// Where it came from.
    pub source: Source,
    /// What makes it known again.
    pub origin: Fingerprint,
}

/// A memory without an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryDraft {
    /// Note or turn.
    pub kind: Kind,
    /// What was said.
    pub text: String,
    /// Who said it.
    pub speaker: Speaker,
    /// When, 0 if not known.
    pub time: Millis,
    /// Where it came from.
    pub source: Source,
    /// What makes it known again.
    pub origin: Fingerprint,
    /// Of a turn: its place in its conversation, counted from 0.
    pub position: Option<u32>,
    /// Whether the user wrote it: false sends it into quarantine.
    pub approved: bool,
}

/// How many things were passed over, by reason (the codes of `engine::protocol::Skipped`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skips(BTreeMap<&'static str, u32>);

impl Skips {
    pub(crate) fn add(&mut self, reason: &'static str) {
        let count = self.0.entry(reason).or_default();
        *count = count.saturating_add(1);
    }

    /// Reasons and counts, by reason.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u32)> + '_ {
        self.0.iter().map(|(&reason, &count)| (reason, count))
    }

    /// How many for one reason.
    pub fn count(&self, reason: &str) -> u32 {
        self.0.get(reason).copied().unwrap_or(0)
    }
}

/// What makes a note known again, wherever it comes from: its words, in one spelling.
pub fn note_origin(text: &str) -> Fingerprint {
    let words = normalise(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Fingerprint::of(&[b"note", words.as_bytes()])
}

/// Finds out what a file is and opens it: a ChatGPT export (the zip, or `conversations.json` out
/// of it).
///
/// # Errors
/// `not_an_export` if it is something else, `file_truncated` for a zip without its end,
/// `file_bomb` for one that is out of all proportion, `file_broken` for one that cannot be read,
/// `file_unreadable` if the device fails.
pub fn open(mut source: Box<dyn ReadSeek>) -> Result<Box<dyn Importer>> {
    let unreadable = |_| Error::device("file_unreadable");
    let length = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    source.rewind().map_err(unreadable)?;
    let mut head = Vec::new();
    source.by_ref().take(64).read_to_end(&mut head).map_err(unreadable)?;
    source.rewind().map_err(unreadable)?;
    let sections = if head.starts_with(b"PK") {
        section::of_zip(source, length, chatgpt::is_conversations)?
    } else if begins_an_array(&head) {
        section::of_file(source, length)
    } else {
        return Err(Error::input("not_an_export"));
    };
    Ok(Box::new(chatgpt::ChatGpt::new(sections)))
}

fn begins_an_array(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
}
