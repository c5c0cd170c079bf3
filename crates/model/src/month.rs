//! A calendar month, the period of a round. Months sort by time and print as `2026-09`.

use std::fmt;

use jiff::civil::Date;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// Returns the month the date lies in.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// Returns the month written `2026-09`, or none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.trim().split_once('-')?;
        if year.len() != 4 || month.len() != 2 {
            return None;
        }
        let month: i8 = month.parse().ok()?;
        let year: i16 = year.parse().ok()?;
        ((1..=12).contains(&month) && year >= 1900).then_some(Self { year, month })
    }

    /// Returns the first day.
    ///
    /// # Panics
    /// Never: a month is only made from valid parts.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month, 1).expect("a month has a first day")
    }

    /// Returns the last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// Returns the month so many months later (earlier when negative).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let index = self.index() + months;
        Self { year: index.div_euclid(12) as i16, month: (index.rem_euclid(12) + 1) as i8 }
    }

    /// Returns how many months `self` lies after `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.index() - earlier.index()
    }

    /// Returns the English name and year, e.g. `September 2026`.
    #[must_use]
    pub fn words(self) -> String {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        format!("{} {}", NAMES[usize::from(self.month.unsigned_abs()) - 1], self.year)
    }

    fn index(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_across_years() {
        let september = Month::parse("2026-09").unwrap();
        assert_eq!(september.plus(4).to_string(), "2027-01");
        assert_eq!(september.plus(-9).to_string(), "2025-12");
        assert_eq!(september.plus(4).since(september), 4);
        assert_eq!(september.words(), "September 2026");
        assert_eq!(september.last_day().to_string(), "2026-09-30");
        for bad in ["2026-13", "2026-9", "26-09", "2026", "2026-00"] {
            assert_eq!(Month::parse(bad), None, "{bad}");
        }
    }
}
