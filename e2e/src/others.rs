//! The story in chats that others made and the table of sites knows: what such a chat is told has to be, word for
//! word, the draft and then the block.

use anyhow::{Result, ensure};

use crate::browser::{Browser, Kind, PATIENCE, Theme};
use crate::chat::{Chainlit, Chat};
use crate::diary::Diary;
use crate::server::Server;
use crate::story::{self, DRAFT, Gesture};
use crate::{Place, Tests, editors, frame, sites};

/// What helps with the draft.
const NOTE: &str = "Oriane loves hazelnut praline, and wants it in every birthday cake";

/// Tries them all, in a vault of their own. How many passed and failed.
pub(crate) async fn play(tests: &Tests, kind: Kind) -> Result<(usize, usize)> {
    let mut launch = tests.place.launch(kind, true);
    launch.dir = Place::target("browser-others", kind);
    let mut diary = Diary::begin(Place::target("stories-others", kind))?;
    let server = Server::start()?;
    let browser = Browser::start(&launch).await?;
    let chainlit = Chainlit::start(&tests.chainlit, &server, &launch.dir.join("chainlit"))?;
    story::create(&browser, story::PASSPHRASE).await?;
    story::note(&browser, NOTE).await?;
    for chat in [Chat::deep_chat(&server), chainlit.chat()] {
        let result = told(&browser, &mut diary, &server, &chat).await;
        let statement =
            format!("{} is told the draft and the memory inserted by pointer, word for word", chat.name);
        diary.tried(&browser, &statement, result).await;
        let result = seen(&browser, &mut diary, &chat).await;
        diary
            .tried(
                &browser,
                &format!("the frame leaves room for {}'s composer and what sends", chat.name),
                result,
            )
            .await;
    }
    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

async fn told(browser: &Browser, diary: &mut Diary, server: &Server, chat: &Chat) -> Result<()> {
    sites::enable(browser, &chat.address).await?;
    let body = story::tell(browser, diary, server, chat, Gesture::Pointer).await?;
    let sent = story::last_message(&body)?;
    let wanted = format!("{DRAFT}\n\n{}", editors::block(NOTE)?);
    ensure!(sent == wanted, "{sent:?} was sent instead of {wanted:?}");
    Ok(())
}

/// The mark and the list leave room for the composer and what sends; a picture of each, in each theme.
async fn seen(browser: &Browser, diary: &mut Diary, chat: &Chat) -> Result<()> {
    for theme in [Theme::Dark, Theme::Light] {
        browser.dress(theme).await?;
        chat.draft(browser, DRAFT).await?;
        frame::becomes(browser, "offering", PATIENCE).await?;
        clear(browser, diary, chat, &format!("the mark, {}", theme.name())).await?;
        frame::open_by_click(browser).await?;
        frame::leave(browser).await?;
        clear(browser, diary, chat, &format!("the list, {}", theme.name())).await?;
    }
    Ok(())
}

async fn clear(browser: &Browser, diary: &mut Diary, chat: &Chat, what: &str) -> Result<()> {
    diary.picture(browser, &format!("{}, {what}", chat.name)).await?;
    for part in chat.parts(browser).await? {
        ensure!(!frame::is_over(browser, &part).await?, "{what}, lies over {part:?}");
    }
    Ok(())
}
