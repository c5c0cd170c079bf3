//! How numbers, shares, intervals, months, dates and digests are printed, everywhere: on screens, in packs, letters
//! and answers. It computes nothing and rounds only what is printed. A change is printed by its own type in
//! `measures`, from these pieces.

use crate::{Date, Month};

const MINUS: char = '\u{2212}';

/// The smallest base of which a percentage is printed; below it a share is `x of n`.
pub const LEAST_BASE: u64 = 10;

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

/// Returns bytes in lower-case hex, e.g. a digest.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const FIGURES: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(FIGURES[usize::from(byte >> 4)]));
        text.push(char::from(FIGURES[usize::from(byte & 15)]));
    }
    text
}

/// Returns a number with so many decimals and a true minus sign, e.g. `−0.7`; never `−0.0`.
#[must_use]
pub fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    if value < 0.0 && !is_zero(&text) { format!("{MINUS}{text}") } else { text }
}

/// Returns a number rounded to so many decimals, for a cell or field that holds a number and no text.
#[must_use]
pub fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale
}

/// Returns a number with its sign always shown, e.g. `+0.3`, `−0.7`, `0.0`.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    let text = decimal(value, decimals);
    if value > 0.0 && !is_zero(&text) { format!("+{text}") } else { text }
}

/// Returns `up 0.7`, `down 0.7` or `no change`, by what is printed.
#[must_use]
pub fn direction(difference: f64, decimals: usize) -> String {
    let size = format!("{:.decimals$}", difference.abs());
    match difference {
        _ if is_zero(&size) => "no change".to_owned(),
        up if up > 0.0 => format!("up {size}"),
        _ => format!("down {size}"),
    }
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
    let pair = format!("{} of {}", count(hits), count(base));
    if base < LEAST_BASE {
        return pair;
    }
    format!("{} ({pair})", percent(hits as f64 / base as f64))
}

/// Returns the estimated share first, and next to it what was read: `90% (20 of 40 audited)`. Where the two
/// print alike, `48% (50 of 104)` says both; a base under ten prints no percentage.
#[must_use]
pub fn estimated_share(estimate: Option<f64>, hits: u64, base: u64) -> String {
    let own = share(hits, base);
    let Some(first) = estimate.filter(|_| base >= LEAST_BASE).map(percent) else { return own };
    if own.starts_with(&format!("{first} ")) {
        own
    } else {
        format!("{first} ({} of {} audited)", count(hits), count(base))
    }
}

/// Returns the short form of an estimated share for a table cell: its percentage, or `x of n` of what was read for a
/// base under ten, or a dash for an empty base.
#[must_use]
pub fn estimated_short(estimate: Option<f64>, hits: u64, base: u64) -> String {
    let first = estimate.filter(|_| base >= LEAST_BASE);
    first.map_or_else(|| share_short(hits, base), percent)
}

/// Returns a share of parts that need not be whole, such as expected sessions: `63% (6.6 of 10.4)`.
#[must_use]
pub fn share_of_parts(part: f64, base: f64) -> String {
    let is_whole = |value: f64| value >= 0.0 && value.fract() == 0.0;
    if is_whole(part) && is_whole(base) {
        return share(part as u64, base as u64);
    }
    let pair = format!("{} of {}", decimal(part, 1), decimal(base, 1));
    if base < LEAST_BASE as f64 { pair } else { format!("{} ({pair})", percent(part / base)) }
}

/// Returns the short form for a table cell: the percentage, or `x of n` for a base under ten, or a
/// dash for an empty base.
#[must_use]
pub fn share_short(hits: u64, base: u64) -> String {
    match base {
        0 => "–".to_owned(),
        1..LEAST_BASE => format!("{hits} of {base}"),
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
    format!("{} {}", value.day(), Month::of(value).words())
}

/// Returns a month's short name, e.g. `Sep 2026`.
#[must_use]
pub fn month_short(month: Month) -> String {
    let words = month.words();
    let (name, year) = words.split_once(' ').unwrap_or((&words, ""));
    format!("{} {year}", name.get(..3).unwrap_or(name))
}

fn is_zero(text: &str) -> bool {
    text.bytes().all(|b| b == b'0' || b == b'.')
}

/// Returns the text with its first letter large, to begin a sentence.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the text with its first letter small, to follow other words; `CIN 2` stays as it is.
#[must_use]
pub fn lower_first(text: &str) -> String {
    if text.chars().nth(1).is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Returns months of a quarter, or of any short span, e.g. `Jan–Mar 2026`, `Nov 2025–Jan 2026`, `Jul 2026`.
#[must_use]
pub fn months(from: Month, to: Month) -> String {
    let (first, last) = (month_short(from), month_short(to));
    match (first.split_once(' '), last.split_once(' ')) {
        _ if from == to => last,
        (Some((name, year)), Some((_, other))) if year == other => format!("{name}–{last}"),
        _ => format!("{first}–{last}"),
    }
}

#[cfg(test)]
mod tests;
