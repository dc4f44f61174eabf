//! Which days a question is about: "on 7 May 2023", "in March", "two weeks ago", "last summer".
//!
//! Without a year, the last such day or month before now is meant. What months and units are called is
//! in tables, language by language ([`names`]).

use std::ops::Range;

mod names;

use super::{Language, cue, dates};
use crate::clock::Millis;
use names::Names;

const DAY: u64 = 86_400_000;

/// The spans of time that a text names, as of `now`.
pub fn spans(language: Language, text: &str, now: Millis) -> Vec<Range<Millis>> {
    let mut spans = named(language, text, now);
    // "on 2024-05-01" is cut at its hyphens above.
    spans.extend(
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '?' | '!' | '？' | '؟' | '，'))
            .filter_map(|word| {
                let day = dates::parse_day(word.trim_end_matches('.'))?;
                Some(day..Millis(day.0 + DAY))
            }),
    );
    spans
}

/// The spans whose days, months, units or seasons have names.
fn named(language: Language, text: &str, now: Millis) -> Vec<Range<Millis>> {
    let reader = names::names(language).and_then(|names| Reader::new(names, cue::words(text), now));
    let Some(reader) = reader else { return Vec::new() };
    let mut spans = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        match reader.read(at) {
            Some((span, taken)) => {
                spans.push(span);
                at += taken;
            }
            None => at += 1,
        }
    }
    spans
}

struct Reader<'a> {
    names: &'a Names,
    words: Vec<String>,
    now: Millis,
    /// Of now.
    year: u64,
    month: u64,
}

impl<'a> Reader<'a> {
    fn new(names: &'a Names, words: Vec<String>, now: Millis) -> Option<Self> {
        let today = dates::day(now)?;
        let mut parts = today.split('-').map(|part| part.parse().ok());
        let (year, month) = (parts.next()??, parts.next()??);
        Some(Self { names, words, now, year, month })
    }

