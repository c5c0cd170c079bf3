//! Reads the files of a dataset, table by table in the order of the schema, so that what a row refers to has been
//! read before it. Rows of events are handed on as they come; what is known of persons is gathered.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::{
    CaseRecord, Date, Event, Fate, Former, LackingColumn, Problem, TableTaken, Understood,
};
use assay_tables::Limits;

use super::files::{self, Part};
use super::known::Known;
use super::people::{Conferences, Person};
use super::rows::{Differing, RowReader, SsdRow};
use super::schema::{Holds, Needed, SsdSchema, SsdTable};
use super::tables::Mark;
use super::{cases, lists};
use crate::annexa::ServiceNames;
use crate::header::fold;
use crate::line::each_line;
use crate::problems::{Oddity, Problems, Where};
use crate::{ColumnMap, IntakeError, KnownIds, Source};

/// What the dataset is read with.
#[derive(Debug, Clone)]
pub struct SsdAsked<'a> {
    /// The release.
    pub schema: &'a SsdSchema,
    /// Which service a case is in.
    pub services: &'a ServiceNames,
    /// Ids that became others, as a council said.
    pub former: &'a Former,
    /// The ids known so far.
    pub ids: Option<Arc<KnownIds>>,
    /// The day of the dataset.
    pub as_at: Date,
    /// The limits of reading.
    pub limits: &'a Limits,
}

/// What is handed on while reading.
#[derive(Debug)]
pub enum SsdItem {
    /// The events that follow are of the file of this number.
    File(usize),
    /// An event.
    Event(Event),
}

/// What a dataset gave beside its events.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// The children.
    pub children: Vec<CaseRecord>,
    /// Further case lists, by name.
    pub lists: BTreeMap<String, Vec<CaseRecord>>,
    /// Everything found wrong.
    pub problems: Vec<Problem>,
    /// What is worth saying.
    pub said: Vec<String>,
    /// Data rows read.
    pub read: u64,
    /// What the sheets and columns were taken for.
    pub understood: Understood,
    /// What became of each file and table.
    pub tables: Vec<TableTaken>,
    /// The kinds of events that there are, with the first file that has them and how many there are.
    pub kinds: BTreeMap<String, (String, u64)>,
    pub(super) differing: Differing,
}

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
    let found = files::find(sources, asked.schema, asked.limits)?;
    let mut state = State::of(asked, before);
    state.dataset.tables = found.aside;
    for (number, table) in asked.schema.tables().iter().enumerate() {
        let parts = found.parts.iter().filter(|part| part.table == number);
        let parts: Vec<&Part> = parts.collect();
        if table.holds == Holds::Persons && parts.is_empty() {
            return Err(no_persons(sources, table));
        }
        state.take_table(table, &parts, (sources, take))?;
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

/// What was read so far.
pub(super) struct State<'a> {
    pub(super) asked: &'a SsdAsked<'a>,
    pub(super) problems: Problems,
    pub(super) known: Known,
    pub(super) people: Vec<Person<'a>>,
    pub(super) conferences: Conferences,
    /// Rows of case lists, by the list's name.
    pub(super) lists: BTreeMap<String, Vec<SsdRow<'a>>>,
    /// What is to be noted of persons when the table is read whole: the row's key and the person.
    pub(super) marks: Vec<(Option<Arc<str>>, usize, Mark)>,
    pub(super) has_placements: bool,
    before: Option<&'a Differing>,
    pub(super) dataset: Dataset,
    /// Headers that are read, for what problems may quote.
    headers: Vec<String>,
}

impl<'a> State<'a> {
    fn of(asked: &'a SsdAsked<'a>, before: Option<&'a Dataset>) -> Self {
        Self {
            asked,
            problems: Problems::default(),
            known: Known::of(asked.schema),
            people: Vec::new(),
            conferences: Conferences::default(),
            lists: BTreeMap::new(),
            marks: Vec::new(),
            has_placements: false,
            before: before.map(|dataset| &dataset.differing),
            dataset: Dataset::default(),
            headers: Vec::new(),
        }
    }

