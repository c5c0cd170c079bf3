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
    table: Table,
}

/// Working days counted once, so that a million limits need not walk day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Table {
    /// The day number of the first day counted.
    first: i32,
    /// For each day, how many working days there are from the first up to and with it.
    counted: Vec<u32>,
    /// The working days in turn.
    days: Vec<Date>,
}

/// The years counted; other dates are walked day by day.
const COUNTED: (i16, i16) = (1995, 2045);

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
        let table = Table::of(&holidays);
        Self { holidays, last: Date::constant(year, 12, 31), table }
    }

    /// Returns the last day whose holidays are known.
    #[must_use]
    pub fn known_to(&self) -> Date {
        self.last
    }

    /// Returns whether the day is a working day.
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        is_working(&self.holidays, date)
    }

    /// Returns the day that is so many working days after `start`; the start day is not counted.
    #[must_use]
    pub fn after(&self, start: Date, days: u32) -> Date {
        if days == 0 {
            return start;
        }
        let counted = self.table.up_to(start).map(|before| (before + days - 1) as usize);
        if let Some(found) = counted.and_then(|place| self.table.days.get(place)) {
            return *found;
        }
        self.walk(start, days)
    }

    /// Returns how many working days lie after `from` up to and with `to`; 0 when `to` is not later.
    #[must_use]
    pub fn between(&self, from: Date, to: Date) -> u32 {
        if let (Some(before), Some(after)) = (self.table.up_to(from), self.table.up_to(to)) {
            return after.saturating_sub(before);
        }
        let mut date = from;
        let mut days = 0;
        while date < to {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            days += u32::from(self.is_working(date));
        }
        days
    }

    fn walk(&self, start: Date, days: u32) -> Date {
        let mut date = start;
        let mut left = days;
        while left > 0 {
            let Ok(next) = date.tomorrow() else { return date };
            date = next;
            left -= u32::from(self.is_working(date));
        }
        date
    }
}

impl Table {
    fn of(holidays: &BTreeSet<Date>) -> Self {
        let mut date = Date::constant(COUNTED.0, 1, 1);
        let first = day_number(date);
        let (mut counted, mut days) = (Vec::new(), Vec::new());
        while date.year() <= COUNTED.1 {
            if is_working(holidays, date) {
                days.push(date);
            }
            counted.push(days.len() as u32);
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        Self { first, counted, days }
    }

    fn up_to(&self, date: Date) -> Option<u32> {
        let place = usize::try_from(day_number(date) - self.first).ok()?;
        self.counted.get(place).copied()
    }
}

fn is_working(holidays: &BTreeSet<Date>, date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays.contains(&date)
}

/// Returns the days from 1 January 1970 (H. Hinnant, "chrono-compatible low-level date algorithms").
#[must_use]
pub fn day_number(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
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
    fn counting_and_walking_agree() {
        let calendar = WorkingDays::england(&[]);
        assert_eq!((day_number(date("1970-01-01")), day_number(date("2000-03-01"))), (0, 11_017));
        let mut start = date("2023-11-20");
        for _ in 0..500 {
            assert_eq!(day_number(start.tomorrow().unwrap()), day_number(start) + 1);
            for days in [1, 2, 10, 45] {
                let due = calendar.walk(start, days);
                assert_eq!(calendar.after(start, days), due, "{start} and {days}");
                assert_eq!(calendar.between(start, due), days, "{start} to {due}");
            }
            start = start.tomorrow().unwrap();
        }
        // Outside the years counted days are walked.
        assert_eq!(calendar.after(date("1990-01-05"), 1), date("1990-01-08"));
        assert_eq!(calendar.between(date("1990-01-05"), date("1990-01-08")), 1);
        assert_eq!(calendar.after(date("2045-12-29"), 3), date("2046-01-03"));
    }

    #[test]
    fn further_years_can_be_added() {
        let calendar = WorkingDays::england(&[date("2028-01-03")]);
        assert_eq!(calendar.known_to(), date("2028-12-31"));
        assert!(!calendar.is_working(date("2028-01-03")));
    }
}
