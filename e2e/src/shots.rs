//! A picture of every page in its states, in both themes: of some states only pictures tell whether they
//! look and read well.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;
use thirtyfour::By;

use crate::Place;
use crate::browser::{Browser, Launch, PATIENCE, Theme, test_id};
use crate::chat::Chat;
use crate::demo::shown;
use crate::diary::Diary;
use crate::sample::History;
use crate::server::Server;
use crate::story::{self, DRAFT, Gesture, HELP, PASSPHRASE};
use crate::{everyday, frame, keeping, lost, pseudo, wire};

/// Fonts, transitions and lists that come a moment after their page.
const REST: Duration = Duration::from_millis(500);

/// Languages besides English.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    French,
    /// Nobody's, longer than English: of the dashboard's pages only.
    Pseudo,
    /// The same from right to left.
    Rtl,
}

/// The dashboard's pages that are there whatever the vault holds.
pub(crate) const PAGES: [&str; 10] =
    ["memories", "inbox", "import", "ledger", "overview", "bin", "backups", "sites", "keys", "settings"];

/// Widths of a telephone and of a tablet; all else is seen at 1280.
const WIDTHS: [u32; 2] = [360, 768];

/// Takes them all.
pub(crate) async fn take(place: &Place, mut launch: Launch, language: Option<Language>) -> Result<()> {
    let server = Server::start()?;
    let history = History::read()?;
    // Those of one language leave those of another.
    let folder = match language {
        None => "shots",
        Some(Language::French) => "shots-fr",
        Some(Language::Pseudo) => "shots-pseudo",
        Some(Language::Rtl) => "shots-rtl",
    };
    let pictures = Place::target(folder, launch.kind);
    if language == Some(Language::French) {
        launch.language = Some("fr");
    } else if let Some(language) = language {
        let copy = Place::target("pseudo", launch.kind);
        launch.extension = pseudo::make(&launch.extension, &copy, language == Language::Rtl)?;
    }
    let mut diary = Diary::begin(pictures.clone())?.with_axe();
    let d = &mut diary;
    let browser = Browser::start(&launch).await?;
    welcome(&browser, d).await?;
    fronts(&browser, d, "missing", "with no vault").await?;
    story::fill(&browser, d, &history, &launch.dir).await?;
    for page in PAGES {
        browser.click(&format!("nav-{page}")).await?;
        twice(&browser, d, page).await?;
    }
    narrow(&browser, d).await?;
    if matches!(language, Some(Language::Pseudo | Language::Rtl)) {
        browser.close().await?;
        println!("\nThe pictures are in {}.", shown(&pictures));
        return diary.accessible();
    }
    settings(&browser, d).await?;
    browser.open_own("popup.html").await?;
    browser.part("lock").await?;
    twice(&browser, d, "popup unlocked").await?;
    let chat = Chat::contenteditable(&server);
    story::enable(&browser, d, &chat.address).await?;
    browser.popup_over(&chat.address, async || twice(&browser, d, "popup on a chat").await).await?;
    story::tell(&browser, d, &server, &chat, Gesture::Pointer).await?;
    asked(&browser, d, &chat).await?;
    remembered(&browser, d, &server, &chat).await?;
    filled(&browser, d).await?;
    let backup = shredded(&browser, d, &launch).await?;
    damaged(&browser, d).await?;
    story::lock(&browser, d, &chat).await?;
    fronts(&browser, d, "locked", "locked").await?;
    forgot(&browser, d).await?;
    browser.close().await?;
    empty(place, &launch, d, &backup).await?;
    println!("\nThe pictures are in {}.", shown(&pictures));
    diary.accessible()
}

/// The first steps, up to the vault that is to be made.
async fn welcome(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.open_own("welcome.html").await?;
    browser.part("welcome-begin").await?;
    twice(browser, diary, "first steps").await?;
    browser.click("welcome-begin").await?;
    browser.type_into("passphrase", "hazelnut2026").await?;
    browser.part("strength").await?;
    twice(browser, diary, "first steps, keys").await?;
    browser.click("welcome-leave").await
}

