//! What browsers do to bytes before they reach the disk, undone as far as it goes.
//!
//! Nothing here needs a file to be whole: a scan for words is to find them in what is left of a
//! file too. So decoders give what they could read before the first thing that made no sense.

mod leveldb;
mod number;
mod snappy;
mod sqlite;

use std::io::Read as _;
use std::path::Path;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use number::little_endian;
use snappy::{framed, snappy};

/// No decoded piece grows past this.
const LIMIT: usize = 64 << 20;
/// Before a value that Chromium's IndexedDB has packed with Snappy.
const CHROMIUM_SNAPPY: &[u8] = &[0xff, 0x11, 0x02];
/// The beginning of Snappy's framed form.
const FRAMED_SNAPPY: &[u8] = b"\xff\x06\0\0sNaPpY";
/// How a file of Chromium's cache begins: <https://chromium.googlesource.com/chromium/src/+/main/net/disk_cache/simple/simple_entry_format.h>.
const CACHED: [u8; 8] = 0xfcfb_6d1b_a772_5c30_u64.to_le_bytes();

/// Everything that can be read out of a file besides its plain bytes.
pub(crate) fn views(path: &Path, bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    if bytes.starts_with(b"SQLite format 3\0") {
        found.extend(sqlite::sqlite(path).into_iter().flat_map(|cell| [snappy(&cell), brotli(&cell), cell]));
    }
    if let Some(blocks) = leveldb::table(bytes) {
        found.extend(blocks);
    }
    if path.extension().is_some_and(|extension| extension == "log") {
        found.push(leveldb::journal(bytes));
    }
    if bytes.starts_with(b"mozLz40\0") {
        found.extend(lz4_flex::block::decompress_size_prepended(&bytes[8..]).ok());
    }
    if bytes.starts_with(FRAMED_SNAPPY) {
        found.push(framed(bytes));
    }
    // Brotli has no mark of its own: it is tried where a body begins.
    found.push(brotli(bytes));
    found.extend(cached(bytes).map(brotli));
    let packed: Vec<Vec<u8>> =
        std::iter::once(bytes).chain(found.iter().map(Vec::as_slice)).flat_map(inner).collect();
    found.extend(packed);
    found.retain(|view| !view.is_empty());
    found
}

/// The body in a file of Chromium's cache: after a header of 24 bytes and the address.
fn cached(bytes: &[u8]) -> Option<&[u8]> {
    let address = little_endian(bytes.strip_prefix(&CACHED)?.get(4..8)?);
    bytes.get(24_usize.checked_add(address)?..)
}

/// What stands packed somewhere inside other bytes, told by how it begins.
fn inner(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for (at, window) in bytes.windows(4).enumerate() {
        let rest = &bytes[at..];
        match *window {
            [0x1f, 0x8b, 0x08, _] => found.push(read(MultiGzDecoder::new(rest))),
            [0x78, 0x01 | 0x9c | 0xda, ..] => {
                found.push(read(ZlibDecoder::new(rest)));
                found.push(read(DeflateDecoder::new(&rest[2..])));
            }
            [0x28, 0xb5, 0x2f, 0xfd] => found.push(zstd(rest)),
            _ if window.starts_with(CHROMIUM_SNAPPY) => found.push(snappy(&rest[3..])),
            _ => {}
        }
    }
    found
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    read(Decompressor::new(bytes, 4 << 10))
}

/// One frame of Zstandard. Of one that breaks off nothing is left, as its decoder gives a text only
/// once its window is full or the frame ends.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    StreamingDecoder::new(bytes).map(read).unwrap_or_default()
}

