//! What a site may see: scopes, what tells of what people keep from most, and what the user says of a memory.

use std::io::Cursor;
use std::rc::Rc;

use crate::desk::backups::{MINE, WORDS, backup, restore};
use crate::desk::{
    Hand, ask, code, create, engine_at, finish, id_of, import, note, suggestions, texts, unlocked,
    unlocked_on, woken,
};
use satchel::clock::Millis;
use satchel::engine::protocol::{
    Filter, JobEnd, Mark, MemoryView, Offering, PERSONAL, Reply, Request, ScopeView, Shreds, SiteRule,
    SiteRuleView, Suggestion,
};
use satchel::engine::{Engine, Wishes};
use satchel::id::Id;
use satchel::memory::{Kind, Sensitivity, Source};
use satchel::vault::{MemoryStore, Store};

/// That which the desk's suggestions are asked for.
const SITE: &str = "https://chat.example";
const KETTLE: &str = "The copper kettle leaks";
const ALLERGY: &str = "Ines is allergic to copper kettles";

fn scope<S: Store>(engine: &mut Engine<S>, name: &str) -> Id {
    match ask(engine, Request::NameScope { id: None, name: name.into() }) {
        Reply::NameScope { id } => id,
        other => panic!("{other:?}"),
    }
}

fn mark<S: Store>(engine: &mut Engine<S>, text: &str, mark: Mark) -> u32 {
    let ids = vec![id_of(engine, text)];
    match ask(engine, Request::Mark { ids, mark }) {
        Reply::Mark { changed } => changed,
        other => panic!("{other:?}"),
    }
}

fn put<S: Store>(engine: &mut Engine<S>, text: &str, scopes: &[Id]) {
    mark(engine, text, Mark::Scopes { scopes: scopes.to_vec() });
}

fn allow<S: Store>(engine: &mut Engine<S>, rule: SiteRule) {
    let reply = ask(engine, Request::SetSiteRule { site: SITE.into(), rule: Some(rule) });
    assert!(matches!(reply, Reply::SetSiteRule), "{reply:?}");
}

fn scopes<S: Store>(engine: &mut Engine<S>) -> (Vec<ScopeView>, Vec<SiteRuleView>) {
    match ask(engine, Request::Scopes) {
        Reply::Scopes { scopes, sites, .. } => (scopes, sites),
        other => panic!("{other:?}"),
    }
}

fn names<S: Store>(engine: &mut Engine<S>) -> Vec<(String, u32)> {
    scopes(engine).0.into_iter().map(|scope| (scope.name, scope.memories)).collect()
}

fn listed<S: Store>(engine: &mut Engine<S>, filter: Filter) -> Vec<MemoryView> {
    match ask(engine, Request::List { filter, offset: 0, limit: 200 }) {
        Reply::List { memories, total } => {
            assert_eq!(memories.len(), total as usize);
            memories
        }
        other => panic!("{other:?}"),
    }
}

fn found<S: Store>(engine: &mut Engine<S>, query: &str, filter: Filter) -> Vec<String> {
    match ask(engine, Request::Search { query: query.into(), filter, limit: 20 }) {
        Reply::Search { memories } => memories.into_iter().map(|memory| memory.text).collect(),
        other => panic!("{other:?}"),
    }
}

fn offered<S: Store>(engine: &mut Engine<S>, draft: &str) -> Vec<Suggestion> {
    match ask(engine, Request::Recall { draft: draft.into(), site: SITE.into() }) {
        Reply::Recall { suggestions, .. } => suggestions,
        other => panic!("{other:?}"),
    }
}

const DRAFT: &str = "a copper kettle that leaks for Ines";

#[test]
fn a_site_is_offered_and_told_what_is_in_its_scopes_alone() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    note(&mut engine, KETTLE);
    note(&mut engine, "The kettle that leaks is the client's");
    let work = scope(&mut engine, "Work");
    put(&mut engine, "The kettle that leaks is the client's", &[work]);
    assert_eq!(names(&mut engine), [(String::new(), 1), ("Work".into(), 1)]);

    // Of a site of which nothing was said, what is in no scope of its own.
    assert_eq!(suggestions(&mut engine, DRAFT), [KETTLE]);
    allow(&mut engine, SiteRule { scopes: vec![work], ..SiteRule::default() });
    let mut engine = woken(engine, &store);
    assert_eq!(suggestions(&mut engine, DRAFT), ["The kettle that leaks is the client's"]);
    let kettle = id_of(&mut engine, KETTLE);
    let insert = Request::Insert { ids: vec![kettle], site: SITE.into(), agreed: true };
    assert_eq!(code(ask(&mut engine, insert.clone())), "memory_out_of_scope");
    // In both it is seen from both.
    put(&mut engine, KETTLE, &[PERSONAL, work]);
    assert_eq!(suggestions(&mut engine, DRAFT).len(), 2);
    assert!(matches!(ask(&mut engine, insert), Reply::Insert { .. }));
    allow(&mut engine, SiteRule { scopes: vec![], ..SiteRule::default() });
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    // The user finds everything.
    assert_eq!(found(&mut engine, "kettle", Filter::default()).len(), 2);
}