/// Every page where there is little room.
async fn narrow(browser: &Browser, diary: &mut Diary) -> Result<()> {
    for width in WIDTHS {
        browser.widen(Some(width)).await?;
        for page in PAGES {
            browser.open_own(&format!("dashboard.html#{page}")).await?;
            browser.attribute_becomes("vault-state", "data-state", "unlocked", PATIENCE).await?;
            tokio::time::sleep(REST).await;
            diary.did(browser, &format!("{page} at {width}")).await?;
            let wide = "return document.documentElement.scrollWidth - innerWidth";
            let over = wire::script(&browser.driver, wide, vec![]).await?;
            ensure!(over.as_f64().is_some_and(|over| over <= 1.0), "{page} at {width}: {over} too wide");
        }
        for page in ["welcome", "practice"] {
            browser.open_own(&format!("{page}.html")).await?;
            tokio::time::sleep(REST).await;
            diary.did(browser, &format!("{page} at {width}")).await?;
        }
    }
    browser.widen(None).await?;
    browser.open_own("dashboard.html").await
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

/// What is below the first screen of the settings, and the question at their end.
async fn settings(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.click("nav-settings").await?;
    browser.part("wording-preview").await?.scroll_into_view().await?;
    twice(browser, diary, "settings, what is inserted").await?;
    browser.part("forget").await?.scroll_into_view().await?;
    twice(browser, diary, "settings, the lower end").await?;
    browser.click("forget").await?;
    browser.part("forget-yes").await?;
    twice(browser, diary, "asked before the vault is destroyed").await?;
    browser.click("forget-no").await
}

/// The list, with the reasons for what it offers.
async fn asked(browser: &Browser, diary: &mut Diary, chat: &Chat) -> Result<()> {
    chat.draft(browser, DRAFT).await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    twice(browser, diary, "the mark beside a draft").await?;
    frame::open_by_click(browser).await?;
    frame::leave(browser).await?;
    twice(browser, diary, "the list").await?;
    frame::enter(browser).await?;
    browser.click("why").await?;
    frame::leave(browser).await?;
    twice(browser, diary, "the list, why one is offered").await
}

/// What is to be kept from a chat: by its command, and by what was sent.
async fn remembered(browser: &Browser, diary: &mut Diary, server: &Server, chat: &Chat) -> Result<()> {
    chat.draft(browser, "/remember My bicycle is chained up behind the bakery.").await?;
    frame::becomes(browser, "remember", PATIENCE).await?;
    twice(browser, diary, "a draft that is to be remembered").await?;
    frame::open_by_click(browser).await?;
    frame::leave(browser).await?;
    twice(browser, diary, "what is to be remembered").await?;
    frame::enter(browser).await?;
    frame::rest_on(browser, "remember").await?;
    browser.click("remember").await?;
    frame::leave(browser).await?;
    tokio::time::sleep(REST).await;
    diary.picture(browser, "it is kept").await?;
    chat.draft(browser, "Tell my neighbour where my bicycle is chained up").await?;
    frame::becomes(browser, "offering", PATIENCE).await?;
    frame::open_by_click(browser).await?;
    frame::leave(browser).await?;
    twice(browser, diary, "it is offered").await?;
    for said in ["I am allergic to pistachios, is this baklava safe?", "My sister's horse is called Vesper."]
    {
        chat.draft(browser, said).await?;
        chat.send(browser, server).await?;
        // It is looked at now and then, not at once.
        tokio::time::sleep(2 * REST).await;
    }
    browser.open_own("dashboard.html").await?;
    browser.click("nav-inbox").await?;
    browser.part("inbox-row").await?;
    twice(browser, diary, "inbox with what waits").await
}

/// What is said to who has forgotten the passphrase.
async fn forgot(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("forgot-ask").await?;
    twice(browser, diary, "a passphrase forgotten").await?;
    browser.click("restart").await?;
    browser.part("restart-yes").await?;
    twice(browser, diary, "asked before starting again").await?;
    browser.click("restart-no").await
}

/// Pages that have nothing to show before something has happened.
async fn filled(browser: &Browser, diary: &mut Diary) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-ledger").await?;
    browser.part("ledger-entry").await?;
    twice(browser, diary, "ledger after an insertion").await?;
    browser.click("nav-sites").await?;
    browser.part("site-knows").await?;
    twice(browser, diary, "sites with one enabled").await?;
    browser.click("site-knows").await?;
    browser.part("told-text").await?;
    twice(browser, diary, "what a site knows").await
}

/// A memory goes, with its receipt, and comes back by a backup: then the receipt says so.
/// Gives that.
async fn shredded(browser: &Browser, diary: &mut Diary, launch: &Launch) -> Result<PathBuf> {
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
    twice(browser, diary, "receipt of what is here again").await?;
    keeping::saved(launch)
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

/// An empty vault asks whose backup it is given, and what is somebody else's waits; one that the browser has
/// lost is told from none.
async fn empty(place: &Place, launch: &Launch, diary: &mut Diary, backup: &Path) -> Result<()> {
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
    browser.choose_file("restore-file", backup).await?;
    browser.type_into("restore-passphrase", keeping::BACKUP_PASSPHRASE).await?;
    let whose = browser.driver.find_all(By::Css(format!("{} label", test_id("restore-whose")))).await?;
    whose.last().context("somebody else's")?.click().await?;
    browser.click("restore-go").await?;
    keeping::reported(&browser).await?;
    twice(&browser, diary, "what came with somebody else's backup").await?;
    browser.click("nav-inbox").await?;
    browser.part("inbox-row").await?;
    twice(&browser, diary, "inbox with somebody else's backup").await?;
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
