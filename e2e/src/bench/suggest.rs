//! From a draft to its suggestions, in the extension, with a vault of 10,000 memories.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use thirtyfour::{By, Key};

use crate::Place;
use crate::browser::{Browser, Launch, PATIENCE, test_id, until};
use crate::canaries::SEEDED;
use crate::chat::Chat;
use crate::dashboard::kept;
use crate::diary::Diary;
use crate::keeping::bring_in;
use crate::sample::History;
use crate::server::Server;
use crate::story::{self, DRAFT, OFF_TOPIC};
use crate::{frame, wire};

/// Made-up memories, beside those of the sample: one of these helps the draft.
const SEED: &str = "target/seed/10000.satchel";
/// How often it is measured.
const ROUNDS: usize = 20;
/// Milliseconds for which the content script waits after the last key (`extension/src/content/typing.ts`).
const REST: f64 = 180.0;
/// Restoring on a machine that is busy.
const LONG: Duration = Duration::from_secs(180);

/// Types drafts, by turns one that nothing helps and one that a memory helps, and looks how long after the
/// last key the frame offers it. The rest that the content script waits for is taken off.
pub(super) async fn measure(browser: &Browser, launch: &Launch) -> Result<Value> {
    let server = Server::start()?;
    let chat = Chat::textarea(&server);
    let mut diary = Diary::begin(Place::target("bench-shots", launch.kind))?;
    // Into a vault that is empty still: it takes the backup for the user's own, and the vectors in it.
    story::create(browser, story::PASSPHRASE).await?;
    kept(browser).await?;
    bring_in(browser, &Place::root().join(SEED), SEEDED).await?;
    until("the seeded memories are there", LONG, async || {
        Ok(browser.driver.find(By::Css(test_id("restore-report"))).await.ok())
    })
    .await?;
    kept(browser).await?;
    story::remember(browser, &mut diary, &History::read()?, &launch.dir).await?;
    let memories = kept(browser).await?;
    browser.attribute_becomes("vault-state", "data-pending", "0", LONG).await?;
    story::enable(browser, &mut diary, &chat.address).await?;

    chat.draft(browser, OFF_TOPIC).await?;
    frame::becomes(browser, "quiet", PATIENCE).await?;
    watch(browser).await?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        times.push(once(browser, &chat).await?);
        retype(browser, &chat, OFF_TOPIC).await?;
        frame::becomes(browser, "quiet", PATIENCE).await?;
    }
    times.sort_by(f64::total_cmp);
    let part = |share: f64| times.get((times.len() as f64 * share) as usize).copied();
    let suggest = json!({"p50_ms": part(0.5), "rest_ms": REST, "rounds": ROUNDS, "memories": memories});
    Ok(json!({"suggest_p95_ms": part(0.95), "suggest": suggest}))
}

/// Milliseconds from the end of the rest to the moment when the frame offers.
async fn once(browser: &Browser, chat: &Chat) -> Result<f64> {
    frame::enter(browser).await?;
    wire::script(&browser.driver, "delete document.documentElement.dataset.offered", vec![]).await?;
    frame::leave(browser).await?;
    retype(browser, chat, DRAFT).await?;
    let offered = until("the frame offers", PATIENCE, async || {
        frame::enter(browser).await?;
        let offered = noted(browser, "offered").await?;
        frame::leave(browser).await?;
        Ok(offered)
    })
    .await?;
    let typed = noted(browser, "typed").await?.context("when the last key came")?;
    Ok(offered - typed - REST)
}

/// A time that was noted in the document: Firefox's driver has globals of its own.
async fn noted(browser: &Browser, name: &str) -> Result<Option<f64>> {
    let ask = "return Number(document.documentElement.dataset[arguments[0]] ?? NaN)";
    Ok(wire::script(&browser.driver, ask, vec![name.into()]).await?.as_f64())
}

/// Types something in place of what stands there.
async fn retype(browser: &Browser, chat: &Chat, text: &str) -> Result<()> {
    let composer = chat.composer(browser).await?;
    composer.send_keys(Key::Control + "a").await?;
    composer.send_keys(text).await?;
    Ok(())
}

/// Has the page note when the last key came, and the frame when it offers something.
async fn watch(browser: &Browser) -> Result<()> {
    let note = r"
        addEventListener('input', () => {
          document.documentElement.dataset.typed = performance.timeOrigin + performance.now();
        }, true);";
    wire::script(&browser.driver, note, vec![]).await?;
    frame::enter(browser).await?;
    let note = r"
        const frame = document.querySelector(arguments[0]);
        const look = () => {
          if (frame.dataset.state !== 'offering') return;
          document.documentElement.dataset.offered ??= performance.timeOrigin + performance.now();
        };
        new MutationObserver(look).observe(frame, { attributes: true });";
    wire::script(&browser.driver, note, vec![test_id("frame").into()]).await?;
    frame::leave(browser).await
}
