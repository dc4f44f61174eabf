//! What is sealed in a backup.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| satchel::vault::fuzzing::frames(bytes));
