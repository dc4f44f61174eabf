//! The index and recall alone, over texts that nobody sealed: what benches measure.

use wasm_bindgen::prelude::*;

use crate::clock::Millis;
use crate::embed::projection::TokenState;
use crate::embed::{DIMENSIONS, Encoded, Vector};
use crate::error::Error;
use crate::id::{Fingerprint, Id};
use crate::index::dense::Dense;
use crate::index::states::Kept;
use crate::index::{Doc, Index, Slot};
use crate::memory::{Kind, Source, Speaker};
use crate::recall::{self, Query};

use super::engine::thrown;

/// How many turns make a conversation.
const TURNS: u32 = 40;
/// How many tokens of a text carry meaning,
const TOKENS: u32 = 15;
/// how many of a draft,
const SOUGHT: u32 = 12;
/// and how many there are.
const VOCABULARY: u32 = 30_522;
/// A minute, in milliseconds, between two turns.
const PACE: u64 = 60_000;

/// Texts with vectors, numbered from 0 as they come.
#[derive(Debug, Default)]
#[wasm_bindgen(js_name = Recall)]
pub struct WebRecall {
    index: Index,
    count: u32,
}

#[wasm_bindgen(js_class = Recall)]
impl WebRecall {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds texts, each with its vector: 384 signed bytes.
    ///
    /// # Errors
    /// Throws `request_malformed` if there are not as many vectors as texts.
    pub fn add(&mut self, texts: Vec<String>, vectors: &[i8]) -> Result<(), JsValue> {
        let (vectors, rest) = vectors.as_chunks::<DIMENSIONS>();
        if vectors.len() != texts.len() || !rest.is_empty() {
            return Err(malformed());
        }
        for (text, vector) in texts.iter().zip(vectors) {
            let doc = turn(self.count);
            let id = doc.id;
            self.index.add(doc, text);
            self.index.set_vector(id, Vector(Box::new(*vector)));
            self.index.set_kept(id, kept(self.count));
            self.count += 1;
        }
        Ok(())
    }

    /// The numbers of those that suit a draft best, with every signal, as suggestions are found.
    ///
    /// # Errors
    /// Throws `request_malformed` if the vector has another size.
    pub fn search(&self, draft: &str, vector: &[i8], limit: usize) -> Result<Vec<u32>, JsValue> {
        let vector = read(vector)?;
        let now = Millis(u64::from(self.count) * PACE);
        let encoded = Encoded { tokens: (0..SOUGHT).collect(), states: states(SOUGHT), ..vector.into() };
        let query = Query { text: draft, encoded: Some(&encoded), now, only_suggestible: true, among: None };
        Ok(recall::recall(&self.index, &query, limit).hits.iter().map(|hit| number(hit.id)).collect())
    }

    /// The numbers of those nearest in meaning alone.
    ///
    /// # Errors
    /// Throws `request_malformed` if the vector has another size.
    pub fn nearest(&self, vector: &[i8], limit: usize) -> Result<Vec<u32>, JsValue> {
        Ok(nearest(self.index.dense(), &read(vector)?, limit))
    }
}

/// Vectors alone, numbered from 0 as they come: more than there are memories for.
#[derive(Default)]
#[wasm_bindgen(js_name = Vectors)]
pub struct WebVectors {
    dense: Dense,
    count: Slot,
}

#[wasm_bindgen(js_class = Vectors)]
impl WebVectors {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds vectors, 384 signed bytes each.
    ///
    /// # Errors
    /// Throws `request_malformed` if the last one is cut off.
    pub fn add(&mut self, vectors: &[i8]) -> Result<(), JsValue> {
        let (vectors, rest) = vectors.as_chunks::<DIMENSIONS>();
        if !rest.is_empty() {
            return Err(malformed());
        }
        for vector in vectors {
            self.dense.set(self.count, &Vector(Box::new(*vector)));
            self.count += 1;
        }
        Ok(())
    }

    /// The numbers of those nearest.
    ///
    /// # Errors
    /// Throws `request_malformed` if the vector has another size.
    pub fn nearest(&self, vector: &[i8], limit: usize) -> Result<Vec<u32>, JsValue> {
        Ok(nearest(&self.dense, &read(vector)?, limit))
    }
}

/// Nothing is removed here, so that every slot has a vector.
fn nearest(dense: &Dense, vector: &Vector, limit: usize) -> Vec<u32> {
    let near = dense.near(vector, |_| true);
    let mut all: Vec<(f32, Slot)> = near.cosines.into_iter().zip(0..).collect();
    let order = |a: &(f32, Slot), b: &(f32, Slot)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if limit < all.len() {
        all.select_nth_unstable_by(limit, order);
        all.truncate(limit);
    }
    all.sort_unstable_by(order);
    all.into_iter().map(|(_, slot)| slot).collect()
}

/// Tokens as unlike each other as those of texts, and as costly to compare.
fn kept(number: u32) -> Kept {
    let mut chance = Chance(u64::from(number) + 1);
    let mut token = || {
        let token = chance.next() % VOCABULARY;
        // Two numbers from −7 to 7, each plus 8.
        let mut number = || (chance.next() % 15 + 1) as u8;
        TokenState::new(token, std::array::from_fn(|_| number() | number() << 4))
    };
    Kept { tokens: (0..TOKENS).map(|_| token()).collect(), ..Kept::default() }
}

/// The states of a draft's tokens.
fn states(tokens: u32) -> Vec<f32> {
    let mut chance = Chance(u64::from(tokens));
    (0..tokens as usize * DIMENSIONS).map(|_| chance.next() as f32 / u32::MAX as f32 - 0.5).collect()
}

/// Knuth's linear congruential generator: the same numbers every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }
}

/// A turn of the user's.
fn turn(number: u32) -> Doc {
    Doc {
        id: named(number),
        kind: Kind::Turn,
        speaker: Speaker::User,
        time: Millis(u64::from(number) * PACE),
        // Beyond the numbers of turns.
        conversation: Some(named(u32::MAX - number / TURNS)),
        position: number % TURNS,
        suggestible: true,
        source: Source::ChatGpt,
        origin: Fingerprint::of(&[&number.to_le_bytes()]),
    }
}

fn named(number: u32) -> Id {
    Id(u128::from(number).to_be_bytes())
}

fn number(id: Id) -> u32 {
    // What `named` made of a number of 32 bits.
    u32::try_from(u128::from_be_bytes(id.0)).unwrap_or(u32::MAX)
}

fn read(vector: &[i8]) -> Result<Vector, JsValue> {
    let coordinates: Box<[i8; DIMENSIONS]> = Box::new(vector.try_into().map_err(|_| malformed())?);
    Ok(Vector(coordinates))
}

fn malformed() -> JsValue {
    thrown(Error::internal("request_malformed"))
}
