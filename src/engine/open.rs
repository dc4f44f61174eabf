//! The unlocked state: an open vault and everything that is made from it in memory.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::clock::Millis;
use crate::embed::{Encoder, Model};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Fingerprint, Id};
use crate::index::{Doc, Index};
use crate::memory::{Conversation, Memory};
use crate::recall::wording::Wording;
use crate::vault::{Change, Damage, Namespace, Store, Vault};

use super::World;
use super::backup::BackupNote;
use super::bin::{Binned, InBin};
use super::ledger::Entry;
use super::lineage::Lineage;
use super::marks::Marks;
use super::scopes::Scopes;
use super::shred::Receipt;
use super::stored::{self, Stored};

/// An open vault, its index, and what is asked of it so often that it stands in memory.
pub(super) struct Open<S> {
    pub(super) vault: Vault<S>,
    pub(super) index: Index,
    /// What is there already, so that a second import adds nothing.
    pub(super) known: HashMap<Fingerprint, Id>,
    pub(super) conversations: HashMap<Id, Conversation>,
    /// The ledger's entries by time; their text stays in the vault.
    pub(super) ledger: BTreeSet<(Millis, Id)>,
    /// How often a memory was inserted.
    pub(super) told: HashMap<Id, u32>,
    /// What lies in the bin; the texts stay in the vault.
    pub(super) bin: HashMap<Id, InBin>,
    /// What was shredded: it does not come back unasked.
    pub(super) shredded: HashSet<Id>,
    pub(super) receipts: BTreeSet<(Millis, Id)>,
    pub(super) backups: BTreeSet<(Millis, Id)>,
    pub(super) lineage: Lineage,
    /// How what is inserted is worded.
    pub(super) wording: Wording,
    /// The scopes, and what sites may see.
    pub(super) scopes: Scopes,
    /// What is known of memories beside their texts.
    pub(super) marks: HashMap<Id, Marks>,
    /// The memories that a site is never offered, by its origin.
    pub(super) never_at: HashMap<String, BTreeSet<Id>>,
    /// Memories that were encoded or approved, and not yet compared with what they may overtake.
    pub(super) fresh: Vec<Id>,
    /// The bag whose vectors are being made, until they are written.
    pub(super) begun: Option<Id>,
    pub(super) damages: Vec<Damage>,
    /// What made the vectors in the index; none while there is neither any nor an encoder.
    pub(super) model: Option<Model>,
    /// Bags of memories whose block of words is behind them.
    pub(super) late: BTreeSet<Id>,
    /// Bags of memories whose block of token states waits to be read.
    pub(super) unread: BTreeSet<Id>,
    /// Bags whose records were not looked at since the vault was opened.
    pub(super) unchecked: Vec<Id>,
    /// Blocks and records that speak of nothing that is kept.
    pub(super) strays: Vec<(Namespace, Id)>,
    /// Bags whose blocks speak of memories of another bag too.
    pub(super) mixed: BTreeSet<Id>,
    /// Whether rows were looked for that nobody wrote, since damage was found.
    thorough: bool,
    /// Whether the bin was looked through since the vault was opened.
    pub(super) tidied: bool,
    /// What keeps it from being emptied.
    pub(super) untidied: Option<Error>,
}

impl<S: Store> Open<S> {
    /// An open vault, read once, for an encoder's model if there is one.
    pub(super) async fn load(
        (vault, damages): (Vault<S>, Vec<Damage>),
        model: Option<Model>,
    ) -> Result<Self> {
        let mut open = Self::over(vault);
        open.damages = damages;
        open.model = model;
        open.read().await?;
        Ok(open)
    }

