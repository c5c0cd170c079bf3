//! Periods of a series as people write them: months and dates. It does not know quarters or weeks.

use assay_model::{Date, Month};

use crate::DateOrder;
use crate::value::{month_number, written_date};

/// Returns the first day of a period: `2026-04`, `April 2026`, `Apr-26`, `04/2026`, or a date, day first.
#[must_use]
pub fn period(text: &str) -> Option<Date> {
    let tidy = text.trim();
    if let Some(month) = Month::parse(tidy) {
        return Some(month.first_day());
    }
    written_date(tidy, DateOrder::DayFirst).or_else(|| month_in_words(tidy))
}

fn month_in_words(text: &str) -> Option<Date> {
    let parts: Vec<&str> =
        text.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts[..] else { return None };
    let figure = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    let (month, year) = match (month_number(first), month_number(second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        (None, None) => (figure(first).filter(|_| second.len() == 4)?, second),
        (Some(_), Some(_)) => return None,
    };
    let years: i16 = year.parse().ok()?;
    let year = match year.len() {
        4 => years,
        2 => 2000 + years,
        _ => return None,
    };
    Date::new(year, month, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2026-04", "2026-04-01"),
            ("April 2026", "2026-04-01"),
            ("Apr-26", "2026-04-01"),
            ("2026 Apr", "2026-04-01"),
            ("04/2026", "2026-04-01"),
            ("03/04/2026", "2026-04-03"),
        ] {
            let read = period(text).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
        for text in ["Q1 2026", "1", "2026", "Week 3", "April", "13/2026", ""] {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
