//! What is not as it was written, named.

use std::collections::HashSet;

use super::Namespace;
use crate::id::Id;

/// Something that was kept and cannot be opened any more, or that nobody kept and is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What was found:
    ///
    /// - `head_broken`: one of the head's two copies; the other serves;
    /// - `slots_changed`: the ways of opening are not those that were written;
    /// - `manifest_lost`: the list of bags; what is missing beside what opens cannot be told;
    /// - `bag_missing`, `bag_changed`, `bag_broken`: a bag, and all records in it;
    /// - `record_missing`, `record_changed`, `record_broken`: one record;
    /// - `bag_unlisted`, `record_unlisted`, `row_unlisted`: a row that the vault did not write, or an old one put
    ///   back.
    pub code: &'static str,
    /// What kind of thing, if it is known.
    pub namespace: Option<Namespace>,
    /// The bag, if it is one or in one.
    pub bag: Option<Id>,
    /// The record, if the bag's header could be opened.
    pub record: Option<Id>,
}

impl Damage {
    pub(super) fn of(code: &'static str) -> Self {
        Self { code, namespace: None, bag: None, record: None }
    }

    pub(super) fn of_bag(code: &'static str, namespace: Option<Namespace>, bag: Id) -> Self {
        Self { code, namespace, bag: Some(bag), record: None }
    }

    /// Whether it is of one of these records.
    pub fn is_of(&self, records: &HashSet<(Namespace, Id)>) -> bool {
        self.namespace.zip(self.record).is_some_and(|of| records.contains(&of))
    }

    /// A record that cannot be opened, or whose content makes no sense.
    pub fn of_record(code: &'static str, namespace: Namespace, bag: Option<Id>, record: Id) -> Self {
        Self { code, namespace: Some(namespace), bag, record: Some(record) }
    }
}
