//! The browser's side of the core, and the only place that names its crates.

mod engine;
mod file;
mod private;
mod store;

pub use engine::WebEngine;
pub use store::BrowserStore;
