//! Words that tell how a text stands in time: that something changed, that someone asks of the past.
//!
//! One table a language; each entry is a word or a few words in a row, normalised.

use super::{Language, normalise, tokenise};

/// Whether a text tells that something is no longer as it was: "moved", "no longer", "from now on".
pub fn tells_of_change(language: Language, text: &str) -> bool {
    let words = words(text);
    let table = match language {
        Language::English => ENGLISH_CHANGES,
        Language::French => FRENCH_CHANGES,
    };
    holds(table, &words) || from_a_day(language, &words)
}

/// Whether a question asks how things were: what it wants may have been overtaken since.
pub fn looks_back(language: Language, text: &str) -> bool {
    let words = words(text);
    let table = match language {
        Language::English => ENGLISH_PAST,
        Language::French => FRENCH_PAST,
    };
    holds(table, &words) || words.iter().any(|word| is_year(word))
}

/// A year that a living person talks about.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u16>().is_ok()
}

pub(super) fn words(text: &str) -> Vec<String> {
    tokenise(text).into_iter().map(|word| normalise(word.text)).collect()
}

fn holds(table: &[&[&str]], words: &[String]) -> bool {
    (0..words.len()).any(|at| table.iter().any(|phrase| begins(words.get(at..), phrase)))
}

fn begins(words: Option<&[String]>, phrase: &[&str]) -> bool {
    words.and_then(|words| words.get(..phrase.len())).is_some_and(|words| words.iter().eq(phrase))
}

/// "from 1 July I have Wednesdays off".
fn from_a_day(language: Language, words: &[String]) -> bool {
    let (from, length): (&[&str], _) = match language {
        Language::English => (&["from"], 1),
        Language::French => (&["à", "partir", "du"], 3),
    };
    words.windows(length + 2).any(|window| {
        let number = window.get(length).is_some_and(|word| word.parse::<u8>().is_ok());
        // "from 9 to 16 August" is a span.
        let month = window.get(length + 1).is_some_and(|word| word.chars().count() > 2);
        begins(Some(window), from) && number && month
    })
}

#[rustfmt::skip]
const ENGLISH_CHANGES: &[&[&str]] = &[
    &["now"], &["anymore"], &["instead"], &["switch"], &["switched"], &["switches"], &["switching"],
    &["moved"], &["moves"], &["moving"], &["changed"], &["changes"], &["changing"], &["cancelled"],
    &["canceled"], &["stopped"], &["quit"], &["replaced"], &["replaces"], &["replacing"], &["upgrade"],
    &["upgraded"], &["new"], &["update"], &["sold"], &["until"], &["accepted"], &["confirmed"],
    &["finally"], &["decided"], &["got"], &["dropped"], &["postponed"], &["rescheduled"], &["ended"],
    &["no", "longer"], &["any", "more"], &["gave", "up"], &["given", "up"], &["giving", "up"],
    &["is", "off"], &["are", "off"], &["was", "off"], &["were", "off"], &["be", "off"], &["it's", "off"],
    &["has", "left"], &["have", "left"], &["from", "now", "on"], &["this", "time"], &["rather", "than"],
    &["used", "to"], &["as", "of"], &["picked", "up"], &["turned", "out"], &["clear", "to"],
    &["has", "become"], &["back", "to"],
];

#[rustfmt::skip]
const FRENCH_CHANGES: &[&[&str]] = &[
    &["maintenant"], &["désormais"], &["dorénavant"], &["plutôt"], &["changé"], &["change"], &["changent"],
    &["déménagé"], &["déménage"], &["annulé"], &["annulée"], &["annulés"], &["arrêté"], &["arrête"],
    &["remplacé"], &["remplacée"], &["remplace"], &["nouveau"], &["nouvel"], &["nouvelle"], &["vendu"],
    &["vendue"], &["abandonné"], &["abandonne"], &["finalement"], &["enfin"], &["décidé"], &["reporté"],
    &["reportée"], &["repoussé"], &["repoussée"], &["avancé"], &["avancée"], &["quitté"], &["jusqu'à"],
    &["confirmé"], &["confirmée"], &["accepté"], &["acceptée"], &["passé", "à"], &["passée", "à"],
    &["à", "la", "place"], &["au", "lieu"], &["cette", "fois"], &["c'est", "fini"], &["n'est", "plus"],
    &["n'a", "plus"], &["n'ai", "plus"], &["ne", "suis", "plus"], &["ne", "sont", "plus"],
    &["ne", "fait", "plus"], &["ne", "fais", "plus"], &["ne", "mange", "plus"], &["ne", "prend", "plus"],
    &["ne", "prends", "plus"], &["ne", "va", "plus"], &["ne", "vais", "plus"], &["tombe", "à", "l'eau"],
];

#[rustfmt::skip]
const ENGLISH_PAST: &[&[&str]] = &[
    &["was"], &["were"], &["did"], &["had"], &["been"], &["last"], &["ago"], &["yesterday"], &["before"],
    &["history"], &["compared"], &["used", "to"], &["so", "far"], &["in", "order"],
];

#[rustfmt::skip]
const FRENCH_PAST: &[&[&str]] = &[
    &["était"], &["étaient"], &["étais"], &["avait"], &["avaient"], &["avais"], &["dernier"],
    &["dernière"], &["derniers"], &["dernières"], &["hier"], &["avant"], &["ancien"], &["ancienne"],
    &["historique"], &["il", "y", "a"], &["jusqu'ici"], &["passé"], &["passée"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_a_word_a_phrase_or_a_day_from_which_it_holds() {
        let told = |text| tells_of_change(Language::English, text);
        assert!(told("The club has MOVED to Mondays") && told("she is no longer vegan"));
        assert!(told("from 1 July I have Fridays off"));
        assert!(!told("from 9 to 16 August") && !told("I am allergic to nuts"));
        let dit = |text| tells_of_change(Language::French, text);
        assert!(dit("Le cours n’est plus le lundi") && dit("à partir du 3 mai je travaille à Lyon"));
        assert!(!dit("Je suis allergique aux noix"));
    }

    #[test]
    fn a_question_about_the_past_is_known_by_its_verbs_or_its_year() {
        assert!(
            looks_back(Language::English, "which tablets was I on")
                && looks_back(Language::English, "in 2021")
        );
        assert!(
            !looks_back(Language::English, "which tablets am I on")
                && !looks_back(Language::English, "room 2x21")
        );
        assert!(
            looks_back(Language::French, "il y a deux ans") && !looks_back(Language::French, "où est-il")
        );
    }
}
