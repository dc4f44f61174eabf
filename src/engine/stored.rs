//! What a record's plaintext is: `schema (1) ‖ postcard`.
//!
//! The schema's number grows when a stored type gets another form; what was written before is read
//! for ever, by the form it was written in. Schema 0 is what vaults of format 0 held.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::clock::Millis;
use crate::codec;
use crate::error::Result;
use crate::id::{Fingerprint, Id};
use crate::memory::{Conversation, Kind, Memory, Place, Source, Speaker};
use crate::recall::wording::Wording;
use crate::vault::Namespace;

use super::backup::BackupNote;
use super::bin::Binned;
use super::ledger::Entry;
use super::lineage::Lineage;
use super::marks::{Dismissal, Marks, Successor};
use super::scopes::{Scopes, ScopesOfSchema1};
use super::shred::Receipt;

/// The form in which most types are written.
const SCHEMA: u8 = 1;

/// A type that records hold.
pub(super) trait Stored: Serialize + DeserializeOwned {
    /// The form that this release writes.
    const SCHEMA: u8 = SCHEMA;

    /// What a record of schema 1 says, where this release writes another.
    fn from_schema_1(_value: &[u8]) -> Option<Self> {
        None
    }

    /// What a record of schema 0 says; `None` if there were none of this type then.
    fn from_schema_0(_value: &[u8]) -> Option<Self> {
        None
    }
}

impl Stored for Memory {
    fn from_schema_0(value: &[u8]) -> Option<Self> {
        codec::decode::<MemoryOfSchema0>(value).map(Self::from)
    }
}

impl Stored for Conversation {
    fn from_schema_0(value: &[u8]) -> Option<Self> {
        codec::decode(value)
    }
}

impl Stored for Entry {
    fn from_schema_0(value: &[u8]) -> Option<Self> {
        codec::decode(value)
    }
}

impl Stored for Binned {}
impl Stored for Vec<Memory> {}
impl Stored for Receipt {}
impl Stored for BackupNote {}
impl Stored for Lineage {}

impl Stored for Scopes {
    const SCHEMA: u8 = 2;

    fn from_schema_1(value: &[u8]) -> Option<Self> {
        codec::decode::<ScopesOfSchema1>(value).map(Self::from)
    }
}

impl Stored for Marks {
    const SCHEMA: u8 = 2;

    fn from_schema_1(value: &[u8]) -> Option<Self> {
        codec::decode::<MarksOfSchema1>(value).map(Self::from)
    }
}

/// Marks without what the user says of a memory.
#[derive(Serialize, Deserialize)]
struct MarksOfSchema1 {
    successors: Vec<Successor>,
    dismissals: Vec<Dismissal>,
}

impl From<MarksOfSchema1> for Marks {
    fn from(MarksOfSchema1 { successors, dismissals }: MarksOfSchema1) -> Self {
        Self { successors, dismissals, ..Self::default() }
    }
}

impl Stored for Wording {}

/// A memory without the times at which it came into the vault and was changed there.
#[derive(Serialize, Deserialize)]
struct MemoryOfSchema0 {
    id: Id,
    kind: Kind,
    text: String,
    speaker: Speaker,
    time: Millis,
    source: Source,
    origin: Fingerprint,
    place: Option<Place>,
    approved: bool,
}

impl From<MemoryOfSchema0> for Memory {
    fn from(old: MemoryOfSchema0) -> Self {
        let MemoryOfSchema0 { id, kind, text, speaker, time, source, origin, place, approved } = old;
        // Not known: any backup may hold it, and any version that has a time is later.
        let (kept, revised) = (Millis(0), Millis(0));
        Self { id, kind, text, speaker, time, source, origin, place, approved, kept, revised }
    }
}

/// A record's plaintext.
///
/// # Errors
/// `encode` (internal).
pub(super) fn encode<T: Stored>(value: &T) -> Result<Vec<u8>> {
    let mut plain = vec![T::SCHEMA];
    plain.extend(codec::encode(value)?);
    Ok(plain)
}

/// What a record's plaintext says; `None` if it is of no form that is known.
pub(super) fn decode<T: Stored>(plain: &[u8]) -> Option<T> {
    match plain.split_first() {
        Some((schema, value)) if *schema == T::SCHEMA => codec::decode(value),
        Some((1, value)) => T::from_schema_1(value),
        Some((0, value)) => T::from_schema_0(value),
        _ => None,
    }
}

