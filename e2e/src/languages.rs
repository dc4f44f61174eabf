//! The model for many languages, given to Satchel by hand: what is written in one language finds what was kept in
//! another. In a browser and a profile of their own.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::Place;
use crate::browser::{Browser, Kind, PATIENCE};
use crate::dashboard::{kept, search};
use crate::diary::Diary;
use crate::story;
use crate::words::Words;

/// Typed as notes.
const NOTES: [&str; 6] = [
    "My sister cannot eat hazelnuts, they make her ill.",
    "The car has to be inspected before the end of October.",
    "I am learning to play the cello with Mr Ferrand.",
    "Our cat is afraid of thunderstorms and hides in the cupboard.",
    "I work from home on Wednesdays and Fridays.",
    "The tomatoes on the balcony want water twice a day.",
];

/// Asked in other languages, with no word in common, and which note answers.
const ASKED: [(&str, usize); 4] = [
    ("Welches Instrument übe ich gerade?", 2),
    ("Quand faut-il faire contrôler la voiture ?", 1),
    ("猫は何を怖がりますか", 3),
    ("В какие дни я работаю дома?", 4),
];

/// Every note encoded by the larger model, on a slow machine.
const ENCODING: Duration = Duration::from_secs(90);
/// 82 MB read, checked and written.
const KEEPING: Duration = Duration::from_secs(60);

/// Tries them all. How many passed and failed.
pub(crate) async fn play(place: &Place, kind: Kind) -> Result<(usize, usize)> {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-languages", kind);
    let words = Words::read(&launch.extension, "en")?;
    let mut diary = Diary::begin(Place::target("stories-languages", kind))?;
    let browser = Browser::start(&launch).await?;

    let result = refused(&browser, &words).await;
    diary
        .tried(&browser, "a file that is not the released model is refused and changes nothing", result)
        .await;

    let result = found(&browser, &words).await;
    diary
        .tried(
            &browser,
            "with the model for many languages, what is asked in one finds what was kept in another",
            result,
        )
        .await;

    let result = lasting(&browser).await;
    diary.tried(&browser, "the model for many languages is there again after the engine died", result).await;

    let result = back(&browser, &words).await;
    diary.tried(&browser, "it can be taken away again, and memories are found as before", result).await;

    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

async fn refused(browser: &Browser, words: &Words) -> Result<()> {
    story::create(browser, story::PASSPHRASE).await?;
    for note in NOTES {
        story::note(browser, note).await?;
    }
    settings(browser, "false").await?;
    // Of the size of the right one, so that its content is looked at.
    let right = released();
    let mut wrong = std::fs::read(&right).with_context(|| right.display().to_string())?;
    let last = wrong.last_mut().context("the model is empty")?;
    *last ^= 1;
    let changed = Place::root().join("target/changed.model");
    std::fs::write(&changed, wrong)?;
    browser.choose_file("model-file", &changed).await?;
    let told = words.complaint(browser, "error_model_other", &[]).await;
    std::fs::remove_file(&changed)?;
    told?;
    settings(browser, "false").await
}

async fn found(browser: &Browser, words: &Words) -> Result<()> {
    settings(browser, "false").await?;
    browser.choose_file("model-file", &released()).await?;
    browser.attribute_becomes("language-model", "data-kept", "true", KEEPING).await?;
    words.said_in(browser, "language-model", "model_many", &[]).await?;
    answers(browser).await
}

/// Each question finds its note before the others.
async fn answers(browser: &Browser) -> Result<()> {
    kept(browser).await?;
    for (asked, wanted) in ASKED {
        crate::browser::until(&format!("{asked:?} finds its note"), ENCODING, async || {
            let found = search(browser, asked).await?;
            Ok(found.first().is_some_and(|first| first.contains(NOTES[wanted])).then_some(()))
        })
        .await?;
    }
    Ok(())
}

async fn lasting(browser: &Browser) -> Result<()> {
    browser.kill_engine().await?;
    settings(browser, "true").await?;
    answers(browser).await
}

async fn back(browser: &Browser, words: &Words) -> Result<()> {
    settings(browser, "true").await?;
    browser.click("model-drop").await?;
    browser.attribute_becomes("language-model", "data-kept", "false", PATIENCE).await?;
    words.said_in(browser, "language-model", "model_english", &[]).await?;
    browser.attribute_becomes("vault-state", "data-pending", "0", ENCODING).await?;
    kept(browser).await?;
    let found = search(browser, "Which instrument am I learning?").await?;
    ensure!(found.first().is_some_and(|first| first.contains("cello")), "the nearest is {:?}", found.first());
    Ok(())
}

async fn settings(browser: &Browser, kept: &str) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await?;
    browser.click("nav-settings").await?;
    browser.attribute_becomes("language-model", "data-kept", kept, PATIENCE).await
}

/// The file that people give it.
fn released() -> std::path::PathBuf {
    Place::root().join("target/model/multilingual.model")
}
