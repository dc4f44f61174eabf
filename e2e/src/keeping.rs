//! What becomes of memories in the long run: the bin, shredding, backups in another profile, damage
//! on the disk, and the end of it all.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;

use crate::Place;
use crate::browser::{Browser, Kind, Launch, PATIENCE, test_id, until};
use crate::dashboard::{kept, search};
use crate::diary::Diary;
use crate::everyday::{NOTE, delete, focused};
use crate::story::{HELP, PASSPHRASE};
use crate::words::Words;
use crate::{ending, story, wire};

/// Typed for the backup, and for nothing else.
pub(crate) const BACKUP_PASSPHRASE: &str = "walnut harbour ninety copper";
/// The passphrase of the vault in the other profile.
pub(crate) const OTHER_PASSPHRASE: &str = "gravel teapot meridian 18";
/// Writing, reading back and restoring derive a key each, on a machine that may be slow.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// Tries what is done with the vault of every day. It begins with the note in the bin, and leaves a
/// backup among the downloads.
pub(crate) async fn play(browser: &Browser, diary: &mut Diary, words: &Words, launch: &Launch) {
    let result = put_back(browser, diary, words).await;
    diary.tried(browser, "what was deleted lies in the bin, and can be put back", result).await;

    let result = backed_up(browser, diary, words, launch).await;
    diary.tried(browser, "a backup is written, read back and saved by the browser", result).await;

    let result = shredded(browser, diary, words).await;
    diary
        .tried(browser, "shredding asks once, names the backup, gives a receipt, and is for ever", result)
        .await;

    let result = revived(browser, diary, words, launch).await;
    diary.tried(browser, "a backup brings back what was shredded only when that is said twice", result).await;

    let result = site_shredded(browser, words).await;
    diary.tried(browser, "what the ledger says of a site can be shredded", result).await;
}

/// The backup among the downloads, put where it outlasts the browser.
pub(crate) fn saved(launch: &Launch) -> Result<PathBuf> {
    let file = downloaded(launch)?.context("no backup was downloaded")?;
    let kept = Place::target("keeping", launch.kind);
    std::fs::create_dir_all(&kept)?;
    let kept = kept.join("kept.satchel");
    std::fs::copy(file, &kept)?;
    Ok(kept)
}

/// Tries what is done with a backup in another profile. How many passed and failed.
pub(crate) async fn elsewhere(
    place: &Place,
    kind: Kind,
    words: &Words,
    backup: &Path,
) -> Result<(usize, usize)> {
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-elsewhere", kind);
    let mut diary = Diary::begin(Place::target("keeping", kind).join("pictures"))?;
    let browser = Browser::start(&launch).await?;
    let (b, d) = (&browser, &mut diary);

    let result = refused(b, words, &launch, backup).await;
    d.tried(b, "a cut backup, a strange file and a wrong passphrase are refused in words", result).await;

    let result = restored(b, d, words, backup).await;
    d.tried(b, "a backup fills an empty vault of another profile, with what was approved", result).await;

    let result = repaired(b, d, words, backup).await;
    d.tried(b, "damage on the disk is named, repaired, and made good from the backup", result).await;

    ending::play(b, d, words, backup).await;

    browser.close().await?;
    Ok((diary.passed, diary.failed))
}

async fn put_back(browser: &Browser, diary: &mut Diary, words: &Words) -> Result<()> {
    let before = kept(browser).await?;
    browser.click("nav-bin").await?;
    words.said_in(browser, "vault-state", "binned_one", &["1"]).await?;
    let row = browser.part("binned").await?;
    ensure!(row.text().await?.contains(NOTE), "the bin holds {:?}", row.text().await?);
    diary.picture(browser, "the bin").await?;
    browser.click("put-back").await?;
    words.said_in(browser, "vault-state", "put_back_done", &[]).await?;
    words.said_in(browser, "vault-state", "bin_none_title", &[]).await?;

    let after = kept(browser).await?;
    ensure!(after == before + 1, "{before} memories before, {after} after one was put back");
    let found = search(browser, "kayak").await?;
    ensure!(found.iter().any(|text| text.contains(NOTE)), "search does not find what was put back");
    Ok(())
}

