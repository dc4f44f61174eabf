//! What a restore has read and not committed yet.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use zeroize::Zeroizing;

use crate::embed::Vector;
use crate::error::Result;
use crate::id::Id;
use crate::index::states::Kept;
use crate::memory::{Conversation, Memory};
use crate::vault::{Change, Namespace, Store};

use super::super::World;
use super::super::backup::BackupNote;
use super::super::ledger::Entry;
use super::super::marks::Marks;
use super::super::open::Open;
use super::super::shred::Receipt;
use super::super::stored;

/// Records that the next commit takes.
#[derive(Default)]
pub(super) struct Waiting {
    pub(super) change: Change,
    pub(super) records: usize,
    pub(super) bytes: usize,
    pub(super) memories: Vec<Memory>,
    pub(super) conversations: Vec<Conversation>,
    pub(super) entries: Vec<(Id, Entry)>,
    pub(super) receipts: Vec<(Id, Receipt)>,
    pub(super) backups: Vec<(Id, BackupNote)>,
    pub(super) vectors: HashMap<Id, Vector>,
    pub(super) states: HashMap<Id, Kept>,
    pub(super) marks: Vec<(Id, Marks)>,
    pub(super) taken: HashSet<Id>,
    pub(super) histories: HashMap<Id, Vec<Memory>>,
    /// Every record that is written or removed: what was damaged among them is whole again.
    pub(super) written: HashSet<(Namespace, Id)>,
}

impl Waiting {
    /// Adds a record.
    pub(super) fn put(&mut self, namespace: Namespace, id: Id, mut plain: Zeroizing<Vec<u8>>) {
        self.records += 1;
        self.written.insert((namespace, id));
        self.bytes += plain.len();
        self.change.put(namespace, id, std::mem::take(&mut *plain));
    }

    /// Removes a record, if it is there.
    pub(super) fn remove(&mut self, namespace: Namespace, id: Id) {
        self.written.insert((namespace, id));
        self.change.remove(namespace, id);
    }

    /// Commits what waits, then its vectors and tokens.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn commit<S: Store>(mut self, open: &mut Open<S>, world: &mut World) -> Result<()> {
        for (id, history) in &self.histories {
            self.change.put(Namespace::History, *id, stored::encode(history)?);
            self.written.insert((Namespace::History, *id));
        }
        // An earlier version's vector and tokens go with it, in one commit: later they would be taken for the new one's.
        let mut replaced = BTreeMap::<Id, BTreeSet<Id>>::new();
        for memory in &self.memories {
            if let Some(bag) = open.vault.bag_of(Namespace::Memory, memory.id) {
                replaced.entry(bag).or_default().insert(memory.id);
            }
        }
        for (bag, ids) in &replaced {
            open.put_encoded(&mut self.change, *bag, ids).await?;
        }
        open.vault.commit(self.change, world.rng.as_mut()).await?;
        // Repairing removes what is damaged: what was made good must not be among it any more.
        open.heal(&self.written);
        for conversation in self.conversations {
            open.known.insert(conversation.origin, conversation.id);
            open.conversations.insert(conversation.id, conversation);
        }
        self.memories.iter().for_each(|memory| open.admit(memory));
        self.marks.into_iter().for_each(|(id, marks)| open.see_marks(id, marks));
        self.entries.iter().for_each(|(id, entry)| open.enter(*id, entry));
        self.receipts.iter().for_each(|(id, receipt)| open.see_receipt(*id, receipt));
        open.backups.extend(self.backups.iter().map(|(id, made)| (made.time, *id)));
        let mut bags = BTreeSet::new();
        for (id, vector) in self.vectors {
            if open.index.set_vector(id, vector) {
                bags.extend(open.vault.bag_of(Namespace::Memory, id));
            }
        }
        for (id, kept) in self.states {
            if open.index.set_kept(id, kept) {
                bags.extend(open.vault.bag_of(Namespace::Memory, id));
            }
        }
        let mut change = Change::default();
        for bag in bags {
            open.put_encoded(&mut change, bag, &BTreeSet::new()).await?;
        }
        open.vault.commit(change, world.rng.as_mut()).await
    }
}
