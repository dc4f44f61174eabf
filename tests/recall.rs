//! Recall as a whole: the real tokenizer, the real model, an index, a ranking.

mod model;

use satchel::clock::Millis;
use satchel::embed::{Encoder, MiniLm, Vector, WordPiece};
use satchel::id::Id;
use satchel::index::{Doc, Index, passage};
use satchel::memory::{Kind, Speaker};
use satchel::recall::{Query, Ranking, recall};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<i32>,
}

/// The expectations were made by the `tokenizers` package 0.23.3 from the model's own
/// `tokenizer.json`, cut at 256 tokens.
#[test]
fn the_tokenizer_agrees_with_the_models_own_in_many_scripts() {
    let tokenizer = WordPiece::new(&model::vocab()).unwrap();
    let cases: Vec<Case> = serde_json::from_str(include_str!("vectors/wordpiece.json")).unwrap();
    assert!(cases.len() >= 60);
    let wrong: Vec<_> = cases
        .iter()
        .map(|case| (&case.text, tokenizer.encode(&case.text, 256), &case.ids))
        .filter(|(_, got, expected)| got != *expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// An index whose texts are all encoded.
struct Vault {
    encoder: MiniLm,
    index: Index,
    texts: Vec<String>,
}

impl Vault {
    fn of(texts: &[&str]) -> Self {
        let mut vault = Self { encoder: model::load(), index: Index::new(), texts: Vec::new() };
        for text in texts {
            vault.add(text, true);
        }
        vault
    }

    fn add(&mut self, text: &str, suggestible: bool) -> Id {
        let id = id(self.texts.len());
        let doc = Doc {
            id,
            kind: Kind::Note,
            speaker: Speaker::User,
            time: Millis(1_700_000_000_000),
            conversation: None,
            position: 0,
            suggestible,
        };
        self.index.add(doc, text);
        let vector = self.vector(&passage(&Speaker::User, text));
        assert!(self.index.set_vector(id, vector));
        self.texts.push(text.to_owned());
        id
    }

    fn vector(&mut self, text: &str) -> Vector {
        self.encoder.encode(&[text]).unwrap().remove(0)
    }

    fn suggest(&mut self, draft: &str) -> Ranking {
        let vector = self.vector(draft);
        let query = Query {
            text: draft,
            vector: Some(&vector),
            now: Millis(1_710_000_000_000),
            only_suggestible: true,
        };
        recall(&self.index, &query, 5)
    }

    fn first(&mut self, draft: &str) -> String {
        let hit = self.suggest(draft).hits[0];
        let at = (0..self.texts.len()).find(|&at| id(at) == hit.id).unwrap();
        self.texts[at].clone()
    }
}

fn id(number: usize) -> Id {
    Id((number as u128).to_be_bytes())
}

/// Memories of an invented person.
const LIFE: &[&str] = &[
    "I am allergic to peanuts and carry an EpiPen.",
    "My daughter Lena turns seven on the third of June.",
    "We live in a third-floor flat without a lift in Lyon.",
    "I write all my code in Rust and prefer short functions.",
    "My bicycle has 28-inch wheels with tubeless tyres.",
    "The landlord's name is Mr Okafor; he prefers letters to email.",
    "I run 10 km every Sunday and want to do a half marathon in October.",
    "My sister Ines is vegan.",
];
