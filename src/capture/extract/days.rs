//! The days that a plan names, and their dates: "tomorrow", "next Friday", "in three weeks", "in March".
//!
//! Of a day without a year the next one is meant: these are plans. UTC, as all days here.

use crate::clock::Millis;
use crate::text::{dates, normalise, tokenise};

const DAY: u64 = 86_400_000;

/// What days are called in a language; each list from Monday or January on.
pub(super) struct Words {
    pub(super) today: &'static [&'static str],
    pub(super) tomorrow: &'static str,
    /// "the day after tomorrow", "après-demain".
    pub(super) after_tomorrow: &'static [&'static str],
    pub(super) weekdays: [&'static str; 7],
    /// Months, of which what is also another word counts only with a day beside it or after `before`.
    pub(super) months: [&'static str; 12],
    pub(super) doubtful: &'static [&'static str],
    /// "in", before a month or a count of days.
    pub(super) before: &'static [&'static str],
    pub(super) next: &'static [&'static str],
    pub(super) weekend: &'static [&'static str],
    /// Days, weeks, months, years.
    pub(super) units: [&'static [&'static str]; 4],
    pub(super) numbers: [&'static str; 12],
}

/// Whether a text names a day from today on.
pub(super) fn names_one(text: &str, names: &Words, now: Millis) -> bool {
    named(text, names, now).is_some() || text.split_whitespace().any(is_date)
}

/// The text with the date of its first day, where that is not written there.
pub(super) fn dated(text: &str, names: &Words, now: Millis) -> String {
    match named(text, names, now) {
        Some(date) if !text.contains(&date) => {
            let (said, end) = text.split_at(text.trim_end_matches(['.', '!', '…']).len());
            format!("{said} ({date}){end}")
        }
        _ => text.to_owned(),
    }
}

fn is_date(word: &str) -> bool {
    dates::parse_day(word.trim_end_matches(['.', ',', ')'])).is_some()
}

/// The first day, week, month or year that a text names: `2026-11-28`, `2026-12`, `2027`.
fn named(text: &str, names: &Words, now: Millis) -> Option<String> {
    if text.split_whitespace().any(is_date) {
        return None;
    }
    let reader = Reader { words: words(text), names, today: now.0 / DAY };
    (0..reader.words.len()).find_map(|at| reader.read(at))
}

fn words(text: &str) -> Vec<String> {
    tokenise(text).into_iter().map(|word| normalise(word.text)).collect()
}

struct Reader<'a> {
    words: Vec<String>,
    names: &'a Words,
    /// Days since 1970.
    today: u64,
}

impl Reader<'_> {
    fn read(&self, at: usize) -> Option<String> {
        let word = self.word(at)?;
        if self.names.today.contains(&word) {
            return self.day(0);
        }
        if self.begins(at, self.names.after_tomorrow) {
            return self.day(2);
        }
        if word == self.names.tomorrow {
            return self.day(1);
        }
        self.weekday(at)
            .or_else(|| self.month(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.next(at))
            .or_else(|| self.names.weekend.contains(&word).then(|| self.span(self.until(5), 2)).flatten())
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(String::as_str)
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).and_then(|at| self.word(at)).unwrap_or_default()
    }

    fn begins(&self, at: usize, phrase: &[&str]) -> bool {
        !phrase.is_empty()
            && phrase.iter().enumerate().all(|(offset, word)| self.word(at + offset) == Some(*word))
    }

    /// A day from today.
    fn day(&self, away: u64) -> Option<String> {
        dates::day(Millis((self.today + away) * DAY))
    }

    /// Some days in a row.
    fn span(&self, away: u64, days: u64) -> Option<String> {
        Some(format!("{}–{}", self.day(away)?, self.day(away + days - 1)?))
    }

    /// How many days until the next such weekday, Monday being 0; today does not count.
    fn until(&self, weekday: u64) -> u64 {
        // 1970-01-01 was a Thursday.
        let today = (self.today + 3) % 7;
        match (weekday + 7 - today) % 7 {
            0 => 7,
            away => away,
        }
    }

    fn weekday(&self, at: usize) -> Option<String> {
        let word = self.word(at)?;
        // "on Fridays" is no day.
        let weekday = self.names.weekdays.iter().position(|name| *name == word)?;
        self.day(self.until(weekday as u64))
    }

    fn month(&self, at: usize) -> Option<String> {
        let word = self.word(at)?;
        let month = 1 + self.names.months.iter().position(|name| *name == word)? as u64;
        let number = |at: Option<usize>| {
            let word = self.word(at?)?;
            let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
            digits.parse::<u64>().ok().filter(|day| (1..=31).contains(day))
        };
        let of = usize::from(matches!(self.before(at), "of" | "de"));
        let day = number(at.checked_sub(1 + of)).or_else(|| number(Some(at + 1)));
        let year_at =
            |at: usize| self.word(at)?.parse::<u64>().ok().filter(|year| (2000..2200).contains(year));
        let said = year_at(at + 1).or_else(|| year_at(at + 2));
        if self.names.doubtful.contains(&word)
            && day.is_none()
            && said.is_none()
            && !self.names.before.contains(&self.before(at))
        {
            return None;
        }
        let today = self.day(0)?;
        let (year, this) = (today.get(..4)?.parse::<u64>().ok()?, today.get(5..7)?.parse::<u64>().ok()?);
        let Some(day) = day else {
            let year = said.unwrap_or(year + u64::from(month < this));
            return Some(format!("{year:04}-{month:02}"));
        };
        let date = |year: u64| format!("{year:04}-{month:02}-{day:02}");
        let year = said.unwrap_or_else(|| year + u64::from(date(year) < today));
        dates::parse_day(&date(year)).map(|_| date(year))
    }

    /// "in three weeks".
    fn counted(&self, at: usize) -> Option<String> {
        self.names.before.contains(&self.word(at)?).then_some(())?;
        let count = self.count(self.word(at + 1)?)?;
        let unit = self.unit(self.word(at + 2)?)?;
        match unit {
            0 => self.day(count),
            1 => self.day(7 * count),
            _ => self.later(unit, count),
        }
    }

    /// "next week", "le mois prochain".
    fn next(&self, at: usize) -> Option<String> {
        let is_next = |at: usize| self.word(at).is_some_and(|word| self.names.next.contains(&word));
        let unit = if is_next(at) {
            self.unit(self.word(at + 1)?)?
        } else {
            self.unit(self.word(at)?).filter(|_| is_next(at + 1))?
        };
        match unit {
            0 => self.day(1),
            1 => self.span(self.until(0), 7),
            _ => self.later(unit, 1),
        }
    }

    /// A month or a year some of them from now.
    fn later(&self, unit: usize, count: u64) -> Option<String> {
        let today = self.day(0)?;
        let (year, month) = (today.get(..4)?.parse::<u64>().ok()?, today.get(5..7)?.parse::<u64>().ok()?);
        if unit == 3 {
            return Some(format!("{:04}", year + count));
        }
        let months = year * 12 + month - 1 + count;
        Some(format!("{:04}-{:02}", months / 12, months % 12 + 1))
    }

    fn unit(&self, word: &str) -> Option<usize> {
        self.names.units.iter().position(|names| names.contains(&word))
    }

    fn count(&self, word: &str) -> Option<u64> {
        let said = (1..).zip(self.names.numbers).find(|(_, name)| *name == word).map(|(number, _)| number);
        said.or_else(|| word.parse().ok())
            .or_else(|| ["a", "an", "une"].contains(&word).then_some(1))
            .filter(|n| *n < 100)
    }
}
