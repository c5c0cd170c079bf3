//! Reads the files of a dataset, table by table in the order of the schema, so that what a row refers to has been
//! read before it. Rows of events are handed on as they come; what is known of persons is gathered.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use assay_model::{Event, Fate, LackingColumn, Place, Problem, TableTaken};
use assay_tables::{Book, fold_header as fold};

use super::files::{self, Part};
use super::row::SsdRow;
use super::rows::RowReader;
use super::schema::{Holds, Needed, SsdColumn, SsdSchema, SsdTable};
use super::state::{Dataset, SsdAsked, SsdItem, State};
use super::{cases, lists};
use crate::line::{Line, each_line, each_line_of_book};
use crate::problems::{Oddity, Problems, Where};
use crate::{ColumnMap, IntakeError, Source};

/// Reads a dataset. Rows of one id that differ are known only when all are read: they are left out where the
/// answer of a reading before is given.
///
/// # Errors
/// When a file cannot be read, or none holds the persons.
pub fn read_ssd(
    sources: &[Source],
    asked: &SsdAsked<'_>,
    before: Option<&Dataset>,
    take: &mut dyn FnMut(SsdItem),
) -> Result<Dataset, IntakeError> {
    let mut found = files::find(sources, asked.schema, asked.limits)?;
    let mut state = State::of(asked, before);
    found.report(asked.schema, &mut state.problems);
    state.dataset.tables = std::mem::take(&mut found.aside);
    let mut books = std::mem::take(&mut found.books);
    for (number, table) in asked.schema.tables().iter().enumerate() {
        let parts = found.parts.iter().filter(|part| part.table == number);
        let parts: Vec<&Part> = parts.collect();
        if table.holds == Holds::Persons && parts.is_empty() {
            return Err(no_persons(sources, table));
        }
        state.take_table(table, &parts, (sources, &mut books), take)?;
    }
    Ok(state.finish())
}

fn no_persons(sources: &[Source], table: &SsdTable) -> IntakeError {
    let files: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    IntakeError::NotThat {
        file: files.join(", "),
        found: "no table of that name".to_owned(),
        expected: format!("a file or sheet called {}", table.name),
        hint: "all other tables name persons of it: export it too. Files are known by the names of their tables".to_owned(),
    }
}

impl<'a> State<'a> {
    fn take_table(
        &mut self,
        table: &'a SsdTable,
        parts: &[&Part],
        (sources, books): (&[Source], &mut HashMap<usize, Book>),
        take: &mut dyn FnMut(SsdItem),
    ) -> Result<(), IntakeError> {
        let mut reader = RowReader::new(self.asked.schema, table, self.asked.as_at);
        let mut held = Vec::new();
        let mut is_read = false;
        for part in parts {
            if table.holds == Holds::Events {
                take(SsdItem::File(part.of.clone()));
            }
            let file = (sources, books.get_mut(&part.of.source));
            let seen = self.take_part(part, file, &mut reader, &mut |state, row, problems| {
                if table.holds == Holds::Events {
                    state.take_event(&row, problems, take);
                } else {
                    held.push(row);
                }
            });
            is_read |= self.note_part((table, part), sources, &mut reader, seen)?;
        }
        if parts.is_empty() {
            let without = table.without.clone();
            let name = Some(table.name.clone());
            let absent =
                TableTaken { table: name, fate: Fate::Absent, without, ..TableTaken::default() };
            self.dataset.tables.push(absent);
        }
        if is_read {
            self.known.has_read(table);
        }
        let differing = std::mem::take(&mut reader.differing);
        held.retain(|row| !row.key().is_some_and(|key| differing.has(table, key)));
        self.take_held(table, held);
        if table.holds.has_events() && table.holds != Holds::Events {
            self.hand_on_waiting(parts, sources, take);
        }
        self.settle_marks(table, &differing);
        self.dataset.differing.join(differing);
        Ok(())
    }

