//! What fuzzing reaches into: model files as they come, and with a checksum that fits.

use super::encoder::TextEncoder;
use super::file::{Pooling, sealed};
use super::made_up;

/// A model file. What can be loaded can be run, whatever its numbers are.
pub fn model(bytes: &[u8]) {
    for file in [bytes.to_vec(), sealed(bytes.to_vec())] {
        let Ok((encoder, width)) = TextEncoder::load_any(file) else { continue };
        let ids = encoder.tokens("a bad cab");
        // Ids that the file has no words for are refused.
        if let Ok(states) = encoder.states(&[&ids, &ids[..1]]) {
            assert_eq!(states.len(), (ids.len() + 1) * width);
        }
    }
}

/// Small models of both kinds, as first inputs.
pub fn seeds() -> [Vec<u8>; 2] {
    [made_up::model(made_up::SHAPE), made_up::other_model(Pooling::Mean)]
}
