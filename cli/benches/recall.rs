//! What a ranking costs: `cargo bench -p satchel-cli --bench recall [memories…]`, by default over 1,000, 10,000 and
//! 100,000.
//!
//! Made-up memories of 8 to 35 words and fifteen tokens in conversations of forty turns; words are as unevenly
//! common as in a language (Zipf), and drafts share some with one memory. Encoding the draft is not counted. A sum of
//! all that is found tells whether a change of the code changed any of it.

// A bench tells its figures.
#![allow(clippy::print_stdout)]

use std::hash::{Hash as _, Hasher as _};
use std::hint::black_box;
use std::time::Instant;

use satchel::clock::Millis;
use satchel::embed::{DIMENSIONS, Encoded, Vector};
use satchel::id::{Fingerprint, Id};
use satchel::index::states::Kept;
use satchel::index::{Doc, Index};
use satchel::memory::{Kind, Source, Speaker};
use satchel::recall::{Query, recall};
use satchel::text::Language;

/// How many drafts are timed.
const DRAFTS: usize = 200;
/// How many memories each is to find.
const LIMIT: usize = 10;
/// How many turns make a conversation.
const TURNS: usize = 40;
/// How many different words there are.
const WORDS: f64 = 30_000.0;

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes } {
        rank(size);
    }
}

fn rank(size: usize) {
    let mut chance = Chance(1);
    let mut index = Index::new();
    let mut texts = Vec::new();
    for number in 0..size {
        let words = 8 + (chance.next() * 28.0) as usize;
        let (text, encoded) = (chance.words(words), chance.encoded(15));
        let id = Id((number as u128 + 1).to_be_bytes());
        index.add(doc(id, number), &text);
        index.set_kept(id, Kept::of(Language::English, &text, &encoded));
        index.set_vector(id, encoded.vector);
        texts.push(text);
    }
    let mut sum = std::hash::DefaultHasher::new();
    let mut taken: Vec<f64> = (0..DRAFTS)
        .map(|_| {
            let meant = &texts[(chance.next() * size as f64) as usize];
            let shared: Vec<&str> = meant.split(' ').take(5).collect();
            let (text, encoded) = (format!("{} {}", shared.join(" "), chance.words(5)), chance.encoded(12));
            let now = Millis(1_700_000_000_000);
            let query =
                Query { text: &text, encoded: Some(&encoded), now, only_suggestible: true, among: None };
            let begun = Instant::now();
            let found = black_box(recall(&index, &query, LIMIT));
            let taken = begun.elapsed().as_secs_f64() * 1e3;
            found.hits.iter().for_each(|hit| (hit.id, hit.score.to_bits()).hash(&mut sum));
            taken
        })
        .collect();
    taken.sort_unstable_by(f64::total_cmp);
    let [median, most] = [0.5, 0.95].map(|part| taken[(part * DRAFTS as f64) as usize]);
    let sum = sum.finish();
    println!("rank {size} memories: {median:.2} ms, 95 of 100 within {most:.2} ms; found {sum:016x}");
}

fn doc(id: Id, number: usize) -> Doc {
    Doc {
        id,
        kind: Kind::Turn,
        speaker: Speaker::User,
        time: Millis(1_600_000_000_000 + number as u64 * 600_000),
        conversation: Some(Id((number as u128 / TURNS as u128).to_be_bytes())),
        position: (number % TURNS) as u32,
        suggestible: true,
        source: Source::Typed,
        origin: Fingerprint::of(&[&id.0]),
    }
}

/// The same made-up things every time.
struct Chance(u64);

impl Chance {
    /// Between 0 and 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The n-th most common word is 1/n as common as the first.
    fn words(&mut self, count: usize) -> String {
        let word = |chance: &mut Self| format!("w{}", WORDS.powf(chance.next()) as u32);
        (0..count).map(|_| word(self)).collect::<Vec<_>>().join(" ")
    }

    fn encoded(&mut self, tokens: usize) -> Encoded {
        let mut row = || std::array::from_fn::<f32, DIMENSIONS, _>(|_| self.next() as f32 - 0.5);
        let vector = Vector::from_sum(&row()).expect("not zero");
        let states = (0..tokens).flat_map(|_| row()).collect();
        let tokens = (0..tokens).map(|_| 2_000 + (WORDS.powf(self.next()) as u32).min(28_000)).collect();
        Encoded { tokens, states, ..vector.into() }
    }
}
