//! `Argon2id(passphrase, salt)`: a key from something a person can remember ([RFC 9106]); and
//! `HKDF(secret, salt)`, where nobody has to remember anything and the secret is random.
//!
//! [RFC 9106]: https://www.rfc-editor.org/rfc/rfc9106

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::crypto::keys::{KEY_LENGTH, Key};
use crate::crypto::stack;
use crate::error::{Error, Result};

/// In KiB.
const MIB: u32 = 1024;

/// How long opening a vault shall take, in milliseconds: a guess costs an attacker as much.
const AIM: f64 = 500.0;

/// How long it may take at most before less memory is used, in milliseconds.
const PATIENCE: f64 = 1_000.0;

/// How often the device is measured: a few busy moments must not make guessing cheap.
const MEASURED: usize = 6;

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

    /// About 500 ms on this device when it has nothing else to do: measures the cost of the floor
    /// some times, and takes the fastest, as the first use of memory and a busy moment only ever make
    /// it slower. [`Self::DEFAULT`] if the clock is too coarse to tell, or stands still.
    ///
    /// # Errors
    /// `memory_short` (device) if not even the floor's memory can be had.
    pub fn tuned(clock: &dyn Clock) -> Result<Self> {
        let mut best = u64::MAX;
        for _ in 0..MEASURED {
            let start = clock.now().0;
            derive_from_passphrase("measured", &[0; 16], Self::FLOOR)?;
            best = best.min(clock.now().0.saturating_sub(start));
        }
        if best == 0 {
            return Ok(Self::DEFAULT);
        }
        let work = f64::from(Self::FLOOR.memory / MIB * Self::FLOOR.passes);
        Ok(Self::for_speed(best as f64 / work))
    }

    /// The cost for a device that takes so many milliseconds for one pass over one MiB: 64 MiB and
    /// as many passes, 3 to 16, as fit into 500 ms. Where three take more than 1 s, less memory,
    /// down to the floor; the floor stands however long it takes.
    pub fn for_speed(milliseconds: f64) -> Self {
        let pass = milliseconds * f64::from(Self::DEFAULT.memory / MIB);
        let least = f64::from(Self::DEFAULT.passes);
        if pass * least <= PATIENCE {
            // Rounds down, and saturates: what is no number at all gets the fewest passes.
            let passes = (AIM / pass) as u32;
            return Self {
                passes: passes.clamp(Self::DEFAULT.passes, Self::CEILING.passes),
                ..Self::DEFAULT
            };
        }
        let memory = (PATIENCE / (milliseconds * least)) as u32 * MIB;
        if memory < Self::FLOOR.memory { Self::FLOOR } else { Self { memory, ..Self::DEFAULT } }
    }

    /// Whether Satchel would have chosen this, or may be asked for it.
    ///
    /// # Errors
    /// `kdf_out_of_bounds` (integrity) outside [`Cost::FLOOR`] to [`Cost::CEILING`]: a header with
    /// such a cost was not written by Satchel.
    pub fn check(self) -> Result<()> {
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
/// The passphrase is written one way, whatever keyboard it comes from: as [RFC 8265]'s OpaqueString
/// has it, spaces are one kind and the letters composed (NFC).
///
/// [RFC 8265]: https://www.rfc-editor.org/rfc/rfc8265#section-4.2
///
/// # Errors
/// `kdf_out_of_bounds` (integrity); `memory_short` (device) if the memory cannot be had.
pub fn derive_from_passphrase(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Result<Key> {
    let letters = passphrase.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).nfc();
    // Full size from the start, so that no copy is left behind: NFC makes three of one at most.
    let mut written = Zeroizing::new(String::with_capacity(passphrase.len() * 3));
    written.extend(letters);
    derive_as_typed(written.as_bytes(), salt, cost)
}

/// The same, from bytes as they are: vaults of format 0 took passphrases so, and published vectors
/// have other salts.
///
/// # Errors
/// As [`derive_from_passphrase`].
pub fn derive_as_typed(passphrase: &[u8], salt: &[u8], cost: Cost) -> Result<Key> {
    cost.check()?;
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(KEY_LENGTH))
        .map_err(|_| Error::integrity("kdf_out_of_bounds"))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut key = Key::zero();
    let done = argon2.hash_password_into(passphrase, salt, key.bytes_mut());
    stack::wipe();
    done.map_err(|_| Error::device("memory_short"))?;
    Ok(key)
}

