//! The browser's side of the core, and the only place that names its crates.

mod encoder;
mod engine;
mod file;
mod private;
mod recall;
mod store;

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

pub use encoder::WebEncoder;
pub use engine::WebEngine;
pub use recall::WebRecall;
pub use store::BrowserStore;

/// Zeroes what is freed: texts and keys pass through many vectors and strings, also of libraries
/// that do not erase them, and the memory of a module never shrinks.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);
