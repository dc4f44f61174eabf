//! What a reader cannot see, taken out of a text.
//!
//! A model reads characters that no screen shows: whoever plants a memory could write in them what
//! nobody approves. Taken out is all that Unicode calls a control, a format character, a
//! noncharacter or ignorable by default. Three of these are needed to write at all and stay, but only where they
//! change what is seen, and never two in a row, so that they carry nothing of their own:
//!
//! - the joiners U+200C and U+200D between letters of scripts that join (Persian, Hindi), and
//!   U+200D between emoji (families);
//! - one variation selector U+FE0E or U+FE0F after an emoji that it turns into a sign or a picture;
//! - the tags of the three flags that are written with them: England, Scotland, Wales.

use unicode_properties::{
    EmojiStatus, GeneralCategory, GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory,
};

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const AS_TEXT: char = '\u{fe0e}';
const AS_PICTURE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';
const BLACK_FLAG: char = '\u{1f3f4}';
const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

/// A text without what cannot be seen. Spaces and tabs stay.
pub(crate) fn without(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|&c| !is_unseen(c) || is_needed_somewhere(c)).collect();
    let mut seen = String::with_capacity(text.len());
    let mut last = None;
    let mut rest = chars.as_slice();
    while let Some((&c, after)) = rest.split_first() {
        rest = after;
        if c == BLACK_FLAG {
            let tags = flag_tags(after);
            seen.push(c);
            seen.extend(after.iter().take(tags));
            rest = after.get(tags..).unwrap_or_default();
        } else if !is_unseen(c) || stays(c, last, after.first().copied()) {
            seen.push(c);
        } else {
            continue;
        }
        last = Some(c);
    }
    seen
}

/// Whether a character that cannot be seen changes what is seen between these two.
fn stays(c: char, last: Option<char>, next: Option<char>) -> bool {
    let Some(last) = last else { return false };
    match c {
        AS_PICTURE if last.is_ascii() => is_keycap(last) && next == Some(KEYCAP),
        // After what is a picture already, it would change nothing.
        AS_PICTURE => is_picture(last) && !is_picture_by_itself(last),
        AS_TEXT => is_picture(last),
        // Old spellings of Malayalam end words with a sign and a joiner.
        JOINER if is_mark(last) && is_joining(last) => true,
        JOINER if next.is_some_and(is_picture) => is_picture(last) || last == AS_PICTURE,
        JOINER | NON_JOINER => is_joining(last) && next.is_some_and(is_joining),
        _ => false,
    }
}

fn is_needed_somewhere(c: char) -> bool {
    matches!(c, NON_JOINER | JOINER | AS_TEXT | AS_PICTURE | '\u{e0020}'..='\u{e007f}')
}

/// How many of these characters are the tags of a flag.
fn flag_tags(chars: &[char]) -> usize {
    let is_flag = |name: &&&str| {
        let tags = name.chars().filter_map(|c| char::from_u32(0xe0000 + u32::from(c)));
        chars.iter().copied().take(6).eq(tags.chain(['\u{e007f}']))
    };
    FLAGS.iter().find(is_flag).map_or(0, |name| name.len() + 1)
}

fn is_unseen(c: char) -> bool {
    match c.general_category() {
        GeneralCategory::Control => c != '\t',
        GeneralCategory::Format => true,
        _ => is_ignorable(c) || is_noncharacter(c) || matches!(c, '\u{13430}'..='\u{1345f}'),
    }
}

/// Default_Ignorable_Code_Point of the Unicode Character Database, without what is Format (Cf).
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

fn is_keycap(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '#' | '*')
}

/// Emoji and the colours of their skin; digits have the same property, but are none.
fn is_picture(c: char) -> bool {
    !c.is_ascii() && c.is_emoji_char()
}

fn is_picture_by_itself(c: char) -> bool {
    matches!(
        c.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndEmojiComponent
    )
}

fn is_mark(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Mark
}