async fn backed_up(browser: &Browser, diary: &mut Diary, words: &Words, launch: &Launch) -> Result<()> {
    let memories = kept(browser).await?;
    browser.click("nav-backups").await?;
    words.said_in(browser, "backups", "backups_none", &[]).await?;
    browser.type_into("backup-passphrase", BACKUP_PASSPHRASE).await?;
    browser.type_into("backup-again", "walnut harbour ninety coppers").await?;
    browser.click("backup-go").await?;
    words.complaint(browser, "passphrase_differs", &[]).await?;
    for field in ["backup-passphrase", "backup-again"] {
        browser.part(field).await?.clear().await?;
    }
    let file = back_up(browser, launch).await?;
    words.said_in(browser, "backup-done", "backup_done_other", &[&memories.to_string()]).await?;
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    words.said_in(browser, "backup-done", "backup_saving", &[&name]).await?;
    words.said_in(browser, "backups", "memories_other", &[&memories.to_string()]).await?;
    let bytes = std::fs::read(&file)?;
    ensure!(bytes.len() > 1000, "the backup has {} bytes", bytes.len());
    for word in [NOTE, HELP] {
        let there = bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
        ensure!(!there, "the backup has {word:?} in the clear");
    }
    diary.picture(browser, "a backup made").await
}

/// Makes a backup on its page, which is open.
pub(crate) async fn back_up(browser: &Browser, launch: &Launch) -> Result<PathBuf> {
    for field in ["backup-passphrase", "backup-again"] {
        browser.type_into(field, BACKUP_PASSPHRASE).await?;
    }
    browser.click("backup-go").await?;
    until("the backup is among the downloads", LONG, async || downloaded(launch)).await
}

async fn shredded(browser: &Browser, diary: &mut Diary, words: &Words) -> Result<()> {
    delete(browser, NOTE).await?;
    let before = kept(browser).await?;
    browser.click("nav-bin").await?;
    browser.click("shred-one").await?;
    words.said_in(browser, "shredding", "shred_text", &[]).await?;
    words.said_in(browser, "shredding", "shred_backups_one", &[]).await?;
    focused(browser, "shred-no").await?;
    diary.picture(browser, "asked before shredding").await?;
    browser.click("shred-no").await?;
    browser.part("binned").await.context("it was shredded without a yes")?;

    browser.click("shred-one").await?;
    browser.click("shred-yes").await?;
    words.said_in(browser, "shredding", "receipt_memories_one", &["1"]).await?;
    words.said_in(browser, "shredding", "receipt_done", &[]).await?;
    words.said_in(browser, "shredding", "receipt_backups", &[]).await?;
    focused(browser, "shred-close").await?;
    diary.picture(browser, "a receipt").await?;
    browser.click("shred-close").await?;
    // The button that opened the dialog went with what was shredded.
    until("the heading has the focus", PATIENCE, async || {
        let focused = browser.driver.active_element().await?;
        Ok((focused.tag_name().await? == "h1").then_some(()))
    })
    .await?;
    words.said_in(browser, "vault-state", "bin_none_title", &[]).await?;
    words.said_in(browser, "receipts", "receipt_memories_one", &["1"]).await?;

    // It stays so for an engine that has to open everything anew.
    browser.kill_engine().await?;
    let after = kept(browser).await?;
    ensure!(after == before, "{before} memories before, {after} after");
    browser.click("nav-bin").await?;
    words.said_in(browser, "vault-state", "bin_none_title", &[]).await?;
    words.said_in(browser, "receipts", "receipt_done", &[]).await
}

