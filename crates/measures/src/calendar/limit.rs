//! A limit such as `10 working days`, `6 weeks` or `3 months`, when it ends, and how late something
//! is in the limit's own unit.

use std::fmt;

use assay_model::Date;
use assay_model::jiff::ToSpan;

use super::{WorkingDays, day_number};

/// The unit of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Working days in England.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Weeks of seven calendar days.
    Weeks,
    /// Calendar months, clamped to the month's end.
    Months,
}

/// How long something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

impl Limit {
    /// Returns the limit a person wrote, e.g. `10 working days`, or none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let unit = match unit.trim() {
            "working day" | "working days" => Unit::WorkingDays,
            "day" | "days" | "calendar days" => Unit::Days,
            "week" | "weeks" => Unit::Weeks,
            "month" | "months" => Unit::Months,
            _ => return None,
        };
        let n = number.parse().ok().filter(|n| (1..=1000).contains(n))?;
        Some(Self { n, unit })
    }

    /// Returns the last day within the limit.
    #[must_use]
    pub fn due(self, start: Date, start_counts: StartDay, calendar: &WorkingDays) -> Date {
        let n = i64::from(self.n);
        let due = match self.unit {
            Unit::WorkingDays => {
                let first = start_counts == StartDay::Counts && calendar.is_working(start);
                return calendar.after(start, self.n - u32::from(first));
            }
            Unit::Days => start.checked_add(n.days()),
            Unit::Weeks => start.checked_add((7 * n).days()),
            Unit::Months => start.checked_add(n.months()),
        };
        let due = due.unwrap_or(Date::MAX);
        match start_counts {
            StartDay::Counts => due.yesterday().unwrap_or(due),
            StartDay::DoesNot => due,
        }
    }

    /// Returns how late `done` is: working days for a limit in working days, else calendar days.
    #[must_use]
    pub fn late_by(self, due: Date, done: Date, calendar: &WorkingDays) -> u32 {
        match self.unit {
            // Late on a day that is no working day is still late, by the day after next to come.
            Unit::WorkingDays if done > due => calendar.between(due, done).max(1),
            _ => (day_number(done) - day_number(due)).max(0).unsigned_abs(),
        }
    }
}

/// Whether the day the clock starts is day 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StartDay {
    /// It is.
    Counts,
    /// The day after it is.
    #[default]
    DoesNot,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::WorkingDays => "working day",
            Unit::Days => "day",
            Unit::Weeks => "week",
            Unit::Months => "month",
        };
        write!(f, "{} {unit}{}", self.n, if self.n == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(limit: &str, start: &str, due: &str) {
        let calendar = WorkingDays::england(&[]);
        let limit = Limit::parse(limit).unwrap();
        let found = limit.due(start.parse().unwrap(), StartDay::DoesNot, &calendar);
        assert_eq!(found.to_string(), due, "{limit} from {start}");
    }

    #[test]
    fn limits_end_where_the_calendar_says() {
        check("10 working days", "2026-08-20", "2026-09-04"); // over the August bank holiday
        check("1 week", "2026-04-03", "2026-04-10"); // from a bank holiday
        check("6 weeks", "2026-03-02", "2026-04-13"); // the clocks change on 29 March
        check("3 months", "2025-11-30", "2026-02-28"); // clamped to the month's end
        check("12 months", "2024-02-29", "2025-02-28"); // from a leap day
        check("5 days", "2024-02-27", "2024-03-03"); // over a leap day
        check("7 days", "2026-12-18", "2026-12-25"); // due on a bank holiday: it stays
    }

    #[test]
    fn a_start_day_that_counts_ends_a_day_sooner() {
        let calendar = WorkingDays::england(&[]);
        let due = |text: &str, start: &str| {
            let start = start.parse().unwrap();
            Limit::parse(text).unwrap().due(start, StartDay::Counts, &calendar).to_string()
        };
        assert_eq!(due("3 working days", "2026-09-07"), "2026-09-09");
        // A Saturday is no working day and so is not day 1.
        assert_eq!(due("3 working days", "2026-09-05"), "2026-09-09");
        assert_eq!(due("1 week", "2026-09-07"), "2026-09-13");
    }

    #[test]
    fn lateness_is_in_the_limits_own_unit() {
        let calendar = WorkingDays::england(&[]);
        let late = |limit: &str, due: &str, done: &str| {
            let limit = Limit::parse(limit).unwrap();
            limit.late_by(due.parse().unwrap(), done.parse().unwrap(), &calendar)
        };
        assert_eq!(late("10 working days", "2026-09-04", "2026-09-07"), 1);
        assert_eq!(late("10 working days", "2026-09-04", "2026-09-05"), 1, "a Saturday is late");
        assert_eq!(late("6 weeks", "2026-09-04", "2026-09-07"), 3);
        assert_eq!(late("6 weeks", "2026-09-04", "2026-09-04"), 0);
    }

    #[test]
    fn limits_print_as_they_are_written() {
        for text in ["10 working days", "1 week", "3 months", "5 days"] {
            assert_eq!(Limit::parse(text).unwrap().to_string(), text);
        }
        for bad in ["soon", "0 days", "10", "2 years", "ten days"] {
            assert_eq!(Limit::parse(bad), None, "{bad}");
        }
    }
}
