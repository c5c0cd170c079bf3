//! Event tables: visits, meetings, missing episodes, supervision and whatever else is counted. Every
//! column is kept as a field; the map says which are the case and the date.

use std::collections::BTreeMap;

use assay_model::{CaseId, Event};
use assay_tables::Limits;

use crate::header::fold;
use crate::line::{Line, each_line};
use crate::problems::{Oddity, Problems};
use crate::value::written_date;
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Reads event tables of one kind and hands every event to `take`, so that a million of them need not
/// be held at once. The outcome's own records stay empty.
///
/// # Errors
/// When a file cannot be read or has neither a case nor a date.
pub fn each_event(
    sources: Vec<Source>,
    kind: &str,
    map: &ColumnMap,
    limits: &Limits,
    take: &mut dyn FnMut(Event),
) -> Result<Outcome<Event>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    for source in sources {
        let mut names: Option<Vec<String>> = None;
        let seen =
            each_line(source, map, &["date"], limits, &mut problems, &mut |line, problems| {
                let names = names.get_or_insert_with(|| {
                    line.columns
                        .headers
                        .iter()
                        .map(|header| fold(header).replace(' ', "_"))
                        .collect()
                });
                if let Some(event) = event(line, kind, names, map, problems) {
                    take(event);
                }
            })?;
        outcome.read += seen.read;
        outcome.said.extend(seen.said);
    }
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}

/// Reads event tables of one kind into memory.
///
/// # Errors
/// When a file cannot be read or has neither a case nor a date.
pub fn read_events(
    sources: Vec<Source>,
    kind: &str,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<Event>, IntakeError> {
    let mut events = Vec::new();
    let outcome = each_event(sources, kind, map, limits, &mut |event| events.push(event))?;
    Ok(Outcome { records: events, ..outcome })
}

fn event(
    line: &Line<'_>,
    kind: &str,
    names: &[String],
    map: &ColumnMap,
    problems: &mut Problems,
) -> Option<Event> {
    let case: Option<CaseId> = line.optional_id("case_id", problems).ok()?;
    if case.is_none() && line.has("case_id") && !line.has("worker") {
        let hint = "an event without a case is counted only where the table is about workers";
        line.note("case_id", Oddity::understood("a case's id", hint), problems);
    }
    let on = line.date("date", problems);
    let mut fields = BTreeMap::new();
    for (at, value) in line.values(problems) {
        let name = &names[at];
        // A date in words is kept as ISO, like dates in cells, so that measures can compare them.
        let may_be = value.len() <= 40 && value.as_bytes().contains(&b'/');
        let iso = may_be.then(|| written_date(&value, map.dates)).flatten();
        fields.insert(name.clone(), iso.map_or(value, |date| date.to_string()));
    }
    for (field, constant) in &map.constants {
        fields.entry(field.clone()).or_insert_with(|| constant.clone());
    }
    Some(Event { kind: kind.to_owned(), case, on, fields })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{map, source, told};

    #[test]
    fn every_column_becomes_a_field_and_dates_are_iso() {
        let content = "case_id,Held on,Written up on,Meeting Type\n1,02/09/2026,05/09/2026,core group\n2,soon,,\n1E+10,01/01/2026,,\n";
        let mut map = map(&["case_id"]);
        map.columns.insert("date".to_owned(), vec!["date".to_owned(), "held_on".to_owned()]);
        let outcome =
            read_events(vec![source(content)], "meetings", &map, &Limits::default()).unwrap();
        let first = &outcome.records[0];
        assert_eq!(first.on.unwrap().to_string(), "2026-09-02");
        assert_eq!(first.field("written_up_on"), "2026-09-05");
        assert_eq!(
            (first.field("meeting_type"), first.field("held_on")),
            ("core group", "2026-09-02")
        );
        assert_eq!(outcome.records.len(), 2);
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 3, column \"Held on\": expected a date, day first, found \"soon\"",
                "refused row 4, column \"case_id\": expected an id as it was typed, not a number that a spreadsheet has damaged, found \"1E+10\"",
            ]
        );
    }
}
