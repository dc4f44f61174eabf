//! The parts of a file that hold what is imported: one JSON text each, as bytes.
//!
//! Of a zip only the directory is read by the `zip` crate; the parts themselves are inflated here
//! as they are asked for, so that an importer can be put aside between two conversations, and
//! nothing is ever extracted: names inside a zip lead nowhere.

use std::cell::{Cell, RefCell};
use std::io::{BufReader, Error as IoError, Read, Result as IoResult, SeekFrom};
use std::rc::Rc;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::ReadSeek;
use crate::error::{Error, Result};

/// A zip with more entries is none that a person exported.
const MOST_ENTRIES: usize = 200_000;
/// A longer name belongs to no file of ours.
const LONGEST_NAME: usize = 4_096;
/// All parts together, inflated. The largest exports known have some gigabytes.
const MOST_BYTES: u64 = 16 << 30;
/// JSON deflates to a tenth or so; only something made to does better than this,
const HIGHEST_RATIO: u64 = 200;
/// beyond a size where that would hurt.
const HARMLESS: u64 = 1 << 20;
/// The last record of a zip, and how far from the end it can begin: 22 bytes and a comment.
const END_RECORD: &[u8] = b"PK\x05\x06";
const LONGEST_END: u64 = 22 + 0xffff;
const BUFFER: usize = 32 * 1024;

type Shared = Rc<RefCell<Box<dyn ReadSeek>>>;

/// What went on below the JSON reader, which only knows errors by their sentences.
#[derive(Default)]
pub(super) struct Watch {
    read: Cell<u64>,
    json: Cell<u64>,
    most_json: Cell<Option<u64>>,
    trouble: Cell<Option<&'static str>>,
}

impl Watch {
    /// Bytes read of the file.
    pub(super) fn read(&self) -> u64 {
        self.read.get()
    }

    /// The code of what failed, if it failed here.
    pub(super) fn trouble(&self) -> Option<&'static str> {
        self.trouble.get()
    }

    /// Bytes of JSON that came out, unpacked.
    pub(super) fn json(&self) -> u64 {
        self.json.get()
    }

    /// Lets so many more bytes of JSON come out.
    pub(super) fn allow(&self, bytes: u64) {
        self.most_json.set(Some(self.json.get().saturating_add(bytes)));
    }

    /// Counts what came out.
    ///
    /// # Errors
    /// `file_bomb` if it is more than was allowed.
    pub(super) fn count(&self, bytes: usize) -> IoResult<()> {
        self.json.set(self.json.get().saturating_add(bytes as u64));
        if self.most_json.get().is_some_and(|most| self.json.get() > most) {
            return Err(self.fail("file_bomb"));
        }
        Ok(())
    }

    pub(super) fn fail(&self, code: &'static str) -> IoError {
        self.trouble.set(Some(code));
        IoError::other(code)
    }
}

/// Where a part lies.
struct Part {
    name: String,
    start: u64,
    length: u64,
    /// Of a part of a zip: how it is packed and what must come out.
    packed: Option<Packed>,
}

#[derive(Clone, Copy)]
struct Packed {
    deflated: bool,
    size: u64,
    crc: u32,
}

/// The parts of a file, one after the other.
pub(super) struct Sections {
    source: Shared,
    parts: std::vec::IntoIter<Part>,
    total: u64,
    watch: Rc<Watch>,
}

/// A whole file as its one part.
pub(super) fn of_file(source: Box<dyn ReadSeek>, length: u64) -> Sections {
    let part = Part { name: String::new(), start: 0, length, packed: None };
    Sections::new(source, vec![part])
}

/// The entries of a zip whose file name (without folders) is wanted, by name.
///
/// # Errors
/// As `transfer::open`.
pub(super) fn of_zip(source: Box<dyn ReadSeek>, length: u64, wanted: fn(&str) -> bool) -> Result<Sections> {
    let mut source = source;
    if !has_end_record(&mut source, length).map_err(|_| Error::device("file_unreadable"))? {
        return Err(Error::input("file_truncated").at(format!("byte {length}")));
    }
    let mut archive = ZipArchive::new(source).map_err(|_| Error::input("file_broken").at("zip directory"))?;
    if archive.len() > MOST_ENTRIES {
        return Err(Error::input("file_bomb").at("zip directory"));
    }
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let broken = |_| Error::input("file_broken").at(format!("zip entry {at}"));
        let name = archive.by_index_data(at).map_err(broken)?.name_raw().to_vec();
        if name.len() > LONGEST_NAME {
            return Err(Error::input("file_bomb").at(format!("zip entry {at}")));
        }
        let Ok(name) = String::from_utf8(name) else { continue };
        let Some(file) = name.rsplit(['/', '\\']).next().filter(|file| wanted(file)) else { continue };
        parts.push(part(&mut archive, at, file, length)?);
    }
    if parts.is_empty() {
        return Err(Error::input("not_an_export"));
    }
    if parts.iter().filter_map(|part| part.packed).map(|packed| packed.size).fold(0, u64::saturating_add)
        > MOST_BYTES
    {
        return Err(Error::input("file_bomb").at("zip directory"));
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Sections::new(archive.into_inner(), parts))
}