    /// Hands on the events of a table that was taken whole, with the file or sheet that each is of.
    fn hand_on_waiting(
        &mut self,
        parts: &[&Part],
        sources: &[Source],
        take: &mut dyn FnMut(SsdItem),
    ) {
        let mut of_place: BTreeMap<Arc<Where>, Vec<(u32, Event)>> = BTreeMap::new();
        for (place, row, event) in std::mem::take(&mut self.waiting) {
            of_place.entry(place).or_default().push((row, event));
        }
        for part in parts {
            take(SsdItem::File(part.of.clone()));
            let places = of_place.keys().filter(|place| part.has(sources, place));
            for place in places.cloned().collect::<Vec<_>>() {
                for (row, event) in of_place.remove(&place).unwrap_or_default() {
                    take(SsdItem::Event(event, row));
                }
            }
        }
    }

    /// Reads one file or sheet. Returns how many rows it has.
    fn take_part(
        &mut self,
        part: &Part,
        (sources, book): (&[Source], Option<&mut Book>),
        reader: &mut RowReader<'a>,
        take: &mut dyn FnMut(&mut Self, SsdRow<'a>, &mut Problems),
    ) -> Result<u64, IntakeError> {
        let table = &self.asked.schema.tables()[part.table];
        let map = map_of(table, part.of.sheet.clone(), self.asked);
        let needed: Vec<&str> = table
            .columns
            .iter()
            .filter(|column| column.needed != Needed::No)
            .map(|column| column.field.as_str())
            .collect();
        let mut problems = std::mem::take(&mut self.problems);
        let source = &sources[part.of.source];
        let limits = self.asked.limits;
        let mut take = |line: &Line<'_>, problems: &mut Problems| {
            if let Some(row) = reader.row(line, &self.known, problems) {
                take(self, row, problems);
            }
        };
        let (map, problems_of) = ((&map, &needed[..]), &mut problems);
        let seen = match book {
            Some(book) => {
                each_line_of_book((&source.name, book), map, limits, problems_of, &mut take)
            }
            None => each_line(source.clone(), map, limits, problems_of, &mut take),
        };
        self.problems = problems;
        let seen = seen?;
        let of_book = |line: &String| part.of.sheet.is_none() || !line.contains("left aside");
        self.dataset.said.extend(seen.said.into_iter().filter(of_book));
        Ok(seen.read)
    }

