//! The sample history: a ChatGPT export of an invented person, made from `e2e/sample/history.json`.

use std::io::{Cursor, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What `history.json` holds.
#[derive(Deserialize)]
pub(crate) struct History {
    /// Words that stand in the history and that no story ever hands to a page: they may be
    /// nowhere on the disk.
    pub(crate) canaries: Vec<String>,
    /// The number of the first conversation: it tells those of one history from another's.
    #[serde(default)]
    first: usize,
    custom_instructions: Instructions,
    conversations: Vec<Conversation>,
}

#[derive(Deserialize)]
struct Instructions {
    about_user: String,
    about_model: String,
}

#[derive(Deserialize)]
struct Conversation {
    title: String,
    /// RFC 3339, in UTC.
    start: String,
    turns: Vec<(String, String)>,
}

impl History {
    /// Reads the sample.
    pub(crate) fn read() -> Result<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample/history.json");
        let text = std::fs::read_to_string(&path).context("e2e/sample/history.json")?;
        Ok(serde_json::from_str(&text)?)
    }

    /// How many turns it has.
    pub(crate) fn turns(&self) -> usize {
        self.conversations.iter().map(|conversation| conversation.turns.len()).sum()
    }

    /// The text of every turn.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let turns = self.conversations.iter().flat_map(|conversation| &conversation.turns);
        turns.map(|(_, text)| text.as_str())
    }

    /// The export's zip, as ChatGPT lays it out.
    pub(crate) fn zip(&self) -> Result<Vec<u8>> {
        let conversations = self
            .conversations
            .iter()
            .enumerate()
            .map(|(n, one)| self.tree(self.first + n, one))
            .collect::<Result<Vec<_>>>()?;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let files = [
            ("conversations.json", serde_json::to_string(&conversations)?),
            ("user.json", json!({"id": "user-sample", "email": "sample@example.org"}).to_string()),
            ("chat.html", "<!doctype html><title>ChatGPT Data Export</title>".to_owned()),
        ];
        for (name, content) in files {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(content.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }

    /// One conversation as a tree of messages, the custom instructions first.
    fn tree(&self, number: usize, conversation: &Conversation) -> Result<Value> {
        let start = seconds(&conversation.start).context("a start like 2025-02-03T18:20:00Z")?;
        let id = |node: usize| format!("00000000-0000-4000-8000-{number:06}{node:06}");
        let instructions = json!({
            "content_type": "user_editable_context",
            "user_profile": self.custom_instructions.about_user,
            "user_instructions": self.custom_instructions.about_model,
        });
        let mut messages =
            vec![("user", instructions, start, json!({"is_visually_hidden_from_conversation": true}))];
        for (n, (role, text)) in conversation.turns.iter().enumerate() {
            let content = json!({"content_type": "text", "parts": [text]});
            messages.push((role, content, start + 60.0 * n as f64, json!({})));
        }
        let mut mapping = Map::new();
        mapping.insert(id(0), json!({"id": id(0), "message": null, "parent": null, "children": [id(1)]}));
        let last = messages.len();
        for (n, (role, content, time, metadata)) in messages.into_iter().enumerate() {
            let node = n + 1;
            let children: Vec<String> = (node < last).then(|| id(node + 1)).into_iter().collect();
            let message = json!({
                "id": id(node), "author": {"role": role, "name": null, "metadata": {}},
                "create_time": time, "update_time": null, "content": content,
                "status": "finished_successfully", "end_turn": null, "weight": 1.0,
                "metadata": metadata, "recipient": "all",
            });
            mapping.insert(
                id(node),
                json!({"id": id(node), "message": message, "parent": id(node - 1), "children": children}),
            );
        }
        Ok(json!({
            "title": conversation.title, "create_time": start, "update_time": start + 3600.0,
            "mapping": mapping, "current_node": id(last), "conversation_id": id(999_999), "id": id(999_999),
        }))
    }
}

/// Seconds since 1970 of a time like `2025-02-03T18:20:00Z`.
fn seconds(time: &str) -> Option<f64> {
    let number = |range: std::ops::Range<usize>| time.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    // Days from the civil calendar: the year begins in March, so that the leap day comes last.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 719_469;
    Some((days * 86_400 + hour * 3600 + minute * 60 + second) as f64)
}

#[cfg(test)]
mod tests {
    use super::{History, seconds};

    #[test]
    fn times_are_counted_from_1970() {
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0.0));
        assert_eq!(seconds("2025-02-03T18:20:00Z"), Some(1_738_606_800.0));
        assert_eq!(seconds("soon"), None);
    }

    #[test]
    fn every_canary_stands_in_the_history() -> anyhow::Result<()> {
        let history = History::read()?;
        let said: String = history
            .conversations
            .iter()
            .flat_map(|conversation| &conversation.turns)
            .map(|(_, text)| text.as_str())
            .chain([history.custom_instructions.about_user.as_str()])
            .collect();
        for canary in &history.canaries {
            assert!(said.contains(canary), "{canary}");
        }
        assert!(history.turns() >= 40);
        assert!(history.zip()?.starts_with(b"PK"));
        Ok(())
    }
}
