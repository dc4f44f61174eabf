//! What is not kept of what was only written to somebody else.
//!
//! Knows text; nothing of a vault or a page.

pub mod secrets;
