//! The façade: requests in, replies out, and long work in steps between them.
//!
//! [`Engine`] composes vault, index, encoder, recall and importers for the browser and the command
//! line alike. It is locked or holds an [`Open`] vault; what needs an open vault lives there, so
//! that nothing can be asked of a locked one. The caller asks one thing at a time, and calls
//! [`Engine::step`] when nobody asks: imports first, then whether all that is listed is still as it was
//! written, then the words and the vectors of what came in.

mod answer;
mod backup;
mod bin;
mod conversations;
mod encode;
mod filter;
#[cfg(fuzzing)]
pub mod fuzzing;
mod import;
mod inbox;
mod job;
mod keep;
mod ledger;
mod lineage;
mod look;
mod marks;
mod open;
mod proposals;
pub mod protocol;
mod recast;
mod restore;
mod scopes;
mod shred;
mod states;
mod stored;
mod sweep;
mod view;
mod ways;
mod wording;
mod words;

use std::rc::Rc;

use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::crypto::kdf::Cost;
use crate::crypto::keys::AccessKey;
use crate::embed::Encoder;
use crate::error::{Error, Result};
use crate::rng::Rng;
use crate::transfer::{self, ReadSeek};
use crate::vault::{Presence, Store, Vault};

use backup::Backup;
pub use backup::Sink;
use import::Import;
use job::Job;
use look::Look;
use open::Open;
use protocol::{JobEnd, JobProgress, Reply, Request, Status, Step, VaultState};
use restore::Restore;
pub use restore::Wishes;

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
    /// What new passphrase slots cost; measured when it is first needed.
    cost: Option<Cost>,
    encoder: Option<Box<dyn Encoder>>,
    open: Option<Open<Rc<S>>>,
    job: Option<Job>,
    /// Whether it rests until the user has it go on.
    paused: bool,
    /// How one ended of which nobody was told yet.
    ended: Option<JobEnd>,
    /// Why there is no encoder.
    lack: Option<Error>,
    /// What went wrong last between other work, until it goes right.
    trouble: Option<Error>,
}

impl<S: Store> Engine<S> {
    /// An engine over a store, locked. What a new passphrase slot costs is measured on the device.
    pub fn new(store: S, world: World) -> Self {
        Self {
            store: Rc::new(store),
            world,
            cost: None,
            encoder: None,
            open: None,
            job: None,
            paused: false,
            ended: None,
            lack: None,
            trouble: None,
        }
    }

    /// The same, with another cost for new passphrase slots.
    #[must_use]
    pub fn with_cost(mut self, cost: Cost) -> Self {
        self.cost = Some(cost);
        self
    }

    /// Gives it the encoder; until then memories are found by their words alone. One of another model than
    /// the last has every memory encoded anew, and until one is, its words speak for it.
    pub fn set_encoder(&mut self, encoder: Box<dyn Encoder>) {
        self.encoder = Some(encoder);
        self.lack = None;
    }

    /// Says why there is no encoder.
    pub fn lack_encoder(&mut self, why: Error) {
        self.lack = Some(why);
    }

    /// The access key of the open vault, to wake with after the engine was killed.
    pub fn access_key(&self) -> Option<&AccessKey> {
        self.open.as_ref().map(|open| open.vault.session_key())
    }

    /// Opens the vault with an access key that waited elsewhere. One of an earlier format is
    /// brought to this one's first.
    ///
    /// # Errors
    /// Those of [`Vault::open`]; `root_lost` if the key is of another vault or epoch.
    pub async fn wake(&mut self, access: AccessKey) -> Result<Status> {
        if self.open.is_none() {
            Vault::migrate(&self.store, &access, self.world.rng.as_mut()).await?;
            let model = self.encoder.as_ref().map(|encoder| encoder.model());
            self.open = Some(Open::load(Vault::open(Rc::clone(&self.store), access).await?, model).await?);
        }
        self.status().await
    }

    /// Answers one request; failures are a reply too.
    pub async fn handle(&mut self, request: Request) -> Reply {
        // A device that cannot be read keeps no vault open.
        let settled = if matches!(request, Request::Lock) { Ok(()) } else { self.settle().await };
        match settled {
            Ok(()) => self.answer(request).await.unwrap_or_else(Reply::Failed),
            Err(error) => Reply::Failed(error),
        }
    }