/// `HKDF-SHA-256(secret, salt, label)`, for secrets that need no stretching: a recovery key's 128
/// bits, the 32 bytes of a passkey (WebAuthn PRF) or of a device key. The caller sees to it that
/// the secret has at least 128 random bits; `label` has no other use.
pub fn derive_from_secret(secret: &[u8], salt: &[u8], label: &[u8]) -> Key {
    Key::from_secret(secret, salt, &[label])
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;
    use crate::clock::{Millis, SystemClock};

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
            assert_eq!(cost.check().unwrap_err(), error);
        }
        for cost in [Cost::FLOOR, Cost::DEFAULT, Cost::CEILING] {
            assert_eq!(cost.check(), Ok(()));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn a_chosen_cost_is_within_bounds_whatever_was_measured(speed: f64) {
            prop_assert_eq!(Cost::for_speed(speed).check(), Ok(()));
        }

        #[test]
        fn a_faster_device_never_gets_a_cheaper_guess(slow in 0.01..60.0_f64, factor in 0.0..1.0_f64) {
            let (slower, faster) = (Cost::for_speed(slow), Cost::for_speed(slow * factor));
            prop_assert!(faster.memory >= slower.memory && faster.passes >= slower.passes);
        }

        #[test]
        fn what_is_chosen_takes_about_as_long_as_it_shall(speed in 0.01..60.0_f64) {
            let cost = Cost::for_speed(speed);
            let takes = speed * f64::from(cost.memory / MIB * cost.passes);
            prop_assert!(takes <= PATIENCE || cost == Cost::FLOOR, "{takes} ms");
            let more = speed * f64::from(64 * (cost.passes + 1));
            prop_assert!(more > AIM || cost.passes == Cost::CEILING.passes, "{more} ms");
        }
    }

    #[test]
    fn speeds_give_these_costs() {
        let cost = |mib, passes| Cost { memory: mib * MIB, passes, lanes: 1 };
        // Native, a good browser, a slow one, a phone, a bad phone.
        assert_eq!(Cost::for_speed(0.1), cost(64, 16));
        assert_eq!(Cost::for_speed(1.0), cost(64, 7));
        assert_eq!(Cost::for_speed(2.0), cost(64, 3));
        assert_eq!(Cost::for_speed(5.2), cost(64, 3));
        assert_eq!(Cost::for_speed(10.0), cost(33, 3));
        assert_eq!(Cost::for_speed(30.0), Cost::FLOOR);
        assert_eq!(Cost::for_speed(0.0), cost(64, 16));
        assert_eq!(Cost::for_speed(f64::INFINITY), Cost::FLOOR);
    }

    #[test]
    fn a_clock_is_believed_only_as_far_as_it_can_tell() {
        /// Goes on by so many milliseconds at every look.
        struct Steps(Cell<u64>, u64);
        impl Clock for Steps {
            fn now(&self) -> Millis {
                self.0.set(self.0.get().wrapping_add(self.1));
                Millis(self.0.get())
            }
        }
        let tuned = |step| Cost::tuned(&Steps(Cell::new(1 << 40), step)).unwrap();
        assert_eq!(tuned(38), Cost::for_speed(1.0));
        assert_eq!(tuned(380), Cost::for_speed(10.0));
        assert_eq!(tuned(0), Cost::DEFAULT);
        // Backwards.
        assert_eq!(tuned(u64::MAX), Cost::DEFAULT);
        assert_eq!(Cost::tuned(&SystemClock).unwrap().check(), Ok(()));
    }

    #[test]
    fn the_fastest_of_several_runs_counts_however_busy_the_others_were() {
        /// Looked at before and after every run, which take so long one after the other.
        struct Runs(Cell<usize>, Cell<u64>, [u64; MEASURED]);
        impl Clock for Runs {
            fn now(&self) -> Millis {
                let look = self.0.replace(self.0.get() + 1);
                if look % 2 == 1 {
                    self.1.set(self.1.get() + self.2[look / 2]);
                }
                Millis(self.1.get())
            }
        }
        let tuned = |runs| Cost::tuned(&Runs(Cell::new(0), Cell::new(1 << 40), runs)).unwrap();
        for free in 0..MEASURED {
            let mut runs = [3_800; MEASURED];
            runs[free] = 38;
            assert_eq!(tuned(runs), Cost::for_speed(1.0));
        }
        assert_eq!(tuned([3_800; MEASURED]), Cost::FLOOR);
    }

    #[test]
    fn secret_salt_and_label_all_count() {
        let key = derive_from_secret(&[1; 32], &[2; 16], b"label");
        assert_eq!(key, derive_from_secret(&[1; 32], &[2; 16], b"label"));
        assert_ne!(key, derive_from_secret(&[3; 32], &[2; 16], b"label"));
        assert_ne!(key, derive_from_secret(&[1; 32], &[3; 16], b"label"));
        assert_ne!(key, derive_from_secret(&[1; 32], &[2; 16], b"another"));
        assert_eq!(key, Key::from_bytes([1; 32]).derive(&[2; 16], &[b"label"]));
    }

    #[test]
    fn a_passphrase_is_the_same_from_every_keyboard() {
        let derive = |passphrase| derive_from_passphrase(passphrase, &[1; 16], Cost::FLOOR).unwrap();
        assert_eq!(derive("l'\u{e9}t\u{e9} \u{e0} Nice"), derive("l'e\u{301}te\u{301}\u{a0}a\u{300} Nice"));
        assert_ne!(derive("ete"), derive("\u{e9}te"));
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
