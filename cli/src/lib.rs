//! What the command line and its benches share.

pub mod seed;
