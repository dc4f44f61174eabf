//! One request, one reply.

use std::rc::Rc;

use crate::embed::Vector;
use crate::error::{Error, Result};
use crate::transfer::{self, Chunk};
use crate::vault::{Store, Vault};

use super::import::skipped;
use super::open::Open;
use super::protocol::{ImportSummary, Reply, Request};
use super::{Engine, PAGE, PASSPHRASE_LEAST, number};

impl<S: Store> Engine<S> {
    pub(super) async fn answer(&mut self, request: Request) -> Result<Reply> {
        Ok(match request {
            Request::Status => Reply::Status(self.status().await?),
            Request::Create { passphrase } => {
                self.create(&zeroize::Zeroizing::new(passphrase)).await?;
                Reply::Create(self.status().await?)
            }
            Request::Unlock { passphrase } => {
                let access = Vault::access_key(&*self.store, &zeroize::Zeroizing::new(passphrase)).await?;
                Reply::Unlock(self.wake(access).await?)
            }
            Request::Lock => {
                self.open = None;
                Reply::Lock(self.status().await?)
            }
            Request::AddNote { text } => {
                let (open, world) = self.unlocked()?;
                let (memory, added) = open.add_note(&text, world).await?;
                Reply::AddNote { memory: open.view(memory), added }
            }
            Request::ImportText { text } => Reply::ImportText(self.import_text(&text).await?),
            Request::List { offset, limit } => {
                let (open, _) = self.unlocked()?;
                let page = open.index.newest().skip(offset as usize).take(limit.min(PAGE) as usize);
                let ids: Vec<_> = page.map(|doc| doc.id).collect();
                Reply::List { memories: open.views(ids).await?, total: number(open.index.len()) }
            }
            Request::Search { query, limit } => {
                let vector = self.encode(&query)?;
                let (open, world) = self.unlocked()?;
                let memories = open.search(&query, vector.as_ref(), limit.min(PAGE) as usize, world).await?;
                Reply::Search { memories }
            }
            Request::Delete { ids } => {
                let (open, world) = self.unlocked()?;
                Reply::Delete { deleted: open.delete(&ids, world).await? }
            }
            Request::Recall { draft, site: _ } => {
                let vector = self.encode(&draft)?;
                let (open, world) = self.unlocked()?;
                Reply::Recall { suggestions: open.suggest(&draft, vector.as_ref(), world).await? }
            }
            Request::Insert { ids, site } => {
                let (open, world) = self.unlocked()?;
                Reply::Insert { block: open.insert(&ids, &site, world).await? }
            }
            Request::Ledger { offset, limit } => {
                let (open, _) = self.unlocked()?;
                let entries = open.read_ledger(offset as usize, limit.min(PAGE) as usize).await?;
                Reply::Ledger { entries, total: number(open.ledger.len()) }
            }
        })
    }

    async fn create(&mut self, passphrase: &str) -> Result<()> {
        if passphrase.chars().count() < PASSPHRASE_LEAST {
            return Err(Error::input("passphrase_short"));
        }
        let vault =
            Vault::create(Rc::clone(&self.store), passphrase, self.cost, self.world.rng.as_mut()).await?;
        self.open = Some(Open::over(vault));
        Ok(())
    }

    async fn import_text(&mut self, text: &str) -> Result<ImportSummary> {
        let (open, world) = self.unlocked()?;
        let (memories, skips) = transfer::paste::read(text);
        let kept = open.keep_chunk(Chunk { conversation: None, memories }, world).await?;
        let skipped = skipped(&skips);
        Ok(ImportSummary { conversations: 0, kept: kept.kept, known: kept.known, skipped })
    }

    /// The vector of what was typed; none while there is no encoder. Asked only of an open vault.
    fn encode(&mut self, text: &str) -> Result<Option<Vector>> {
        self.unlocked()?;
        let Some(encoder) = &mut self.encoder else { return Ok(None) };
        // Words alone still find most: a failing encoder must not leave the user with nothing.
        Ok(encoder.encode(&[text]).ok().and_then(|mut vectors| vectors.pop()))
    }
}