async fn revived(browser: &Browser, diary: &mut Diary, words: &Words, launch: &Launch) -> Result<()> {
    let file = downloaded(launch)?.context("no backup was downloaded")?;
    let before = kept(browser).await?;
    bring_in(browser, &file, BACKUP_PASSPHRASE).await?;
    words.said_in(browser, "restore-report", "restore_nothing", &[]).await?;
    words.said_in(browser, "restore-report", "restore_shredded_one", &["1"]).await?;
    diary.picture(browser, "shredded memories left out of what is restored").await?;
    browser.click("revive").await?;
    words.said_in(browser, "reviving", "revive_text_one", &[]).await?;
    focused(browser, "revive-no").await?;
    browser.click("revive-no").await?;
    let after = kept(browser).await?;
    ensure!(after == before, "{before} memories before, {after} after a no");

    bring_in(browser, &file, BACKUP_PASSPHRASE).await?;
    browser.click("revive").await?;
    browser.click("revive-yes").await?;
    words.said_in(browser, "restore-report", "restore_kept_one", &["1"]).await?;
    let found = {
        kept(browser).await?;
        search(browser, "kayak").await?
    };
    ensure!(found.iter().any(|text| text.contains(NOTE)), "search does not find what came back");
    Ok(())
}

async fn site_shredded(browser: &Browser, words: &Words) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.click("nav-ledger").await?;
    browser.part("ledger-entry").await?;
    browser.click("nav-bin").await?;
    loop {
        browser.part("danger").await?;
        let sites = async || browser.driver.find_all(By::Css(test_id("danger-site"))).await;
        // The list comes with the ledger, a moment after the page.
        let there = until("sites are listed", Duration::from_secs(3), async || {
            Ok((!sites().await?.is_empty()).then_some(()))
        });
        if there.await.is_err() {
            break;
        }
        let before = sites().await?.len();
        browser.click("shred-site").await?;
        words.said_in(browser, "shredding", "shred_site_text", &[]).await?;
        browser.click("shred-yes").await?;
        words.said_in(browser, "shredding", "receipt_done", &[]).await?;
        browser.click("shred-close").await?;
        until("the site is listed no more", PATIENCE, async || {
            Ok((sites().await?.len() + 1 == before).then_some(()))
        })
        .await?;
    }
    words.said_in(browser, "danger", "danger_sites_none", &[]).await?;
    browser.click("nav-ledger").await?;
    words.said_in(browser, "vault-state", "ledger_none_title", &[]).await
}

async fn refused(browser: &Browser, words: &Words, launch: &Launch, backup: &Path) -> Result<()> {
    story::create(browser, OTHER_PASSPHRASE).await?;

    let whole = std::fs::read(backup)?;
    let most = whole.get(..whole.len() - 40).context("most of the backup")?;
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    *changed.get_mut(middle).context("its middle")? ^= 1;
    for (name, content, passphrase, key) in [
        ("cut.satchel", most, BACKUP_PASSPHRASE, "error_backup_broken"),
        ("changed.satchel", &changed, BACKUP_PASSPHRASE, "error_backup_broken"),
        (
            "strange.satchel",
            b"%PDF-1.7 an invoice, and no backup at all",
            BACKUP_PASSPHRASE,
            "error_not_a_backup",
        ),
        ("whole.satchel", &whole, PASSPHRASE, "error_backup_passphrase_wrong"),
    ] {
        let file = launch.dir.join(name);
        std::fs::write(&file, content)?;
        kept(browser).await?;
        bring_in(browser, &file, passphrase).await?;
        words.complaint(browser, key, &[]).await.with_context(|| name.to_owned())?;
        let after = kept(browser).await?;
        ensure!(after == 0, "{after} memories came in from {name}");
    }
    Ok(())
}

async fn restored(browser: &Browser, diary: &mut Diary, words: &Words, backup: &Path) -> Result<()> {
    kept(browser).await?;
    bring_in(browser, backup, BACKUP_PASSPHRASE).await?;
    reported(browser).await?;
    diary.picture(browser, "a backup restored").await?;
    let count = kept(browser).await?;
    ensure!(count > 10, "only {count} memories came in");
    bring_in(browser, backup, BACKUP_PASSPHRASE).await?;
    words.said_in(browser, "restore-report", "restore_nothing", &[]).await?;
    words.said_in(browser, "restore-report", "restore_known_other", &[&count.to_string()]).await?;

    kept(browser).await?;
    for (query, pill) in [
        ("kayak", None),
        ("sourdough feeding Fridays", None),
        ("dough Saturday", Some("quarantined_assistant")),
    ] {
        let found = search(browser, query).await?;
        let first = found.first().with_context(|| format!("{query:?} finds nothing"))?;
        let waits = first.contains(&words.say("quarantined_assistant", &[])?)
            || first.contains(&words.say("quarantined", &[])?);
        ensure!(waits == pill.is_some(), "{query:?} finds {first:?}");
    }
    Ok(())
}

