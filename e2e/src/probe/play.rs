//! The acts of a probe, in a person's order.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::document::{Field, Finder};
use super::outcome::{Outcome, Reason};
use super::{Options, hand, say};
use crate::browser::{Browser, until};
use crate::{frame, sites, story, wire};

/// Pages may take this long to load; what is there then is looked at.
const LOADING: Duration = Duration::from_secs(30);
/// Composers come late.
const LATE: Duration = Duration::from_secs(20);
/// From the focus in the composer to the frame beside it.
const FRAME: Duration = Duration::from_secs(8);
/// From the last key to what is offered, or not.
const RECALL: Duration = Duration::from_secs(10);
/// From the press on “Insert” to the text in the composer.
const INSERTION: Duration = Duration::from_secs(6);
/// From the press on the send control to the message.
const SENDING: Duration = Duration::from_secs(5);
/// Between looks, where milliseconds are counted.
const LOOK: Duration = Duration::from_millis(15);

/// Plays it to its end or to where it goes no further.
pub(super) async fn play(
    browser: &Browser,
    options: &Options,
    outcome: &mut Outcome,
    began: Instant,
) -> Result<()> {
    let finder = Finder::read()?;
    story::create(browser, story::PASSPHRASE).await?;
    for memory in &options.memories {
        let refused = |error: anyhow::Error| {
            Reason::MemoryRefused.because(format!("{memory:?} is not kept: {error:#}"))
        };
        story::note(browser, memory).await.map_err(refused)?;
    }
    say(began, &format!("a vault with {} memories", options.memories.len()));
    visit(browser, &options.url).await?;
    say(began, "the chat, with Satchel let in");

    let found = finder.settled(browser, LATE).await.context("looking for the composer")?;
    let found =
        found.ok_or_else(|| Reason::NoComposer.because("there is no field that looks like a composer"))?;
    outcome.composer = Some(found.composer.clone());
    say(began, &format!("a composer: {} at {}", found.composer.kind, found.composer.locator));

    let field = draft(browser, &finder, found, &options.draft).await?;
    let offered = offer(browser).await;
    outcome.composer_text = finder.written(browser, &field).await;
    outcome.ms.suggest = Some(millis(offered?));
    say(began, "the draft, and an offer");

    let result = insert(browser, &finder, &field, &options.draft, outcome).await;
    outcome.composer_text = finder.written(browser, &field).await.or(outcome.composer_text.take());
    result?;
    outcome.inserted = true;
    say(began, "inserted");
    if options.send {
        super::picture(browser, outcome).await?;
        send(browser, &finder, &field, &options.draft).await?;
        outcome.sent = true;
        say(began, "sent");
    }
    Ok(())
}

/// Lets Satchel into the chat's site and opens it; also into where it leads on to.
async fn visit(browser: &Browser, url: &str) -> Result<()> {
    let loading = json!({"pageLoad": millis(LOADING)});
    wire::post(&browser.driver, "timeouts", loading).await?;
    let mut wanted = url.to_owned();
    for _ in 0..2 {
        let refused = |error: anyhow::Error| Reason::AddressRefused.because(format!("{error:#}"));
        sites::enable(browser, &wanted).await.map_err(refused)?;
        open(browser, &wanted).await?;
        let there = browser.driver.current_url().await?.to_string();
        if sites::pattern_of(&there)? == sites::pattern_of(&wanted)? {
            return Ok(());
        }
        wanted = there;
    }
    Ok(())
}

/// Opens an address; what loads for ever is left to itself.
async fn open(browser: &Browser, url: &str) -> Result<()> {
    let begun = Instant::now();
    match browser.open(url).await {
        Err(error) if begun.elapsed() < LOADING => {
            Err(Reason::PageFailed.because(format!("the page does not open: {error:#}")))
        }
        _ => Ok(()),
    }
}

/// Writes the draft into the composer. The composer as it is then: some pages make another one of it.
async fn draft(browser: &Browser, finder: &Finder, found: Field, draft: &str) -> Result<Field> {
    let field = focus(browser, finder, found).await?;
    hand::types(browser, draft).await?;
    let field = match finder.written(browser, &field).await {
        Some(written) if holds(&written, draft) => field,
        _ => again(browser, finder).await?.unwrap_or(field),
    };
    let written = finder.written(browser, &field).await.unwrap_or_default();
    if holds(&written, draft) {
        return Ok(field);
    }
    Err(Reason::DraftRefused.because(format!("the draft was typed, but the composer holds {written:?}")))
}

