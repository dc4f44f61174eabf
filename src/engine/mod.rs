//! The façade: requests in, replies out, and long work in steps between them.
//!
//! [`Engine`] composes vault, index, encoder, recall and importers for the browser and the command
//! line alike. It is locked or holds an [`Open`] vault; what needs an open vault lives there, so
//! that nothing can be asked of a locked one. The caller asks one thing at a time, and calls
//! [`Engine::step`] when nobody asks: imports first, then the vectors of what came in.

mod answer;
mod encode;
mod forget;
mod import;
mod keep;
mod ledger;
mod open;
pub mod protocol;
mod view;

use std::rc::Rc;

use crate::clock::Clock;
use crate::crypto::kdf::Cost;
use crate::crypto::keys::AccessKey;
use crate::embed::Encoder;
use crate::error::{Error, Result};
use crate::rng::Rng;
use crate::transfer::{self, ReadSeek};
use crate::vault::{Store, Vault};

use import::Job;
use open::Open;
use protocol::{ImportEnd, ImportSummary, Reply, Request, Status, Step, VaultState};

/// The fewest characters a passphrase may have. A floor, no advice: length is what counts.
pub const PASSPHRASE_LEAST: usize = 8;

/// The most rows one reply lists.
const PAGE: u32 = 200;

/// What the engine is given of the world outside.
pub struct World {
    /// Tells the time.
    pub clock: Box<dyn Clock>,
    /// Makes keys and ids.
    pub rng: Box<dyn Rng>,
}

/// One person's memory.
pub struct Engine<S> {
    store: Rc<S>,
    world: World,
    cost: Cost,
    encoder: Option<Box<dyn Encoder>>,
    open: Option<Open<Rc<S>>>,
    job: Option<Job>,
    /// What keeps the vectors from being made.
    trouble: Option<Error>,
}

impl<S: Store> Engine<S> {
    /// An engine over a store, locked. New passphrase slots will cost [`Cost::DEFAULT`].
    pub fn new(store: S, world: World) -> Self {
        Self {
            store: Rc::new(store),
            world,
            cost: Cost::DEFAULT,
            encoder: None,
            open: None,
            job: None,
            trouble: None,
        }
    }

    /// The same, with another cost for new passphrase slots.
    #[must_use]
    pub fn with_cost(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }

    /// Gives it the encoder; until then memories are found by their words alone.
    pub fn set_encoder(&mut self, encoder: Box<dyn Encoder>) {
        self.encoder = Some(encoder);
    }

    /// Says why there is no encoder.
    pub fn lack_encoder(&mut self, why: Error) {
        self.trouble = Some(why);
    }

    /// The access key of the open vault, to wake with after the engine was killed.
    pub fn access_key(&self) -> Option<&AccessKey> {
        self.open.as_ref().map(|open| open.vault.session_key())
    }

    /// Opens the vault with an access key that waited elsewhere.
    ///
    /// # Errors
    /// Those of [`Vault::open`]; `root_lost` if the key is of another vault or epoch.
    pub async fn wake(&mut self, access: AccessKey) -> Result<Status> {
        if self.open.is_none() {
            self.open = Some(Open::load(Vault::open(Rc::clone(&self.store), access).await?).await?);
        }
        self.status().await
    }

    /// Answers one request; failures are a reply too.
    pub async fn handle(&mut self, request: Request) -> Reply {
        self.answer(request).await.unwrap_or_else(Reply::Failed)
    }

    /// Begins to import a file. Its chunks are read by [`Engine::step`].
    ///
    /// # Errors
    /// `vault_locked`, `import_running` (state); `not_an_export` and the like (input).
    pub fn begin_import(&mut self, file: Box<dyn ReadSeek>) -> Result<()> {
        self.unlocked()?;
        if self.job.is_some() {
            return Err(Error::state("import_running"));
        }
        self.job = Some(Job::new(transfer::open(file)?));
        Ok(())
    }

    /// Ends a running import; what it kept stays.
    pub fn cancel_import(&mut self) -> Option<ImportSummary> {
        self.job.take().map(Job::into_summary)
    }

    /// Does long work for about `budget` milliseconds.
    pub async fn step(&mut self, budget: u64) -> Step {
        let Some(open) = &mut self.open else {
            let locked = self.job.take().map(|_| ImportEnd::Failed(Error::state("vault_locked")));
            return Step { more: false, imported: locked };
        };
        let until = self.world.clock.now().0 + budget;
        if let Some(job) = &mut self.job {
            let done = job.run(open, &mut self.world, until).await;
            let imported = match done {
                Ok(false) => None,
                Ok(true) => self.cancel_import().map(ImportEnd::Done),
                Err(error) => {
                    self.job = None;
                    Some(ImportEnd::Failed(error))
                }
            };
            return Step { more: true, imported };
        }
        let Some(encoder) = &mut self.encoder else { return Step::default() };
        match open.encode_pending(encoder.as_mut(), &mut self.world, until).await {
            Ok(more) => {
                self.trouble = None;
                Step { more, imported: None }
            }
            // Told, and tried again with the next thing that comes, not in a loop.
            Err(error) => {
                self.trouble = Some(error);
                Step::default()
            }
        }
    }

    /// How things stand.
    async fn status(&self) -> Result<Status> {
        let (vault, memories, pending, damaged) = match &self.open {
            Some(open) => {
                (VaultState::Unlocked, open.index.len(), open.index.pending().len(), open.damages.len())
            }
            None if Vault::exists(&*self.store).await? => (VaultState::Locked, 0, 0, 0),
            None => (VaultState::Missing, 0, 0, 0),
        };
        let import = self.job.as_ref().map(Job::progress);
        Ok(Status {
            vault,
            memories: number(memories),
            pending: number(pending),
            damaged: number(damaged),
            trouble: self.trouble.clone(),
            import,
        })
    }

    /// The open vault, and the world to work in.
    ///
    /// # Errors
    /// `vault_locked` (state).
    fn unlocked(&mut self) -> Result<(&mut Open<Rc<S>>, &mut World)> {
        let open = self.open.as_mut().ok_or_else(|| Error::state("vault_locked"))?;
        Ok((open, &mut self.world))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
