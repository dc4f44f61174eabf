//! What the user says of memories: which scopes they are in, which sites may see those, what is asked about first, what
//! goes before others; and the list by what was said.

use std::time::Duration;

use anyhow::{Result, ensure};
use thirtyfour::{By, Key};

use crate::browser::{Browser, PATIENCE, test_id, until};
use crate::chat::Chat;
use crate::dashboard::{kept, listed, search};
use crate::diary::Diary;
use crate::everyday::offered;
use crate::judged::{open, press};
use crate::server::Server;
use crate::story::{DRAFT, HELP};
use crate::words::Words;
use crate::{frame, wire};

/// A part of one's life.
const SCOPE: &str = "Bakery";

/// Tries them all.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary, server: &Server, words: &Words) {
    let chat = Chat::textarea(server);

    let result = apart(browser, diary, &chat).await;
    diary
        .tried(browser, "a memory in a scope is offered where that may be seen, and nowhere else", result)
        .await;

    let result = asked_first(browser, diary, words, &chat).await;
    diary
        .tried(
            browser,
            "what is to be asked about is chosen by nobody else, and inserted once it was accepted twice",
            result,
        )
        .await;

    let result = never_here(browser, diary, &chat).await;
    diary.tried(browser, "what is never to be offered on a site is not, until that is undone", result).await;

    let result = filtered(browser, diary).await;
    diary.tried(browser, "the list shows what a filter chooses, and what is pinned", result).await;

    let result = held(browser, diary).await;
    diary.tried(browser, "the timeline shows what held on a day", result).await;

    let result = several(browser, diary).await;
    diary.tried(browser, "several memories are picked, deleted, and brought back", result).await;
}

async fn apart(browser: &Browser, diary: &mut Diary, chat: &Chat) -> Result<()> {
    kept(browser).await?;
    browser.click("nav-settings").await?;
    browser.type_into("scope-name", SCOPE).await?;
    browser.click("scope-add").await?;
    until("the scope is there", PATIENCE, async || {
        Ok((browser.driver.find_all(By::Css(test_id("scope"))).await?.len() == 2).then_some(()))
    })
    .await?;
    browser.part("scope-name").await?.scroll_into_view().await?;
    diary.picture(browser, "a scope was made").await?;

    details(browser).await?;
    diary.picture(browser, "what is known of a memory").await?;
    tick(browser, "about-scopes", SCOPE).await?;
    // Put into one, it is taken out of the other by a second tick.
    tick(browser, "about-scopes", "Personal").await?;
    until("it is in the new scope alone", PATIENCE, async || {
        let ticked =
            browser.driver.find_all(By::Css(format!("{} input:checked", test_id("about-scopes")))).await?;
        Ok((ticked.len() == 1).then_some(()))
    })
    .await?;
    ensure!(!offered(browser, chat, DRAFT, HELP).await?, "it is offered where its scope may not be seen");
    allow(browser, diary, chat, SCOPE).await?;
    ensure!(offered(browser, chat, DRAFT, HELP).await?, "it is not offered where its scope may be seen");

    kept(browser).await?;
    browser.click("nav-settings").await?;
    browser.click("scope-drop").await?;
    browser.click("scope-drop-sure").await?;
    until("the scope is gone", PATIENCE, async || {
        Ok((browser.driver.find_all(By::Css(test_id("scope"))).await?.len() == 1).then_some(()))
    })
    .await?;
    ensure!(offered(browser, chat, DRAFT, HELP).await?, "it is not offered though its scope is gone");
    Ok(())
}

/// Lets the chat's site see a scope, or not.
async fn allow(browser: &Browser, diary: &mut Diary, chat: &Chat, scope: &str) -> Result<()> {
    browser
        .popup_over(&chat.address, async || {
            browser.click("site-rule-open").await?;
            tick(browser, "site-rule", scope).await?;
            until("the popup says that it may be seen", PATIENCE, async || {
                let said = browser.part("site-sees").await?.text().await?;
                Ok(said.contains(scope).then_some(()))
            })
            .await?;
            diary.picture(browser, "what a site may see").await
        })
        .await
}

async fn asked_first(browser: &Browser, diary: &mut Diary, words: &Words, chat: &Chat) -> Result<()> {
    rule(browser, chat, "health", "ask").await?;
    open(browser, chat).await?;
    let row = frame::suggestion(browser, HELP).await?;
    let ticked = row.find(By::Css("input")).await?;
    ensure!(!ticked.is_selected().await?, "what is asked about was chosen beforehand");
    frame::choose_only(browser, HELP).await?;
    frame::rest_on(browser, "agree").await?;
    browser.click("agree").await?;
    let health = words.say("sensitivity_health", &[])?;
    let warning = words.say("offer_sensitive", &[&health])?;
    until("the frame says what it tells of", PATIENCE, async || {
        Ok(frame::said(browser).await?.contains(&warning).then_some(()))
    })
    .await?;
    diary.picture(browser, "asked before it is inserted").await?;
    frame::enter(browser).await?;
    frame::insert_by_click(browser).await?;
    until("it is inserted", PATIENCE, async || {
        Ok(chat.written(browser).await?.to_lowercase().contains(HELP).then_some(()))
    })
    .await?;
    rule(browser, chat, "health", "never").await?;
    ensure!(!offered(browser, chat, DRAFT, HELP).await?, "it is offered though it never is to be");
    rule(browser, chat, "health", "offer").await
}

