//! How a vault ends: destroyed by its user, with the passphrase or because nobody has it any more.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use crate::browser::{Browser, PATIENCE};
use crate::dashboard::kept;
use crate::diary::Diary;
use crate::everyday::focused;
use crate::keeping::{BACKUP_PASSPHRASE, LONG, OTHER_PASSPHRASE, bring_in, reported};
use crate::story::{self, PASSPHRASE};
use crate::ways::page::ask;
use crate::words::Words;

/// Tries both. It begins with a vault that is open, and leaves another one, filled from the backup.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary, words: &Words, backup: &Path) {
    let result = forgotten(browser, diary, words).await;
    diary.tried(browser, "“forget me” takes the passphrase, and leaves no vault", result).await;

    let result = begun_again(browser, diary, words, backup).await;
    diary
        .tried(
            browser,
            "who has forgotten the passphrase starts again from a backup, but not while the vault is open",
            result,
        )
        .await;
}

async fn forgotten(browser: &Browser, diary: &mut Diary, words: &Words) -> Result<()> {
    kept(browser).await?;
    browser.click("nav-settings").await?;
    browser.click("forget").await?;
    words.said_in(browser, "forgetting", "forget_dialog_text", &[]).await?;
    browser.type_into("forget-secret", PASSPHRASE).await?;
    browser.click("forget-yes").await?;
    words.complaint(browser, "error_passphrase_wrong", &[]).await?;
    browser.part("forget-secret").await?.clear().await?;
    browser.type_into("forget-secret", OTHER_PASSPHRASE).await?;
    browser.click("forget-yes").await?;
    browser.attribute_becomes("vault-state", "data-state", "missing", LONG).await?;
    words.said_in(browser, "forgotten", "forgotten_title", &[]).await?;
    diary.picture(browser, "everything destroyed").await?;
    browser.open_own("dashboard.html").await?;
    browser.attribute_becomes("vault-state", "data-state", "missing", PATIENCE).await
}

/// Nobody knows the passphrase of the vault any more. It begins with no vault.
async fn begun_again(browser: &Browser, diary: &mut Diary, words: &Words, backup: &Path) -> Result<()> {
    story::create(browser, OTHER_PASSPHRASE).await?;
    let reply = ask(browser, json!({"type": "forget"})).await?;
    ensure!(reply["code"] == "slot_proof_missing", "an open vault is destroyed unasked: {reply}");
    kept(browser).await?;
    browser.click("lock").await?;

    browser.click("forgot-ask").await?;
    words.said_in(browser, "forgot", "forgot_no_way", &[]).await?;
    diary.picture(browser, "a passphrase forgotten").await?;
    browser.click("restart").await?;
    words.said_in(browser, "restarting", "restart_text", &[]).await?;
    focused(browser, "restart-word").await?;
    browser.type_into("restart-word", "destr").await?;
    ensure!(!browser.part("restart-yes").await?.is_enabled().await?, "half a word is enough");
    browser.part("restart-word").await?.clear().await?;
    browser.type_into("restart-word", &words.say("restart_word", &[])?).await?;
    diary.picture(browser, "about to start again").await?;
    browser.click("restart-yes").await?;
    browser.attribute_becomes("vault-state", "data-state", "missing", LONG).await?;
    words.said_in(browser, "forgotten", "restarted_backups", &[]).await?;

    // Where a backup is what one has, making a vault leads to where it is brought in.
    for field in ["passphrase", "passphrase-again"] {
        browser.type_into(field, OTHER_PASSPHRASE).await?;
    }
    browser.click("create-restore").await?;
    browser.part("backups").await?;
    bring_in(browser, backup, BACKUP_PASSPHRASE).await?;
    reported(browser).await?;
    let count = kept(browser).await?;
    ensure!(count > 10, "only {count} memories came back");
    Ok(())
}
