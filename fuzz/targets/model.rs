//! A packed model, as it comes and with a checksum that fits.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| satchel::embed::fuzzing::model(bytes));
