//! How long work ends that is cut short, and what has to wait for it.

use std::io::Cursor;

use crate::desk::backups::{WORDS, furnished};
use crate::desk::{File, PASSPHRASE, ask, code, export, finish, id_of, note, passphrase, run};
use satchel::engine::protocol::{JobEnd, Reply, Request};

#[test]
fn how_a_job_ended_is_told_though_the_vault_was_locked_twice_or_is_open_again() {
    for then in [Request::Lock, Request::Unlock { with: passphrase(PASSPHRASE) }] {
        let mut engine = furnished();
        engine.begin_import(Box::new(Cursor::new(export()))).unwrap();
        ask(&mut engine, Request::Lock);
        ask(&mut engine, then);
        let ended = run(engine.step(0)).ended;
        assert!(matches!(&ended, Some(JobEnd::Failed(error)) if error.code == "vault_locked"), "{ended:?}");
        assert!(run(engine.step(0)).ended.is_none(), "told twice");
    }
}

#[test]
fn a_job_ends_with_the_vault_that_is_destroyed_under_it() {
    let mut engine = furnished();
    engine.begin_import(Box::new(Cursor::new(export()))).unwrap();
    let reply = ask(&mut engine, Request::Forget { proof: Some(passphrase(PASSPHRASE)) });
    assert!(matches!(reply, Reply::Forget { .. }), "{reply:?}");
    let ended = run(engine.step(0)).ended;
    assert!(matches!(&ended, Some(JobEnd::Failed(error)) if error.code == "vault_locked"), "{ended:?}");
}

/// What moves between bin and vault meanwhile could be in no part of the backup, and it would look whole.
#[test]
fn nothing_goes_into_the_bin_or_comes_back_while_a_backup_is_written() {
    let mut engine = furnished();
    let id = note(&mut engine, "My sister plays the oboe").id;
    let binned = id_of(&mut engine, "Oriane is allergic to hazelnuts");
    ask(&mut engine, Request::Delete { ids: vec![binned] });
    run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "x.satchel".into())).unwrap();
    assert_eq!(code(ask(&mut engine, Request::Undelete { ids: vec![binned] })), "job_running");
    assert_eq!(code(ask(&mut engine, Request::Delete { ids: vec![id] })), "job_running");
    finish(&mut engine);
    // An import can take an hour, and keeps nobody from deleting.
    engine.begin_import(Box::new(Cursor::new(export()))).unwrap();
    let reply = ask(&mut engine, Request::Delete { ids: vec![id] });
    assert!(matches!(reply, Reply::Delete { deleted: 1 }), "{reply:?}");
}