#[test]
fn a_scope_that_is_taken_away_leaves_its_memories_where_all_are() {
    let mut engine = unlocked();
    note(&mut engine, KETTLE);
    note(&mut engine, "The ladder is at the club");
    let [work, club] = ["Work", "Club"].map(|name| scope(&mut engine, name));
    put(&mut engine, KETTLE, &[work]);
    put(&mut engine, "The ladder is at the club", &[club]);
    allow(&mut engine, SiteRule { scopes: vec![work, club], ..SiteRule::default() });
    assert!(matches!(ask(&mut engine, Request::DropScope { id: work }), Reply::DropScope));
    // The other is the same as before, wherever it stands now.
    assert_eq!(names(&mut engine), [(String::new(), 1), ("Club".into(), 1)]);
    assert_eq!(scopes(&mut engine).1[0].rule.scopes, [club]);
    assert_eq!(suggestions(&mut engine, "the ladder at the club"), ["The ladder is at the club"]);
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    assert_eq!(code(ask(&mut engine, Request::DropScope { id: work })), "scope_missing");
    let ids = vec![id_of(&mut engine, KETTLE)];
    let marking = Request::Mark { ids, mark: Mark::Scopes { scopes: vec![work] } };
    assert_eq!(code(ask(&mut engine, marking)), "scope_missing");
}

#[test]
fn names_are_short_plain_and_taken_once() {
    let mut engine = unlocked();
    let work = scope(&mut engine, "  Work ");
    let mut name = |id, name: &str| ask(&mut engine, Request::NameScope { id, name: name.into() });
    assert_eq!(code(name(None, "Work")), "scope_taken");
    for bad in ["", "  ", "two\nlines", "hid\u{202e}den", &"x".repeat(41)] {
        assert_eq!(code(name(None, bad)), "scope_name", "{bad:?}");
    }
    assert!(matches!(name(Some(work), "Office"), Reply::NameScope { .. }));
    assert_eq!(code(name(Some(Id([7; 16])), "Else")), "scope_missing");
    for number in 1..31 {
        assert!(matches!(name(None, &format!("Scope {number}")), Reply::NameScope { .. }));
    }
    assert_eq!(code(name(None, "One more")), "scopes_many");
    assert_eq!(names(&mut engine)[1], ("Office".to_owned(), 0));
}

#[test]
fn what_is_told_to_few_is_offered_as_the_site_s_rule_says() {
    let mut engine = unlocked();
    note(&mut engine, ALLERGY);
    assert_eq!(listed(&mut engine, Filter::default())[0].sensitivities, [Sensitivity::Health]);
    let offering = |engine: &mut Engine<_>, health| {
        allow(engine, SiteRule { health, ..SiteRule::default() });
        offered(engine, DRAFT).into_iter().map(|suggestion| suggestion.ask).collect::<Vec<_>>()
    };
    assert_eq!(offering(&mut engine, Offering::Offer), [false]);
    assert_eq!(offering(&mut engine, Offering::Ask), [true]);
    assert_eq!(offering(&mut engine, Offering::Never), [false; 0]);
    let insert = Request::Insert { ids: vec![id_of(&mut engine, ALLERGY)], site: SITE.into(), agreed: true };
    assert_eq!(code(ask(&mut engine, insert)), "memory_out_of_scope");
    // The user knows better than its words.
    mark(&mut engine, ALLERGY, Mark::Sensitivity { of: Some(vec![]) });
    assert_eq!(offering(&mut engine, Offering::Never), [false]);
    mark(&mut engine, ALLERGY, Mark::Sensitivity { of: Some(vec![Sensitivity::Intimate]) });
    assert_eq!(offering(&mut engine, Offering::Offer), [true]);
    mark(&mut engine, ALLERGY, Mark::Sensitivity { of: None });
    assert_eq!(offering(&mut engine, Offering::Never), [false; 0]);
}

