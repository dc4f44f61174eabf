//! One memory made of several, or several of one.

use crate::desk::{ask, code, id_of, note, sorted, status, suggestions, texts, unlocked};
use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Mark, MemoryView, Offering, PERSONAL, Reply, Request, SiteRule};
use satchel::id::Id;
use satchel::memory::{Kind, Sensitivity};
use satchel::vault::Store;

const SITE: &str = "https://chat.example";
const LEAK: &str = "The copper kettle leaks";
const LID: &str = "The copper kettle has no lid";
const BOTH: &str = "The copper kettle leaks and has no lid";

fn recast<S: Store>(engine: &mut Engine<S>, ids: &[Id], texts: &[&str]) -> Reply {
    let texts = texts.iter().map(|text| (*text).to_owned()).collect();
    ask(engine, Request::Recast { ids: ids.to_vec(), texts })
}

fn made<S: Store>(engine: &mut Engine<S>, ids: &[Id], texts: &[&str]) -> Vec<MemoryView> {
    match recast(engine, ids, texts) {
        Reply::Recast { memories } => memories,
        other => panic!("{other:?}"),
    }
}

fn mark<S: Store>(engine: &mut Engine<S>, id: Id, mark: Mark) {
    let reply = ask(engine, Request::Mark { ids: vec![id], mark });
    assert!(matches!(reply, Reply::Mark { .. }), "{reply:?}");
}

fn scope<S: Store>(engine: &mut Engine<S>, name: &str) -> Id {
    match ask(engine, Request::NameScope { id: None, name: name.into() }) {
        Reply::NameScope { id } => id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn several_become_one_and_come_back_from_the_bin() {
    let mut engine = unlocked();
    let ids = [note(&mut engine, LEAK).id, note(&mut engine, LID).id];
    let made = made(&mut engine, &ids, &[BOTH]);
    assert_eq!((made.len(), made[0].text.as_str(), made[0].kind), (1, BOTH, Kind::Note));
    assert!(made[0].approved);
    assert_eq!(texts(&mut engine), [BOTH]);
    assert_eq!(suggestions(&mut engine, "Does the copper kettle leak?"), [BOTH]);
    assert_eq!(status(&mut engine).binned, 2);
    // Undone.
    ask(&mut engine, Request::Delete { ids: vec![made[0].id] });
    ask(&mut engine, Request::Undelete { ids: ids.to_vec() });
    assert_eq!(sorted(&mut engine), [LID, LEAK]);
}

#[test]
fn one_becomes_several() {
    let mut engine = unlocked();
    let id = note(&mut engine, BOTH).id;
    let made = made(&mut engine, &[id], &[LEAK, LID]);
    assert_eq!(made.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), [LEAK, LID]);
    assert_eq!(sorted(&mut engine), [LID, LEAK]);
    // Saying one of them again keeps nothing twice.
    assert_eq!(note(&mut engine, LID).id, made[1].id);
}

#[test]
fn what_was_said_of_the_old_holds_for_the_new() {
    let mut engine = unlocked();
    let (leak, lid) = (note(&mut engine, LEAK).id, note(&mut engine, LID).id);
    let kitchen = scope(&mut engine, "Kitchen");
    mark(&mut engine, leak, Mark::Scopes { scopes: vec![kitchen, PERSONAL] });
    mark(&mut engine, lid, Mark::Scopes { scopes: vec![kitchen] });
    mark(&mut engine, leak, Mark::Pinned { holds: true });
    mark(&mut engine, lid, Mark::Sensitivity { of: Some(vec![Sensitivity::Money]) });
    mark(&mut engine, lid, Mark::NeverAt { site: SITE.into(), holds: true });
    let made = made(&mut engine, &[leak, lid], &[BOTH]);
    let one = &made[0];
    assert!(one.pinned);
    // A site that was not to see one of them does not see both.
    assert_eq!(one.scopes, [kitchen]);
    assert_eq!(one.sensitivities, [Sensitivity::Money]);
    assert_eq!(one.never, [SITE]);
}

#[test]
fn what_is_in_no_scope_together_is_not_made_one() {
    let mut engine = unlocked();
    let (leak, lid) = (note(&mut engine, LEAK).id, note(&mut engine, LID).id);
    let kitchen = scope(&mut engine, "Kitchen");
    mark(&mut engine, lid, Mark::Scopes { scopes: vec![kitchen] });
    assert_eq!(code(recast(&mut engine, &[leak, lid], &[BOTH])), "scopes_differ");
    assert_eq!(sorted(&mut engine), [LID, LEAK], "nothing has changed");
}

#[test]
fn what_one_of_them_took_the_place_of_stays_replaced() {
    let mut engine = unlocked();
    let whole = note(&mut engine, "The copper kettle is fine").id;
    let (leak, lid) = (note(&mut engine, LEAK).id, note(&mut engine, LID).id);
    ask(&mut engine, Request::Supersede { older: whole, newer: leak, holds: true });
    let made = made(&mut engine, &[leak, lid], &[BOTH]);
    assert_eq!(made[0].replaces.iter().map(|link| link.id).collect::<Vec<_>>(), [whole]);
}

#[test]
fn anything_else_is_refused_and_changes_nothing() {
    let mut engine = unlocked();
    let ids = [note(&mut engine, LEAK).id, note(&mut engine, LID).id];
    assert_eq!(code(recast(&mut engine, &ids, &[LEAK, BOTH])), "recast_shape");
    assert_eq!(code(recast(&mut engine, &[], &[BOTH])), "recast_shape");
    assert_eq!(code(recast(&mut engine, &ids, &[])), "recast_shape");
    assert_eq!(code(recast(&mut engine, &ids[..1], &[" "; 2])), "note_empty");
    assert_eq!(code(recast(&mut engine, &ids[..1], &["x"; 51])), "recast_shape");
    let gone = id_of(&mut engine, LID);
    ask(&mut engine, Request::Delete { ids: vec![gone] });
    assert_eq!(code(recast(&mut engine, &ids, &[BOTH])), "memory_missing");
    assert_eq!(texts(&mut engine), [LEAK]);
}

/// What a chat may not be told outside its scope is not kept outside it either.
#[test]
fn a_note_typed_into_a_chat_is_in_the_scopes_that_the_chat_may_see() {
    let mut engine = unlocked();
    let work = scope(&mut engine, "Work");
    let rule = SiteRule { scopes: vec![work], health: Offering::Never, ..SiteRule::default() };
    ask(&mut engine, Request::SetSiteRule { site: SITE.into(), rule: Some(rule) });
    let keep = |engine: &mut _, text: &str, host: &str| {
        ask(engine, Request::AddNote { text: text.into(), host: host.into() })
    };
    keep(&mut engine, LEAK, "chat.example");
    keep(&mut engine, LID, "other.example");
    ask(&mut engine, Request::ProposeFrom { text: "I live in Ghent.".into(), host: "chat.example".into() });
    let filter = Filter { scope: Some(work), ..Filter::default() };
    let Reply::List { memories, .. } = ask(&mut engine, Request::List { filter, offset: 0, limit: 9 }) else {
        panic!()
    };
    let mut there: Vec<String> = memories.into_iter().map(|memory| memory.text).collect();
    there.sort();
    assert_eq!(there, ["I live in Ghent.", LEAK]);
}
