//! What a site may see, and what a list is asked for.

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::id::Id;
use crate::memory::{Kind, Sensitivity, Source};

/// Personal: the scope of every memory that was put into no other.
pub const PERSONAL: Id = Id([0; 16]);

/// The scope of memories of which nobody can tell any more which they were in: no site sees it.
pub const LOST: Id = Id([0xff; 16]);

/// A named part of the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ScopeView {
    /// Its name for life; [`PERSONAL`] of Personal.
    pub id: Id,
    /// As the user calls it; empty for that one.
    pub name: String,
    /// How many memories are in it.
    pub memories: u32,
}

/// What becomes of a sensitive memory at a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Offering {
    /// It is offered as any other.
    #[default]
    Offer,
    /// It is offered, and the user is asked once more before it is inserted.
    Ask,
    /// It is not offered.
    Never,
}

/// What a site may see, and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SiteRule {
    /// The scopes that it may see.
    pub scopes: Vec<Id>,
    /// What becomes of what tells of health,
    pub health: Offering,
    /// of money,
    pub money: Offering,
    /// of who one is,
    pub identity: Offering,
    /// and of what is told to few.
    pub intimate: Offering,
    /// Whether what is said there from now on is kept, as turns of a conversation.
    pub keeps: bool,
}

impl Default for SiteRule {
    fn default() -> Self {
        Self {
            scopes: vec![PERSONAL],
            health: Offering::Offer,
            money: Offering::Offer,
            identity: Offering::Ask,
            intimate: Offering::Ask,
            keeps: false,
        }
    }
}

impl SiteRule {
    /// The stricter of two in each part; of scopes, those of both, if there are any.
    #[must_use]
    pub fn stricter(&self, other: &Self) -> Self {
        let common: Vec<Id> = self.scopes.iter().copied().filter(|id| other.scopes.contains(id)).collect();
        Self {
            scopes: if common.is_empty() { self.scopes.clone() } else { common },
            health: self.health.max(other.health),
            money: self.money.max(other.money),
            identity: self.identity.max(other.identity),
            intimate: self.intimate.max(other.intimate),
            keeps: self.keeps && other.keeps,
        }
    }

    /// What becomes of a memory that tells of this.
    pub fn of(&self, sensitivity: Sensitivity) -> Offering {
        match sensitivity {
            Sensitivity::Health => self.health,
            Sensitivity::Money => self.money,
            Sensitivity::Identity => self.identity,
            Sensitivity::Intimate => self.intimate,
        }
    }

    /// Of what it does so.
    pub(crate) fn all(&self, offering: Offering) -> impl Iterator<Item = Sensitivity> {
        Sensitivity::ALL.into_iter().filter(move |one| self.of(*one) == offering)
    }
}

/// A site with what it may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SiteRuleView {
    /// Its origin: `https://chatgpt.com`.
    pub site: String,
    /// What it may see.
    pub rule: SiteRule,
}

/// What a memory said before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VersionView {
    /// What it said.
    pub text: String,
    /// Since when it said so: when it was last changed before, or else when it came into the vault.
    pub since: Millis,
}

/// What the user says of memories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "type")]
pub enum Mark {
    /// Whether they go before others.
    Pinned {
        /// Whether they do.
        holds: bool,
    },
    /// Which scopes they are in.
    Scopes {
        /// Which; if none, Personal.
        scopes: Vec<Id>,
    },
    /// What they tell that people keep from most.
    Sensitivity {
        /// Of what; none to let their words say it.
        of: Option<Vec<Sensitivity>>,
    },
    /// Whether they are never offered at a site.
    NeverAt {
        /// Its origin.
        site: String,
        /// Whether they are not.
        holds: bool,
    },
}

/// Which memories a list or a search is about: all of which every part holds that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Filter {
    /// Of this conversation.
    pub conversation: Option<Id>,
    /// Notes alone, or turns.
    pub kind: Option<Kind>,
    /// From this source.
    pub source: Option<Source>,
    /// In this scope.
    pub scope: Option<Id>,
    /// Telling of this.
    pub sensitivity: Option<Sensitivity>,
    /// From this moment on.
    pub from: Option<Millis>,
    /// Before this moment.
    pub until: Option<Millis>,
    /// What held at this moment: said by then, and its place not taken yet.
    pub as_of: Option<Millis>,
    /// Pinned, or not.
    pub pinned: Option<bool>,
    /// Whose place another took, or not.
    pub superseded: Option<bool>,
    /// Waiting in quarantine, or not.
    pub quarantined: Option<bool>,
    /// Told to somebody, or not.
    pub told: Option<bool>,
}