    /// Reads what has to stand in memory, bag by bag: no more than one bag's plaintext is held.
    pub(super) async fn read(&mut self) -> Result<()> {
        self.note(Namespace::Conversation, |open, id, conversation: Conversation| {
            open.known.insert(conversation.origin, id);
            open.conversations.insert(id, conversation);
        })
        .await?;
        self.read_memories().await?;
        self.note(Namespace::Bin, |open, id, binned: Binned| open.see_binned(id, &binned)).await?;
        self.note(Namespace::Ledger, |open, id, entry: Entry| open.enter(id, &entry)).await?;
        self.note(Namespace::Receipt, |open, id, receipt: Receipt| open.see_receipt(id, &receipt)).await?;
        self.note(Namespace::Backup, |open, id, made: BackupNote| {
            open.backups.insert((made.time, id));
        })
        .await?;
        self.note(Namespace::Lineage, |open, _, lineage: Lineage| open.lineage = lineage).await?;
        self.note(Namespace::Wording, |open, _, wording: Wording| {
            // One that this release would not take is not used.
            open.wording = wording.checked().unwrap_or_default();
        })
        .await?;
        // Before the marks, which tell their scopes by them.
        self.note(Namespace::Scopes, |open, _, scopes: Scopes| {
            open.scopes = if scopes.is_sound() { scopes } else { Scopes::default() };
        })
        .await?;
        self.read_vectors().await?;
        self.note(Namespace::Marks, |open, id, marks: Marks| open.see_marks(id, marks)).await?;
        self.close_unread();
        self.strays = [self.stray_blocks(), self.stray_records()].concat();
        self.thorough = !self.damages.is_empty();
        self.damages.extend(self.vault.strangers(self.thorough).await?);
        Ok(())
    }

    /// Over a vault that holds nothing yet.
    pub(super) fn over(vault: Vault<S>) -> Self {
        Self {
            vault,
            index: Index::new(),
            known: HashMap::new(),
            conversations: HashMap::new(),
            ledger: BTreeSet::new(),
            told: HashMap::new(),
            bin: HashMap::new(),
            shredded: HashSet::new(),
            receipts: BTreeSet::new(),
            backups: BTreeSet::new(),
            lineage: Lineage::default(),
            wording: Wording::default(),
            scopes: Scopes::default(),
            marks: HashMap::new(),
            never_at: HashMap::new(),
            fresh: Vec::new(),
            begun: None,
            damages: Vec::new(),
            model: None,
            late: BTreeSet::new(),
            unread: BTreeSet::new(),
            unchecked: Vec::new(),
            strays: Vec::new(),
            mixed: BTreeSet::new(),
            thorough: false,
            tidied: false,
            untidied: None,
        }
    }

    async fn note<T: Stored>(
        &mut self,
        namespace: Namespace,
        act: impl FnMut(&mut Self, Id, T),
    ) -> Result<()> {
        let damages = self.each(namespace, act).await?;
        self.damages.extend(damages);
        Ok(())
    }

    /// Reads every record of a namespace, and gives the damage to those that cannot be read or
    /// make no sense.
    pub(super) async fn each<T: Stored>(
        &mut self,
        namespace: Namespace,
        mut act: impl FnMut(&mut Self, Id, T),
    ) -> Result<Vec<Damage>> {
        let mut damages = Vec::new();
        for bag in self.vault.bags(namespace) {
            damages.extend(self.each_of(namespace, bag, &mut act).await?);
        }
        Ok(damages)
    }

    /// The same, of one bag.
    pub(super) async fn each_of<T: Stored>(
        &mut self,
        namespace: Namespace,
        bag: Id,
        mut act: impl FnMut(&mut Self, Id, T),
    ) -> Result<Vec<Damage>> {
        let (records, mut damages) = self.vault.open_bag(bag).await?;
        for (id, plain) in records {
            match stored::decode(&plain) {
                Some(value) => act(self, id, value),
                None => damages.push(Damage::of_record("record_broken", namespace, Some(bag), id)),
            }
        }
        Ok(damages)
    }

