//! A store that forgets nothing: every row that was ever written is still on its disk, as browsers'
//! databases leave them. Only the root cells are written in place.

use std::cell::RefCell;
use std::collections::BTreeSet;

use satchel::Result;
use satchel::vault::store::CELL_LENGTH;
use satchel::vault::{Batch, MemoryStore, Store, Table};

/// A row as it was written at some time.
pub(crate) type Page = (Table, String, Vec<u8>);

#[derive(Default)]
pub(crate) struct Hoard {
    pub(crate) live: MemoryStore,
    pages: RefCell<BTreeSet<Page>>,
}

impl Hoard {
    pub(crate) fn new() -> Self {
        Self { live: MemoryStore::new(), pages: RefCell::default() }
    }

    /// Every row that was ever written.
    pub(crate) fn pages(&self) -> BTreeSet<Page> {
        self.pages.borrow().clone()
    }
}

impl Store for Hoard {
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>> {
        self.live.get(table, key).await
    }
    async fn get_many(&self, table: Table, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
        self.live.get_many(table, keys).await
    }
    async fn keys(&self, table: Table) -> Result<Vec<String>> {
        self.live.keys(table).await
    }
    async fn count(&self, table: Table) -> Result<usize> {
        self.live.count(table).await
    }
    async fn commit(&self, batch: Batch) -> Result<()> {
        let written =
            batch.writes.iter().filter_map(|(table, key, row)| Some((*table, key.clone(), row.clone()?)));
        self.pages.borrow_mut().extend(written);
        self.live.commit(batch).await
    }
    async fn read_cell(&self, cell: usize) -> Result<Vec<u8>> {
        self.live.read_cell(cell).await
    }
    async fn write_cell(&self, cell: usize, bytes: &[u8; CELL_LENGTH]) -> Result<()> {
        self.live.write_cell(cell, bytes).await
    }
}
