//! A backup file, up to where it is sealed, and as a stream.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| satchel::vault::fuzzing::backup(bytes));
