//! The demo: the story in one browser, step by step, with its last message as proof.

use anyhow::Result;

use crate::Place;
use crate::browser::{Browser, Kind};
use crate::chat::{Chat, Gradio};
use crate::diary::Diary;
use crate::sample::History;
use crate::server::Server;
use crate::story::{self, Gesture};

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

/// A path as seen from the repository.
pub(crate) fn shown(path: &std::path::Path) -> String {
    path.strip_prefix(Place::root()).unwrap_or(path).display().to_string()
}