#[test]
fn a_backup_brings_scopes_back_and_what_was_set_since_stays() {
    let mut engine = unlocked();
    note(&mut engine, KETTLE);
    let work = scope(&mut engine, "Work");
    put(&mut engine, KETTLE, &[work]);
    mark(&mut engine, KETTLE, Mark::Pinned { holds: true });
    allow(&mut engine, SiteRule { scopes: vec![work], ..SiteRule::default() });
    let file = backup(&mut engine);

    let mut other = unlocked();
    scope(&mut other, "Club");
    restore(&mut other, &file, true);
    let memory = listed(&mut other, Filter::default()).remove(0);
    assert_eq!((memory.scopes, memory.pinned), (vec![work], true));
    assert_eq!(names(&mut other), [(String::new(), 0), ("Club".into(), 0), ("Work".into(), 1)]);
    // A memory in a scope is never seen from elsewhere, and it is seen from there.
    assert_eq!(suggestions(&mut other, DRAFT), [KETTLE]);
    allow(&mut other, SiteRule::default());
    assert_eq!(suggestions(&mut other, DRAFT), Vec::<String>::new());
    // Another person's file says nothing of what is whose.
    let mut stranger = unlocked();
    let (theirs, wishes) = (("june.satchel".into(), WORDS.into()), Wishes { own: false, ..MINE });
    stranger.begin_restore(Box::new(Cursor::new(file)), theirs, wishes).expect("it begins");
    assert!(matches!(finish(&mut stranger), JobEnd::Restored(_)));
    assert_eq!(names(&mut stranger), [(String::new(), 1)]);
    assert!(!listed(&mut stranger, Filter::default())[0].pinned);
}

#[test]
fn what_is_never_offered_at_a_site_is_offered_at_others() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    note(&mut engine, KETTLE);
    let never = |holds| Mark::NeverAt { site: SITE.into(), holds };
    assert_eq!(mark(&mut engine, KETTLE, never(true)), 1);
    let mut engine = woken(engine, &store);
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
    let id = id_of(&mut engine, KETTLE);
    let insert = |site: &str| Request::Insert { ids: vec![id], site: site.into(), agreed: true };
    assert_eq!(code(ask(&mut engine, insert(SITE))), "memory_out_of_scope");
    assert!(matches!(ask(&mut engine, insert("https://other.example")), Reply::Insert { .. }));
    assert_eq!(listed(&mut engine, Filter::default())[0].never, [SITE]);
    mark(&mut engine, KETTLE, never(false));
    assert_eq!(suggestions(&mut engine, DRAFT), [KETTLE]);
}

#[test]
fn forgetting_what_a_site_was_told_lets_it_be_told_no_more_than_before() {
    let mut engine = unlocked();
    note(&mut engine, KETTLE);
    note(&mut engine, ALLERGY);
    let rule = SiteRule { health: Offering::Never, ..SiteRule::default() };
    allow(&mut engine, rule.clone());
    let insert = Request::Insert { ids: vec![id_of(&mut engine, KETTLE)], site: SITE.into(), agreed: true };
    assert!(matches!(ask(&mut engine, insert), Reply::Insert { .. }));
    mark(&mut engine, KETTLE, Mark::NeverAt { site: SITE.into(), holds: true });
    ask(&mut engine, Request::Shred { what: Shreds::Site { site: SITE.into() } });
    assert_eq!(scopes(&mut engine).1[0].rule, rule);
    assert_eq!(suggestions(&mut engine, DRAFT), Vec::<String>::new());
}

#[test]
fn the_pinned_goes_before_its_like() {
    let mut engine = unlocked();
    for text in ["The red kettle leaks a little", "The blue kettle leaks a little"] {
        note(&mut engine, text);
    }
    for text in ["The red kettle leaks a little", "The blue kettle leaks a little"] {
        mark(&mut engine, text, Mark::Pinned { holds: true });
        assert_eq!(found(&mut engine, "kettle leaks", Filter::default())[0], text);
        assert_eq!(mark(&mut engine, text, Mark::Pinned { holds: true }), 0);
        assert_eq!(mark(&mut engine, text, Mark::Pinned { holds: false }), 1);
    }
}

