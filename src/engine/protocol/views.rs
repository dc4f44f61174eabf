//! How things stand, memories, suggestions and the ledger, as people see them.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::Error;
use crate::id::Id;
use crate::memory::{Kind, Sensitivity, Source, Speaker};
use crate::recall::render::Length;

use super::JobProgress;

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
    /// Whether it goes before others.
    pub pinned: bool,
    /// The scopes it is in.
    pub scopes: Vec<Id>,
    /// What it tells that people keep from most.
    pub sensitivities: Vec<Sensitivity>,
    /// The origins of sites that it is never offered at.
    pub never: Vec<String>,
}

/// Something that waits in quarantine for the user's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WaitingView {
    /// A memory; of a conversation, the last of its turns that waits.
    pub memory: MemoryView,
    /// The conversation, if it is a turn.
    pub conversation: Option<Id>,
    /// How many of its turns wait.
    pub turns: u32,
}

/// What was said in a conversation since it was last told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// What tells the conversation from others of its site.
    pub conversation: String,
    /// What the page calls it; may be empty.
    pub title: String,
    /// What the assistant answered to what was sent before, as the page shows it.
    pub answers: Vec<String>,
    /// What the user sent then; empty if nothing yet.
    pub sent: String,
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
    /// Whether the user is asked once more before it is inserted here.
    pub ask: bool,
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
