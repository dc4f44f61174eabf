//! JSON bytes, made fit for a strict reader.
//!
//! Exports contain what their makers' own tools let through: a byte order mark, broken UTF-8,
//! surrogates encoded as if they were characters (CESU-8), escapes of half a surrogate pair, raw
//! control characters in strings. A strict reader would give up the whole file for one of them.
//! Here each becomes U+FFFD (or the character it meant, or a space), and every other byte passes
//! unchanged. Where reads begin and end makes no difference.
//!
//! The strict reader takes names and numbers into memory whole, so here a file also ends that has
//! one longer than any export's: what was before it is given out, then comes `file_bomb`.

mod escapes;

use std::io::Read;
use std::rc::Rc;

use super::section::Watch;
use escapes::Escapes;

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// How much is read at a time.
const CHUNK: usize = 16 * 1024;

/// Repairs what is read through it.
pub(super) struct Repair<R> {
    inner: R,
    watch: Rc<Watch>,
    /// Read, but not decided yet: the beginning of a character.
    undecided: Vec<u8>,
    started: bool,
    ended: bool,
    escapes: Escapes,
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Repair<R> {
    pub(super) fn new(inner: R, watch: Rc<Watch>) -> Self {
        Self {
            inner,
            watch,
            undecided: Vec::new(),
            started: false,
            ended: false,
            escapes: Escapes::default(),
            ready: Vec::new(),
            given: 0,
        }
    }

    /// Reads a chunk and decides as much of it as can be.
    fn fill(&mut self) -> std::io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() && !self.ended {
            if self.escapes.too_long() {
                return Err(self.watch.fail("file_bomb"));
            }
            let before = self.undecided.len();
            self.undecided.resize(before + CHUNK, 0);
            let room = self.undecided.get_mut(before..).unwrap_or_default();
            let read = loop {
                match self.inner.read(room) {
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            self.undecided.truncate(before + *read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
            self.decide();
        }
        self.watch.count(self.ready.len())
    }

    fn decide(&mut self) {
        let mut rest = self.undecided.as_slice();
        if !self.started {
            const MARK: &[u8] = b"\xef\xbb\xbf";
            if rest.len() < MARK.len() && MARK.starts_with(rest) && !self.ended {
                return;
            }
            rest = rest.strip_prefix(MARK).unwrap_or(rest);
            self.started = true;
        }
        while !rest.is_empty() {
            let (valid, after) = match std::str::from_utf8(rest) {
                Ok(_) => (rest, &[][..]),
                Err(error) => rest.split_at(error.valid_up_to()),
            };
            self.escapes.pass(valid, &mut self.ready);
            rest = after;
            match broken(rest, self.ended) {
                Broken::No => {}
                Broken::Undecided => break,
                Broken::Character(bytes, character) => {
                    let mut buffer = [0; 4];
                    self.escapes.pass(character.encode_utf8(&mut buffer).as_bytes(), &mut self.ready);
                    rest = rest.get(bytes..).unwrap_or_default();
                }
                Broken::Garbage(bytes) => {
                    self.escapes.pass(REPLACEMENT, &mut self.ready);
                    rest = rest.get(bytes..).unwrap_or_default();
                }
            }
        }
        let decided = self.undecided.len() - rest.len();
        self.undecided.drain(..decided);
        if self.ended {
            self.escapes.end(&mut self.ready);
        }
    }
}

impl<R: Read> Read for Repair<R> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        if self.given == self.ready.len() {
            self.fill()?;
        }
        let ready = self.ready.get(self.given..).unwrap_or_default();
        let count = ready.len().min(room.len());
        if let (Some(to), Some(from)) = (room.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

/// What stands where UTF-8 ends to be valid.
enum Broken {
    /// Nothing: all was valid.
    No,
    /// It depends on what comes.
    Undecided,
    /// So many bytes mean this character.
    Character(usize, char),
    /// So many bytes mean nothing.
    Garbage(usize),
}

fn broken(bytes: &[u8], ended: bool) -> Broken {
    match bytes {
        [] => Broken::No,
        // A surrogate, encoded by itself: ED A0..BF 80..BF; a pair of them is one character.
        [0xed, high @ 0xa0..=0xbf, after @ ..] => match after {
            [] if !ended => Broken::Undecided,
            [low @ 0x80..=0xbf, pair @ ..] => {
                let first = surrogate(*high, *low);
                match pair {
                    _ if first >= 0xdc00 => Broken::Garbage(3),
                    [0xed, second @ 0xb0..=0xbf, third @ 0x80..=0xbf, ..] => {
                        let code = 0x10000 + ((first - 0xd800) << 10) + (surrogate(*second, *third) - 0xdc00);
                        char::from_u32(code).map_or(Broken::Garbage(6), |c| Broken::Character(6, c))
                    }
                    [] | [0xed] | [0xed, 0xb0..=0xbf] if !ended => Broken::Undecided,
                    _ => Broken::Garbage(3),
                }
            }
            _ => Broken::Garbage(1),
        },
        _ => match std::str::from_utf8(bytes).err().map(|error| error.error_len()) {
            Some(None) if !ended => Broken::Undecided,
            Some(None) => Broken::Garbage(bytes.len()),
            Some(Some(count)) => Broken::Garbage(count),
            None => Broken::No,
        },
    }
}

fn surrogate(second: u8, third: u8) -> u32 {
    0xd000 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f)
}

#[cfg(test)]
mod tests {
    use super::escapes::LONGEST_STRING;
    use super::*;
    use proptest::prelude::*;

    /// Gives its bytes in pieces that end where `cuts` says.
    struct Pieces<'a>(&'a [u8], Vec<usize>);

    impl Read for Pieces<'_> {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            let most = self.1.pop().unwrap_or(usize::MAX).max(1).min(room.len()).min(self.0.len());
            room[..most].copy_from_slice(&self.0[..most]);
            self.0 = &self.0[most..];
            Ok(most)
        }
    }

