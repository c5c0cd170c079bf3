//! How numbers and dates are written in a pack. Templates never format a number; everything they
//! print was made here. It decides no rounding of data: only of what is printed.

use assay_model::Date;

const MINUS: char = '\u{2212}';

/// Returns a count with thousands set off by commas, e.g. `12,345`.
#[must_use]
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns a number with so many decimals and a true minus sign, e.g. `−0.7`; never `−0.0`.
#[must_use]
pub fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.bytes().all(|b| b == b'0' || b == b'.');
    if value < 0.0 && !is_zero { format!("{MINUS}{text}") } else { text }
}

/// Returns a change with its sign always shown, e.g. `+0.3`, `−0.7`, `0.0`.
#[must_use]
pub fn change(value: f64, decimals: usize) -> String {
    let text = decimal(value, decimals);
    let is_zero = text.bytes().all(|b| b == b'0' || b == b'.');
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

/// Returns whole percent of a share of 1, e.g. `63%`; a share that is neither none nor all is never
/// printed as 0% or 100%.
#[must_use]
pub fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    if share > 0.0 && rounded < 1.0 {
        return "<1%".to_owned();
    }
    if share < 1.0 && rounded > 99.0 {
        return ">99%".to_owned();
    }
    format!("{rounded:.0}%")
}

/// Returns `x of n`, and with a base of ten or more the percentage too: `63% (66 of 104)`.
#[must_use]
pub fn share(hits: u64, base: u64) -> String {
    if base < 10 {
        return format!("{} of {}", count(hits), count(base));
    }
    format!("{} ({} of {})", percent(hits as f64 / base as f64), count(hits), count(base))
}

/// Returns the short form for a table cell: the percentage, or `x of n` for a base under ten, or a
/// dash for an empty base.
#[must_use]
pub fn share_short(hits: u64, base: u64) -> String {
    match base {
        0 => "–".to_owned(),
        1..10 => format!("{hits} of {base}"),
        _ => percent(hits as f64 / base as f64),
    }
}

/// Returns an interval of shares in percent, e.g. `54 to 72%`; with a decimal where both ends lie
/// below 10%.
#[must_use]
pub fn percent_range(low: f64, high: f64) -> String {
    let decimals = usize::from(high < 0.0995);
    format!("{:.decimals$} to {:.decimals$}%", low * 100.0, high * 100.0)
}

/// Returns an interval of numbers, e.g. `5.2 to 5.8`.
#[must_use]
pub fn range(low: f64, high: f64, decimals: usize) -> String {
    format!("{} to {}", decimal(low, decimals), decimal(high, decimals))
}

/// Returns a date in words, e.g. `30 September 2026`.
#[must_use]
pub fn date(value: Date) -> String {
    format!("{} {}", value.day(), assay_model::Month::of(value).words())
}

/// Returns a month's short name, e.g. `Sep 2026`.
#[must_use]
pub fn month_short(month: assay_model::Month) -> String {
    let words = month.words();
    let (name, year) = words.split_once(' ').unwrap_or((&words, ""));
    format!("{} {year}", name.get(..3).unwrap_or(name))
}

/// Returns a length in a drawing with one decimal at most, e.g. `12.5`, `40`.
#[must_use]
pub fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    let trimmed = text.strip_suffix(".0").unwrap_or(&text);
    if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(decimal(-0.7, 1), "−0.7");
        assert_eq!(change(0.31, 1), "+0.3");
        assert_eq!(change(-0.04, 1), "0.0");
        assert_eq!(px(12.04), "12");
        assert_eq!(px(-0.01), "0");
    }

    #[test]
    fn a_share_never_rounds_to_none_or_all() {
        assert_eq!(percent(0.001), "<1%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.999), ">99%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(share(66, 104), "63% (66 of 104)");
        assert_eq!(share(3, 9), "3 of 9");
        assert_eq!(share_short(0, 0), "–");
        assert_eq!(percent_range(0.544, 0.721), "54 to 72%");
        assert_eq!(percent_range(0.041, 0.052), "4.1 to 5.2%");
    }

    #[test]
    fn dates_and_months_are_written_out() {
        let day = assay_model::jiff::civil::date(2026, 9, 3);
        assert_eq!(date(day), "3 September 2026");
        assert_eq!(month_short(assay_model::Month::of(day)), "Sep 2026");
    }
}
