//! Single values out of cells: dates as people and spreadsheets write them, whole numbers, tidy text,
//! yes and no. Each reading says whether the value was as expected, odd but understood, or not read.

use std::borrow::Cow;

use assay_model::Date;
use assay_model::jiff::civil;
use assay_model::number::{Form, Number};
use assay_tables::{Cell, Epoch, Moment};

use crate::DateOrder;
use crate::placeholder::is_no_date;
use crate::problems::Oddity;

/// What a cell gave.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reading<T> {
    /// Nothing is there.
    Blank,
    /// The value, as expected.
    Good(T),
    /// The value, though it was not written as expected.
    Odd(T, Oddity),
    /// No value.
    Bad(Oddity),
}

/// Returns what was found, as a problem quotes it.
pub(crate) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "a blank".to_owned(),
        Cell::Unsaved => cell.to_string(),
        Cell::Fault(fault) => (*fault).to_owned(),
        other => {
            let text = other.to_string();
            let short: String = text.chars().take(120).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("\"{short}{dots}\"")
        }
    }
}

/// Returns the cell as tidy text: no-break spaces become spaces, ends are trimmed.
pub(crate) fn text(cell: &Cell) -> Reading<String> {
    if let Some(bad) = spreadsheet_fault::<String>(cell, "text") {
        return bad;
    }
    let raw = match cell {
        Cell::Text(text) => Cow::Borrowed(&**text),
        other => Cow::Owned(other.to_string()),
    };
    let has_no_break = !raw.is_ascii() && raw.contains('\u{a0}');
    let spaced =
        if has_no_break { Cow::Owned(raw.replace('\u{a0}', " ")) } else { Cow::Borrowed(&*raw) };
    let tidy = spaced.trim().trim_start_matches('\u{feff}');
    if tidy.is_empty() {
        return Reading::Blank;
    }
    if has_no_break {
        return Reading::Odd(
            tidy.to_owned(),
            Oddity::put_right(
                "text with ordinary spaces",
                "the no-break spaces were read as spaces",
            ),
        );
    }
    Reading::Good(tidy.to_owned())
}

/// Returns the cell as a date. `typed` is false for text files, where every date is text.
pub(crate) fn date(cell: &Cell, epoch: Epoch, order: DateOrder, typed: bool) -> Reading<Date> {
    if let Some(bad) = spreadsheet_fault(cell, "a date") {
        return bad;
    }
    if is_no_date(cell) {
        let hint = "it is what a system writes for nothing: it was read as blank";
        return Reading::Bad(Oddity::put_right("a date or a blank", hint));
    }
    let in_words = match order {
        DateOrder::DayFirst => "a date, day first",
        DateOrder::MonthFirst => "a date, month first",
    };
    let unread = || Oddity::new(in_words, "write it like 30/09/2026, or clear the cell");
    match cell {
        Cell::Date(moment) => match plausible(*moment) {
            Some(date) => Reading::Good(date),
            None => Reading::Bad(unread()),
        },
        Cell::Number(serial) => match serial_date(*serial, epoch) {
            Some(date) => {
                let hint =
                    "the number was read as a spreadsheet's day count: format the column as dates";
                Reading::Odd(date, Oddity::new("a date", hint))
            }
            None => Reading::Bad(unread()),
        },
        Cell::Text(raw) => {
            let spaced = if raw.is_ascii() {
                Cow::Borrowed(&**raw)
            } else {
                raw.replace('\u{a0}', " ").into()
            };
            let tidy = spaced.trim();
            match written_date(tidy, order) {
                Some(date) if typed => {
                    let hint = "the text was read as a date, day first: format the column as dates";
                    Reading::Odd(date, Oddity::new("a date", hint))
                }
                Some(date) => Reading::Good(date),
                None if tidy.is_empty() => Reading::Blank,
                None => match tidy.parse().ok().and_then(|serial| serial_date(serial, epoch)) {
                    Some(date) => {
                        let hint = "the number was read as a spreadsheet's day count";
                        Reading::Odd(date, Oddity::new("a date", hint))
                    }
                    None => Reading::Bad(unread()),
                },
            }
        }
        _ => Reading::Bad(unread()),
    }
}

/// Returns the time of day that follows a date, in minutes. Midnight is what systems write where
/// there is none.
pub(crate) fn minute_of(cell: &Cell) -> Option<u16> {
    let minute = match cell {
        Cell::Date(moment) => moment.seconds() / 60,
        Cell::Number(serial) => (serial.fract() * 1440.0).round() as u32,
        Cell::Text(text) => written_minute(text)?,
        _ => return None,
    };
    u16::try_from(minute).ok().filter(|minute| (1..1440).contains(minute))
}

/// Returns whether a text has a time of day behind its date that there is not, such as 24:00.
pub(crate) fn has_no_such_time(cell: &Cell) -> bool {
    cell.as_text().is_some_and(|text| text.contains(':') && written_minute(text).is_none())
}

