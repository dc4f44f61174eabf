//! The letters a text is written in.

/// Which letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Han,
    Hiragana,
    Katakana,
    /// Other letters, of whose languages nothing is known here.
    Other,
}

/// The script of a letter; none for what belongs to all of them.
pub(crate) fn of(c: char) -> Option<Script> {
    Some(match c {
        _ if c.is_ascii() => return c.is_ascii_alphabetic().then_some(Script::Latin),
        '\u{aa}'
        | '\u{ba}'
        | '\u{c0}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{fb00}'..='\u{fb06}'
        | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}' => match c {
            '×' | '÷' => return None,
            _ => Script::Latin,
        },
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{620}'..='\u{65f}'
        | '\u{66e}'..='\u{6d3}'
        | '\u{750}'..='\u{77f}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' => Script::Arabic,
        '\u{900}'..='\u{963}' | '\u{970}'..='\u{97f}' => Script::Devanagari,
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Script::Katakana,
        _ if is_han(c) => Script::Han,
        _ if c.is_alphabetic() => Script::Other,
        _ => return None,
    })
}

/// The script of a word: that of its first letter.
pub(crate) fn of_word(word: &str) -> Option<Script> {
    word.chars().find_map(of)
}

/// The script that most of a text is in. A letter of a script in which a word has few counts for more; and
/// some kana among Han make it Japanese.
pub(crate) fn most(text: &str) -> Option<Script> {
    use Script::{Arabic, Cyrillic, Devanagari, Han, Hiragana, Katakana, Latin, Other};
    let mut counts = [0usize; 6];
    let mut kana = 0;
    for script in text.chars().filter_map(of) {
        let (at, weight) = match script {
            Latin => (0, 1),
            Cyrillic => (1, 1),
            Arabic => (2, 1),
            Devanagari => (3, 1),
            Han => (4, 3),
            Hiragana | Katakana => {
                kana += 1;
                (4, 3)
            }
            Other => (5, 1),
        };
        if let Some(count) = counts.get_mut(at) {
            *count += weight;
        }
    }
    let (at, most) = (0..).zip(counts).max_by_key(|&(at, count)| (count, std::cmp::Reverse(at)))?;
    if most == 0 {
        return None;
    }
    Some(match at {
        0 => Latin,
        1 => Cyrillic,
        2 => Arabic,
        3 => Devanagari,
        4 if kana * 10 * 3 > most => Hiragana,
        4 => Han,
        _ => Other,
    })
}

/// Scripts written without spaces: Han, kana, and the Han extensions. Hangul has spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}') || is_han(c)
}

fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' | '\u{30000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_tell_the_script() {
        assert_eq!(most("Tea with Müller"), Some(Script::Latin));
        assert_eq!(most("чай с Müller-ом и лимоном"), Some(Script::Cyrillic));
        assert_eq!(most("東京へ行く"), Some(Script::Hiragana));
        assert_eq!(most("我在 GitHub 上写代码"), Some(Script::Han));
        assert_eq!((most("12 – 3!"), most("")), (None, None));
    }

    #[test]
    fn what_is_no_letter_has_no_script() {
        for c in ['7', ' ', '、', '。', '×', '؟', '।', '٣'] {
            assert_eq!(of(c), None, "{c}");
        }
    }
}
