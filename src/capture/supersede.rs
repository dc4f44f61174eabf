//! Which memories a new one overtakes: "book club has moved to Wednesdays" the old day.
//!
//! The same judgement as in a ranking ([`succession`]), asked once when a memory has been encoded, so that the
//! user can be shown what it would replace. Only what shares a word with it is looked at, which is
//! what keeps this quick in a vault of any size.

use crate::id::Id;
use crate::index::Index;
use crate::recall::succession;

/// A memory that a newer one overtakes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overtaken {
    /// The older one.
    pub id: Id,
    /// How surely, from 0; comparable between memories.
    pub sure: f32,
}

/// What a memory overtakes, the surest first. Nothing if it was not encoded yet.
pub fn overtaken(index: &Index, newer: Id) -> Vec<Overtaken> {
    let Some(slot) = index.slot(newer) else { return Vec::new() };
    let older = |older| {
        let sure = succession::overtakes(index, slot, older)?;
        Some(Overtaken { id: index.at(older)?.id, sure })
    };
    let mut found: Vec<Overtaken> = index.lexical().sharing(slot).into_iter().filter_map(older).collect();
    found.sort_by(|a, b| b.sure.total_cmp(&a.sure).then(a.id.cmp(&b.id)));
    found
}
