//! `satchel eval` as it is called: what it prints, and how it refuses a file.

use std::path::PathBuf;
use std::process::{Command, Output};

fn satchel(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_satchel")).args(arguments).output().expect("the binary runs")
}

/// A file of this content, in the build's own directory for such things.
fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the file can be written");
    path.display().to_string()
}

/// The message with which a file is refused.
fn refusal(path: &str) -> String {
    let output = satchel(&["eval", path, "--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("the message is text")
}

const SET: &str = r#"{"format":"recall-set/1","name":"Tiny","source":"here","conversations":[{"id":"c","turns":[
 {"id":"t1","session":"s1","time":"2024-01-01T10:00:00","speaker":"note","text":"I am allergic to peanuts."},
 {"id":"t2","session":"s2","time":"2024-01-02T10:00:00","speaker":"user","text":"My bicycle has tubeless tyres."},
 {"id":"t3","session":"s2","time":"2024-01-02T10:01:00","speaker":"assistant","text":"Good to know."}],
"questions":[
 {"id":"q1","text":"can I eat peanut butter","answer":"no","kind":"explicit","relevant":["t1"],"stale":["t3"]},
 {"id":"q2","text":"which tube fits my bike","answer":"none","kind":"implicit","relevant":["t2"]},
 {"id":"q3","text":"explain the causes of the first world war","answer":"","kind":"offtopic","relevant":[]}]}]}"#;

#[test]
fn a_set_is_measured_and_the_figures_are_json() {
    let output = satchel(&["eval", &file("good.json", SET), "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let figures: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("stdout is one JSON object");
    assert_eq!(
        (&figures["name"], &figures["turns"], &figures["questions"]),
        (&"Tiny".into(), &3.into(), &3.into())
    );
    for (part, figure) in [("turn", "r@1"), ("turn", "r@20"), ("turn", "mrr"), ("session", "any@1")] {
        assert_eq!(figures[part][figure], 1.0, "{part} {figure}");
    }
    assert_eq!((&figures["update"], &figures["by_kind"]["implicit"]["r@1"]), (&1.0.into(), &1.0.into()));
    assert_eq!((&figures["gate"]["served"], &figures["gate"]["shown_off_topic"]), (&1.0.into(), &0.0.into()));
    for time in ["query_p50", "query_p95", "embed_p50"] {
        assert!(figures["ms"][time].as_f64().is_some_and(|ms| ms > 0.0));
    }
}

#[test]
fn without_json_it_is_a_table() {
    let output = satchel(&["eval", &file("table.json", SET)]);
    let table = String::from_utf8(output.stdout).expect("the table is text");
    assert!(table.starts_with("Tiny: 3 turns, 3 questions\n"));
    assert!(table.contains("r@10") && table.contains("explicit"));
}

#[test]
fn a_missing_file_is_named() {
    let message = refusal("no/such/file.json");
    assert!(message.starts_with("satchel: no/such/file.json: "), "{message}");
}

#[test]
fn a_broken_file_is_named_with_line_and_column() {
    let path = file("broken.json", &SET.replacen("\"t2\",", "\"t2\"", 1));
    assert!(refusal(&path).starts_with(&format!("satchel: {path}: line 3, column 12: ")));
}

#[test]
fn a_file_of_another_format_is_named_as_such() {
    let path = file("other.json", &SET.replacen("recall-set/1", "recall-set/2", 1));
    let expected = format!("satchel: {path}: not a recall-set/1 file: it has format \"recall-set/2\"\n");
    assert_eq!(refusal(&path), expected);
}

#[test]
fn a_question_about_an_unknown_turn_is_named() {
    let path = file("stray.json", &SET.replacen("[\"t2\"]", "[\"t9\"]", 1));
    let expected =
        format!("satchel: {path}: conversation c, question q2: names turn t9, which is not there\n");
    assert_eq!(refusal(&path), expected);
}

#[test]
fn a_model_that_is_not_there_is_named() {
    let output = satchel(&["eval", &file("modelless.json", SET), "--model", "no/such/model"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no/such/model: no model here"));
}
