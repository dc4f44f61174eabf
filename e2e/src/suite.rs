//! The statements that are tried in each browser, in the order in which a person would meet them.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::browser::{Browser, Kind, Theme};
use crate::chat::{Chat, Gradio};
use crate::diary::Diary;
use crate::plant::{PLANTED, plant};
use crate::sample::History;
use crate::scan::{self, Sought};
use crate::server::Server;
use crate::story::{self, Gesture};
use crate::tally::Tally;
use crate::words::Words;
use crate::{
    Place, Tests, access, canaries, conversations, editors, everyday, first, hostile, inbox, judged, keeping,
    languages, mishaps, oracle, others, overview, pointing, probe, proposals, recast, scopes, shots, told,
    ways,
};

/// How many pairs of drafts a page measures: enough for what is seen and for large differences; with `--slow` it is
/// more.
const PAIRS: usize = 20;

/// Tries them all. How many passed and failed.
pub(crate) async fn play(tests: &Tests, kind: Kind) -> Result<(usize, usize)> {
    let place = &tests.place;
    let server = Server::start()?;
    let history = History::read()?;
    let launch = place.launch(kind, true);
    let words = Words::read(&launch.extension, "en")?;
    let mut diary = Diary::begin(Place::target("stories", kind))?.with_axe();
    let browser = Browser::start(&launch).await?;
    let gradio = Gradio::start(&place.python, &server, &launch.dir.join("gradio.log"))?;
    let (chat, own) = (gradio.chat(), Chat::contenteditable(&server));

    let result = story::fill(&browser, &mut diary, &history, &launch.dir).await;
    diary.tried(&browser, "a vault is made, a history comes in and is indexed", result).await;

    let result = nowhere(&browser, &server).await;
    diary.tried(&browser, "a site that was not enabled does not get the frame", result).await;

    let result = story::enable(&browser, &mut diary, &chat.address).await;
    diary.tried(&browser, "a site is enabled by its address", result).await;

    let result = story::tell(&browser, &mut diary, &server, &chat, Gesture::Pointer).await.map(drop);
    diary
        .tried(&browser, "a memory is inserted by pointer into Gradio's chat and sent with the draft", result)
        .await;

    let result = story::tell(&browser, &mut diary, &server, &own, Gesture::Keys).await.map(drop);
    diary
        .tried(
            &browser,
            "a memory is inserted by keys into a contenteditable and sent with the draft",
            result,
        )
        .await;

    let result = appears(&browser, &server).await;
    diary
        .tried(&browser, "the frame comes to composers, also in shadow roots, and to nothing else", result)
        .await;

    let result = pointing::at_a_field(&browser, &server, &words).await;
    diary.tried(&browser, "a field that nothing finds is used once the user points at it", result).await;

    let result = pointing::by_clipboard(&browser, &server, &words).await;
    diary.tried(&browser, "what helps goes by the clipboard where nothing takes it", result).await;

    let result = hostile::asks_where_the_frame_is_from(&browser, &server).await;
    diary
        .tried(&browser, "a page that asks everywhere where the frame is from learns no address", result)
        .await;

    let result = hostile::pages(&browser, &server).await.map(|line| println!("    {line}"));
    diary.tried(&browser, "hostile pages learn nothing, and make nothing happen", result).await;

    let result = oracle::ask(&browser, &server, PAIRS).await.map(|line| println!("    {line}"));
    diary
        .tried(&browser, "a page that measures cannot tell which of its drafts a memory helps", result)
        .await;

    let result = story::stay_quiet(&browser, &own).await;
    diary.tried(&browser, "a draft that no memory helps is offered nothing", result).await;

    let result = story::revive(&browser, &mut diary, &chat).await;
    diary
        .tried(&browser, "the background dies and the next draft is served, without unlocking", result)
        .await;

    let result = proposals::accepted(&browser, &mut diary, &server, [&chat, &own]).await;
    diary.tried(&browser, "what was said to a chat waits, and is offered once it was accepted", result).await;

    let result = proposals::unwanted(&browser, &server, &chat).await;
    diary.tried(&browser, "what is not to be looked at is not proposed", result).await;

    let result = conversations::kept(&browser, &mut diary, &server, &chat, &own).await;
    diary
        .tried(
            &browser,
            "a conversation is kept where that is wanted, and helps once it was approved",
            result,
        )
        .await;

    mishaps::play(&browser, &mut diary, &server, &words, &launch.dir).await;
    everyday::play(&browser, &mut diary, &server, &words).await;
    judged::play(&browser, &mut diary, &server, &words).await;
    scopes::play(&browser, &mut diary, &server, &words).await;
    keeping::play(&browser, &mut diary, &words, &launch).await;

    overview::play(&browser, &mut diary).await;
    told::play(&browser, &mut diary, &chat, &launch).await;
    recast::play(&browser, &mut diary).await;

    let result = walk(&browser, &mut diary).await;
    diary.tried(&browser, "every page of the dashboard opens by its name", result).await;

    let result = story::lock(&browser, &mut diary, &chat).await;
    diary.tried(&browser, "a locked vault offers nothing", result).await;

    let result = diary.accessible();
    diary.tried(&browser, "axe finds nothing in any page, open and locked", result).await;

    let planted = plant(&browser).await;
    let saved = keeping::saved(&launch);
    let mut tally = Tally { passed: diary.passed, failed: diary.failed, ..Tally::of(kind.name()) };
    let profile = browser.close().await?;
    let result = planted.and_then(|()| at_rest(&profile, &history));
    tally.tell("the profile on disk, locked, holds no word of the memory", result);
    let (passed, failed) = ways::play(place, kind).await?;
    tally.passed += passed;
    tally.failed += failed;
    let (passed, failed) = first::play(place, kind).await?;
    tally.passed += passed;
    tally.failed += failed;
    let (passed, failed) = languages::play(place, kind).await?;
    tally.passed += passed;
    tally.failed += failed;
    let (passed, failed) = editors::play(place, kind).await?;
    tally.passed += passed;
    tally.failed += failed;
    let (passed, failed) = others::play(tests, kind).await?;
    tally.passed += passed;
    tally.failed += failed;
    probe::story::play(place, kind, &server, &chat.address, &mut tally);
    let result = everyday::in_french(place, kind).await.map(|()| "fr".to_owned());
    tally.tell("in a French browser the dashboard speaks French", result);
    match saved {
        Ok(backup) => {
            for (passed, failed) in [
                keeping::elsewhere(place, kind, &words, &backup).await?,
                inbox::play(place, kind, &backup).await?,
            ] {
                tally.passed += passed;
                tally.failed += failed;
            }
        }
        Err(error) => tally.tell("a backup can be restored in another profile", Err(error)),
    }
    let result = canaries::play(place, kind, &tests.seed).await;
    tally.tell("t08: locked, the profile holds none of 1000 canaries", result);
    Ok((tally.passed, tally.failed))
}

