//! T5: what cannot be read any more closes, and never opens.

use std::rc::Rc;

use crate::desk::{ask, code, create, engine_on, note, status, woken, work};
use crate::hoard::Hoard;
use crate::t09_after_repair::spoil;
use satchel::engine::protocol::{Mark, PERSONAL, Reply, Request};
use satchel::vault::Namespace;

const SITE: &str = "https://chat.example";

/// Its marks may have said anything: that it is of one scope, or for no site.
#[test]
fn t05_a_memory_whose_marks_cannot_be_read_is_told_to_no_site() {
    let store = Rc::new(Hoard::new());
    let mut engine = engine_on(Rc::clone(&store));
    create(&mut engine);
    let ids = vec![note(&mut engine, "The velvet otter sleeps at nine.").id];
    let never = Mark::NeverAt { site: SITE.into(), holds: true };
    ask(&mut engine, Request::Mark { ids: ids.clone(), mark: never });
    spoil(&store, &engine, Namespace::Marks);
    let mut engine = woken(engine, &store);
    work(&mut engine);
    let insert = || Request::Insert { ids: ids.clone(), site: SITE.into(), agreed: true };
    assert_eq!(status(&mut engine).damaged, 1);
    assert_eq!(code(ask(&mut engine, insert())), "memory_out_of_scope");
    // Nor once the damage was given up, until the user says where it belongs.
    ask(&mut engine, Request::Repair);
    assert_eq!(status(&mut engine).damaged, 0);
    assert_eq!(code(ask(&mut engine, insert())), "memory_out_of_scope");
    let mut engine = woken(engine, &store);
    assert_eq!(code(ask(&mut engine, insert())), "memory_out_of_scope");
    let mark = Mark::Scopes { scopes: vec![PERSONAL] };
    ask(&mut engine, Request::Mark { ids: ids.clone(), mark });
    assert!(matches!(ask(&mut engine, insert()), Reply::Insert { .. }));
}
