//! What requests and replies are made of: how things stand, memories and all else as people see
//! them, and what a user gives as a proof.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::Error;
use crate::id::Id;
use crate::memory::{Kind, Source, Speaker};
use crate::recall::render::Length;
use crate::vault::{Namespace, Way};

/// Whether there is a vault and whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum VaultState {
    /// None was made yet.
    Missing,
    /// There was one, and the browser lost what was in it: only a backup brings it back. A new one
    /// can be made.
    Lost,
    /// There is one; its keys are not in memory.
    Locked,
    /// Open.
    Unlocked,
}

/// How things stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// The vault's state.
    pub vault: VaultState,
    /// Memories kept; 0 while locked.
    pub memories: u32,
    /// Of these, how many still wait for their vector (found by words only until then).
    pub pending: u32,
    /// How many wait in quarantine for the user's word.
    pub inbox: u32,
    /// How many lie in the bin; 0 while locked.
    pub binned: u32,
    /// Things that were kept and cannot be opened any more.
    pub damaged: u32,
    /// Whether what opening the vault had no need of is still to be looked at: more may be damaged.
    pub checking: bool,
    /// Whether something that was shredded waits for the device to let it be destroyed.
    pub shredding: bool,
    /// What keeps memories from being encoded, if anything does.
    pub trouble: Option<Error>,
    /// The long work that is running, if any.
    pub job: Option<JobProgress>,
}

/// A memory as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MemoryView {
    /// Its id.
    pub id: Id,
    /// Note or turn.
    pub kind: Kind,
    /// The whole text.
    pub text: String,
    /// Who said it.
    pub speaker: Speaker,
    /// When, 0 if not known.
    pub time: Millis,
    /// Where it came from.
    pub source: Source,
    /// Of a turn, its conversation's title.
    pub title: Option<String>,
    /// False while in quarantine.
    pub approved: bool,
    /// How often it was inserted, all sites together.
    pub told: u32,
    /// In whose place it stands; not told of what lies in the bin.
    pub replaces: Vec<LinkView>,
    /// What stands in its place.
    pub replaced_by: Option<LinkView>,
    /// For how many drafts it was dismissed.
    pub dismissed: u32,
}

/// The other end of a link between an older memory and a newer one that takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    /// Its id.
    pub id: Id,
    /// The beginning of its text.
    pub text: String,
    /// When it was said, 0 if not known.
    pub time: Millis,
    /// Why the one takes the other's place.
    pub reason: Reason,
}

/// Why a memory takes another's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// It says itself that something has changed, about the same matter.
    Told,
    /// It says nearly the same thing, later.
    Alike,
    /// The user says so.
    Said,
}

/// A memory offered beside the composer, with the reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// What is offered.
    pub memory: MemoryView,
    /// Words of the draft that the memory has too, as they stand in the memory.
    pub words: Vec<String>,
    /// How near in meaning, cosine, -1 to 1; absent while it waits for its vector.
    pub similarity: Option<f32>,
    /// Whether the draft names who said it.
    pub named: bool,
    /// Whether it was said about the time that the draft names.
    pub dated: bool,
    /// What follows its text in the block, if anything does: its day, in brackets.
    pub day: String,
    /// How long its lines are in the block.
    pub length: Length,
}

/// What stands in the block around the memories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AroundView {
    /// The block's first line.
    pub first: String,
    /// Its last.
    pub last: String,
    /// How long both are, with what parts them from the memories.
    pub length: Length,
}

/// What would be inserted, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PreviewView {
    /// The block.
    pub block: String,
    /// How long it is.
    pub length: Length,
}

/// One insertion, as the ledger keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LedgerView {
    /// Its id.
    pub id: Id,
    /// When it was handed over.
    pub time: Millis,
    /// To which origin.
    pub site: String,
    /// What it said then; nothing once the memory was shredded, nor of a backup made while it was in the bin.
    pub text: Option<String>,
    /// The memory, if it still exists.
    pub memory: Option<Id>,
}

/// Which long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum JobKind {
    /// A file from elsewhere is read.
    Import,
    /// A backup is written and read back.
    Backup,
    /// A backup is checked and merged.
    Restore,
}

/// How far long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct JobProgress {
    /// Which.
    pub kind: JobKind,
    /// Done up to now: bytes of the file that is read, or parts of the backup that is written.
    pub read: u64,
    /// To do in all.
    pub total: u64,
    /// Memories kept up to now.
    pub kept: u32,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportSummary {
    /// Conversations read.
    pub conversations: u32,
    /// Memories kept.
    pub kept: u32,
    /// Already there.
    pub known: u32,
    /// Passed over, by reason.
    pub skipped: Vec<Skipped>,
}

/// How many things an import passed over for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// A stable code: `empty`, `not_text`, `hidden`, `tool`, `too_long`, `broken`.
    pub reason: String,
    /// How many.
    pub count: u32,
}

/// What came of restoring a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RestoreSummary {
    /// Memories that came in or were brought up to date.
    pub kept: u32,
    /// Already there, in this version or a later one.
    pub known: u32,
    /// Left out, as they lie in the bin here.
    pub binned: u32,
    /// Left out, as they were shredded here.
    pub shredded: u32,
    /// Whether it is another vault's: what came in waits in quarantine then.
    pub foreign: bool,
}

/// What a step of long work left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Whether there is more to do.
    pub more: bool,
    /// How a job ended, if one ended in this step.
    pub ended: Option<JobEnd>,
}

/// How a job ended. What an import or a restoring kept stays, either way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "type", content = "value")]
pub enum JobEnd {
    /// All of the file was read.
    Imported(ImportSummary),
    /// The backup is written and was read back.
    BackedUp(BackupView),
    /// All of the backup is merged.
    Restored(RestoreSummary),
    /// It could not go on.
    Failed(Error),
}

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
