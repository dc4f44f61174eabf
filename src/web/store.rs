//! The browser's store: rows in IndexedDB, the root cells in one small OPFS file.
//!
//! The cells are written through a sync access handle, which writes in place; the other way,
//! `createWritable`, copies the file and leaves the old bytes on disk. Handles exist only in
//! dedicated Workers, and only one at a time for a file: the engine is that one.

use idb::{
    Database, DatabaseEvent, Factory, ObjectStoreParams, Transaction, TransactionMode, TransactionResult,
};
use js_sys::{Array, Function, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, FileSystemReadWriteOptions, FileSystemSyncAccessHandle, IdbDatabase, IdbTransaction,
};

use super::private;
use crate::error::{Error, Result};
use crate::vault::store::{Batch, CELL_LENGTH, Store, Table};

/// Rows in IndexedDB, cells in OPFS. Opened once, in the engine's Worker.
pub struct BrowserStore {
    database: IdbDatabase,
    cells: FileSystemSyncAccessHandle,
}

impl BrowserStore {
    /// Opens both parts under a name, making what is not there.
    ///
    /// # Errors
    /// `store_unreadable` (device): the browser gives no storage, or another engine holds it.
    pub async fn open(name: &str) -> Result<Self> {
        let database = open_database(name).await.map_err(|_| unreadable())?;
        // A table that could not be made leaves a database without it.
        let names = database.store_names();
        if Table::ALL.iter().any(|table| !names.iter().any(|name| name == table.name())) {
            return Err(unreadable());
        }
        let database = JsValue::from(database).dyn_into().map_err(|_| unreadable())?;
        let cells = private::open(&format!("{name}.root")).await.map_err(|_| unreadable())?;
        Ok(Self { database, cells })
    }

    fn read(&self, table: Table) -> Result<Transaction> {
        let database = Database::from(self.database.clone());
        database.transaction(&[table.name()], TransactionMode::ReadOnly).map_err(|_| unreadable())
    }

    /// `transaction(…, {durability: 'strict'})`: complete means on disk, as far as the system
    /// tells the truth. Neither idb nor the stable part of web-sys knows the option.
    fn write(&self) -> Result<IdbTransaction, JsValue> {
        let tables: Array = Table::ALL.iter().map(|table| JsString::from(table.name())).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.database, &"transaction".into())?.dyn_into()?;
        begin.call3(&self.database, &tables, &"readwrite".into(), &options)?.dyn_into()
    }
}

impl Drop for BrowserStore {
    fn drop(&mut self) {
        self.database.close();
        self.cells.close();
    }
}

impl Store for BrowserStore {
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.get_many(table, &[key.to_owned()]).await?.pop().flatten())
    }

    async fn get_many(&self, table: Table, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.read(table)?.object_store(table.name()).map_err(|_| unreadable())?;
        // All are asked before the first is awaited, so that they travel together.
        let requests: Vec<_> = keys
            .iter()
            .map(|key| rows.get(JsValue::from(key)).map_err(|_| unreadable()))
            .collect::<Result<_>>()?;
        let mut values = Vec::with_capacity(keys.len());
        for request in requests {
            let value = request.await.map_err(|_| unreadable())?;
            values.push(value.map(|value| value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec())));
        }
        values.into_iter().map(|value| value.transpose().map_err(|_| unreadable())).collect()
    }

    async fn keys(&self, table: Table) -> Result<Vec<String>> {
        let rows = self.read(table)?.object_store(table.name()).map_err(|_| unreadable())?;
        let request = rows.get_all_keys(None, None).map_err(|_| unreadable())?;
        let keys = request.await.map_err(|_| unreadable())?;
        keys.into_iter().map(|key| key.as_string().ok_or_else(unreadable)).collect()
    }

    async fn count(&self, table: Table) -> Result<usize> {
        let rows = self.read(table)?.object_store(table.name()).map_err(|_| unreadable())?;
        let request = rows.count(None).map_err(|_| unreadable())?;
        Ok(request.await.map_err(|_| unreadable())? as usize)
    }

    async fn commit(&self, batch: Batch) -> Result<()> {
        let transaction = self.write().map_err(|thrown| unwritable(thrown.dyn_ref()))?;
        if write_all(&transaction.clone().into(), batch).is_err() {
            let _ = transaction.abort();
            return Err(unwritable(transaction.error().as_ref()));
        }
        match Transaction::from(transaction.clone()).await {
            Ok(TransactionResult::Committed) => Ok(()),
            _ => Err(unwritable(transaction.error().as_ref())),
        }
    }

    async fn read_cell(&self, cell: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; CELL_LENGTH];
        // A file shorter than the cell was never written there: what is missing reads as zeros.
        self.cells.read_with_u8_array_and_options(&mut bytes, &at(cell)).map_err(|_| unreadable())?;
        Ok(bytes)
    }

    async fn write_cell(&self, cell: usize, bytes: &[u8; CELL_LENGTH]) -> Result<()> {
        let write = |handle: &FileSystemSyncAccessHandle| {
            let written = handle.write_with_u8_array_and_options(bytes, &at(cell))?;
            handle.flush()?;
            Ok::<bool, JsValue>(written == CELL_LENGTH as f64)
        };
        match write(&self.cells) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::device("store_full")),
            Err(thrown) => Err(unwritable(thrown.dyn_ref())),
        }
    }
}

async fn open_database(name: &str) -> Result<Database, idb::Error> {
    let mut request = Factory::new()?.open(name, Some(1))?;
    request.on_upgrade_needed(|event| {
        // What cannot be made is missed right after opening.
        let Ok(database) = event.database() else { return };
        for table in Table::ALL {
            let _ = database.create_object_store(table.name(), ObjectStoreParams::new());
        }
    });
    request.await
}

fn write_all(transaction: &Transaction, batch: Batch) -> Result<(), idb::Error> {
    for (table, key, value) in batch.writes {
        let rows = transaction.object_store(table.name())?;
        match value {
            Some(value) => drop(rows.put(&Uint8Array::from(value.as_slice()), Some(&JsValue::from(key)))?),
            None => drop(rows.delete(JsValue::from(key))?),
        }
    }
    Ok(())
}

fn at(cell: usize) -> FileSystemReadWriteOptions {
    let options = FileSystemReadWriteOptions::new();
    options.set_at((cell * CELL_LENGTH) as f64);
    options
}

fn unreadable() -> Error {
    Error::device("store_unreadable")
}

/// No room is told apart: the user can do something about that.
fn unwritable(thrown: Option<&DomException>) -> Error {
    let full = thrown.is_some_and(|thrown| thrown.name() == "QuotaExceededError");
    Error::device(if full { "store_full" } else { "store_unwritable" })
}
