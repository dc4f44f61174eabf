//! What a browser leaves on the disk that is killed while the vault is unlocked, with no time to
//! tidy up: no word of the memory, no vector, no key, no passphrase, nothing half typed.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use satchel::embed::{Encoder as _, TextEncoder};
use serde_json::Value;

use super::invented::{Inventor, TURNS};
use super::launch;
use super::seat::Seat;
use crate::browser::{Kind, PATIENCE, until};
use crate::dashboard::{kept, search};
use crate::plant::{PLANTED, PLANTED_BYTES, plant, plant_bytes};
use crate::sample::History;
use crate::scan::{Sought, scan};
use crate::server::Server;
use crate::story::PASSPHRASE;
use crate::{Place, wire};

/// Each turn has a word of its own.
const WORDS: usize = 1000;
/// So many vectors are made, and sealed, before the browser is killed.
const VECTORS: usize = 300;
/// Making them may take this long.
const ENCODING: Duration = Duration::from_secs(180);
/// A browser writes its session file every now and then.
const SESSION: Duration = Duration::from_secs(60);
/// In the address of a page that was open: the session files must be seen to have it.
const PLANTED_ADDRESS: &str = "Plantedaddress";

/// Fills a vault, kills the browser and looks at everything that it left.
pub(super) async fn play(place: &Place, kind: Kind, seed: u64) -> Result<String> {
    let mut inventor = Inventor::new(seed);
    let mut words: Vec<String> = (0..WORDS).map(|_| inventor.word()).collect();
    let history = inventor.export(0, WORDS / TURNS, &words)?;
    let [noted, half_typed, searched] = [inventor.word(), inventor.word(), inventor.word()];
    let planted: Vec<u8> = (0..384).map(|_| inventor.below(256) as u8).collect();

    let launch = launch(place, kind, "crash");
    let server = Server::start()?;
    let seat = Seat::fresh(&launch).await?;
    let file = launch.dir.join("export.zip");
    std::fs::write(&file, history.zip()?)?;
    seat.begin_import(&file).await?;
    seat.import_ends(PATIENCE).await?;
    seat.note(&noted).await?;
    until("vectors are made", ENCODING, async || Ok((seat.pending().await? + VECTORS < WORDS).then_some(())))
        .await?;

    let browser = &seat.browser;
    plant(browser).await?;
    plant_bytes(browser, &planted).await?;
    let session = browser.profile.clone();
    browser.open(&format!("{}?{PLANTED_ADDRESS}", server.page("plain"))).await?;
    let key = open_beside(&seat, &searched, &half_typed).await?;
    let address = Sought::words(&[PLANTED_ADDRESS.to_owned()])?;
    until("the session files have the open page", SESSION, async || {
        Ok(scan(&session, &address)?.sightings.iter().any(|one| is_of_session(&one.file)).then_some(()))
    })
    .await?;
    let profile = seat.browser.kill().await?;

    words.extend([noted, half_typed, searched]);
    let controls = [PLANTED.as_slice(), &[PLANTED_ADDRESS]].concat();
    let mut blocks = vectors(&history)?;
    blocks.extend(key);
    blocks.push(("the passphrase".to_owned(), PASSPHRASE.into()));
    let wide = PASSPHRASE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    blocks.push(("the passphrase in UTF-16".to_owned(), wide));
    blocks.push((PLANTED_BYTES.to_owned(), planted));
    let all: Vec<String> =
        words.iter().cloned().chain(controls.iter().map(|word| (*word).to_owned())).collect();
    let began = Instant::now();
    let seen = scan(&profile, &Sought::new(&all, &blocks)?)?;
    let took = began.elapsed();
    seen.shows_only(&[controls.as_slice(), &[PLANTED_BYTES]].concat())?;
    let (files, megabytes) = (seen.files, seen.bytes as f64 / 1e6);
    Ok(format!(
        "{} words and {} blocks in {files} files, {megabytes:.0} MB, looked for in {:.1} s",
        words.len(),
        blocks.len(),
        took.as_secs_f64()
    ))
}

fn is_of_session(file: &Path) -> bool {
    file.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        name == "Sessions" || name.starts_with("sessionstore")
    })
}

/// Leaves the dashboard open in a tab of its own, with a search done and a note half typed. The
/// access key that waits in the browser's memory, in the forms in which it could reach the disk.
async fn open_beside(seat: &Seat, searched: &str, half_typed: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let browser = &seat.browser;
    let tab = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(tab).await?;
    kept(browser).await?;
    search(browser, searched).await?;
    browser.type_into("add-note", &format!("I have not finished {half_typed}")).await?;
    let ask = "return (globalThis.browser ?? chrome).storage.session.get()";
    let held = wire::script(&browser.driver, ask, vec![]).await?;
    let arrays = held.as_object().into_iter().flat_map(|held| held.values()).map(|value| &value["key"]);
    let key = arrays.filter_map(Value::as_array).next().context("no key waits in the session's memory")?;
    let bytes: Vec<u8> = key.iter().filter_map(|byte| u8::try_from(byte.as_u64()?).ok()).collect();
    ensure!(bytes.len() == 32, "the key has {} bytes", bytes.len());
    let text = serde_json::to_string(key)?;
    Ok(vec![("the access key".to_owned(), bytes), ("the access key as text".to_owned(), text.into())])
}

/// The vectors of all turns, as the extension makes them: any twelve coordinates give one away.
fn vectors(history: &History) -> Result<Vec<(String, Vec<u8>)>> {
    let model = Place::root().join("target/model/minilm.model");
    let mut encoder = TextEncoder::load(std::fs::read(model).context("target/model/minilm.model")?)?;
    let texts: Vec<&str> = history.texts().collect();
    let encoded = encoder.encode(&texts)?;
    let bytes =
        |vector: &satchel::embed::Vector| vector.0.iter().map(|number| number.cast_unsigned()).collect();
    Ok(encoded.iter().enumerate().map(|(n, text)| (format!("vector {n}"), bytes(&text.vector))).collect())
}
