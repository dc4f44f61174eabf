//! Searches the whole memory of the WebAssembly module for what must not be in it.

use js_sys::{Uint8Array, WebAssembly};
use wasm_bindgen::JsCast as _;

/// What is looked for is held only in this guise, so that the search does not find itself.
pub(crate) const MASK: u8 = 0xA5;

/// Text for a constant: the compiler masks it, and the module has it in no other form.
pub(crate) const fn masked<const N: usize>(plain: &[u8; N]) -> [u8; N] {
    let mut out = *plain;
    let mut at = 0;
    while at < N {
        out[at] ^= MASK;
        at += 1;
    }
    out
}

/// The text, as long as it is held.
pub(crate) fn unmasked(masked: &[u8]) -> String {
    masked.iter().map(|byte| char::from(byte ^ MASK)).collect()
}

/// What is looked for later, as bytes.
pub(crate) fn mask(plain: &[u8]) -> Vec<u8> {
    plain.iter().map(|byte| byte ^ MASK).collect()
}

/// Where in the module's memory each masked needle stands, in capital or small letters.
pub(crate) fn found(needles: &[&[u8]]) -> Vec<Vec<usize>> {
    const PIECE: usize = 1 << 20;
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    // A copy outside of the memory: what is read back for the search is not searched.
    let copy = Uint8Array::new(&memory.buffer()).slice(0, u32::MAX);
    let length = copy.length() as usize;
    let longest = needles.iter().map(|needle| needle.len()).max().unwrap();
    // Nearly every byte begins none of them.
    let mut begins = [false; 256];
    for plain in needles.iter().map(|needle| needle[0] ^ MASK) {
        begins[usize::from(plain)] = true;
        begins[usize::from(plain.to_ascii_uppercase())] = true;
    }
    let mut places = vec![Vec::new(); needles.len()];
    let mut piece = vec![0; PIECE + longest];
    for start in (0..length).step_by(PIECE) {
        let end = length.min(start + PIECE + longest);
        let piece = &mut piece[..end - start];
        copy.subarray(start as u32, end as u32).copy_to(piece);
        for at in (0..piece.len().min(PIECE)).filter(|&at| begins[usize::from(piece[at])]) {
            for (needle, places) in needles.iter().zip(&mut places) {
                let same = |(byte, masked): (&u8, &u8)| {
                    let plain = masked ^ MASK;
                    *byte == plain || *byte == plain.to_ascii_uppercase()
                };
                if piece.len() - at >= needle.len() && piece[at..].iter().zip(*needle).all(same) {
                    places.push(start + at);
                }
            }
        }
    }
    places
}
