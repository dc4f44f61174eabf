//! Statements that passed and failed, told as they are tried.

use anyhow::{Result, bail};

/// The count of one run, or of a part of it.
pub(crate) struct Tally {
    /// What the statements are about: a browser, the network.
    pub(crate) about: &'static str,
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Tally {
    /// Nothing tried yet.
    pub(crate) fn of(about: &'static str) -> Self {
        Self { about, passed: 0, failed: 0 }
    }

    /// A statement has been tried: counts it and says what became of it.
    pub(crate) fn tell(&mut self, statement: &str, result: Result<String>) {
        let about = self.about;
        match result {
            Ok(line) if line.is_empty() => {
                self.passed += 1;
                println!("test {about}: {statement} ... ok");
            }
            Ok(line) => {
                self.passed += 1;
                println!("test {about}: {statement} ... ok ({line})");
            }
            Err(error) => {
                self.failed += 1;
                println!("test {about}: {statement} ... FAILED\n    {error:#}");
            }
        }
    }

    /// The closing line, by which runs are counted.
    ///
    /// # Errors
    /// If anything failed.
    pub(crate) fn close(&self) -> Result<()> {
        let (passed, failed) = (self.passed, self.failed);
        let word = if failed == 0 { "ok" } else { "FAILED" };
        println!("\ntest result: {word}. {passed} passed; {failed} failed");
        if failed > 0 {
            bail!("{failed} statements do not hold");
        }
        Ok(())
    }
}
