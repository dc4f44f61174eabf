//! Long work, one piece at a time: an import, a backup or the restoring of one.

use crate::error::{Error, Result};
use crate::vault::Store;

use super::World;
use super::backup::Backup;
use super::import::Import;
use super::look::Look;
use super::open::Open;
use super::protocol::{JobEnd, JobProgress};
use super::restore::Restore;

/// Long work that is running.
pub(super) enum Job {
    Look(Look),
    Import(Import),
    Backup(Backup),
    Restore(Box<Restore>),
}

impl Job {
    /// Goes on until the time is up; gives how it ended, when it has.
    ///
    /// # Errors
    /// Those of the work. What it kept before stays.
    pub(super) async fn run<S: Store>(
        &mut self,
        open: &mut Open<S>,
        world: &mut World,
        until: u64,
    ) -> Result<Option<JobEnd>> {
        Ok(match self {
            Self::Look(look) => look.run(open, world, until)?.then(|| JobEnd::LookedThrough(look.preview())),
            Self::Import(import) => {
                import.run(open, world, until).await?.then(|| JobEnd::Imported(import.summary()))
            }
            Self::Backup(backup) => backup.run(open, world, until).await?.map(JobEnd::BackedUp),
            Self::Restore(restore) => restore.run(open, world, until).await?.map(JobEnd::Restored),
        })
    }

    pub(super) fn progress(&self) -> JobProgress {
        match self {
            Self::Look(look) => look.progress(),
            Self::Import(import) => import.progress(),
            Self::Backup(backup) => backup.progress(),
            Self::Restore(restore) => restore.progress(),
        }
    }

    /// How it ends when the vault is locked under it.
    pub(super) fn lock(self) -> JobEnd {
        JobEnd::Failed(Error::state("vault_locked"))
    }

    /// What came of it, if it is ended here; a backup that is not whole is none, and half a look says nothing.
    pub(super) fn cancel(self) -> Option<JobEnd> {
        match self {
            Self::Import(import) => Some(JobEnd::Imported(import.summary())),
            Self::Look(_) | Self::Backup(_) => None,
            Self::Restore(restore) => Some(JobEnd::Restored(restore.summary())),
        }
    }
}
