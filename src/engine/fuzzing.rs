//! What fuzzing reaches into: records, given bytes as if they had been authenticated.

use super::encode::{block, read_block};
use super::stored::{self, Stored};
use crate::embed::Model;
use crate::embed::projection::{REDUCED, TokenState};
use crate::id::Id;
use crate::index::states::Kept;
use crate::memory::{Conversation, Memory};
use crate::recall::wording::Wording;

/// A record's plaintext: whatever type it is read as, it is nothing, or something that is written
/// and read again as the same.
pub fn record(plain: &[u8]) {
    read_as::<Memory>(plain);
    read_as::<Conversation>(plain);
    read_as::<super::ledger::Entry>(plain);
    read_as::<super::bin::Binned>(plain);
    read_as::<Vec<Memory>>(plain);
    read_as::<super::shred::Receipt>(plain);
    read_as::<super::backup::BackupNote>(plain);
    read_as::<super::lineage::Lineage>(plain);
    read_as::<super::marks::Marks>(plain);
    read_as::<Wording>(plain);
    for model in Model::ALL {
        let vectors: Vec<_> = read_block(plain, model).collect();
        if !vectors.is_empty() {
            // Its form has one way to write each thing, and half a vector at the end is passed over.
            assert!(plain.starts_with(&block(model, vectors.iter().map(|(id, vector)| (*id, vector)))));
        }
        let states: Vec<_> = super::states::read_block(plain, model).collect();
        if !states.is_empty() {
            // What is passed over (flags without a meaning) is not written again.
            let written = super::states::block(model, states.iter().map(|(id, kept)| (*id, kept)));
            assert!(super::states::read_block(&written, model).eq(states));
        }
    }
    super::words::fuzz(plain);
}

/// A block of token states, for a fuzzer to begin with.
pub fn seed() -> Vec<u8> {
    let state = |token| TokenState::new(token, [token.to_le_bytes()[0]; REDUCED / 2]);
    let kept = |tokens: &[u32]| Kept {
        asks: true,
        changes: false,
        tokens: tokens.iter().copied().map(state).collect(),
    };
    super::states::block(Model::English, [(Id([7; 16]), &kept(&[2054, 70_000])), (Id([9; 16]), &kept(&[]))])
}

fn read_as<T: Stored + PartialEq + std::fmt::Debug>(plain: &[u8]) {
    if let Some(value) = stored::decode::<T>(plain) {
        let written = stored::encode(&value).expect("what was read can be written");
        assert_eq!(stored::decode::<T>(&written), Some(value));
    }
}