fn part(archive: &mut ZipArchive<Box<dyn ReadSeek>>, at: usize, file: &str, length: u64) -> Result<Part> {
    let error = |code| Error::input(code).at(file);
    let entry = archive.by_index_raw(at).map_err(|_| error("file_broken"))?;
    let deflated = match entry.compression() {
        CompressionMethod::STORE => false,
        CompressionMethod::DEFLATE => true,
        _ => return Err(error("zip_unsupported")),
    };
    if entry.encrypted() {
        return Err(error("zip_unsupported"));
    }
    let start = entry.data_start().ok_or_else(|| error("file_broken"))?;
    let (packed, size) = (entry.compressed_size(), entry.size());
    if start.checked_add(packed).is_none_or(|end| end > length) {
        return Err(error("file_truncated"));
    }
    if size > HARMLESS && size / HIGHEST_RATIO > packed {
        return Err(error("file_bomb"));
    }
    let packing = Packed { deflated, size, crc: entry.crc32() };
    Ok(Part { name: file.to_owned(), start, length: packed, packed: Some(packing) })
}

fn has_end_record(source: &mut Box<dyn ReadSeek>, length: u64) -> IoResult<bool> {
    source.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    let mut tail = Vec::new();
    source.take(LONGEST_END).read_to_end(&mut tail)?;
    source.rewind()?;
    Ok(tail.windows(END_RECORD.len()).any(|window| window == END_RECORD))
}

impl Sections {
    fn new(source: Box<dyn ReadSeek>, parts: Vec<Part>) -> Self {
        let total = parts.iter().map(|part| part.length).sum();
        Self { source: Rc::new(RefCell::new(source)), parts: parts.into_iter(), total, watch: Rc::default() }
    }

    /// The next part: its name (empty for a file that is its own part) and its bytes.
    pub(super) fn next(&mut self) -> Option<(String, Box<dyn Read>)> {
        let part = self.parts.next()?;
        let watch = Rc::clone(&self.watch);
        let window = Window {
            source: Rc::clone(&self.source),
            at: part.start,
            end: part.start.saturating_add(part.length),
            watch: Rc::clone(&watch),
        };
        let raw = BufReader::with_capacity(BUFFER, window);
        let bytes: Box<dyn Read> = match part.packed {
            None => Box::new(raw),
            Some(packed) => {
                let inner: Box<dyn Read> =
                    if packed.deflated { Box::new(DeflateDecoder::new(raw)) } else { Box::new(raw) };
                Box::new(Checked { inner, packed, crc: Crc::new(), count: 0, watch })
            }
        };
        Some((part.name, bytes))
    }

    /// Bytes of the file in all parts.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// What goes on below.
    pub(super) fn watch(&self) -> &Rc<Watch> {
        &self.watch
    }
}

/// A stretch of the file.
struct Window {
    source: Shared,
    at: u64,
    end: u64,
    watch: Rc<Watch>,
}

impl Read for Window {
    fn read(&mut self, room: &mut [u8]) -> IoResult<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let count = left.min(room.len());
        let room = room.get_mut(..count).unwrap_or_default();
        let mut source = self.source.borrow_mut();
        let read = source.seek(SeekFrom::Start(self.at)).and_then(|_| source.read(room));
        match read {
            Ok(0) if count > 0 => Err(self.watch.fail("file_truncated")),
            Ok(read) => {
                self.at += read as u64;
                self.watch.read.set(self.watch.read.get() + read as u64);
                Ok(read)
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Err(error),
            Err(_) => Err(self.watch.fail("file_unreadable")),
        }
    }
}

/// What was packed must come out as the directory says: not more, not less, not otherwise.
struct Checked {
    inner: Box<dyn Read>,
    packed: Packed,
    crc: Crc,
    count: u64,
    watch: Rc<Watch>,
}

impl Read for Checked {
    fn read(&mut self, room: &mut [u8]) -> IoResult<usize> {
        let read = match self.inner.read(room) {
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => return Err(error),
            Err(_) => return Err(self.watch.fail(self.watch.trouble().unwrap_or("file_damaged"))),
        };
        self.crc.update(room.get(..read).unwrap_or_default());
        self.count += read as u64;
        if self.count > self.packed.size {
            return Err(self.watch.fail("file_bomb"));
        }
        let whole = self.count == self.packed.size && self.crc.sum() == self.packed.crc;
        if read == 0 && !room.is_empty() && !whole {
            return Err(self.watch.fail("file_damaged"));
        }
        Ok(read)
    }
}
