//! One number for a vector and its token states, by which machines are compared.

use sha2::{Digest as _, Sha256};

/// The first 16 hex digits of the SHA-256 of vector and states.
pub(crate) fn of(vector: &[i8], states: &[f32]) -> String {
    let mut hash = Sha256::new();
    hash.update(vector.iter().map(|x| x.cast_unsigned()).collect::<Vec<_>>());
    states.iter().for_each(|x| hash.update(x.to_le_bytes()));
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
