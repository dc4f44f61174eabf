//! Making a backup, in steps: bag by bag into a file, then the file is read back.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::clock::Millis;
use crate::crypto::kdf::Cost;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::vault::backup::{Begin, Reader, Writer};
use crate::vault::{Change, Namespace, Store};

use super::World;
use super::encode;
use super::ledger::Entry;
use super::open::Open;
use super::protocol::{BackupView, JobKind, JobProgress};
use super::{states, stored};

/// A file that is written, and then read from its beginning.
pub trait Sink: Read + Write + Seek {}
impl<T: Read + Write + Seek> Sink for T {}

/// One file that is used here and there.
#[derive(Clone)]
struct Shared(Rc<RefCell<Box<dyn Sink>>>);

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(into)
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.borrow_mut().seek(to)
    }
}

/// What a backup holds, in this order. The bin is left out: what was deleted is not kept anew.
const HELD: [Namespace; 8] = [
    Namespace::Lineage,
    Namespace::Wording,
    Namespace::Scopes,
    Namespace::Receipt,
    Namespace::Backup,
    Namespace::Conversation,
    Namespace::Memory,
    Namespace::Ledger,
];

/// How much of a file's beginning is overwritten where it is not finished, in bytes: more than its head has.
const BEGINNING: usize = 4096;

/// That a backup was made, as the vault keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BackupNote {
    pub(super) time: Millis,
    /// What the file was called when it was made.
    pub(super) name: String,
    pub(super) memories: u32,
}

/// A backup that is being made.
pub(super) struct Backup {
    passphrase: Zeroizing<String>,
    id: Id,
    made: BackupNote,
    /// What is still to be written, last first.
    bags: Vec<Id>,
    total: usize,
    /// The conversations of memories that are not in the bin: of others not even the title is kept.
    talked: HashSet<Id>,
    phase: Phase,
    file: Shared,
    /// Whether it is written, read back and noted.
    whole: bool,
}

enum Phase {
    Writing(Writer<Shared>),
    Reading(Reader<Shared>),
    Done,
}

/// What is left half written is named by no receipt. Without its beginning, which has the salt of its key, nobody opens
/// what a disk may keep of the rest.
impl Drop for Backup {
    fn drop(&mut self) {
        if !self.whole {
            let spoil = |file: &mut Shared| {
                file.rewind()?;
                file.write_all(&[0; BEGINNING])?;
                file.flush()
            };
            // Where it cannot be written any more, nothing else can be done about it.
            let _ = spoil(&mut self.file);
        }
    }
}

impl Backup {
    /// # Errors
    /// Those of [`Writer::new`]; `vault_damaged` (integrity) if something cannot be read: a backup
    /// without it would look whole.
    pub(super) async fn begin<S: Store>(
        open: &mut Open<S>,
        sink: Box<dyn Sink>,
        (passphrase, name): (Zeroizing<String>, String),
        cost: Cost,
        world: &mut World,
    ) -> Result<Self> {
        if !open.damages.is_empty() {
            return Err(Error::integrity("vault_damaged"));
        }
        open.ensure_lineage(world).await?;
        let (id, time) = (Id::random(world.rng.as_mut()), world.clock.now());
        let memories = super::number(open.index.len());
        let begin = Begin { backup: id, vault: open.vault.id(), made: time, memories };
        let file = Shared(Rc::new(RefCell::new(sink)));
        let writer = Writer::new(file.clone(), &passphrase, cost, &begin, world.rng.as_mut())?;
        let bags: Vec<Id> = HELD.iter().rev().flat_map(|held| open.vault.bags(*held)).collect();
        let made = BackupNote { time, name, memories };
        let total = bags.len();
        let talked = open.index.newest().filter_map(|doc| doc.conversation).collect();
        let phase = Phase::Writing(writer);
        Ok(Self { passphrase, id, made, bags, total, talked, phase, file, whole: false })
    }

