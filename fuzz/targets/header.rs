//! A bag's header: its row, and what is sealed in it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| satchel::vault::fuzzing::header(bytes));