/// What a decoder gives before it fails.
fn read(decoder: impl std::io::Read) -> Vec<u8> {
    let mut out = Vec::new();
    // A failure ends the reading; what came before it stays in `out`.
    let _ = decoder.take(LIMIT as u64).read_to_end(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;

    use flate2::Compression;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::{CACHED, views};

    /// Long and repetitive, so that there is something to pack.
    pub(super) fn text() -> Vec<u8> {
        (0..4000).flat_map(|n| format!("line {n} of the text; ").into_bytes()).collect()
    }

    fn nonsense(length: u32) -> Vec<u8> {
        (0..length).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
    }

    fn brotli() -> std::io::Result<Vec<u8>> {
        let mut packed = Vec::new();
        brotli::CompressorWriter::new(&mut packed, 4 << 10, 5, 22).write_all(&text())?;
        Ok(packed)
    }

    /// The text in every form that has a mark, wherever it stands.
    fn marked() -> std::io::Result<Vec<(&'static str, Vec<u8>)>> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&text())?;
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&text())?;
        let zlib = zlib.finish()?;
        // The checksum in front of which zlib would stop is not what a scan waits for.
        let headless = [&[0x78, 0x01], &zlib[2..zlib.len() - 4]].concat();
        let raw = snap::raw::Encoder::new().compress_vec(&text()).map_err(std::io::Error::other)?;
        Ok(vec![
            ("gzip", gzip.finish()?),
            ("zlib", zlib),
            ("deflate", headless),
            ("zstd", compress_to_vec(text().as_slice(), CompressionLevel::Fastest)),
            ("Chromium's Snappy", [b"\xff\x11\x02", raw.as_slice()].concat()),
        ])
    }

    #[test]
    fn what_is_packed_is_found_between_other_bytes() -> std::io::Result<()> {
        for (name, packed) in marked()? {
            let file = [b"some key".as_slice(), &packed, b"more"].concat();
            assert!(!file.windows(9).any(|window| window == b"line 200 "), "{name} does not pack");
            assert!(views(Path::new("file"), &file).iter().any(|view| view.starts_with(&text())), "{name}");
        }
        Ok(())
    }

    #[test]
    fn what_breaks_off_gives_its_beginning() -> std::io::Result<()> {
        for (name, packed) in marked()?.into_iter().filter(|(name, _)| *name != "zstd") {
            let views = views(Path::new("file"), &packed[..packed.len() * 9 / 10]);
            let begun = |view: &Vec<u8>| view.len() > 1000 && text().starts_with(view);
            assert!(views.iter().any(begun), "{name}");
        }
        Ok(())
    }

    #[test]
    fn brotli_is_found_where_a_body_begins() -> std::io::Result<()> {
        let address = b"http://127.0.0.1/";
        let length = (address.len() as u32).to_le_bytes();
        let header = [CACHED.as_slice(), &[5, 0, 0, 0], &length, &[0; 8], address].concat();
        for head in [Vec::new(), header] {
            let file = [head, brotli()?].concat();
            assert!(views(Path::new("file"), &file).contains(&text()));
        }
        Ok(())
    }

    #[test]
    fn firefoxs_lz4_is_undone() {
        let packed = lz4_flex::block::compress_prepend_size(&text());
        let file = [b"mozLz40\0".as_slice(), &packed].concat();
        assert!(views(Path::new("recovery.jsonlz4"), &file).contains(&text()));
    }

    #[test]
    fn nonsense_neither_grows_nor_hides_what_stands_behind_it() -> std::io::Result<()> {
        for name in ["file", "000003.log"] {
            let alone = views(Path::new(name), &nonsense(100_000));
            let grown: usize = alone.iter().map(Vec::len).sum();
            assert!(grown < 10_000_000, "{grown} bytes out of nothing");
            assert!(!alone.iter().any(|view| view.windows(9).any(|window| window == b"line 200 ")));
            for (form, packed) in marked()? {
                let file = [nonsense(100_000), packed].concat();
                let views = views(Path::new(name), &file);
                assert!(views.iter().any(|view| view.starts_with(&text())), "{form} in {name}");
            }
        }
        Ok(())
    }
}
