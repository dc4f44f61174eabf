//! Days, as people write them: `2024-05-01`. UTC.

use crate::clock::Millis;

const DAY: u64 = 86_400_000;
/// Days from 0000-03-01 to 1970-01-01: the calendar is counted from March, so that the leap day
/// is the last of its year.
const TO_1970: u64 = 719_468;
/// Days in 400 years.
const ERA: u64 = 146_097;

/// The day of a time, `2024-05-01`; none if the time is not known (0).
/// After Howard Hinnant's `civil_from_days`.
pub fn day(time: Millis) -> Option<String> {
    if time.0 == 0 {
        return None;
    }
    let days = time.0 / DAY + TO_1970;
    let (era, day_of_era) = (days / ERA, days % ERA);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The beginning of a day written `2024-05-01` or `2024/05/01`; none for anything else, and for
/// days before 1970. After `days_from_civil`, the inverse.
pub fn parse_day(text: &str) -> Option<Millis> {
    let mut parts = text.split(['-', '/']);
    let mut number = |digits: usize| -> Option<u64> {
        let part = parts.next()?;
        let fits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok())?
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() || year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = year - u64::from(month <= 2);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let (era, year_of_era) = (year / 400, year % 400);
    let days = era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let time = Millis(days.checked_sub(TO_1970)?.checked_mul(DAY)?);
    // The 31st of a month of 30 days would slip into the next: only what reads back is a day.
    let reads_back = time.0 == 0 || self::day(time)?.bytes().eq(text.replace('/', "-").bytes());
    reads_back.then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_right_around_leap_years_and_centuries() {
        let day = |time| day(Millis(time)).unwrap();
        assert_eq!(day(1), "1970-01-01");
        assert_eq!(day(951_782_400_000), "2000-02-29");
        assert_eq!(day(1_735_689_599_999), "2024-12-31");
        assert_eq!(day(4_107_542_400_000), "2100-03-01");
    }

    #[test]
    fn what_is_no_day_is_not_read_as_one() {
        for bad in [
            "2023-02-29",
            "2024-04-31",
            "2024-13-01",
            "24-05-01",
            "2024-5-1",
            "2024-05-01-",
            "",
            "1969-12-31",
            "+024-05-01",
        ] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
        assert_eq!(parse_day("2024/02/29"), Some(Millis(1_709_164_800_000)));
    }

    proptest! {
        #[test]
        fn a_day_reads_back(time in 86_400_000u64..8_000_000_000_000) {
            let text = day(Millis(time)).unwrap();
            prop_assert_eq!(parse_day(&text), Some(Millis(time / DAY * DAY)));
        }
    }
}
