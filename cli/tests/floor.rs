//! What recall must not fall below, on the sets of `data/`: a little under what it reaches, so that a change that
//! costs something is seen, and one that moves a question or two is not.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn eval(file: &str) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let done = Command::new(env!("CARGO_BIN_EXE_satchel"))
        .current_dir(&root)
        .args(["eval", &format!("data/{file}.recall.json"), "--json"])
        .output()
        .expect("satchel runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("its figures")
}

/// Shares of what helps among the first five and the first ten.
fn holds(file: &str, five: f64, ten: f64) -> Value {
    let figures = eval(file);
    for (name, floor) in [("r@5", five), ("r@10", ten)] {
        let reached = figures["turn"][name].as_f64().expect("a share");
        assert!(reached >= floor, "{file}: {name} {reached:.3}, floor {floor}");
    }
    figures
}

#[test]
fn drafts_of_one_person_find_what_helps_and_no_others_are_served() {
    let figures = holds("drafts", 0.72, 0.82);
    assert!(figures["update"].as_f64().unwrap() >= 0.85);
    assert!(figures["gate"]["own"]["auc"].as_f64().unwrap() >= 0.95);
}

#[test]
fn questions_about_talks_find_their_turns() {
    holds("talks-1", 0.70, 0.80);
}

#[test]
fn drafts_in_other_languages_find_what_helps_by_its_words() {
    holds("people-zh", 0.75, 0.85);
    holds("people-hi", 0.55, 0.75);
    holds("people-fr", 0.42, 0.60);
}
