//! What is planted where extensions keep things: a scan that does not see it sees nothing.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::browser::Browser;
use crate::wire;

/// Words planted in IndexedDB, in storage and in a private file.
pub(crate) const PLANTED: [&str; 3] = ["Plantedbase", "Plantedstore", "Plantedfile"];
/// The name of bytes planted where the vault lies.
pub(crate) const PLANTED_BYTES: &str = "planted bytes";

/// Writes the planted words as an extension page can: to IndexedDB, storage and a private file.
pub(crate) async fn plant(browser: &Browser) -> Result<()> {
    browser.open_own("dashboard.html").await?;
    browser.part("vault-state").await?;
    let plant = r"
        const [base, store, file] = arguments;
        const sentence = (word) => `Nobody but ${word} would say so. `.repeat(50);
        const wait = (request) => new Promise((done, failed) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
        return (async () => {
          const opening = indexedDB.open('planted', 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore('planted');
          const database = await wait(opening);
          const write = database.transaction('planted', 'readwrite', { durability: 'strict' });
          write.objectStore('planted').put({ text: sentence(base) }, 'text');
          await new Promise((done) => (write.oncomplete = done));
          database.close();
          await (globalThis.browser ?? chrome).storage.local.set({ planted: sentence(store) });
          const root = await navigator.storage.getDirectory();
          const out = await (await root.getFileHandle('planted', { create: true })).createWritable();
          await out.write(sentence(file));
          await out.close();
          return 'planted';
        })();";
    let done = wire::script(&browser.driver, plant, PLANTED.map(Value::from).to_vec()).await?;
    ensure!(done == "planted", "the control could not be planted: {done}");
    Ok(())
}

/// Writes bytes to IndexedDB as an extension page can, once words are planted.
pub(crate) async fn plant_bytes(browser: &Browser, bytes: &[u8]) -> Result<()> {
    let plant = r"
        const bytes = new Uint8Array(arguments[0]);
        const wait = (request) => new Promise((done, failed) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
        return (async () => {
          const database = await wait(indexedDB.open('planted', 1));
          const write = database.transaction('planted', 'readwrite', { durability: 'strict' });
          write.objectStore('planted').put(bytes, 'bytes');
          await new Promise((done) => (write.oncomplete = done));
          database.close();
          return 'planted';
        })();";
    let done = wire::script(&browser.driver, plant, vec![bytes.into()]).await?;
    ensure!(done == "planted", "the bytes could not be planted: {done}");
    Ok(())
}