    /// The span that is named at a word, and how many words name it.
    fn read(&self, at: usize) -> Option<(Range<Millis>, usize)> {
        self.day_first(at)
            .or_else(|| self.month_first(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.whole_year(at))
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// "7 May 2023", "the 7th of May".
    fn day_first(&self, at: usize) -> Option<(Range<Millis>, usize)> {
        let day = day_number(self.word(at))?;
        let of = usize::from(self.names.of.contains(&self.word(at + 1)));
        let month = self.month(self.word(at + 1 + of))?;
        let (year, taken) = self.year_after(at + 2 + of);
        Some((self.one_day(year, month, day)?, 2 + of + taken))
    }

    /// "May 7, 2023", "May 2023", "in May".
    fn month_first(&self, at: usize) -> Option<(Range<Millis>, usize)> {
        let month = self.month(self.word(at))?;
        if let Some(day) = day_number(self.word(at + 1)) {
            let year = year(self.word(at + 2));
            return Some((self.one_day(year, month, day)?, 2 + usize::from(year.is_some())));
        }
        let (named, taken) = self.year_after(at + 1);
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let doubtful = self.names.doubtful.contains(&self.word(at));
        if doubtful && named.is_none() && !self.names.before.contains(&before) {
            return None;
        }
        let year = named.unwrap_or_else(|| self.last_year_of(month));
        Some((self.month_span(year, month, 1)?, 1 + taken))
    }

    /// A year that is named there, and how many words name it: "2023", "de 2023".
    fn year_after(&self, at: usize) -> (Option<u64>, usize) {
        let of = usize::from(self.names.of.contains(&self.word(at)));
        let year = year(self.word(at + of));
        (year, year.map_or(0, |_| 1 + of))
    }

    /// "three weeks ago": half a unit around that day.
    fn ago(&self, at: usize) -> Option<(Range<Millis>, usize)> {
        let (front, back) = self.names.ago;
        let at_front = front.iter().enumerate().all(|(offset, word)| self.word(at + offset) == *word);
        let after = at + front.len();
        let count = self.count(self.word(after))?;
        let unit = self.unit(self.word(after + 1))?;
        let at_back = back.iter().enumerate().all(|(offset, word)| self.word(after + 2 + offset) == *word);
        if !at_front || !at_back {
            return None;
        }
        let length = [DAY, 7 * DAY, 30 * DAY, 365 * DAY].get(unit).copied()?;
        let middle = self.now.0.checked_sub(count.checked_mul(length)?)?;
        let half = length / 2;
        Some((
            Millis(middle.saturating_sub(half))..Millis(middle + half.max(DAY)),
            front.len() + 2 + back.len(),
        ))
    }

    /// "yesterday", "last month", "this summer".
    fn relative(&self, at: usize) -> Option<(Range<Millis>, usize)> {
        if self.word(at) == self.names.yesterday {
            return Some((self.back(2, 0), 1));
        }
        let (first, second) = (self.word(at), self.word(at + 1));
        let last = |word| self.names.last.contains(&word);
        // "last week" in English, "la semaine dernière" in French.
        let (unit, is_last) = match (last(first), last(second)) {
            (true, _) => (second, true),
            (_, true) => (first, true),
            _ => (second, false),
        };
        let seasons = &self.names.seasons;
        if let Some(season) = (0u64..).zip(seasons).find(|(_, names)| names.contains(&unit)).map(|(at, _)| at)
        {
            return Some((self.season(season, is_last)?, 2));
        }
        if !is_last {
            return None;
        }
        let span = match self.unit(unit)? {
            1 => self.back(10, 3),
            2 => self.back(45, 15),
            3 => self.month_span(self.year - 1, 1, 12)?,
            _ => return None,
        };
        Some((span, 2))
    }

    /// "in 2022".
    fn whole_year(&self, at: usize) -> Option<(Range<Millis>, usize)> {
        let year = year(self.word(at + 1)).filter(|_| self.names.before.contains(&self.word(at)))?;
        Some((self.month_span(year, 1, 12)?, 2))
    }

    /// The last time that a season began, or the one before if that is still going on.
    fn season(&self, season: u64, last: bool) -> Option<Range<Millis>> {
        let begins = season * 3 + 3;
        let mut year = if begins <= self.month { self.year } else { self.year - 1 };
        if last && year == self.year && self.month < begins + 3 {
            year -= 1;
        }
        self.month_span(year, begins, 3)
    }

    fn one_day(&self, year: Option<u64>, month: u64, day: u64) -> Option<Range<Millis>> {
        let begin = date(year.unwrap_or_else(|| self.last_year_of(month)), month, day)?;
        Some(begin..Millis(begin.0 + DAY))
    }

    fn month_span(&self, year: u64, month: u64, months: u64) -> Option<Range<Millis>> {
        let end = year * 12 + month - 1 + months;
        Some(date(year, month, 1)?..date(end / 12, end % 12 + 1, 1)?)
    }

    fn last_year_of(&self, month: u64) -> u64 {
        if month <= self.month { self.year } else { self.year - 1 }
    }

    /// From so many days ago to so many days ago.
    fn back(&self, from: u64, to: u64) -> Range<Millis> {
        Millis(self.now.0.saturating_sub(from * DAY))..Millis(self.now.0.saturating_sub(to * DAY))
    }

    fn month(&self, word: &str) -> Option<u64> {
        (1..).zip(&self.names.months).find(|(_, names)| names.contains(&word)).map(|(month, _)| month)
    }

    fn unit(&self, word: &str) -> Option<usize> {
        self.names.units.iter().position(|names| names.contains(&word))
    }

    fn count(&self, word: &str) -> Option<u64> {
        let named =
            || (0..).zip(self.names.numbers).find(|(_, names)| names.contains(&word)).map(|(count, _)| count);
        word.parse().ok().or_else(named).filter(|&count| count < 1_000)
    }
}

fn date(year: u64, month: u64, day: u64) -> Option<Millis> {
    dates::parse_day(&format!("{year:04}-{month:02}-{day:02}"))
}

fn year(word: &str) -> Option<u64> {
    cue::is_year(word).then(|| word.parse().ok())?
}

/// `7`, `7th`, `1er`.
fn day_number(word: &str) -> Option<u64> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..).unwrap_or_default();
    let fits = digits.len() <= 2 && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er");
    digits.parse().ok().filter(|day| fits && (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> Millis {
        dates::parse_day("2025-11-06").unwrap()
    }

    fn read(language: Language, text: &str) -> Vec<(String, String)> {
        let day = |time| dates::day(time).unwrap();
        spans(language, text, now()).into_iter().map(|span| (day(span.start), day(span.end))).collect()
    }

    fn english(text: &str) -> Vec<(String, String)> {
        read(Language::English, text)
    }

    fn span(from: &str, to: &str) -> Vec<(String, String)> {
        vec![(from.to_owned(), to.to_owned())]
    }

    #[test]
    fn days_are_read_in_every_order() {
        let may = span("2023-05-07", "2023-05-08");
        for text in ["on 7 May 2023?", "May 7th, 2023", "the 7th of May, 2023", "on 2023-05-07."] {
            assert_eq!(english(text), may, "{text}");
        }
        assert_eq!(english("the party on 3 December"), span("2024-12-03", "2024-12-04"));
        assert_eq!(read(Language::French, "le 1er mai 2023"), span("2023-05-01", "2023-05-02"));
    }

    #[test]
    fn months_years_and_seasons_are_spans() {
        assert_eq!(english("in December 2023"), span("2023-12-01", "2024-01-01"));
        assert_eq!(english("what did i plant in march"), span("2025-03-01", "2025-04-01"));
        assert_eq!(english("in 2022"), span("2022-01-01", "2023-01-01"));
        assert_eq!(english("last autumn"), span("2024-09-01", "2024-12-01"));
        assert_eq!(english("this spring"), span("2025-03-01", "2025-06-01"));
        assert_eq!(english("last winter"), span("2024-12-01", "2025-03-01"));
        assert_eq!(english("last year"), span("2024-01-01", "2025-01-01"));
    }

    #[test]
    fn some_time_ago_is_a_span_around_that_day() {
        assert_eq!(english("three weeks ago"), span("2025-10-12", "2025-10-19"));
        assert_eq!(english("yesterday"), span("2025-11-04", "2025-11-06"));
        assert_eq!(read(Language::French, "il y a 2 jours"), span("2025-11-03", "2025-11-05"));
        assert_eq!(read(Language::French, "la semaine dernière"), span("2025-10-27", "2025-11-03"));
    }

    #[test]
    fn each_language_has_its_own_names_and_orders() {
        let may = span("2023-05-07", "2023-05-08");
        let days = [
            (Language::German, "am 7. Mai 2023"),
            (Language::Spanish, "el 7 de mayo de 2023"),
            (Language::Portuguese, "no dia 7 de maio de 2023"),
            (Language::Italian, "il 7 maggio 2023"),
            (Language::Russian, "7 мая 2023"),
        ];
        for (language, text) in days {
            assert_eq!(read(language, text), may, "{text}");
        }
        let weeks = [
            (Language::German, "vor drei Wochen"),
            (Language::Spanish, "hace tres semanas"),
            (Language::Portuguese, "há três semanas"),
            (Language::Italian, "tre settimane fa"),
            (Language::Russian, "три недели назад"),
        ];
        for (language, text) in weeks {
            assert_eq!(read(language, text), span("2025-10-12", "2025-10-19"), "{text}");
        }
        assert_eq!(read(Language::German, "im letzten Sommer"), read(Language::English, "last summer"));
        assert_eq!(read(Language::Spanish, "el año pasado"), read(Language::English, "last year"));
        assert_eq!(read(Language::Russian, "в марте"), read(Language::English, "in march"));
        assert_eq!(read(Language::Hindi, "2023-05-07"), may);
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in ["may i ask", "march on", "31 people", "2021", "a few days"] {
            assert_eq!(english(text), [], "{text}");
        }
        assert_eq!(spans(Language::English, "in March", Millis(0)), []);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(
            text in "(\\PC|[0-9]{1,20} (days|weeks|years) ago|in (19|20)[0-9]{2}|may|[0-9]{1,3}|last year| ){0,12}",
            now in any::<u64>(),
        ) {
            for span in spans(Language::English, &text, Millis(now / 1_000_000)) {
                prop_assert!(span.start <= span.end);
            }
        }
    }
}
