//! A workbook, or a CSV in another encoding than UTF-8, read row by row.

use std::collections::HashMap;

use assay_sampler::stream::Pool;
use assay_tables::stream::cell_text;
use assay_tables::{Book, Limits};

use super::part::Part;
use super::reader::Reader;
use crate::error::{Error, Result};
use crate::files;

impl Reader<'_> {
    /// Reads a workbook, or a CSV that is not UTF-8, row by row.
    pub(super) fn read_book(&self) -> Result<Pool> {
        let name = self.name();
        let bytes = files::read(&self.options.file)?;
        let mut book = Book::open(&name, bytes, &Limits::default()).map_err(|f| self.unread(&f))?;
        let mut rows: Vec<(u64, Vec<Option<String>>)> = Vec::new();
        let mut columns: Option<Result<Vec<usize>>> = None;
        let mut visit = |row: assay_tables::Row| {
            let texts: Vec<Option<String>> = row.cells().iter().map(cell_text).collect();
            match &columns {
                None => {
                    let header: Vec<String> = texts
                        .into_iter()
                        .map(|t| t.unwrap_or_default().trim().to_owned())
                        .collect();
                    columns = Some(self.columns(&header));
                }
                Some(Ok(places)) => {
                    let empty = || Some(String::new());
                    let wanted = places
                        .iter()
                        .map(|c| texts.get(*c).cloned().unwrap_or_else(empty))
                        .collect();
                    rows.push((u64::from(row.number), wanted));
                }
                Some(Err(_)) => {}
            }
        };
        book.for_each_row(0, &mut visit).map_err(|fault| self.unread(&fault))?;
        columns.unwrap_or_else(|| Err(Error::new(format!("{name}: the file is empty"))))?;
        let mut part = self.part();
        let mut seen: HashMap<String, u64> = HashMap::new();
        for (number, texts) in rows {
            let told = book_row(&mut part, &mut seen, number, texts);
            if let Err(fault) = told {
                part.faults.push((0, number, fault));
            }
        }
        part.blocks.clear();
        self.refuse_numbered(part.faults.iter().map(|(_, row, f)| (*row, f.clone())).collect())?;
        Ok(part.pool)
    }
}

/// Adds a row of a workbook, and remembers where its id stands.
fn book_row(
    part: &mut Part,
    seen: &mut HashMap<String, u64>,
    number: u64,
    texts: Vec<Option<String>>,
) -> std::result::Result<(), String> {
    let mut fields = Vec::with_capacity(texts.len());
    for text in texts {
        let text = text.ok_or(
            "expected text, found a number too large or fractional to be an id: format the column as text",
        )?;
        fields.push(std::borrow::Cow::Owned(text.into_bytes()));
    }
    let id = std::str::from_utf8(&fields[0]).unwrap_or_default().to_owned();
    part.add_row(&fields)?;
    match seen.insert(id.trim().to_owned(), number) {
        None => Ok(()),
        Some(first) => Err(format!("case id \"{}\" stands in row {first} already", id.trim())),
    }
}