    /// Goes on until the time is up; gives the backup when it is written, read back and noted.
    ///
    /// # Errors
    /// `backup_unwritable`, `store_full` (device); `backup_broken` (integrity) if the file does not
    /// read back; those of a record that cannot be opened.
    pub(super) async fn run<S: Store>(
        &mut self,
        open: &mut Open<S>,
        world: &mut World,
        until: u64,
    ) -> Result<Option<BackupView>> {
        loop {
            self.phase = match std::mem::replace(&mut self.phase, Phase::Done) {
                Phase::Writing(mut writer) => match self.bags.pop() {
                    Some(bag) => {
                        write_bag(open, bag, &self.talked, &mut writer).await?;
                        Phase::Writing(writer)
                    }
                    None => {
                        let mut file = writer.finish()?;
                        file.rewind().map_err(|_| Error::device("backup_unwritable"))?;
                        Phase::Reading(Reader::new(file, &self.passphrase)?)
                    }
                },
                Phase::Reading(mut reader) => match reader.frame()? {
                    Some(_) => Phase::Reading(reader),
                    None => {
                        open.note_backup(self.id, &self.made, world).await?;
                        self.whole = true;
                        return Ok(open.backup_view(self.id).await);
                    }
                },
                Phase::Done => return Err(Error::internal("backup_ended")),
            };
            if world.clock.now().0 >= until {
                return Ok(None);
            }
        }
    }

    /// In bags: writing is told, reading back takes a fraction of it.
    pub(super) fn progress(&self) -> JobProgress {
        let written = self.total - self.bags.len();
        let (read, total) = (written as u64, self.total as u64);
        JobProgress { kind: JobKind::Backup, read, total, kept: 0, paused: false }
    }
}

async fn write_bag<S: Store, W: Write>(
    open: &mut Open<S>,
    bag: Id,
    talked: &HashSet<Id>,
    writer: &mut Writer<W>,
) -> Result<()> {
    open.read_states_of(bag).await?;
    let (records, damages) = open.vault.open_bag(bag).await?;
    if let Some(damage) = damages.first() {
        return Err(Error::integrity(damage.code));
    }
    // Of a bag that is gone since the beginning nothing is left to keep.
    let Some(namespace) = open.vault.namespace_of(bag) else { return Ok(()) };
    for (id, plain) in records {
        // The title and the told text of what was deleted are not kept anew either.
        if namespace == Namespace::Conversation && !talked.contains(&id) {
            continue;
        }
        let plain = stored::settled(namespace, &plain)?;
        let plain = if namespace == Namespace::Ledger { open.without_deleted(plain)? } else { plain };
        writer.record(namespace, id, &plain)?;
        if namespace != Namespace::Memory {
            continue;
        }
        if let Some(history) = open.vault.get(Namespace::History, id).await? {
            writer.record(Namespace::History, id, &stored::settled(Namespace::History, &history)?)?;
        }
        if let Some(marks) = open.vault.get(Namespace::Marks, id).await? {
            writer.record(Namespace::Marks, id, &stored::settled(Namespace::Marks, &marks)?)?;
        }
        if let Some(vector) = open.index.vector(id) {
            writer.record(Namespace::Vectors, id, &encode::block(open.made_by(), [(id, &vector)]))?;
        }
        if let Some(kept) = open.index.kept(id) {
            writer.record(Namespace::States, id, &states::block(open.made_by(), [(id, kept)]))?;
        }
    }
    Ok(())
}

impl<S: Store> Open<S> {
    async fn note_backup(&mut self, id: Id, made: &BackupNote, world: &mut World) -> Result<()> {
        let mut change = Change::default();
        change.put(Namespace::Backup, id, stored::encode(made)?);
        self.vault.commit(change, world.rng.as_mut()).await?;
        self.backups.insert((made.time, id));
        Ok(())
    }

    /// A ledger entry without its text if that is of a memory in the bin.
    fn without_deleted(&self, plain: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>> {
        match stored::decode::<Entry>(&plain) {
            Some(entry) if self.bin.contains_key(&entry.memory) => {
                stored::encode(&Entry { text: None, ..entry }).map(Zeroizing::new)
            }
            _ => Ok(plain),
        }
    }

    /// The backups that were made, newest first.
    pub(super) async fn read_backups(&self) -> Vec<BackupView> {
        let mut views = Vec::new();
        for (_, id) in self.backups.iter().rev() {
            views.extend(self.backup_view(*id).await);
        }
        views
    }

    pub(super) async fn backup_view(&self, id: Id) -> Option<BackupView> {
        let made: BackupNote = self.record(Namespace::Backup, id).await.ok().flatten()?;
        Some(BackupView { id, time: made.time, name: made.name, memories: made.memories })
    }
}
