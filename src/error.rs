//! The one error type.
//!
//! An [`Error`] is a kind and a stable code, sometimes a place in a file. It never carries what
//! the user wrote, so it may be shown, logged and sent between processes. The user interface
//! turns codes into sentences (`extension/public/_locales`, key `error_` + code).

use serde::{Deserialize, Serialize};

/// The result of anything in the core that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of trouble it is, and so who can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ErrorKind {
    /// The user gave something that cannot be used: a wrong passphrase, a file that is no export.
    Input,
    /// The vault is locked, missing or already there: another act has to come first.
    State,
    /// What is stored is not what was written: damaged, dropped, swapped or rolled back.
    Integrity,
    /// The device refused: disk full, quota, file system, browser.
    Device,
    /// A fault of Satchel's own.
    Internal,
}

/// A failure, with a stable code. Never carries user content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[error("{code}{}", .place.as_deref().map(|p| format!(" at {p}")).unwrap_or_default())]
pub struct Error {
    /// Who can do something about it.
    pub kind: ErrorKind,
    /// What went wrong, in words that stay the same for ever: `passphrase_wrong`.
    pub code: String,
    /// Where, if there is a where: a file inside a zip, a line, a byte offset. No content.
    pub place: Option<String>,
}

impl Error {
    fn new(kind: ErrorKind, code: &'static str) -> Self {
        Self { kind, code: code.to_owned(), place: None }
    }

    /// The user gave something that cannot be used.
    pub fn input(code: &'static str) -> Self {
        Self::new(ErrorKind::Input, code)
    }

    /// Another act has to come first.
    pub fn state(code: &'static str) -> Self {
        Self::new(ErrorKind::State, code)
    }

    /// What is stored is not what was written.
    pub fn integrity(code: &'static str) -> Self {
        Self::new(ErrorKind::Integrity, code)
    }

    /// The device refused.
    pub fn device(code: &'static str) -> Self {
        Self::new(ErrorKind::Device, code)
    }

    /// A fault of Satchel's own.
    pub fn internal(code: &'static str) -> Self {
        Self::new(ErrorKind::Internal, code)
    }

    /// The same failure, with the place where it was met.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }
}
