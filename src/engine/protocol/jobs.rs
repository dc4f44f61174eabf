//! Long work: how far it is, and what came of it.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::Error;

use super::BackupView;

/// Which long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum JobKind {
    /// A file from elsewhere is looked through, and nothing of it kept.
    Look,
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
    /// Memories kept up to now; of a file that is only looked through, those that would be.
    pub kept: u32,
    /// Whether it rests until the user has it go on.
    pub paused: bool,
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

/// What an import would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// Conversations in the file.
    pub conversations: u32,
    /// How the first ones are called that have a name.
    pub titles: Vec<String>,
    /// Memories that would be kept,
    pub fresh: u32,
    /// and of these, those that would wait in quarantine: what assistants wrote.
    pub waiting: u32,
    /// Already there.
    pub known: u32,
    /// When the earliest of the fresh ones was said; none if of none is known when.
    pub since: Option<Millis>,
    /// When the latest was.
    pub until: Option<Millis>,
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
    /// All of the file was looked through.
    LookedThrough(ImportPreview),
    /// All of the file was read.
    Imported(ImportSummary),
    /// The backup is written and was read back.
    BackedUp(BackupView),
    /// All of the backup is merged.
    Restored(RestoreSummary),
    /// It could not go on.
    Failed(Error),
}
