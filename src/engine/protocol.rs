//! Everything that can be asked of the engine, and what it answers.
//!
//! This is the only definition of what crosses the boundary to TypeScript: `pkg/satchel.d.ts` is
//! generated from it. The reply to a request carries the request's own name, so that a caller's
//! reply type follows from what it asked; [`Reply::Failed`] may come instead of any.
//!
//! Ids are strings, times are millisecond numbers, and no variant carries a key. The access key
//! crosses by methods of its own (`web`).

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::Error;
use crate::id::Id;
use crate::memory::{Kind, Source, Speaker};
use crate::vault::{Namespace, Way};

/// Something asked of the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "type")]
pub enum Request {
    /// How things stand.
    Status,
    /// Makes a vault that this opens, and leaves it unlocked.
    Create {
        /// A passphrase.
        with: Proof,
    },
    /// Opens the vault.
    Unlock {
        /// What the user has or knows.
        with: Proof,
    },
    /// The ways of opening the vault; answered while it is locked too.
    Slots,
    /// A new recovery key, for the user to write down. It opens nothing before a slot is made for it.
    NewRecovery,
    /// Makes the vault open by these and by nothing else, under a new access key.
    ChangeSlots {
        /// Ways that stay, each proven; at least one.
        keep: Vec<Proof>,
        /// New ways.
        add: Vec<Proof>,
    },
    /// Closes the vault and forgets its keys.
    Lock,
    /// Keeps a note that the user typed.
    AddNote {
        /// The note.
        text: String,
    },
    /// Keeps pasted text, one memory a line, with or without `[date] - ` before each.
    ImportText {
        /// What was pasted.
        text: String,
    },
    /// The newest memories.
    List {
        /// How many to pass over.
        offset: u32,
        /// How many to give, at most 200.
        limit: u32,
    },
    /// The memories that fit a query best; quarantined ones too.
    Search {
        /// What the user typed into the search field.
        query: String,
        /// How many to give, at most 200.
        limit: u32,
    },
    /// Moves memories to the bin.
    Delete {
        /// Which.
        ids: Vec<Id>,
    },
    /// Brings memories back from the bin.
    Undelete {
        /// Which.
        ids: Vec<Id>,
    },
    /// What lies in the bin, last deleted first.
    Bin {
        /// How many to pass over.
        offset: u32,
        /// How many to give, at most 200.
        limit: u32,
    },
    /// Destroys, so that nobody can open it any more.
    Shred {
        /// What.
        what: Shreds,
    },
    /// Destroys the whole vault.
    Forget {
        /// A way of opening it, proven.
        proof: Proof,
    },
    /// The newest receipts of what was shredded.
    Receipts {
        /// How many to pass over.
        offset: u32,
        /// How many to give, at most 200.
        limit: u32,
    },
    /// The backups that were made, newest first.
    Backups,
    /// What cannot be opened any more.
    Damages,
    /// Gives up what cannot be opened, and takes the rest for the whole.
    Repair,
    /// Suggestions for a draft: none unless the gate opens.
    Recall {
        /// What stands in the composer.
        draft: String,
        /// The origin of the page, as the browser told it: `https://chatgpt.com`.
        site: String,
    },
    /// The text to insert for accepted suggestions. Written to the ledger before it is answered.
    Insert {
        /// What the user accepted, in the order shown.
        ids: Vec<Id>,
        /// The origin of the page that will receive it.
        site: String,
    },
    /// The newest ledger entries.
    Ledger {
        /// How many to pass over.
        offset: u32,
        /// How many to give, at most 200.
        limit: u32,
    },
}

/// The engine's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "type")]
pub enum Reply {
    /// To [`Request::Status`].
    Status(Status),
    /// To [`Request::Create`].
    Create(Status),
    /// To [`Request::Unlock`].
    Unlock(Status),
    /// To [`Request::Lock`].
    Lock(Status),
    /// To [`Request::AddNote`].
    AddNote {
        /// The note as kept, or the one that already said the same.
        memory: MemoryView,
        /// False if the same note was there before.
        added: bool,
    },
    /// To [`Request::ImportText`].
    ImportText(ImportSummary),
    /// To [`Request::List`].
    List {
        /// Newest first.
        memories: Vec<MemoryView>,
        /// How many there are in all.
        total: u32,
    },
    /// To [`Request::Search`].
    Search {
        /// Best first.
        memories: Vec<MemoryView>,
    },
    /// To [`Request::Slots`].
    Slots {
        /// As they were made.
        slots: Vec<SlotView>,
    },
    /// To [`Request::NewRecovery`].
    NewRecovery {
        /// Twelve words.
        words: Vec<String>,
    },
    /// To [`Request::ChangeSlots`].
    ChangeSlots {
        /// As they are now.
        slots: Vec<SlotView>,
    },
    /// To [`Request::Delete`].
    Delete {
        /// How many were there and are in the bin now.
        deleted: u32,
    },
    /// To [`Request::Undelete`].
    Undelete {
        /// How many came back.
        restored: u32,
    },
    /// To [`Request::Bin`].
    Bin {
        /// Last deleted first.
        entries: Vec<BinView>,
        /// How many there are in all.
        total: u32,
    },
    /// To [`Request::Shred`].
    Shred {
        /// What was destroyed; none if there was nothing.
        receipt: Option<ReceiptView>,
    },
    /// To [`Request::Forget`].
    Forget {
        /// Backups that were made and may still hold everything.
        backups: Vec<BackupView>,
    },
    /// To [`Request::Receipts`].
    Receipts {
        /// Newest first.
        receipts: Vec<ReceiptView>,
        /// How many there are in all.
        total: u32,
    },
    /// To [`Request::Backups`].
    Backups {
        /// Newest first.
        backups: Vec<BackupView>,
    },
    /// To [`Request::Damages`].
    Damages {
        /// By kind.
        damages: Vec<DamageView>,
    },
    /// To [`Request::Repair`].
    Repair(Status),
    /// To [`Request::Recall`].
    Recall {
        /// Best first; empty if nothing is worth showing.
        suggestions: Vec<Suggestion>,
    },
    /// To [`Request::Insert`].
    Insert {
        /// The block to put into the composer.
        block: String,
    },
    /// To [`Request::Ledger`].
    Ledger {
        /// Newest first.
        entries: Vec<LedgerView>,
        /// How many there are in all.
        total: u32,
    },
    /// Instead of any of these.
    Failed(Error),
}

/// Whether there is a vault and whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum VaultState {
    /// None was made yet.
    Missing,
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
    /// How many lie in the bin; 0 while locked.
    pub binned: u32,
    /// Things that were kept and cannot be opened any more.
    pub damaged: u32,
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
    /// How many tokens its text will cost, estimated.
    pub tokens: u32,
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
    /// What it said then; nothing once the memory was deleted.
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
    /// How many entries of the ledger, or texts in it.
    pub entries: u32,
    /// Backups that may still hold some of it.
    pub backups: Vec<BackupView>,
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