/// The same, if it would be written like this again.
pub(super) fn decode_exactly<T: Stored>(plain: &[u8]) -> Option<T> {
    match plain.split_first() {
        Some((schema, value)) if *schema == T::SCHEMA => codec::decode_exactly(value),
        _ => decode(plain),
    }
}

/// A record of the vault as a backup has it: such that [`decode_exactly`] takes it, whatever an earlier release let
/// in. What is no record of this release's form stays as it is.
pub(super) fn settled(namespace: Namespace, plain: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    fn anew<T: Stored>(plain: &[u8]) -> Result<Vec<u8>> {
        let value = plain.first().filter(|schema| **schema == T::SCHEMA).and_then(|_| decode::<T>(plain));
        value.map_or_else(|| Ok(plain.to_vec()), |value| encode(&value))
    }
    let settled = match namespace {
        Namespace::Memory => anew::<Memory>(plain),
        Namespace::Conversation => anew::<Conversation>(plain),
        Namespace::Ledger => anew::<Entry>(plain),
        Namespace::Bin => anew::<Binned>(plain),
        Namespace::History => anew::<Vec<Memory>>(plain),
        Namespace::Receipt => anew::<Receipt>(plain),
        Namespace::Backup => anew::<BackupNote>(plain),
        Namespace::Lineage => anew::<Lineage>(plain),
        Namespace::Marks => anew::<Marks>(plain),
        Namespace::Wording => anew::<Wording>(plain),
        Namespace::Scopes => anew::<Scopes>(plain),
        Namespace::Vectors | Namespace::Words | Namespace::States => Ok(plain.to_vec()),
    };
    settled.map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::engine::protocol::{Offering, SiteRule};

    #[test]
    fn a_memory_of_schema_0_is_read_and_its_times_are_not_known() {
        let old = MemoryOfSchema0 {
            id: Id([1; 16]),
            kind: Kind::Note,
            text: "My sister plays the oboe.".into(),
            speaker: Speaker::User,
            time: Millis(7),
            source: Source::Pasted,
            origin: Fingerprint::of(&[b"x"]),
            place: None,
            approved: true,
        };
        let plain = [vec![0], codec::encode(&old).unwrap()].concat();
        let memory: Memory = decode(&plain).unwrap();
        assert_eq!((memory.text.as_str(), memory.time), (old.text.as_str(), old.time));
        assert_eq!((memory.kept, memory.revised), (Millis(0), Millis(0)));
        // As it is written today, it is of today's schema.
        let again = encode(&memory).unwrap();
        assert_eq!((again[0], decode(&again)), (SCHEMA, Some(memory)));
    }

    #[test]
    fn rules_of_schema_1_are_read_and_keep_no_conversation() {
        let (scope, site) = (Id([3; 16]), "https://chat.example".to_owned());
        let rule = (vec![scope], Offering::Offer, Offering::Ask, Offering::Never, Offering::Ask);
        let old = (vec![(scope, "Work".to_owned())], BTreeMap::from([(site.clone(), rule)]));
        let scopes: Scopes = decode(&[vec![1], codec::encode(&old).unwrap()].concat()).unwrap();
        let rule = SiteRule {
            scopes: vec![scope],
            money: Offering::Ask,
            identity: Offering::Never,
            ..SiteRule::default()
        };
        assert_eq!(scopes.rule(&site), rule);
        let again = encode(&scopes).unwrap();
        assert_eq!((again[0], decode(&again)), (2, Some(scopes)));
    }

    /// Their places are the format's: what is added comes last.
    #[test]
    fn where_a_memory_comes_from_is_written_as_it_always_was() {
        let sources = [Source::Typed, Source::Pasted, Source::ChatGpt, Source::RecallSet, Source::Page];
        for (place, source) in (0u8..).zip(sources) {
            assert_eq!(codec::encode(&source).unwrap(), [place]);
        }
        assert_eq!(codec::encode(&Source::Chat("a.b".into())).unwrap(), [5, 3, b'a', b'.', b'b']);
        assert_eq!(codec::encode(&Source::Backup).unwrap(), [6]);
    }

    #[test]
    fn what_is_of_no_known_schema_or_of_another_is_nothing() {
        assert_eq!(decode::<Memory>(&[]), None);
        assert_eq!(decode::<Receipt>(&[0, 0, 0, 0, 0, 0, 0, 0]), None);
        let made = BackupNote { time: Millis(1), name: "june.satchel".into(), memories: 2 };
        let mut plain = encode(&made).unwrap();
        assert_eq!(decode::<BackupNote>(&plain), Some(made));
        plain[0] = 2;
        assert_eq!(decode::<BackupNote>(&plain), None);
    }
}