#[test]
fn a_memory_tells_what_it_said_before_and_where_it_was_told() {
    let mut engine = unlocked();
    note(&mut engine, KETTLE);
    note(&mut engine, ALLERGY);
    let id = id_of(&mut engine, KETTLE);
    for site in [SITE, "https://other.example"] {
        ask(&mut engine, Request::Insert { ids: vec![id], site: site.into(), agreed: true });
    }
    for text in ["The copper kettle was mended", "The copper kettle is sold"] {
        ask(&mut engine, Request::Revise { id, text: text.into() });
    }
    let Reply::About { versions, told } = ask(&mut engine, Request::About { id }) else { panic!() };
    let before: Vec<&str> = versions.iter().map(|version| version.text.as_str()).collect();
    assert_eq!(before, ["The copper kettle was mended", KETTLE]);
    let at: Vec<(&str, Option<&str>)> = told.iter().map(|t| (t.site.as_str(), t.text.as_deref())).collect();
    assert_eq!(at, [("https://other.example", Some(KETTLE)), (SITE, Some(KETTLE))]);
    let gone = Request::About { id: Id([7; 16]) };
    assert_eq!(code(ask(&mut engine, gone)), "memory_missing");
}

#[test]
fn what_held_at_a_moment_is_what_was_said_by_then_and_not_yet_replaced() {
    let clock = Hand::default();
    let mut engine = engine_at(Rc::new(MemoryStore::new()), &clock);
    create(&mut engine);
    let mut times = Vec::new();
    for text in ["The kettle is in the shed", "The kettle is in the attic"] {
        times.push(note(&mut engine, text).time);
        clock.pass(86_400_000);
    }
    let [older, newer] =
        ["The kettle is in the shed", "The kettle is in the attic"].map(|text| id_of(&mut engine, text));
    ask(&mut engine, Request::Supersede { older, newer, holds: true });
    let mut at = |moment: u64| {
        let filter = Filter { as_of: Some(Millis(moment)), ..Filter::default() };
        listed(&mut engine, filter).into_iter().map(|memory| memory.text).collect::<Vec<_>>()
    };
    assert_eq!(at(times[0].0 - 1), Vec::<String>::new());
    assert_eq!(at(times[0].0), ["The kettle is in the shed"]);
    assert_eq!(at(times[1].0), ["The kettle is in the attic"]);
}

#[test]
fn a_filter_chooses_what_all_its_parts_hold_of() {
    let mut engine = unlocked();
    let file =
        br#"[{"title":"t","create_time":1700000000,"mapping":{"a":{"message":{"author":{"role":"user"},
        "create_time":1700000000,"content":{"content_type":"text","parts":["The kettle whistles"]}}}}}]"#;
    import(&mut engine, file.to_vec());
    note(&mut engine, KETTLE);
    note(&mut engine, ALLERGY);
    mark(&mut engine, KETTLE, Mark::Pinned { holds: true });
    let work = scope(&mut engine, "Work");
    put(&mut engine, ALLERGY, &[work]);
    let kettle = id_of(&mut engine, KETTLE);
    ask(&mut engine, Request::Insert { ids: vec![kettle], site: SITE.into(), agreed: true });
    let all = Filter::default;
    let cases = [
        (Filter { kind: Some(Kind::Turn), ..all() }, vec!["The kettle whistles"]),
        (Filter { source: Some(Source::Typed), ..all() }, vec![ALLERGY, KETTLE]),
        (Filter { pinned: Some(true), ..all() }, vec![KETTLE]),
        (Filter { pinned: Some(false), kind: Some(Kind::Note), ..all() }, vec![ALLERGY]),
        (Filter { scope: Some(work), ..all() }, vec![ALLERGY]),
        (Filter { scope: Some(PERSONAL), ..all() }, vec![KETTLE, "The kettle whistles"]),
        (Filter { scope: Some(Id([9; 16])), ..all() }, vec![]),
        (Filter { sensitivity: Some(Sensitivity::Health), ..all() }, vec![ALLERGY]),
        (Filter { told: Some(true), ..all() }, vec![KETTLE]),
        (Filter { until: Some(Millis(1_700_000_001_000)), ..all() }, vec!["The kettle whistles"]),
        (Filter { superseded: Some(true), ..all() }, vec![]),
        (Filter { quarantined: Some(true), ..all() }, vec![]),
    ];
    for (filter, expected) in cases {
        let texts: Vec<String> = listed(&mut engine, filter.clone()).into_iter().map(|m| m.text).collect();
        assert_eq!(texts, expected, "{filter:?}");
        let mut among = found(&mut engine, "kettle", filter.clone());
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        among.sort();
        expected.sort();
        assert_eq!(among, expected, "{filter:?}");
    }
    assert_eq!(texts(&mut engine).len(), 3);
}
