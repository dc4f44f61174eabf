//! One spelling for what people write in several: with and without accents, vowel marks, signs of breath.
//!
//! Every function takes normalised text, and folds what it gave to itself.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Latin letters without their accents; letters that have none to take off as two.
pub(super) fn latin(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            c => folded.push(c),
        }
    }
    folded
}

/// Cyrillic with ё as the е that most write for it, and without marks of stress.
pub(super) fn cyrillic(word: &str) -> String {
    let stress = |c: &char| !matches!(c, '\u{300}' | '\u{301}');
    word.chars().filter(stress).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// Arabic without vowel marks and stretching, with one alef, yeh, heh and kaf: the normalisation of
/// light10 (Larkey, Ballesteros & Connell, "Light Stemming for Arabic Information Retrieval", 2007).
pub(super) fn arabic(word: &str) -> String {
    let seen = |c: &char| !matches!(c, '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}');
    let fold = |c| match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        c => c,
    };
    word.chars().filter(seen).map(fold).collect()
}

/// Devanagari without nukta and joiners, every sign of nasality as anusvara.
pub(super) fn devanagari(word: &str) -> String {
    // ड़ and its like come apart into letter and nukta.
    let chars = word.nfd().filter(|c| !matches!(c, '\u{93c}' | '\u{200c}' | '\u{200d}'));
    chars.map(|c| if c == '\u{901}' { '\u{902}' } else { c }).collect()
}

/// Devanagari with long vowels as short ones, which many spellings differ in: after stemming, as its
/// rules tell them apart.
pub(super) fn vowels(word: &str) -> String {
    let short = |c| match c {
        'ई' => 'इ',
        'ऊ' => 'उ',
        'ी' => 'ि',
        'ू' => 'ु',
        c => c,
    };
    word.chars().map(short).collect()
}

/// A digit of any of the scripts here as the one that everybody has.
pub(super) fn digit(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        _ => return c,
    };
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;
    use proptest::prelude::*;

    #[test]
    fn spellings_with_and_without_marks_become_one() {
        assert_eq!(latin("weißenberg"), latin("weissenberg"));
        assert_eq!(
            (latin("mañana").as_str(), latin("cœur").as_str(), latin("łódź").as_str()),
            ("manana", "coeur", "lodz")
        );
        assert_eq!((cyrillic("ёлка").as_str(), cyrillic("за\u{301}мок").as_str()), ("елка", "замок"));
        assert_eq!(arabic("أُمِّي"), arabic("امي"));
        assert_eq!(arabic("مدرســة"), arabic("مدرسه"));
        assert_eq!(devanagari("लड़का"), devanagari("लडका"));
        assert_eq!(devanagari("माँ"), devanagari("मां"));
        assert_eq!(vowels("चाबी"), vowels("चाबि"));
        assert_eq!("٢०३x".chars().map(digit).collect::<String>(), "203x");
    }

    #[test]
    fn letters_that_are_no_variants_stay() {
        assert_eq!(cyrillic("мой"), "мой");
        assert_eq!(devanagari("विद्या"), "विद्या");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "[\\PCа-яёء-ي\u{64b}-\u{65f}ँ-ह़-्]{0,40}") {
            let normal = normalise(&text);
            for fold in [latin, cyrillic, arabic, devanagari, vowels] {
                let once = fold(&normal);
                prop_assert_eq!(fold(&once), once);
            }
        }
    }
}
