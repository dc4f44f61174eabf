//! Time, as given from outside: the core reads no clock of its own.

use serde::{Deserialize, Deserializer, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z; 0 where a time is not known. Below 2⁵³, so that it
/// is exact as a JavaScript number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// The last time that a JavaScript date can be, in the year 275760. Whatever is read of a later one is
    /// this: a single row must not keep a page from showing the others.
    pub const LAST: Self = Self(8_640_000_000_000_000);

    /// So many milliseconds later, and no later than the last.
    #[must_use]
    pub fn after(self, milliseconds: u64) -> Self {
        Self(self.0.saturating_add(milliseconds)).min(Self::LAST)
    }
}

impl<'de> Deserialize<'de> for Millis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(u64::deserialize(deserializer)?).min(Self::LAST))
    }
}

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Millis;
}

/// The operating system's clock.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[cfg(not(target_arch = "wasm32"))]
impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Millis(elapsed.map_or(0, |d| u64::try_from(d.as_millis()).unwrap_or(0)))
    }
}
