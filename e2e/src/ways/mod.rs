//! The ways of opening the vault: each is made, opens it, and opens it no more when it is gone.
//!
//! They are tried in a browser and a profile of their own, which is started anew in between.

pub(crate) mod page;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use thirtyfour::By;

use crate::Place;
use crate::browser::{Browser, Kind, Launch, test_id};
use crate::chromium::Authenticator;
use crate::diary::Diary;
use crate::story::PASSPHRASE;
use crate::wire;
use crate::words::Words;
use page::{
    ask, dashboard, dashboard_is, finish, is_there, keys, lock, retype, said, slots, stays_locked, unlock,
};

/// What the passphrase is changed to.
const NEXT: &str = "umbrella lantern sextant 42";
/// A recovery key, but of another vault.
const OTHER: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

/// Tries them all. How many passed and failed.
pub(crate) async fn play(place: &Place, kind: Kind) -> Result<(usize, usize)> {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-ways", kind);
    let words = Words::read(&launch.extension, "en")?;
    let mut diary = Diary::begin(Place::target("stories-ways", kind))?;
    let browser = Browser::start(&launch).await?;

    let paper = recovery_made(&browser, &mut diary, &words).await;
    let written = paper.as_ref().ok().cloned().unwrap_or_default();
    diary
        .tried(&browser, "a recovery key is made once two of its words were typed back", paper.map(drop))
        .await;

    let result = recovered(&browser, &mut diary, &words, &written).await;
    diary.tried(&browser, "wrong words are called so; the right ones open the vault", result).await;

    let result = changed(&browser, &mut diary, &words, &written).await;
    diary
        .tried(&browser, "a changed passphrase opens, the old one does not, and the words still do", result)
        .await;

    if kind == Kind::Chromium {
        let result = passkey(&browser, &mut diary, &words, &written).await;
        diary
            .tried(
                &browser,
                "a passkey opens the vault when its user is verified, until it is removed",
                result,
            )
            .await;
    } else {
        let result = no_passkey(&browser, &words).await;
        diary.tried(&browser, "where passkeys do not work, this is said and none is offered", result).await;
    }

    let result = stops(&browser, &mut diary, &words, &written).await;
    diary
        .tried(&browser, "what is not confirmed in a change is named and opens nothing after it", result)
        .await;

    let result = device(&browser, &mut diary, &words).await;
    diary
        .tried(
            &browser,
            "the device opens the vault when asked, and not by itself once it was locked",
            result,
        )
        .await;

    let (browser, result) = restarted(browser, &launch, &mut diary, &words).await?;
    diary
        .tried(&browser, "the device opens the vault when the browser starts, until it is removed; the passphrase goes on alone", result)
        .await;
    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

/// Makes the vault, and the recovery key that is offered then. Its words.
async fn recovery_made(browser: &Browser, diary: &mut Diary, words: &Words) -> Result<String> {
    dashboard(browser, "missing").await?;
    browser.type_into("passphrase", PASSPHRASE).await?;
    browser.type_into("passphrase-again", PASSPHRASE).await?;
    browser.click("create").await?;
    words.said_in(browser, "first-key", "first_key_title", &[]).await?;
    diary.did(browser, "a new vault offers a recovery key").await?;

    browser.click("first-key-make").await?;
    browser.part("recovery-words").await?;
    let mut paper = Vec::new();
    for item in browser.driver.find_all(By::Css(format!("{} li", test_id("recovery-words")))).await? {
        let text = item.text().await?;
        paper.extend(text.split_whitespace().last().map(str::to_owned));
    }
    ensure!(paper.len() == 12, "{} words are shown", paper.len());
    diary.did(browser, "its twelve words").await?;

    browser.click("words-written").await?;
    let (first, second) = (asked(browser, 0).await?, asked(browser, 1).await?);
    ensure!(first != second, "word {first} is asked for twice");
    browser.type_into("word-0", "satchel").await?;
    browser.type_into("word-1", paper.get(second).context("the second word")?).await?;
    browser.click("words-check").await?;
    words.complaint(browser, "word_differs", &[&(first + 1).to_string()]).await?;
    ensure!(slots(browser).await?.len() == 1, "a slot was made before the words were checked");

    retype(browser, "word-0", paper.get(first).context("the first word")?).await?;
    browser.click("words-check").await?;
    browser.part("confirm-passphrase-field").await?;
    browser.click("change-go").await?;
    words.complaint(browser, "proof_wanted", &[]).await?;
    browser.type_into("confirm-passphrase-field", NEXT).await?;
    browser.click("change-go").await?;
    words.complaint(browser, "error_passphrase_wrong", &[]).await?;
    retype(browser, "confirm-passphrase-field", PASSPHRASE).await?;
    finish(browser).await?;
    ensure!(slots(browser).await? == ["passphrase", "recovery"], "slots: {:?}", slots(browser).await?);
    diary.did(browser, "the recovery key made").await?;
    Ok(paper.join(" "))
}

/// Which word is asked for, counted from 0.
async fn asked(browser: &Browser, n: usize) -> Result<usize> {
    let at = browser.part(&format!("word-{n}")).await?.attr("data-word").await?;
    Ok(at.context("which word is asked for")?.parse()?)
}

async fn recovered(browser: &Browser, diary: &mut Diary, words: &Words, paper: &str) -> Result<()> {
    dashboard(browser, "unlocked").await?;
    lock(browser).await?;
    browser.click("use-recovery").await?;
    let field = browser.part("recovery").await?;
    for (name, wanted) in [("autocomplete", "off"), ("spellcheck", "false"), ("writingsuggestions", "false")]
    {
        let value = field.attr(name).await?;
        ensure!(value.as_deref() == Some(wanted), "the field's {name} is {value:?}");
    }
    let eleven = paper.rsplit_once(' ').context("twelve words")?.0;
    for (typed, sentence) in [(eleven, "error_recovery_malformed"), (OTHER, "error_recovery_wrong")] {
        retype(browser, "recovery", typed).await?;
        browser.click("unlock").await?;
        said(browser, words, sentence).await?;
    }
    dashboard_is(browser, "locked").await?;
    diary.did(browser, "wrong words refused").await?;
    retype(browser, "recovery", &paper.to_uppercase()).await?;
    browser.click("unlock").await?;
    dashboard_is(browser, "unlocked").await?;
    words.said_in(browser, "vault-state", "opened_by_recovery", &[]).await?;
    diary.did(browser, "opened by the recovery key").await
}

async fn changed(browser: &Browser, diary: &mut Diary, words: &Words, paper: &str) -> Result<()> {
    keys(browser).await?;
    browser.click("make-passphrase").await?;
    browser.type_into("confirm-passphrase-field", PASSPHRASE).await?;
    browser.type_into("confirm-recovery-field", paper).await?;
    browser.type_into("passphrase-new", NEXT).await?;
    browser.type_into("passphrase-new-again", NEXT).await?;
    diary.did(browser, "the passphrase is to be changed").await?;
    finish(browser).await?;

    lock(browser).await?;
    browser.type_into("passphrase", PASSPHRASE).await?;
    browser.click("unlock").await?;
    words.complaint(browser, "error_passphrase_wrong", &[]).await?;
    dashboard_is(browser, "locked").await?;
    retype(browser, "passphrase", NEXT).await?;
    browser.click("unlock").await?;
    dashboard_is(browser, "unlocked").await?;

    lock(browser).await?;
    browser.click("use-recovery").await?;
    browser.type_into("recovery", paper).await?;
    browser.click("unlock").await?;
    dashboard_is(browser, "unlocked").await
}

async fn passkey(browser: &Browser, diary: &mut Diary, words: &Words, paper: &str) -> Result<()> {
    let authenticator = Authenticator::attach(&browser.driver).await?;
    keys(browser).await?;
    browser.click("make-passkey").await?;
    browser.type_into("confirm-passphrase-field", NEXT).await?;
    browser.type_into("confirm-recovery-field", paper).await?;
    finish(browser).await?;
    ensure!(slots(browser).await? == ["passphrase", "recovery", "passkey"], "{:?}", slots(browser).await?);
    diary.did(browser, "a passkey made").await?;

    lock(browser).await?;
    browser.click("use-passkey").await?;
    dashboard_is(browser, "unlocked").await?;
    diary.did(browser, "opened by the passkey").await?;

    lock(browser).await?;
    // For good: after a stranger it would ask even its user for more than a finger.
    authenticator.meets_a_stranger(&browser.driver).await?;
    browser.click("use-passkey").await?;
    words.complaint(browser, "error_passkey_refused", &[]).await?;
    dashboard_is(browser, "locked").await?;
    unlock(browser, NEXT).await?;

    keys(browser).await?;
    browser.click("remove-passkey").await?;
    browser.type_into("confirm-passphrase-field", NEXT).await?;
    browser.type_into("confirm-recovery-field", paper).await?;
    finish(browser).await?;
    lock(browser).await?;
    browser.part("use-recovery").await?;
    ensure!(!is_there(browser, "use-passkey").await?, "a passkey that was removed is offered");
    unlock(browser, NEXT).await
}

async fn no_passkey(browser: &Browser, words: &Words) -> Result<()> {
    keys(browser).await?;
    words.said_in(browser, "way-passkey", "passkeys_not", &[]).await?;
    ensure!(!is_there(browser, "make-passkey").await?, "a passkey is offered");
    Ok(())
}

async fn stops(browser: &Browser, diary: &mut Diary, words: &Words, paper: &str) -> Result<()> {
    keys(browser).await?;
    browser.click("make-device").await?;
    browser.type_into("confirm-passphrase-field", NEXT).await?;
    let recovery = words.say("called_recovery", &[])?;
    words.said_in(browser, "stopping", "stopping", &[&recovery]).await?;
    diary.did(browser, "the recovery key is about to stop").await?;
    finish(browser).await?;
    ensure!(slots(browser).await? == ["passphrase", "device"], "{:?}", slots(browser).await?);

    // Its words open nothing any more, not even for whoever asks the engine itself.
    let proof = json!({"way": "recovery", "words": paper});
    let reply = ask(browser, json!({"type": "unlock", "with": proof})).await?;
    ensure!(reply["code"] == "recovery_wrong", "the words that stopped are answered {reply}");
    lock(browser).await?;
    browser.part("use-device").await?;
    ensure!(!is_there(browser, "use-recovery").await?, "a recovery key that stopped is offered");
    Ok(())
}

async fn device(browser: &Browser, diary: &mut Diary, words: &Words) -> Result<()> {
    // It is locked: whatever starts anew now, nothing opens it unasked.
    dashboard(browser, "locked").await?;
    browser.kill_engine().await?;
    stays_locked(browser).await.context("after the engine was killed")?;
    browser.kill_background().await?;
    stays_locked(browser).await.context("after the background was killed")?;
    diary.did(browser, "locked, and not opened by itself").await?;

    browser.click("use-device").await?;
    dashboard_is(browser, "unlocked").await?;
    browser.kill_engine().await?;
    dashboard(browser, "unlocked").await?;
    keys(browser).await?;
    words.said_in(browser, "way-device", "way_device_text", &[]).await?;
    diary.did(browser, "opened on this device when asked").await?;
    lock(browser).await
}

/// The browser is started anew, twice. It was locked when it closed.
async fn restarted(
    browser: Browser,
    launch: &Launch,
    diary: &mut Diary,
    words: &Words,
) -> Result<(Browser, Result<()>)> {
    let browser = browser.restart(launch).await?;
    let first = opened_and_removed(&browser, diary).await;
    let browser = browser.restart(launch).await?;
    let second = match first {
        Ok(()) => changed_alone(&browser, words).await,
        failed => failed,
    };
    Ok((browser, second))
}

async fn opened_and_removed(browser: &Browser, diary: &mut Diary) -> Result<()> {
    dashboard(browser, "unlocked").await.context("nobody typed anything")?;
    diary.did(browser, "opened by itself when the browser started").await?;
    ensure!(keys_of_device(browser).await? == 1, "the browser has no key");
    keys(browser).await?;
    browser.click("remove-device").await?;
    browser.type_into("confirm-passphrase-field", NEXT).await?;
    finish(browser).await?;
    ensure!(slots(browser).await? == ["passphrase"], "{:?}", slots(browser).await?);
    ensure!(keys_of_device(browser).await? == 0, "the browser has still its key");

    // With nothing but the passphrase itself it can be changed too.
    browser.click("make-passphrase").await?;
    browser.type_into("confirm-passphrase-field", NEXT).await?;
    browser.type_into("passphrase-new", PASSPHRASE).await?;
    browser.type_into("passphrase-new-again", PASSPHRASE).await?;
    finish(browser).await?;
    ensure!(slots(browser).await? == ["passphrase"], "{:?}", slots(browser).await?);
    Ok(())
}

async fn changed_alone(browser: &Browser, words: &Words) -> Result<()> {
    stays_locked(browser).await?;
    browser.type_into("passphrase", NEXT).await?;
    browser.click("unlock").await?;
    words.complaint(browser, "error_passphrase_wrong", &[]).await?;
    browser.part("passphrase").await?.clear().await?;
    unlock(browser, PASSPHRASE).await
}

/// How many keys the browser holds for the device, all of them such that no page can read them.
async fn keys_of_device(browser: &Browser) -> Result<u64> {
    let count = r"
        const wait = (request) => new Promise((done, failed) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
        return (async () => {
          const database = await wait(indexedDB.open('satchel-device'));
          const keys = await wait(database.transaction('keys').objectStore('keys').getAll());
          database.close();
          if (keys.some((key) => !(key instanceof CryptoKey) || key.extractable)) return 'readable';
          return keys.length;
        })();";
    let found = wire::script(&browser.driver, count, vec![]).await?;
    found.as_u64().with_context(|| format!("the device's keys: {found}"))
}
