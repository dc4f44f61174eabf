//! Lenient reading: a value of another kind than expected is passed over, not an error.
//!
//! Only broken JSON is an error. Nothing here recurses, and no string longer than it may be is
//! kept in memory. (Names and numbers are read whole: [`super::repair`] bounds them.)

use std::io::Read;

use struson::reader::{
    JsonReader, JsonStreamReader, JsonSyntaxError, ReaderError, ReaderSettings, ValueType,
};

type Outcome<T> = std::result::Result<T, ReaderError>;

/// Deeper nesting than this is no export: real ones have about ten levels.
const DEEPEST: u32 = 256;

/// The longest id, role or name, bytes.
pub(super) const LONGEST_WORD: usize = 512;

/// A JSON text being read.
pub(super) type Json = JsonStreamReader<Box<dyn Read>>;

/// Reads JSON from bytes.
pub(super) fn reader(bytes: Box<dyn Read>) -> Json {
    let settings = ReaderSettings {
        track_path: false,
        max_nesting_depth: Some(DEEPEST),
        restrict_number_values: false,
        ..ReaderSettings::default()
    };
    JsonStreamReader::new_custom(bytes, settings)
}

/// A string that was found, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// The string.
    Some(String),
    /// Something else stood there.
    None,
    /// It is longer than it may be.
    TooLong,
}

impl Text {
    /// The string, if there is one.
    pub(super) fn some(self) -> Option<String> {
        match self {
            Self::Some(text) => Some(text),
            Self::None | Self::TooLong => None,
        }
    }
}

/// A string of at most `limit` bytes.
pub(super) fn text(json: &mut Json, limit: usize) -> Outcome<Text> {
    if json.peek()? != ValueType::String {
        json.skip_value()?;
        return Ok(Text::None);
    }
    let mut kept = Vec::new();
    let mut long = false;
    let position = json.current_position(false);
    // The string reader wraps what is wrong with the JSON into an I/O error: unwrap it again.
    let failed = |error: std::io::Error| match error.downcast::<JsonSyntaxError>() {
        Ok(syntax) => ReaderError::SyntaxError(syntax),
        Err(error) => ReaderError::IoError { error, location: position.clone() },
    };
    let mut string = json.next_string_reader()?;
    let mut piece = [0; 4096];
    loop {
        let count = string.read(&mut piece).map_err(failed)?;
        let piece = piece.get(..count).unwrap_or_default();
        if piece.is_empty() {
            break;
        }
        long = long || kept.len() + piece.len() > limit;
        if !long {
            kept.extend_from_slice(piece);
        }
    }
    if long {
        return Ok(Text::TooLong);
    }
    Ok(Text::Some(String::from_utf8_lossy(&kept).into_owned()))
}

/// A short string: an id, a role.
pub(super) fn word(json: &mut Json) -> Outcome<Option<String>> {
    Ok(text(json, LONGEST_WORD)?.some())
}

/// A number.
pub(super) fn number(json: &mut Json) -> Outcome<Option<f64>> {
    if json.peek()? != ValueType::Number {
        json.skip_value()?;
        return Ok(None);
    }
    Ok(json.next_number_as_str()?.parse().ok())
}

/// True or false.
pub(super) fn flag(json: &mut Json) -> Outcome<Option<bool>> {
    if json.peek()? != ValueType::Boolean {
        json.skip_value()?;
        return Ok(None);
    }
    json.next_bool().map(Some)
}

/// An object's members, each given by name to `member`, which must consume its value. False if it
/// was no object.
pub(super) fn object(
    json: &mut Json,
    mut member: impl FnMut(&mut Json, String) -> Outcome<()>,
) -> Outcome<bool> {
    if json.peek()? != ValueType::Object {
        json.skip_value()?;
        return Ok(false);
    }
    json.begin_object()?;
    while json.has_next()? {
        let name = json.next_name_owned()?;
        member(json, name)?;
    }
    json.end_object()?;
    Ok(true)
}

/// An array's items, each consumed by `item`. False if it was no array.
pub(super) fn array(json: &mut Json, mut item: impl FnMut(&mut Json) -> Outcome<()>) -> Outcome<bool> {
    if json.peek()? != ValueType::Array {
        json.skip_value()?;
        return Ok(false);
    }
    json.begin_array()?;
    while json.has_next()? {
        item(json)?;
    }
    json.end_array()?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &'static str) -> Json {
        reader(Box::new(text.as_bytes()))
    }

    #[test]
    fn values_of_another_kind_are_passed_over() {
        let mut json = json(r#"[{"a":[1]}, "x", 2, null, true]"#);
        json.begin_array().unwrap();
        assert_eq!(text(&mut json, 10).unwrap(), Text::None);
        assert_eq!(number(&mut json).unwrap(), None);
        assert_eq!(number(&mut json).unwrap(), Some(2.0));
        assert_eq!(flag(&mut json).unwrap(), None);
        assert_eq!(flag(&mut json).unwrap(), Some(true));
        json.end_array().unwrap();
    }

    #[test]
    fn a_string_that_is_too_long_is_passed_over_whole() {
        let mut json = json(r#"["éé", "éé", "z"]"#);
        json.begin_array().unwrap();
        assert_eq!(text(&mut json, 3).unwrap(), Text::TooLong);
        assert_eq!(text(&mut json, 4).unwrap(), Text::Some("éé".to_owned()));
        assert_eq!(word(&mut json).unwrap().as_deref(), Some("z"));
    }

    #[test]
    fn absurd_nesting_is_an_error_and_no_overflow() {
        let deep = "[".repeat(1_000_000);
        let mut json = reader(Box::new(std::io::Cursor::new(deep)));
        assert!(matches!(json.skip_value(), Err(ReaderError::MaxNestingDepthExceeded { .. })));
    }
}
