//! Insertion into the editors that chats are made of, as their own models have it afterwards.
//!
//! The pages are in `e2e/editors`; each answers a driver that asks for its model, and is otherwise a
//! chat like any other.

use anyhow::{Context as _, Result, ensure};
use satchel::clock::Millis;
use satchel::recall::wording::Wording;
use satchel::text::dates;
use thirtyfour::Key;

use crate::Place;
use crate::browser::{Browser, Kind, PATIENCE, until};
use crate::diary::Diary;
use crate::probe::{Field, Finder, hand};
use crate::server::Server;
use crate::{frame, inserting, sites, story, wire};

/// A note of several lines, and what it helps with.
const NOTE: &str = "What my kayak trip needs:\n2 paddles (\"old\" & <new>)\nthe key behind the kitchen door";
pub(crate) const DRAFT: &str = "Pack list for my kayak trip";

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

/// Where the user wants what is inserted, and with which keys the caret comes to its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    After,
    Before,
    /// Inside a word of the draft.
    Caret,
}

impl Where {
    /// What the draft is then.
    fn wanted(self, block: &str) -> String {
        match self {
            Self::After => format!("{DRAFT}\n\n{block}"),
            Self::Before => format!("{block}\n\n{DRAFT}"),
            Self::Caret => {
                let (head, tail) = DRAFT.split_at(INTO_WORD);
                format!("{head}\n\n{block}\n\n{tail}")
            }
        }
    }
}

/// Notes that are typed into composers, and drafts that they help.
const REMEMBERED: [(&str, &str); 4] = [
    ("My neighbour Ondine waters the ferns on Sundays", "Who waters the ferns on Sundays, which neighbour?"),
    ("The bakery in Rue des Lices closes at noon", "When does the bakery in Rue des Lices close?"),
    ("My violin teacher is called Mr Abernathy", "Write to my violin teacher, Mr Abernathy"),
    ("The cellar key is under the blue flowerpot", "Where is the cellar key, under which flowerpot?"),
];

/// After so many characters the draft is inside a word.
const INTO_WORD: usize = 7;

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
        let result = tried(&browser, &finder, (&server.editor(editor), called), Where::After).await;
        let statement = format!("{editor} holds exactly what was inserted, and one undo takes it back");
        diary.tried(&browser, &statement, result).await;
    }
    for (at, place, name) in
        [(Where::Before, "before", "before the draft"), (Where::Caret, "caret", "where the caret was")]
    {
        let result = inserting::choose(&browser, place).await;
        diary.tried(&browser, &format!("what is inserted is to stand {name}"), result).await;
        for (editor, called) in EDITORS.iter().filter(|(editor, _)| !editor.contains('?')) {
            let result = tried(&browser, &finder, (&server.editor(editor), called), at).await;
            let statement = format!("{editor} holds exactly what was inserted {name}");
            diary.tried(&browser, &statement, result).await;
        }
    }
    let result = inserting::worded(&browser, &mut diary, &server).await;
    diary
        .tried(&browser, "a block is worded as its preview says, and as long as the frame says", result)
        .await;
    for (at, (editor, called)) in [EDITORS[0], EDITORS[4], EDITORS[5], EDITORS[9]].into_iter().enumerate() {
        let (note, helps) = REMEMBERED[at];
        let chat = (server.editor(editor), called);
        let result = inserting::remembered(&browser, &mut diary, (&chat.0, chat.1), (note, helps)).await;
        let statement = format!("what {editor} is told to remember is kept, and taken out of it");
        diary.tried(&browser, &statement, result).await;
    }
    let result = inserting::copied(&browser, &mut diary, &server).await;
    diary.tried(&browser, "what a composer does not take can be copied, and pasted elsewhere", result).await;
    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

async fn tried(browser: &Browser, finder: &Finder, (address, called): (&str, &str), at: Where) -> Result<()> {
    browser.open(address).await?;
    let field = finder.composer(browser, PATIENCE).await?.context("no composer was found")?;
    ensure!(field.composer.kind == called, "it is called {}", field.composer.kind);
    hand::click(browser, &hand::element(browser, &field.element)?).await?;
    hand::types(browser, DRAFT).await?;
    holds(browser, finder, &field, DRAFT).await.context("the draft")?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    // The caret is where a person left it, somewhere in the draft.
    // At its beginning, and not at that of the line that a narrow field makes of it.
    let keys = browser.driver.action_chain();
    keys.key_down(Key::Control).send_keys(Key::Home).key_up(Key::Control).perform().await?;
    for _ in 0..INTO_WORD {
        browser.driver.action_chain().send_keys(Key::Right).perform().await?;
    }
    frame::open_by_click(browser).await?;
    frame::insert_by_click(browser).await?;
    let wanted = at.wanted(&block(NOTE)?);
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

/// The block for one note, written out here anew.
pub(crate) fn block(note: &str) -> Result<String> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis();
    let day = dates::day(Millis(u64::try_from(now)?)).context("today")?;
    let (first, last) = (Wording::default().first(), Wording::default().last());
    Ok(format!("{first}\n- {} ({day})\n\n{last}", note.replace('\n', "\n  ")))
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
