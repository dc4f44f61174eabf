//! A record's plaintext, as each type that records hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| satchel::engine::fuzzing::record(bytes));
