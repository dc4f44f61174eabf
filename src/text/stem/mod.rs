//! Words without their endings, so that the forms of one share a term.
//!
//! English by Snowball (`rust-stemmers`); the others by light stemmers, which take off what marks number and case
//! and little else. No word becomes empty. Which one a language has was decided by its set in `data/`:
//! against folded words, the light stemmers of J. Savoy and others, Snowball, the first letters of each word and all
//! runs of five; the simplest that was as good as any.

mod arabic;
mod german;
mod hindi;
mod romance;
mod russian;

pub(super) use arabic::arabic;
pub(super) use german::german;
pub(super) use hindi::hindi;
pub(super) use romance::{french, iberian, italian};
pub(super) use russian::russian;

/// The word without the first of these endings that it has, if at least so many characters stay.
fn cut<'a>(word: &'a str, least: usize, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| has(rest, least)))
}

/// Whether a word has at least so many characters.
fn has(word: &str, least: usize) -> bool {
    word.chars().nth(least.saturating_sub(1)).is_some()
}
