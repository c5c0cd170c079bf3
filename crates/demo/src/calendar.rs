//! The made-up clock: twelve rounds from October 2025 to September 2026, and when things happen in
//! each. It reads no real clock.

use assay_model::jiff::Span;
use assay_model::{Date, Month, Timestamp};

/// The hours at which the made-up office works, in UTC.
const OFFICE_OPENS: i8 = 9;

/// One monthly round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// The month audited.
    pub month: Month,
}

/// Returns the first round's month.
///
/// # Panics
/// Never: the month is well formed.
#[must_use]
pub fn first_month() -> Month {
    Month::parse("2025-10").expect("a month")
}

/// Returns the twelve rounds in order.
#[must_use]
pub fn rounds() -> Vec<Round> {
    (0..12).map(|months| Round { month: first_month().plus(months) }).collect()
}

/// Returns the last day of the last round, the as-at date of the packs.
pub(crate) fn year_end() -> Date {
    first_month().plus(11).last_day()
}

impl Round {
    /// Returns the draw's id, e.g. `2026-09-monthly`.
    #[must_use]
    pub fn draw_id(self) -> String {
        format!("{}-monthly", self.month)
    }

    /// Returns the day the list is exported and the cases are drawn.
    #[must_use]
    pub fn draw_day(self) -> Date {
        self.month.first_day()
    }

    /// Returns the day the returns are due.
    #[must_use]
    pub fn due_day(self) -> Date {
        plus_days(self.month.first_day(), 24)
    }

    /// Returns the day the round's returns are imported.
    #[must_use]
    pub fn import_day(self) -> Date {
        self.month.last_day()
    }

    /// Returns a moment on a day: so many minutes after the office opens.
    ///
    /// # Panics
    /// Never: the made-up days are all valid.
    #[must_use]
    pub fn moment(day: Date, minutes: i64) -> Timestamp {
        let opening: Timestamp =
            format!("{day}T{OFFICE_OPENS:02}:00:00Z").parse().expect("a moment of a valid day");
        opening + Span::new().minutes(minutes)
    }
}

/// Returns the month's place in the year, 0 for the first round; days before and after count as the
/// first and the last.
pub(crate) fn month_of_year(day: Date) -> usize {
    Month::of(day).since(first_month()).clamp(0, 11).unsigned_abs() as usize
}

/// Returns the date so many days later.
pub(crate) fn plus_days(date: Date, days: i32) -> Date {
    date.saturating_add(Span::new().days(days))
}

/// Returns the date so many months later, the day kept where the month has it.
pub(crate) fn plus_months(date: Date, months: i32) -> Date {
    date.saturating_add(Span::new().months(months))
}

/// Returns how many days `later` lies after `earlier`.
pub(crate) fn days_between(earlier: Date, later: Date) -> i32 {
    earlier.until(later).map_or(0, |span| span.get_days())
}

/// Returns the age in whole years on a date; −1 before birth.
pub(crate) fn age(born: Date, on: Date) -> i32 {
    if on < born {
        return -1;
    }
    let years = i32::from(on.year()) - i32::from(born.year());
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    years - i32::from(!had_birthday)
}

/// Returns the date, moved to Monday when it falls on a weekend.
pub(crate) fn on_weekday(date: Date) -> Date {
    match date.weekday().to_monday_zero_offset() {
        5 => plus_days(date, 2),
        6 => plus_days(date, 1),
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_rounds_end_with_september() {
        let ids: Vec<String> = rounds().into_iter().map(Round::draw_id).collect();
        assert_eq!(ids.len(), 12);
        assert_eq!(ids[0], "2025-10-monthly");
        assert_eq!(ids[11], "2026-09-monthly");
        assert!(ids.is_sorted());
        assert_eq!(year_end().to_string(), "2026-09-30");
    }

    #[test]
    fn ages_are_whole_years_and_minus_one_before_birth() {
        let born: Date = "2010-03-15".parse().unwrap();
        assert_eq!(age(born, "2026-03-14".parse().unwrap()), 15);
        assert_eq!(age(born, "2026-03-15".parse().unwrap()), 16);
        assert_eq!(age(born, "2010-03-14".parse().unwrap()), -1);
    }
}
