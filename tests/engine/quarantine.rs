//! What waits in quarantine is kept and can be searched, and changes nothing in what is offered unasked.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::desk::{direction, encoded};
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
    add_of(index, number, (Speaker::User, text), (suggestible, encoded));
}

fn add_of(
    index: &mut Index,
    number: usize,
    (speaker, text): (Speaker, &str),
    (suggestible, encoded): (bool, &Encoded),
) {
    let doc = Doc {
        id: id(number),
        kind: Kind::Note,
        speaker,
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
        among: None,
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
        among: None,
    };
    assert!(recall(&index, &query, 3).hits.iter().all(|hit| hit.id >= id(LIFE.len())));
}

/// More vectors than are all compared in full.
#[test]
fn what_waits_takes_no_place_among_the_most_promising_vectors() {
    let draft = encoded("peanuts cake sister");
    let query = Query {
        text: "peanuts cake sister",
        encoded: Some(&draft),
        now: Millis(1_710_000_000_000),
        only_suggestible: true,
        among: None,
    };
    let mut index = Index::new();
    let of_user = 3_000;
    for number in 0..of_user {
        let vector = direction(&format!("thought {number}"));
        add(&mut index, number, "thought", (true, &vector.into()));
    }
    let before = recall(&index, &query, of_user);
    assert!(before.hits.len() > 1_000);
    // Each is as the draft itself.
    for number in 0..14_000 {
        add(&mut index, of_user + number, "flood", (false, &draft.vector.clone().into()));
    }
    assert_eq!(recall(&index, &query, of_user), before);
}

#[test]
fn the_names_of_those_who_wait_cost_a_draft_nothing() {
    let draft = encoded("peanuts cake sister");
    let query = Query {
        text: "peanuts cake sister",
        encoded: Some(&draft),
        now: Millis(1_710_000_000_000),
        only_suggestible: true,
        among: None,
    };
    let waiting = |name: &dyn Fn(usize) -> String| {
        let mut index = Index::new();
        add(&mut index, 0, LIFE[0], (true, &draft));
        for number in 1..10_000 {
            add_of(&mut index, number, (Speaker::Person(name(number)), "flood"), (false, &draft));
        }
        index
    };
    // Half of them have a word of the draft in it.
    let many = |number: usize| format!("{} of the {number} of {number}", ["Sister", "Brother"][number % 2]);
    let [one, many] = [waiting(&|_| "Ada".to_owned()), waiting(&many)];
    // The quickest of some: what else the machine does slows both.
    let quickest = |index: &Index| {
        let once = || {
            let begun = Instant::now();
            black_box(recall(index, &query, 5));
            begun.elapsed()
        };
        (0..30).map(|_| once()).min().unwrap()
    };
    let (one, many) = (quickest(&one), quickest(&many));
    assert!(many < 2 * one + Duration::from_micros(200), "{many:?} instead of {one:?}");
}
