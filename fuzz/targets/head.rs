//! The head, of this format and of the one before, and its slots.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| satchel::vault::fuzzing::head(bytes));
