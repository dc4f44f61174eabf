//! What happens when a memory comes in, before anyone asks for it.
//!
//! Never a vault or a page; the index only for what a memory overtakes.

pub mod extract;
pub mod secrets;
pub mod supersede;