    /// Notes what became of a file or sheet. Returns whether it was read.
    fn note_part(
        &mut self,
        (table, part): (&'a SsdTable, &Part),
        sources: &[Source],
        reader: &mut RowReader<'a>,
        seen: Result<u64, IntakeError>,
    ) -> Result<bool, IntakeError> {
        let mut taken = TableTaken {
            file: sources[part.of.source].name.clone(),
            sheet: part.of.sheet.clone(),
            table: Some(table.name.clone()),
            stored: table.holds.has_events().then_some(0),
            unchanged: table.holds.has_events().then_some(0),
            ..TableTaken::default()
        };
        let read = match seen {
            Ok(read) => read,
            Err(fault @ IntakeError::NotThat { .. }) if table.holds != Holds::Persons => {
                self.refuse_table((table, part), &taken.file, fault);
                taken.fate = Fate::Refused;
                taken.without.clone_from(&table.without);
                self.dataset.tables.push(taken);
                return Ok(false);
            }
            Err(fault) => return Err(fault),
        };
        taken.read = read;
        self.dataset.read += read;
        taken.left_out = std::mem::take(&mut reader.left_out).into_iter().collect();
        self.note_columns(table, &mut taken);
        self.dataset.tables.push(taken);
        Ok(true)
    }

    /// Refuses a file that is named after a table and has not the columns it needs.
    fn refuse_table(&mut self, (table, part): (&SsdTable, &Part), file: &str, fault: IntakeError) {
        let IntakeError::NotThat { found, .. } = fault else { return };
        let needed = table.columns.iter().filter(|column| column.needed != Needed::No);
        let needed: Vec<&str> = needed.map(|column| column.name.as_str()).collect();
        let place = Where { file: file.to_owned(), sheet: part.of.sheet.clone() }.whole();
        let expected = format!("the columns that {} needs: {}", table.name, needed.join(", "));
        let hint = format!(
            "nothing of it was read; without it: {}. Where a column only has a new name, add it to {}",
            table.without,
            self.asked.schema.file()
        );
        self.problems.refuse(place, found, Oddity::new(expected, hint));
    }

    /// Notes which columns of the last sheet are not needed, not known, and not there.
    fn note_columns(&mut self, table: &SsdTable, taken: &mut TableTaken) {
        let headers: Vec<String> = self.problems.last_headers().map(str::to_owned).collect();
        let is_of = |header: &str, column: &SsdColumn| {
            std::iter::once(&column.name).chain(&column.also).any(|name| fold(name) == fold(header))
        };
        let place = Where { file: taken.file.clone(), sheet: taken.sheet.clone() };
        for header in headers.iter().filter(|header| !header.is_empty()) {
            if table.columns.iter().any(|column| is_of(header, column)) {
                self.headers.push(header.clone());
            } else if table.drops(header) {
                taken.dropped.push(header.clone());
            } else {
                taken.unknown.push(header.clone());
                let oddity = Oddity::left_out(
                    format!(
                        "a column of {} in the release of {}",
                        table.name,
                        self.asked.schema.version()
                    ),
                    "the column was not read and nothing of it is stored: if a measure needs it, add its name to the schema",
                );
                let place = Place { column: Some(header.clone()), ..place.whole() };
                self.problems.note(place, "a column that is not known", oddity);
            }
        }
        for column in &table.columns {
            if headers.iter().any(|header| is_of(header, column)) || column.without.is_empty() {
                continue;
            }
            let without = column.without.clone();
            let oddity = Oddity::understood(
                format!("a column \"{}\"", column.name),
                format!("without it: {without}"),
            );
            let at = Place { column: Some(column.name.clone()), ..place.whole() };
            self.problems.note(at, "no such column", oddity);
            taken.missing.push(LackingColumn { column: column.name.clone(), without });
        }
    }

    fn finish(mut self) -> Dataset {
        if self.is_second() {
            // The first reading has found everything but the events.
            return self.dataset;
        }
        self.dataset.lists = lists::records(&mut self);
        self.dataset.children = cases::children(&mut self);
        let mut dataset = std::mem::take(&mut self.dataset);
        dataset.understood.sheets = self.problems.take_sheets();
        for sheet in &mut dataset.understood.sheets {
            for column in sheet.columns.iter_mut().filter(|column| column.field.is_none()) {
                // What was not read is not counted either.
                column.filled = 0;
            }
        }
        dataset.problems = self.problems.finish(dataset.file());
        for problem in &mut dataset.problems {
            without_unread(problem, &self.headers, self.asked.schema);
        }
        dataset
    }
}

/// Takes what a problem quotes out, where it may be of a column that is not read.
fn without_unread(problem: &mut Problem, headers: &[String], schema: &SsdSchema) {
    let is_named = |column: &String| {
        headers.contains(column)
            || schema.tables().iter().flat_map(|t| &t.columns).any(|c| c.name == *column)
    };
    let is_read = problem.place.column.as_ref().is_some_and(is_named);
    if is_read || problem.place.row.is_none() {
        return;
    }
    if problem.found.starts_with('"') {
        "a row".clone_into(&mut problem.found);
    } else if let Some((what, _)) = problem.found.split_once(": \"") {
        problem.found = what.to_owned();
    }
}

/// The table's columns by their names.
fn map_of(table: &SsdTable, sheet: Option<String>, asked: &SsdAsked<'_>) -> ColumnMap {
    let names = |column: &SsdColumn| {
        let mut names = vec![column.name.clone()];
        names.extend(column.also.iter().cloned());
        (column.field.clone(), names)
    };
    ColumnMap {
        name: table.name.clone(),
        sheet,
        columns: table.columns.iter().map(names).collect(),
        dates: asked.schema.dates(),
        up_to: Some(asked.as_at),
        ..ColumnMap::default()
    }
}
