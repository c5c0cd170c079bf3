//! Which sheets of a workbook were read as a table, and what is said of a file of which none was. It reads no rows.

use std::collections::{BTreeMap, BTreeSet};

use super::Columns;
use crate::map::ColumnMap;
use crate::problems::{Oddity, Problems, Where};
use crate::{IntakeError, near};

/// Which sheets of a workbook were read, and which were not.
#[derive(Default)]
pub(super) struct Sheets {
    pub(super) has_any: bool,
    /// The fields of the first sheet that was read of each sort: a further one has them too.
    pub(super) fields: BTreeMap<usize, Vec<String>>,
    pub(super) read: Vec<String>,
    pub(super) aside: Vec<String>,
}

impl Sheets {
    pub(super) fn say(&self, file: &str, said: &mut Vec<String>) {
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

pub(super) fn report_sheet(
    place: &Where,
    is_hidden: bool,
    strays: &[(u32, u32)],
    problems: &mut Problems,
) {
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
pub(super) struct Headers {
    /// The first cells of the first row.
    first_row: String,
    /// The headers of a row that has some of the fields, but not all that are needed.
    partly: Columns,
}

impl Headers {
    pub(super) fn take(&mut self, first_row: String, partly: Columns) {
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
    fn near(&self, map: &ColumnMap, sorts: &[&[&str]]) -> String {
        let needed: BTreeSet<&str> = sorts.iter().copied().flatten().copied().collect();
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

/// The fault of a file none of whose sheets has the fields that a table needs.
pub(super) fn not_that(
    file: String,
    headers: &Headers,
    map: &ColumnMap,
    sorts: &[&[&str]],
) -> IntakeError {
    let first_row = headers.shown();
    let field = |field: &&str| {
        let listed: Vec<String> =
            map.headers(field).iter().take(4).map(|h| format!("\"{h}\"")).collect();
        format!("{field} ({})", listed.join(", "))
    };
    let of_sort = |needed: &&[&str]| needed.iter().map(field).collect::<Vec<_>>().join(" and ");
    let wanted: Vec<String> = sorts.iter().map(of_sort).collect();
    IntakeError::NotThat {
        file,
        found: if first_row.is_empty() {
            "no rows".to_owned()
        } else {
            format!("the headers {first_row}")
        },
        expected: format!("a header row with a column for {}", wanted.join(", or for ")),
        hint: format!(
            "{}write a column map in maps.yaml, and import with that map; this was read with \"{}\"",
            headers.near(map, sorts),
            map.name
        ),
    }
}
