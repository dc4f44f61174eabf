//! Satchel's core: a private memory for AI chats.
//!
//! One device, one person, one [`vault`]. Memories come in through [`transfer`] or are typed, are
//! sealed as records, made findable by an [`index`] over words and meaning, and [`recall`] ranks
//! them for a draft. [`engine`] composes all of it and is the only façade that the browser
//! ([`web`]) and the command line use.
//!
//! The arrows point one way, and `tests/architecture.rs` holds them:
//!
//! ```text
//! web, cli → engine → transfer, capture, recall → vault, index, embed → crypto, text → memory, codec, id, error, clock, rng
//! ```
//!
//! The core is single-threaded and async; it knows no browser, no file system and no clock but
//! those it is given. Only `web` names the crates of the web platform.

// But for `embed/kernel.rs`, which alone may allow it (`tests/architecture.rs` holds it to that).
#![deny(unsafe_code)]

pub mod capture;
pub mod clock;
pub mod codec;
pub mod crypto;
pub mod embed;
pub mod engine;
pub mod error;
pub mod id;
pub mod index;
pub mod memory;
pub mod recall;
pub mod rng;
pub mod text;
pub mod transfer;
pub mod vault;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use error::{Error, ErrorKind, Result};
