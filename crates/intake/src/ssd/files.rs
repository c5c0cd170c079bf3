//! Which file or sheet is which table: by its name, the tables' names being in the schema. A workbook may have a
//! sheet for each table. It reads no rows.

use assay_model::{Fate, TableTaken};
use assay_tables::{Book, Limits};

use super::schema::{Named, SsdSchema};
use crate::{IntakeError, Source};

/// A file or sheet that is read as a table.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The number of the file.
    pub(super) source: usize,
    pub(super) sheet: Option<String>,
    /// The number of the table.
    pub(super) table: usize,
}

/// What the files hold.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) parts: Vec<Part>,
    /// Files and sheets that are not read.
    pub(super) aside: Vec<TableTaken>,
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
            Named::Table(table) => return self.parts.push(Part { source, sheet, table }),
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
        Ok(())
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
