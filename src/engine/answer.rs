//! One request, one reply.

use std::rc::Rc;

use crate::crypto::stack;
use crate::embed::Encoded;
use crate::error::{Error, Result};
use crate::recall::wording::Wording;
use crate::transfer::{self, Chunk};
use crate::vault::{Secret, Store, Vault};

use super::import::skipped;
use super::job::Job;
use super::open::Open;
use super::protocol::{BackupView, ImportSummary, Reply, Request, SiteRule};
use super::view::says_nothing;
use super::wording::preview;
use super::{Engine, PAGE, number};

impl<S: Store> Engine<S> {
    pub(super) async fn answer(&mut self, request: Request) -> Result<Reply> {
        Ok(match request {
            Request::Status => Reply::Status(self.status().await?),
            Request::Create { with } => {
                self.create(&with.read_new()?).await?;
                Reply::Create(self.status().await?)
            }
            Request::Unlock { with } => {
                let access = Vault::access_key(&*self.store, &with.read()?).await?;
                Reply::Unlock(self.wake(access).await?)
            }
            Request::Slots => Reply::Slots { slots: self.slots().await? },
            Request::NewRecovery => self.new_recovery(),
            Request::ChangeSlots { proof, keep, add } => {
                Reply::ChangeSlots { slots: self.change_slots(proof, keep, add).await? }
            }
            Request::Lock => {
                self.open = None;
                self.end_job();
                stack::wipe();
                Reply::Lock(self.status().await?)
            }
            Request::AddNote { text, host } => {
                let (open, world) = self.unlocked()?;
                let (memory, added) = open.add_note(&text, &host, world).await?;
                Reply::AddNote { memory: open.view(memory), added }
            }
            Request::Propose { text, from } => {
                let (open, world) = self.unlocked()?;
                let (memory, added) = open.propose(&text, &from, world).await?;
                Reply::Propose { memory: open.view(memory), added }
            }
            Request::ProposeFrom { text, host } => {
                let (open, world) = self.unlocked()?;
                Reply::ProposeFrom { proposed: open.propose_from(&text, &host, world).await? }
            }
            Request::KeepSaid { site, said } => {
                let (open, world) = self.unlocked()?;
                Reply::KeepSaid { kept: open.keep_said(&site, said, world).await? }
            }
            Request::ImportText { text } => Reply::ImportText(self.import_text(&text).await?),
            Request::List { filter, offset, limit } => {
                let (open, _) = self.unlocked()?;
                let (ids, total) = open.page(&filter, offset as usize, limit.min(PAGE) as usize);
                Reply::List { memories: open.views(ids).await?, total: number(total) }
            }
            Request::Inbox { offset, limit } => {
                let (open, _) = self.unlocked()?;
                let entries = open.read_waiting(offset as usize, limit.min(PAGE) as usize).await?;
                Reply::Inbox { entries, total: number(open.index.waiting().len()) }
            }
            Request::Approve { ids, holds } => {
                let (open, world) = self.unlocked()?;
                Reply::Approve { changed: open.approve(&ids, holds, world).await? }
            }
            Request::Recast { ids, texts } => {
                self.not_backing_up()?;
                let (open, world) = self.unlocked()?;
                let ids = open.recast(&ids, &texts, world).await?;
                Reply::Recast { memories: open.views(ids).await? }
            }
            Request::Revise { id, text } => {
                let (open, world) = self.unlocked()?;
                let memory = open.revise(id, &text, world).await?;
                Reply::Revise { memory: open.view(memory) }
            }
            Request::Search { query, filter, limit } => {
                let encoded = self.encode(&query)?;
                let (open, world) = self.unlocked()?;
                let chosen = (&filter, limit.min(PAGE) as usize);
                Reply::Search { memories: open.search(&query, encoded.as_ref(), chosen, world).await? }
            }
            Request::About { id } => {
                let (open, _) = self.unlocked()?;
                Reply::About { versions: open.versions(id).await?, told: open.told_where(id).await }
            }
            Request::Mark { ids, mark } => {
                let (open, world) = self.unlocked()?;
                Reply::Mark { changed: open.mark(&ids, &mark, world).await? }
            }
            Request::Scopes => {
                let (scopes, sites) = self.unlocked()?.0.scope_views();
                Reply::Scopes { scopes, sites, default: SiteRule::default() }
            }
            Request::NameScope { id, name } => {
                let (open, world) = self.unlocked()?;
                Reply::NameScope { id: open.name_scope(id, &name, world).await? }
            }
            Request::DropScope { id } => {
                let (open, world) = self.unlocked()?;
                open.drop_scope(id, world).await?;
                Reply::DropScope
            }
            Request::SetSiteRule { site, rule } => {
                let (open, world) = self.unlocked()?;
                open.set_site_rule(&site, rule, world).await?;
                Reply::SetSiteRule
            }
            Request::Delete { ids } => {
                self.not_backing_up()?;
                let (open, world) = self.unlocked()?;
                Reply::Delete { deleted: open.delete(&ids, world).await? }
            }
            Request::Undelete { ids } => {
                self.not_backing_up()?;
                let (open, world) = self.unlocked()?;
                Reply::Undelete { restored: open.undelete(&ids, world).await? }
            }
            Request::Bin { offset, limit } => {
                let (open, _) = self.unlocked()?;
                let entries = open.read_bin(offset as usize, limit.min(PAGE) as usize).await?;
                Reply::Bin { entries, total: number(open.bin.len()) }
            }
            Request::Sources => Reply::Sources { sources: self.unlocked()?.0.sources() },
            Request::Shred { what } => {
                // A backup that is being made could hold what goes, unnamed; a restore could bring it back.
                self.idle()?;
                let (open, world) = self.unlocked()?;
                Reply::Shred { receipt: open.shred(&what, world).await? }
            }
            Request::Forget { proof } => {
                let proof = proof.map(|proof| proof.read()).transpose()?;
                Reply::Forget { backups: self.forget(proof.as_ref()).await? }
            }
            Request::Receipts { offset, limit } => {
                let (open, _) = self.unlocked()?;
                let receipts = open.read_receipts(offset as usize, limit.min(PAGE) as usize).await?;
                Reply::Receipts { receipts, total: number(open.receipts.len()) }
            }
            Request::Backups => Reply::Backups { backups: self.unlocked()?.0.read_backups().await },
            Request::Damages => {
                let (open, world) = self.unlocked()?;
                open.check(world, u64::MAX).await?;
                Reply::Damages { damages: open.damage_views() }
            }
            Request::Repair => {
                self.repair().await?;
                Reply::Repair(self.status().await?)
            }
            Request::PauseJob { holds } => {
                // Of a backup and its restoring all is one time.
                if !matches!(self.job, Some(Job::Import(_) | Job::Look(_))) {
                    return Err(Error::state("job_missing"));
                }
                self.paused = holds;
                Reply::PauseJob
            }
            Request::Recall { draft, site } => {
                let own = self.unlocked()?.0.own_words(&draft);
                let encoded = if says_nothing(&own) { None } else { self.encode(&own)? };
                let (open, world) = self.unlocked()?;
                let suggestions = open.suggest((&own, &draft, &site), encoded.as_ref(), world).await?;
                Reply::Recall { suggestions, around: open.around(), keeps: open.scopes.rule(&site).keeps }
            }
            Request::Supersede { older, newer, holds } => {
                let (open, world) = self.unlocked()?;
                open.supersede((older, newer), holds, world).await?;
                Reply::Supersede
            }
            Request::Dismiss { id, draft } => {
                let own = self.unlocked()?.0.own_words(&draft);
                let encoded = self.encode(&own)?;
                let (open, world) = self.unlocked()?;
                if let Some(draft) = &encoded {
                    open.dismiss(id, draft, world).await?;
                }
                Reply::Dismiss { learned: encoded.is_some() }
            }
            Request::Undismiss { id, all } => {
                // What is taken back would live on in a backup that is being written.
                self.idle()?;
                let (open, world) = self.unlocked()?;
                open.undismiss(id, all, world).await?;
                Reply::Undismiss
            }
            Request::Insert { ids, site, agreed } => {
                let (open, world) = self.unlocked()?;
                Reply::Insert { block: open.insert(&ids, (&site, agreed), world).await? }
            }
            Request::Wording => {
                let wording = self.unlocked()?.0.wording.clone();
                Reply::Wording { wording, default: Wording::default() }
            }
            Request::SetWording { wording } => {
                let (open, world) = self.unlocked()?;
                open.set_wording(&wording, world).await?;
                Reply::SetWording
            }
            Request::Preview { wording, sample } => {
                Reply::Preview(preview(&wording, &sample, self.unlocked()?.1)?)
            }
            Request::Ledger { offset, limit } => {
                let (open, _) = self.unlocked()?;
                let entries = open.read_ledger(offset as usize, limit.min(PAGE) as usize).await?;
                Reply::Ledger { entries, total: number(open.ledger.len()) }
            }
        })
    }

