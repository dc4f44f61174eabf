//! A vault of thousands of memories, a thousand things of which stand nowhere else: words, numbers,
//! titles and vectors. Locked, its profile holds none of them in the clear.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::Place;
use crate::browser::{Browser, Kind, PATIENCE};
use crate::dashboard::{kept, search};
use crate::keeping::{bring_in, reported};
use crate::plant::{PLANTED, PLANTED_BYTES, plant, plant_bytes};
use crate::scan::{Sought, scan};
use crate::story;

/// How many memories the seeded backup has.
const RECORDS: usize = 4000;
/// How many things are looked for.
const CANARIES: usize = 1000;
/// Opens the seeded backup: that of `satchel seed`.
pub(crate) const SEEDED: &str = "the passphrase of a seeded vault";
/// The passphrase of the vault that it is restored into.
const OWN: &str = "copper estuary violin 73";

/// The list that `satchel seed` writes beside a backup.
#[derive(Deserialize)]
struct List {
    words: Vec<String>,
    titles: Vec<String>,
    numbers: Vec<String>,
    vectors: Vec<String>,
}

impl List {
    fn read(backup: &Path) -> Result<Self> {
        let path = backup.with_extension("json");
        let text = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let list: Self = serde_json::from_slice(&text)?;
        let count = list.words.len() + list.titles.len() + list.numbers.len() + list.vectors.len();
        ensure!(count == CANARIES, "{} lists {count} canaries, not {CANARIES}", path.display());
        Ok(list)
    }

    fn text(&self) -> impl Iterator<Item = &String> {
        self.words.iter().chain(&self.titles).chain(&self.numbers)
    }

    fn blocks(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let named = |(n, vector): (usize, &String)| Ok((format!("vector {n}"), unhex(vector)?));
        self.vectors.iter().enumerate().map(named).collect()
    }
}

/// Restores the seeded backup in a profile of its own, looks at it in the dashboard, locks, closes,
/// and looks at everything on the disk.
pub(crate) async fn play(place: &Place, kind: Kind, backup: &Path) -> Result<String> {
    // A browser takes files by their whole path.
    let backup = &backup.canonicalize().with_context(|| backup.display().to_string())?;
    let list = List::read(backup)?;
    let mut launch = place.launch(kind, true);
    launch.dir = Place::target("browser-canaries", kind);
    let browser = Browser::start(&launch).await?;
    story::create(&browser, OWN).await?;
    let began = Instant::now();
    kept(&browser).await?;
    bring_in(&browser, backup, SEEDED).await?;
    reported(&browser).await?;
    let restored = began.elapsed().as_secs_f64();
    let count = kept(&browser).await?;
    ensure!(count == RECORDS, "{count} memories came in, not {RECORDS}");
    // Their vectors came with them: making so many would take minutes.
    browser.attribute_becomes("vault-state", "data-pending", "0", PATIENCE).await?;
    browser.part("memory").await?;
    let word = list.words.first().context("no word is listed")?;
    // The seeded vectors, which no model made, outweigh words in its ranking; what matters is that
    // canaries were sought and shown before the vault is locked.
    let found = search(&browser, word).await?;
    let shown = list.text().filter(|one| found.iter().any(|text| text.contains(*one))).count();
    ensure!(shown > 0, "no canary is among the {} memories found", found.len());

    browser.click("lock").await?;
    browser.attribute_becomes("vault-state", "data-state", "locked", PATIENCE).await?;
    plant(&browser).await?;
    let mut random = fastrand::Rng::with_seed(RECORDS as u64);
    let planted: Vec<u8> = (0..384).map(|_| random.u8(..)).collect();
    plant_bytes(&browser, &planted).await?;
    let profile = browser.close().await?;

    let words: Vec<String> = list.text().cloned().chain(PLANTED.map(str::to_owned)).collect();
    let mut blocks = list.blocks()?;
    blocks.push((PLANTED_BYTES.to_owned(), planted));
    let began = Instant::now();
    let seen = scan(&profile, &Sought::new(&words, &blocks)?)?;
    seen.shows_only(&[PLANTED.as_slice(), &[PLANTED_BYTES]].concat())?;
    Ok(format!(
        "{RECORDS} memories restored in {restored:.1} s, {shown} canaries shown; {} files, {:.0} MB, looked at in {:.1} s; planted \
         words and bytes seen",
        seen.files,
        seen.bytes as f64 / 1e6,
        began.elapsed().as_secs_f64()
    ))
}

/// Bytes written in hex.
pub(crate) fn unhex(text: &str) -> Result<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?)).collect()
}
