//! Which file or sheet is which table: by its name, the tables' names being in the schema. A workbook may have a
//! sheet for each table. It reads no rows.

use std::collections::HashMap;

use assay_model::{Fate, TableTaken};
use assay_tables::{Book, Limits};

use super::schema::{Named, SsdSchema};
use super::state::SsdPart;
use crate::problems::{Oddity, Problems, Where};
use crate::{IntakeError, Source};

/// A file or sheet that is read as a table.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) of: SsdPart,
    /// The number of the table.
    pub(super) table: usize,
}

impl Part {
    /// Says whether a row of this file and sheet is of it. A file that is named after its table may have any sheets.
    pub(super) fn has(&self, sources: &[Source], place: &Where) -> bool {
        sources[self.of.source].name == place.file
            && (self.of.sheet.is_none() || self.of.sheet == place.sheet)
    }
}

/// What the files hold.
#[derive(Default)]
pub(super) struct Found {
    pub(super) parts: Vec<Part>,
    /// Files and sheets that are not read.
    pub(super) aside: Vec<TableTaken>,
    /// Workbooks with a sheet for each table, by the number of the file: each is opened once.
    pub(super) books: HashMap<usize, Book>,
}

/// Finds the tables of the dataset among files.
///
/// # Errors
/// When a workbook cannot be opened.
pub(super) fn find(
    sources: &[Source],
    schema: &SsdSchema,
    limits: &Limits,
) -> Result<Found, IntakeError> {
    let mut found = Found::default();
    for (number, source) in sources.iter().enumerate() {
        match schema.named(stem(&source.name)) {
            Named::Nothing if is_workbook(source) => {
                found.take_book(number, source, schema, limits)?;
            }
            named => found.take(number, &source.name, None, named),
        }
    }
    Ok(found)
}

impl Found {
    fn take(&mut self, source: usize, file: &str, sheet: Option<String>, named: Named) {
        let (table, fate) = match named {
            Named::Table(table) => {
                return self.parts.push(Part { of: SsdPart { source, sheet }, table });
            }
            Named::Dropped(name) => (Some(name), Fate::Dropped),
            Named::Nothing => (None, Fate::Unknown),
        };
        let file = file.to_owned();
        self.aside.push(TableTaken { file, sheet, table, fate, ..TableTaken::default() });
    }

    fn take_book(
        &mut self,
        number: usize,
        source: &Source,
        schema: &SsdSchema,
        limits: &Limits,
    ) -> Result<(), IntakeError> {
        let unreadable = |fault| IntakeError::Unreadable { file: source.name.clone(), fault };
        let book = Book::open(&source.name, source.bytes.clone(), limits).map_err(unreadable)?;
        let sheets = book.sheets().iter().filter_map(|sheet| sheet.name.clone());
        for sheet in sheets.collect::<Vec<_>>() {
            let named = schema.named(&sheet);
            self.take(number, &source.name, Some(sheet), named);
        }
        self.books.insert(number, book);
        Ok(())
    }

    /// Reports files and sheets that are no table of the dataset: nobody reads them, and one of them may be a table
    /// whose name has a slip.
    pub(super) fn report(&self, schema: &SsdSchema, problems: &mut Problems) {
        for taken in self.aside.iter().filter(|taken| taken.fate == Fate::Unknown) {
            let place = Where { file: taken.file.clone(), sheet: taken.sheet.clone() }.whole();
            let name = taken.sheet.as_deref().unwrap_or_else(|| stem(&taken.file));
            let near = schema.near(name).map(|near| format!(": it may be {near}"));
            let found = format!("the name \"{name}\"{}", near.unwrap_or_default());
            let expected = format!("the name of a table of the release of {}", schema.version());
            let fix = format!("name it as its table, add its name to {}", schema.file());
            let oddity = match taken.sheet {
                // A workbook may have sheets of notes.
                Some(_) => Oddity::left_out(
                    expected,
                    format!("the sheet was not read: {fix}, or leave it as it is"),
                ),
                None => Oddity::new(
                    expected,
                    format!("nothing of the file was read: {fix}, or take it out of the folder"),
                ),
            };
            problems.note(place, found, oddity);
        }
    }
}

/// The name of a file without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Says whether a file is a workbook, by what it begins with.
fn is_workbook(source: &Source) -> bool {
    source.bytes.starts_with(b"PK") || source.bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}
