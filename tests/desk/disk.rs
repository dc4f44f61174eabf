//! A disk whose power goes: it keeps a log of what was written to it, and can be stopped after every
//! operation, and in the middle of those on the root cells, where any of the page's sectors may have
//! landed. Commits of the database are whole or not there.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use satchel::Result;
use satchel::error::Error;
use satchel::vault::store::CELL_LENGTH;
use satchel::vault::{Batch, MemoryStore, Store, Table};

use super::run;

const SECTOR: usize = 512;

/// How a sector of a cell may have landed when the power goes while it is written: 1 in bit n
/// means that sector n has the new bytes.
const LANDINGS: [u8; 6] = [0b0000_0001, 0b1111_1110, 0b0101_0101, 0b1010_1010, 0b0000_1111, 0b1111_0000];

#[derive(Clone)]
pub(crate) enum Written {
    Rows(Batch),
    Cell(usize, Vec<u8>),
}

/// A disk that remembers how it came to be what it is, and can refuse.
#[derive(Default)]
pub(crate) struct Disk {
    pub(crate) now: MemoryStore,
    pub(crate) log: RefCell<Vec<Written>>,
    /// Counts down to an operation that is refused.
    pub(crate) refuse: Cell<Option<u32>>,
    /// How many more reads of a single record fail.
    pub(crate) deaf: Cell<u32>,
    /// Whether no records can be read.
    pub(crate) silent: Cell<bool>,
    /// Counts down to a reading of records that fails.
    pub(crate) mute: Cell<Option<u32>>,
    /// Whether no cell can be written.
    pub(crate) stuck: Cell<bool>,
    /// Counts down to a commit that is said to be refused, and was made all the same.
    pub(crate) lie: Cell<Option<u32>>,
}

impl Disk {
    pub(crate) fn new() -> Self {
        Self { now: MemoryStore::new(), ..Self::default() }
    }

    /// A disk that holds this already.
    pub(crate) fn over(store: MemoryStore) -> Self {
        Self { now: store, ..Self::default() }
    }

    fn spoken(&self, table: Table) -> Result<()> {
        if table != Table::Records {
            return Ok(());
        }
        let mute = self.mute.get() == Some(0);
        self.mute.set(self.mute.get().and_then(|left| left.checked_sub(1)));
        if self.silent.get() || mute { Err(Error::device("store_unreadable")) } else { Ok(()) }
    }

    fn refused(&self) -> Result<()> {
        match self.refuse.get() {
            Some(0) => {
                self.refuse.set(None);
                Err(Error::device("store_full"))
            }
            left => {
                self.refuse.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
}

impl Store for Disk {
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>> {
        self.spoken(table)?;
        if table == Table::Records
            && let Some(left) = self.deaf.get().checked_sub(1)
        {
            self.deaf.set(left);
            return Err(Error::device("store_unreadable"));
        }
        self.now.get(table, key).await
    }
    async fn get_many(&self, table: Table, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
        self.spoken(table)?;
        self.now.get_many(table, keys).await
    }
    async fn keys(&self, table: Table) -> Result<Vec<String>> {
        self.now.keys(table).await
    }
    async fn count(&self, table: Table) -> Result<usize> {
        self.now.count(table).await
    }
    async fn commit(&self, batch: Batch) -> Result<()> {
        self.refused()?;
        self.log.borrow_mut().push(Written::Rows(batch.clone()));
        self.now.commit(batch).await?;
        match self.lie.get() {
            Some(0) => {
                self.lie.set(None);
                Err(Error::device("store_unwritable"))
            }
            left => {
                self.lie.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
    async fn read_cell(&self, cell: usize) -> Result<Vec<u8>> {
        self.now.read_cell(cell).await
    }
    async fn write_cell(&self, cell: usize, bytes: &[u8; CELL_LENGTH]) -> Result<()> {
        self.refused()?;
        if self.stuck.get() {
            return Err(Error::device("store_full"));
        }
        self.log.borrow_mut().push(Written::Cell(cell, bytes.to_vec()));
        self.now.write_cell(cell, bytes).await
    }
}

/// What a disk holds at some moment.
#[derive(Clone, Default)]
pub(crate) struct Moment {
    pub(crate) rows: BTreeMap<(Table, String), Vec<u8>>,
    pub(crate) cells: [Vec<u8>; 2],
}

impl Moment {
    pub(crate) fn empty() -> Self {
        Self { rows: BTreeMap::new(), cells: [vec![0; CELL_LENGTH], vec![0; CELL_LENGTH]] }
    }

    /// What a store holds now.
    pub(crate) fn of(store: &MemoryStore) -> Self {
        let cells = [0, 1].map(|cell| run(store.read_cell(cell)).unwrap());
        Self { rows: store.rows().clone(), cells }
    }

    pub(crate) fn store(&self) -> MemoryStore {
        let store = MemoryStore::new();
        store.rows().clone_from(&self.rows);
        for (cell, bytes) in self.cells.iter().enumerate() {
            run(store.write_cell(cell, bytes.as_slice().try_into().unwrap())).unwrap();
        }
        store
    }

    fn apply(&mut self, written: &Written) {
        match written {
            Written::Rows(batch) => {
                for (table, key, row) in &batch.writes {
                    match row {
                        Some(row) => self.rows.insert((*table, key.clone()), row.clone()),
                        None => self.rows.remove(&(*table, key.clone())),
                    };
                }
            }
            Written::Cell(cell, bytes) => self.cells[*cell].clone_from(bytes),
        }
    }

    /// Goes through a log, and shows every state in which the disk may be left on the way, and whether
    /// that is the end of it. How many it were.
    pub(crate) fn pass(&mut self, log: &[Written], mut see: impl FnMut(&Self, bool)) -> usize {
        let mut seen = 0;
        for (n, written) in log.iter().enumerate() {
            let torn = self.torn(written);
            torn.iter().for_each(|torn| see(torn, false));
            self.apply(written);
            see(self, n + 1 == log.len());
            seen += torn.len() + 1;
        }
        seen
    }

    /// What may be on the disk if the power goes during this.
    fn torn(&self, written: &Written) -> Vec<Self> {
        let Written::Cell(cell, bytes) = written else { return Vec::new() };
        let torn = |landed: &u8| {
            let mut torn = self.clone();
            let sectors = torn.cells[*cell].chunks_mut(SECTOR).zip(bytes.chunks(SECTOR));
            for (n, (old, new)) in sectors.enumerate() {
                if landed & (1 << n) != 0 {
                    old.copy_from_slice(new);
                }
            }
            torn
        };
        LANDINGS.iter().map(torn).collect()
    }
}
