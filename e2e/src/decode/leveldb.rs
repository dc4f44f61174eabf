//! LevelDB, in which Chromium keeps most of what pages and extensions store.

use super::number::{little_endian, varint};
use super::snappy::snappy;
use super::zstd;

/// How its tables end.
const MAGIC: u64 = 0xdb47_7524_8b80_fb57;

/// The data blocks of a LevelDB table, unpacked.
/// <https://github.com/google/leveldb/blob/main/doc/table_format.md>
pub(super) fn table(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let footer = bytes.get(bytes.len().checked_sub(48)?..)?;
    if u64::from_le_bytes(footer[40..].try_into().ok()?) != MAGIC {
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
    Some(match file.get(end) {
        Some(1) => snappy(data),
        Some(2) => zstd(data),
        _ => data.to_vec(),
    })
}

/// A LevelDB journal with the headers taken out that cut its records every 32 KiB.
/// <https://github.com/google/leveldb/blob/main/doc/log_format.md>
pub(super) fn journal(bytes: &[u8]) -> Vec<u8> {
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

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::super::tests::text;
    use super::{MAGIC, journal, table};

    fn varint(mut number: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        while number > 0x7f {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
        bytes
    }

    /// A table of one block, as the format's document has it.
    fn table_of(block: &[u8], packed: u8) -> Vec<u8> {
        let place = [varint(0), varint(block.len())].concat();
        // One entry, nothing shared with a key before it, and one restart point.
        let entry = [varint(0), varint(3), varint(place.len()), b"key".to_vec(), place].concat();
        let index = [entry, vec![0; 4], 1_u32.to_le_bytes().to_vec()].concat();
        let trailer = [packed, 0, 0, 0, 0];
        let handles = [varint(0), varint(0), varint(block.len() + 5), varint(index.len())].concat();
        let gap = vec![0; 40 - handles.len()];
        [block, &trailer, &index, &[0; 5], &handles, &gap, &MAGIC.to_le_bytes()].concat()
    }

    #[test]
    fn the_blocks_of_a_table_are_unpacked_whatever_packed_them() -> Result<(), snap::Error> {
        let snappy = snap::raw::Encoder::new().compress_vec(&text())?;
        let zstd = compress_to_vec(text().as_slice(), CompressionLevel::Fastest);
        for (block, packed) in [(text(), 0), (snappy, 1), (zstd, 2)] {
            assert_eq!(table(&table_of(&block, packed)), Some(vec![text()]), "type {packed}");
        }
        assert_eq!(table(&text()), None);
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
}