/// Letters, their marks and digits of scripts in which a joiner is spelling: those of the Near East
/// (and N'Ko, Mongolian, Adlam) and those that come from Brahmi.
fn is_joining(c: char) -> bool {
    use GeneralCategoryGroup::{Letter, Mark, Number};
    let has_joiners = matches!(c,
        '\u{600}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1700}'..='\u{18af}' | '\u{1900}'..='\u{1aff}'
        | '\u{1b00}'..='\u{1c4f}' | '\u{1cd0}'..='\u{1cff}' | '\u{a800}'..='\u{a82f}' | '\u{a840}'..='\u{a8ff}'
        | '\u{a980}'..='\u{aaff}' | '\u{abc0}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10a00}'..='\u{10fff}' | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}');
    has_joiners && matches!(c.general_category_group(), Letter | Mark | Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn emoji_stay_whole() {
        let families = [
            "👨\u{200d}👩\u{200d}👧\u{200d}👦",
            "👩🏽\u{200d}🚀",
            "❤\u{fe0f}",
            "👩\u{200d}❤\u{fe0f}\u{200d}👨",
        ];
        let signs = ["1\u{fe0f}\u{20e3}", "#\u{fe0f}\u{20e3}", "☎\u{fe0e}", "🕵\u{fe0f}\u{200d}♂\u{fe0f}"];
        for text in families.into_iter().chain(signs) {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    fn flags_stay_whole() {
        let england = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        for text in ["🇫🇷🇮🇷", "🏳\u{fe0f}\u{200d}🌈", "🏴\u{200d}☠\u{fe0f}", england] {
            assert_eq!(without(text), text);
        }
        assert_eq!(without("🏴\u{e0068}\u{e0069}\u{e007f}"), "🏴");
        assert_eq!(without(&england[4..]), "");
    }

    #[test]
    fn scripts_that_join_keep_their_joiners() {
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "ශ්\u{200d}රී", "അവന്\u{200d} വന്നു", "۱۰\u{200c}ام"]
        {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    fn selectors_and_joiners_carry_nothing_of_their_own() {
        let all: String = ('\u{fe00}'..='\u{fe0f}').collect();
        assert_eq!(without(&format!("a{all}b{all} {all}")), "ab ");
        assert_eq!(without("❤\u{fe0f}\u{fe0f}\u{fe0e}\u{fe01}"), "❤\u{fe0f}");
        assert_eq!(without("1\u{fe0f}2\u{fe0e}😀\u{fe0f}"), "12😀");
        assert_eq!(without("a\u{200d}b\u{200c}c \u{200d}\u{200c}😀\u{200d}"), "abc 😀");
        assert_eq!(without("می\u{200c}\u{200c}\u{200d}\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(without("😀\u{200d}\u{200d}\u{200d}😀"), "😀\u{200d}😀");
    }

    #[test]
    fn what_unicode_calls_ignorable_is_gone() {
        let unseen = "\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}\u{180c}\u{180d}\u{180e}\u{180f}\
            \u{200b}\u{200e}\u{202e}\u{2060}\u{2065}\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff0}\u{fff9}\u{1bca0}\u{1bca3}\
            \u{1d173}\u{13430}\u{13440}\u{1345f}\u{e0001}\u{e0041}\u{e0100}\u{e0fff}\u{7}\u{fdd0}\u{10ffff}";
        for c in unseen.chars() {
            assert_eq!(without(&format!("क{c}क😀{c}😀a{c}")), "कक😀😀a", "{:x}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn taking_out_twice_takes_out_no_more(text in prop::collection::vec(piece(), 0..12)) {
            let once = without(&text.concat());
            prop_assert_eq!(without(&once), once);
        }

        #[test]
        fn what_is_seen_stays(text in "[ -~à-ÿа-яぁ-ん一-龥\t]{0,30}") {
            prop_assert_eq!(without(&text), text);
        }

        /// Between two seen characters stands one unseen one at most; after a flag, its tags.
        #[test]
        fn nothing_unseen_follows_something_unseen_but_the_selector_in_a_family(
            text in prop::collection::vec(piece(), 0..12)
        ) {
            let seen: Vec<char> = without(&text.concat()).chars().collect();
            for pair in seen.windows(2).filter(|pair| pair.iter().all(|&c| is_unseen(c))) {
                let is_tag = |c: char| matches!(c, '\u{e0020}'..='\u{e007f}');
                prop_assert!(pair == [AS_PICTURE, JOINER] || is_tag(pair[0]), "{:?}", pair);
            }
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        let fixed = [
            "\u{200c}",
            "\u{200d}",
            "\u{fe0e}",
            "\u{fe0f}",
            "\u{20e3}",
            "1",
            "a",
            "م",
            "्",
            "क",
            "❤",
            "😀",
            "🏴",
            "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "\u{e0067}",
            "\u{34f}",
            "\u{1f3fd}",
        ];
        prop_oneof![
            6 => prop::sample::select(fixed.to_vec()).prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
        ]
    }
}
