//! What can go wrong on the command line, as sentences.

use std::fmt;

/// A reason to stop.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file that cannot be used: which, where in it, why.
    File { file: String, place: Option<String>, why: String },
    /// The core failed.
    Core(satchel::Error),
    /// The output could not be written.
    Output(std::io::Error),
}

impl Failure {
    /// A file that cannot be used as a whole.
    pub(crate) fn file(file: &std::path::Path, why: impl fmt::Display) -> Self {
        Self::File { file: file.display().to_string(), place: None, why: why.to_string() }
    }

    /// 2 if the user gave something unusable, else 1.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::File { .. } => 2,
            Self::Core(_) | Self::Output(_) => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { file, place: Some(place), why } => write!(f, "{file}: {place}: {why}"),
            Self::File { file, place: None, why } => write!(f, "{file}: {why}"),
            Self::Core(error) => write!(f, "{error}"),
            Self::Output(error) => write!(f, "cannot write the result: {error}"),
        }
    }
}

impl From<satchel::Error> for Failure {
    fn from(error: satchel::Error) -> Self {
        Self::Core(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}