/// Puts the focus into the composer, by a click if one gets there.
async fn focus(browser: &Browser, finder: &Finder, found: Field) -> Result<Field> {
    let element = hand::element(browser, &found.element)?;
    let clicked = hand::click(browser, &element).await;
    // A page may put another field in the place of the one that was clicked.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let field = again(browser, finder).await?.unwrap_or(found);
    if is_focused(browser, finder, &field).await {
        return Ok(field);
    }
    let focus = "arguments[0].focus()";
    wire::script(&browser.driver, focus, vec![field.element.clone()]).await?;
    if is_focused(browser, finder, &field).await {
        return Ok(field);
    }
    clicked.context("clicking the composer")?;
    Err(Reason::DraftRefused.because("the composer does not take the focus"))
}

async fn again(browser: &Browser, finder: &Finder) -> Result<Option<Field>> {
    finder.composer(browser, Duration::from_secs(1)).await
}

async fn is_focused(browser: &Browser, finder: &Finder, field: &Field) -> bool {
    finder.ask(browser, "isFocused", vec![field.element.clone()]).await.is_ok_and(|said| said == true)
}

/// Waits for the frame and for what it offers. The time since the last key.
async fn offer(browser: &Browser) -> Result<Duration> {
    let typed = Instant::now();
    let there =
        until("the frame is there", FRAME, async || Ok(frame::is_there(browser).await?.then_some(())));
    there
        .await
        .map_err(|_| Reason::NoFrame.because("Satchel's frame did not come up beside the composer"))?;
    let mut last = None;
    while typed.elapsed() < RECALL {
        last = frame::state(browser).await?;
        if last.as_deref() == Some("offering") {
            return Ok(typed.elapsed());
        }
        tokio::time::sleep(LOOK).await;
    }
    Err(match last.as_deref() {
        Some("quiet") => Reason::NothingSuggested.because("no memory is offered for this draft"),
        other => Reason::NoFrame.because(format!("the frame is {}", other.unwrap_or("empty"))),
    })
}

/// Opens the list, takes all that it has and waits until that stands in the composer.
async fn insert(
    browser: &Browser,
    finder: &Finder,
    field: &Field,
    draft: &str,
    outcome: &mut Outcome,
) -> Result<()> {
    let not = |said: String| Reason::NotInserted.because(said);
    frame::open_by_click(browser).await.map_err(|error| not(format!("the list does not open: {error:#}")))?;
    outcome.suggested = frame::take_all(browser).await?;
    frame::rest_on(browser, "insert").await?;
    let pressed = Instant::now();
    browser.click("insert").await?;
    frame::leave(browser).await?;
    let mut written = String::new();
    while pressed.elapsed() < INSERTION {
        written = finder.written(browser, field).await.unwrap_or_default();
        if outcome.suggested.iter().all(|text| holds(&written, text)) && holds(&written, draft) {
            outcome.ms.insert = Some(millis(pressed.elapsed()));
            // Long enough for an editor to take it back, if it were to.
            tokio::time::sleep(Duration::from_millis(500)).await;
            let now = finder.written(browser, field).await.unwrap_or_default();
            if outcome.suggested.iter().all(|text| holds(&now, text)) {
                return Ok(());
            }
        }
        tokio::time::sleep(LOOK).await;
    }
    let said = frame::said(browser).await.unwrap_or_default();
    Err(not(format!("the composer holds {written:?}; the frame says {said:?}")))
}

/// Sends: by the control that sends, and by Enter where there is none or it does nothing.
async fn send(browser: &Browser, finder: &Finder, field: &Field, draft: &str) -> Result<()> {
    frame::leave(browser).await?;
    let count = async || -> Option<i64> {
        finder.ask(browser, "turnsWith", vec![draft.into(), field.element.clone()]).await.ok()?.as_i64()
    };
    let before = count().await;
    let went = async || {
        let limit = Instant::now();
        while limit.elapsed() < SENDING {
            let written = match finder.written(browser, field).await {
                Some(written) => Some(written),
                // The field is gone: what came in its place is as good.
                None => match again(browser, finder).await.ok().flatten() {
                    Some(other) => finder.written(browser, &other).await,
                    None => None,
                },
            };
            if written.is_some_and(|written| !holds(&written, draft)) {
                return true;
            }
            if count().await.zip(before).is_some_and(|(now, before)| now > before) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        false
    };
    let control = finder.ask(browser, "send", vec![field.element.clone()]).await?;
    if control != Value::Null {
        hand::click(browser, &hand::element(browser, &control)?).await?;
        if went().await {
            return Ok(());
        }
    }
    let focus = "arguments[0].focus()";
    wire::script(&browser.driver, focus, vec![field.element.clone()]).await?;
    hand::enter(browser).await?;
    if went().await {
        return Ok(());
    }
    Err(Reason::NotSent.because("neither the send control nor Enter sent the message"))
}

/// Whether a text has the words of another in their order, white space aside.
fn holds(text: &str, words: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    bare(text).contains(&bare(words))
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
