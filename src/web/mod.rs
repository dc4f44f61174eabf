//! The browser's side of the core, and the only place that names its crates.

#[cfg(feature = "bench")]
mod encoder;
mod engine;
mod file;
mod private;
#[cfg(feature = "bench")]
mod recall;
mod store;
mod unseal;

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

#[cfg(feature = "bench")]
pub use encoder::WebEncoder;
pub use engine::WebEngine;
#[cfg(feature = "bench")]
pub use recall::{WebRecall, WebVectors};
pub use store::BrowserStore;

/// Zeroes what is freed: texts and keys pass through many vectors and strings, also of libraries
/// that do not erase them, and the memory of a module never shrinks.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);
