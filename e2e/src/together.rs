//! Browsers played at once.

use anyhow::{Context as _, Result, bail};

use crate::browser::Kind;

/// Plays in all browsers, or in one, at once, as each waits for its browser most of the time: in threads and
/// runtimes of their own, so that what one reads from a disk stops no clock of the other. How many statements passed
/// and failed in all.
pub(crate) fn at_once<P>(browser: Option<Kind>, play: P) -> (usize, usize)
where
    P: AsyncFn(Kind) -> Result<(usize, usize)> + Sync,
{
    let one = |kind| {
        let runtime = tokio::runtime::Runtime::new().context("no runtime for the stories")?;
        runtime.block_on(play(kind))
    };
    std::thread::scope(|scope| {
        let plays: Vec<_> =
            kinds(browser).into_iter().map(|kind| (kind, scope.spawn(move || one(kind)))).collect();
        plays.into_iter().fold((0, 0), |(passed, failed), (kind, play)| {
            // A browser that does not start is one failure, and not the end of the other's tests.
            let (p, f) = play.join().unwrap_or_else(|_| bail!("they panicked")).unwrap_or_else(|error| {
                println!("test {}: the stories can be played ... FAILED\n    {error:#}", kind.name());
                (0, 1)
            });
            (passed + p, failed + f)
        })
    })
}

/// The one, or all.
pub(crate) fn kinds(browser: Option<Kind>) -> Vec<Kind> {
    browser.map_or_else(|| vec![Kind::Chromium, Kind::Firefox], |kind| vec![kind])
}
