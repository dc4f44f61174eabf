//! AES-256-GCM as the browser has it: many times as fast as any in WebAssembly, and beside it.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto, WorkerGlobalScope};
use zeroize::Zeroizing;

use crate::crypto::aead::Sealed;

/// What is shorter than this, in bytes, is opened here before it could be asked for there.
const LARGE: usize = 4096;
const CIPHER: &str = "AES-GCM";

/// What each large message says; none of small ones, nor of what the browser does not open. All are on their way before
/// the first is awaited. What is made of them outside of this module's memory is overwritten.
pub(super) async fn open(sealed: &[Sealed<'_>]) -> Vec<Option<Zeroizing<Vec<u8>>>> {
    let Some(subtle) = subtle().filter(|_| sealed.iter().any(is_large)) else {
        return vec![None; sealed.len()];
    };
    let mut keys = Vec::with_capacity(sealed.len());
    for one in sealed {
        keys.push(is_large(one).then(|| import(&subtle, one).ok()).flatten());
    }
    let mut opening = Vec::with_capacity(sealed.len());
    for (one, key) in sealed.iter().zip(keys) {
        opening.push(match key {
            Some((key, bytes)) => {
                let key = key.await;
                bytes.fill(0, 0, bytes.length());
                key.ok().and_then(|key| decrypt(&subtle, one, key.unchecked_ref()).ok())
            }
            None => None,
        });
    }
    let mut opened = Vec::with_capacity(sealed.len());
    for one in opening {
        opened.push(match one {
            Some(one) => one.await.ok().map(|plain| {
                let plain = Uint8Array::new(&plain);
                let bytes = Zeroizing::new(plain.to_vec());
                plain.fill(0, 0, plain.length());
                bytes
            }),
            None => None,
        });
    }
    opened
}

fn is_large(sealed: &Sealed<'_>) -> bool {
    sealed.message.len() >= LARGE
}

fn subtle() -> Option<SubtleCrypto> {
    let worker: WorkerGlobalScope = js_sys::global().dyn_into().ok()?;
    worker.crypto().ok().map(|crypto| crypto.subtle())
}

/// A message's key, with its bytes as they were handed over.
fn import(subtle: &SubtleCrypto, sealed: &Sealed<'_>) -> Result<(JsFuture, Uint8Array), JsValue> {
    let bytes = Uint8Array::from(sealed.key.bytes().as_slice());
    let usages = Array::of1(&"decrypt".into());
    let key = subtle.import_key_with_str("raw", &bytes, CIPHER, false, &usages)?;
    Ok((JsFuture::from(key), bytes))
}

fn decrypt(subtle: &SubtleCrypto, sealed: &Sealed<'_>, key: &CryptoKey) -> Result<JsFuture, JsValue> {
    let (nonce, ciphertext, bound) = sealed.parts().ok_or(JsValue::UNDEFINED)?;
    let how = Object::new();
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    Reflect::set(&how, &"name".into(), &CIPHER.into())?;
    Reflect::set(&how, &"iv".into(), &bytes(nonce))?;
    Reflect::set(&how, &"additionalData".into(), &bytes(&bound))?;
    let plain = subtle.decrypt_with_object_and_js_u8_array(&how, key, &Uint8Array::from(ciphertext))?;
    Ok(JsFuture::from(plain))
}
