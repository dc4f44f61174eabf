//! The file of a backup, which is read twice: checked, then merged.

use std::cell::RefCell;
use std::io::{Read, Seek};
use std::rc::Rc;

use crate::error::{Error, Result};
use crate::transfer::ReadSeek;
use crate::vault::backup::Reader;

/// A file that the checking and the merging read one after the other, and how far that is.
#[derive(Clone)]
pub(super) struct Shared {
    file: Rc<RefCell<Box<dyn ReadSeek>>>,
    pub(super) position: u64,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.borrow_mut().read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

/// Reads it from its beginning.
///
/// # Errors
/// `file_unreadable` (device); those of [`Reader::new`].
pub(super) fn open_reader(file: &Rc<RefCell<Box<dyn ReadSeek>>>, passphrase: &str) -> Result<Reader<Shared>> {
    file.borrow_mut().rewind().map_err(|_| Error::device("file_unreadable"))?;
    Reader::new(Shared { file: Rc::clone(file), position: 0 }, passphrase)
}
