//! What came of a probe, for programs and for people.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// What is printed with `--json`, in this order.
#[derive(Default, Serialize)]
pub(crate) struct Outcome {
    pub(crate) composer: Option<Composer>,
    /// What was offered for the draft, in the order shown.
    pub(crate) suggested: Vec<String>,
    pub(crate) inserted: bool,
    /// What stood in the composer at last, before it was sent.
    pub(crate) composer_text: Option<String>,
    pub(crate) sent: bool,
    pub(crate) ms: Times,
    pub(crate) screenshot: Option<PathBuf>,
    /// Why it went no further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<Reason>,
}

/// The field that Satchel takes for the composer.
#[derive(Clone, Serialize)]
pub(crate) struct Composer {
    /// What it is made of: textarea, input, contenteditable, or the editor's name.
    pub(crate) kind: String,
    /// CSS selectors, with ` >>> ` where an open shadow root or a frame is entered.
    pub(crate) locator: String,
}

/// Milliseconds.
#[derive(Default, Serialize)]
pub(crate) struct Times {
    /// From the last key to the offer, the rest included that the content script waits for.
    pub(crate) suggest: Option<u64>,
    /// From the press on “Insert” to the text in the composer.
    pub(crate) insert: Option<u64>,
}

/// Where a probe ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// Satchel cannot be let into this address.
    AddressRefused,
    /// A memory was not kept.
    MemoryRefused,
    /// The page did not open.
    PageFailed,
    NoComposer,
    /// The keys did not reach the composer.
    DraftRefused,
    /// Nothing of Satchel's came up beside the composer.
    NoFrame,
    /// The draft calls for none of the memories.
    NothingSuggested,
    /// The list did not open, or the editor did not take the text.
    NotInserted,
    NotSent,
    /// It is not the chat: the browser, or this program.
    ProbeFailed,
}

/// A reason with the sentence that people are told.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) reason: Reason,
    said: String,
}

impl Reason {
    /// The error that ends a probe for this reason.
    pub(crate) fn because(self, said: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Ended { reason: self, said: said.into() })
    }

    /// The reason for which an error ended a probe.
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        error.downcast_ref::<Ended>().map_or(Self::ProbeFailed, |ended| ended.reason)
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

impl std::error::Error for Ended {}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let composer = self
            .composer
            .as_ref()
            .map_or("none".to_owned(), |found| format!("{} at {}", found.kind, found.locator));
        writeln!(f, "composer   {composer}")?;
        match self.ms.suggest {
            Some(ms) => {
                writeln!(f, "suggested  {} in {ms} ms: {}", self.suggested.len(), self.suggested.join(" · "))?
            }
            None => writeln!(f, "suggested  nothing")?,
        }
        match self.ms.insert {
            Some(ms) if self.inserted => writeln!(f, "inserted   in {ms} ms")?,
            _ => writeln!(f, "inserted   no")?,
        }
        writeln!(f, "sent       {}", if self.sent { "yes" } else { "no" })?;
        if let Some(picture) = &self.screenshot {
            writeln!(f, "picture    {}", picture.display())?;
        }
        if let Some(text) = &self.composer_text {
            write!(f, "\n{text}")?;
        }
        Ok(())
    }
}
