//! Dates as the store and tables write them, `2026-09-30`, read without detours: a million events have
//! several each. Other spellings go to jiff.

use crate::Date;

/// Returns the date, or none when the text is not one.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return text.parse().ok();
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0_i16, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'))
        })
    };
    Date::new(number(0, 4)?, number(5, 7)? as i8, number(8, 10)? as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_jiff_reads_them() {
        for text in ["2026-09-30", "2024-02-29", "0001-01-01", "2026-09-30T10:00:00", "20260930"] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
        for text in ["2023-02-29", "2026-13-01", "30/09/2026", "2026-9-30", "", "n/k", "２026-09-3"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
