//! What browsers do to bytes before they reach the disk, undone as far as it goes.
//!
//! Nothing here needs a file to be whole: a scan for words is to find them in what is left of a
//! file too. So decoders give what they could read before the first thing that made no sense.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// No decoded piece grows past this.
const LIMIT: usize = 64 << 20;
/// How LevelDB's tables end.
const TABLE_MAGIC: u64 = 0xdb47_7524_8b80_fb57;
/// Before a value that Chromium's IndexedDB has packed with Snappy.
const CHROMIUM_SNAPPY: &[u8] = &[0xff, 0x11, 0x02];
/// The beginning of Snappy's framed form.
const FRAMED_SNAPPY: &[u8] = b"\xff\x06\0\0sNaPpY";

/// Everything that can be read out of a file besides its plain bytes.
pub(crate) fn views(path: &Path, bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    if bytes.starts_with(b"SQLite format 3\0") {
        found.extend(sqlite(path).into_iter().flat_map(|cell| [snappy(&cell), cell]));
    }
    if let Some(blocks) = table(bytes) {
        found.extend(blocks);
    }
    if path.extension().is_some_and(|extension| extension == "log") {
        found.push(journal(bytes));
    }
    if bytes.starts_with(b"mozLz40\0") {
        found.extend(lz4_flex::block::decompress_size_prepended(&bytes[8..]).ok());
    }
    if bytes.starts_with(FRAMED_SNAPPY) {
        found.push(framed(bytes));
    }
    let packed: Vec<Vec<u8>> =
        std::iter::once(bytes).chain(found.iter().map(Vec::as_slice)).flat_map(inner).collect();
    found.extend(packed);
    found.retain(|view| !view.is_empty());
    found
}

/// What stands packed somewhere inside other bytes, told by how it begins.
fn inner(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for (at, window) in bytes.windows(3).enumerate() {
        let rest = &bytes[at..];
        match *window {
            [0x1f, 0x8b, 0x08] => found.push(read(MultiGzDecoder::new(rest))),
            [0x78, 0x01 | 0x9c | 0xda, _] => {
                found.push(read(ZlibDecoder::new(rest)));
                found.push(read(DeflateDecoder::new(&rest[2..])));
            }
            _ if window == CHROMIUM_SNAPPY => found.push(snappy(&rest[3..])),
            _ => {}
        }
    }
    found
}

/// What a decoder gives before it fails.
fn read(decoder: impl std::io::Read) -> Vec<u8> {
    let mut out = Vec::new();
    // A failure ends the reading; what came before it stays in `out`.
    let _ = decoder.take(LIMIT as u64).read_to_end(&mut out);
    out
}

/// Snappy's raw form: a length, then literals and copies.
/// <https://github.com/google/snappy/blob/main/format_description.txt>
pub(crate) fn snappy(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let Some((length, mut rest)) = varint(bytes) else { return out };
    let length = usize::try_from(length).unwrap_or(LIMIT).min(LIMIT);
    while out.len() < length {
        let Some(left) = element(rest, &mut out) else { break };
        rest = left;
    }
    out
}

/// One literal or copy; nothing if it makes no sense.
fn element<'a>(bytes: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (&tag, rest) = bytes.split_first()?;
    let high = usize::from(tag >> 2);
    if tag & 3 == 0 {
        let extra = high.saturating_sub(59);
        let length = if extra == 0 { high } else { little_endian(rest.get(..extra)?) } + 1;
        let from = rest.get(extra..)?;
        // A literal cut off by the end of the file is still text.
        out.extend_from_slice(&from[..length.min(from.len())]);
        return from.get(length..);
    }
    let (length, offset, used) = match tag & 3 {
        1 => ((high & 7) + 4, (usize::from(tag >> 5) << 8) | usize::from(*rest.first()?), 1),
        2 => (high + 1, little_endian(rest.get(..2)?), 2),
        _ => (high + 1, little_endian(rest.get(..4)?), 4),
    };
    let start = out.len().checked_sub(offset).filter(|_| offset > 0)?;
    for n in 0..length {
        out.push(out[start + n]);
    }
    rest.get(used..)
}

/// Snappy's framed form: chunks with a type, a length and a checksum.
fn framed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((header, body)) = rest.split_at_checked(4) {
        let length = little_endian(&header[1..4]).min(body.len());
        let (chunk, next) = body.split_at(length);
        match (header[0], chunk.get(4..)) {
            (0, Some(packed)) => out.extend(snappy(packed)),
            (1, Some(plain)) => out.extend_from_slice(plain),
            _ => {}
        }
        rest = next;
    }
    out
}

/// The data blocks of a LevelDB table, unpacked.
/// <https://github.com/google/leveldb/blob/main/doc/table_format.md>
fn table(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let footer = bytes.get(bytes.len().checked_sub(48)?..)?;
    if u64::from_le_bytes(footer[40..].try_into().ok()?) != TABLE_MAGIC {
        return None;
    }
    let (_, rest) = varint(footer)?;
    let (_, rest) = varint(rest)?;
    let index = block(bytes, rest)?;
    let mut blocks = Vec::new();
    let restarts = little_endian(index.get(index.len().checked_sub(4)?..)?);
    let end = index.len().checked_sub(4 * (restarts + 1))?;
    let mut entries = index.get(..end)?;
    while !entries.is_empty() {
        let (_, rest) = varint(entries)?;
        let (key, rest) = varint(rest)?;
        let (value, rest) = varint(rest)?;
        let handle = rest.get(usize::try_from(key).ok()?..)?;
        blocks.extend(block(bytes, handle));
        entries = handle.get(usize::try_from(value).ok()?..)?;
    }
    Some(blocks)
}

