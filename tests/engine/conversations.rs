//! Conversations kept as they go on, of sites of which the user wants that.

use std::rc::Rc;

use crate::desk::backups::Desk;
use crate::desk::{ask, note, status, suggestions, unlocked_on, woken};
use satchel::engine::protocol::{Filter, MemoryView, Reply, Request, Said, SiteRule, WaitingView};
use satchel::memory::{Kind, Source, Speaker};
use satchel::vault::MemoryStore;

const SITE: &str = "https://chat.example";
const BOAT: &str = "My boat is called Halcyon and lies in Leith.";
const DRAFT: &str = "what is my boat called, the one that lies in Leith?";

fn keep(engine: &mut Desk, keeps: bool) {
    let rule = SiteRule { keeps, ..SiteRule::default() };
    ask(engine, Request::SetSiteRule { site: SITE.into(), rule: Some(rule) });
}

fn said_in(conversation: &str, answers: &[&str], sent: &str) -> Said {
    Said {
        conversation: conversation.into(),
        title: "Boats".into(),
        answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        sent: sent.into(),
    }
}

fn say(engine: &mut Desk, said: Said) -> u32 {
    match ask(engine, Request::KeepSaid { site: SITE.into(), said }) {
        Reply::KeepSaid { kept } => kept,
        other => panic!("{other:?}"),
    }
}

fn inbox(engine: &mut Desk) -> Vec<WaitingView> {
    match ask(engine, Request::Inbox { offset: 0, limit: 200 }) {
        Reply::Inbox { entries, .. } => entries,
        other => panic!("{other:?}"),
    }
}

