//! The browser's store: rows in IndexedDB, the root cells in one small OPFS file.
//!
//! The cells are written through a sync access handle, which writes in place; the other way,
//! `createWritable`, copies the file and leaves the old bytes on disk. Handles exist only in
//! dedicated Workers, and only one at a time for a file: the engine is that one.

use std::cell::RefCell;

use idb::{Database, DatabaseEvent, Factory, ObjectStore, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::{Array, Function, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, FileSystemReadWriteOptions, FileSystemSyncAccessHandle, IdbDatabase, IdbTransaction,
    WorkerGlobalScope,
};
use zeroize::Zeroizing;

use super::{private, unseal};
use crate::crypto::aead::Sealed;
use crate::error::{Error, Result};
use crate::vault::store::{Batch, CELL_LENGTH, Store, Table};

/// Less room than this, in bytes, is none: a database writes more than it is given.
const ROOM: f64 = 65_536.0;

/// Rows in IndexedDB, cells in OPFS. Opened once, in the engine's Worker.
///
/// A connection does not last: Chromium closes it after any failed write, and Firefox takes only
/// deletions in the next transaction of one that met its quota. So what fails on a connection that
/// is no good any more is tried once more on a new one.
pub struct BrowserStore {
    name: String,
    database: RefCell<IdbDatabase>,
    cells: FileSystemSyncAccessHandle,
}

impl BrowserStore {
    /// Opens both parts under a name, making what is not there.
    ///
    /// # Errors
    /// `store_unreadable` (device): the browser gives no storage, or another engine holds it.
    pub async fn open(name: &str) -> Result<Self> {
        let database = RefCell::new(connect(name).await?);
        let cells = private::open(&format!("{name}.root")).await.map_err(|_| unreadable())?;
        Ok(Self { name: name.to_owned(), database, cells })
    }

    /// Takes a new connection.
    async fn reconnect(&self) -> Result<()> {
        let database = connect(&self.name).await?;
        self.database.replace(database).close();
        Ok(())
    }

    /// Reads from a table, once more on a new connection if this one is no good.
    async fn read<T>(
        &self,
        table: Table,
        act: impl AsyncFn(&ObjectStore) -> Result<T, idb::Error>,
    ) -> Result<T> {
        match self.read_once(table, &act).await {
            Ok(value) => Ok(value),
            Err(_) => {
                self.reconnect().await?;
                self.read_once(table, &act).await.map_err(|_| unreadable())
            }
        }
    }

    async fn read_once<T>(
        &self,
        table: Table,
        act: &impl AsyncFn(&ObjectStore) -> Result<T, idb::Error>,
    ) -> Result<T, idb::Error> {
        let database = Database::from(self.database.borrow().clone());
        let transaction = database.transaction(&[table.name()], TransactionMode::ReadOnly)?;
        act(&transaction.object_store(table.name())?).await
    }

    async fn write(&self, batch: &Batch) -> Result<(), Refusal> {
        let transaction = self.begin().map_err(|_| Refusal::Connection)?;
        if write_all(&transaction.clone().into(), batch).is_err() {
            let _ = transaction.abort();
            return Err(Refusal::Connection);
        }
        // Not at the first error of a request: why a transaction failed is known when it has ended.
        let ended = Promise::new(&mut |done, failed| {
            transaction.set_oncomplete(Some(&done));
            transaction.set_onabort(Some(&failed));
        });
        JsFuture::from(ended).await.map(drop).map_err(|_| Refusal::Write(transaction.error()))
    }

    /// `transaction(…, {durability: 'strict'})`: complete means on disk, as far as the system
    /// tells the truth. Neither idb nor the stable part of web-sys knows the option.
    fn begin(&self) -> Result<IdbTransaction, JsValue> {
        let database = self.database.borrow();
        let tables: Array = Table::ALL.iter().map(|table| JsString::from(table.name())).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&database, &"transaction".into())?.dyn_into()?;
        begin.call3(&database, &tables, &"readwrite".into(), &options)?.dyn_into()
    }

    /// A failed write in the core's words. No room is told apart: the user can do something about
    /// that.
    async fn unwritable(&self, thrown: Option<&DomException>) -> Error {
        let full = thrown.is_some_and(is_full) || no_room().await.unwrap_or(false);
        Error::device(if full { "store_full" } else { "store_unwritable" })
    }
}

