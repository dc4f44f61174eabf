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

/// Something asked of the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "type")]
pub enum Request {
    /// How things stand.
    Status,
    /// Makes a vault, opened by this passphrase, and leaves it unlocked.
    Create {
        /// Typed by the user in the popup or an extension tab.
        passphrase: String,
    },
    /// Opens the vault.
    Unlock {
        /// Typed by the user in the popup or an extension tab.
        passphrase: String,
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
    /// Removes memories.
    Delete {
        /// Which.
        ids: Vec<Id>,
    },
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
    /// To [`Request::Delete`].
    Delete {
        /// How many were there and are gone.
        deleted: u32,
    },
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
    /// Things that were kept and cannot be opened any more.
    pub damaged: u32,
    /// What keeps memories from being encoded, if anything does.
    pub trouble: Option<Error>,
    /// The import that is running, if any.
    pub import: Option<ImportProgress>,
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
    /// When it was handed over.
    pub time: Millis,
    /// To which origin.
    pub site: String,
    /// What it said then; nothing once the memory was deleted.
    pub text: Option<String>,
    /// The memory, if it still exists.
    pub memory: Option<Id>,
}

/// How far a running import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportProgress {
    /// Bytes read.
    pub read: u64,
    /// Bytes in all.
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

/// What a step of long work left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Whether there is more to do.
    pub more: bool,
    /// How an import ended, if one ended in this step.
    pub imported: Option<ImportEnd>,
}

/// How an import ended. What was kept stays, either way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", tag = "type", content = "value")]
pub enum ImportEnd {
    /// All was read.
    Done(ImportSummary),
    /// It could not go on.
    Failed(Error),
}
