//! Shredding: what is removed here can be opened by nobody any more, and a receipt says what it was.

use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::memory::Memory;
use crate::vault::{Change, Damage, Namespace, Store};

use super::World;
use super::bin::Binned;
use super::ledger::Entry;
use super::open::Open;
use super::protocol::{ReceiptView, Shreds};
use super::stored;

/// What was shredded, as the vault keeps it: no text, and the ids of memories and entries, so that
/// no backup brings one of them back unasked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Receipt {
    pub(super) time: Millis,
    pub(super) memories: u32,
    pub(super) conversations: u32,
    /// Entries that went, and entries whose text went.
    pub(super) entries: u32,
    /// The epoch whose root was destroyed with it.
    pub(super) epoch: u64,
    /// Backups that may still hold some of it.
    pub(super) backups: Vec<Id>,
    pub(super) ids: Vec<Id>,
}

/// Where a memory and what is known of it alone are kept, each under its id.
pub(super) const OF_MEMORY: [Namespace; 4] =
    [Namespace::Memory, Namespace::Bin, Namespace::History, Namespace::Marks];

/// What becomes of the ledger where memories go.
#[derive(Default)]
pub(super) struct Silence {
    /// How many texts are gone.
    texts: u32,
    /// Whether entries are gone whole.
    pub(super) lost: bool,
    /// What is damaged no more.
    pub(super) whole: HashSet<(Namespace, Id)>,
}

/// Everything that goes with what is shredded.
#[derive(Default)]
struct Going {
    memories: BTreeSet<Id>,
    conversations: BTreeSet<Id>,
    /// Entries that go, and entries whose text goes.
    entries: BTreeSet<Id>,
    silenced: u32,
    /// When the first of the memories came into the vault.
    since: Option<Millis>,
}

impl<S: Store> Open<S> {
    /// Shreds, and gives the receipt; `None` if there was nothing to shred.
    ///
    /// # Errors
    /// `vault_damaged` (integrity): what is damaged has to be given up first; those of the store.
    pub(super) async fn shred(&mut self, what: &Shreds, world: &mut World) -> Result<Option<ReceiptView>> {
        let mut going = Going::default();
        match what {
            Shreds::Binned => {
                // What in it cannot be read as well, unless it lives here again.
                let unread = self.damaged(Namespace::Bin).into_iter();
                let unread = unread.filter(|id| self.index.doc(*id).is_none());
                going.memories = self.bin.keys().copied().chain(unread).collect();
            }
            Shreds::Due => going.memories = self.due(world.clock.now()),
            Shreds::Memories { ids } => {
                going.memories = ids.iter().copied().filter(|id| self.has(*id)).collect();
            }
            Shreds::Source { source } => {
                let mut found = BTreeSet::new();
                let unread = self.each(Namespace::Memory, |_, id, memory: Memory| {
                    if memory.source == *source {
                        found.insert(id);
                    }
                });
                let mut unread = unread.await?;
                let binned = self.each(Namespace::Bin, |_, id, binned: Binned| {
                    if binned.memory.source == *source {
                        found.insert(id);
                    }
                });
                unread.extend(binned.await?);
                none_of(&unread)?;
                going.memories = found;
            }
            Shreds::Site { site } => {
                let mut found = BTreeSet::new();
                let unread = self.each(Namespace::Ledger, |_, id, entry: Entry| {
                    if entry.site == *site {
                        found.insert(id);
                    }
                });
                none_of(&unread.await?)?;
                // What it may see stays: forgetting what it was told must not let it be told more.
                going.entries = found;
            }
        }
        if going.memories.is_empty() && going.entries.is_empty() {
            return Ok(None);
        }
        self.shred_these(going, world).await.map(Some)
    }

