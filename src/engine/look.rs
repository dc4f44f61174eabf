//! A look through a file, in steps: what an import would bring, and nothing is kept.

use std::collections::HashSet;

use crate::clock::Millis;
use crate::error::Result;
use crate::id::Fingerprint;
use crate::memory::Speaker;
use crate::transfer::{Chunk, Importer, MemoryDraft};
use crate::vault::Store;

use super::World;
use super::import::skipped;
use super::open::Open;
use super::protocol::{ImportPreview, JobKind, JobProgress};

/// How many conversations are told by name,
const TITLES: usize = 6;
/// and how much of a name, in characters.
const TITLE: usize = 80;

/// A file that is being looked through.
pub(super) struct Look {
    importer: Box<dyn Importer>,
    preview: ImportPreview,
    /// What the file has said already: it would be kept once.
    seen: HashSet<Fingerprint>,
}

impl Look {
    pub(super) fn new(importer: Box<dyn Importer>) -> Self {
        Self { importer, preview: ImportPreview::default(), seen: HashSet::new() }
    }

    /// Looks until the time is up; true when all is read.
    ///
    /// # Errors
    /// What the importer met.
    pub(super) fn run<S: Store>(&mut self, open: &Open<S>, world: &World, until: u64) -> Result<bool> {
        loop {
            let Some(chunk) = self.importer.next() else { return Ok(true) };
            self.see(open, chunk?);
            if world.clock.now().0 >= until {
                return Ok(false);
            }
        }
    }

    fn see<S: Store>(&mut self, open: &Open<S>, chunk: Chunk) {
        let Chunk { conversation, memories } = chunk;
        self.preview.conversations += u32::from(conversation.is_some());
        let title = conversation.map(|conversation| conversation.title).filter(|title| !title.is_empty());
        if let Some(title) = title.filter(|_| self.preview.titles.len() < TITLES) {
            self.preview.titles.push(title.chars().take(TITLE).collect());
        }
        for draft in memories {
            if open.knows(&draft) || !self.seen.insert(draft.origin) {
                self.preview.known += 1;
            } else {
                self.count(&draft);
            }
        }
    }

    fn count(&mut self, draft: &MemoryDraft) {
        let preview = &mut self.preview;
        preview.fresh += 1;
        preview.waiting += u32::from(draft.speaker == Speaker::Assistant);
        let time = Some(draft.time).filter(|time| *time != Millis(0));
        preview.since = preview.since.into_iter().chain(time).min();
        preview.until = preview.until.into_iter().chain(time).max();
    }

    pub(super) fn progress(&self) -> JobProgress {
        let (read, total) = self.importer.read();
        JobProgress { kind: JobKind::Look, read, total, kept: self.preview.fresh, paused: false }
    }

    /// What was seen up to now.
    pub(super) fn preview(&self) -> ImportPreview {
        ImportPreview { skipped: skipped(self.importer.skipped()), ..self.preview.clone() }
    }
}