async fn never_here(browser: &Browser, diary: &mut Diary, chat: &Chat) -> Result<()> {
    open(browser, chat).await?;
    let row = frame::suggestion(browser, HELP).await?;
    press(browser, &row, "why").await?;
    diary.picture(browser, "why, and what can be said of it").await?;
    frame::enter(browser).await?;
    press(browser, &frame::suggestion(browser, HELP).await?, "frame-never").await?;
    let row = frame::suggestion(browser, HELP).await?;
    until("it can be taken back", PATIENCE, async || Ok(row.find(By::Css(test_id("undismiss"))).await.ok()))
        .await?;
    browser.driver.action_chain().send_keys(Key::Escape).perform().await?;
    frame::leave(browser).await?;
    ensure!(!offered(browser, chat, DRAFT, HELP).await?, "it is offered on the site all the same");
    details(browser).await?;
    browser.find(".never button").await?.click().await?;
    until("nothing is said of the site any more", PATIENCE, async || {
        Ok(browser.driver.find_all(By::Css(".never")).await?.is_empty().then_some(()))
    })
    .await?;
    ensure!(offered(browser, chat, DRAFT, HELP).await?, "it is not offered though that was undone");
    Ok(())
}

async fn filtered(browser: &Browser, diary: &mut Diary) -> Result<()> {
    kept(browser).await?;
    search(browser, HELP).await?;
    browser.click("pin").await?;
    until("it is pinned", PATIENCE, async || {
        let row = browser.find(&test_id("memory")).await?;
        Ok(row.find(By::Css(".tags")).await.ok())
    })
    .await?;
    let before = kept(browser).await?;
    browser.click("filter").await?;
    choose(browser, "filter-state", "pinned").await?;
    let pinned = shown(browser, "one is shown", |count| count == 1).await?;
    ensure!(pinned.first().is_some_and(|text| text.to_lowercase().contains(HELP)), "{pinned:?}");
    diary.picture(browser, "the pinned").await?;
    choose(browser, "filter-kind", "turn").await?;
    browser.click("filter-none").await?;
    shown(browser, "all are shown", |count| count > 1 && count <= before).await?;
    search(browser, HELP).await?;
    browser.click("pin").await
}

async fn held(browser: &Browser, diary: &mut Diary) -> Result<()> {
    kept(browser).await?;
    browser.click("nav-timeline").await?;
    browser.part("held").await?;
    diary.picture(browser, "the timeline").await?;
    choose(browser, "as-of", "2020-01-01").await?;
    until("nothing held before anything was kept", PATIENCE, async || {
        Ok(browser.driver.find_all(By::Css(test_id("held"))).await?.is_empty().then_some(()))
    })
    .await?;
    browser.click("as-of-none").await?;
    browser.part("held").await.map(drop)
}

async fn several(browser: &Browser, diary: &mut Diary) -> Result<()> {
    let before = kept(browser).await?;
    browser.click("picking").await?;
    let picks = browser.driver.find_all(By::Css(test_id("pick"))).await?;
    for pick in picks.iter().take(2) {
        pick.click().await?;
    }
    diary.picture(browser, "two are picked").await?;
    browser.click("picked-delete").await?;
    let gone = async |left: usize| {
        until(&format!("{left} can be brought back"), PATIENCE, async || {
            let gone = browser.driver.find_all(By::Css(test_id("undelete"))).await?;
            Ok((gone.len() == left).then_some(()))
        })
        .await
    };
    gone(2).await?;
    for left in [1, 0] {
        browser.click("undelete").await?;
        gone(left).await?;
    }
    let after = kept(browser).await?;
    ensure!(after == before, "{before} memories before, {after} after");
    Ok(())
}

/// Shows what is known of the memory that helps.
async fn details(browser: &Browser) -> Result<()> {
    kept(browser).await?;
    search(browser, HELP).await?;
    browser.click("detail").await?;
    browser.part("about").await.map(drop)
}

/// Sets what becomes of a kind of sensitive memory on the chat's site.
async fn rule(browser: &Browser, chat: &Chat, of: &str, offering: &str) -> Result<()> {
    let field = format!("site-rule-{of}");
    browser
        .popup_over(&chat.address, async || {
            browser.click("site-rule-open").await?;
            choose(browser, &field, offering).await?;
            // Said by the popup once it is kept.
            tokio::time::sleep(Duration::from_millis(300)).await;
            let chosen = browser.part(&field).await?.value().await?;
            ensure!(chosen.as_deref() == Some(offering), "{of} is {chosen:?}");
            Ok(())
        })
        .await
}

/// Chooses in a list of choices.
async fn choose(browser: &Browser, id: &str, value: &str) -> Result<()> {
    browser.part(id).await?;
    let choose = "const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    wire::script(&browser.driver, choose, vec![test_id(id).into(), value.into()]).await.map(drop)
}

/// Turns the tick with this name within a part.
async fn tick(browser: &Browser, part: &str, name: &str) -> Result<()> {
    for label in browser.part(part).await?.find_all(By::Css("label")).await? {
        if label.text().await?.trim() == name {
            label.find(By::Css("input")).await?.click().await?;
            return Ok(());
        }
    }
    anyhow::bail!("no {name:?} in {part}")
}

/// The texts that are listed, once they are as many as is wanted.
async fn shown(browser: &Browser, what: &str, wanted: impl Fn(usize) -> bool) -> Result<Vec<String>> {
    until(what, PATIENCE, async || {
        let texts = listed(browser).await?;
        Ok(wanted(texts.len()).then_some(texts))
    })
    .await
}
