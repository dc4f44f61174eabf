//! What a record's plaintext is: `schema (1) ‖ postcard`.
//!
//! The schema's number grows when a stored type gets another form; what was written before is read
//! for ever, by the form it was written in.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec;
use crate::error::Result;

/// The form that this release writes.
const SCHEMA: u8 = 1;

/// A record's plaintext.
///
/// # Errors
/// `encode` (internal).
pub(super) fn encode(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut plain = vec![SCHEMA];
    plain.extend(codec::encode(value)?);
    Ok(plain)
}

/// What a record's plaintext says; `None` if it is of no form that is known.
pub(super) fn decode<T: DeserializeOwned>(plain: &[u8]) -> Option<T> {
    match plain.split_first() {
        Some((&SCHEMA, value)) => codec::decode(value),
        _ => None,
    }
}
