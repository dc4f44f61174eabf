//! Randomness, as given from outside, so that tests can repeat a run.

/// A source of random bytes. Keys come from it: outside tests it must be the system's.
pub trait Rng {
    /// Fills `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// The operating system's, or the browser's, cryptographic source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRng;

impl Rng for SystemRng {
    /// # Panics
    /// If the system has no randomness to give: nothing safe can be done without it.
    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system has a source of randomness");
    }
}
