//! Working days in England: Monday to Friday but bank holidays, which are dated data. It warns past
//! the data's end instead of guessing. Dates are civil dates, so a change of the clocks moves none.

pub mod limit;

use std::collections::BTreeSet;

use assay_model::Date;
use assay_model::jiff::civil::Weekday;

pub use limit::{Limit, Unit};

const ENGLAND: &str = include_str!("../data/bank-holidays-england.txt");

/// The working days of England.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    holidays: BTreeSet<Date>,
    last: Date,
}

impl WorkingDays {
    /// Returns the calendar as shipped with `further` holidays of later years.
    #[must_use]
    pub fn england(further: &[Date]) -> Self {
        let shipped = ENGLAND
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .filter_map(|text| text.parse::<Date>().ok());
        let holidays: BTreeSet<Date> = shipped.chain(further.iter().copied()).collect();
        let year = holidays.last().map_or(0, |date| date.year());
        Self { holidays, last: Date::constant(year, 12, 31) }
    }

    /// Returns the last day whose holidays are known.
    #[must_use]
    pub fn known_to(&self) -> Date {
        self.last
    }

    /// Tells whether the day is a working day.
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.holidays.contains(&date)
    }

    /// Returns the day that is so many working days after `start`; the start day is not counted.
    #[must_use]
    pub fn after(&self, start: Date, days: u32) -> Date {
        let mut date = start;
        let mut left = days;
        while left > 0 {
            let Ok(next) = date.tomorrow() else { return date };
            date = next;
            left -= u32::from(self.is_working(date));
        }
        date
    }

    /// Returns how many working days lie after `from` up to and with `to`; 0 when `to` is not later.
    #[must_use]
    pub fn between(&self, from: Date, to: Date) -> u32 {
        let mut date = from;
        let mut days = 0;
        while date < to {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            days += u32::from(self.is_working(date));
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_model::jiff::ToSpan;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_step_over_weekends_and_bank_holidays() {
        let calendar = WorkingDays::england(&[]);
        // Maundy Thursday 2026; Good Friday and Easter Monday are holidays.
        assert_eq!(calendar.after(date("2026-04-02"), 1), date("2026-04-07"));
        assert_eq!(calendar.between(date("2026-04-02"), date("2026-04-07")), 1);
        // Christmas 2026: Friday 25, and Monday 28 for Boxing Day.
        assert_eq!(calendar.after(date("2026-12-24"), 1), date("2026-12-29"));
        assert_eq!(calendar.after(date("2026-09-05"), 0), date("2026-09-05"));
        assert_eq!(calendar.between(date("2026-09-05"), date("2026-09-01")), 0);
    }

    #[test]
    #[expect(clippy::many_single_char_names, reason = "the letters of the published algorithm")]
    fn the_table_follows_the_rule_but_for_the_once_only_days() {
        // Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
        let calendar = WorkingDays::england(&[]);
        for year in 2018..=i32::from(calendar.known_to().year()) {
            let (a, b, c) = (year % 19, year / 100, year % 100);
            let (d, e) = (b / 4, b % 4);
            let g = (8 * b + 13) / 25;
            let h = (19 * a + b - d - g + 15) % 30;
            let (i, k) = (c / 4, c % 4);
            let l = (32 + 2 * e + 2 * i - h - k) % 7;
            let m = (a + 11 * h + 19 * l) / 433;
            let month = (h + l - 7 * m + 90) / 25;
            let day = (h + l - 7 * m + 33 * month + 19) % 32;
            let easter = Date::new(year as i16, month as i8, day as i8).unwrap();
            assert_eq!(easter.weekday(), Weekday::Sunday, "{easter}");
            for days in [-2, 1] {
                let holiday = easter.checked_add(days.days()).unwrap();
                assert!(!calendar.is_working(holiday), "{holiday}");
            }
            let august = Date::new(year as i16, 8, 31).unwrap();
            let back = i32::from(august.weekday().to_monday_zero_offset());
            assert!(!calendar.is_working(august.checked_sub(back.days()).unwrap()));
            let of_year = calendar.holidays.iter().filter(|d| i32::from(d.year()) == year).count();
            let further = match year {
                2022 => 2,
                2023 => 1,
                _ => 0,
            };
            assert_eq!(of_year, 8 + further, "{year}");
        }
    }

    #[test]
    fn further_years_can_be_added() {
        let calendar = WorkingDays::england(&[date("2028-01-03")]);
        assert_eq!(calendar.known_to(), date("2028-12-31"));
        assert!(!calendar.is_working(date("2028-01-03")));
    }
}