/// Past every page of the dashboard, in both themes.
async fn walk(browser: &Browser, diary: &mut Diary) -> Result<()> {
    for theme in [Theme::Dark, Theme::Light] {
        browser.dress(theme).await?;
        browser.open_own("dashboard.html").await?;
        for page in shots::PAGES {
            browser.click(&format!("nav-{page}")).await?;
            browser.find("main h1").await?;
            diary.did(browser, &format!("{page}, {}", theme.name())).await?;
        }
    }
    access::sees(browser).await
}

async fn nowhere(browser: &Browser, server: &Server) -> Result<()> {
    let there = story::appear_elsewhere(browser, server).await?;
    ensure!(!there, "the frame is on a site that nobody enabled");
    Ok(())
}

async fn appears(browser: &Browser, server: &Server) -> Result<()> {
    for (page, focus, wanted) in [
        ("textarea", "#composer", true),
        ("shadow", "#composer", true),
        ("line", "#composer", true),
        ("late", "#composer", true),
        ("fields", "#composer", true),
        ("fields", "#find", false),
        ("fields", "#rename", false),
        ("fields", "#title", false),
        ("fields", "#edit", false),
        ("fields", "#instructions", false),
        ("plain", "#search", false),
        ("plain", "#password", false),
    ] {
        let there = story::appear(browser, server, page, focus).await?;
        ensure!(there == wanted, "{page}.html, focus on {focus}: frame there {there}, wanted {wanted}");
    }
    // On a site that is enabled elsewhere, another name is still another site.
    nowhere(browser, server).await
}

/// Looks for the memory's words, and for the planted ones, in the closed profile.
fn at_rest(profile: &Path, history: &History) -> Result<String> {
    let sought = Sought::words(&PLANTED.map(str::to_owned))?;
    let planted = scan::scan(profile, &sought)?;
    for word in PLANTED {
        ensure!(planted.saw(word), "the scan does not see the planted {word}: it would see no leak either");
    }
    let scan = scan::scan(profile, &Sought::words(&history.canaries)?)?;
    ensure!(scan.sightings.is_empty(), "words of the memory are on the disk: {:#?}", scan.sightings);
    Ok(format!("{} files, {:.0} MB, planted words seen", scan.files, scan.bytes as f64 / 1e6))
}
