//! Rows that are events: of the same kinds, with the same fields and the same checks as any table of events. It
//! stores nothing and makes no cases.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::{CaseId, Date, Event, EventSpec, When};

use super::row::SsdRow;
use crate::events::dates;
use crate::problems::{Oddity, Problems};

/// What a row does not say itself.
#[derive(Default)]
pub(super) struct Beside<'b> {
    /// The case.
    pub(super) case: Option<&'b CaseId>,
    /// The day, where the table has none.
    pub(super) on: Option<Date>,
    /// The team by its name.
    pub(super) team: Option<Arc<str>>,
    /// The worker by name.
    pub(super) worker: Option<Arc<str>>,
}

/// Returns the event of a row, and reports what of it can be counted nowhere.
pub(super) fn of_row(
    row: &SsdRow<'_>,
    beside: Beside<'_>,
    up_to: Date,
    problems: &mut Problems,
) -> Option<Event> {
    let spec = row.table.spec()?;
    let mut fields: BTreeMap<String, String> = row.table.constants.clone();
    let is_kept = |field: &str| {
        spec.field(field).is_some() || row.table.event_key.iter().any(|key| key == field)
    };
    for (column, value) in row.table.columns.iter().zip(&row.values) {
        if let Some(value) = value
            && is_kept(&column.field)
        {
            fields.insert(column.field.clone(), value.to_string());
        }
    }
    for (field, name) in [("team", beside.team), ("worker", beside.worker)] {
        fields.remove(field);
        if let Some(name) = name.filter(|_| spec.field(field).is_some()) {
            fields.insert(field.to_owned(), name.to_string());
        }
    }
    let when = row.get("date").and_then(|text| When::parse(text));
    if let Some(minute) = when.and_then(|when| when.minute) {
        fields.insert("time".to_owned(), format!("{:02}:{:02}", minute / 60, minute % 60));
    }
    let event = Event {
        kind: spec.word.to_owned(),
        case: beside.case.cloned(),
        on: when.map(|when| when.day).or(beside.on),
        fields,
    };
    report(&event, spec, row, up_to, problems);
    Some(event)
}

/// Reports dates that cannot be, and blanks in what every row of the kind needs.
fn report(
    event: &Event,
    spec: &'static EventSpec,
    row: &SsdRow<'_>,
    up_to: Date,
    problems: &mut Problems,
) {
    dates::check(event, (Some(spec), Some(up_to)), &mut |field, oddity| {
        let found = match field {
            "date" => event.on.map(|on| on.to_string()).unwrap_or_default(),
            field => event.field(field).to_owned(),
        };
        problems.note(row.at(field), format!("\"{found}\""), oddity);
    });
    for field in spec.fields.iter().filter(|field| field.need.is_of_rows()) {
        if event.field(field.name).is_empty() && row.table.at(field.name).is_some() {
            let hint = format!("the row is kept and not fully counted: {}", field.without);
            let oddity = Oddity::new(field.holds.words(), hint);
            problems.note(row.at(field.name), "a blank", oddity);
        }
    }
}
