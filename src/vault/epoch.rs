//! Changing the root key, so that what was removed can be opened by nobody any more.
//!
//! 1. Nobody else writes: the engine is alone, and holds the vault.
//! 2. The new root goes into the spare cell, is flushed, read back and opened.
//! 3. All headers are staged under it, in rows of their own; the old rows are untouched.
//! 4. One commit: the manifest, the head with the new epoch and `shredding` the old one, the rows
//!    that the change itself writes; the old headers' rows go.
//! 5. A second strict write, as a barrier: the commit is on disk before its key is gone.
//! 6. The old cell is overwritten, flushed, read back.
//! 7. `shredding` is cleared. Only now is anything destroyed.
//!
//! A crash before 4 leaves the old epoch, and a cell and rows that opening clears away; a crash
//! after it leaves the new one, and opening goes on at 5.

use super::bag::bag_key;
use super::cell;
use super::draft::{Change, Draft};
use super::head::Head;
use super::manifest::{MANIFEST, Manifest};
use super::slot::{Secret, Slot, Way};
use super::store::{Batch, Store, Table};
use super::unlocked::{Closed, Vault, list};
use crate::clock::Millis;
use crate::crypto::kdf::Cost;
use crate::crypto::keys::{AccessKey, Key, RootKey};
use crate::error::{Error, Result};
use crate::rng::Rng;

/// How many headers are staged in one transaction.
const STAGED: usize = 256;

/// What the next epoch has besides its root.
struct Next {
    access: AccessKey,
    slots: Vec<Slot>,
    draft: Draft,
}

impl<S: Store> Vault<S> {
    /// Makes a change in a new epoch: when this has returned and [`Vault::shredding`] is none,
    /// nobody can open what the change removed or replaced, nor what any change before it did,
    /// with any key whatever.
    ///
    /// # Errors
    /// As [`Vault::commit`]; nothing was changed then.
    pub async fn shred(&mut self, change: Change, rng: &mut dyn Rng) -> Result<()> {
        self.check_open()?;
        // Slots that were changed by hand are not sealed anew as if they were the user's.
        if self.manifest.slots != self.head.slots_hash()? {
            return Err(Error::integrity("vault_damaged"));
        }
        let draft = Draft::of(self, &change, rng)?;
        let (access, slots) = (self.access.clone(), self.head.slots.clone());
        self.change_epoch(Next { access, slots, draft }, rng).await
    }

    /// Makes the vault open for these secrets and no others, with a new access key: those of
    /// `keep` have a slot already, those of `add` get one. `proof` is one that opens it now; it
    /// goes too unless it is kept.
    ///
    /// # Errors
    /// `passphrase_wrong` and its like (input) if the proof or one of `keep` opens nothing;
    /// `slot_proof_missing` (input) if the proof is the device's, which proves nobody's presence;
    /// `slots_few`, `slots_many` (input); those of [`Vault::commit`]. Nothing was changed then.
    pub async fn change_slots(
        &mut self,
        proof: &Secret,
        (keep, add): (&[Secret], &[Secret]),
        cost: Cost,
        now: Millis,
        rng: &mut dyn Rng,
    ) -> Result<()> {
        self.check_open()?;
        self.check_proof(proof)?;
        keep.iter().try_for_each(|secret| self.check_opens(secret))?;
        let access = AccessKey(Key::random(rng));
        let slots = keep
            .iter()
            .chain(add)
            .map(|secret| Slot::new(&access, secret, cost, (self.id, now), rng))
            .collect::<Result<Vec<_>>>()?;
        Head::check(&slots)?;
        self.change_epoch(Next { access, slots, draft: Draft::default() }, rng).await
    }

    /// Whether this shows that somebody who may is there.
    ///
    /// # Errors
    /// `passphrase_wrong` and its like (input); `slot_proof_missing` (input) for the device's secret,
    /// which proves nobody's presence.
    pub fn check_proof(&self, proof: &Secret) -> Result<()> {
        if proof.way() == Way::Device {
            return Err(Error::input("slot_proof_missing"));
        }
        self.check_opens(proof)
    }

    fn check_opens(&self, secret: &Secret) -> Result<()> {
        if self.head.open(secret)? == self.access { Ok(()) } else { Err(Error::integrity("slot_broken")) }
    }

    /// The epoch whose root is not destroyed yet, if there is one.
    pub fn shredding(&self) -> Option<u64> {
        self.head.shredding
    }

    /// Steps 5 to 7, if they are still to be done.
    ///
    /// # Errors
    /// `store_unwritable` and its like (device): it can be tried again.
    pub async fn finish_shredding(&mut self) -> Result<()> {
        if self.head.shredding.is_none() {
            return Ok(());
        }
        let mut barrier = Batch::default();
        self.head.put(&mut barrier)?;
        self.store.commit(barrier).await?;
        cell::clear_spare(&self.store, self.head.epoch).await?;
        let done = Head { shredding: None, ..self.head.clone() };
        let mut batch = Batch::default();
        done.put(&mut batch)?;
        self.store.commit(batch).await?;
        self.head = done;
        Ok(())
    }

