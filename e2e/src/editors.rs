//! Insertion into the editors that chats are made of, as their own models have it afterwards.
//!
//! The pages are in `e2e/editors`; each answers a driver that asks for its model, and is otherwise a
//! chat like any other.

use anyhow::{Context as _, Result, ensure};
use satchel::clock::Millis;
use satchel::recall::render::{FIRST, LAST};
use satchel::text::dates;
use thirtyfour::Key;

use crate::Place;
use crate::browser::{Browser, Kind, PATIENCE, until};
use crate::diary::Diary;
use crate::probe::{Field, Finder, hand};
use crate::server::Server;
use crate::{frame, sites, story, wire};

/// A note of several lines, and what it helps with.
const NOTE: &str = "What my kayak trip needs:\n2 paddles (\"old\" & <new>)\nthe key behind the kitchen door";
const DRAFT: &str = "Pack list for my kayak trip";

/// Each editor, and what the finder calls its field; `?in=shadow` is the same in an open shadow root.
const EDITORS: [(&str, &str); 13] = [
    ("textarea", "textarea"),
    ("react", "textarea"),
    ("contenteditable", "contenteditable"),
    ("plaintext", "contenteditable"),
    ("tiptap", "prosemirror"),
    ("lexical", "lexical"),
    ("lexical-plain", "lexical"),
    ("quill", "quill"),
    ("slate", "slate"),
    ("codemirror", "codemirror"),
    ("textarea?in=shadow", "textarea"),
    ("contenteditable?in=shadow", "contenteditable"),
    ("codemirror?in=shadow", "codemirror"),
];

/// Tries them all, in a vault of their own. How many passed and failed.
pub(crate) async fn play(place: &Place, kind: Kind) -> Result<(usize, usize)> {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-editors", kind);
    let mut diary = Diary::begin(Place::target("stories-editors", kind))?;
    let server = Server::start()?;
    let finder = Finder::read()?;
    let browser = Browser::start(&launch).await?;
    story::create(&browser, story::PASSPHRASE).await?;
    story::note(&browser, NOTE).await?;
    sites::enable(&browser, &server.editor("textarea")).await?;
    for (editor, called) in EDITORS {
        let result = tried(&browser, &finder, &server.editor(editor), called).await;
        let statement = format!("{editor} holds exactly what was inserted, and one undo takes it back");
        diary.tried(&browser, &statement, result).await;
    }
    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

async fn tried(browser: &Browser, finder: &Finder, address: &str, called: &str) -> Result<()> {
    browser.open(address).await?;
    let field = finder.composer(browser, PATIENCE).await?.context("no composer was found")?;
    ensure!(field.composer.kind == called, "it is called {}", field.composer.kind);
    hand::click(browser, &hand::element(browser, &field.element)?).await?;
    hand::types(browser, DRAFT).await?;
    holds(browser, finder, &field, DRAFT).await.context("the draft")?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    // The caret is where a person left it, somewhere in the draft.
    browser.driver.action_chain().send_keys(Key::Home).perform().await?;
    frame::open_by_click(browser).await?;
    frame::insert_by_click(browser).await?;
    let wanted = format!("{DRAFT}\n\n{}", block()?);
    holds(browser, finder, &field, &wanted).await.context("the insertion")?;
    until("the composer has the focus", PATIENCE, async || {
        let said = finder.ask(browser, "isFocused", vec![field.element.clone()]).await?;
        Ok((said == true).then_some(()))
    })
    .await?;
    let keys = browser.driver.action_chain();
    keys.key_down(Key::Control).send_keys("z").key_up(Key::Control).perform().await?;
    holds(browser, finder, &field, DRAFT).await.context("after one undo")
}

/// The block for the note, written out here anew.
fn block() -> Result<String> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis();
    let day = dates::day(Millis(u64::try_from(now)?)).context("today")?;
    Ok(format!("{FIRST}\n- {} ({day})\n\n{LAST}", NOTE.replace('\n', "\n  ")))
}

/// Waits until the editor's model is a text, and the extension reads the same in its field.
async fn holds(browser: &Browser, finder: &Finder, field: &Field, wanted: &str) -> Result<()> {
    let mut last = String::new();
    let model = until("the model holds it", PATIENCE, async || {
        last = model(browser).await?;
        Ok((last == wanted).then_some(()))
    });
    model.await.with_context(|| format!("it holds {last:?} instead of {wanted:?}"))?;
    let read = finder.written(browser, field).await.context("the field cannot be read")?;
    // Where a page does not show how far a line is indented, nobody can read it.
    let even = |text: &str| text.replace("\n  ", "\n");
    ensure!(even(&read) == even(wanted), "{read:?} is read where {wanted:?} stands");
    Ok(())
}

/// The text as the page's own editor has it.
async fn model(browser: &Browser) -> Result<String> {
    let ask = "document.dispatchEvent(new CustomEvent('ask')); return document.documentElement.dataset.model";
    let told = wire::script(&browser.driver, ask, vec![]).await?;
    Ok(serde_json::from_str(told.as_str().context("the page does not tell its model")?)?)
}
