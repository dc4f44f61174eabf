//! What is stored, as bytes and back: [postcard], strictly.
//!
//! Decoding takes no memory that the input does not pay for: strings and bytes are slices of the
//! input first, and serde reserves at most a mebibyte ahead for a list whose length is only claimed.
//!
//! [postcard]: https://postcard.jamesmunns.com/wire-format

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The bytes of a value.
///
/// # Errors
/// `encode` (internal): the value is of a kind that cannot be written, which no stored one is.
pub fn encode(value: &impl Serialize) -> Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(|_| Error::internal("encode"))
}

/// The value, if these are its bytes and nothing is left over.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

/// The same, if the value would be written like this again: of what others wrote nothing may mean less than it
/// says.
pub fn decode_exactly<T: Serialize + for<'a> Deserialize<'a>>(bytes: &[u8]) -> Option<T> {
    decode(bytes).filter(|value| encode(value).is_ok_and(|written| written == bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Millis;

    #[test]
    fn a_time_beyond_the_last_is_the_last_and_not_what_was_written() {
        for (time, exact) in [(Millis::LAST.0, true), (Millis::LAST.0 + 1, false), (u64::MAX, false)] {
            let bytes = encode(&time).unwrap();
            assert_eq!(decode(&bytes), Some(Millis::LAST));
            assert_eq!(decode_exactly::<Millis>(&bytes).is_some(), exact, "{time}");
        }
    }

    #[test]
    fn what_is_left_over_or_missing_is_nothing() {
        let bytes = encode(&(7u32, "seven")).unwrap();
        assert_eq!(decode(&bytes), Some((7u32, "seven".to_owned())));
        assert_eq!(decode::<(u32, String)>(&bytes[..bytes.len() - 1]), None);
        assert_eq!(decode::<(u32, String)>(&[bytes.as_slice(), &[0]].concat()), None);
    }

    #[test]
    fn a_claimed_length_takes_no_memory() {
        // A list of 2⁶³ things, of which none is there.
        let claim = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
        assert_eq!(decode::<Vec<[u8; 32]>>(&claim), None);
        assert_eq!(decode::<String>(&claim), None);
    }
}
