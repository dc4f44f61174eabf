//! One message of a ChatGPT export, and what is kept of it.

use struson::reader::{JsonReader, ReaderError, ValueType};

use super::super::json::{self, Json, Text};
use crate::memory::Speaker;

/// The longest text kept, bytes.
const LONGEST: usize = 1 << 20;
/// Texts in one message; real ones have a handful.
const MOST_PARTS: u32 = 10_000;

/// A message as it stands in the file.
#[derive(Default)]
pub(super) struct Message {
    /// Seconds since 1970.
    pub(super) time: Option<f64>,
    role: Option<String>,
    recipient: Option<String>,
    hidden: bool,
    kind: Option<String>,
    /// Its texts, one after the other. As one string: a million texts of one letter must not take
    /// the memory of a million strings.
    said: String,
    parts: u32,
    /// Whether it has parts that are no texts: pictures, sound.
    other: bool,
    too_long: bool,
    profile: Option<String>,
    instructions: Option<String>,
}

/// What is kept of it.
#[derive(Debug, PartialEq)]
pub(super) enum Content {
    /// Something said.
    Turn { speaker: Speaker, text: String },
    /// Custom instructions.
    Instructions(Vec<String>),
    /// Nothing, for this reason.
    Skip(&'static str),
}

impl Message {
    /// Reads a message; none if something else stands there.
    pub(super) fn read(json: &mut Json) -> Result<Option<Self>, ReaderError> {
        let mut message = Self::default();
        let is_message = json::object(json, |json, name| {
            match name.as_str() {
                "author" => {
                    json::object(json, |json, name| {
                        match name.as_str() {
                            "role" => message.role = json::word(json)?,
                            _ => json.skip_value()?,
                        }
                        Ok(())
                    })?;
                }
                "create_time" => message.time = json::number(json)?,
                "recipient" => message.recipient = json::word(json)?,
                "metadata" => message.read_metadata(json)?,
                "content" => message.read_content(json)?,
                _ => json.skip_value()?,
            }
            Ok(())
        })?;
        Ok(is_message.then_some(message))
    }

    fn read_metadata(&mut self, json: &mut Json) -> Result<(), ReaderError> {
        json::object(json, |json, name| {
            match name.as_str() {
                "is_visually_hidden_from_conversation" => self.hidden = json::flag(json)?.unwrap_or(false),
                // The instructions once more, without the sentences around them.
                "user_context_message_data" => {
                    json::object(json, |json, name| {
                        match name.as_str() {
                            "about_user_message" => self.profile = self.limited(json)?,
                            "about_model_message" => self.instructions = self.limited(json)?,
                            _ => json.skip_value()?,
                        }
                        Ok(())
                    })?;
                }
                _ => json.skip_value()?,
            }
            Ok(())
        })?;
        Ok(())
    }

    fn read_content(&mut self, json: &mut Json) -> Result<(), ReaderError> {
        json::object(json, |json, name| {
            match name.as_str() {
                "content_type" => self.kind = json::word(json)?,
                "parts" => {
                    json::array(json, |json| self.read_part(json))?;
                }
                "text" => {
                    let text = self.limited(json)?;
                    self.say(text.as_deref());
                }
                "user_profile" => {
                    let wrapped = self.limited(json)?;
                    self.profile = self.profile.take().or(wrapped.map(unwrapped));
                }
                "user_instructions" => {
                    let wrapped = self.limited(json)?;
                    self.instructions = self.instructions.take().or(wrapped.map(unwrapped));
                }
                _ => json.skip_value()?,
            }
            Ok(())
        })?;
        Ok(())
    }

    /// A part is a text, or an object: a transcription with its text, a picture, a file.
    fn read_part(&mut self, json: &mut Json) -> Result<(), ReaderError> {
        if json.peek()? == ValueType::String {
            let text = self.limited(json)?;
            self.say(text.as_deref());
            return Ok(());
        }
        let mut said = None;
        json::object(json, |json, name| {
            match name.as_str() {
                "text" => said = self.limited(json)?,
                _ => json.skip_value()?,
            }
            Ok(())
        })?;
        self.other |= said.is_none();
        self.say(said.as_deref());
        Ok(())
    }

    /// Adds a text on a line of its own; blank ones are none.
    fn say(&mut self, text: Option<&str>) {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return };
        if self.parts == MOST_PARTS {
            self.too_long = true;
            return;
        }
        self.parts += 1;
        if !self.said.is_empty() {
            self.said.push('\n');
        }
        self.said.push_str(text);
    }

    /// A text within the limit for the whole message.
    fn limited(&mut self, json: &mut Json) -> Result<Option<String>, ReaderError> {
        let room = LONGEST.saturating_sub(self.texts());
        let text = json::text(json, room)?;
        self.too_long |= text == Text::TooLong;
        Ok(text.some())
    }

    /// Bytes of text held.
    fn texts(&self) -> usize {
        self.said.len() + length(&self.profile) + length(&self.instructions)
    }

    /// Bytes held, its words among them.
    pub(super) fn size(&self) -> usize {
        self.texts() + length(&self.role) + length(&self.recipient) + length(&self.kind)
    }

    /// What is kept of it.
    pub(super) fn content(&self) -> Content {
        if self.kind.as_deref() == Some("user_editable_context") {
            return self.custom_instructions();
        }
        let speaker = match self.role.as_deref() {
            _ if self.hidden => return Content::Skip("hidden"),
            Some("user") => Speaker::User,
            // What is addressed to a tool is no answer.
            Some("assistant") if self.recipient.as_deref().is_some_and(|to| to != "all") => {
                return Content::Skip("tool");
            }
            Some("assistant") => Speaker::Assistant,
            Some("tool") => return Content::Skip("tool"),
            Some("system") => return Content::Skip("hidden"),
            _ => return Content::Skip("not_text"),
        };
        match self.kind.as_deref() {
            _ if self.too_long => return Content::Skip("too_long"),
            Some("text" | "multimodal_text") => {}
            Some("thoughts" | "reasoning_recap" | "model_editable_context") => {
                return Content::Skip("hidden");
            }
            _ => return Content::Skip("not_text"),
        }
        match (self.said.is_empty(), self.other) {
            (false, _) => Content::Turn { speaker, text: self.said.clone() },
            (true, true) => Content::Skip("not_text"),
            (true, false) => Content::Skip("empty"),
        }
    }

    fn custom_instructions(&self) -> Content {
        let notes = self.profile.iter().chain(&self.instructions);
        let notes: Vec<String> =
            notes.map(|note| note.trim()).filter(|note| !note.is_empty()).map(str::to_owned).collect();
        match (notes.is_empty(), self.too_long) {
            (false, _) => Content::Instructions(notes),
            (true, true) => Content::Skip("too_long"),
            (true, false) => Content::Skip("empty"),
        }
    }
}

fn length(text: &Option<String>) -> usize {
    text.as_ref().map_or(0, String::len)
}

/// What stands in the fence, if the text has one: around it are sentences to the model ("The user
/// provided the following information about themselves…").
fn unwrapped(text: String) -> String {
    let fenced = text.split_once("```").and_then(|(_, rest)| rest.rsplit_once("```"));
    match fenced {
        Some((inside, _)) => inside.trim().to_owned(),
        None => text,
    }
}
