//! The engine as JavaScript sees it, inside its Worker.

use std::io::BufReader;

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;
use web_sys::File;

use crate::clock::{Clock, Millis};
use crate::crypto::keys::{AccessKey, Key};
use crate::embed::TextEncoder;
use crate::engine::protocol::{JobEnd, Reply, Request, Step};
use crate::engine::{Engine, Wishes, World};
use crate::error::Error;
use crate::rng::SystemRng;
use crate::transfer::ReadSeek;

use super::file::FileSource;
use super::private::PrivateFile;
use super::store::BrowserStore;

/// How much of a file is read at once: few calls into the browser, little memory.
const READ_AHEAD: usize = 256 * 1024;

#[wasm_bindgen(typescript_custom_section)]
const ID: &str = "/** A random name: 32 lower-case hex digits. */\nexport type Id = string;";

struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Millis {
        // Whole milliseconds since 1970, exact in both types.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Millis(js_sys::Date::now() as u64)
    }
}

/// The engine. One call at a time: a call made while another runs is refused by wasm-bindgen.
#[wasm_bindgen(js_name = Engine)]
pub struct WebEngine(Engine<BrowserStore>);

#[wasm_bindgen(js_class = Engine)]
impl WebEngine {
    /// Opens the store of this name and stands locked.
    ///
    /// # Errors
    /// Throws the core's error, an object with `kind` and `code`.
    pub async fn open(name: String) -> Result<WebEngine, JsValue> {
        let store = BrowserStore::open(&name).await.map_err(thrown)?;
        let world = World { clock: Box::new(BrowserClock), rng: Box::new(SystemRng) };
        Ok(Self(Engine::new(store, world)))
    }

    /// Answers one request. What fails is answered too, by `failed`.
    ///
    /// # Errors
    /// Throws only if the request is none.
    pub async fn handle(&mut self, request: Ts<Request>) -> Result<Ts<Reply>, JsValue> {
        let request = request.to_rust().map_err(|_| thrown(Error::internal("request_malformed")))?;
        let reply = self.0.handle(request).await;
        // One that cannot be told ends nothing but itself.
        given(&reply).or_else(|_| given(&Reply::Failed(Error::internal("reply_unspeakable"))))
    }

    /// The access key of the open vault.
    #[wasm_bindgen(js_name = accessKey)]
    pub fn access_key(&self) -> Option<Vec<u8>> {
        self.0.access_key().map(|access| access.0.bytes().to_vec())
    }

    /// Opens the vault with an access key; answers as a `status` request does.
    ///
    /// # Errors
    /// Throws only if the answer cannot be given.
    pub async fn wake(&mut self, key: Vec<u8>) -> Result<Ts<Reply>, JsValue> {
        let key = zeroize::Zeroizing::new(key);
        let woken = match Key::from_slice(&key) {
            Some(key) => self.0.wake(AccessKey(key)).await,
            None => Err(Error::integrity("root_lost")),
        };
        given(&woken.map_or_else(Reply::Failed, Reply::Status))
    }

    /// Gives the engine its model. Without a good one it goes on by words alone, and its status
    /// says so.
    #[wasm_bindgen(js_name = loadEncoder)]
    pub fn load_encoder(&mut self, model: Vec<u8>) {
        match TextEncoder::load(model) {
            Ok(encoder) => self.0.set_encoder(Box::new(encoder)),
            Err(error) => self.0.lack_encoder(error),
        }
    }

    /// Begins to import a file.
    ///
    /// # Errors
    /// Throws the core's error.
    #[wasm_bindgen(js_name = beginImport)]
    pub fn begin_import(&mut self, file: File) -> Result<(), JsValue> {
        self.0.begin_import(source(file)?).map_err(thrown)
    }

    /// Begins to look through a file that may be imported.
    ///
    /// # Errors
    /// Throws the core's error.
    #[wasm_bindgen(js_name = beginLook)]
    pub fn begin_look(&mut self, file: File) -> Result<(), JsValue> {
        self.0.begin_look(source(file)?).map_err(thrown)
    }

    /// Begins to write a backup into the private file of this name, which replaces one of before.
    ///
    /// # Errors
    /// Throws the core's error.
    #[wasm_bindgen(js_name = beginBackup)]
    pub async fn begin_backup(&mut self, name: String, passphrase: String) -> Result<(), JsValue> {
        let unwritable = |_| thrown(Error::device("backup_unwritable"));
        let file = PrivateFile::create(&name).await.map_err(unwritable)?;
        self.0.begin_backup(Box::new(file), passphrase, name).await.map_err(thrown)
    }

    /// Begins to restore a backup; with `revive`, what was shredded comes back too; with `own`, an empty
    /// vault becomes the one that it was made of.
    ///
    /// # Errors
    /// Throws the core's error.
    #[wasm_bindgen(js_name = beginRestore)]
    pub fn begin_restore(
        &mut self,
        file: File,
        passphrase: String,
        revive: bool,
        own: bool,
    ) -> Result<(), JsValue> {
        let name = file.name();
        self.0.begin_restore(source(file)?, (name, passphrase), Wishes { revive, own }).map_err(thrown)
    }

    /// Ends the running job; what it kept stays.
    ///
    /// # Errors
    /// Throws only if the answer cannot be given.
    #[wasm_bindgen(js_name = cancelJob)]
    pub fn cancel_job(&mut self) -> Result<Option<Ts<JobEnd>>, JsValue> {
        self.0.cancel_job().as_ref().map(given).transpose()
    }

    /// Does long work for about `budget` milliseconds.
    ///
    /// # Errors
    /// Throws only if the answer cannot be given.
    pub async fn step(&mut self, budget: u32) -> Result<Ts<Step>, JsValue> {
        given(&self.0.step(u64::from(budget)).await)
    }
}

fn source(file: File) -> Result<Box<dyn ReadSeek>, JsValue> {
    let source = FileSource::new(file).map_err(|_| thrown(Error::device("file_unreadable")))?;
    Ok(Box::new(BufReader::with_capacity(READ_AHEAD, source)))
}

fn given<T: Tsify + Serialize>(value: &T) -> Result<Ts<T>, JsValue>
where
    T::JsType: JsCast,
{
    Ts::from_rust(value).map_err(|_| thrown(Error::internal("reply_unspeakable")))
}

pub(super) fn thrown(error: Error) -> JsValue {
    given(&error).map_or_else(|_| JsValue::from_str("internal"), JsValue::from)
}
