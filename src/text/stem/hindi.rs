//! Hindi, after A. Ramanathan and D. Rao, "A Lightweight Stemmer for Hindi" (EACL 2003): the longest
//! ending of its list, if more than one letter stays.

use super::cut;

/// Takes a word without nukta whose nasality is anusvara throughout.
pub(in crate::text) fn hindi(word: &str) -> &str {
    ENDINGS.iter().find_map(|endings| cut(word, 2, endings)).unwrap_or(word)
}

/// The longest first.
#[rustfmt::skip]
const ENDINGS: [&[&str]; 5] = [
    &["ाएंगी", "ाएंगे", "ाऊंगी", "ाऊंगा", "ाइयां", "ाइयों"],
    &["ाएगी", "ाएगा", "ाओगी", "ाओगे", "एंगी", "ेंगी", "एंगे", "ेंगे", "ूंगी", "ूंगा", "ातीं", "नाओं", "नाएं", "ताओं", "ताएं", "ियां", "ियों"],
    &["ाकर", "ाइए", "ाईं", "ाया", "ेगी", "ेगा", "ोगी", "ोगे", "ाने", "ाना", "ाते", "ाती", "ाता", "तीं", "ाओं", "ाएं", "ुओं", "ुएं", "ुआं"],
    &["कर", "ाओ", "िए", "ाई", "ाए", "ने", "नी", "ना", "ते", "ीं", "ती", "ता", "ां", "ों", "ें"],
    &["ो", "े", "ू", "ु", "ी", "ि", "ा"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_of_a_word_share_a_stem() {
        for forms in [["लडका", "लडकों"], ["दुकान", "दुकानें"], ["गाडी", "गाडियों"]]
        {
            assert_eq!(hindi(forms[0]), hindi(forms[1]), "{forms:?}");
        }
        assert_eq!(hindi("घर"), "घर");
    }
}
