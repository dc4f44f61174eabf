//! Recall as a whole: the real tokenizer, the real model, an index, a ranking.

mod model;

use satchel::capture::supersede::{overtaken, settle};
use satchel::clock::Millis;
use satchel::embed::{Encoded, Encoder, TextEncoder, WordPiece};
use satchel::id::{Fingerprint, Id};
use satchel::index::states::Kept;
use satchel::index::{Doc, Index, passage};
use satchel::memory::{Kind, Source, Speaker};
use satchel::recall::{Query, Ranking, recall};
use satchel::text::Language;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<u32>,
}

/// The expectations were made by the `tokenizers` package 0.23.3 from the model's own
/// `tokenizer.json`, cut at 256 tokens.
#[test]
fn the_tokenizer_agrees_with_the_models_own_in_many_scripts() {
    let tokenizer = WordPiece::new(&model::read("vocab.txt")).unwrap();
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
    encoder: TextEncoder,
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
            source: Source::Typed,
            origin: Fingerprint::of(&[text.as_bytes()]),
        };
        self.index.add(doc, text);
        let encoded = self.encoded(&passage(&Speaker::User, text));
        assert!(self.index.set_kept(id, Kept::of(Language::English, text, &encoded)));
        assert!(self.index.set_vector(id, encoded.vector));
        self.texts.push(text.to_owned());
        id
    }

    fn encoded(&mut self, text: &str) -> Encoded {
        self.encoder.encode(&[text]).unwrap().remove(0)
    }

    fn suggest(&mut self, draft: &str) -> Ranking {
        let encoded = self.encoded(draft);
        let query = Query {
            text: draft,
            encoded: Some(&encoded),
            now: Millis(1_710_000_000_000),
            only_suggestible: true,
            among: None,
        };
        recall(&self.index, &query, 5)
    }

    fn search(&mut self, text: &str, limit: usize) -> Vec<Id> {
        let encoded = self.encoded(text);
        let query = Query {
            text,
            encoded: Some(&encoded),
            now: Millis(1_710_000_000_000),
            only_suggestible: false,
            among: None,
        };
        recall(&self.index, &query, limit).hits.iter().map(|hit| hit.id).collect()
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

#[test]
fn a_memory_is_found_by_its_meaning_without_sharing_a_word() {
    let mut vault = Vault::of(LIFE);
    assert_eq!(vault.first("what snacks should be kept out of the office kitchen because of nuts"), LIFE[0]);
    assert_eq!(vault.first("what should my kid get for her birthday"), LIFE[1]);
    assert_eq!(vault.first("plan a training schedule for a 21 km race"), LIFE[6]);
}

#[test]
fn something_is_shown_for_a_draft_that_a_memory_helps_and_nothing_for_another() {
    let mut vault = Vault::of(LIFE);
    for draft in ["my bike got a flat, what tube do i buy", "write to my landlord about the heating"] {
        assert!(vault.suggest(draft).show, "{draft}");
    }
    for draft in ["explain the causes of the first world war", "translate 'good morning' into Japanese"] {
        assert!(!vault.suggest(draft).show, "{draft}");
    }
}

#[test]
fn a_vault_of_one_memory_already_helps_and_is_already_quiet() {
    let mut vault = Vault::of(&LIFE[..1]);
    assert!(vault.suggest("can i eat satay? it has peanut sauce").show);
    assert!(!vault.suggest("explain the causes of the first world war").show);
}

#[test]
fn an_empty_vault_shows_nothing() {
    let mut vault = Vault::of(&[]);
    let ranking = vault.suggest("peanuts");
    assert!(ranking.hits.is_empty() && !ranking.show);
}

#[test]
fn what_waits_in_quarantine_is_never_suggested_but_can_be_searched() {
    let mut vault = Vault::of(&LIFE[..4]);
    let hidden = vault.add("I am allergic to peanuts and to soy.", false);
    let draft = "am i allergic to soy";
    assert!(vault.suggest(draft).hits.iter().all(|hit| hit.id != hidden));
    let encoded = vault.encoded(draft);
    let search =
        Query { text: draft, encoded: Some(&encoded), now: Millis(0), only_suggestible: false, among: None };
    assert_eq!(recall(&vault.index, &search, 1).hits[0].id, hidden);
}

#[test]
fn quarantined_memories_change_nothing_in_what_is_suggested() {
    let mut vault = Vault::of(LIFE);
    let draft = "a cake without peanuts for my sister";
    let before: Vec<_> = vault.suggest(draft).hits.iter().map(|hit| (hit.id, hit.similarity)).collect();
    vault.add("peanuts cake sister peanuts cake sister", false);
    let after: Vec<_> = vault.suggest(draft).hits.iter().map(|hit| (hit.id, hit.similarity)).collect();
    assert_eq!(before, after);
}

#[test]
fn a_removed_memory_is_found_no_more_and_found_again_when_it_comes_back() {
    let mut vault = Vault::of(LIFE);
    assert!(vault.index.remove(id(0)) && !vault.index.remove(id(0)));
    assert!(vault.suggest("am i allergic to peanuts").hits.iter().all(|hit| hit.id != id(0)));
    assert_eq!(vault.index.len(), LIFE.len() - 1);
    vault.texts.clear();
    vault.add(LIFE[0], true);
    assert_eq!(vault.suggest("am i allergic to peanuts").hits[0].id, id(0));
}

fn unencoded(index: &mut Index, number: usize, conversation: Option<(u128, u32)>, text: &str) {
    let doc = Doc {
        id: id(number),
        kind: Kind::Note,
        speaker: Speaker::User,
        time: Millis(number as u64),
        conversation: conversation.map(|(conversation, _)| Id(conversation.to_be_bytes())),
        position: conversation.map_or(0, |(_, position)| position),
        suggestible: true,
        source: Source::Typed,
        origin: Fingerprint::of(&[text.as_bytes()]),
    };
    index.add(doc, text);
}

#[test]
fn who_is_named_is_heard_first() {
    let mut index = Index::new();
    for (number, name) in [(0, "Ben"), (1, "Anna")] {
        unencoded(&mut index, number, None, "");
        let doc = Doc { speaker: Speaker::Person(name.to_owned()), ..index.doc(id(number)).unwrap().clone() };
        index.add(doc, "The kayak was great");
    }
    assert_eq!(recall(&index, &by_words("what did Anna say about the kayak"), 2).hits[0].id, id(1));
    assert_eq!(recall(&index, &by_words("what did Ben say about the kayak"), 2).hits[0].id, id(0));
}

#[test]
fn a_quarantined_turn_between_two_others_does_not_part_them() {
    let score = |between: bool| {
        let mut index = Index::new();
        unencoded(&mut index, 0, Some((1, 0)), "kayak rental");
        unencoded(&mut index, 2, Some((1, 2)), "kayak rental");
        if between {
            unencoded(&mut index, 1, Some((1, 1)), "something else");
            let doc = Doc { suggestible: false, ..index.doc(id(1)).unwrap().clone() };
            index.add(doc, "");
        }
        recall(&index, &by_words("kayak"), 1).hits[0].score
    };
    assert_eq!(score(true), score(false));
}

fn by_words<'a>(text: &'a str) -> Query<'a> {
    Query { text, encoded: None, now: Millis(0), only_suggestible: true, among: None }
}

