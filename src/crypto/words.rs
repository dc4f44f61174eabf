//! A recovery key: 128 random bits that can be written on paper, as twelve English words.
//!
//! The words are those of [BIP-39], which brings a list without look-alikes and four bits of
//! checksum. Its seed (PBKDF2 over the words) is not used: the bits are random, so HKDF is enough.
//!
//! [BIP-39]: https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki

use std::fmt;

use bip39::{Language, Mnemonic};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::crypto::kdf;
use crate::crypto::keys::Key;
use crate::crypto::stack;
use crate::error::{Error, Result};
use crate::rng::Rng;

/// How many words a recovery key is.
pub const WORDS: usize = 12;

const LENGTH: usize = 16;

/// 128 random bits that open a vault. Erased on drop; on the heap for the reason that
/// [`Key`]s are.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryKey(Box<[u8; LENGTH]>);

impl RecoveryKey {
    /// A fresh one.
    pub fn random(rng: &mut dyn Rng) -> Self {
        let mut key = Self(Box::new([0; LENGTH]));
        rng.fill(&mut *key.0);
        key
    }

    /// Its twelve words, in order.
    pub fn words(&self) -> Vec<&'static str> {
        let words = encode(&self.0);
        stack::wipe();
        words
    }

    /// Reads what the user copied: upper or lower case, on one line or several, with or without
    /// numbers, dots, commas or dashes between the words.
    ///
    /// # Errors
    /// `recovery_malformed` (input): not twelve words, a word that is not on the list, or a
    /// checksum that does not fit, so a word is another or they are in another order.
    pub fn parse(written: &str) -> Result<Self> {
        let malformed = || Error::input("recovery_malformed");
        // Full size from the start, so that no copy is left behind: twelve words of at most eight
        // letters. What is longer is none, and need not be read to its end.
        let mut words = Zeroizing::new(String::with_capacity(WORDS * 9));
        let mut between = true;
        for letter in written.nfkd().flat_map(char::to_lowercase) {
            if !letter.is_alphabetic() {
                between = true;
                continue;
            }
            if between && !words.is_empty() {
                words.push(' ');
            }
            between = false;
            if words.len() + letter.len_utf8() > WORDS * 9 - 1 {
                return Err(malformed());
            }
            words.push(letter);
        }
        if words.split(' ').count() != WORDS {
            return Err(malformed());
        }
        let key = decode(&words);
        stack::wipe();
        key
    }

    /// The key that unwraps what is wrapped for this recovery key: HKDF-SHA-256, with the salt of
    /// its slot.
    pub fn kek(&self, salt: &[u8]) -> Key {
        kdf::derive_from_secret(&*self.0, salt, b"satchel recovery key")
    }
}

/// Twelve words, in a frame of its own too.
#[inline(never)]
fn encode(bits: &[u8; LENGTH]) -> Vec<&'static str> {
    let mnemonic =
        Mnemonic::from_entropy_in(Language::English, bits).expect("128 bits are a length that BIP-39 has");
    mnemonic.words().collect()
}

/// Twelve words in lower case, each one space apart. In a frame of its own: the library's values
/// are erased with it.
#[inline(never)]
fn decode(words: &str) -> Result<RecoveryKey> {
    let malformed = || Error::input("recovery_malformed");
    let mnemonic = Mnemonic::parse_in_normalized(Language::English, words).map_err(|_| malformed())?;
    // 33 bytes for the longest there are; twelve words fill the first sixteen.
    let (entropy, length) = mnemonic.to_entropy_array();
    let entropy = Zeroizing::new(entropy);
    let bits = entropy.get(..LENGTH).filter(|_| length == LENGTH).ok_or_else(malformed)?;
    let mut key = RecoveryKey(Box::new([0; LENGTH]));
    key.0.copy_from_slice(bits);
    Ok(key)
}

