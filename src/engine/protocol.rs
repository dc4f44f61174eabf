//! Everything that can be asked of the engine, and what it answers.
//!
//! This is the only definition of what crosses the boundary to TypeScript: `pkg/satchel.d.ts` is
//! generated from it. The reply to a request carries the request's own name, so that a caller's
//! reply type follows from what it asked; [`Reply::Failed`] may come instead of any.
//!
//! Ids are strings, times are millisecond numbers, and no variant carries the access key: that
//! crosses by methods of its own (`web`).
//!
//! Longer than other files, so that all that can be asked and answered stands in one place.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::id::Id;
use crate::recall::wording::Wording;

mod jobs;
mod scopes;
mod vault;
mod views;

pub use jobs::*;
pub use scopes::*;
pub use vault::*;
pub use views::*;

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
        /// A way of opening it now, whether it stays or not; the device's is none.
        proof: Proof,
        /// Ways that stay, each proven.
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
        /// The host of the chat that it was typed into, as the browser told it, empty if into none: it is put into the
        /// scopes that this may see.
        host: String,
    },
    /// Keeps text that the user selected in a page: it waits in quarantine.
    Propose {
        /// What was selected.
        text: String,
        /// The page's host, empty if it has none: `chatgpt.com`.
        from: String,
    },
    /// Proposes what the user says of themselves in a text that they sent to a chat: it waits in quarantine.
    ProposeFrom {
        /// What they sent.
        text: String,
        /// The page's host, as the browser told it: `chatgpt.com`.
        host: String,
    },
    /// Keeps what was said in a conversation of a site of which the user wants that; of any other, nothing.
    KeepSaid {
        /// The page's origin, as the browser told it: `https://chatgpt.com`.
        site: String,
        /// What was said.
        said: Said,
    },
    /// Keeps pasted text, one memory a line, with or without `[date] - ` before each.
    ImportText {
        /// What was pasted.
        text: String,
    },
    /// The newest memories.
    List {
        /// Of which.
        filter: Filter,
        /// How many to pass over.
        offset: u32,
        /// How many to give, at most 200.
        limit: u32,
    },
    /// What waits in quarantine for the user's word, newest first, a conversation as one; what assistants said is not asked
    /// about.
    Inbox {
        /// How many to pass over.
        offset: u32,
        /// How many to give, at most 200.
        limit: u32,
    },
    /// Lets memories out of quarantine, or puts them back.
    Approve {
        /// Which.
        ids: Vec<Id>,
        /// False if they are to wait again.
        holds: bool,
    },
    /// Makes one memory of several, or several of one, in the user's own words; what they were made of goes to the bin.
    Recast {
        /// Of which.
        ids: Vec<Id>,
        /// What each of the new ones says.
        texts: Vec<String>,
    },
    /// Puts the user's own words in place of a memory's; the earlier ones stay in its history.
    Revise {
        /// Which.
        id: Id,
        /// What it says from now on.
        text: String,
    },
    /// The memories that fit a query best; quarantined ones too.
    Search {
        /// What the user typed into the search field.
        query: String,
        /// Of which.
        filter: Filter,
        /// How many to give, at most 200.
        limit: u32,
    },
    /// What a memory said before, and where it was told.
    About {
        /// Which.
        id: Id,
    },
    /// Has the user's word of memories hold.
    Mark {
        /// Which.
        ids: Vec<Id>,
        /// What is said of them.
        mark: Mark,
    },
    /// The scopes, and what sites may see.
    Scopes,
    /// Makes a scope, or gives one another name.
    NameScope {
        /// Which; none for a new one.
        id: Option<Id>,
        /// What it is called from now on.
        name: String,
    },
    /// Takes a scope away: what was in it alone is in Personal.
    DropScope {
        /// Which.
        id: Id,
    },
    /// Sets what a site may see.
    SetSiteRule {
        /// Its origin: `https://chatgpt.com`.
        site: String,
        /// What it may see; none for what any site may that nothing was said of.
        rule: Option<SiteRule>,
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
    /// The sources that memories came from, deleted ones too; that with most first.
    Sources,
    /// Destroys, so that nobody can open it any more.
    Shred {
        /// What.
        what: Shreds,
    },
    /// Destroys the whole vault.
    Forget {
        /// A way of opening it, proven; none if the user has no way any more, which counts only while it is
        /// locked: whoever can ask could take the extension away as well.
        proof: Option<Proof>,
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
    /// Lets an import that runs rest, or go on.
    PauseJob {
        /// Whether it is to rest.
        holds: bool,
    },
    /// Suggestions for a draft: none unless the gate opens.
    Recall {
        /// What stands in the composer.
        draft: String,
        /// The origin of the page, as the browser told it: `https://chatgpt.com`.
        site: String,
    },
    /// Has one memory take another's place, or not: what was found is undone, and what was not is said.
    Supersede {
        /// Whose place it is.
        older: Id,
        /// What takes it.
        newer: Id,
        /// False if it does not.
        holds: bool,
    },
    /// Learns that a memory is no help for a draft: it is not offered for its like again.
    Dismiss {
        /// Which.
        id: Id,
        /// What stood in the composer.
        draft: String,
    },
    /// Takes back the last dismissal of a memory, or all of them.
    Undismiss {
        /// Which.
        id: Id,
        /// All of them.
        all: bool,
    },
    /// The text to insert for accepted suggestions. Written to the ledger before it is answered.
    Insert {
        /// What the user accepted, in the order shown.
        ids: Vec<Id>,
        /// The origin of the page that will receive it.
        site: String,
        /// Whether the user was asked about what is asked about first, and agreed.
        agreed: bool,
    },
    /// How what is inserted is worded.
    Wording,
    /// Sets it.
    SetWording {
        /// How.
        wording: Wording,
    },
    /// What would be inserted if it were worded so; nothing is changed.
    Preview {
        /// How.
        wording: Wording,
        /// What a memory of today says.
        sample: String,
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
    /// To [`Request::Propose`].
    Propose {
        /// As kept, or what already said the same.
        memory: MemoryView,
        /// False if the same was there before.
        added: bool,
    },
    /// To [`Request::ProposeFrom`].
    ProposeFrom {
        /// How much was new.
        proposed: u32,
    },
    /// To [`Request::KeepSaid`].
    KeepSaid {
        /// How many turns are new.
        kept: u32,
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
    /// To [`Request::Inbox`].
    Inbox {
        /// Newest first.
        entries: Vec<WaitingView>,
        /// How many there are in all.
        total: u32,
    },
    /// To [`Request::Approve`].
    Approve {
        /// How many changed.
        changed: u32,
    },
    /// To [`Request::Recast`].
    Recast {
        /// The new ones.
        memories: Vec<MemoryView>,
    },
    /// To [`Request::Revise`].
    Revise {
        /// As it is now.
        memory: MemoryView,
    },
    /// To [`Request::Search`].
    Search {
        /// Best first.
        memories: Vec<MemoryView>,
    },
    /// To [`Request::About`].
    About {
        /// What it said before, last first.
        versions: Vec<VersionView>,
        /// Where it was told, newest first: at most 200.
        told: Vec<LedgerView>,
    },
    /// To [`Request::Mark`].
    Mark {
        /// How many changed.
        changed: u32,
    },
    /// To [`Request::Scopes`].
    Scopes {
        /// Personal first, then as they were made.
        scopes: Vec<ScopeView>,
        /// The sites of which something was said.
        sites: Vec<SiteRuleView>,
        /// What any other may see.
        default: SiteRule,
    },
    /// To [`Request::NameScope`].
    NameScope {
        /// Which.
        id: Id,
    },
    /// To [`Request::DropScope`].
    DropScope,
    /// To [`Request::SetSiteRule`].
    SetSiteRule,
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
    /// To [`Request::Sources`].
    Sources {
        /// That with most first.
        sources: Vec<SourceView>,
    },
    /// To [`Request::Shred`].
    Shred {
        /// What was destroyed; none if there was nothing.
        receipt: Option<ReceiptView>,
    },
    /// To [`Request::Forget`].
    Forget {
        /// Backups that were made and may still hold everything; none if it was locked, as the list of them
        /// went unread.
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
    /// To [`Request::PauseJob`].
    PauseJob,
    /// To [`Request::Recall`].
    Recall {
        /// Best first; empty if nothing is worth showing.
        suggestions: Vec<Suggestion>,
        /// What stands around them in the block.
        around: AroundView,
        /// Whether the user wants the site's conversations kept.
        keeps: bool,
    },
    /// To [`Request::Supersede`].
    Supersede,
    /// To [`Request::Dismiss`].
    Dismiss {
        /// False if there is no model to tell other drafts of its kind by: then nothing was learned.
        learned: bool,
    },
    /// To [`Request::Undismiss`].
    Undismiss,
    /// To [`Request::Insert`].
    Insert {
        /// The block to put into the composer.
        block: String,
    },
    /// To [`Request::Wording`].
    Wording {
        /// As it is set.
        wording: Wording,
        /// As it is where nothing was set.
        default: Wording,
    },
    /// To [`Request::SetWording`].
    SetWording,
    /// To [`Request::Preview`].
    Preview(PreviewView),
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
