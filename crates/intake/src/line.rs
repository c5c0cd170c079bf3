//! A table read through a column map: every row becomes a `Line`, whose values are asked for by field
//! and whose oddities land in the problems with their place.

use std::cell::RefCell;
use std::collections::BTreeMap;

use assay_model::ColumnRead;
use assay_tables::{Book, Cell, Epoch, Limits, Row, fold_header as fold, without_units};

use crate::map::ColumnMap;
use crate::problems::{Problems, Where};
use crate::table::{self, Head, How, Visitor};
use crate::{IntakeError, Outcome, Source};

mod sheets;
mod under;
mod values;

use sheets::{Headers, Sheets, not_that, report_sheet};
pub(crate) use under::Under;

/// The header row as it was understood.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// For each sheet column its header text; empty where there is none.
    pub(crate) headers: Vec<String>,
    /// Field → sheet column.
    fields: BTreeMap<String, usize>,
    /// Sheet columns that no field claims.
    pub(crate) rest: Vec<usize>,
}

impl Columns {
    /// Returns the fields that the header has, each with its column.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, usize)> {
        self.fields.iter().map(|(field, at)| (field.as_str(), *at))
    }
}

/// One row below the header.
pub(crate) struct Line<'a> {
    pub(crate) row: &'a Row,
    pub(crate) columns: &'a Columns,
    pub(crate) place: &'a Where,
    map: &'a ColumnMap,
    epoch: Epoch,
    typed: bool,
    is_on_further_sheet: bool,
}

/// What reading one file through a map gave besides its lines.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Data rows.
    pub(crate) read: u64,
    /// What is worth saying.
    pub(crate) said: Vec<String>,
    /// Sheets that were left aside: file and name.
    pub(crate) aside: Vec<(String, String)>,
}

impl Seen {
    /// Adds what was seen of one file to the outcome of all files.
    pub(crate) fn add_to<T>(self, outcome: &mut Outcome<T>) {
        outcome.read += self.read;
        outcome.said.extend(self.said);
        outcome.understood.aside.extend(self.aside);
    }
}

