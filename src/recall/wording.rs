//! How what is inserted is worded: the user's own choice.
//!
//! The words stand in square brackets, which no memory has where it says the same: so that whatever the user
//! writes there, no memory can end the block or begin another.

use serde::{Deserialize, Serialize};

use super::unseen;
use crate::error::{Error, Result};

/// The most characters of one of the lines.
pub const WORDS_MOST: usize = 120;

/// What stands around the memories that are inserted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Wording {
    /// What the first line says, without its brackets.
    pub before: String,
    /// What the last line says, without its brackets.
    pub after: String,
    /// Whether each memory is followed by its day.
    pub dated: bool,
}

impl Default for Wording {
    fn default() -> Self {
        Self { before: "From my notes, for context".into(), after: "End of my notes".into(), dated: true }
    }
}

impl Wording {
    /// The block's first line.
    pub fn first(&self) -> String {
        format!("[{}]", self.before)
    }

    /// The block's last line.
    pub fn last(&self) -> String {
        format!("[{}]", self.after)
    }

    /// As it may be used: without white space around the lines.
    ///
    /// # Errors
    /// `wording_empty`, `wording_long`, `wording_unclear` (input): a line without a letter, one that is too long, and
    /// one with a bracket, a line break or anything that a reader cannot see.
    pub fn checked(&self) -> Result<Self> {
        let line = |line: &str| {
            let line = line.trim();
            if !line.chars().any(char::is_alphanumeric) {
                return Err(Error::input("wording_empty"));
            }
            if line.chars().count() > WORDS_MOST {
                return Err(Error::input("wording_long"));
            }
            let bracket = |c: char| super::render::is_bracket(c);
            if line.contains(bracket)
                || line.contains(super::render::is_line_break)
                || unseen::without(line) != line
            {
                return Err(Error::input("wording_unclear"));
            }
            Ok(line.to_owned())
        };
        Ok(Self { before: line(&self.before)?, after: line(&self.after)?, dated: self.dated })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(before: &str) -> Wording {
        Wording { before: before.into(), ..Wording::default() }
    }

    #[test]
    fn a_line_is_one_that_can_be_read_and_says_something() {
        assert_eq!(Wording::default().checked().unwrap(), Wording::default());
        assert_eq!(with("  Ce que je sais : 3  ").checked().unwrap().before, "Ce que je sais : 3");
        for (before, code) in [
            ("", "wording_empty"),
            (" --- ", "wording_empty"),
            (&"a".repeat(WORDS_MOST + 1), "wording_long"),
            ("a]", "wording_unclear"),
            ("［a", "wording_unclear"),
            ("a\nb", "wording_unclear"),
            ("a\u{2028}b", "wording_unclear"),
            ("a\u{200b}b", "wording_unclear"),
        ] {
            assert_eq!(with(before).checked().unwrap_err().code, code, "{before:?}");
        }
        assert!(with(&"é".repeat(WORDS_MOST)).checked().is_ok());
        let after = Wording { after: "(".into(), ..Wording::default() };
        assert_eq!(after.checked().unwrap_err().code, "wording_empty");
    }
}