/// The turns of the one conversation that waits, in order.
fn turns(engine: &mut Desk) -> Vec<MemoryView> {
    let conversation = inbox(engine)[0].conversation;
    let filter = Filter { conversation, ..Filter::default() };
    match ask(engine, Request::List { filter, offset: 0, limit: 200 }) {
        Reply::List { memories, .. } => memories.into_iter().rev().collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_a_site_of_which_nothing_was_said_nothing_is_kept() {
    let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
    assert_eq!(say(&mut engine, said_in("a", &[], BOAT)), 0);
    keep(&mut engine, true);
    assert_eq!(say(&mut engine, said_in("a", &[], BOAT)), 1);
    keep(&mut engine, false);
    assert_eq!(say(&mut engine, said_in("a", &[], "And it leaks.")), 0);
    assert_eq!(status(&mut engine).memories, 1);
}

#[test]
fn a_conversation_waits_as_one_and_is_offered_when_it_was_approved_without_what_was_answered() {
    let store = Rc::new(MemoryStore::new());
    let mut engine = unlocked_on(&store);
    keep(&mut engine, true);
    say(&mut engine, said_in("a", &["An answer to what nobody kept."], BOAT));
    say(&mut engine, said_in("a", &["Halcyon is a kingfisher."], "And a name for her tender?"));
    assert_eq!(say(&mut engine, said_in("a", &["Alcedo."], "")), 1);
    // What was told already, when the page was left.
    assert_eq!(say(&mut engine, said_in("a", &[" Alcedo. "], "")), 0);
    let mut engine = woken(engine, &store);
    let waiting = inbox(&mut engine);
    assert_eq!((waiting.len(), waiting[0].turns, status(&mut engine).inbox), (1, 2, 1));
    assert_eq!(waiting[0].memory.title.as_deref(), Some("Boats"));
    let turns = turns(&mut engine);
    let spoken: Vec<_> = turns.iter().map(|turn| (&turn.speaker, turn.text.as_str())).collect();
    assert_eq!(
        spoken,
        [
            (&Speaker::User, BOAT),
            (&Speaker::Assistant, "Halcyon is a kingfisher."),
            (&Speaker::User, "And a name for her tender?"),
            (&Speaker::Assistant, "Alcedo."),
        ]
    );
    assert!(turns.iter().all(|turn| turn.kind == Kind::Turn && !turn.approved));
    assert_eq!(turns[0].source, Source::Chat("chat.example".into()));
    assert_eq!(suggestions(&mut engine, DRAFT), [""; 0]);

    let own: Vec<_> = turns.iter().filter(|turn| turn.speaker == Speaker::User).map(|turn| turn.id).collect();
    ask(&mut engine, Request::Approve { ids: own, holds: true });
    assert_eq!((inbox(&mut engine).len(), status(&mut engine).inbox), (0, 0));
    // The question after it may stand beside it, as in any conversation; what was answered may not.
    let offered = suggestions(&mut engine, DRAFT);
    assert!(offered[0] == BOAT && !offered.iter().any(|text| text.contains("kingfisher")), "{offered:?}");
}

#[test]
fn what_was_inserted_and_what_is_a_secret_is_not_kept() {
    let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
    keep(&mut engine, true);
    let memory = note(&mut engine, "Ines is allergic to sesame");
    let insert = Request::Insert { ids: vec![memory.id], site: SITE.into(), agreed: false };
    let Reply::Insert { block } = ask(&mut engine, insert) else { panic!() };
    say(&mut engine, said_in("a", &[], &format!("What can she eat?\n\n{block}")));
    assert_eq!(say(&mut engine, said_in("a", &[], &block)), 0, "nothing else was said");
    assert_eq!(say(&mut engine, said_in("a", &[], "My card is 4111 1111 1111 1111.")), 0);
    let texts: Vec<_> = turns(&mut engine).into_iter().map(|turn| turn.text).collect();
    assert_eq!(texts, ["What can she eat?"]);
}

#[test]
fn conversations_of_two_names_or_two_sites_are_two_and_a_title_can_come_later() {
    let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
    keep(&mut engine, true);
    say(&mut engine, Said { title: String::new(), ..said_in("a", &[], "One.") });
    say(&mut engine, said_in("b", &[], "Two."));
    say(&mut engine, Said { title: " Bo\u{202e}ats\n of\tmine ".into(), ..said_in("a", &[], "Three.") });
    let waiting = inbox(&mut engine);
    let titles: Vec<_> = waiting.iter().map(|entry| entry.memory.title.as_deref()).collect();
    assert_eq!(titles, [Some("Boats of mine"), Some("Boats")]);
    let other = Request::KeepSaid { site: "https://other.example".into(), said: said_in("a", &[], "Four.") };
    assert!(matches!(ask(&mut engine, other), Reply::KeepSaid { kept: 0 }));
}

#[test]
fn no_page_fills_the_vault() {
    let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
    keep(&mut engine, true);
    let long = "word ".repeat(20_000);
    let answers = |from: u32| (from..from + 100).map(|number| format!("Answer {number}.")).collect();
    assert_eq!(say(&mut engine, said_in("a", &[], &long)), 1);
    assert_eq!(turns(&mut engine)[0].text.len(), 32 * 1024, "as much of it as a turn may have");
    for (from, kept) in [(0, 16), (100, 0), (200, 0)] {
        let said = Said { answers: answers(from), ..said_in("a", &[], "") };
        assert_eq!(say(&mut engine, said), kept, "answers to one message");
    }
    assert_eq!(say(&mut engine, Said { answers: vec![long.clone()], ..said_in("a", &[], "And?") }), 1);
    let said = |sent: &str| Said { answers: vec![long.clone()], ..said_in("a", &[], sent) };
    assert_eq!([say(&mut engine, said("")), say(&mut engine, said(""))], [1, 0], "it is the same answer");
    for name in [String::new(), "x".repeat(301)] {
        assert_eq!(say(&mut engine, said_in(&name, &[], BOAT)), 0);
    }
    let kept = (0..2_100).map(|number| say(&mut engine, said_in("a", &[], &format!("Number {number}."))));
    assert_eq!(kept.sum::<u32>(), 2_000 - 19);
}

#[test]
fn what_is_said_where_nothing_may_be_seen_is_not_kept_and_goes_nowhere_else() {
    let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
    let rule = SiteRule { keeps: true, scopes: Vec::new(), ..SiteRule::default() };
    ask(&mut engine, Request::SetSiteRule { site: SITE.into(), rule: Some(rule) });
    assert_eq!(say(&mut engine, said_in("a", &[], BOAT)), 0);
    let Reply::NameScope { id } = ask(&mut engine, Request::NameScope { id: None, name: "Work".into() })
    else {
        panic!()
    };
    let rule = SiteRule { keeps: true, scopes: vec![id], ..SiteRule::default() };
    ask(&mut engine, Request::SetSiteRule { site: SITE.into(), rule: Some(rule) });
    assert_eq!(say(&mut engine, said_in("a", &[], BOAT)), 1);
    assert_eq!(turns(&mut engine)[0].scopes, [id]);
}

#[test]
fn a_title_with_a_secret_is_none_and_what_was_approved_keeps_its_own() {
    let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
    keep(&mut engine, true);
    let secret = "My password is swordfish99";
    say(&mut engine, Said { title: secret.into(), ..said_in("a", &[], BOAT) });
    assert_eq!(turns(&mut engine)[0].title, None);
    say(&mut engine, said_in("a", &[], "And she leaks."));
    let ids = turns(&mut engine).into_iter().map(|turn| turn.id).collect();
    ask(&mut engine, Request::Approve { ids, holds: true });
    say(&mut engine, Said { title: "Ships".into(), ..said_in("a", &[], "Badly.") });
    assert_eq!(turns(&mut engine)[0].title.as_deref(), Some("Boats"));
}
