//! Dates in cells: from spreadsheet serial numbers of both epochs and from ISO text. No time zones;
//! day-first text is read by `intake`, which knows what a council means by it.

use std::fmt;

/// Which day a workbook's serial numbers count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// Serial 1 is 1 January 1900, as in Excel for Windows.
    #[default]
    Year1900,
    /// Serial 0 is 1 January 1904, as in old Excel for Mac.
    Year1904,
}

/// A date, with the second of the day, as a cell gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Days since 1 January 1970.
    days: i32,
    /// Seconds since midnight.
    seconds: u32,
}

impl Moment {
    /// Returns the moment of a serial number, or none outside the years 1900 to 9999.
    #[must_use]
    pub fn from_serial(serial: f64, epoch: Epoch) -> Option<Self> {
        if !(0.0..2_958_466.0).contains(&serial) {
            return None;
        }
        let mut seconds = (serial.fract() * 86_400.0).round() as u32;
        let mut whole = serial.trunc() as i32;
        if seconds >= 86_400 {
            seconds = 0;
            whole += 1;
        }
        // Excel believes in 29 February 1900 (serial 60), so earlier serials are one day off.
        let base = match epoch {
            Epoch::Year1904 => -24_107,
            Epoch::Year1900 if whole < 60 => -25_568,
            Epoch::Year1900 => -25_569,
        };
        Some(Self { days: whole + base, seconds })
    }

    /// Returns the moment of an ISO date or date-time, e.g. `2026-09-30` or `2026-09-30T10:00:00`.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            let part = bytes.get(range)?;
            part.iter().all(u8::is_ascii_digit).then_some(())?;
            std::str::from_utf8(part).ok()?.parse().ok()
        };
        if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let (year, month, day) = (number(0..4)?.cast_signed(), number(5..7)?, number(8..10)?);
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        let days = days_from_civil(year, month, day);
        if bytes.len() == 10 {
            return Some(Self { days, seconds: 0 });
        }
        if !matches!(bytes[10], b'T' | b' ') || bytes.get(13) != Some(&b':') {
            return None;
        }
        let (hour, minute) = (number(11..13)?, number(14..16)?);
        let second = if bytes.get(16) == Some(&b':') { number(17..19)? } else { 0 };
        (hour < 24 && minute < 60 && second < 60)
            .then_some(Self { days, seconds: hour * 3600 + minute * 60 + second })
    }

    /// Returns year, month and day.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        let (year, month, day) = civil_from_days(self.days);
        (year as i16, month as i8, day as i8)
    }

    /// Returns seconds since midnight.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.seconds
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")?;
        if self.seconds > 0 {
            let (h, m, s) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
            write!(f, "T{h:02}:{m:02}:{s:02}")?;
        }
        Ok(())
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Howard Hinnant, "chrono-compatible low-level date algorithms" (public domain).
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let shifted = (month.cast_signed() + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + day.cast_signed() - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_of_both_epochs_are_the_dates_excel_shows() {
        let shown = |serial, epoch| Moment::from_serial(serial, epoch).map(|m| m.to_string());
        for (serial, expected) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (25_569.0, "1970-01-01"),
            (43_678.0, "2019-08-01"),
            (45_943.5, "2025-10-13T12:00:00"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(shown(serial, Epoch::Year1900).as_deref(), Some(expected), "{serial}");
        }
        assert_eq!(shown(0.0, Epoch::Year1904).as_deref(), Some("1904-01-01"));
        assert_eq!(shown(42_216.0, Epoch::Year1904).as_deref(), Some("2019-08-01"));
        for outside in [-1.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(shown(outside, Epoch::Year1900), None, "{outside}");
        }
    }

    #[test]
    fn iso_text_is_read_and_written_back() {
        for text in ["2026-09-30", "2000-02-29", "1900-01-01", "2026-09-30T10:01:02"] {
            assert_eq!(Moment::from_iso(text).unwrap().to_string(), text);
        }
        for bad in ["", "2026-02-29", "2026-13-01", "2026-00-01", "30/09/2026", "2026-09-30T25:00"]
        {
            assert_eq!(Moment::from_iso(bad), None, "{bad}");
        }
    }
}
