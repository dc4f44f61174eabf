//! What is kept: memories and the conversations they belong to.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::id::{Fingerprint, Id};

/// Which of the two things a memory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A short statement that holds for some time: "I am allergic to peanuts".
    Note,
    /// One message of a past conversation.
    Turn,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Speaker {
    /// The vault's owner.
    User,
    /// An assistant.
    Assistant,
    /// Somebody else, by name; without one, the page that the text is of.
    Person(String),
}

/// Where a memory came from; kept for ever.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// Typed into Satchel by the user.
    Typed,
    /// Pasted by the user as a list, one memory a line.
    Pasted,
    /// A ChatGPT data export.
    ChatGpt,
    /// A recall-set/1 file (evaluation only).
    RecallSet,
    /// Selected by the user in a web page.
    Page,
    /// Written by the user in a chat, at this host: `chatgpt.com`.
    Chat(String),
    /// A backup of a vault that is not this one: what it says of where its memories came from is only claimed.
    Backup,
}

/// What a memory tells that people keep from most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Sensitivity {
    /// Illness, medicine, what one must not eat.
    Health,
    /// Income, debts, accounts.
    Money,
    /// What proves who one is: papers, numbers, addresses.
    Identity,
    /// Love, faith, politics, what is told to few.
    Intimate,
}

impl Sensitivity {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Health, Self::Money, Self::Identity, Self::Intimate];
}

/// Several of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sensitivities(u8);

impl Sensitivities {
    /// What each bit stands for, from the lowest.
    pub fn from_bits(bits: u8) -> Self {
        Self(bits & 0b1111)
    }

    /// Which they are.
    pub fn iter(self) -> impl Iterator<Item = Sensitivity> {
        Sensitivity::ALL.into_iter().filter(move |one| self.0 & (1 << *one as u8) != 0)
    }

    /// Whether the two have one in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<Sensitivity> for Sensitivities {
    fn from_iter<I: IntoIterator<Item = Sensitivity>>(all: I) -> Self {
        Self(all.into_iter().fold(0, |bits, one| bits | 1 << one as u8))
    }
}

/// One thing kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Its name for life.
    pub id: Id,
    /// Note or turn.
    pub kind: Kind,
    /// What was said, as it was said.
    pub text: String,
    /// Who said it.
    pub speaker: Speaker,
    /// When it was said, if known.
    pub time: Millis,
    /// Where it came from.
    pub source: Source,
    /// What makes it known again at a second import.
    pub origin: Fingerprint,
    /// Of a turn: its conversation, and its place in it, counted from 0.
    pub place: Option<Place>,
    /// False while it waits in quarantine: kept and searchable, never suggested.
    pub approved: bool,
    /// When it came into the vault.
    pub kept: Millis,
    /// When it was last changed here; of two versions the later wins.
    pub revised: Millis,
}

/// Where a turn stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The conversation it belongs to.
    pub conversation: Id,
    /// Its place there, counted from 0.
    pub position: u32,
}

/// An ordered run of turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its name for life.
    pub id: Id,
    /// As its source called it; may be empty.
    pub title: String,
    /// When it began, if known.
    pub time: Millis,
    /// Where it came from.
    pub source: Source,
    /// What makes it known again at a second import.
    pub origin: Fingerprint,
}