    fn repaired(bytes: &[u8], cuts: Vec<usize>) -> Vec<u8> {
        let mut out = Vec::new();
        Repair::new(Pieces(bytes, cuts), Rc::default()).read_to_end(&mut out).unwrap();
        out
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(repaired(bytes, Vec::new())).unwrap()
    }

    #[test]
    fn half_pairs_become_the_replacement_character() {
        assert_eq!(text(br#"["\ud83d"]"#), r#"["\ufffd"]"#);
        assert_eq!(
            text(br#"["\uDE00 \uD83D\n\ud83d\ud83D\uDE00"]"#),
            r#"["\ufffd \ufffd\n\ufffd\ud83D\uDE00"]"#
        );
        assert_eq!(text(br#"["\\ud83d \ud83d\\"]"#), r#"["\\ud83d \ufffd\\"]"#);
    }

    #[test]
    fn cesu_8_pairs_become_the_character_they_meant() {
        assert_eq!(text(b"\"\xed\xa0\xbd\xed\xb8\x80\""), "\"\u{1f600}\"");
        assert_eq!(text(b"\"\xed\xa0\xbd x \xed\xb8\x80\""), "\"\u{fffd} x \u{fffd}\"");
    }

    #[test]
    fn a_byte_order_mark_is_dropped_at_the_beginning_only() {
        assert_eq!(text(b"\xef\xbb\xbf[\"\xef\xbb\xbf\"]"), "[\"\u{feff}\"]");
    }

    #[test]
    fn control_characters_in_strings_become_spaces() {
        assert_eq!(text(b"[\n\"a\nb\x00\"\t]"), "[\n\"a b \"\t]");
    }

    #[test]
    fn a_broken_escape_stays_for_the_reader_to_refuse() {
        assert_eq!(text(br#""\u12x""#), r#""\u12x""#);
        assert_eq!(text(br#""\ud8"#), r#""\ud8"#);
    }

    /// What comes out of a text before an error, and the error.
    fn until_error(text: &str, watch: &Rc<Watch>) -> (usize, Option<&'static str>) {
        let mut out = Vec::new();
        let outcome = Repair::new(text.as_bytes(), Rc::clone(watch)).read_to_end(&mut out);
        assert_eq!(outcome.is_err(), watch.trouble().is_some());
        (out.len(), watch.trouble())
    }

    #[test]
    fn a_number_longer_than_any_ends_the_file_and_what_was_before_is_given() {
        let number = |digits: usize| format!("[1, {}]", "7".repeat(digits));
        assert_eq!(until_error(&number(1024), &Rc::default()), (1029, None));
        assert_eq!(until_error(&number(1025), &Rc::default()), (1028, Some("file_bomb")));
        assert_eq!(until_error(&number(1_000_000), &Rc::default()), (1028, Some("file_bomb")));
        let many = format!("[{}\"{}\"]", "77,".repeat(10_000), "7".repeat(10_000));
        assert_eq!(until_error(&many, &Rc::default()), (many.len(), None));
    }

    #[test]
    fn a_string_longer_than_any_ends_the_file() {
        let name = |length: usize| format!("{{\"{}\":1234}}", "n".repeat(length));
        let fits = name(LONGEST_STRING - 1);
        assert_eq!(until_error(&fits, &Rc::default()), (fits.len(), None));
        assert_eq!(until_error(&name(LONGEST_STRING + 1), &Rc::default()).1, Some("file_bomb"));
    }

    #[test]
    fn no_more_comes_out_than_was_allowed() {
        let watch = Rc::new(Watch::default());
        watch.allow(20_000);
        assert_eq!(until_error(&" ".repeat(20_000), &watch).1, None);
        assert_eq!((watch.json(), until_error(" ", &watch).1), (20_000, Some("file_bomb")));
    }

    /// Bytes in which everything that is repaired is frequent.
    fn hostile() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            Just(br"\ud83d".to_vec()),
            Just(br"\ude00".to_vec()),
            Just(br"\u00e9".to_vec()),
            Just(b"\\".to_vec()),
            Just(b"\"".to_vec()),
            Just(b"\xed\xa0\xbd".to_vec()),
            Just(b"\xed\xb8\x80".to_vec()),
            Just(b"\xef\xbb\xbf".to_vec()),
            Just("é😀".as_bytes().to_vec()),
            prop::collection::vec(any::<u8>(), 0..4),
        ];
        prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn where_reads_end_makes_no_difference(bytes in hostile(), cuts in prop::collection::vec(1usize..5, 0..40)) {
            prop_assert_eq!(repaired(&bytes, cuts), repaired(&bytes, Vec::new()));
        }

        #[test]
        fn what_comes_out_is_valid_utf_8(bytes in hostile()) {
            prop_assert!(String::from_utf8(repaired(&bytes, Vec::new())).is_ok());
        }

        #[test]
        fn good_json_passes_unchanged(strings in prop::collection::vec(any::<String>(), 0..5)) {
            let json = serde_json::to_vec(&strings).unwrap();
            prop_assert_eq!(repaired(&json, Vec::new()), json);
        }

        /// Any string literal that is one to a lenient reader is one to a strict reader afterwards.
        #[test]
        fn a_string_of_escapes_can_be_read_afterwards(units in prop::collection::vec(any::<u16>(), 0..20)) {
            let escapes: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let read: String = serde_json::from_slice(&repaired(format!("\"{escapes}\"").as_bytes(), vec![3; 50])).unwrap();
            prop_assert_eq!(read, String::from_utf16_lossy(&units));
        }
    }
}
