//! Restoring a backup, in steps: the whole file is checked first, then it is merged record by record.
//!
//! Merging is by id. Of two versions of a memory the later wins and the other goes into its
//! history. What was shredded here stays away unless the user asked for it; what lies in the bin
//! stays there. What the user approved in another vault is not approved in this one: it waits in
//! quarantine, unless this vault is empty and the user says that the backup is his own: then it becomes
//! the one that the backup was made of. Another vault's file replaces nothing here, and says nothing of
//! what was told, shredded or backed up.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io::{Seek, SeekFrom};
use std::rc::Rc;

use zeroize::Zeroizing;

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::memory::{Conversation, Memory};
use crate::recall::wording::Wording;
use crate::transfer::ReadSeek;
use crate::vault::backup::{Begin, Frame, Reader};
use crate::vault::{Namespace, Store};

use super::World;
use super::backup::BackupNote;
use super::ledger::Entry;
use super::lineage::Lineage;
use super::marks::Marks;
use super::open::Open;
use super::protocol::{JobKind, JobProgress, RestoreSummary};
use super::scopes::Scopes;
use super::shred::Receipt;
use super::{states, stored};

mod meet;
mod shared;
mod sound;
mod waiting;

use shared::{Shared, open_reader};
use sound::Sound;

pub(super) use sound::{HISTORY_MOST, NAME_MOST};
use waiting::Waiting;

/// How many records one commit takes.
const COMMIT_RECORDS: usize = 64;
/// How many bytes of them, about.
const COMMIT_BYTES: usize = 1024 * 1024;

/// What the user says of a backup beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What was shredded may come back.
    pub revive: bool,
    /// It is the user's own: a vault that is empty becomes the one that it was made of, and believes
    /// what was approved there.
    pub own: bool,
}

/// A backup that is being restored.
pub(super) struct Restore {
    passphrase: Zeroizing<String>,
    file: Rc<RefCell<Box<dyn ReadSeek>>>,
    length: u64,
    reader: Reader<Shared>,
    /// False while the file is only checked.
    merging: bool,
    sound: Sound,
    wishes: Wishes,
    trust: Trust,
    /// What the backup's conversations are called here, where that is another id.
    renamed: HashMap<Id, Id>,
    /// Conversations of which no memory was taken yet.
    conversations: HashMap<Id, (Conversation, Zeroizing<Vec<u8>>)>,
    waiting: Waiting,
    /// What the file's own receipts say was shredded, and no receipt of before.
    told: HashSet<Id>,
    /// Receipts of the file, which come in last: where the restore ends before, they must not keep out the next time what
    /// the file brings back. So many bytes of them are held at most.
    late: Vec<(Id, Receipt, Zeroizing<Vec<u8>>)>,
    late_bytes: usize,
    summary: RestoreSummary,
    begin: Option<Begin>,
    /// What the file is called.
    name: String,
    /// When the merging began.
    now: Millis,
}

/// Whether what the user approved elsewhere counts here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    /// The backup says nothing of where it comes from yet.
    Unknown,
    /// It is of this vault, or of one that it continues; or this one is empty, and the user says so.
    Own,
    Foreign,
}

impl Restore {
    /// # Errors
    /// Those of [`Reader::new`].
    pub(super) fn begin(
        mut file: Box<dyn ReadSeek>,
        name: String,
        passphrase: Zeroizing<String>,
        wishes: Wishes,
    ) -> Result<Self> {
        let unreadable = |_| Error::device("file_unreadable");
        let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        let file = Rc::new(RefCell::new(file));
        let reader = open_reader(&file, &passphrase)?;
        Ok(Self {
            passphrase,
            file,
            length,
            reader,
            merging: false,
            sound: Sound::default(),
            wishes,
            trust: Trust::Unknown,
            renamed: HashMap::new(),
            conversations: HashMap::new(),
            waiting: Waiting::default(),
            told: HashSet::new(),
            late: Vec::new(),
            late_bytes: 0,
            summary: RestoreSummary::default(),
            begin: None,
            name,
            now: Millis::default(),
        })
    }

    /// Goes on until the time is up; gives the summary when all is merged.
    ///
    /// # Errors
    /// `backup_broken` (integrity), before anything is merged; those of the store.
    pub(super) async fn run<S: Store>(
        &mut self,
        open: &mut Open<S>,
        world: &mut World,
        until: u64,
    ) -> Result<Option<RestoreSummary>> {
        loop {
            match self.reader.frame()? {
                Some(frame) if self.merging => self.merge(open, frame, world).await?,
                Some(frame) => self.sound.check(&frame)?,
                None if self.merging => {
                    self.note_source(open)?;
                    self.put_receipts();
                    self.flush(open, world).await?;
                    return Ok(Some(self.summary()));
                }
                None => {
                    self.reader = open_reader(&self.file, &self.passphrase)?;
                    self.merging = true;
                    self.now = world.clock.now();
                }
            }
            if world.clock.now().0 >= until {
                return Ok(None);
            }
        }
    }

