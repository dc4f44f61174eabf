//! A backup: the vault's records in one file, sealed for a passphrase of its own.
//!
//! ```text
//! "SATCHELB" (8) ‖ format (2) ‖ header length (2) ‖ header (postcard: salt, cost, commitment)
//! ‖ STREAM[key](frames), with all before it as associated data
//!
//! frame: kind (1) ‖ id (16) ‖ length (4) ‖ content
//! ```
//!
//! Numbers are little endian. A frame's kind is a record's namespace, 0 for what opens the file
//! ([`Begin`]) or 255 for what closes it ([`End`]). A record's content is its plaintext in the vault;
//! vectors stand one by one, under the id of their memory.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Namespace, sha256};
use crate::clock::Millis;
use crate::codec;
use crate::crypto::kdf::{self, Cost};
use crate::crypto::keys::Key;
use crate::crypto::stream::{self, Opener, Sealer};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rng::Rng;

const MAGIC: &[u8; 8] = b"SATCHELB";

/// The version of this file format.
const FORMAT: u16 = 1;

/// The longest header and the longest content of a frame that are looked at, in bytes.
const HEADER_MOST: usize = 256;
const CONTENT_MOST: u32 = 32 * 1024 * 1024;

const BEGIN: u8 = 0;
const END: u8 = 255;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    salt: [u8; 16],
    cost: Cost,
    commitment: [u8; 32],
}

/// What a backup says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// Its name.
    pub backup: Id,
    /// The vault that it was made of.
    pub vault: Id,
    /// When it was made.
    pub made: Millis,
    /// How many memories it was to hold when it was begun.
    pub memories: u32,
}

/// What closes a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// How many records it holds.
    pub records: u64,
}

/// A piece of a backup.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The first.
    Begin(Begin),
    /// A record.
    Record(Namespace, Id, Zeroizing<Vec<u8>>),
    /// The last.
    End(End),
}

/// Writes a backup.
pub struct Writer<W> {
    stream: Sealer<W>,
    records: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// `kdf_out_of_bounds` (integrity), `memory_short`, `backup_unwritable` (device).
    pub fn new(mut out: W, passphrase: &str, cost: Cost, begin: &Begin, rng: &mut dyn Rng) -> Result<Self> {
        let mut salt = [0; 16];
        rng.fill(&mut salt);
        let (key, commitment) = keys(passphrase, &salt, cost)?;
        let header = codec::encode(&Header { salt, cost, commitment })?;
        let mut start = MAGIC.to_vec();
        start.extend(FORMAT.to_le_bytes());
        start.extend(u16::try_from(header.len()).map_err(|_| Error::internal("encode"))?.to_le_bytes());
        start.extend(header);
        out.write_all(&start).map_err(|error| unwritable(&error))?;
        let stream = Sealer::new(&key, &start, out, rng).map_err(|error| unwritable(&error))?;
        let mut writer = Self { stream, records: 0 };
        writer.frame(BEGIN, begin.backup, &codec::encode(begin)?)?;
        Ok(writer)
    }

    /// Writes a record.
    ///
    /// # Errors
    /// `backup_unwritable`, `store_full` (device).
    pub fn record(&mut self, namespace: Namespace, id: Id, plain: &[u8]) -> Result<()> {
        self.records += 1;
        self.frame(namespace as u8, id, plain)
    }

    /// Closes the file.
    ///
    /// # Errors
    /// `backup_unwritable`, `store_full` (device).
    pub fn finish(mut self) -> Result<W> {
        let end = codec::encode(&End { records: self.records })?;
        self.frame(END, Id([0; 16]), &end)?;
        let mut out = self.stream.finish().map_err(|error| unwritable(&error))?;
        out.flush().map_err(|error| unwritable(&error))?;
        Ok(out)
    }

