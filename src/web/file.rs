//! A `File` of the browser, read piece by piece.

use std::io::{Error, Read, Result, Seek, SeekFrom};

use js_sys::Uint8Array;
use web_sys::{File, FileReaderSync};

/// Reads a file where it lies; nothing of it is held but what was asked for. Only Workers can read
/// synchronously, which the importers do.
pub(super) struct FileSource {
    file: File,
    reader: FileReaderSync,
    position: u64,
    size: u64,
}

impl FileSource {
    pub(super) fn new(file: File) -> Result<Self> {
        let reader = FileReaderSync::new().map_err(|_| gone())?;
        // A size is an integer below 2⁵³, exact in both types.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let size = file.size() as u64;
        Ok(Self { file, reader, position: 0, size })
    }
}

impl Read for FileSource {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let end = self.size.min(self.position + buffer.len() as u64);
        if end <= self.position {
            return Ok(0);
        }
        let slice = self.file.slice_with_f64_and_f64(self.position as f64, end as f64).map_err(|_| gone())?;
        // Fails if the file was moved, changed or closed to us since it was chosen.
        let read = self.reader.read_as_array_buffer(&slice).map_err(|_| gone())?;
        let bytes = Uint8Array::new(&read);
        let length = bytes.length() as usize;
        let target = buffer.get_mut(..length).ok_or_else(gone)?;
        bytes.copy_to(target);
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for FileSource {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or_else(|| Error::from(std::io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

fn gone() -> Error {
    Error::from(std::io::ErrorKind::NotFound)
}
