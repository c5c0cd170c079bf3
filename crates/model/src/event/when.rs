//! A day, with the time of day where the table gave one. There are no time zones: both ends of a
//! span of hours are the council's own clock.

use std::fmt;

use crate::{Date, day};

/// A day with or without the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// The day.
    pub day: Date,
    /// Minutes since midnight; none where only the day is known.
    pub minute: Option<u16>,
}

const DAY: i64 = 24 * 60;

impl When {
    /// Reads `2026-09-05` or `2026-09-05T10:00`, seconds left off.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((date, time)) = text.split_once('T') else {
            return Some(Self { day: day::parse(text)?, minute: None });
        };
        Some(Self { day: day::parse(date)?, minute: minute_of(time) })
    }

    /// Tells whether this is before another; by the days alone where either has no time.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        match (self.minute, other.minute) {
            (Some(minute), Some(of_other)) => (self.day, minute) < (other.day, of_other),
            _ => self.day < other.day,
        }
    }

    /// Returns the minutes from this to another, or none where either has no time.
    #[must_use]
    pub fn minutes_until(self, other: Self) -> Option<i64> {
        let days = i64::from(self.day.until(other.day).ok()?.get_days());
        Some(days * DAY + i64::from(other.minute?) - i64::from(self.minute?))
    }
}

/// Reads `10:00` or `10:00:00`.
pub(super) fn minute_of(time: &str) -> Option<u16> {
    let (hour, rest) = time.split_once(':')?;
    let minute = rest.get(..2)?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        match self.minute {
            Some(minute) => write!(f, "T{:02}:{:02}", minute / 60, minute % 60),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> When {
        When::parse(text).unwrap()
    }

    #[test]
    fn hours_are_counted_where_both_ends_have_them() {
        let back = at("2026-09-02T08:00");
        assert_eq!(back.minutes_until(at("2026-09-05T08:00:59")), Some(72 * 60));
        assert_eq!(back.minutes_until(at("2026-09-05T10:30")), Some(74 * 60 + 30));
        assert_eq!(at("2026-08-31T23:00").minutes_until(back), Some(33 * 60));
        assert_eq!(back.minutes_until(at("2026-09-05")), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["2026-09-05", "2026-09-05T00:05", "2026-09-05T23:59"] {
            assert_eq!(at(text).to_string(), text);
        }
        assert_eq!(When::parse("05/09/2026"), None);
        assert_eq!(at("2026-09-05T25:00").minute, None);
    }
}