/// The block that a handle, its place and size as varints, points at.
fn block(file: &[u8], handle: &[u8]) -> Option<Vec<u8>> {
    let (offset, rest) = varint(handle)?;
    let (size, _) = varint(rest)?;
    let start = usize::try_from(offset).ok()?;
    let end = start.checked_add(usize::try_from(size).ok()?)?;
    let data = file.get(start..end)?;
    Some(if file.get(end) == Some(&1) { snappy(data) } else { data.to_vec() })
}

/// A LevelDB journal with the headers taken out that cut its records every 32 KiB.
/// <https://github.com/google/leveldb/blob/main/doc/log_format.md>
fn journal(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in bytes.chunks(32 << 10) {
        let mut rest = chunk;
        while let Some((header, body)) = rest.split_at_checked(7) {
            let length = little_endian(&header[4..6]).min(body.len());
            out.extend_from_slice(&body[..length]);
            rest = &body[length..];
        }
    }
    out
}

/// Every text and blob of every table: what SQLite keeps in pieces over many pages, whole.
///
/// A copy is read, with its journal: opening a database changes it.
fn sqlite(path: &Path) -> Vec<Vec<u8>> {
    let mut cells = Vec::new();
    let copy = std::env::temp_dir().join(format!("satchel-scan-{}.sqlite", std::process::id()));
    let journal = |of: &Path| PathBuf::from(format!("{}-wal", of.display()));
    if std::fs::copy(path, &copy).is_ok() {
        // Without a journal there is nothing to copy, and what cannot be opened as a database has
        // been searched as plain bytes all the same.
        let _ = std::fs::copy(journal(path), journal(&copy));
        let _ = read_database(&copy, &mut cells);
        let _ = std::fs::remove_file(journal(&copy));
        let _ = std::fs::remove_file(&copy);
    }
    cells
}

fn read_database(path: &Path, cells: &mut Vec<Vec<u8>>) -> rusqlite::Result<()> {
    let database = rusqlite::Connection::open(path)?;
    let mut list = database.prepare("select name from sqlite_master where type = 'table'")?;
    let tables: Vec<String> = list.query_map([], |row| row.get(0))?.flatten().collect();
    for table in tables {
        let Ok(mut all) = database.prepare(&format!("select * from \"{table}\"")) else { continue };
        let columns = all.column_count();
        let mut rows = all.query([])?;
        while let Ok(Some(row)) = rows.next() {
            for column in 0..columns {
                if let Ok(rusqlite::types::ValueRef::Text(value) | rusqlite::types::ValueRef::Blob(value)) =
                    row.get_ref(column)
                {
                    cells.push(value.to_vec());
                }
            }
        }
    }
    Ok(())
}

/// A number in groups of seven bits, lowest first.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (n, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f).checked_shl(7 * n as u32)?;
        if byte & 0x80 == 0 {
            return Some((value, &bytes[n + 1..]));
        }
    }
    None
}

fn little_endian(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |value, byte| (value << 8) | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::{framed, journal, snappy, views};
    use std::path::Path;

    /// Long and repetitive, so that Snappy has something to copy.
    fn text() -> Vec<u8> {
        (0..4000).flat_map(|n| format!("line {n} of the text; ").into_bytes()).collect()
    }

    #[test]
    fn raw_snappy_is_undone() -> Result<(), snap::Error> {
        assert_eq!(snappy(&snap::raw::Encoder::new().compress_vec(&text())?), text());
        Ok(())
    }

    #[test]
    fn a_snappy_stream_that_breaks_off_gives_its_beginning() -> Result<(), snap::Error> {
        let packed = snap::raw::Encoder::new().compress_vec(&text())?;
        let begun = snappy(&packed[..packed.len() / 2]);
        assert!(begun.len() > 1000 && text().starts_with(&begun));
        Ok(())
    }

    #[test]
    fn framed_snappy_is_undone() -> std::io::Result<()> {
        let mut encoder = snap::write::FrameEncoder::new(Vec::new());
        encoder.write_all(&text())?;
        let packed = encoder.into_inner().map_err(|error| error.into_error())?;
        assert_eq!(framed(&packed), text());
        Ok(())
    }

    #[test]
    fn a_journal_record_cut_at_32_kib_is_put_together() {
        let text = text();
        let mut file = Vec::new();
        for piece in text.chunks((32 << 10) - 7) {
            file.extend([0; 4]);
            file.extend((piece.len() as u16).to_le_bytes());
            file.push(1);
            file.extend(piece);
        }
        assert_eq!(journal(&file), text);
    }

    #[test]
    fn chromiums_packed_values_and_gzip_are_found_inside_other_bytes() -> std::io::Result<()> {
        let mut value = b"some key\xff\x11\x02".to_vec();
        value.extend(snap::raw::Encoder::new().compress_vec(&text()).map_err(std::io::Error::other)?);
        let mut gzip = flate2::write::GzEncoder::new(b"head".to_vec(), flate2::Compression::best());
        gzip.write_all(&text())?;
        for file in [value, gzip.finish()?] {
            assert!(views(Path::new("file"), &file).contains(&text()));
        }
        Ok(())
    }

    #[test]
    fn nonsense_gives_nothing_and_ends() {
        let nonsense: Vec<u8> =
            (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        snappy(&nonsense);
        framed(&nonsense);
        journal(&nonsense);
        views(Path::new("000003.log"), &nonsense);
    }
}
