//! A stream of any length, sealed segment by segment, in bounded memory: what a backup is made of.
//!
//! The STREAM construction of [Hoang, Reyhanitabar, Rogaway and Vizár] over AES-256-GCM: every
//! segment is sealed under a nonce that says which one it is and whether it is the last, so that a
//! segment cannot be flipped, dropped, repeated or moved, nor the stream cut or made longer,
//! without [`Opener`] noticing.
//!
//! ```text
//! written      salt (32) ‖ segment 0 ‖ segment 1 ‖ … ‖ last segment
//! segment      ciphertext of 65,536 bytes (the last: up to that) ‖ tag (16)
//! stream key   HKDF-SHA-256(key, salt, "satchel stream" ‖ header ‖ length of a segment)
//! nonce        zeros (7) ‖ number of the segment, big endian (4) ‖ 1 if it is the last, else 0
//! ```
//!
//! The header is bound by way of the stream key, once, instead of as associated data of every
//! segment: with another header nothing opens. As the salt is fresh, so is the stream key, and the
//! nonce needs no random part. The last segment is empty only if the whole stream is.
//!
//! Cipher and text stand on the heap, where they are erased; calls that hold more than a reference
//! to them have a frame of their own, wiped when they return.
//!
//! [Hoang, Reyhanitabar, Rogaway and Vizár]: https://eprint.iacr.org/2015/189

use std::io::{self, Read, Write};

use aead_stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm::Aes256Gcm;
use zeroize::Zeroizing;

use crate::crypto::aead;
use crate::crypto::keys::Key;
use crate::crypto::stack;
use crate::error::Error;
use crate::rng::Rng;

/// Of plaintext in a segment, in bytes.
const SEGMENT: usize = 64 * 1024;
const TAG: usize = 16;
const SALT: usize = 32;

type Encryptor = EncryptorBE32<Aes256Gcm>;
type Decryptor = DecryptorBE32<Aes256Gcm>;

/// No random part: the key is used for one stream.
const NONCE_PREFIX: [u8; 7] = [0; 7];

/// Satchel's own failure within an [`io::Error`] that came through a reader or writer of this
/// module; `None` if the failure is the file's or the device's.
pub fn carried(error: &io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}

/// Seals what is written to it and hands it on. Without [`Sealer::finish`] the stream stays cut
/// and does not open to its end.
pub struct Sealer<W> {
    out: W,
    /// None after a failure: what reached `out` then is not known, so nothing more may follow.
    encryptor: Option<Box<Encryptor>>,
    segment: usize,
    /// Plaintext waiting for its segment to fill.
    buffer: Zeroizing<Vec<u8>>,
}

