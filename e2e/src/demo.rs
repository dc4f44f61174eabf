//! The demo: the story in one browser, step by step, with its last message as proof.

use std::time::Duration;

use anyhow::Result;

use crate::Place;
use crate::browser::{Browser, Kind, PATIENCE, Theme};
use crate::chat::{Chat, Gradio};
use crate::diary::Diary;
use crate::sample::History;
use crate::server::Server;
use crate::story::{self, Gesture, HELP};
use crate::{everyday, keeping};

/// Fonts, transitions and lists that come a moment after their page.
const REST: Duration = Duration::from_millis(500);

/// Plays it. What is printed last is what the chat's server received.
pub(crate) async fn play(place: &Place, kind: Kind, headless: bool) -> Result<()> {
    let server = Server::start()?;
    let history = History::read()?;
    let launch = place.launch(kind, headless);
    let pictures = Place::target("demo", kind);
    let mut diary = Diary::begin(pictures.clone())?;
    let browser = Browser::start(&launch).await?;
    let gradio = Gradio::start(&place.python, &server, &launch.dir.join("gradio.log"))?;
    let chat = gradio.chat();
    diary.did(&browser, "browser and chat started").await?;

    story::fill(&browser, &mut diary, &history, &launch.dir).await?;
    story::enable(&browser, &mut diary, &chat.address).await?;
    let told = story::tell(&browser, &mut diary, &server, &chat, Gesture::Pointer).await?;
    let own = Chat::contenteditable(&server);
    story::tell(&browser, &mut diary, &server, &own, Gesture::Keys).await?;
    story::revive(&browser, &mut diary, &chat).await?;
    story::lock(&browser, &mut diary, &chat).await?;
    browser.close().await?;

    println!("\nPictures of every step are in {}.", shown(&pictures));
    println!("\nWhat the first chat's server received:\n\n{told}");
    Ok(())
}

/// Takes a picture of every page in its states, in both themes.
pub(crate) async fn shots(place: &Place, kind: Kind, headless: bool) -> Result<()> {
    let server = Server::start()?;
    let history = History::read()?;
    let launch = place.launch(kind, headless);
    let pictures = Place::target("shots", kind);
    let mut diary = Diary::begin(pictures.clone())?;
    let browser = Browser::start(&launch).await?;
    for page in ["popup", "dashboard"] {
        browser.open_own(&format!("{page}.html")).await?;
        browser.attribute_becomes("vault-state", "data-state", "missing", PATIENCE).await?;
        twice(&browser, &mut diary, &format!("{page} with no vault")).await?;
    }
    story::fill(&browser, &mut diary, &history, &launch.dir).await?;
    for page in ["memories", "import", "ledger", "bin", "backups", "sites", "keys", "settings"] {
        browser.click(&format!("nav-{page}")).await?;
        twice(&browser, &mut diary, page).await?;
    }
    browser.open_own("popup.html").await?;
    browser.part("lock").await?;
    twice(&browser, &mut diary, "popup unlocked").await?;
    let chat = Chat::contenteditable(&server);
    story::enable(&browser, &mut diary, &chat.address).await?;
    story::tell(&browser, &mut diary, &server, &chat, Gesture::Pointer).await?;
    filled(&browser, &mut diary).await?;
    story::lock(&browser, &mut diary, &chat).await?;
    for page in ["popup", "dashboard"] {
        browser.open_own(&format!("{page}.html")).await?;
        browser.part("unlock").await?;
        twice(&browser, &mut diary, &format!("{page} locked")).await?;
    }
    browser.close().await?;
    println!("\nThe pictures are in {}.", shown(&pictures));
    Ok(())
}

/// Pages that have nothing to show before something has happened.
async fn filled(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-ledger").await?;
    browser.part("ledger-entry").await?;
    twice(browser, diary, "ledger after an insertion").await?;
    browser.click("nav-sites").await?;
    browser.part("site").await?;
    twice(browser, diary, "sites with one enabled").await?;
    everyday::delete(browser, HELP).await?;
    browser.open_own("dashboard.html").await?;
    browser.click("nav-bin").await?;
    browser.part("binned").await?;
    twice(browser, diary, "bin with a memory").await?;
    browser.click("shred-one").await?;
    browser.part("shred-yes").await?;
    twice(browser, diary, "asked before shredding").await?;
    browser.click("shred-yes").await?;
    browser.part("shred-close").await?;
    twice(browser, diary, "receipt").await?;
    keeping::harm(browser).await?;
    browser.kill_engine().await?;
    browser.open_own("dashboard.html").await?;
    browser.click("nav-repair").await?;
    browser.part("damages").await?;
    twice(browser, diary, "repair").await
}

/// A picture of the page that is open in both themes, once it has come to rest.
async fn twice(browser: &Browser, diary: &mut Diary, what: &str) -> Result<()> {
    for theme in [Theme::Light, Theme::Dark] {
        browser.dress(theme).await?;
        tokio::time::sleep(REST).await;
        diary.did(browser, &format!("{what}, {}", theme.name())).await?;
    }
    Ok(())
}

/// A path as seen from the repository.
fn shown(path: &std::path::Path) -> String {
    path.strip_prefix(Place::root()).unwrap_or(path).display().to_string()
}
