//! Which memories a new one overtakes: "book club has moved to Wednesdays" the old day.
//!
//! Asked once, when a memory has been encoded; the answer is kept, shown to the user, and can be undone. Only
//! what shares a word with it that few others have is looked at, which is what keeps this quick in a vault of any
//! size.

use crate::id::Id;
use crate::index::{Index, Slot};
use crate::recall::succession;

/// That a newer memory takes an older one's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overtaken {
    /// The older one.
    pub older: Id,
    /// The newer one.
    pub newer: Id,
    /// How surely, from 0; comparable between memories.
    pub sure: f32,
    /// Whether the newer one says itself that something has changed.
    pub told: bool,
}

/// What a memory overtakes and what overtakes it, as histories come in any order: each more surely than
/// what is taken for the older one's successor now, and one for each older memory. Nothing if it was not encoded yet.
pub fn overtaken(index: &Index, id: Id) -> Vec<Overtaken> {
    let Some(slot) = index.slot(id) else { return Vec::new() };
    let mut found = Vec::new();
    let mut over: Option<Overtaken> = None;
    for other in index.lexical().sharing(slot) {
        found.extend(judge(index, slot, other));
        let sure = over.map_or(0.0, |over| over.sure);
        over = judge(index, other, slot).filter(|one| one.sure > sure).or(over);
    }
    found.extend(over);
    found
}

/// Finds what memories that are all encoded overtake, and has the index know it.
pub fn settle(index: &mut Index, ids: impl IntoIterator<Item = Id>) {
    for id in ids {
        for Overtaken { older, newer, .. } in overtaken(index, id) {
            index.set_successor(older, Some(newer));
        }
    }
}

fn judge(index: &Index, newer: Slot, older: Slot) -> Option<Overtaken> {
    let sure = succession::overtakes(index, newer, older)?;
    let now = index.successor(older).and_then(|now| succession::overtakes(index, now, older));
    if now.is_some_and(|now| now >= sure) {
        return None;
    }
    let told = index.states().get(newer).is_some_and(|kept| kept.changes);
    Some(Overtaken { older: index.at(older)?.id, newer: index.at(newer)?.id, sure, told })
}