    fn take_table(
        &mut self,
        table: &'a SsdTable,
        parts: &[&Part],
        (sources, take): (&[Source], &mut dyn FnMut(SsdItem)),
    ) -> Result<(), IntakeError> {
        let mut reader = RowReader::new(self.asked.schema, table, self.asked.as_at);
        let mut held = Vec::new();
        let mut is_read = false;
        for part in parts {
            if table.holds.has_events() {
                take(SsdItem::File(part.source));
            }
            let seen = self.take_part(part, sources, &mut reader, &mut |state, row, problems| {
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
        self.take_held(table, held, take);
        self.settle_marks(table, &differing);
        self.dataset.differing.join(differing);
        Ok(())
    }

    /// Reads one file or sheet. Returns how many rows it has.
    fn take_part(
        &mut self,
        part: &Part,
        sources: &[Source],
        reader: &mut RowReader<'a>,
        take: &mut dyn FnMut(&mut Self, SsdRow<'a>, &mut Problems),
    ) -> Result<u64, IntakeError> {
        let table = &self.asked.schema.tables()[part.table];
        let map = map_of(table, part.sheet.clone(), self.asked.as_at);
        let needed: Vec<&str> = table
            .columns
            .iter()
            .filter(|column| column.needed != Needed::No)
            .map(|column| column.field.as_str())
            .collect();
        let mut problems = std::mem::take(&mut self.problems);
        let source = sources[part.source].clone();
        let limits = self.asked.limits;
        let seen =
            each_line(source, (&map, &needed), limits, &mut problems, &mut |line, problems| {
                if let Some(row) = reader.row(line, &self.known, problems) {
                    take(self, row, problems);
                }
            });
        self.problems = problems;
        let seen = seen?;
        let of_book = |line: &String| part.sheet.is_none() || !line.contains("left aside");
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
            file: sources[part.source].name.clone(),
            sheet: part.sheet.clone(),
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
        let place = Where { file: file.to_owned(), sheet: part.sheet.clone() }.whole();
        let expected = format!("the columns that {} needs: {}", table.name, needed.join(", "));
        let hint = format!(
            "nothing of it was read; without it: {}. Where a column only has a new name, add it to the schema",
            table.without
        );
        self.problems.refuse(place, found, Oddity::new(expected, hint));
    }

    /// Notes which columns of the last sheet are not needed, not known, and not there.
    fn note_columns(&mut self, table: &SsdTable, taken: &mut TableTaken) {
        let headers: Vec<String> = self.problems.last_headers().map(str::to_owned).collect();
        let is_of = |header: &str, column: &super::SsdColumn| {
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
                let place = assay_model::Place { column: Some(header.clone()), ..place.whole() };
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
            let at = assay_model::Place { column: Some(column.name.clone()), ..place.whole() };
            self.problems.note(at, "no such column", oddity);
            taken.missing.push(LackingColumn { column: column.name.clone(), without });
        }
    }

    /// Hands an event on, unless its row is one of several of one id that differ.
    pub(super) fn hand_on(
        &mut self,
        row: &SsdRow<'_>,
        event: Event,
        take: &mut dyn FnMut(SsdItem),
    ) {
        let is_refused =
            |before: &Differing| row.key().is_some_and(|key| before.has(row.table, key));
        if !self.before.is_some_and(is_refused) {
            let file = || (row.place.file.clone(), 0);
            self.dataset.kinds.entry(event.kind.clone()).or_insert_with(file).1 += 1;
            take(SsdItem::Event(event));
        }
    }

    fn finish(mut self) -> Dataset {
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
        let file = dataset.tables.first().map(|table| table.file.clone()).unwrap_or_default();
        dataset.problems = self.problems.finish(&file);
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
fn map_of(table: &SsdTable, sheet: Option<String>, up_to: Date) -> ColumnMap {
    let names = |column: &super::SsdColumn| {
        let mut names = vec![column.name.clone()];
        names.extend(column.also.iter().cloned());
        (column.field.clone(), names)
    };
    ColumnMap {
        name: table.name.clone(),
        sheet,
        columns: table.columns.iter().map(names).collect(),
        up_to: Some(up_to),
        ..ColumnMap::default()
    }
}
