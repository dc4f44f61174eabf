//! An import, in steps: chunks are pulled and kept until the step's time is up.

use crate::error::Result;
use crate::transfer::{Importer, Skips};
use crate::vault::Store;

use super::World;
use super::open::Open;
use super::protocol::{ImportSummary, JobKind, JobProgress, Skipped};

/// A running import.
pub(super) struct Import {
    importer: Box<dyn Importer>,
    summary: ImportSummary,
}

impl Import {
    pub(super) fn new(importer: Box<dyn Importer>) -> Self {
        Self { importer, summary: ImportSummary::default() }
    }

    /// Runs until the time is up; true when all is read.
    ///
    /// # Errors
    /// What the importer met, or the store. What was kept before stays.
    pub(super) async fn run<S: Store>(
        &mut self,
        open: &mut Open<S>,
        world: &mut World,
        until: u64,
    ) -> Result<bool> {
        loop {
            let Some(chunk) = self.importer.next() else { return Ok(true) };
            let chunk = chunk?;
            self.summary.conversations += u32::from(chunk.conversation.is_some());
            let kept = open.keep_chunk(chunk, world).await?;
            self.summary.kept += kept.kept;
            self.summary.known += kept.known;
            if world.clock.now().0 >= until {
                return Ok(false);
            }
        }
    }

    pub(super) fn progress(&self) -> JobProgress {
        let (read, total) = self.importer.read();
        JobProgress { kind: JobKind::Import, read, total, kept: self.summary.kept, paused: false }
    }

    /// What came of it up to now.
    pub(super) fn summary(&self) -> ImportSummary {
        ImportSummary { skipped: skipped(self.importer.skipped()), ..self.summary.clone() }
    }
}

/// What was passed over, as a summary tells it.
pub(super) fn skipped(skips: &Skips) -> Vec<Skipped> {
    skips.counts().map(|(reason, count)| Skipped { reason: reason.to_owned(), count }).collect()
}
