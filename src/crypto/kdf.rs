//! `Argon2id(passphrase, salt)`: a key from something a person can remember ([RFC 9106]).
//!
//! [RFC 9106]: https://www.rfc-editor.org/rfc/rfc9106

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::crypto::keys::{KEY_LENGTH, Key};
use crate::error::{Error, Result};

/// How much one guess costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes; one, as there are no threads.
    pub lanes: u32,
}

impl Cost {
    /// What new slots get: 64 MiB, 3 passes. RFC 9106's second recommendation, with one lane.
    pub const DEFAULT: Self = Self { memory: 64 * 1024, passes: 3, lanes: 1 };

    /// The least that is accepted: OWASP's minimum, 19 MiB and 2 passes.
    pub const FLOOR: Self = Self { memory: 19 * 1024, passes: 2, lanes: 1 };

    /// The most: what a phone can still give, and a bound on what a hostile header can take.
    pub const CEILING: Self = Self { memory: 256 * 1024, passes: 16, lanes: 1 };

    /// # Errors
    /// `kdf_out_of_bounds` (integrity) outside [`Cost::FLOOR`] to [`Cost::CEILING`]: a header with
    /// such a cost was not written by Satchel.
    fn check(self) -> Result<()> {
        let within = |value, floor, ceiling| (floor..=ceiling).contains(&value);
        if within(self.memory, Self::FLOOR.memory, Self::CEILING.memory)
            && within(self.passes, Self::FLOOR.passes, Self::CEILING.passes)
            && self.lanes == 1
        {
            Ok(())
        } else {
            Err(Error::integrity("kdf_out_of_bounds"))
        }
    }
}

/// `Argon2id(passphrase, salt, cost)`, 32 bytes. The bounds are checked before any memory is taken.
///
/// # Errors
/// `kdf_out_of_bounds` (integrity); `memory_short` (device) if the memory cannot be had.
pub fn derive_from_passphrase(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Result<Key> {
    cost.check()?;
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(KEY_LENGTH))
        .map_err(|_| Error::integrity("kdf_out_of_bounds"))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut key = Zeroizing::new([0; KEY_LENGTH]);
    argon2
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .map_err(|_| Error::device("memory_short"))?;
    Ok(Key::from_bytes(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_outside_the_bounds_are_refused_before_any_work() {
        let hostile = [
            Cost { memory: u32::MAX, ..Cost::DEFAULT },
            Cost { memory: 256 * 1024 + 1, ..Cost::DEFAULT },
            Cost { memory: 8, ..Cost::DEFAULT },
            Cost { passes: u32::MAX, ..Cost::DEFAULT },
            Cost { passes: 1, ..Cost::DEFAULT },
            Cost { lanes: 0, ..Cost::DEFAULT },
            Cost { lanes: 4, ..Cost::DEFAULT },
        ];
        for cost in hostile {
            let error = derive_from_passphrase("any", &[0; 16], cost).unwrap_err();
            assert_eq!(error.code, "kdf_out_of_bounds");
        }
    }

    #[test]
    fn another_passphrase_salt_or_cost_is_another_key() {
        let key = derive_from_passphrase("correct horse", &[1; 16], Cost::FLOOR).unwrap();
        assert_eq!(key, derive_from_passphrase("correct horse", &[1; 16], Cost::FLOOR).unwrap());
        assert_ne!(key, derive_from_passphrase("correct house", &[1; 16], Cost::FLOOR).unwrap());
        assert_ne!(key, derive_from_passphrase("correct horse", &[2; 16], Cost::FLOOR).unwrap());
        let more = Cost { passes: 3, ..Cost::FLOOR };
        assert_ne!(key, derive_from_passphrase("correct horse", &[1; 16], more).unwrap());
    }
}