    /// The file is read twice.
    pub(super) fn progress(&self) -> JobProgress {
        let before = if self.merging { self.length } else { 0 };
        let read = before + self.reader.input().position;
        JobProgress {
            kind: JobKind::Restore,
            read,
            total: self.length * 2,
            kept: self.summary.kept,
            paused: false,
        }
    }

    /// What came of it up to now.
    pub(super) fn summary(&self) -> RestoreSummary {
        // A file that does not say where it comes from is foreign too.
        let foreign = self.merging && self.trust != Trust::Own;
        RestoreSummary { foreign, ..self.summary.clone() }
    }

    async fn merge<S: Store>(&mut self, open: &mut Open<S>, frame: Frame, world: &mut World) -> Result<()> {
        let (namespace, id, plain) = match frame {
            Frame::Record(namespace, id, plain) => (namespace, id, plain),
            Frame::Begin(begin) => {
                self.begin = Some(begin);
                return Ok(());
            }
            Frame::End(_) => return Ok(()),
        };
        let broken = || Error::integrity("backup_broken");
        // A memory's history, its vector and its tokens follow it: it is not committed before they had their turn.
        let full = self.waiting.records >= COMMIT_RECORDS || self.waiting.bytes >= COMMIT_BYTES;
        if full
            && !matches!(
                namespace,
                Namespace::History | Namespace::Marks | Namespace::Vectors | Namespace::States
            )
        {
            self.flush(open, world).await?;
        }
        let accounts = [Namespace::Receipt, Namespace::Backup, Namespace::Ledger];
        if accounts.contains(&namespace) && self.trust != Trust::Own {
            return Ok(());
        }
        match namespace {
            Namespace::Lineage => {
                let theirs: Lineage = stored::decode(&plain).ok_or_else(broken)?;
                self.meet(open, theirs, world).await?;
            }
            // A file speaks for another vault's user, and an older one's wording gives way to what was set since.
            Namespace::Wording if self.trust == Trust::Own && open.wording == Wording::default() => {
                let wording: Wording = stored::decode(&plain).ok_or_else(broken)?;
                open.set_wording(&wording, world).await?;
            }
            // Whoever put a memory into a scope did not want it seen from others: the scope comes before it.
            Namespace::Scopes if self.trust == Trust::Own => {
                let theirs: Scopes = stored::decode(&plain).ok_or_else(broken)?;
                let joined = open.scopes.joined(theirs);
                if joined != open.scopes {
                    open.put_scopes(joined, world).await?;
                }
            }
            Namespace::Receipt if !open.receipts.iter().any(|(_, known)| *known == id) => {
                let receipt: Receipt = stored::decode(&plain).ok_or_else(broken)?;
                self.told.extend(receipt.ids.iter().filter(|id| !open.shredded.contains(id)));
                self.late_bytes += plain.len();
                self.late.push((id, receipt, plain));
                if self.late_bytes > COMMIT_BYTES {
                    self.put_receipts();
                }
            }
            Namespace::Backup if !open.backups.iter().any(|(_, known)| *known == id) => {
                let made = stored::decode(&plain).ok_or_else(broken)?;
                self.waiting.backups.push((id, made));
                self.waiting.put(namespace, id, plain);
            }
            Namespace::Conversation => {
                let conversation: Conversation = stored::decode(&plain).ok_or_else(broken)?;
                self.meet_conversation(open, conversation, plain)?;
            }
            Namespace::Memory => {
                let memory: Memory = stored::decode(&plain).ok_or_else(broken)?;
                self.meet_memory(open, memory).await?;
            }
            Namespace::History if self.waiting.taken.contains(&id) => {
                let mut theirs: Vec<Memory> = stored::decode(&plain).ok_or_else(broken)?;
                theirs.iter_mut().for_each(|memory| memory.approved &= self.trust == Trust::Own);
                self.remember(open, id, theirs).await?;
            }
            // What another vault's user said of its memories is not said of these.
            Namespace::Marks
                if self.trust == Trust::Own
                    && (self.waiting.taken.contains(&id) || open.index.doc(id).is_some()) =>
            {
                let theirs: Marks = stored::decode(&plain).ok_or_else(broken)?;
                let ours = open.marks.get(&id).cloned().unwrap_or_default();
                let marks = ours.joined(&theirs);
                if marks != ours {
                    self.waiting.put(namespace, id, Zeroizing::new(stored::encode(&marks)?));
                    self.waiting.marks.push((id, marks));
                }
            }
            // What a text means is found out here, unless the file is the user's own. One of each: a second takes the
            // first one's place.
            Namespace::Vectors if self.trust == Trust::Own && self.waiting.taken.contains(&id) => {
                self.waiting.vectors.extend(open.vectors_in(&plain).filter(|(of, _)| *of == id));
            }
            Namespace::States if self.trust == Trust::Own && self.waiting.taken.contains(&id) => {
                let states = states::read_block(&plain, open.made_by());
                self.waiting.states.extend(states.filter(|(of, _)| *of == id));
            }
            Namespace::Ledger if self.stays_away(open, id) => {}
            Namespace::Ledger if open.vault.bag_of(namespace, id).is_none() => {
                let mut entry: Entry = stored::decode(&plain).ok_or_else(broken)?;
                if self.stays_away(open, entry.memory) {
                    entry.text = None;
                }
                self.waiting.put(namespace, id, Zeroizing::new(stored::encode(&entry)?));
                self.waiting.entries.push((id, entry));
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether something was shredded here, is not here, and is not to come back. What the file's own receipts name and
    /// the file holds all the same was brought back where it was made.
    fn stays_away<S: Store>(&self, open: &Open<S>, id: Id) -> bool {
        let shredded = open.shredded.contains(&id) && !self.told.contains(&id);
        shredded && !self.wishes.revive && open.vault.bag_of(Namespace::Memory, id).is_none()
    }

    fn put_receipts(&mut self) {
        for (id, receipt, plain) in self.late.drain(..) {
            self.waiting.receipts.push((id, receipt));
            self.waiting.put(Namespace::Receipt, id, plain);
        }
        self.late_bytes = 0;
    }

    /// The backup itself holds what came of it, and a receipt must be able to say so.
    fn note_source<S: Store>(&mut self, open: &Open<S>) -> Result<()> {
        let Some(Begin { backup, made, memories, .. }) = self.begin else { return Ok(()) };
        let known = open.backups.iter().any(|(_, known)| *known == backup)
            || self.waiting.backups.iter().any(|(known, _)| *known == backup);
        if self.summary.kept > 0 && !known {
            let made = BackupNote { time: made, name: self.name.clone(), memories };
            self.waiting.put(Namespace::Backup, backup, Zeroizing::new(stored::encode(&made)?));
            self.waiting.backups.push((backup, made));
        }
        Ok(())
    }

    /// Decides whether the backup is the user's own.
    async fn meet<S: Store>(&mut self, open: &mut Open<S>, theirs: Lineage, world: &mut World) -> Result<()> {
        let becomes = self.wishes.own && open.index.is_empty() && open.bin.is_empty();
        open.ensure_lineage(world).await?;
        let own = open.lineage.shares(&theirs);
        self.trust = if own || becomes { Trust::Own } else { Trust::Foreign };
        if becomes && !own {
            open.join_lineage(theirs, world).await?;
        }
        Ok(())
    }

    /// Adds earlier versions to a memory's history, each once.
    async fn remember<S: Store>(&mut self, open: &Open<S>, id: Id, earlier: Vec<Memory>) -> Result<()> {
        let mut history = match self.waiting.histories.remove(&id) {
            Some(waiting) => waiting,
            // What cannot be read is written anew.
            None => open.readable(Namespace::History, id).await?.unwrap_or_default(),
        };
        let mut bytes: usize = history.iter().map(|version| version.text.len()).sum();
        for version in earlier {
            bytes += version.text.len();
            // What is too much for one record is left out, and the memory itself comes in all the same.
            if bytes <= sound::HISTORY_MOST && !history.contains(&version) {
                history.push(version);
            }
        }
        self.waiting.records += 1;
        self.waiting.histories.insert(id, history);
        Ok(())
    }

    fn take(&mut self, memory: Memory) -> Result<()> {
        // A conversation comes with the first of its memories: the title of one that was shredded
        // whole must not come back alone.
        let place = memory.place.and_then(|place| self.conversations.remove(&place.conversation));
        if let Some((conversation, plain)) = place {
            self.waiting.put(Namespace::Conversation, conversation.id, plain);
            self.waiting.conversations.push(conversation);
        }
        self.waiting.put(Namespace::Memory, memory.id, Zeroizing::new(stored::encode(&memory)?));
        // One that lies in the bin does not come: what is there now cannot be read, and is made good.
        self.waiting.remove(Namespace::Bin, memory.id);
        self.waiting.taken.insert(memory.id);
        self.waiting.memories.push(memory);
        Ok(())
    }

    async fn flush<S: Store>(&mut self, open: &mut Open<S>, world: &mut World) -> Result<()> {
        std::mem::take(&mut self.waiting).commit(open, world).await
    }
}
