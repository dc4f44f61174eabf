//! What calls leave behind: their variables stay on the stack until other calls write over them.
//!
//! Libraries erase what they hold when they drop it, but not what they moved, and not every
//! intermediate value. So whoever has called them with a key calls [`wipe`] then.

use std::hint::black_box;

/// More than the ciphers and hashes here take, in bytes.
const DEPTH: usize = 16 * 1024;

/// Writes zeros over the stack below the caller, as deep as cryptographic calls reach.
#[inline(never)]
pub fn wipe() {
    // Looked at by nobody, but the compiler must believe that it is.
    black_box(&mut [0_u8; DEPTH]);
}