impl<W: Write> Sealer<W> {
    /// Begins a stream under `key`, bound to `header`, which the reader must know: it is not
    /// written here.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(key: &Key, header: &[u8], out: W, rng: &mut dyn Rng) -> io::Result<Self> {
        Self::with_segment(SEGMENT, key, header, out, rng)
    }

    fn with_segment(
        segment: usize,
        key: &Key,
        header: &[u8],
        mut out: W,
        rng: &mut dyn Rng,
    ) -> io::Result<Self> {
        let mut salt = [0; SALT];
        rng.fill(&mut salt);
        out.write_all(&salt)?;
        let encryptor = encryptor(&stream_key(key, &salt, header, segment));
        stack::wipe();
        Ok(Self { out, encryptor: Some(encryptor), segment, buffer: buffer(segment) })
    }

    /// Seals the last segment, and gives back what was written to, flushed.
    ///
    /// # Errors
    /// Those of the writer; `too_large` (input) past 2³² segments, 256 TiB.
    pub fn finish(mut self) -> io::Result<W> {
        let encryptor = self.encryptor.take().ok_or_else(spent)?;
        let sealed = seal_last(encryptor, &mut self.buffer);
        stack::wipe();
        sealed?;
        self.out.write_all(&self.buffer)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Seals a full segment that is not the last.
    fn pass_on(&mut self) -> io::Result<()> {
        let mut encryptor = self.encryptor.take().ok_or_else(spent)?;
        let sealed = encryptor.encrypt_next_in_place(&[], &mut *self.buffer);
        stack::wipe();
        sealed.map_err(|_| too_large())?;
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.encryptor = Some(encryptor);
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    /// A full segment waits for one byte more: only then is it known not to be the last.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.encryptor.is_none() {
            return Err(spent());
        }
        if bytes.is_empty() {
            return Ok(0);
        }
        if self.buffer.len() == self.segment {
            self.pass_on()?;
        }
        let taken = bytes.len().min(self.segment - self.buffer.len());
        self.buffer.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Flushes what was handed on. A segment that is not full stays: segments have one length.
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads what a [`Sealer`] wrote. Each byte it gives was authenticated; that the stream is whole
/// is known only at its end, when it reads zero bytes without an error.
///
/// What is no such stream, to its last byte, is `backup_broken` (integrity), within an
/// [`io::Error`] from which [`carried`] gets it back. After an error it never reads again.
pub struct Opener<R> {
    input: R,
    /// None when the last segment was opened, and after a failure.
    decryptor: Option<Box<Decryptor>>,
    segment: usize,
    /// The open segment.
    buffer: Zeroizing<Vec<u8>>,
    given: usize,
    /// The first byte after the segment: that there is one tells that it is not the last.
    ahead: Option<u8>,
    first: bool,
    ended: bool,
}

impl<R: Read> Opener<R> {
    /// What it reads from.
    pub fn input(&self) -> &R {
        &self.input
    }

    /// Begins to read a stream that was sealed under `key` and bound to `header`.
    ///
    /// # Errors
    /// `backup_broken`, if it is too short to be one, and those of `input`.
    pub fn new(key: &Key, header: &[u8], input: R) -> io::Result<Self> {
        Self::with_segment(SEGMENT, key, header, input)
    }

    fn with_segment(segment: usize, key: &Key, header: &[u8], mut input: R) -> io::Result<Self> {
        let mut salt = [0; SALT];
        if read_full(&mut input, &mut salt)? < SALT {
            return Err(broken());
        }
        let decryptor = decryptor(&stream_key(key, &salt, header, segment));
        stack::wipe();
        Ok(Self {
            input,
            decryptor: Some(decryptor),
            segment,
            buffer: buffer(segment),
            given: 0,
            ahead: None,
            first: true,
            ended: false,
        })
    }

    /// Reads and opens the next segment.
    fn advance(&mut self) -> io::Result<()> {
        let decryptor = self.decryptor.take().ok_or_else(broken)?;
        let opened = self.fetch().and_then(|()| self.open(decryptor));
        stack::wipe();
        self.given = 0;
        // What did not open must not be given.
        if opened.is_err() {
            self.buffer.clear();
        }
        opened
    }

    /// Opens the sealed segment in the buffer.
    #[inline(never)]
    fn open(&mut self, mut decryptor: Box<Decryptor>) -> io::Result<()> {
        let last = self.ahead.is_none();
        if last && !self.first && self.buffer.len() <= TAG {
            return Err(broken());
        }
        self.first = false;
        if last {
            decryptor.decrypt_last_in_place(&[], &mut *self.buffer).map_err(|_| broken())?;
            self.ended = true;
        } else {
            decryptor.decrypt_next_in_place(&[], &mut *self.buffer).map_err(|_| broken())?;
            self.decryptor = Some(decryptor);
        }
        Ok(())
    }

    /// Fills the buffer with a sealed segment and looks one byte further.
    fn fetch(&mut self) -> io::Result<()> {
        self.buffer.clear();
        self.buffer.extend(self.ahead.take());
        let held = self.buffer.len();
        self.buffer.resize(self.segment + TAG, 0);
        let read = read_full(&mut self.input, &mut self.buffer[held..])?;
        self.buffer.truncate(held + read);
        if self.buffer.len() == self.segment + TAG {
            let mut next = [0];
            self.ahead = (read_full(&mut self.input, &mut next)? == 1).then_some(next[0]);
        }
        Ok(())
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        if self.given == self.buffer.len() && !self.ended {
            self.advance()?;
        }
        let waiting = &self.buffer[self.given..];
        let count = waiting.len().min(out.len());
        out[..count].copy_from_slice(&waiting[..count]);
        self.given += count;
        Ok(count)
    }
}

fn stream_key(key: &Key, salt: &[u8; SALT], header: &[u8], segment: usize) -> Key {
    key.derive(salt, &[b"satchel stream", header, &(segment as u64).to_le_bytes()])
}

#[inline(never)]
fn encryptor(stream_key: &Key) -> Box<Encryptor> {
    Box::new(Encryptor::from_aead(aead::cipher(stream_key), &NONCE_PREFIX.into()))
}

#[inline(never)]
fn decryptor(stream_key: &Key) -> Box<Decryptor> {
    Box::new(Decryptor::from_aead(aead::cipher(stream_key), &NONCE_PREFIX.into()))
}

#[inline(never)]
fn seal_last(encryptor: Box<Encryptor>, buffer: &mut Vec<u8>) -> io::Result<()> {
    encryptor.encrypt_last_in_place(&[], buffer).map_err(|_| too_large())
}

/// Full size from the start: growing would leave copies of the text behind in freed memory.
fn buffer(segment: usize) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(segment + TAG))
}

/// How many bytes could be had; fewer than asked for only at the end.
fn read_full(input: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while count < out.len() {
        match input.read(&mut out[count..]) {
            Ok(0) => break,
            Ok(read) => count += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

fn broken() -> io::Error {
    io::Error::other(Error::integrity("backup_broken"))
}

fn too_large() -> io::Error {
    io::Error::other(Error::input("too_large"))
}

/// Written to after a failure, which was told then.
fn spent() -> io::Error {
    io::Error::other(Error::internal("stream_spent"))
}

#[cfg(test)]
mod tests;
