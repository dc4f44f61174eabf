//! What a page can measure of what is offered, often enough for small differences.

use anyhow::Result;

use super::launch;
use crate::browser::{Browser, Kind};
use crate::diary::Diary;
use crate::sample::History;
use crate::server::Server;
use crate::{Place, oracle, story};

/// How many pairs of drafts.
const PAIRS: usize = 200;

/// Has it measured in a vault with the sample history.
pub(super) async fn play(place: &Place, kind: Kind) -> Result<String> {
    let launch = launch(place, kind, "measured");
    let server = Server::start()?;
    let browser = Browser::start(&launch).await?;
    let mut diary = Diary::begin(Place::target("stories-measured", kind))?;
    story::fill(&browser, &mut diary, &History::read()?, &launch.dir).await?;
    story::enable(&browser, &mut diary, &server.page("oracle")).await?;
    let said = oracle::ask(&browser, &server, PAIRS).await;
    browser.close().await?;
    said
}