    async fn change_epoch(&mut self, next: Next, rng: &mut dyn Rng) -> Result<()> {
        // What does not open now could not be opened under any later root.
        if self.bags.len() != self.manifest.bags.len() {
            return Err(Error::integrity("vault_damaged"));
        }
        // Both cells would be in use.
        self.finish_shredding().await?;
        let epoch = self.head.epoch + 1;
        let root = RootKey(Key::random(rng));
        let head = Head { epoch, shredding: Some(self.head.epoch), slots: next.slots, ..self.head.clone() };
        let mut manifest = Manifest { slots: head.slots_hash()?, ..Manifest::default() };
        let Next { access, mut draft, .. } = next;

        let written = cell::write(&self.store, (&access, &root), (self.id, epoch), rng).await;
        let staged = match written {
            Ok(()) => self.stage(&head, &root, &mut manifest, &mut draft, rng).await,
            Err(error) => Err(error),
        };
        let switched = match staged {
            Ok(batch) => self.store.commit(batch).await,
            Err(error) => Err(error),
        };
        if let Err(error) = switched {
            self.give_up_epoch(epoch, error).await?;
        }
        (self.head, self.access, self.root, self.manifest) = (head, access, root, manifest);
        self.apply(draft);
        // The change is made; what is left is done now, or when the vault is opened next, and
        // until then `shredding` says so.
        let _ = self.finish_shredding().await;
        Ok(())
    }

    /// Stages the headers; gives the batch that switches to them.
    async fn stage(
        &self,
        head: &Head,
        root: &RootKey,
        manifest: &mut Manifest,
        draft: &mut Draft,
        rng: &mut dyn Rng,
    ) -> Result<Batch> {
        let mut staged = Batch::default();
        for bag in draft.touched.values_mut() {
            bag.revision += 1;
        }
        let untouched = self.bags.values().filter(|bag| !draft.touched.contains_key(&bag.id));
        for bag in draft.touched.values().chain(untouched).filter(|bag| !bag.entries.is_empty()) {
            staged.put(Table::Bags, bag_key(head.epoch, bag.id), list(manifest, bag, root, self.id, rng)?);
            if staged.writes.len() == STAGED {
                self.store.commit(std::mem::take(&mut staged)).await?;
            }
        }
        let mut batch = staged;
        batch.writes.append(&mut draft.batch.writes.clone());
        head.put(&mut batch)?;
        batch.put(Table::Meta, MANIFEST, manifest.seal(root, self.id, head.epoch, rng)?);
        for bag in self.bags.keys() {
            batch.delete(Table::Bags, bag_key(self.head.epoch, *bag));
        }
        Ok(batch)
    }

    /// After a failure on the way to an epoch: clears it away, and gives the failure back. What cannot
    /// be cleared away now is when the vault is opened next. But a device may refuse and have
    /// written all the same: if the epoch has come, it stays, and there was no failure.
    async fn give_up_epoch(&mut self, epoch: u64, error: Error) -> Result<()> {
        match Head::read(&self.store).await {
            Ok(Some(found)) if found.head.epoch == epoch => return Ok(()),
            Ok(Some(_)) => drop(self.clear_staged(epoch).await),
            // Neither key may go before it is known which of them is needed.
            _ => self.closed = Some(Closed::Unsettled),
        }
        Err(error)
    }

    /// Clears away an epoch that never came: its rows first, as the cell says that there are some.
    pub(super) async fn clear_staged(&self, epoch: u64) -> Result<()> {
        let prefix = bag_key_prefix(epoch);
        let mut batch = Batch::default();
        for key in self.store.keys(Table::Bags).await?.into_iter().filter(|key| key.starts_with(&prefix)) {
            batch.delete(Table::Bags, key);
        }
        if !batch.writes.is_empty() {
            self.store.commit(batch).await?;
        }
        cell::clear_spare(&self.store, epoch - 1).await
    }

    /// Destroys the vault, whole: its root first, then every row.
    ///
    /// # Errors
    /// Those of the store; what is left is destroyed when the store is looked at next.
    pub async fn destroy(self) -> Result<()> {
        destroy(&self.store, self.head.clone()).await
    }

    /// The same for a vault that nobody opens: its user has no key to it any more.
    ///
    /// # Errors
    /// `vault_missing` (state) if there is none; those of reading its head; those of the store.
    pub async fn destroy_unopened(store: &S) -> Result<()> {
        let found = Head::read(store).await?.ok_or_else(|| Error::state("vault_missing"))?;
        destroy(store, found.head).await
    }
}

async fn destroy(store: &impl Store, head: Head) -> Result<()> {
    let mut batch = Batch::default();
    Head { destroying: true, ..head }.put(&mut batch)?;
    store.commit(batch).await?;
    finish_destroying(store).await
}

/// What the keys of an epoch's headers begin with.
pub(super) fn bag_key_prefix(epoch: u64) -> String {
    format!("{epoch}/")
}

/// Goes on destroying a vault, if one is being destroyed.
pub(super) async fn finish_destroying(store: &impl Store) -> Result<()> {
    match Head::read(store).await? {
        Some(found) if found.head.destroying => {}
        _ => return Ok(()),
    }
    cell::clear_both(store).await?;
    // The head goes last, and with it the word that there is something to destroy.
    for table in [Table::Records, Table::Bags, Table::Meta] {
        let mut batch = Batch::default();
        store.keys(table).await?.into_iter().for_each(|key| batch.delete(table, key));
        store.commit(batch).await?;
    }
    Ok(())
}
