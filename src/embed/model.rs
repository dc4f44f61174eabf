//! Which models there are.

use serde::{Deserialize, Serialize};

/// A model that is known by name: its vectors and token states have a number in what vaults keep, and recall has
/// weights for them. Those of two models say nothing of each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Model {
    /// all-MiniLM-L6-v2: small, and at home in English.
    #[default]
    English,
    /// multilingual-e5-small: about a hundred languages, and drafts in one find memories in another.
    Multilingual,
}

impl Model {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Multilingual];

    /// Its number in blocks of vectors and token states: never given to another model, nor to a packed file of the
    /// same one whose vectors differ.
    pub fn number(self) -> u8 {
        match self {
            Self::English => 1,
            Self::Multilingual => 2,
        }
    }

    /// The one of a number; none if it is of no model that is known.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.number() == number)
    }
}
