//! Ways around what a site may see, each closed.

use std::rc::Rc;

use crate::desk::backups::{backup, restore};
use crate::desk::{ask, code, id_of, note, suggestions, unlocked, unlocked_on};
use satchel::engine::Engine;
use satchel::engine::protocol::{Mark, Offering, Reply, Request, SiteRule};
use satchel::id::Id;
use satchel::memory::Sensitivity;
use satchel::vault::{MemoryStore, Store};

/// That which the desk's suggestions are asked for.
const SITE: &str = "https://chat.example";
const KETTLE: &str = "The copper kettle leaks";
const DRAFT: &str = "Does the copper kettle leak?";

fn mark<S: Store>(engine: &mut Engine<S>, text: &str, mark: Mark) {
    let ids = vec![id_of(engine, text)];
    let reply = ask(engine, Request::Mark { ids, mark });
    assert!(matches!(reply, Reply::Mark { changed: 1 }), "{reply:?}");
}

fn scope<S: Store>(engine: &mut Engine<S>, name: &str) -> Id {
    match ask(engine, Request::NameScope { id: None, name: name.into() }) {
        Reply::NameScope { id } => id,
        other => panic!("{other:?}"),
    }
}

fn put<S: Store>(engine: &mut Engine<S>, text: &str, scopes: &[Id]) {
    mark(engine, text, Mark::Scopes { scopes: scopes.to_vec() });
}

/// Whoever serves one port of a host may serve another, and the browser lets Satchel into all of them.
#[test]
fn a_site_escapes_its_rule_by_no_other_port() {
    let mut engine = unlocked();
    let id = note(&mut engine, KETTLE).id;
    mark(&mut engine, KETTLE, Mark::NeverAt { site: "https://chat.example".into(), holds: true });
    for site in ["https://chat.example:8443", "https://chat.example.", "https://CHAT.example:443"] {
        let insert = Request::Insert { ids: vec![id], site: site.into(), agreed: true };
        assert_eq!(code(ask(&mut engine, insert)), "memory_out_of_scope", "{site}");
    }
    mark(&mut engine, KETTLE, Mark::NeverAt { site: "https://chat.example:8443".into(), holds: false });
    assert_eq!(suggestions(&mut engine, DRAFT), [KETTLE]);
    let rule = SiteRule { scopes: Vec::new(), ..SiteRule::default() };
    let site = "https://chat.example:9000".to_owned();
    ask(&mut engine, Request::SetSiteRule { site, rule: Some(rule) });
    assert!(suggestions(&mut engine, DRAFT).is_empty());
    let elsewhere = Request::Insert { ids: vec![id], site: "https://[::1]:80".into(), agreed: true };
    assert!(matches!(ask(&mut engine, elsewhere), Reply::Insert { .. }));
}

#[test]
fn what_is_asked_about_first_is_told_only_to_whom_agreed() {
    let mut engine = unlocked();
    let id = note(&mut engine, KETTLE).id;
    mark(&mut engine, KETTLE, Mark::Sensitivity { of: Some(vec![Sensitivity::Intimate]) });
    let insert = |agreed| Request::Insert { ids: vec![id], site: SITE.into(), agreed };
    assert_eq!(code(ask(&mut engine, insert(false))), "memory_asks");
    assert!(matches!(ask(&mut engine, insert(true)), Reply::Insert { .. }));
}

/// The frame stands in the site's page.
#[test]
fn what_a_site_is_offered_says_nothing_of_what_it_may_not_see() {
    let mut engine = unlocked();
    let work = scope(&mut engine, "Work");
    let older = note(&mut engine, "The copper kettle is fine").id;
    let newer = note(&mut engine, KETTLE).id;
    ask(&mut engine, Request::Supersede { older, newer, holds: true });
    mark(&mut engine, KETTLE, Mark::NeverAt { site: "https://other.example".into(), holds: true });
    let shown = |engine: &mut _| match ask(engine, Request::Recall { draft: DRAFT.into(), site: SITE.into() })
    {
        Reply::Recall { suggestions, .. } => suggestions
            .into_iter()
            .map(|one| one.memory)
            .find(|memory| memory.text == KETTLE)
            .expect("it is offered"),
        other => panic!("{other:?}"),
    };
    let memory = shown(&mut engine);
    assert_eq!(memory.replaces.len(), 1);
    assert!(memory.never.is_empty() && memory.scopes.is_empty(), "{memory:?}");
    put(&mut engine, "The copper kettle is fine", &[work]);
    assert!(shown(&mut engine).replaces.is_empty());
}

#[test]
fn nothing_is_promised_to_be_kept_from_a_site_at_the_cost_of_another() {
    let mut engine = unlocked();
    note(&mut engine, KETTLE);
    let never = |number: usize| Mark::NeverAt { site: format!("https://{number}.example"), holds: true };
    for number in 0..200 {
        mark(&mut engine, KETTLE, never(number));
    }
    let ids = vec![id_of(&mut engine, KETTLE)];
    assert_eq!(code(ask(&mut engine, Request::Mark { ids: ids.clone(), mark: never(200) })), "never_many");
    let insert = Request::Insert { ids, site: "https://0.example".into(), agreed: true };
    assert_eq!(code(ask(&mut engine, insert)), "memory_out_of_scope");
}

/// What a later backup keeps from sites, an earlier one of the same vault does not open.
#[test]
fn of_two_backups_of_ones_own_the_stricter_word_stands() {
    let mut mine = unlocked();
    note(&mut mine, KETTLE);
    ask(&mut mine, Request::SetSiteRule { site: SITE.into(), rule: Some(SiteRule::default()) });
    let january = backup(&mut mine);
    let work = scope(&mut mine, "Work");
    put(&mut mine, KETTLE, &[work]);
    mark(&mut mine, KETTLE, Mark::NeverAt { site: "https://other.example".into(), holds: true });
    mark(&mut mine, KETTLE, Mark::Sensitivity { of: Some(vec![Sensitivity::Money]) });
    let rule = SiteRule { money: Offering::Never, ..SiteRule::default() };
    ask(&mut mine, Request::SetSiteRule { site: SITE.into(), rule: Some(rule) });
    let march = backup(&mut mine);

    for order in [[&january, &march], [&march, &january]] {
        let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
        for file in order {
            restore(&mut engine, file, false);
        }
        let id = id_of(&mut engine, KETTLE);
        let insert = |site: &str| Request::Insert { ids: vec![id], site: site.into(), agreed: true };
        for site in [SITE, "https://other.example", "https://third.example"] {
            assert_eq!(code(ask(&mut engine, insert(site))), "memory_out_of_scope", "{site}");
        }
        let Reply::Scopes { sites, .. } = ask(&mut engine, Request::Scopes) else { panic!() };
        assert_eq!(sites[0].rule.money, Offering::Never);
    }
}