    /// What is to be done when nobody asks for anything, until the time is up; false when nothing is.
    ///
    /// # Errors
    /// Those of the encoder and of the store.
    pub(super) async fn tend(
        &mut self,
        encoder: Option<&mut (dyn Encoder + 'static)>,
        world: &mut World,
        until: u64,
    ) -> Result<bool> {
        if !(self.strays.is_empty() && self.mixed.is_empty()) {
            let mut change = Change::default();
            self.sweep(&mut change, &BTreeSet::new()).await?;
            self.vault.commit(change, world.rng.as_mut()).await?;
            self.swept();
            return Ok(true);
        }
        // First what takes a second at most: thousands of vectors can take an hour, and what is there to be read need not
        // be made.
        if self.check(world, until).await? || self.write_words(world, until).await? {
            return Ok(true);
        }
        if let Some(encoder) = encoder
            && self.encode_pending(encoder, world, until).await?
        {
            return Ok(true);
        }
        if !self.fresh.is_empty() {
            self.settle_overtaken(Change::default(), world).await?;
        }
        Ok(false)
    }

    /// Looks at records that were not read when the vault was opened, until the time is up, and reads
    /// what opening did not wait for; false when none is left.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    pub(super) async fn check(&mut self, world: &World, until: u64) -> Result<bool> {
        while let Some(bag) = self.unchecked.last().copied() {
            let damages = self.vault.check_bag(bag).await?;
            damages.into_iter().for_each(|damage| self.count(damage));
            self.unchecked.pop();
            if world.clock.now().0 >= until {
                return Ok(true);
            }
        }
        if self.read_states(world, until).await? {
            return Ok(true);
        }
        // Where something was taken away, something may have been put in its place: their number tells nothing.
        if !self.thorough && !self.damages.is_empty() {
            self.thorough = true;
            self.vault.strangers(true).await?.into_iter().for_each(|damage| self.count(damage));
        }
        Ok(false)
    }

    /// One record; `None` if there is none of this id.
    ///
    /// # Errors
    /// `record_missing`, `record_changed`, `record_broken` (integrity).
    pub(super) async fn record<T: Stored>(&self, namespace: Namespace, id: Id) -> Result<Option<T>> {
        let Some(plain) = self.vault.get(namespace, id).await? else { return Ok(None) };
        stored::decode(&plain).map(Some).ok_or_else(|| Error::integrity("record_broken"))
    }

    /// One record, if there is one that can be read.
    ///
    /// # Errors
    /// `store_unreadable` (device): it may be read the next time.
    pub(super) async fn readable<T: Stored>(&self, namespace: Namespace, id: Id) -> Result<Option<T>> {
        match self.record(namespace, id).await {
            Err(error) if error.kind == ErrorKind::Device => Err(error),
            read => Ok(read.ok().flatten()),
        }
    }

    /// The records of a namespace in which damage was found.
    pub(super) fn damaged(&self, namespace: Namespace) -> BTreeSet<Id> {
        let of = self.damages.iter().filter(|damage| damage.namespace == Some(namespace));
        of.filter_map(|damage| damage.record).collect()
    }

    /// Makes a memory findable, and known for the next import.
    pub(super) fn admit(&mut self, memory: &Memory) {
        self.index.add(Doc::from(memory), &memory.text);
        self.know(memory.origin, memory.id);
        self.late.extend(self.vault.bag_of(Namespace::Memory, memory.id));
    }

    /// Makes a memory known for the next import. One that waits in quarantine takes no other's place.
    pub(super) fn know(&mut self, origin: Fingerprint, id: Id) {
        let stands = self.known.get(&origin).is_some_and(|known| self.is_approved(*known));
        if !stands || self.is_approved(id) {
            self.known.insert(origin, id);
        }
    }

    /// Whether there is a memory of this id, deleted or not, that does not wait in quarantine.
    pub(super) fn is_approved(&self, id: Id) -> bool {
        self.index.doc(id).is_some_and(|doc| doc.suggestible)
            || self.bin.get(&id).is_some_and(|binned| binned.approved)
    }

    /// Counts damage, once. A memory that can no longer be read is found no more, and may be imported
    /// anew.
    pub(super) fn count(&mut self, damage: Damage) {
        if let (Some(Namespace::Memory), Some(id)) = (damage.namespace, damage.record) {
            self.known.retain(|_, known| *known != id);
            self.index.remove(id);
        }
        if !self.damages.contains(&damage) {
            self.damages.push(damage);
        }
    }

    /// What was written anew is damaged no more.
    pub(super) fn heal(&mut self, written: &HashSet<(Namespace, Id)>) {
        self.damages.retain(|damage| !damage.is_of(written));
    }

    /// A memory, whole; `None` if there is none of this id.
    pub(super) async fn memory(&self, id: Id) -> Result<Option<Memory>> {
        self.record(Namespace::Memory, id).await
    }
}
