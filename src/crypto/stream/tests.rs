use proptest::prelude::*;

use super::*;
use crate::error::ErrorKind;
use crate::rng::SystemRng;

/// Of plaintext in a segment here: small, so that short streams have many.
const SMALL: usize = 16;
const HEADER: &[u8] = b"version 1";

fn key() -> Key {
    Key::from_bytes([7; 32])
}

fn sealed(plain: &[u8]) -> Vec<u8> {
    let mut sealer = Sealer::with_segment(SMALL, &key(), HEADER, Vec::new(), &mut SystemRng).unwrap();
    sealer.write_all(plain).unwrap();
    sealer.finish().unwrap()
}

fn opened(stream: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    Opener::with_segment(SMALL, &key(), HEADER, stream)?.read_to_end(&mut plain)?;
    Ok(plain)
}

/// Whether reading it to the end fails, and as damage.
fn is_broken(stream: &[u8]) -> bool {
    opened(stream)
        .is_err_and(|error| carried(&error).is_some_and(|error| *error == Error::integrity("backup_broken")))
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|n| (n % 251) as u8).collect()
}

/// A stream's segments, whole: salt apart.
fn segments(stream: &[u8]) -> Vec<&[u8]> {
    stream[SALT..].chunks(SMALL + TAG).collect()
}

fn joined(stream: &[u8], segments: &[&[u8]]) -> Vec<u8> {
    [&stream[..SALT], &segments.concat()].concat()
}

#[test]
fn every_length_around_a_few_segments_comes_back() {
    for length in 0..=5 * SMALL {
        let plain = bytes(length);
        let stream = sealed(&plain);
        let segments = length.div_ceil(SMALL).max(1);
        assert_eq!(stream.len(), SALT + length + segments * TAG, "length {length}");
        assert_eq!(opened(&stream).unwrap(), plain, "length {length}");
    }
}

#[test]
fn segments_are_64_kib_in_what_is_shipped() {
    for (length, segments) in [(0, 1), (1, 1), (65_536, 1), (65_537, 2), (131_072, 2), (200_000, 4)] {
        let plain = bytes(length);
        let mut sealer = Sealer::new(&key(), HEADER, Vec::new(), &mut SystemRng).unwrap();
        sealer.write_all(&plain).unwrap();
        let stream = sealer.finish().unwrap();
        assert_eq!(stream.len(), SALT + length + segments * TAG);
        let mut back = Vec::new();
        Opener::new(&key(), HEADER, stream.as_slice()).unwrap().read_to_end(&mut back).unwrap();
        assert_eq!(back, plain);
    }
}

#[test]
fn a_stream_cut_anywhere_is_broken() {
    for length in [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL, 3 * SMALL + 5] {
        let stream = sealed(&bytes(length));
        for cut in 0..stream.len() {
            assert!(is_broken(&stream[..cut]), "length {length} cut to {cut} of {}", stream.len());
        }
    }
}

#[test]
fn anything_after_the_last_segment_is_noticed() {
    for length in [0, 1, SMALL, 2 * SMALL + 3] {
        let stream = sealed(&bytes(length));
        let last = segments(&stream).last().unwrap().to_vec();
        for extra in [vec![0], vec![0; TAG], vec![0; SMALL + TAG], last, stream.clone()] {
            assert!(is_broken(&[stream.clone(), extra].concat()));
        }
    }
}

#[test]
fn segments_are_bound_to_their_places() {
    let stream = sealed(&bytes(4 * SMALL));
    let whole = segments(&stream);
    assert_eq!(whole.len(), 4);
    assert_eq!(opened(&joined(&stream, &whole)).unwrap(), bytes(4 * SMALL));
    for at in 0..4 {
        let mut dropped = whole.clone();
        dropped.remove(at);
        assert!(is_broken(&joined(&stream, &dropped)), "without {at}");
        let mut repeated = whole.clone();
        repeated.insert(at, whole[at]);
        assert!(is_broken(&joined(&stream, &repeated)), "{at} twice");
        for other in 0..at {
            let mut swapped = whole.clone();
            swapped.swap(at, other);
            assert!(is_broken(&joined(&stream, &swapped)), "{at} and {other} swapped");
        }
    }
}

#[test]
fn a_segment_of_another_stream_under_the_same_key_does_not_fit() {
    let (one, other) = (sealed(&bytes(3 * SMALL)), sealed(&bytes(3 * SMALL)));
    assert_ne!(one, other);
    for at in 0..3 {
        let mut mixed = segments(&one);
        mixed[at] = segments(&other)[at];
        assert!(is_broken(&joined(&one, &mixed)));
    }
}