/// Hands every line of the file's table to `take`. The table is the map's sheet, else the first sheet,
/// visible ones first, whose header has the `needed` fields, and every other sheet with the same fields.
pub(crate) fn each_line(
    source: Source,
    (map, needed): (&ColumnMap, &[&str]),
    limits: &Limits,
    problems: &mut Problems,
    take: &mut dyn FnMut(&Line<'_>, &mut Problems),
) -> Result<Seen, IntakeError> {
    each_line_of_any(source, (map, &[needed]), limits, problems, take)
}

/// The same for tables of several sorts: each sheet is of the first sort whose fields its header has, whatever the
/// sheets before it are.
pub(crate) fn each_line_of_any(
    source: Source,
    (map, sorts): (&ColumnMap, &[&[&str]]),
    limits: &Limits,
    problems: &mut Problems,
    take: &mut dyn FnMut(&Line<'_>, &mut Problems),
) -> Result<Seen, IntakeError> {
    let Source { name, bytes } = source;
    let unreadable = |fault| IntakeError::Unreadable { file: name.clone(), fault };
    let mut book = Book::open(&name, bytes, limits).map_err(unreadable)?;
    each_line_of_sheets((&name, &mut book), (map, sorts), limits, problems, take)
}

/// The same of a workbook that is open: one with many tables is opened once for all of them.
pub(crate) fn each_line_of_book(
    book: (&str, &mut Book),
    (map, needed): (&ColumnMap, &[&str]),
    limits: &Limits,
    problems: &mut Problems,
    take: &mut dyn FnMut(&Line<'_>, &mut Problems),
) -> Result<Seen, IntakeError> {
    each_line_of_sheets(book, (map, &[needed]), limits, problems, take)
}

fn each_line_of_sheets(
    (name, book): (&str, &mut Book),
    (map, sorts): (&ColumnMap, &[&[&str]]),
    limits: &Limits,
    problems: &mut Problems,
    take: &mut dyn FnMut(&Line<'_>, &mut Problems),
) -> Result<Seen, IntakeError> {
    let unreadable = |fault| IntakeError::Unreadable { file: name.to_owned(), fault };
    let mut seen = Seen { said: book.said().to_vec(), ..Seen::default() };
    let mut order: Vec<usize> = (0..book.sheets().len()).collect();
    order.sort_by_key(|index| book.sheets()[*index].hidden);
    let mut headers = Headers::default();
    let mut sheets = Sheets::default();
    for index in order {
        let info = book.sheets()[index].clone();
        if map.sheet.is_some() && info.name.is_some() && map.sheet != info.name {
            sheets.aside.extend(info.name);
            continue;
        }
        let place = Where { file: name.to_owned(), sheet: info.name.clone() };
        let mut reader = Reader {
            map,
            sorts,
            sort: 0,
            epoch: book.epoch(),
            typed: place.sheet.is_some(),
            place: &place,
            columns: Columns::default(),
            fields: sheets.fields.clone(),
            partly: RefCell::default(),
            read: 0,
            problems: &mut *problems,
            take: &mut *take,
        };
        let how = How { needed: 1, keep: limits.keep };
        let (head, strays) = table::visit(book, index, how, &mut reader).map_err(unreadable)?;
        seen.read += reader.read;
        let fields: Vec<String> = reader.columns.fields.keys().cloned().collect();
        match head {
            Head::Nothing => continue,
            Head::Missing(row) => {
                headers.take(row, reader.partly.into_inner());
                sheets.aside.extend(info.name);
                continue;
            }
            Head::Found(_) => {}
        }
        let sort = reader.sort;
        sheets.fields.entry(sort).or_insert(fields);
        sheets.read.extend(info.name);
        report_sheet(&place, info.hidden, &strays, problems);
        sheets.has_any = true;
    }
    if sheets.has_any {
        sheets.say(name, &mut seen.said);
        seen.aside.extend(sheets.aside.into_iter().map(|sheet| (name.to_owned(), sheet)));
        return Ok(seen);
    }
    Err(not_that(name.to_owned(), &headers, map, sorts))
}

struct Reader<'a> {
    map: &'a ColumnMap,
    /// The fields that a table of each sort needs.
    sorts: &'a [&'a [&'a str]],
    /// The sort of this sheet, once there is a header.
    sort: usize,
    epoch: Epoch,
    typed: bool,
    place: &'a Where,
    columns: Columns,
    /// The fields that the header must have, by the sorts of which a sheet before was read.
    fields: BTreeMap<usize, Vec<String>>,
    /// The row with the most fields among those that lack one that is needed.
    partly: RefCell<Columns>,
    read: u64,
    problems: &'a mut Problems,
    take: &'a mut dyn FnMut(&Line<'_>, &mut Problems),
}

impl Reader<'_> {
    /// Returns the sort of table that a header is of; none where it lacks a needed field, or has other fields than the
    /// sheet of its sort before it.
    fn sort_of(&self, columns: &Columns) -> Option<usize> {
        let has = |field: &&str| {
            columns.fields.contains_key(*field) || self.map.constants.contains_key(*field)
        };
        let sort = self.sorts.iter().position(|needed| needed.iter().all(has))?;
        let is_same = |before: &Vec<String>| before.iter().eq(columns.fields.keys());
        self.fields.get(&sort).is_none_or(is_same).then_some(sort)
    }
}

impl Visitor for Reader<'_> {
    /// Counts known headers, and none at all where a needed field is missing.
    fn score(&self, row: &Row) -> usize {
        let columns = understand(row, self.map);
        if self.sort_of(&columns).is_none() {
            let mut partly = self.partly.borrow_mut();
            if columns.fields.len() > partly.fields.len() {
                *partly = columns;
            }
            0
        } else {
            columns.fields.len()
        }
    }

    fn header(&mut self, row: &Row) {
        self.columns = understand(row, self.map);
        self.sort = self.sort_of(&self.columns).unwrap_or_default();
    }

    fn meanings(&self) -> Vec<ColumnRead> {
        let mut columns: Vec<ColumnRead> = self
            .columns
            .headers
            .iter()
            .map(|header| ColumnRead { header: header.clone(), ..ColumnRead::default() })
            .collect();
        for (field, at) in &self.columns.fields {
            columns[*at].field = Some(field.clone());
        }
        columns
    }

    /// An id of its own tells records apart before a case does.
    fn key(&self) -> Option<usize> {
        let own = ["comment_id", "action_id", "login", "case_id", "old_id"];
        let mut fields = own.iter().chain(self.sorts[self.sort]);
        let is_prose = |field: &str| matches!(field, "comment" | "what" | "recommendation");
        fields
            .find_map(|field| self.columns.fields.get(*field).filter(|_| !is_prose(field)).copied())
    }

    fn count_broken(&mut self) {
        self.read += 1;
    }

    fn problems(&mut self) -> (&Where, &mut Problems) {
        (self.place, self.problems)
    }

    fn row(&mut self, row: &Row) {
        if row.filled() == 0 {
            return;
        }
        self.read += 1;
        let line = Line {
            row,
            columns: &self.columns,
            place: self.place,
            map: self.map,
            epoch: self.epoch,
            typed: self.typed,
            is_on_further_sheet: !self.fields.is_empty(),
        };
        (self.take)(&line, self.problems);
    }
}

/// Matches a header row to fields: each field takes the first of its headers that is there.
fn understand(row: &Row, map: &ColumnMap) -> Columns {
    let tidy = |cell: &Cell| cell.to_string().replace('\u{a0}', " ").trim().to_owned();
    let headers: Vec<String> = row.cells().iter().map(tidy).collect();
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    let named = |name: &String| column_named(&folded, &fold(name));
    let mut fields = BTreeMap::new();
    for (field, names) in &map.columns {
        if let Some(at) = names.iter().find_map(named) {
            fields.insert(field.clone(), at);
        }
    }
    for (field, names) in &map.usual {
        let is_free = |at: &usize| !fields.values().any(|taken| taken == at);
        if !fields.contains_key(field) && !map.constants.contains_key(field) {
            let at = names.iter().filter_map(named).find(is_free);
            fields.extend(at.map(|at| (field.clone(), at)));
        }
    }
    // A column whose header comes a second time is read by nobody, which is reported with its rows.
    let again: Vec<usize> = assay_tables::twice(&headers).map(|(_, again)| again).collect();
    let is_taken = |at: &usize| again.contains(at) || fields.values().any(|claimed| claimed == at);
    let rest = (0..headers.len()).filter(|at| !is_taken(at) && !headers[*at].is_empty()).collect();
    Columns { headers, fields, rest }
}

/// Returns the column with this header; else the only one that has it but for the sign of a unit, such as `Score (%)`.
fn column_named(folded: &[String], wanted: &str) -> Option<usize> {
    let exact = folded.iter().position(|header| header == wanted);
    if exact.is_some() || wanted.is_empty() {
        return exact.filter(|_| !wanted.is_empty());
    }
    let is_bare = |(_, header): &(usize, &String)| without_units(header) == wanted;
    let mut bare = folded.iter().enumerate().filter(is_bare).map(|(at, _)| at);
    bare.next().filter(|_| bare.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::map;

    #[test]
    fn a_field_takes_the_column_with_its_header_and_signs_of_units_tell_columns_apart() {
        let found = |headers: &[&str]| {
            let cells = headers.iter().map(|header| Cell::text(header)).collect();
            let columns = understand(&Row::new(1, cells), &map(&["score", "late"]));
            (columns.fields.into_iter().collect::<Vec<_>>(), columns.rest)
        };
        let fields = |at: &[(&str, usize)]| -> Vec<(String, usize)> {
            at.iter().map(|(field, at)| ((*field).to_owned(), *at)).collect()
        };
        assert_eq!(found(&["Score (%)", "x"]), (fields(&[("score", 0)]), vec![1]));
        assert_eq!(found(&["Score %", "score"]), (fields(&[("score", 1)]), vec![0]));
        assert_eq!(found(&["late %", "late \u{a3}"]), (Vec::new(), vec![0, 1]));
    }
}
