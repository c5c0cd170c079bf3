//! A table read through a column map: every row becomes a `Line`, whose values are asked for by field
//! and whose oddities land in the problems with their place.

use std::cell::RefCell;
use std::collections::BTreeMap;

use assay_model::ColumnRead;
use assay_tables::{Book, Cell, Epoch, Limits, Row, fold_header as fold, without_units};

use crate::map::ColumnMap;
use crate::near;
use crate::problems::{Oddity, Problems, Where};
use crate::table::{self, Head, How, Visitor};
use crate::{IntakeError, Outcome, Source};

mod under;
mod values;

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
    let Source { name, bytes } = source;
    let unreadable = |fault| IntakeError::Unreadable { file: name.clone(), fault };
    let mut book = Book::open(&name, bytes, limits).map_err(unreadable)?;
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
        let place = Where { file: name.clone(), sheet: info.name.clone() };
        let mut reader = Reader {
            map,
            needed,
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
        let (head, strays) =
            table::visit(&mut book, index, how, &mut reader).map_err(unreadable)?;
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
        sheets.fields.get_or_insert(fields);
        sheets.read.extend(info.name);
        report_sheet(&place, info.hidden, &strays, problems);
        sheets.has_any = true;
    }
    if sheets.has_any {
        sheets.say(&name, &mut seen.said);
        seen.aside.extend(sheets.aside.into_iter().map(|sheet| (name.clone(), sheet)));
        return Ok(seen);
    }
    Err(not_that(name, &headers, map, needed))
}

/// Which sheets of a workbook were read, and which were not.
#[derive(Default)]
struct Sheets {
    has_any: bool,
    /// The fields of the first sheet that was read: a further one has them too.
    fields: Option<Vec<String>>,
    read: Vec<String>,
    aside: Vec<String>,
}

impl Sheets {
    fn say(&self, file: &str, said: &mut Vec<String>) {
        let quoted = |names: &[String]| {
            names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
        };
        if self.read.len() > 1 {
            said.push(format!("{file}: read from the sheets {}", quoted(&self.read)));
        } else if !self.aside.is_empty() {
            said.push(format!("{file}: read from the sheet {}", quoted(&self.read)));
        }
        if !self.aside.is_empty() {
            let word = if self.aside.len() == 1 { "sheet" } else { "sheets" };
            said.push(format!("{file}: {word} left aside: {}", quoted(&self.aside)));
        }
    }
}

fn report_sheet(place: &Where, is_hidden: bool, strays: &[(u32, u32)], problems: &mut Problems) {
    if is_hidden {
        let oddity = Oddity::understood("a visible sheet", "the sheet was read anyway");
        problems.note(place.whole(), "a hidden sheet", oddity);
    }
    for (row, column) in strays {
        let oddity = Oddity::new("nothing far outside the table", "the cell was not stored");
        problems.note(place.at(*row, ""), format!("a value in column {column}"), oddity);
    }
}

/// What was found where the headers should be.
#[derive(Default)]
struct Headers {
    /// The first cells of the first row.
    first_row: String,
    /// The headers of a row that has some of the fields, but not all that are needed.
    partly: Columns,
}

impl Headers {
    fn take(&mut self, first_row: String, partly: Columns) {
        if self.first_row.is_empty() {
            self.first_row = first_row;
        }
        if partly.fields.len() > self.partly.fields.len() {
            self.partly = partly;
        }
    }

    /// Returns the headers as they are written, or the first row's first cells.
    fn shown(&self) -> String {
        let headers: Vec<&str> = self.partly.headers.iter().map(String::as_str).collect();
        if headers.is_empty() { self.first_row.clone() } else { headers.join(", ") }
    }

    /// Names the headers that may be what is missing.
    fn near(&self, map: &ColumnMap, needed: &[&str]) -> String {
        let missing = needed.iter().filter(|field| !self.partly.fields.contains_key(**field));
        let near = missing.filter_map(|field| {
            let known = || map.headers(field).iter().map(String::as_str).chain([*field]);
            let rest = self.partly.rest.iter().map(|at| self.partly.headers[*at].as_str());
            let found = rest.into_iter().find(|header| near::of(header, known()).is_some())?;
            Some(format!("\"{found}\" may be {field}; "))
        });
        near.collect()
    }
}

fn not_that(file: String, headers: &Headers, map: &ColumnMap, needed: &[&str]) -> IntakeError {
    let first_row = headers.shown();
    let wanted: Vec<String> = needed
        .iter()
        .map(|field| {
            let listed: Vec<String> =
                map.headers(field).iter().take(4).map(|h| format!("\"{h}\"")).collect();
            format!("{field} ({})", listed.join(", "))
        })
        .collect();
    IntakeError::NotThat {
        file,
        found: if first_row.is_empty() {
            "no rows".to_owned()
        } else {
            format!("the headers {first_row}")
        },
        expected: format!("a header row with a column for {}", wanted.join(" and ")),
        hint: format!(
            "{}write a column map in maps.yaml, and import with that map; this was read with \"{}\"",
            headers.near(map, needed),
            map.name
        ),
    }
}

struct Reader<'a> {
    map: &'a ColumnMap,
    needed: &'a [&'a str],
    epoch: Epoch,
    typed: bool,
    place: &'a Where,
    columns: Columns,
    /// The fields that the header must have, where a sheet before was read.
    fields: Option<Vec<String>>,
    /// The row with the most fields among those that lack one that is needed.
    partly: RefCell<Columns>,
    read: u64,
    problems: &'a mut Problems,
    take: &'a mut dyn FnMut(&Line<'_>, &mut Problems),
}

impl Visitor for Reader<'_> {
    /// Counts known headers, and none at all where a needed field is missing.
    fn score(&self, row: &Row) -> usize {
        let columns = understand(row, self.map);
        let has = |field: &&&str| {
            columns.fields.contains_key(**field) || self.map.constants.contains_key(**field)
        };
        let is_same = self.fields.as_ref().is_none_or(|f| f.iter().eq(columns.fields.keys()));
        if self.needed.iter().filter(has).count() < self.needed.len() || !is_same {
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
        let mut fields = own.iter().chain(self.needed);
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
            is_on_further_sheet: self.fields.is_some(),
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
