//! Files of the origin's private file system (OPFS), written in place by sync access handles.
//!
//! Handles exist only in dedicated Workers, and only one at a time for a file.

use std::io::{self, Error, ErrorKind, Read, Seek, SeekFrom, Write};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions,
    FileSystemReadWriteOptions, FileSystemSyncAccessHandle, WorkerGlobalScope,
};

/// Opens a private file, making it if it is not there.
pub(super) async fn open(name: &str) -> Result<FileSystemSyncAccessHandle, JsValue> {
    let worker: WorkerGlobalScope = js_sys::global().dyn_into()?;
    let directory: FileSystemDirectoryHandle =
        JsFuture::from(worker.navigator().storage().get_directory()).await?.dyn_into()?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let file: FileSystemFileHandle =
        JsFuture::from(directory.get_file_handle_with_options(name, &options)).await?.dyn_into()?;
    JsFuture::from(file.create_sync_access_handle()).await?.dyn_into()
}

/// A private file as a stream. Closed when dropped.
pub(super) struct PrivateFile {
    handle: FileSystemSyncAccessHandle,
    position: u64,
}

impl PrivateFile {
    /// An empty file of this name.
    pub(super) async fn create(name: &str) -> Result<Self, JsValue> {
        let handle = open(name).await?;
        handle.truncate_with_f64(0.0)?;
        Ok(Self { handle, position: 0 })
    }

    fn here(&self) -> FileSystemReadWriteOptions {
        let options = FileSystemReadWriteOptions::new();
        // A position is an integer below 2⁵³, exact in both types.
        options.set_at(self.position as f64);
        options
    }

    /// Moves on by what was read or written.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a buffer's length")]
    fn advance(&mut self, by: f64) -> usize {
        self.position += by as u64;
        by as usize
    }
}

impl Drop for PrivateFile {
    fn drop(&mut self) {
        self.handle.close();
    }
}

impl Read for PrivateFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let options = self.here();
        let read = self.handle.read_with_u8_array_and_options(buffer, &options).map_err(failed)?;
        Ok(self.advance(read))
    }
}

impl Write for PrivateFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let options = self.here();
        let written = self.handle.write_with_u8_array_and_options(buffer, &options).map_err(failed)?;
        Ok(self.advance(written))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.handle.flush().map_err(failed)
    }
}

impl Seek for PrivateFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size, below 2⁵³")]
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => {
                (self.handle.get_size().map_err(failed)? as u64).checked_add_signed(offset)
            }
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

fn failed(thrown: JsValue) -> Error {
    let full = thrown.dyn_ref::<DomException>().is_some_and(|e| e.name() == "QuotaExceededError");
    Error::from(if full { ErrorKind::StorageFull } else { ErrorKind::Other })
}
