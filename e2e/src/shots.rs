//! A picture of every page in its states, in both themes: of some states only pictures tell whether they
//! look and read well.

use std::time::Duration;

use anyhow::Result;

use crate::Place;
use crate::browser::{Browser, Launch, PATIENCE, Theme};
use crate::chat::Chat;
use crate::demo::shown;
use crate::diary::Diary;
use crate::sample::History;
use crate::server::Server;
use crate::story::{self, Gesture, HELP, PASSPHRASE};
use crate::{everyday, keeping, lost};

/// Fonts, transitions and lists that come a moment after their page.
const REST: Duration = Duration::from_millis(500);

/// Takes them all.
pub(crate) async fn take(place: &Place, launch: Launch) -> Result<()> {
    let server = Server::start()?;
    let history = History::read()?;
    let pictures = Place::target("shots", launch.kind);
    let mut diary = Diary::begin(pictures.clone())?;
    let d = &mut diary;
    let browser = Browser::start(&launch).await?;
    fronts(&browser, d, "missing", "with no vault").await?;
    story::fill(&browser, d, &history, &launch.dir).await?;
    for page in ["memories", "inbox", "import", "ledger", "bin", "backups", "sites", "keys", "settings"] {
        browser.click(&format!("nav-{page}")).await?;
        twice(&browser, d, page).await?;
    }
    browser.open_own("popup.html").await?;
    browser.part("lock").await?;
    twice(&browser, d, "popup unlocked").await?;
    let chat = Chat::contenteditable(&server);
    story::enable(&browser, d, &chat.address).await?;
    story::tell(&browser, d, &server, &chat, Gesture::Pointer).await?;
    filled(&browser, d).await?;
    shredded(&browser, d, &launch).await?;
    damaged(&browser, d).await?;
    story::lock(&browser, d, &chat).await?;
    fronts(&browser, d, "locked", "locked").await?;
    browser.close().await?;
    empty(place, &launch, d).await?;
    println!("\nThe pictures are in {}.", shown(&pictures));
    Ok(())
}

/// What stands before a vault that is not open.
async fn fronts(browser: &Browser, diary: &mut Diary, state: &str, what: &str) -> Result<()> {
    for page in ["popup", "dashboard"] {
        browser.open_own(&format!("{page}.html")).await?;
        browser.attribute_becomes("vault-state", "data-state", state, PATIENCE).await?;
        twice(browser, diary, &format!("{page} {what}")).await?;
    }
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
    twice(browser, diary, "sites with one enabled").await
}

/// A memory goes, with its receipt, and comes back by a backup: then the receipt says so.
async fn shredded(browser: &Browser, diary: &mut Diary, launch: &Launch) -> Result<()> {
    browser.click("nav-backups").await?;
    let backup = keeping::back_up(browser, launch).await?;
    twice(browser, diary, "backups with one made").await?;
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
    browser.click("shred-close").await?;
    keeping::bring_in(browser, &backup, keeping::BACKUP_PASSPHRASE).await?;
    keeping::reported(browser).await?;
    twice(browser, diary, "restored but for what was shredded").await?;
    browser.click("revive").await?;
    browser.click("revive-yes").await?;
    keeping::reported(browser).await?;
    browser.click("nav-bin").await?;
    browser.part("receipt-here").await?;
    twice(browser, diary, "receipt of what is here again").await
}

async fn damaged(browser: &Browser, diary: &mut Diary) -> Result<()> {
    keeping::harm(browser).await?;
    browser.kill_engine().await?;
    browser.open_own("dashboard.html").await?;
    browser.part("damaged-link").await?;
    twice(browser, diary, "damage is told").await?;
    browser.click("damaged-link").await?;
    browser.part("damages").await?;
    twice(browser, diary, "repair").await
}

/// An empty vault asks whose backup it is given; one that the browser has lost is told from none.
async fn empty(place: &Place, launch: &Launch, diary: &mut Diary) -> Result<()> {
    let mut launch = Launch { language: launch.language, ..place.launch(launch.kind, launch.headless) };
    launch.dir = Place::target("shots-empty", launch.kind);
    let browser = Browser::start(&launch).await?;
    story::create(&browser, PASSPHRASE).await?;
    browser.click("nav-backups").await?;
    let file = launch.dir.join("satchel-2026-06-14.satchel");
    // What is in it matters only when the passphrase is given.
    std::fs::write(&file, [0x53; 48_000])?;
    browser.choose_file("restore-file", &file).await?;
    browser.part("restore-go").await?.scroll_into_view().await?;
    twice(&browser, diary, "whose backup an empty vault is given").await?;
    let profile = browser.kill().await?;
    lost::lose(&profile, launch.kind)?;
    let browser = Browser::start_again(&launch).await?;
    fronts(&browser, diary, "lost", "of a vault that the browser has lost").await?;
    browser.close().await.map(drop)
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
