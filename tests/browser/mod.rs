//! What tests that run inside a browser share.

use js_sys::Date;
use satchel::clock::{Clock, Millis};

/// The browser's clock.
pub(crate) struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Millis {
        Millis(Date::now() as u64)
    }
}
