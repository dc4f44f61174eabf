//! The unlocked state: an open vault and everything that is made from it in memory.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::id::{Fingerprint, Id};
use crate::index::{Doc, Index};
use crate::memory::{Conversation, Memory};
use crate::vault::{Damage, Namespace, Store, Vault};

use super::encode;
use super::ledger::Entry;

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
    pub(super) damages: Vec<Damage>,
}

impl<S: Store> Open<S> {
    /// Reads everything in an open vault once.
    pub(super) async fn load((vault, damages): (Vault<S>, Vec<Damage>)) -> Result<Self> {
        let mut open = Self::over(vault);
        open.damages = damages;
        for (id, plain) in open.read_all(Namespace::Conversation).await? {
            let Some(conversation) = open.decoded::<Conversation>(Namespace::Conversation, id, &plain) else {
                continue;
            };
            open.known.insert(conversation.origin, id);
            open.conversations.insert(id, conversation);
        }
        for (id, plain) in open.read_all(Namespace::Memory).await? {
            let Some(memory) = open.decoded::<Memory>(Namespace::Memory, id, &plain) else { continue };
            open.admit(&memory);
        }
        for (_, block) in open.read_all(Namespace::Vectors).await? {
            for (id, vector) in encode::read_block(&block) {
                open.index.set_vector(id, vector);
            }
        }
        for (id, plain) in open.read_all(Namespace::Ledger).await? {
            let Some(entry) = open.decoded::<Entry>(Namespace::Ledger, id, &plain) else { continue };
            open.enter(id, &entry);
        }
        Ok(open)
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
            damages: Vec::new(),
        }
    }

    /// Makes a memory findable, and known for the next import.
    pub(super) fn admit(&mut self, memory: &Memory) {
        self.known.insert(memory.origin, memory.id);
        let doc = Doc {
            id: memory.id,
            kind: memory.kind,
            speaker: memory.speaker.clone(),
            time: memory.time,
            conversation: memory.place.map(|place| place.conversation),
            position: memory.place.map_or(0, |place| place.position),
            suggestible: memory.approved,
        };
        self.index.add(doc, &memory.text);
    }

    /// A memory that can no longer be read: found no more, and counted as damage.
    pub(super) fn give_up(&mut self, id: Id) {
        let namespace = Namespace::Memory;
        let bag = self.vault.bag_of(namespace, id).unwrap_or(id);
        self.index.remove(id);
        self.damages.push(Damage { namespace, bag, record: Some(id), code: "record_broken" });
    }

    /// A memory, whole; `None` if there is none of this id.
    pub(super) async fn memory(&self, id: Id) -> Result<Option<Memory>> {
        let Some(plain) = self.vault.get(Namespace::Memory, id).await? else { return Ok(None) };
        postcard::from_bytes(&plain).map(Some).map_err(|_| Error::integrity("record_broken"))
    }

    async fn read_all(&mut self, namespace: Namespace) -> Result<Vec<(Id, Zeroizing<Vec<u8>>)>> {
        let mut all = Vec::new();
        for bag in self.vault.bags(namespace) {
            let (records, damages) = self.vault.open_bag(bag).await?;
            all.extend(records);
            self.damages.extend(damages);
        }
        Ok(all)
    }

    /// A record decoded; one that is none is counted as damage, never passed over in silence.
    fn decoded<T: DeserializeOwned>(&mut self, namespace: Namespace, id: Id, plain: &[u8]) -> Option<T> {
        let decoded = postcard::from_bytes(plain).ok();
        if decoded.is_none() {
            let bag = self.vault.bag_of(namespace, id).unwrap_or(id);
            self.damages.push(Damage { namespace, bag, record: Some(id), code: "record_broken" });
        }
        decoded
    }
}

/// A record's plaintext.
pub(super) fn encoded(value: &impl Serialize) -> Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(|_| Error::internal("encode"))
}