    async fn shred_these(&mut self, mut going: Going, world: &mut World) -> Result<ReceiptView> {
        let mut change = Change::default();
        for id in &going.memories {
            // One that cannot be read is shredded all the same.
            let memory = self.anywhere(*id).await.ok().flatten();
            // Any backup may hold one that cannot be read.
            let kept = memory.as_ref().map_or(Millis(0), |memory| memory.kept);
            going.since = Some(going.since.map_or(kept, |since| since.min(kept)));
            OF_MEMORY.into_iter().for_each(|namespace| change.remove(namespace, *id));
        }
        self.drop_from_index(&mut change, &going.memories).await?;
        self.sweep(&mut change, &going.memories).await?;
        let marks = self.drop_marks(&mut change, &going.memories)?;
        let silence = self.silence_ledger(&going.memories, &going.entries, &mut change).await?;
        going.silenced = silence.texts;
        let mut whole = silence.whole.clone();
        whole.extend(going.memories.iter().flat_map(|id| OF_MEMORY.map(|namespace| (namespace, *id))));
        going.conversations = self.emptied_conversations(&going.memories, &whole);
        going.conversations.iter().for_each(|id| change.remove(Namespace::Conversation, *id));

        let (id, receipt) = (Id::random(world.rng.as_mut()), self.receipt(&going, world.clock.now()));
        change.put(Namespace::Receipt, id, stored::encode(&receipt)?);
        self.vault.shred(change, world.rng.as_mut()).await?;

        self.swept();
        self.heal(&whole);
        marks.into_iter().for_each(|(id, marks)| self.see_marks(id, marks));
        for id in &going.memories {
            self.index.remove(*id);
            self.bin.remove(id);
            self.told.remove(id);
        }
        self.known.retain(|_, id| !going.memories.contains(id));
        self.forget_conversations(&going.conversations);
        if silence.lost {
            self.recount_ledger().await?;
        }
        self.see_receipt(id, &receipt);
        Ok(self.receipt_view(id, &receipt).await)
    }

    /// The newest receipts.
    pub(super) async fn read_receipts(&self, offset: usize, limit: usize) -> Result<Vec<ReceiptView>> {
        let mut views = Vec::new();
        for (_, id) in self.receipts.iter().rev().skip(offset).take(limit) {
            let Ok(Some(receipt)) = self.record::<Receipt>(Namespace::Receipt, *id).await else { continue };
            views.push(self.receipt_view(*id, &receipt).await);
        }
        Ok(views)
    }

    pub(super) fn see_receipt(&mut self, id: Id, receipt: &Receipt) {
        self.receipts.insert((receipt.time, id));
        self.shredded.extend(receipt.ids.iter().copied());
    }

    async fn receipt_view(&self, id: Id, receipt: &Receipt) -> ReceiptView {
        let mut backups = Vec::new();
        for backup in &receipt.backups {
            backups.extend(self.backup_view(*backup).await);
        }
        let &Receipt { time, memories, conversations, epoch, .. } = receipt;
        // What goes whole is named: the memories, then the entries.
        let named = super::number(receipt.ids.len()).saturating_sub(memories);
        let entries = named.min(receipt.entries);
        let texts = receipt.entries - entries;
        // By a backup: the receipt is of another device, or what it names was brought back.
        let here = receipt.ids.iter().filter(|id| self.has(**id)).count();
        let done = self.vault.shredding().is_none_or(|shredding| shredding > epoch);
        let here = super::number(here);
        ReceiptView { id, time, memories, conversations, entries, texts, backups, here, done }
    }

    fn receipt(&self, going: &Going, time: Millis) -> Receipt {
        // A backup made before any of it was kept cannot hold it.
        let since = going.since.unwrap_or_default();
        let backups = self.backups.iter().filter(|(made, _)| *made >= since);
        Receipt {
            time,
            memories: super::number(going.memories.len()),
            conversations: super::number(going.conversations.len()),
            entries: super::number(going.entries.len()) + going.silenced,
            epoch: self.vault.epoch(),
            backups: backups.map(|(_, id)| *id).collect(),
            ids: going.memories.iter().chain(&going.entries).copied().collect(),
        }
    }