#[test]
fn memories_that_wait_for_their_vectors_are_found_and_shown_by_words() {
    let mut index = Index::new();
    LIFE.iter().enumerate().for_each(|(number, text)| unencoded(&mut index, number, None, text));
    assert_eq!(index.pending().len(), LIFE.len());
    let ranking = recall(&index, &by_words("tubeless tyres for my bicycles"), 3);
    assert_eq!((ranking.hits[0].id, ranking.hits[0].similarity), (id(4), None));
    assert!(ranking.show);
    assert!(!recall(&index, &by_words("name a good film"), 3).show);
}

#[test]
fn a_memory_that_waits_for_its_vector_comes_before_those_that_share_no_word() {
    let mut vault = Vault::of(LIFE);
    unencoded(&mut vault.index, LIFE.len(), None, "The password of the boathouse is kraepiaploiria");
    assert_eq!(vault.suggest("kraepiaploiria").hits[0].id, id(LIFE.len()));
}

#[test]
fn a_turn_answers_with_the_words_of_the_turns_beside_it_in_its_own_conversation_only() {
    let mut index = Index::new();
    unencoded(&mut index, 0, Some((1, 0)), "What does the kayak cost?");
    unencoded(&mut index, 1, Some((1, 1)), "forty euros a day");
    unencoded(&mut index, 2, Some((2, 2)), "forty euros a day");
    let hits = recall(&index, &by_words("kayak"), 3).hits;
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [id(0), id(1)]);
}

/// A vault of what was told on two days, the second lot two days after the first.
fn told(first: &[&str], second: &[&str]) -> Vault {
    let mut vault = Vault::of(first);
    for text in second {
        let id = vault.add(text, true);
        let (kept, vector) = (vault.index.kept(id).unwrap().clone(), vault.index.vector(id).unwrap());
        let doc = vault.index.doc(id).unwrap();
        let doc = Doc { time: Millis(doc.time.0 + 172_800_000), ..doc.clone() };
        vault.index.add(doc, text);
        assert!(vault.index.set_kept(id, kept) && vault.index.set_vector(id, vector));
    }
    vault
}

#[test]
fn what_was_overtaken_gives_way_to_what_overtook_it_and_says_so() {
    let mut vault = told(
        &[
            "Choir practice is on Tuesdays at seven in St Mark's.",
            "The choir sings Brahms this year.",
            LIFE[4],
        ],
        &["Choir practice has moved to Thursdays at eight, because St Mark's is being painted."],
    );
    const ASKED: &str = "choir practice on tuesdays at seven, which bus";
    assert_eq!(vault.suggest(ASKED).hits[0].id, id(0));
    // Whichever comes first.
    let found = overtaken(&vault.index, id(3));
    assert_eq!(
        found.iter().map(|found| (found.older, found.newer, found.told)).collect::<Vec<_>>(),
        [(id(0), id(3), true)]
    );
    assert_eq!((overtaken(&vault.index, id(0)), overtaken(&vault.index, id(9))), (found, vec![]));
    settle(&mut vault.index, [id(0)]);
    let hits = vault.suggest(ASKED).hits;
    assert_eq!((hits[0].id, hits[0].why.overtakes), (id(3), Some(id(0))));
    assert!(hits.iter().find(|hit| hit.id == id(0)).unwrap().why.overtaken);
    assert_eq!(overtaken(&vault.index, id(3)), vec![]);
    // Undone, each stands by itself again.
    vault.index.set_successor(id(0), None);
    assert_eq!(vault.suggest(ASKED).hits[0].id, id(0));
}