impl Drop for RecoveryKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for RecoveryKey {}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rng::SystemRng;

    /// 12 words of 128 bits each, from the vectors published with BIP-39.
    const PUBLISHED: [(&str, &str); 8] = [
        (
            "00000000000000000000000000000000",
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        ),
        (
            "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
            "legal winner thank year wave sausage worth useful legal winner thank yellow",
        ),
        (
            "80808080808080808080808080808080",
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        ),
        ("ffffffffffffffffffffffffffffffff", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"),
        (
            "9e885d952ad362caeb4efe34a8e91bd2",
            "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
        ),
        (
            "c0ba5a8e914111210f2bd131f3d5e08d",
            "scheme spot photo card baby mountain device kick cradle pact join borrow",
        ),
        (
            "23db8160a31d3e0dca3688ed941adbf3",
            "cat swing flag economy stadium alone churn speed unique patch report train",
        ),
        (
            "f30f8c1da665478f49b001d94c5fc452",
            "vessel ladder alter error federal sibling chat ability sun glass valve picture",
        ),
    ];

    fn bits(hex: &str) -> Box<[u8; LENGTH]> {
        Box::new(u128::from_str_radix(hex, 16).unwrap().to_be_bytes())
    }

    #[test]
    fn the_published_vectors_hold_both_ways() {
        for (entropy, words) in PUBLISHED {
            let key = RecoveryKey(bits(entropy));
            assert_eq!(key.words().join(" "), words);
            assert_eq!(RecoveryKey::parse(words).unwrap(), key);
        }
    }

    #[test]
    fn words_are_understood_however_they_were_written_down() {
        let key = RecoveryKey(bits(PUBLISHED[4].0));
        for written in [
            "  Ozone DRILL grab\tfiber\n\ncurtain grace  pudding thank cruise elder eight picnic \r\n",
            "1. ozone 2. drill 3. grab 4. fiber 5. curtain 6. grace\n7. pudding 8. thank 9. cruise 10. elder 11. eight 12. picnic",
            "1) ozone, 2) drill, 3) grab, 4) fiber, 5) curtain, 6) grace, 7) pudding, 8) thank, 9) cruise, 10) elder, 11) eight, 12) picnic.",
            "01ozone 02drill 03grab 04fiber 05curtain 06grace 07pudding 08thank 09cruise 10elder 11eight 12picnic",
            "ozone-drill-grab-fiber-curtain-grace-pudding-thank-cruise-elder-eight-picnic",
            "ozone\u{a0}drill\u{3000}grab fiber curtain grace pudding thank cruise elder eight picnic",
            "ｏｚｏｎｅ drill grab ﬁber curtain grace pudding thank cruise elder eight picnic",
        ] {
            assert_eq!(RecoveryKey::parse(written).as_ref(), Ok(&key), "{written}");
        }
    }

    #[test]
    fn what_is_no_recovery_key_is_told_to_be_none() {
        let long = "ozone ".repeat(100_000);
        for written in [
            "",
            "12",
            "ozone",
            // The checksum does not fit: one word another, two swapped.
            "ozone drill grab fiber curtain grace pudding thank cruise elder eight picture",
            "drill ozone grab fiber curtain grace pudding thank cruise elder eight picnic",
            // A word too few, one too many, one unknown, and fifteen good ones.
            "ozone drill grab fiber curtain grace pudding thank cruise elder eight",
            "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic picnic",
            "ozone drill grab fibre curtain grace pudding thank cruise elder eight picnic",
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
             abandon abandon abandon address",
            &long,
        ] {
            let error = RecoveryKey::parse(written).unwrap_err();
            assert_eq!(error, Error::input("recovery_malformed"), "{}", written.len());
        }
    }

    #[test]
    fn the_key_hangs_on_the_words_and_the_salt_and_neither_shows() {
        let key = RecoveryKey::random(&mut SystemRng);
        assert_ne!(key, RecoveryKey::random(&mut SystemRng));
        assert_eq!(key.kek(&[1]), key.kek(&[1]));
        assert_ne!(key.kek(&[1]), key.kek(&[2]));
        assert_ne!(key.kek(&[1]), RecoveryKey::random(&mut SystemRng).kek(&[1]));
        assert_eq!(format!("{key:?}"), "RecoveryKey(…)");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn every_key_comes_back_from_its_words(bits: [u8; LENGTH]) {
            let key = RecoveryKey(Box::new(bits));
            prop_assert_eq!(key.words().len(), WORDS);
            prop_assert_eq!(RecoveryKey::parse(&key.words().join(" ")).unwrap(), key);
        }

        #[test]
        fn anything_at_all_is_read_or_refused(written: String) {
            if let Ok(key) = RecoveryKey::parse(&written) {
                prop_assert_eq!(key.words().len(), WORDS);
            }
        }
    }
}
