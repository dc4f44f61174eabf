//! Russian, after L. Dolamic and J. Savoy, "Indexing and Searching Strategies for the Russian Language"
//! (JASIST 2009), the light stemmer: cases of nouns and adjectives.

use super::cut;

/// Takes a folded word.
pub(in crate::text) fn russian(word: &str) -> &str {
    let word = cut(word, 3, &["иями", "оями"])
        .or_else(|| {
            cut(
                word,
                3,
                &[
                    "иям", "иях", "оях", "ями", "оям", "ами", "его", "ему", "ери", "ими", "ого", "ому",
                    "ыми", "оев",
                ],
            )
        })
        .or_else(|| {
            cut(
                word,
                3,
                &[
                    "ая", "яя", "ях", "юю", "ах", "ею", "их", "ия", "ию", "ою", "ую", "ям", "ых", "ея", "ам",
                    "ем", "ей", "ев", "ий", "им", "ое", "ой", "ом", "ов", "ые", "ый", "ым", "ми",
                ],
            )
        })
        .or_else(|| cut(word, 3, &["а", "е", "и", "о", "у", "й", "ы", "я", "ь"]))
        .unwrap_or(word);
    let word = cut(word, 3, &["ь", "и"]).unwrap_or(word);
    word.strip_suffix('н').filter(|rest| rest.ends_with('н')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_of_a_word_share_a_stem() {
        for forms in [["кошка", "кошкой"], ["собаки", "собаками"], ["новая", "нового"], ["корова", "корову"]]
        {
            assert_eq!(russian(forms[0]), russian(forms[1]), "{forms:?}");
        }
        assert_eq!((russian("дом"), russian("чай")), ("дом", "чай"));
    }
}
