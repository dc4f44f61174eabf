//! What opens the vault, and what is shredded, backed up and damaged in it.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::id::Id;
use crate::memory::Source;
use crate::vault::{Namespace, Way};

use super::MemoryView;

/// Something that opens the vault, as the user gave it. Bytes are written in hex.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "way")]
pub enum Proof {
    /// Typed by the user in the popup or an extension tab.
    Passphrase {
        /// As typed.
        passphrase: String,
    },
    /// The recovery key.
    Recovery {
        /// Its words, as typed.
        words: String,
    },
    /// A passkey's answer.
    Passkey {
        /// The credential's id.
        credential: String,
        /// What it was asked, 32 bytes.
        input: String,
        /// What it answered, 32 bytes.
        output: String,
    },
    /// The answer of the key that the browser holds for this device.
    Device {
        /// 32 bytes.
        answer: String,
    },
}

/// Requests are written to logs of tests; a secret is not.
impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proof(…)")
    }
}

/// A way of opening the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SlotView {
    /// Its id.
    pub id: Id,
    /// Which way.
    pub way: Way,
    /// When it was made.
    pub made: Millis,
    /// Of a passkey: the credential's id, in hex.
    pub credential: Option<String>,
    /// Of a passkey: what to ask it, in hex.
    pub input: Option<String>,
}

/// What to shred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "type")]
pub enum Shreds {
    /// Everything in the bin.
    Binned,
    /// What has lain in the bin for 30 days.
    Due,
    /// These memories, in the bin or not.
    Memories {
        /// Which.
        ids: Vec<Id>,
    },
    /// All that came from one source.
    Source {
        /// Which.
        source: Source,
    },
    /// What the ledger says of one site.
    Site {
        /// Its origin.
        site: String,
    },
}

/// A source, and how much came from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SourceView {
    /// Which.
    pub source: Source,
    /// How many memories, deleted ones too.
    pub memories: u32,
}

/// A deleted memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BinView {
    /// What was deleted.
    pub memory: MemoryView,
    /// When.
    pub deleted: Millis,
    /// When it will be shredded.
    pub until: Millis,
}

/// What was shredded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ReceiptView {
    /// Its id.
    pub id: Id,
    /// When.
    pub time: Millis,
    /// How many memories, with their vectors and earlier versions.
    pub memories: u32,
    /// How many conversations, with their titles.
    pub conversations: u32,
    /// How many entries of the ledger.
    pub entries: u32,
    /// Of how many other entries the text; where and when something was inserted stays.
    pub texts: u32,
    /// Backups that may still hold some of it.
    pub backups: Vec<BackupView>,
    /// How many of the memories are in this vault all the same: the receipt came with a backup of
    /// another device, or they were brought back.
    pub here: u32,
    /// Whether it is destroyed for certain: false until the device has overwritten the old key.
    pub done: bool,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Its id.
    pub id: Id,
    /// When.
    pub time: Millis,
    /// What the file was called.
    pub name: String,
    /// How many memories it holds.
    pub memories: u32,
}

/// What cannot be opened any more, or is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DamageView {
    /// What was found: the codes of `vault::Damage`.
    pub code: String,
    /// In what, if that is known.
    pub namespace: Option<Namespace>,
    /// How many.
    pub count: u32,
}
