//! Lengths in buckets, so that a sealed record does not tell how long its text is.
//!
//! `length (4, little endian) ‖ message ‖ zeros`, up to the Padmé length ([PURBs], section 4),
//! which leaks O(log log n) bits of the length at no more than 12% of cost; never under 256 bytes,
//! where most notes are.
//!
//! [PURBs]: https://doi.org/10.2478/popets-2019-0056

use zeroize::Zeroizing;

use crate::error::{Error, Result};

const PREFIX: usize = 4;
const LEAST: usize = 256;

/// `message`, padded. Erased on drop.
///
/// # Errors
/// `too_large` (input) past 4 GiB.
pub fn pad(message: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(message.len()).map_err(|_| Error::input("too_large"))?;
    let bucket = padme((PREFIX + message.len()).max(LEAST));
    // Full size from the start: growing would leave copies of the text behind in freed memory.
    let mut padded = Zeroizing::new(Vec::with_capacity(bucket));
    padded.extend_from_slice(&length.to_le_bytes());
    padded.extend_from_slice(message);
    padded.resize(bucket, 0);
    Ok(padded)
}

/// The message within what [`pad`] made.
///
/// # Errors
/// `padding_broken` (integrity) if it is nothing that `pad` makes.
pub fn unpad(padded: &[u8]) -> Result<&[u8]> {
    let broken = || Error::integrity("padding_broken");
    let (prefix, rest) = padded.split_first_chunk::<PREFIX>().ok_or_else(broken)?;
    let length = u32::from_le_bytes(*prefix) as usize;
    let (message, zeros) = rest.split_at_checked(length).ok_or_else(broken)?;
    let whole = padme((PREFIX + length).max(LEAST)) == padded.len() && zeros.iter().all(|&byte| byte == 0);
    if whole { Ok(message) } else { Err(broken()) }
}

/// The bucket for a length: its binary exponent E, and as many low bits cleared (rounding up) as
/// leave E's own bit length of mantissa.
fn padme(length: usize) -> usize {
    let exponent = length.ilog2();
    let kept = exponent.checked_ilog2().unwrap_or(0) + 1;
    let mask = (1usize << (exponent - kept.min(exponent))) - 1;
    (length + mask) & !mask
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn what_is_padded_comes_back(message in prop::collection::vec(any::<u8>(), 0..5_000)) {
            let padded = pad(&message).unwrap();
            prop_assert_eq!(unpad(&padded).unwrap(), &message);
            prop_assert!(padded.len() <= LEAST.max((message.len() + PREFIX) * 112 / 100 + 1));
        }

        #[test]
        fn anything_else_is_an_error_or_a_message(garbage: Vec<u8>) {
            if let Ok(message) = unpad(&garbage) {
                prop_assert_eq!(&*pad(message).unwrap(), &garbage);
            }
        }
    }

    #[test]
    fn lengths_fall_into_few_buckets() {
        let buckets: std::collections::BTreeSet<_> =
            (0..2_000).map(|n| pad(&vec![1; n]).unwrap().len()).collect();
        assert!(buckets.len() < 50, "{} buckets", buckets.len());
        assert_eq!(pad(b"short").unwrap().len(), pad(b"a little longer than short").unwrap().len());
    }
}
