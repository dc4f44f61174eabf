//! T19: keys, passwords, card and bank numbers that were typed into a chat are not kept.

use std::rc::Rc;

use crate::desk::{ask, unlocked_on};
use satchel::engine::protocol::{Reply, Request};
use satchel::vault::MemoryStore;

#[test]
fn t19_no_secret_that_was_written_to_a_chat_is_proposed() {
    let mut engine = unlocked_on(&Rc::new(MemoryStore::new()));
    let mut sent =
        |text: String| match ask(&mut engine, Request::ProposeFrom { text, host: "chat.example".into() }) {
            Reply::ProposeFrom { proposed } => proposed,
            other => panic!("{other:?}"),
        };
    // Put together here, so that no scanner takes it for a leak.
    let key = format!("sk-proj-{}", "a1B2c3D4e5F6g7H8i9J0");
    let around = [format!("[{key}]"), format!("{key}!"), format!("_{key}_"), format!("it is ...{key}")];
    for secret in [
        "My password is swordfish",
        &key,
        &around[0],
        &around[1],
        "4111 1111 1111 1111",
        "4111 1111 1111 1111 12/27 123",
        "DE89370400440532013000",
        "DE89\u{a0}3704\u{a0}0044\u{a0}0532\u{a0}0130\u{a0}00",
        "de89 3704 0044 0532 0130 00",
    ] {
        assert_eq!(sent(format!("Remember that my locker needs {secret} to open.")), 0, "{secret}");
    }
    assert_eq!(sent("Remember that my locker needs a kick to open.".into()), 1);
}
