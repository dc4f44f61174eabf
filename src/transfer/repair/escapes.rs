//! Strings and their escapes: what is wrong in them is put right, and how long they are is watched.

const REPLACEMENT_ESCAPE: &[u8] = br"\ufffd";

/// The longest string, bytes as they stand in the file.
pub(super) const LONGEST_STRING: usize = 64 << 20;
/// The longest number (or whatever else stands outside strings), bytes.
const LONGEST_NUMBER: usize = 1 << 10;

/// Where in JSON we are, as far as strings and their escapes go.
#[derive(Default)]
enum Place {
    #[default]
    Outside,
    String,
    Backslash,
    /// After `\u`: so many digits, and their value.
    Unicode(Vec<u8>),
}

/// Repairs escapes of half a pair, and control characters in strings.
#[derive(Default)]
pub(super) struct Escapes {
    place: Place,
    /// The escape of a first half that waits for its second.
    half: Option<Vec<u8>>,
    /// Bytes of the string or number that we are in.
    length: usize,
    too_long: bool,
}

impl Escapes {
    /// Passes on valid UTF-8.
    pub(super) fn pass(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for &byte in bytes {
            self.measure(byte);
            if self.too_long {
                return;
            }
            self.place = match std::mem::take(&mut self.place) {
                Place::Outside => {
                    out.push(byte);
                    if byte == b'"' { Place::String } else { Place::Outside }
                }
                Place::String => self.in_string(byte, out),
                Place::Backslash if byte == b'u' => Place::Unicode(Vec::with_capacity(4)),
                Place::Backslash => {
                    self.give_up_half(out);
                    out.extend([b'\\', byte]);
                    Place::String
                }
                Place::Unicode(mut digits) if byte.is_ascii_hexdigit() => {
                    digits.push(byte);
                    if digits.len() == 4 {
                        self.unicode(digits, out);
                        Place::String
                    } else {
                        Place::Unicode(digits)
                    }
                }
                // No escape at all: the reader will say where.
                Place::Unicode(digits) => {
                    self.give_up_half(out);
                    out.extend(br"\u");
                    out.extend(digits);
                    self.in_string(byte, out)
                }
            };
        }
    }

    /// Whether a string or number was longer than any may be: what was before it has been passed on.
    pub(super) fn too_long(&self) -> bool {
        self.too_long
    }

    fn measure(&mut self, byte: u8) {
        let is_outside = matches!(self.place, Place::Outside);
        let is_between =
            matches!(byte, b'[' | b']' | b'{' | b'}' | b',' | b':' | b'"' | b' ' | b'\t' | b'\r' | b'\n');
        self.length = if is_outside && is_between { 0 } else { self.length + 1 };
        self.too_long |= self.length > if is_outside { LONGEST_NUMBER } else { LONGEST_STRING };
    }

    fn in_string(&mut self, byte: u8, out: &mut Vec<u8>) -> Place {
        if byte == b'\\' {
            return Place::Backslash;
        }
        self.give_up_half(out);
        out.push(if byte < 0x20 { b' ' } else { byte });
        if byte != b'"' {
            return Place::String;
        }
        self.length = 0;
        Place::Outside
    }

    fn unicode(&mut self, digits: Vec<u8>, out: &mut Vec<u8>) {
        // The halves of pairs: D800–DBFF first, DC00–DFFF second.
        let is_surrogate =
            matches!(digits.as_slice(), [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
        let is_first = is_surrogate && matches!(digits.get(1), Some(b'8' | b'9' | b'a' | b'b' | b'A' | b'B'));
        let escape = [br"\u", digits.as_slice()].concat();
        if is_first {
            self.give_up_half(out);
            self.half = Some(escape);
        } else if is_surrogate {
            match self.half.take() {
                Some(first) => out.extend(first.into_iter().chain(escape)),
                None => out.extend(REPLACEMENT_ESCAPE),
            }
        } else {
            self.give_up_half(out);
            out.extend(escape);
        }
    }

    fn give_up_half(&mut self, out: &mut Vec<u8>) {
        if self.half.take().is_some() {
            out.extend(REPLACEMENT_ESCAPE);
        }
    }

    /// Passes on what was held back.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        self.give_up_half(out);
        match std::mem::take(&mut self.place) {
            Place::Outside | Place::String => {}
            Place::Backslash => out.push(b'\\'),
            Place::Unicode(digits) => {
                out.extend(br"\u");
                out.extend(digits);
            }
        }
    }
}