#[test]
fn what_was_overtaken_never_stands_above_what_overtook_it_however_many_are_asked_for() {
    let filler: Vec<String> =
        (0..300).map(|n| format!("Number {n} keeps geese by the old mill pond")).collect();
    let mut texts: Vec<&str> =
        vec!["My locker at the pool is number 12", "My locker at the pool is number 40"];
    texts.extend(filler.iter().map(String::as_str));
    let mut vault = Vault::of(&texts);
    vault.index.set_successor(id(0), Some(id(1)));
    vault.index.set_successor(id(1), Some(id(200)));
    for asked in
        ["which locker at the pool is mine, number 12?", "geese by the pond", "what is on at the theatre"]
    {
        let hits = vault.search(asked, 400);
        let place = |of| hits.iter().position(|hit| *hit == id(of));
        for (older, newer) in [(0, 1), (1, 200)] {
            assert!(
                place(older).is_none_or(|older| place(newer).is_some_and(|newer| newer < older)),
                "{asked}"
            );
        }
        assert!(place(200).is_some(), "{asked}");
    }
    // A ring, which nothing makes, ends all the same.
    vault.index.set_successor(id(200), Some(id(0)));
    assert!(!vault.search("locker", 400).is_empty());
}

#[test]
fn what_was_dismissed_for_a_draft_is_not_offered_for_its_like_and_still_found() {
    let mut vault = Vault::of(LIFE);
    const DRAFT: &str = "which tubeless tyres fit my bicycle";
    let other = vault.encoded("plan a dinner for my family");
    let offered =
        |vault: &mut Vault, draft: &str| vault.suggest(draft).hits.iter().any(|hit| hit.id == id(4));
    assert!(offered(&mut vault, DRAFT));
    vault.index.set_dismissals(id(4), vec![other.vector]);
    assert!(offered(&mut vault, DRAFT));
    let draft = vault.encoded("which tubeless tyres fit my bike");
    vault.index.set_dismissals(id(4), vec![draft.vector]);
    assert!(!offered(&mut vault, DRAFT));
    assert!(vault.search(DRAFT, 20).contains(&id(4)));
    vault.index.set_dismissals(id(4), vec![]);
    assert!(offered(&mut vault, DRAFT));
}

#[test]
fn a_day_that_the_question_names_brings_what_was_said_then() {
    let mut index = Index::new();
    for (number, day) in [(0, 1_709_000_000_000), (1, 1_704_500_000_000)] {
        unencoded(&mut index, number, None, "");
        index.add(
            Doc { time: Millis(day), ..index.doc(id(number)).unwrap().clone() },
            "We eat at the harbour",
        );
    }
    let asked = |text| recall(&index, &Query { now: Millis(1_710_000_000_000), ..by_words(text) }, 2).hits[0];
    assert_eq!(
        (asked("where did we eat in January").id, asked("where did we eat in January").why.dated),
        (id(1), true)
    );
    assert_eq!(asked("where did we eat in February").id, id(0));
}

#[test]
fn every_memory_is_ranked_also_beyond_those_that_are_looked_at_closer() {
    let mut index = Index::new();
    (0..500).for_each(|number| unencoded(&mut index, number, None, "a kayak"));
    let hits = recall(&index, &by_words("kayak"), 500).hits;
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<std::collections::BTreeSet<_>>().len(), 500);
    assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn memories_are_listed_newest_first() {
    let mut index = Index::new();
    for number in [3, 1, 2] {
        unencoded(&mut index, number, None, "x");
    }
    assert_eq!(index.newest().map(|doc| doc.id).collect::<Vec<_>>(), [id(3), id(2), id(1)]);
    assert!(index.remove(id(2)));
    assert_eq!(index.newest().map(|doc| doc.id).collect::<Vec<_>>(), [id(3), id(1)]);
    assert!(index.doc(id(2)).is_none());
}

#[test]
fn a_broken_model_is_an_error_and_no_panic() {
    let refused = |model: &[u8]| TextEncoder::load(model.to_vec()).err().unwrap().code;
    assert_eq!(refused(b""), "model_broken");
    assert_eq!(refused(b"not a model at all"), "model_broken");
}

#[test]
fn a_very_long_text_and_an_empty_one_are_encoded_too() {
    let mut encoder = model::load();
    let long = "peanut ".repeat(10_000);
    let vectors = encoder.encode(&[&long, "", "peanut"]).unwrap();
    assert_eq!(vectors.len(), 3);
}