    fn frame(&mut self, kind: u8, id: Id, content: &[u8]) -> Result<()> {
        let length = u32::try_from(content.len()).ok().filter(|length| *length <= CONTENT_MOST);
        let length = length.ok_or_else(|| Error::input("too_large"))?.to_le_bytes();
        [&[kind], id.0.as_slice(), &length, content]
            .iter()
            .try_for_each(|part| self.stream.write_all(part))
            .map_err(|error| unwritable(&error))
    }
}

/// Reads a backup.
pub struct Reader<R> {
    stream: Opener<R>,
    begun: bool,
    ended: bool,
    records: u64,
}

impl<R: Read> Reader<R> {
    /// Reads the beginning of a file.
    ///
    /// # Errors
    /// `not_a_backup`, `backup_newer`, `passphrase_wrong` (input); `backup_broken`,
    /// `kdf_out_of_bounds` (integrity); `memory_short`, `file_unreadable` (device).
    pub fn new(mut input: R, passphrase: &str) -> Result<Self> {
        let (start, header) = read_header(&mut input)?;
        let (key, commitment) = keys(passphrase, &header.salt, header.cost)?;
        if commitment != header.commitment {
            return Err(Error::input("passphrase_wrong"));
        }
        let stream = Opener::new(&key, &start, input).map_err(|error| unreadable(&error))?;
        Ok(Self { stream, begun: false, ended: false, records: 0 })
    }

    /// What it reads from.
    pub fn input(&self) -> &R {
        self.stream.input()
    }

    /// The next piece; none after the last, and then the file was whole.
    ///
    /// # Errors
    /// `backup_broken` (integrity): nothing after this can be had; `file_unreadable` (device).
    pub fn frame(&mut self) -> Result<Option<Frame>> {
        if self.ended {
            // What stands behind the end, or an end that was not the last of the stream.
            let mut left = [0];
            return match self.stream.read(&mut left).map_err(|error| unreadable(&error))? {
                0 => Ok(None),
                _ => Err(broken()),
            };
        }
        let mut head = [0; 21];
        self.stream.read_exact(&mut head).map_err(|error| unreadable(&error))?;
        let [kind, rest @ ..] = head;
        let (id, length) = rest.split_at(16);
        let id = Id(id.try_into().map_err(|_| broken())?);
        let length = u32::from_le_bytes(length.try_into().map_err(|_| broken())?);
        if length > CONTENT_MOST || self.begun == (kind == BEGIN) {
            return Err(broken());
        }
        // Grows with what is there, not with what is claimed.
        let mut content = Zeroizing::new(Vec::new());
        let read = self.stream.by_ref().take(u64::from(length)).read_to_end(&mut content);
        if read.map_err(|error| unreadable(&error))? != length as usize {
            return Err(broken());
        }
        self.decode(kind, id, content).map(Some)
    }

    fn decode(&mut self, kind: u8, id: Id, content: Zeroizing<Vec<u8>>) -> Result<Frame> {
        match kind {
            BEGIN => {
                self.begun = true;
                codec::decode_exactly(&content).map(Frame::Begin).ok_or_else(broken)
            }
            END => {
                let end: End = codec::decode_exactly(&content).ok_or_else(broken)?;
                self.ended = true;
                if end.records == self.records { Ok(Frame::End(end)) } else { Err(broken()) }
            }
            kind => {
                self.records += 1;
                let namespace = Namespace::from_number(kind).ok_or_else(broken)?;
                Ok(Frame::Record(namespace, id, content))
            }
        }
    }
}

fn read_header(input: &mut impl Read) -> Result<(Vec<u8>, Header)> {
    let none = || Error::input("not_a_backup");
    let mut start = [0; 12];
    match input.read_exact(&mut start) {
        Ok(()) if start.starts_with(MAGIC) => {}
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(unreadable(&error)),
        _ => return Err(none()),
    }
    let [.., low, high, length_low, length_high] = start;
    if u16::from_le_bytes([low, high]) != FORMAT {
        return Err(Error::input("backup_newer"));
    }
    let length = usize::from(u16::from_le_bytes([length_low, length_high]));
    if length > HEADER_MOST {
        return Err(broken());
    }
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes).map_err(|error| unreadable(&error))?;
    let header = codec::decode(&bytes).ok_or_else(broken)?;
    Ok(([start.as_slice(), &bytes].concat(), header))
}