#[test]
fn another_key_header_or_segment_length_opens_nothing() {
    let stream = sealed(b"bound");
    let other = Key::from_bytes([8; 32]);
    for (segment, key, header) in
        [(SMALL, &other, HEADER), (SMALL, &key(), b"version 2".as_slice()), (SMALL + 1, &key(), HEADER)]
    {
        let mut plain = Vec::new();
        let mut opener = Opener::with_segment(segment, key, header, stream.as_slice()).unwrap();
        assert!(opener.read_to_end(&mut plain).is_err());
        assert!(plain.is_empty());
    }
}

#[test]
fn a_broken_stream_gives_nothing_more_however_often_it_is_read() {
    let mut stream = sealed(&bytes(3 * SMALL));
    stream[SALT + SMALL + TAG] ^= 1;
    let mut opener = Opener::with_segment(SMALL, &key(), HEADER, stream.as_slice()).unwrap();
    let mut first = [0; SMALL];
    opener.read_exact(&mut first).unwrap();
    assert_eq!(first, bytes(SMALL).as_slice());
    for _ in 0..3 {
        let error = opener.read(&mut first).unwrap_err();
        assert_eq!(carried(&error).unwrap().kind, ErrorKind::Integrity);
    }
}

#[test]
fn trouble_of_the_device_is_told_as_what_it_is() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut sealer = Sealer::with_segment(SMALL, &key(), HEADER, Full(SALT), &mut SystemRng).unwrap();
    let error = sealer.write_all(&bytes(2 * SMALL)).unwrap_err();
    assert_eq!((error.kind(), carried(&error)), (io::ErrorKind::StorageFull, None));
    let error = sealer.write_all(b"more").unwrap_err();
    assert_eq!(carried(&error).unwrap().code, "stream_spent");
    assert!(sealer.finish().is_err());

    struct Unreadable;
    impl Read for Unreadable {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    }
    let stream = sealed(&bytes(SMALL));
    let input = stream[..SALT + 3].chain(Unreadable);
    let error = Opener::with_segment(SMALL, &key(), HEADER, input).unwrap().read(&mut [0; 9]).unwrap_err();
    assert_eq!((error.kind(), carried(&error)), (io::ErrorKind::PermissionDenied, None));
}

/// As STREAM is defined, by hand over the bare cipher: what others must be able to write and read.
#[test]
fn the_bytes_are_those_of_the_definition() {
    use aes_gcm::aead::Aead as _;
    let plain = bytes(2 * SMALL + 1);
    let stream = sealed(&plain);
    let salt = stream[..SALT].try_into().unwrap();
    let cipher = aead::cipher(&stream_key(&key(), salt, HEADER, SMALL));
    let mut expected = salt.to_vec();
    for (number, (chunk, last)) in plain.chunks(SMALL).zip([0, 0, 1]).enumerate() {
        let nonce = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number as u8, last];
        expected.extend(cipher.encrypt(&nonce.into(), chunk).unwrap());
    }
    assert_eq!(stream, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn written_and_read_in_any_pieces_it_is_the_same(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8),
        step in 1..50_usize,
    ) {
        let mut sealer = Sealer::with_segment(SMALL, &key(), HEADER, Vec::new(), &mut SystemRng).unwrap();
        for piece in &pieces {
            sealer.write_all(piece).unwrap();
            sealer.flush().unwrap();
        }
        let stream = sealer.finish().unwrap();
        let mut opener = Opener::with_segment(SMALL, &key(), HEADER, stream.as_slice()).unwrap();
        let (mut plain, mut piece) = (Vec::new(), vec![0; step]);
        loop {
            let read = opener.read(&mut piece).unwrap();
            if read == 0 { break }
            plain.extend_from_slice(&piece[..read]);
        }
        prop_assert_eq!(plain, pieces.concat());
    }

    #[test]
    fn one_flipped_bit_anywhere_is_broken(
        plain in prop::collection::vec(any::<u8>(), 0..5 * SMALL),
        at: prop::sample::Index,
        bit in 0..8_u8,
    ) {
        let mut stream = sealed(&plain);
        let at = at.index(stream.len());
        stream[at] ^= 1 << bit;
        prop_assert!(is_broken(&stream));
    }

    #[test]
    fn garbage_is_broken(garbage: Vec<u8>) {
        prop_assert!(is_broken(&garbage));
    }
}