fn written_minute(text: &str) -> Option<u32> {
    let colon = text.find(':')?;
    let head = text.get(..colon)?;
    let hour_at = head.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let hour: u32 = head.get(hour_at..)?.parse().ok()?;
    let tail = text.get(colon + 1..)?;
    let minute: u32 = tail.get(..2)?.parse().ok()?;
    let lower = tail.to_ascii_lowercase();
    let hour = match hour {
        12 if lower.contains("am") => 0,
        1..=11 if lower.contains("pm") => hour + 12,
        other => other,
    };
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Returns the cell as a number.
pub(crate) fn number(cell: &Cell) -> Reading<f64> {
    if let Some(bad) = spreadsheet_fault(cell, "a number") {
        return bad;
    }
    match cell {
        Cell::Number(number) if number.is_finite() => Reading::Good(*number),
        Cell::Text(raw) => {
            let Some(Number { value, form, .. }) = Number::parse(raw) else {
                return Reading::Bad(Oddity::new("a number", ""));
            };
            if form == Form::Comma {
                let hint = format!("the comma was read as a decimal point: {value}");
                return Reading::Odd(value, Oddity::put_right("a number", hint));
            }
            Reading::Good(value)
        }
        _ => Reading::Bad(Oddity::new("a number", "")),
    }
}

/// Returns the cell as yes or no.
pub(crate) fn yes_no(cell: &Cell) -> Reading<bool> {
    if let Cell::Flag(flag) = cell {
        return Reading::Good(*flag);
    }
    match text(cell) {
        Reading::Blank => Reading::Blank,
        Reading::Bad(oddity) => Reading::Bad(oddity),
        Reading::Good(word) | Reading::Odd(word, _) => {
            let bare = word.to_lowercase();
            let bare = bare.strip_prefix("a) ").or(bare.strip_prefix("b) ")).unwrap_or(&bare);
            match bare {
                "yes" | "y" | "true" | "1" | "x" => Reading::Good(true),
                "no" | "n" | "false" | "0" => Reading::Good(false),
                _ => Reading::Bad(Oddity::new("yes or no", "")),
            }
        }
    }
}

/// Blanks, spreadsheet errors and formulas without a stored result, which no kind of value can be.
fn spreadsheet_fault<T>(cell: &Cell, wanted: &str) -> Option<Reading<T>> {
    match cell {
        _ if cell.is_blank() => Some(Reading::Blank),
        Cell::Fault(_) => Some(Reading::Bad(Oddity::new(
            wanted,
            "the spreadsheet shows an error here; it was read as blank",
        ))),
        Cell::Unsaved => Some(Reading::Bad(Oddity::new(
            wanted,
            "open the workbook in Excel, let it calculate, and save it; it was read as blank",
        ))),
        Cell::Text(text) if is_error_text(text) => Some(Reading::Bad(Oddity::new(
            wanted,
            "the text is a spreadsheet's error; it was read as blank",
        ))),
        _ => None,
    }
}

fn is_error_text(text: &str) -> bool {
    matches!(
        text.trim(),
        "#N/A" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#NAME?" | "#NUM!" | "#NULL!" | "#ERROR!"
    )
}

/// Day counts from 1920 to 2100 in the 1900 system are taken for dates; other numbers are not.
fn serial_date(serial: f64, epoch: Epoch) -> Option<Date> {
    let low = if epoch == Epoch::Year1904 { 5_843.0 } else { 7_305.0 };
    (low..74_000.0)
        .contains(&serial)
        .then(|| Moment::from_serial(serial, epoch))
        .flatten()
        .and_then(plausible)
}

fn plausible(moment: Moment) -> Option<Date> {
    let (year, month, day) = moment.ymd();
    (1900..=2200).contains(&year).then(|| civil::Date::new(year, month, day).ok()).flatten()
}

/// Reads a date as people write it; a time of day behind it is left off.
pub(crate) fn written_date(text: &str, order: DateOrder) -> Option<Date> {
    if text.len() > 40 || !text.is_ascii() {
        return None;
    }
    match text.get(..10).and_then(Moment::from_iso) {
        Some(moment) => tail_is_time(&text[10..]).then(|| plausible(moment)).flatten(),
        None => written_parts(text, order),
    }
}

fn written_parts(text: &str, order: DateOrder) -> Option<Date> {
    let (mut parts, mut found) = ([""; 3], 0);
    let mut rest = text;
    while found < 3 {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let part = &rest[..end];
        rest = &rest[end..];
        if part.is_empty() {
            return None;
        }
        parts[found] = part;
        found += 1;
        if found < 3 {
            rest = rest
                .trim_start_matches([' ', ','])
                .trim_start_matches(['/', '-', '.'])
                .trim_start();
        }
    }
    if !tail_is_time(rest) {
        return None;
    }
    let (day, month) = match order {
        _ if month_number(parts[0]).is_some() => (parts[1], parts[0]),
        _ if month_number(parts[1]).is_some() => (parts[0], parts[1]),
        DateOrder::DayFirst => (parts[0], parts[1]),
        DateOrder::MonthFirst => (parts[1], parts[0]),
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let day: i8 = (day.len() <= 2).then(|| day.parse().ok()).flatten()?;
    let month = match month_number(month) {
        Some(month) => month,
        None => (month.len() <= 2).then(|| month.parse().ok()).flatten()?,
    };
    let year: i16 = parts[2].parse().ok()?;
    let year = match parts[2].len() {
        4 => year,
        2 if year < 50 => 2000 + year,
        2 => 1900 + year,
        _ => return None,
    };
    (1900..=2200).contains(&year).then(|| civil::Date::new(year, month, day).ok()).flatten()
}

fn tail_is_time(tail: &str) -> bool {
    let tail = tail.trim_start_matches('T').trim();
    tail.is_empty()
        || (tail.contains(':')
            && tail.bytes().all(|b| b.is_ascii_digit() || b":. ZAPMapm+-".contains(&b)))
}

pub(crate) fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let start = lower.get(..3)?;
    let known = lower.bytes().all(|b| b.is_ascii_alphabetic()) && lower.len() <= 9;
    (1..).zip(MONTHS).find(|(_, month)| known && *month == start).map(|(number, _)| number)
}

#[cfg(test)]
mod tests;
