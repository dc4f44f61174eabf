//! recall-set/1: conversations, and questions with the turns that help.
//!
//! Reading checks everything that a measurement relies on, and says where a file is wrong: a line
//! and column for JSON, a conversation, turn or question for what it says.

use std::collections::HashSet;
use std::path::Path;

use satchel::clock::Millis;
use serde::Deserialize;

use crate::failure::Failure;

const FORMAT: &str = "recall-set/1";

/// A whole file.
#[derive(Clone, Deserialize)]
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) conversations: Vec<Conversation>,
}

/// One haystack with its questions.
#[derive(Clone, Deserialize)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    /// BCP 47, English where absent.
    pub(crate) lang: Option<String>,
    pub(crate) turns: Vec<Turn>,
    pub(crate) questions: Vec<Question>,
}

/// One thing said.
#[derive(Clone, Deserialize)]
pub(crate) struct Turn {
    pub(crate) id: String,
    pub(crate) session: String,
    pub(crate) time: Option<String>,
    /// `note`, `user`, `assistant` or a person's name.
    pub(crate) speaker: String,
    pub(crate) text: String,
}

/// One thing asked.
#[derive(Clone, Deserialize)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) kind: String,
    /// The turns that help; none for a question that nothing helps.
    pub(crate) relevant: Vec<String>,
    /// Turns that a later one has overtaken.
    #[serde(default)]
    pub(crate) stale: Vec<String>,
}

/// Read first, so that a file of another format is called that, and not broken.
#[derive(Clone, Deserialize)]
struct Head {
    format: Option<String>,
}

/// Reads and checks a file.
pub(crate) fn read(path: &Path) -> Result<Set, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, error))?;
    parse(&bytes).map_err(|(place, why)| Failure::File { file: path.display().to_string(), place, why })
}

type Wrong = (Option<String>, String);

fn parse(bytes: &[u8]) -> Result<Set, Wrong> {
    let head: Head = serde_json::from_slice(bytes).map_err(json)?;
    if head.format.as_deref() != Some(FORMAT) {
        let found =
            head.format.map_or_else(|| "no format".to_owned(), |format| format!("format \"{format}\""));
        return Err((None, format!("not a {FORMAT} file: it has {found}")));
    }
    let set: Set = serde_json::from_slice(bytes).map_err(json)?;
    set.conversations.iter().try_for_each(check)?;
    Ok(set)
}

fn json(error: serde_json::Error) -> Wrong {
    let place = format!("line {}, column {}", error.line(), error.column());
    let why = error.to_string();
    let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
    (Some(place), why.to_owned())
}

fn check(conversation: &Conversation) -> Result<(), Wrong> {
    let at = |what: &str, id: &str| Some(format!("conversation {}, {what} {id}", conversation.id));
    let mut turns = HashSet::new();
    for turn in &conversation.turns {
        if !turns.insert(turn.id.as_str()) {
            return Err((at("turn", &turn.id), "a second turn with this id".to_owned()));
        }
        if let Some(text) = &turn.time
            && time(text).is_none()
        {
            return Err((at("turn", &turn.id), format!("\"{text}\" is no time")));
        }
    }
    let mut questions = HashSet::new();
    for question in &conversation.questions {
        if !questions.insert(question.id.as_str()) {
            return Err((at("question", &question.id), "a second question with this id".to_owned()));
        }
        for named in question.relevant.iter().chain(&question.stale) {
            if !turns.contains(named.as_str()) {
                return Err((
                    at("question", &question.id),
                    format!("names turn {named}, which is not there"),
                ));
            }
        }
    }
    Ok(())
}

/// Reads `2024-09-09T19:42:00`, with or without a zone (UTC without), or a day alone.
pub(crate) fn time(text: &str) -> Option<Millis> {
    let stamp: jiff::Timestamp = text.parse().ok().or_else(|| {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(civil).ok()
    })?;
    u64::try_from(stamp.as_millisecond()).ok().map(Millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_a_zone() {
        assert_eq!(time("1970-01-01T00:00:01"), Some(Millis(1000)));
        assert_eq!(time("1970-01-01T01:00:01+01:00"), Some(Millis(1000)));
        assert_eq!(time("1970-01-02"), Some(Millis(86_400_000)));
        assert_eq!(time("yesterday"), None);
    }

    fn wrong(json: &str) -> (Option<String>, String) {
        parse(json.as_bytes()).err().expect("the file is refused")
    }

    fn with(turns: &str, questions: &str) -> String {
        format!(
            r#"{{"format":"recall-set/1","name":"n","conversations":[{{"id":"c","turns":[{turns}],"questions":[{questions}]}}]}}"#
        )
    }

    const TURN: &str =
        r#"{"id":"t1","session":"s","time":"2024-01-01T00:00:00","speaker":"user","text":"x"}"#;

    #[test]
    fn a_good_file_is_read() {
        let set = parse(with(TURN, r#"{"id":"q","text":"x","relevant":["t1"]}"#).as_bytes()).ok().unwrap();
        assert_eq!((set.name.as_str(), set.conversations[0].turns.len()), ("n", 1));
    }

    #[test]
    fn a_broken_file_is_refused_with_the_line_and_column() {
        let (place, why) = wrong("{\"format\":\"recall-set/1\",\n \"name\": }");
        assert_eq!(place.as_deref(), Some("line 2, column 10"));
        assert_eq!(why, "expected value");
        assert_eq!(wrong("").0.as_deref(), Some("line 1, column 0"));
    }

    #[test]
    fn a_missing_field_is_named() {
        let (place, why) = wrong(&with(r#"{"id":"t1"}"#, ""));
        assert!(place.unwrap().starts_with("line 1, column "));
        assert_eq!(why, "missing field `session`");
    }

    #[test]
    fn another_format_is_called_that() {
        assert_eq!(
            wrong(r#"{"format":"other/2"}"#),
            (None, "not a recall-set/1 file: it has format \"other/2\"".into())
        );
        assert_eq!(wrong("{}"), (None, "not a recall-set/1 file: it has no format".into()));
    }

    #[test]
    fn what_it_says_wrong_is_named_by_turn_or_question() {
        let twice = format!("{TURN},{TURN}");
        assert_eq!(wrong(&with(&twice, "")).0.as_deref(), Some("conversation c, turn t1"));
        let timeless = TURN.replace("2024-01-01T00:00:00", "soon");
        assert_eq!(wrong(&with(&timeless, "")).1, "\"soon\" is no time");
        let stray = r#"{"id":"q1","text":"x","relevant":["t9"]}"#;
        let (place, why) = wrong(&with(TURN, stray));
        assert_eq!(place.as_deref(), Some("conversation c, question q1"));
        assert_eq!(why, "names turn t9, which is not there");
        let good = r#"{"id":"q1","text":"x","relevant":[]}"#;
        assert_eq!(wrong(&with(TURN, &format!("{good},{good}"))).1, "a second question with this id");
    }
}
