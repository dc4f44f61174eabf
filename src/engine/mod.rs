//! The façade: requests in, replies out.

pub mod protocol;