async fn repaired(browser: &Browser, diary: &mut Diary, words: &Words, backup: &Path) -> Result<()> {
    let before = kept(browser).await?;
    harm(browser).await?;
    browser.kill_engine().await?;

    let count = kept(browser).await?;
    ensure!(count + 1 == before, "{before} memories before the damage, {count} after");
    words.said_in(browser, "vault-state", "damaged_one", &["1"]).await?;
    browser.click("damaged-link").await?;
    words.said_in(browser, "damages", "kept_memory", &[]).await?;
    words.said_in(browser, "damages", "damage_record_changed_one", &["1"]).await?;
    diary.picture(browser, "what is damaged").await?;
    browser.click("nav-backups").await?;
    words.said_in(browser, "backup-form", "backup_damaged", &[]).await?;

    browser.click("nav-repair").await?;
    browser.click("repair").await?;
    words.said_in(browser, "repairing", "repair_sure", &[]).await?;
    browser.click("repair-yes").await?;
    words.said_in(browser, "repaired", "repair_done", &[]).await?;
    browser.kill_engine().await?;
    let whole = kept(browser).await?;
    ensure!(whole == count, "{count} memories before repairing, {whole} after");
    ensure!(browser.driver.find(By::Css(test_id("nav-repair"))).await.is_err(), "it is damaged still");

    bring_in(browser, backup, BACKUP_PASSPHRASE).await?;
    words.said_in(browser, "restore-report", "restore_kept_one", &["1"]).await?;
    let good = kept(browser).await?;
    ensure!(good == before, "{before} memories before the damage, {good} after restoring");
    Ok(())
}

/// As a failing disk would: changes one bit of one record, in the bag that has most. The engine sees
/// it after it has opened the vault anew.
pub(crate) async fn harm(browser: &Browser) -> Result<()> {
    let harm = r"
        const wait = (request) => new Promise((done, failed) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
        return (async () => {
          const database = await wait(indexedDB.open('satchel'));
          const write = database.transaction('records', 'readwrite');
          const records = write.objectStore('records');
          const bags = Object.groupBy(await wait(records.getAllKeys()), (key) => key.split('/')[0]);
          const [most] = Object.values(bags).sort((a, b) => b.length - a.length);
          const row = await wait(records.get(most[0]));
          row[row.length >> 1] ^= 1;
          records.put(row, most[0]);
          await new Promise((done) => (write.oncomplete = done));
          database.close();
          return 'harmed';
        })();";
    let done = wire::script(&browser.driver, harm, vec![]).await?;
    ensure!(done == "harmed", "no record could be changed: {done}");
    Ok(())
}

/// Chooses a backup in the dashboard that is open, and gives its passphrase. Where the vault is empty, it
/// asks whose backup it is: one's own.
pub(crate) async fn bring_in(browser: &Browser, file: &Path, passphrase: &str) -> Result<()> {
    browser.click("nav-backups").await?;
    browser.choose_file("restore-file", file).await?;
    browser.type_into("restore-passphrase", passphrase).await?;
    let mine = format!("{} label", test_id("restore-whose"));
    if let Ok(mine) = browser.driver.find(By::Css(mine)).await {
        mine.click().await?;
    }
    browser.click("restore-go").await
}

/// Waits until a restore that runs has come to its report.
pub(crate) async fn reported(browser: &Browser) -> Result<()> {
    until("the report is there", LONG, async || {
        Ok(browser.driver.find(By::Css(test_id("restore-report"))).await.ok())
    })
    .await
    .map(drop)
}

/// A backup that the browser has saved to its end.
fn downloaded(launch: &Launch) -> Result<Option<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(launch.downloads())? {
        files.push(entry?.path());
    }
    let all = files.iter().all(|file| file.extension().is_some_and(|ending| ending == "satchel"));
    let whole = |file: &PathBuf| std::fs::metadata(file).is_ok_and(|about| about.len() > 0);
    Ok(files.into_iter().find(|file| all && whole(file)))
}
