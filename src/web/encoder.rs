//! The encoder alone: what benches measure.

use wasm_bindgen::prelude::*;

use crate::embed::{Encoder as _, TextEncoder};

use super::engine::thrown;

/// A packed model, loaded.
#[derive(Debug)]
#[wasm_bindgen(js_name = Encoder)]
pub struct WebEncoder(TextEncoder);

#[wasm_bindgen(js_class = Encoder)]
impl WebEncoder {
    /// Loads a packed model.
    ///
    /// # Errors
    /// Throws the core's error, an object with `kind` and `code`.
    #[wasm_bindgen(constructor)]
    pub fn new(model: Vec<u8>) -> Result<WebEncoder, JsValue> {
        TextEncoder::load(model).map(Self).map_err(thrown)
    }

    /// The vectors of texts, one after the other; a product of two divided by 127² is their cosine.
    ///
    /// # Errors
    /// Throws the core's error.
    pub fn encode(&mut self, texts: Vec<String>) -> Result<Vec<i8>, JsValue> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let encoded = self.0.encode(&texts).map_err(thrown)?;
        Ok(encoded.iter().flat_map(|text| *text.vector.0).collect())
    }
}
