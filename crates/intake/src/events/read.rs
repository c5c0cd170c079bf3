//! One value of an event table, read as what its field holds.

use std::collections::BTreeMap;

use assay_model::alike::alike;
use assay_model::event::Holds;
use assay_model::{Date, Judgement, When};
use assay_tables::{Cell, is_nothing};

use crate::line::Line;
use crate::problems::{Oddity, Problems};
use crate::value::{self, Reading};

/// What a column is read as.
#[derive(Default)]
pub(super) struct Meaning<'m> {
    /// What the field holds; none for a column that is kept as it is.
    pub(super) holds: Option<Holds>,
    /// Words that stand for others.
    pub(super) values: Option<&'m BTreeMap<String, String>>,
    /// Whether a map names the column.
    pub(super) is_named: bool,
    /// What is lacking without the field.
    pub(super) without: &'static str,
}

/// What a cell gave.
pub(super) enum Value {
    Blank,
    When(When),
    Text(String),
}

/// Returns the value of a column; what cannot be read is reported and blank.
pub(super) fn value(
    line: &Line<'_>,
    at: usize,
    column: &Meaning<'_>,
    problems: &mut Problems,
) -> Value {
    let translated = column.values.and_then(|values| {
        let Reading::Good(found) = value::text(line.row.cell(at)) else { return None };
        let same = |(from, _): &(&String, &String)| alike(from, &found);
        let other = values.get(&found).or_else(|| values.iter().find(same).map(|(_, to)| to));
        other.map(|other| Cell::text(other))
    });
    let cell = translated.as_ref().unwrap_or_else(|| line.row.cell(at));
    let read = match column.holds {
        Some(Holds::Day) => {
            line.take_date(at, cell, problems);
            as_value(line.date_of(cell), |day| Value::When(When { day, minute: None }))
        }
        Some(Holds::Moment) => {
            line.take_date(at, cell, problems);
            let date = line.date_of(cell);
            if !matches!(date, Reading::Blank | Reading::Bad(_)) && value::has_no_such_time(cell) {
                let hint = "the time was left out and the day kept: write a time of that day, or the day alone";
                line.note_at(at, Oddity::new("a time from 00:00 to 23:59", hint), problems);
            }
            as_value(date, |day| Value::When(When { day, minute: value::minute_of(cell) }))
        }
        Some(Holds::YesNo) => as_value(yes_no(cell, column), |is_so: bool| {
            Value::Text(if is_so { "yes" } else { "no" }.to_owned())
        }),
        Some(Holds::Number) => {
            line.take_number(at, cell, problems);
            as_value(number(cell, column), |n: f64| Value::Text(n.to_string()))
        }
        Some(Holds::Judgement) => as_value(judgement(cell), Value::Text),
        Some(Holds::Text) => as_value(text(cell), Value::Text),
        None if column.is_named => {
            line.take_date(at, cell, problems);
            as_value(text(cell), |text| as_date(text, line))
        }
        None => as_value(text(cell), Value::Text),
    };
    match read {
        Ok(found) => found,
        Err((found, oddity)) => {
            line.note_at(at, oddity, problems);
            found.unwrap_or(Value::Blank)
        }
    }
}

fn as_value<T>(
    reading: Reading<T>,
    made: impl Fn(T) -> Value,
) -> Result<Value, (Option<Value>, Oddity)> {
    match reading {
        Reading::Blank => Ok(Value::Blank),
        Reading::Good(found) => Ok(made(found)),
        Reading::Odd(found, oddity) => Err((Some(made(found)), oddity.but_read())),
        Reading::Bad(oddity) => Err((None, oddity)),
    }
}

/// Text; that no-break spaces were read as spaces is not reported.
fn text(cell: &Cell) -> Reading<String> {
    match value::text(cell) {
        Reading::Odd(text, _) => Reading::Good(text),
        other => other,
    }
}

/// A column that the map names for a field of its own. A date is kept as ISO, like dates in cells; whether it
/// is written day first is judged from the whole column.
fn as_date(text: String, line: &Line<'_>) -> Value {
    let may_be = text.len() <= 40 && text.as_bytes().contains(&b'/');
    let day: Option<Date> = may_be.then(|| line.written_date(&text)).flatten();
    match day {
        Some(day) => Value::When(When { day, minute: value::minute_of(&Cell::text(&text)) }),
        None => Value::Text(text),
    }
}

fn yes_no(cell: &Cell, column: &Meaning<'_>) -> Reading<bool> {
    or_nothing(cell, value::yes_no(cell), || {
        let hint =
            "it was left blank: say under values: in the map which word means yes and which no";
        Oddity::new("yes or no", format!("{hint}; without it {}", column.without))
    })
}

fn number(cell: &Cell, column: &Meaning<'_>) -> Reading<f64> {
    let found = match value::number(cell) {
        Reading::Good(number) | Reading::Odd(number, _) if number < 0.0 => {
            Reading::Bad(Oddity::new("", ""))
        }
        other => other,
    };
    or_nothing(cell, found, || {
        let hint = format!("it was left blank; without it {}", column.without);
        Oddity::new("a number from 0", hint)
    })
}

fn judgement(cell: &Cell) -> Reading<String> {
    match value::text(cell) {
        Reading::Good(text) if Judgement::parse(&text).is_none() => {
            let hint = "the row is kept and its grade left blank";
            Reading::Bad(Oddity::new(Holds::Judgement.words(), hint))
        }
        other => other,
    }
}

/// What a system writes for nothing is a blank; anything else that cannot be read is lost.
fn or_nothing<T>(cell: &Cell, found: Reading<T>, lost: impl Fn() -> Oddity) -> Reading<T> {
    match found {
        Reading::Bad(_) if cell.as_text().is_some_and(is_nothing) => {
            let hint = "it is what a system writes for nothing: it was read as blank";
            Reading::Bad(Oddity::put_right(lost().expected, hint))
        }
        Reading::Bad(_) => Reading::Bad(lost()),
        other => other,
    }
}