    async fn create(&mut self, with: &Secret) -> Result<()> {
        let (cost, now) = (self.cost()?, self.world.clock.now());
        let store = Rc::clone(&self.store);
        let vault = Vault::create(store, with, cost, now, self.world.rng.as_mut()).await?;
        self.open = Some(Open::over(vault));
        Ok(())
    }

    /// Destroys the vault, if the proof opens it or nobody has it open; gives the backups that may still
    /// hold it.
    async fn forget(&mut self, proof: Option<&Secret>) -> Result<Vec<BackupView>> {
        let Some(proof) = proof else {
            // Whoever sits before an open vault may not be the one who opened it.
            if self.open.is_some() {
                return Err(Error::input("slot_proof_missing"));
            }
            Vault::destroy_unopened(&self.store).await?;
            return Ok(Vec::new());
        };
        let (open, _) = self.unlocked()?;
        open.vault.check_proof(proof)?;
        let backups = open.read_backups().await;
        self.end_job();
        if let Some(open) = self.open.take() {
            open.vault.destroy().await?;
        }
        Ok(backups)
    }

    /// Ends what runs, with its keys: [`step`](Self::step) tells how.
    fn end_job(&mut self) {
        if let Some(job) = self.job.take() {
            self.ended = Some(job.lock());
        }
    }

    async fn repair(&mut self) -> Result<()> {
        self.idle()?;
        let (open, world) = self.unlocked()?;
        // What is not known to be lost could not be given up.
        open.check(world, u64::MAX).await?;
        let Some(open) = self.open.take() else { return Ok(()) };
        let (open, repaired) = open.repair(&mut self.world).await;
        self.open = open;
        repaired
    }

    async fn import_text(&mut self, text: &str) -> Result<ImportSummary> {
        let (open, world) = self.unlocked()?;
        let (memories, skips) = transfer::paste::read(text);
        let kept = open.keep_chunk(Chunk { conversation: None, memories }, world).await?;
        let skipped = skipped(&skips);
        Ok(ImportSummary { conversations: 0, kept: kept.kept, known: kept.known, skipped })
    }

    /// What was typed, encoded; none while there is no encoder. Asked only of an open vault.
    fn encode(&mut self, text: &str) -> Result<Option<Encoded>> {
        self.unlocked()?;
        let Some(encoder) = &mut self.encoder else { return Ok(None) };
        // Words alone still find most: a failing encoder must not leave the user with nothing.
        Ok(encoder.ask(text).ok())
    }
}
