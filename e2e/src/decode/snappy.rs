//! Snappy, raw and framed.

use super::LIMIT;
use super::number::{little_endian, varint};

/// Snappy's raw form: a length, then literals and copies.
/// <https://github.com/google/snappy/blob/main/format_description.txt>
pub(super) fn snappy(bytes: &[u8]) -> Vec<u8> {
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
pub(super) fn framed(bytes: &[u8]) -> Vec<u8> {
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::tests::text;
    use super::{framed, snappy};

    #[test]
    fn raw_snappy_is_undone() -> Result<(), snap::Error> {
        assert_eq!(snappy(&snap::raw::Encoder::new().compress_vec(&text())?), text());
        Ok(())
    }

    #[test]
    fn a_stream_that_breaks_off_gives_its_beginning() -> Result<(), snap::Error> {
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
}
