//! Where sealed bytes are kept: the trait, and the store in memory.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::crypto::aead::Sealed;
use crate::error::{Error, Result};

/// How long a root cell is: one sector-aligned page, so that writing one cannot touch the other.
pub const CELL_LENGTH: usize = 4096;

/// A table of the store; rows have a text key and bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// The head and the manifest, by name.
    Meta,
    /// Bag headers, by bag id.
    Bags,
    /// Records, by bag and record id.
    Records,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 3] = [Self::Meta, Self::Bags, Self::Records];

    /// Its name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Bags => "bags",
            Self::Records => "records",
        }
    }
}

/// Writes that happen together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// In order; `None` removes the row.
    pub writes: Vec<(Table, String, Option<Vec<u8>>)>,
}

impl Batch {
    /// Writes a row.
    pub fn put(&mut self, table: Table, key: impl Into<String>, value: Vec<u8>) {
        self.writes.push((table, key.into(), Some(value)));
    }

    /// Removes a row.
    pub fn delete(&mut self, table: Table, key: impl Into<String>) {
        self.writes.push((table, key.into(), None));
    }
}

/// A store of sealed rows and of the two root cells. Single-threaded: its futures are not `Send`.
#[allow(async_fn_in_trait, reason = "the core is single-threaded; nobody needs the futures to be Send")]
pub trait Store {
    /// One row.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>>;

    /// Several rows of a table, in the order asked.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    async fn get_many(&self, table: Table, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>>;

    /// The keys of all rows of a table, in any order.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    async fn keys(&self, table: Table) -> Result<Vec<String>>;

    /// How many rows a table has.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    async fn count(&self, table: Table) -> Result<usize>;

    /// What each of several sealed messages says; none of one that does not open. Where the rows are, the cipher may be
    /// had faster than here.
    async fn open_sealed(&self, sealed: &[Sealed<'_>]) -> Vec<Option<Zeroizing<Vec<u8>>>> {
        sealed.iter().map(Sealed::open).collect()
    }

    /// All of the batch or nothing of it, on disk when this returns.
    ///
    /// # Errors
    /// `store_full` (device) if there is no room; `store_unwritable` (device) otherwise. Nothing
    /// was changed then.
    async fn commit(&self, batch: Batch) -> Result<()>;

    /// A root cell, 0 or 1; all zeros if it was never written.
    ///
    /// # Errors
    /// `store_unreadable` (device).
    async fn read_cell(&self, cell: usize) -> Result<Vec<u8>>;

    /// Overwrites a root cell in place, on disk when this returns.
    ///
    /// # Errors
    /// `store_unwritable` (device).
    async fn write_cell(&self, cell: usize, bytes: &[u8; CELL_LENGTH]) -> Result<()>;
}

/// A store in memory: for tests and for vaults that need not last.
#[derive(Debug, Default)]
pub struct MemoryStore {
    rows: std::cell::RefCell<BTreeMap<(Table, String), Vec<u8>>>,
    cells: std::cell::RefCell<[Vec<u8>; 2]>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        let empty = vec![0; CELL_LENGTH];
        Self { rows: Default::default(), cells: [empty.clone(), empty].into() }
    }

    /// Every row, for tests that look for what must not be there, or damage what is.
    pub fn rows(&self) -> std::cell::RefMut<'_, BTreeMap<(Table, String), Vec<u8>>> {
        self.rows.borrow_mut()
    }
}

impl Store for MemoryStore {
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.rows.borrow().get(&(table, key.to_owned())).cloned())
    }

    async fn get_many(&self, table: Table, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
        let rows = self.rows.borrow();
        Ok(keys.iter().map(|key| rows.get(&(table, key.clone())).cloned()).collect())
    }

    async fn keys(&self, table: Table) -> Result<Vec<String>> {
        Ok(self.rows.borrow().keys().filter(|(of, _)| *of == table).map(|(_, key)| key.clone()).collect())
    }

    async fn count(&self, table: Table) -> Result<usize> {
        Ok(self.rows.borrow().keys().filter(|(of, _)| *of == table).count())
    }

    async fn commit(&self, batch: Batch) -> Result<()> {
        let mut rows = self.rows.borrow_mut();
        for (table, key, value) in batch.writes {
            match value {
                Some(value) => rows.insert((table, key), value),
                None => rows.remove(&(table, key)),
            };
        }
        Ok(())
    }

    async fn read_cell(&self, cell: usize) -> Result<Vec<u8>> {
        self.cells.borrow().get(cell).cloned().ok_or_else(|| Error::internal("cell_unknown"))
    }

    async fn write_cell(&self, cell: usize, bytes: &[u8; CELL_LENGTH]) -> Result<()> {
        let mut cells = self.cells.borrow_mut();
        *cells.get_mut(cell).ok_or_else(|| Error::internal("cell_unknown"))? = bytes.to_vec();
        Ok(())
    }
}

/// A store that several hold: the engine, and the vault that is open on it.
impl<S: Store> Store for std::rc::Rc<S> {
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>> {
        (**self).get(table, key).await
    }

    async fn get_many(&self, table: Table, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
        (**self).get_many(table, keys).await
    }

    async fn keys(&self, table: Table) -> Result<Vec<String>> {
        (**self).keys(table).await
    }

    async fn count(&self, table: Table) -> Result<usize> {
        (**self).count(table).await
    }

    async fn open_sealed(&self, sealed: &[Sealed<'_>]) -> Vec<Option<Zeroizing<Vec<u8>>>> {
        (**self).open_sealed(sealed).await
    }

    async fn commit(&self, batch: Batch) -> Result<()> {
        (**self).commit(batch).await
    }

    async fn read_cell(&self, cell: usize) -> Result<Vec<u8>> {
        (**self).read_cell(cell).await
    }

    async fn write_cell(&self, cell: usize, bytes: &[u8; CELL_LENGTH]) -> Result<()> {
        (**self).write_cell(cell, bytes).await
    }
}
