//! What happens when a memory comes in, before anyone asks for it.
//!
//! Knows the index; never a vault or a page.

pub mod extract;
pub mod supersede;
