//! A ranking's first places, however many are asked for: what is spared for the sake of speed changes none of them.

use proptest::prelude::*;
use satchel::clock::Millis;
use satchel::embed::{DIMENSIONS, Encoded, Vector};
use satchel::id::{Fingerprint, Id};
use satchel::index::states::Kept;
use satchel::index::{Doc, Index};
use satchel::memory::{Kind, Source, Speaker};
use satchel::recall::{Query, recall};
use satchel::text::Language;

const DAY: u64 = 86_400_000;
const WORDS: [&str; 12] = [
    "bread", "sesame", "tea", "garden", "bicycle", "landlord", "violin", "harbour", "lantern", "otter",
    "quince", "saddle",
];

/// Memories that are made up, some near to each other.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn text(&mut self) -> String {
        let count = 1 + self.below(6);
        (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }

    /// Around one of a few directions.
    fn encoded(&mut self) -> Encoded {
        let topic = self.below(5);
        let mut row = || -> Vec<f32> {
            let by_itself = |chance: &mut Self| chance.below(1000) as f32 / 500.0 - 1.0;
            (0..DIMENSIONS).map(|at| ((at * (topic + 2)) as f32).sin() + 1.5 * by_itself(self)).collect()
        };
        let vector = Vector::from_sum(&row().try_into().unwrap()).unwrap();
        let states = (0..3).flat_map(|_| row()).collect();
        Encoded { tokens: (0..3).map(|_| 2_000 + self.below(50) as u32).collect(), states, ..vector.into() }
    }
}

fn id(number: usize) -> Id {
    Id((number as u128 + 1).to_be_bytes())
}

/// Runs of turns and single notes; some lately replaced, some dismissed for a draft, some not read yet.
fn index(chance: &mut Chance, count: usize, draft: &Encoded) -> Index {
    let mut index = Index::new();
    for number in 0..count {
        let in_conversation = chance.below(3) > 0;
        let doc = Doc {
            id: id(number),
            kind: if in_conversation { Kind::Turn } else { Kind::Note },
            speaker: [Speaker::User, Speaker::Assistant, Speaker::Person("Ada".into())][chance.below(3)]
                .clone(),
            time: Millis(1_600_000_000_000 + number as u64 * DAY),
            conversation: in_conversation.then(|| id(1_000_000 + number / 30)),
            position: number as u32,
            suggestible: chance.below(20) > 0,
            source: Source::Typed,
            origin: Fingerprint::of(&[&number.to_le_bytes()]),
        };
        let (text, encoded) = (chance.text(), chance.encoded());
        index.add(doc, &text);
        if chance.below(30) > 0 {
            index.set_kept(id(number), Kept::of(Language::English, &text, &encoded));
            index.set_vector(id(number), encoded.vector);
        }
    }
    for _ in 0..count / 10 {
        let [one, other] = [0, 1].map(|_| chance.below(count));
        if one != other {
            index.set_successor(id(one.min(other)), Some(id(one.max(other))));
        }
    }
    for _ in 0..count / 20 {
        let near = if chance.below(2) > 0 { draft.vector.clone() } else { chance.encoded().vector };
        index.set_dismissals(id(chance.below(count)), vec![near]);
    }
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_first_are_the_same_however_many_are_asked_for(
        seed in any::<u64>(), count in 1usize..900, limit in 0usize..60, back in any::<bool>(), unasked in any::<bool>(),
    ) {
        let mut chance = Chance(seed);
        let encoded = chance.encoded();
        let index = index(&mut chance, count, &encoded);
        let text = format!("{}{}", if back { "what did I say about " } else { "" }, chance.text());
        let query = Query {
            text: &text,
            encoded: Some(&encoded),
            now: Millis(1_700_000_000_000),
            only_suggestible: unasked,
            among: None,
        };
        let (some, all) = (recall(&index, &query, limit), recall(&index, &query, count));
        let first = all.hits.len().min(limit);
        prop_assert_eq!(&some.hits[..], &all.hits[..first]);
        prop_assert_eq!(some.evidence, all.evidence);
    }
}