/// The stream's key and its commitment.
fn keys(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Result<(Key, [u8; 32])> {
    let kek = kdf::derive_from_passphrase(passphrase, salt, cost)?;
    let commitment = sha256(kek.derive(salt, &[b"satchel backup commitment"]).bytes());
    Ok((kek.derive(salt, &[b"satchel backup"]), commitment))
}

fn broken() -> Error {
    Error::integrity("backup_broken")
}

/// What the stream found wrong, or the device.
fn unreadable(error: &io::Error) -> Error {
    match stream::carried(error) {
        Some(error) => error.clone(),
        None if error.kind() == io::ErrorKind::UnexpectedEof => broken(),
        None => Error::device("file_unreadable"),
    }
}

fn unwritable(error: &io::Error) -> Error {
    match (stream::carried(error), error.kind()) {
        (Some(error), _) => error.clone(),
        (None, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => Error::device("store_full"),
        _ => Error::device("backup_unwritable"),
    }
}

/// What fuzzing reaches into.
#[cfg(fuzzing)]
pub(super) mod fuzzing {
    use super::{
        BEGIN, END, Frame, Header, Opener, Read, Reader, Result, Sealer, Writer, codec, read_header,
    };
    use crate::crypto::keys::Key;
    use crate::id::Id;
    use crate::rng::SystemRng;

    /// A file as it comes, and its stream as if this were its key.
    pub(in crate::vault) fn file(mut bytes: &[u8], key: &Key) {
        let Ok((start, header)) = read_header(&mut bytes) else { return };
        let written = codec::encode(&header).expect("a header");
        assert_eq!(codec::decode::<Header>(&written), Some(header));
        if let Ok(mut stream) = Opener::new(key, &start, bytes) {
            assert!(stream.read_to_end(&mut Vec::new()).is_err(), "no fuzzer breaks AES-GCM");
        }
    }

    /// The frames of a stream that holds this, if it is a backup to its end.
    pub(in crate::vault) fn read(plain: &[u8], key: &Key) -> Option<Vec<Frame>> {
        let mut sealer = Sealer::new(key, &[], Vec::new(), &mut SystemRng).ok()?;
        std::io::Write::write_all(&mut sealer, plain).ok()?;
        let sealed = sealer.finish().ok()?;
        let stream = Opener::new(key, &[], sealed.as_slice()).ok()?;
        let mut reader = Reader { stream, begun: false, ended: false, records: 0 };
        std::iter::from_fn(|| reader.frame().transpose()).collect::<Result<_>>().ok()
    }

    /// What is in the stream of these frames.
    pub(in crate::vault) fn write(frames: &[Frame], key: &Key) -> Vec<u8> {
        let stream = Sealer::new(key, &[], Vec::new(), &mut SystemRng).expect("memory");
        let mut writer = Writer { stream, records: 0 };
        for frame in frames {
            match frame {
                Frame::Begin(begin) => {
                    writer.frame(BEGIN, begin.backup, &codec::encode(begin).expect("a frame"))
                }
                Frame::Record(namespace, id, plain) => writer.record(*namespace, *id, plain),
                Frame::End(end) => writer.frame(END, Id([0; 16]), &codec::encode(end).expect("a frame")),
            }
            .expect("memory");
        }
        let sealed = writer.stream.finish().expect("memory");
        let mut plain = Vec::new();
        let mut stream = Opener::new(key, &[], sealed.as_slice()).expect("a stream");
        stream.read_to_end(&mut plain).expect("a stream");
        plain
    }
}
