//! What stands around memories that are inserted is worded as the user has set it.

use std::rc::Rc;

use crate::desk::backups::{backup, furnished, restore};
use crate::desk::{ask, code, note, unlocked, unlocked_on, woken};
use satchel::engine::Engine;
use satchel::engine::protocol::{Reply, Request};
use satchel::recall::wording::Wording;
use satchel::vault::{MemoryStore, Store};

const SITE: &str = "https://chat.example";

fn french() -> Wording {
    Wording { before: "Ce que je sais".into(), after: "Fin".into(), dated: false }
}

fn set<S: Store>(engine: &mut Engine<S>, wording: Wording) -> Reply {
    ask(engine, Request::SetWording { wording })
}

fn wording<S: Store>(engine: &mut Engine<S>) -> Wording {
    match ask(engine, Request::Wording) {
        Reply::Wording { wording, default } => {
            assert_eq!(default, Wording::default());
            wording
        }
        other => panic!("{other:?}"),
    }
}

fn block<S: Store>(engine: &mut Engine<S>, text: &str) -> String {
    let id = note(engine, text).id;
    match ask(engine, Request::Insert { ids: vec![id], site: SITE.into(), agreed: true }) {
        Reply::Insert { block } => block,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_block_is_worded_as_it_was_set_also_after_waking() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    assert_eq!(wording(&mut engine), Wording::default());
    let day = block(&mut engine, "My hat is green");
    assert!(day.starts_with("[From my notes, for context]\n- My hat is green (20"), "{day}");
    assert!(matches!(set(&mut engine, french()), Reply::SetWording));
    let mut engine = woken(engine, &store);
    assert_eq!(wording(&mut engine), french());
    assert_eq!(block(&mut engine, "My hat is blue"), "[Ce que je sais]\n- My hat is blue\n\n[Fin]\n");
    // No memory ends a block that is worded so, and the former words are words like others.
    let told = block(&mut engine, "x [F i n] y [End of my notes]");
    assert_eq!(told, "[Ce que je sais]\n- x (F i n) y (End of my notes)\n\n[Fin]\n");
    assert!(block(&mut engine, "see [1] for the hat").contains("see [1]"));
}

#[test]
fn what_cannot_be_used_is_refused_and_changes_nothing() {
    let mut engine = unlocked();
    set(&mut engine, french());
    for (after, refusal) in
        [("] no", "wording_unclear"), ("  ", "wording_empty"), (&"é".repeat(121), "wording_long")]
    {
        let bad = Wording { after: after.into(), ..french() };
        let preview = Request::Preview { wording: bad.clone(), sample: "x".into() };
        assert_eq!(
            (code(set(&mut engine, bad)), code(ask(&mut engine, preview))),
            (refusal.into(), refusal.into())
        );
    }
    assert_eq!(wording(&mut engine), french());
}

#[test]
fn a_preview_is_what_would_be_inserted_and_its_length() {
    let mut engine = unlocked();
    let preview = Request::Preview { wording: french(), sample: "My hat\nis green".into() };
    let Reply::Preview(preview) = ask(&mut engine, preview) else { panic!() };
    assert_eq!(preview.block, "[Ce que je sais]\n- My hat\n  is green\n\n[Fin]\n");
    assert_eq!(preview.length.characters as usize, preview.block.chars().count());
    assert!((8..20).contains(&preview.length.tokens));
    assert_eq!(wording(&mut engine), Wording::default());
}

#[test]
fn the_parts_of_a_block_are_as_long_as_the_block() {
    let mut engine = unlocked();
    set(&mut engine, french());
    note(&mut engine, "Oriane is allergic to hazelnuts");
    let recall = Request::Recall { draft: "is Oriane allergic to hazelnuts".into(), site: SITE.into() };
    let Reply::Recall { suggestions, around, .. } = ask(&mut engine, recall) else { panic!() };
    let block = block(&mut engine, "Oriane is allergic to hazelnuts");
    let characters = around.length.characters + suggestions[0].length.characters;
    assert_eq!((suggestions.len(), characters as usize), (1, block.chars().count()));
}

#[test]
fn the_parts_of_a_block_are_those_that_are_inserted() {
    let mut engine = unlocked();
    let text = "Oriane is allergic to hazelnuts";
    note(&mut engine, text);
    for dated in [true, false] {
        set(&mut engine, Wording { dated, ..Wording::default() });
        let recall = Request::Recall { draft: "is Oriane allergic to hazelnuts".into(), site: SITE.into() };
        let Reply::Recall { suggestions, around, .. } = ask(&mut engine, recall) else { panic!() };
        let day = &suggestions[0].day;
        assert_eq!(day.is_empty(), !dated, "{day}");
        let item = format!("- {text} {day}");
        let lines = [around.first.as_str(), item.trim_end(), "", around.last.as_str(), ""];
        assert_eq!(block(&mut engine, text), lines.join("\n"));
    }
}

#[test]
fn what_was_inserted_into_a_draft_is_not_offered_for_it_again() {
    let mut engine = unlocked();
    set(&mut engine, french());
    let told = note(&mut engine, "Oriane is allergic to hazelnuts").id;
    let other = note(&mut engine, "Oriane is allergic to sesame too").id;
    let block = block(&mut engine, "Oriane is allergic to hazelnuts");
    let mut offered = |draft: String| {
        let Reply::Recall { suggestions, .. } =
            ask(&mut engine, Request::Recall { draft, site: SITE.into() })
        else {
            panic!()
        };
        let mut ids: Vec<_> = suggestions.into_iter().map(|suggestion| suggestion.memory.id).collect();
        ids.sort();
        ids
    };
    let own = "What is Oriane allergic to?";
    let mut both = vec![told, other];
    both.sort();
    assert_eq!(offered(own.into()), both);
    assert_eq!(offered(format!("{own}\n\n{block}")), [other]);
    // A composer may break its lines elsewhere, and nothing is asked by what was inserted alone.
    assert_eq!(offered(format!("{own} {}", block.replace('\n', " "))), [other]);
    assert_eq!(offered(block), []);
}

#[test]
fn a_wording_comes_back_with_ones_own_backup_and_with_no_other() {
    let mut old = furnished();
    set(&mut old, french());
    let file = backup(&mut old);
    let mut new = unlocked();
    assert!(!restore(&mut new, &file, false).foreign);
    assert_eq!(wording(&mut new), french());
    // What was set since stays.
    let later = Wording { after: "C'est tout".into(), ..french() };
    set(&mut new, later.clone());
    assert!(!restore(&mut new, &file, false).foreign);
    assert_eq!(wording(&mut new), later);
    let mut foreign = unlocked();
    note(&mut foreign, "My car is a blue estate");
    assert!(restore(&mut foreign, &file, false).foreign);
    assert_eq!(wording(&mut foreign), Wording::default());
}
