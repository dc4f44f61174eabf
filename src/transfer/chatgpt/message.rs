//! One message of a ChatGPT export, and what is kept of it.

use struson::reader::{JsonReader, ReaderError, ValueType};

use super::super::json::{self, Json, Text};
use crate::memory::Speaker;

/// The longest text kept, bytes.
const LONGEST: usize = 1 << 20;

/// A message as it stands in the file.
#[derive(Default)]
pub(super) struct Message {
    /// Seconds since 1970.
    pub(super) time: Option<f64>,
    role: Option<String>,
    recipient: Option<String>,
    hidden: bool,
    kind: Option<String>,
    /// Its texts, in order.
    texts: Vec<String>,
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
                    self.texts.extend(text);
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
            self.texts.extend(text);
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
        self.texts.extend(said);
        Ok(())
    }

    /// A text within the limit for the whole message.
    fn limited(&mut self, json: &mut Json) -> Result<Option<String>, ReaderError> {
        let room = LONGEST.saturating_sub(self.size());
        let text = json::text(json, room)?;
        self.too_long |= text == Text::TooLong;
        Ok(text.some())
    }

    /// Bytes of text held.
    pub(super) fn size(&self) -> usize {
        let texts = self.texts.iter().chain(&self.profile).chain(&self.instructions);
        texts.map(String::len).sum()
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
        let texts = self.texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        let text = texts.collect::<Vec<_>>().join("\n");
        match (text.is_empty(), self.other) {
            (false, _) => Content::Turn { speaker, text },
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

/// What stands in the fence, if the text has one: around it are sentences to the model ("The user
/// provided the following information about themselves…").
fn unwrapped(text: String) -> String {
    let fenced = text.split_once("```").and_then(|(_, rest)| rest.rsplit_once("```"));
    match fenced {
        Some((inside, _)) => inside.trim().to_owned(),
        None => text,
    }
}