    /// Whether there is a memory of this id, deleted or not.
    fn has(&self, id: Id) -> bool {
        self.index.doc(id).is_some() || self.bin.contains_key(&id)
    }

    /// A memory, deleted or not.
    pub(super) async fn anywhere(&self, id: Id) -> Result<Option<Memory>> {
        if self.bin.contains_key(&id) {
            return Ok(self.record::<Binned>(Namespace::Bin, id).await?.map(|binned| binned.memory));
        }
        self.memory(id).await
    }

    /// Takes the text of these memories out of the ledger, and these entries whole. That something was told to a site at a
    /// time stays otherwise: it was. What cannot be read goes whole, as its text may be of one of these. What was damaged and can be read is listed
    /// twice: it goes wherever it is listed, and is written anew.
    pub(super) async fn silence_ledger(
        &self,
        gone: &BTreeSet<Id>,
        whole: &BTreeSet<Id>,
        change: &mut Change,
    ) -> Result<Silence> {
        let damaged = self.damaged(Namespace::Ledger);
        let mut entries = &damaged | whole;
        if gone.iter().any(|id| self.told.contains_key(id)) {
            entries.extend(self.ledger.iter().map(|(_, id)| id));
        }
        let mut silence = Silence::default();
        for id in entries {
            let entry: Option<Entry> = self.readable(Namespace::Ledger, id).await?;
            let entry = entry.filter(|_| !whole.contains(&id));
            if entry.is_none() || damaged.contains(&id) {
                change.remove(Namespace::Ledger, id);
                silence.whole.insert((Namespace::Ledger, id));
            }
            let Some(mut entry) = entry else {
                silence.lost = true;
                continue;
            };
            let silenced = gone.contains(&entry.memory) && entry.text.take().is_some();
            silence.texts += u32::from(silenced);
            if silenced || damaged.contains(&id) {
                change.put(Namespace::Ledger, id, stored::encode(&entry)?);
            }
        }
        Ok(silence)
    }

    /// Conversations that are kept and of which nothing is left without these, in the vault or in its bin. Of something
    /// that cannot be read it is not known which it is of: once nothing else is damaged, by what is left. `whole` is
    /// damaged no more.
    fn emptied_conversations(&self, gone: &BTreeSet<Id>, whole: &HashSet<(Namespace, Id)>) -> BTreeSet<Id> {
        let of = |id: &Id| match self.bin.get(id) {
            Some(binned) => binned.conversation,
            None => self.index.doc(*id)?.conversation,
        };
        let is_unread = |id: &Id| !self.has(*id);
        let mut emptied: BTreeSet<Id> = gone.iter().filter_map(of).collect();
        if gone.iter().any(is_unread) && self.damages.iter().all(|damage| damage.is_of(whole)) {
            emptied.extend(self.conversations.keys());
        }
        emptied.retain(|id| self.conversations.contains_key(id));
        if !emptied.is_empty() {
            let staying = self.index.newest().map(|doc| doc.id).chain(self.bin.keys().copied());
            for conversation in staying.filter(|id| !gone.contains(id)).filter_map(|id| of(&id)) {
                emptied.remove(&conversation);
            }
        }
        emptied
    }

    /// Conversations that are kept no longer.
    pub(super) fn forget_conversations(&mut self, gone: &BTreeSet<Id>) {
        self.conversations.retain(|id, _| !gone.contains(id));
        self.known.retain(|_, id| !gone.contains(id));
    }

    /// Counts the ledger anew, when some of it is gone.
    pub(super) async fn recount_ledger(&mut self) -> Result<()> {
        self.ledger.clear();
        self.told.clear();
        self.each(Namespace::Ledger, |open, id, entry: Entry| open.enter(id, &entry)).await.map(drop)
    }
}

/// What cannot be read may be of what is to be shredded: it has to be given up first.
fn none_of(unread: &[Damage]) -> Result<()> {
    if unread.is_empty() { Ok(()) } else { Err(Error::integrity("vault_damaged")) }
}