    /// Lets the encoder's model be that of the open vault's index.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    async fn settle(&mut self) -> Result<()> {
        match (&mut self.open, &self.encoder) {
            (Some(open), Some(encoder)) => open.turn_to(encoder.model()).await,
            _ => Ok(()),
        }
    }

    /// Begins to import a file. Its chunks are read by [`Engine::step`].
    ///
    /// # Errors
    /// `vault_locked`, `job_running` (state); `not_an_export` and the like (input).
    pub fn begin_import(&mut self, file: Box<dyn ReadSeek>) -> Result<()> {
        self.idle()?;
        self.begin(Job::Import(Import::new(transfer::open(file)?)));
        Ok(())
    }

    /// Begins to look through a file: what an import would bring, and nothing is kept.
    ///
    /// # Errors
    /// As [`Engine::begin_import`].
    pub fn begin_look(&mut self, file: Box<dyn ReadSeek>) -> Result<()> {
        self.idle()?;
        self.begin(Job::Look(Look::new(transfer::open(file)?)));
        Ok(())
    }

    fn begin(&mut self, job: Job) {
        (self.job, self.paused) = (Some(job), false);
    }

    /// Begins to write a backup, opened by a passphrase of its own. It goes on in [`Engine::step`],
    /// where it is read back too. The vault will know it by `name`.
    ///
    /// # Errors
    /// `vault_locked`, `job_running` (state); `passphrase_short` (input); those of the file.
    pub async fn begin_backup(
        &mut self,
        file: Box<dyn Sink>,
        passphrase: String,
        name: String,
    ) -> Result<()> {
        self.idle()?;
        let passphrase = Zeroizing::new(passphrase);
        if passphrase.chars().count() < PASSPHRASE_LEAST {
            return Err(Error::input("passphrase_short"));
        }
        let cost = self.cost()?;
        let (open, world) = self.unlocked()?;
        let backup = Backup::begin(open, file, (passphrase, name), cost, world).await?;
        self.begin(Job::Backup(backup));
        Ok(())
    }

    /// Begins to restore a backup. [`Engine::step`] checks the whole of it, then merges it. Receipts
    /// will know the file by `name`.
    ///
    /// # Errors
    /// `vault_locked`, `job_running` (state); `not_a_backup`, `passphrase_wrong` and the like (input).
    pub fn begin_restore(
        &mut self,
        file: Box<dyn ReadSeek>,
        (name, passphrase): (String, String),
        wishes: Wishes,
    ) -> Result<()> {
        self.idle()?;
        let restore = Restore::begin(file, name, Zeroizing::new(passphrase), wishes)?;
        self.begin(Job::Restore(Box::new(restore)));
        Ok(())
    }

    /// Ends the running job; what it kept stays.
    pub fn cancel_job(&mut self) -> Option<JobEnd> {
        self.job.take().and_then(Job::cancel)
    }

    /// Does long work for about `budget` milliseconds.
    pub async fn step(&mut self, budget: u64) -> Step {
        let until = self.world.clock.now().0 + budget;
        if let Some(ended) = self.ended.take() {
            return Step { more: self.open.is_some(), ended: Some(ended) };
        }
        if let Err(error) = self.settle().await {
            self.trouble = Some(error);
            return Step::default();
        }
        let Some(open) = &mut self.open else { return Step::default() };
        if let Some(job) = self.job.as_mut().filter(|_| !self.paused) {
            let ended = match job.run(open, &mut self.world, until).await {
                Ok(ended) => ended,
                Err(error) => Some(JobEnd::Failed(error)),
            };
            if ended.is_some() {
                self.job = None;
            }
            return Step { more: true, ended };
        }
        // Nothing is destroyed under work that rests.
        let idle = self.job.is_none();
        if idle {
            // Told by the status if it fails, and tried again whenever there is nothing else to do.
            let _ = open.vault.finish_shredding().await;
            if !open.tidied && open.untidied.is_none() {
                open.tidy(&mut self.world).await;
                return Step { more: true, ended: None };
            }
        }
        let tended = open.tend(self.encoder.as_deref_mut(), &mut self.world, until).await;
        // What kept the bin from being emptied may have passed when there is nothing else to do.
        if idle && !open.tidied && !matches!(tended, Ok(true)) {
            open.tidy(&mut self.world).await;
        }
        match tended {
            Ok(more) => {
                self.trouble = None;
                Step { more, ended: None }
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
        let vault = match &self.open {
            Some(_) => VaultState::Unlocked,
            None => match Vault::presence(&*self.store).await? {
                Presence::Here => VaultState::Locked,
                Presence::Lost => VaultState::Lost,
                Presence::Missing => VaultState::Missing,
            },
        };
        let open = self.open.as_ref();
        let count = |of: fn(&Open<Rc<S>>) -> usize| number(open.map_or(0, of));
        let untidied = open.and_then(|open| open.untidied.as_ref());
        Ok(Status {
            vault,
            memories: count(|open| open.index.len()),
            pending: count(|open| open.index.pending().len()),
            inbox: count(|open| open.index.waiting().len()),
            binned: count(|open| open.bin.len()),
            damaged: count(|open| open.damages.len()),
            checking: open.is_some_and(|open| !(open.unchecked.is_empty() && open.unread.is_empty())),
            shredding: open.is_some_and(|open| open.vault.shredding().is_some()),
            trouble: self.trouble.as_ref().or(untidied).or(self.lack.as_ref()).cloned(),
            job: self.job.as_ref().map(|job| JobProgress { paused: self.paused, ..job.progress() }),
        })
    }

    /// What a new passphrase slot costs on this device.
    fn cost(&mut self) -> Result<Cost> {
        if let Some(cost) = self.cost {
            return Ok(cost);
        }
        Ok(*self.cost.insert(Cost::tuned(self.world.clock.as_ref())?))
    }

    /// That a job can begin.
    ///
    /// # Errors
    /// `vault_locked`, `job_running` (state).
    fn idle(&mut self) -> Result<()> {
        self.unlocked()?;
        if self.job.is_some() { Err(Error::state("job_running")) } else { Ok(()) }
    }

    /// That no backup is being written: what moves into the bin or out of it meanwhile could be in no part of it.
    ///
    /// # Errors
    /// `job_running` (state).
    fn not_backing_up(&self) -> Result<()> {
        if matches!(self.job, Some(Job::Backup(_))) { Err(Error::state("job_running")) } else { Ok(()) }
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
