//! The primitives, each by its definition, and nothing about what they protect.
//!
//! ```text
//! passphrase ──Argon2id──▶ KEK ──HKDF──▶ wrap key ──▶ access key A ──HKDF──▶ cell key ──▶ root
//!                           └───HKDF──▶ commitment                                        │
//!      record ◀── record key (random, used once) ◀── bag header ◀── HKDF(root, salt, …) ◀─┘
//! ```
//!
//! Naming: `derive_` gives the same from the same, `random` gives something new. Keys erase
//! themselves when dropped and have no `Debug` that shows them.

pub mod aead;
pub mod kdf;
pub mod keys;
pub mod padding;
pub mod stack;
pub mod stream;
pub mod words;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod outside;
