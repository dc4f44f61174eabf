//! An import as a job: chunks are pulled and kept until the step's time is up.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::transfer::Importer;
use crate::vault::Store;

use super::World;
use super::open::Open;
use super::protocol::{ImportProgress, ImportSummary, Skipped};

/// A running import.
pub(super) struct Job {
    importer: Box<dyn Importer>,
    summary: ImportSummary,
}

impl Job {
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

    pub(super) fn progress(&self) -> ImportProgress {
        let (read, total) = self.importer.read();
        ImportProgress { read, total, kept: self.summary.kept }
    }

    pub(super) fn into_summary(mut self) -> ImportSummary {
        let reasons: BTreeMap<&str, u32> = self.importer.skipped().iter().map(|(k, v)| (*k, *v)).collect();
        self.summary.skipped =
            reasons.into_iter().map(|(reason, count)| Skipped { reason: reason.to_owned(), count }).collect();
        self.summary
    }
}
