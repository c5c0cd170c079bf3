//! Event tables: visits, meetings, missing episodes, supervision and whatever else is counted. A column
//! that the map names becomes the field it is named for, written in one way only; every other column is
//! kept under its own header. What cannot be read, and rows that can be counted nowhere, are problems of
//! their row here and now.

pub(crate) mod dates;
mod layout;
mod read;
pub(crate) mod repeated;

use assay_model::event::CaseColumn;
use assay_model::{Date, Event, EventSpec, Happening};
use assay_tables::Limits;

use crate::line::{Line, each_line};
use crate::near;
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};
use layout::Layout;
use repeated::{Found, Repeated};

/// Where an event is in its file: the sheet of a workbook, and the row.
pub type EventPlace<'a> = (Option<&'a str>, u32);

/// Reads event tables of one kind and hands every event with its sheet and row to `take`, so that a million of
/// them need not be held at once. The outcome's own records stay empty.
///
/// # Errors
/// When a file cannot be read or lacks a column that its kind needs.
pub fn each_event(
    sources: Vec<Source>,
    kind: &str,
    map: &ColumnMap,
    limits: &Limits,
    take: &mut dyn FnMut(Event, EventPlace<'_>),
) -> Result<Outcome<Event>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let reader = Reader { kind, spec: EventSpec::of(kind), up_to: map.up_to };
    let needed = reader.spec.map_or(vec!["date"], EventSpec::needed);
    for source in sources {
        let name = source.name.clone();
        let mut layout: Option<Layout<'_>> = None;
        let mut repeated = Repeated::new(map.key.as_deref());
        let seen =
            each_line(source, (map, &needed), limits, &mut problems, &mut |line, problems| {
                let layout = match &mut layout {
                    Some(known) if known.is_of(line) => known,
                    other => {
                        let fresh = Layout::of(line, reader.spec, map);
                        if other.is_none() {
                            outcome.said.extend(fresh.said(&name, kind, reader.spec, map));
                        }
                        other.insert(fresh)
                    }
                };
                let Some(event) = reader.event(line, layout, problems) else { return };
                let found = repeated.take(&event, (line.place, line.number()));
                if let Some((what, oddity)) = found.oddity(&repeated, line.place) {
                    problems.note(line.place.at(line.number(), ""), what, oddity);
                }
                if !matches!(found, Found::Same(_)) {
                    take(event, (line.place.sheet.as_deref(), line.number()));
                }
            });
        let seen = seen.map_err(|fault| reader.with_columns(fault))?;
        seen.add_to(&mut outcome);
    }
    outcome.understood.sheets = problems.take_sheets();
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}

/// Reads event tables of one kind into memory.
///
/// # Errors
/// When a file cannot be read or lacks a column that its kind needs.
pub fn read_events(
    sources: Vec<Source>,
    kind: &str,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<Event>, IntakeError> {
    let mut events = Vec::new();
    let outcome = each_event(sources, kind, map, limits, &mut |event, _| events.push(event))?;
    Ok(Outcome { records: events, ..outcome })
}

/// Returns the known kind of events that a word is near to.
#[must_use]
pub fn near_kind(word: &str) -> Option<&'static str> {
    near::of(word, EventSpec::all().iter().map(|spec| spec.word))
}

struct Reader<'a> {
    kind: &'a str,
    spec: Option<&'static EventSpec>,
    /// The day of the table.
    up_to: Option<Date>,
}

impl Reader<'_> {
    fn event(
        &self,
        line: &Line<'_>,
        layout: &Layout<'_>,
        problems: &mut Problems,
    ) -> Option<Event> {
        let case = line.optional_id("case_id", problems).ok()?;
        let (on, fields) = layout.values(line, problems);
        let event = Event { kind: self.kind.to_owned(), case, on, fields };
        self.report_lacks(&event, line, problems);
        dates::report(&event, (self.spec, self.up_to), layout, line, problems);
        Some(event)
    }

    /// Reports a row without its case or date, which can be counted nowhere.
    fn report_lacks(&self, event: &Event, line: &Line<'_>, problems: &mut Problems) {
        let needs_case = || match self.spec {
            Some(spec) => spec.case == CaseColumn::Needed,
            None => line.has("case_id") && !line.has("worker"),
        };
        if event.case.is_none() && needs_case() {
            let hint = "the row is kept and counted nowhere: give it its case and import it again";
            line.note("case_id", Oddity::new("a case's id", hint), problems);
        }
        if event.on.is_none() && line.is_blank("date") {
            let lacks = Happening::of(event).err().filter(|lacks| lacks.field == "date");
            let why = lacks.map_or("no date", |lacks| lacks.why);
            let hint = format!("the row is kept and counted nowhere: {why}");
            line.note("date", Oddity::new("a date", hint), problems);
        }
    }

    /// Names the columns that a kind has, where a table lacks one that it needs.
    fn with_columns(&self, fault: IntakeError) -> IntakeError {
        let IntakeError::NotThat { file, found, expected, hint } = fault else { return fault };
        let columns = self.spec.map(|spec| {
            format!(
                "; the columns of {} are {}",
                spec.word,
                assay_model::event::guide::columns(spec)
            )
        });
        let hint = format!("{hint}{}", columns.unwrap_or_default());
        IntakeError::NotThat { file, found, expected, hint }
    }
}

#[cfg(test)]
mod tests;
