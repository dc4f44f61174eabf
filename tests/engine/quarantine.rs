//! What waits in quarantine is kept and can be searched, and changes nothing in what is offered unasked.

use crate::desk::encoded;
use satchel::capture::supersede::{Overtaken, overtaken};
use satchel::clock::Millis;
use satchel::embed::Encoded;
use satchel::id::{Fingerprint, Id};
use satchel::index::states::Kept;
use satchel::index::{Doc, Index};
use satchel::memory::{Kind, Source, Speaker};
use satchel::recall::{Query, Ranking, recall};
use satchel::text::Language;

const DAY: u64 = 86_400_000;

/// What the user said, a day apart.
const LIFE: &[&str] = &[
    "I am allergic to peanuts and carry an EpiPen",
    "Choir practice is on Tuesdays at seven in the chapel",
    "My bicycle has tubeless tyres",
    "My sister Ines is vegan and bakes every cake without eggs",
    "Choir practice has moved to Thursdays at eight in the chapel",
];

/// Each word of the drafts and of the memories, in sentences of another language.
const FLOOD: &str = "Les peanuts de ma sister sont dans le cake avec des tubeless tyres pour la bicycle, et la choir \
                     practice est dans la chapel: allergic, moved, Tuesdays, Thursdays, seven, eight, vegan";

fn id(number: usize) -> Id {
    Id((number as u128).to_be_bytes())
}

fn add(index: &mut Index, number: usize, text: &str, (suggestible, encoded): (bool, &Encoded)) {
    let doc = Doc {
        id: id(number),
        kind: Kind::Note,
        speaker: Speaker::User,
        time: Millis(1_700_000_000_000 + number as u64 * DAY),
        conversation: None,
        position: 0,
        suggestible,
        source: Source::Typed,
        origin: Fingerprint::of(&[text.as_bytes()]),
    };
    index.add(doc, text);
    assert!(index.set_kept(id(number), Kept::of(Language::English, text, encoded)));
    assert!(index.set_vector(id(number), encoded.vector.clone()));
}

fn suggest(index: &Index, draft: &str) -> Ranking {
    let encoded = encoded(draft);
    let query = Query {
        text: draft,
        encoded: Some(&encoded),
        now: Millis(1_710_000_000_000),
        only_suggestible: true,
    };
    recall(index, &query, 5)
}

#[test]
fn however_much_waits_in_quarantine_nothing_else_is_offered() {
    // Some of these do not say themselves what language they are in.
    let drafts =
        ["peanuts cake sister", "tubeless tyres", "which cake can i bake for my sister", "choir 红茶 茶"];
    let mut index = Index::new();
    for (number, text) in LIFE.iter().enumerate() {
        // Both about the choir mean the same.
        let meant = encoded(if text.starts_with("Choir") { "choir" } else { text });
        add(&mut index, number, text, (true, &meant));
    }
    let all = |index: &Index| {
        let overtaken: Vec<Vec<Overtaken>> = [1, 4].map(|number| overtaken(index, id(number))).into();
        (drafts.map(|draft| suggest(index, draft)), overtaken)
    };
    let before = all(&index);
    assert_eq!(before.1[0].len(), 1, "what the second about the choir overtakes");
    assert!(before.0.iter().all(|ranking| !ranking.hits.is_empty()));
    let flood = encoded(drafts[0]);
    for number in 0..2_000 {
        add(&mut index, LIFE.len() + number, FLOOD, (false, &flood));
    }
    assert_eq!(all(&index), before);
    // They are found by who asks for them.
    let query = Query {
        text: drafts[0],
        encoded: Some(&flood),
        now: Millis(1_710_000_000_000),
        only_suggestible: false,
    };
    assert!(recall(&index, &query, 3).hits.iter().all(|hit| hit.id >= id(LIFE.len())));
}