/// Why a write was not made.
enum Refusal {
    /// The connection takes none.
    Connection,
    /// This one failed, for the reason that the browser gave.
    Write(Option<DomException>),
}

impl Drop for BrowserStore {
    fn drop(&mut self) {
        self.database.borrow().close();
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
        let read = async |rows: &ObjectStore| {
            // All are asked before the first is awaited, so that they travel together.
            let requests: Vec<_> =
                keys.iter().map(|key| rows.get(JsValue::from(key))).collect::<Result<_, _>>()?;
            let mut values = Vec::with_capacity(keys.len());
            for request in requests {
                values.push(request.await?);
            }
            Ok(values)
        };
        let bytes = |value: JsValue| value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
        let values = self.read(table, read).await?.into_iter();
        values.map(|value| value.map(bytes).transpose().map_err(|_| unreadable())).collect()
    }

    async fn keys(&self, table: Table) -> Result<Vec<String>> {
        let keys = self.read(table, async |rows| rows.get_all_keys(None, None)?.await).await?;
        keys.into_iter().map(|key| key.as_string().ok_or_else(unreadable)).collect()
    }

    async fn count(&self, table: Table) -> Result<usize> {
        Ok(self.read(table, async |rows| rows.count(None)?.await).await? as usize)
    }

    async fn open_sealed(&self, sealed: &[Sealed<'_>]) -> Vec<Option<Zeroizing<Vec<u8>>>> {
        let mut opened = unseal::open(sealed).await;
        // What is small, and whatever the browser does not open: our own implementation decides.
        for (place, sealed) in opened.iter_mut().zip(sealed) {
            if place.is_none() {
                *place = sealed.open();
            }
        }
        opened
    }

    async fn commit(&self, batch: Batch) -> Result<()> {
        let mut refusal = self.write(&batch).await;
        if let Err(Refusal::Connection) = refusal {
            if self.reconnect().await.is_err() {
                return Err(self.unwritable(None).await);
            }
            refusal = self.write(&batch).await;
        }
        match refusal {
            Ok(()) => Ok(()),
            Err(Refusal::Connection) => Err(self.unwritable(None).await),
            Err(Refusal::Write(thrown)) => Err(self.unwritable(thrown.as_ref()).await),
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
            Err(thrown) => Err(self.unwritable(thrown.dyn_ref()).await),
        }
    }
}

async fn connect(name: &str) -> Result<IdbDatabase> {
    let database = open_database(name).await.map_err(|_| unreadable())?;
    // A table that could not be made leaves a database without it.
    let names = database.store_names();
    if Table::ALL.iter().any(|table| !names.iter().any(|name| name == table.name())) {
        return Err(unreadable());
    }
    JsValue::from(database).dyn_into().map_err(|_| unreadable())
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

fn write_all(transaction: &Transaction, batch: &Batch) -> Result<(), idb::Error> {
    for (table, key, value) in &batch.writes {
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

/// Firefox names it, for the disk as for the quota. Chromium names only the quota; of the disk it
/// says so in words that pass a file system's own name on.
fn is_full(thrown: &DomException) -> bool {
    thrown.name() == "QuotaExceededError" || thrown.message().contains("FILE_ERROR_NO_SPACE")
}

/// Whether the browser says that nothing more can be stored. Chromium, on a full disk, opens no
/// database and gives no reason; but it knows.
async fn no_room() -> Result<bool, JsValue> {
    let worker: WorkerGlobalScope = js_sys::global().dyn_into()?;
    let estimate = JsFuture::from(worker.navigator().storage().estimate()?).await?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).map(|value| value.as_f64());
    let (Some(quota), Some(usage)) = (number("quota")?, number("usage")?) else { return Ok(false) };
    Ok(quota - usage < ROOM)
}
