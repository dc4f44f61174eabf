//! How long work ends that is cut short, and what has to wait for it.

use std::io::Cursor;

use crate::desk::backups::{WORDS, furnished};
use crate::desk::{
    File, PASSPHRASE, ask, code, export, finish, id_of, note, passphrase, run, status, texts, unlocked,
};
use satchel::engine::Engine;
use satchel::engine::protocol::{ImportPreview, JobEnd, Reply, Request};
use satchel::vault::Store;

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

fn look<S: Store>(engine: &mut Engine<S>) -> ImportPreview {
    engine.begin_look(Box::new(Cursor::new(export()))).unwrap();
    match finish(engine) {
        JobEnd::LookedThrough(preview) => preview,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_look_through_a_file_says_what_an_import_brings_and_keeps_nothing() {
    let mut engine = unlocked();
    let foreseen = look(&mut engine);
    assert!(texts(&mut engine).is_empty(), "a look keeps nothing");
    engine.begin_import(Box::new(Cursor::new(export()))).unwrap();
    let JobEnd::Imported(summary) = finish(&mut engine) else { panic!("no import") };
    assert!(summary.kept > 0);
    assert_eq!(
        (foreseen.conversations, foreseen.fresh, foreseen.known, &foreseen.skipped),
        (summary.conversations, summary.kept, summary.known, &summary.skipped)
    );
    assert!(foreseen.waiting > 0 && foreseen.waiting < foreseen.fresh);
    assert!(foreseen.since.unwrap() <= foreseen.until.unwrap());
    assert!(!foreseen.titles.is_empty());
    // Looked through again, all of it is there.
    let again = look(&mut engine);
    assert_eq!((again.fresh, again.known, again.since), (0, summary.kept + summary.known, None));
}

#[test]
fn an_import_rests_while_it_is_told_to_and_nothing_is_lost_by_it() {
    let mut engine = unlocked();
    engine.begin_import(Box::new(Cursor::new(export()))).unwrap();
    assert!(matches!(ask(&mut engine, Request::PauseJob { holds: true }), Reply::PauseJob));
    for _ in 0..100 {
        assert!(run(engine.step(0)).ended.is_none());
    }
    let progress = status(&mut engine).job.unwrap();
    assert!(progress.paused && progress.kept == 0, "{progress:?}");
    // What is asked meanwhile is answered, and no second job begins.
    note(&mut engine, "The kayak hangs in the shed");
    assert_eq!(engine.begin_look(Box::new(Cursor::new(export()))).unwrap_err().code, "job_running");
    ask(&mut engine, Request::PauseJob { holds: false });
    assert!(matches!(finish(&mut engine), JobEnd::Imported(summary) if summary.kept > 0));
    assert_eq!(code(ask(&mut engine, Request::PauseJob { holds: true })), "job_missing");
}

#[test]
fn a_backup_does_not_rest() {
    let mut engine = furnished();
    run(engine.begin_backup(Box::new(File::default()), WORDS.into(), "x.satchel".into())).unwrap();
    assert_eq!(code(ask(&mut engine, Request::PauseJob { holds: true })), "job_missing");
}
