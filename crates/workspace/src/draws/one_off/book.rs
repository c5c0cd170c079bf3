//! A workbook, or a CSV in another encoding than UTF-8, read row by row.

use std::collections::HashMap;

use assay_model::id::normalise;
use assay_sampler::stream::Pool;
use assay_tables::stream::cell_text;
use assay_tables::{Book, Limits};

use super::part::Part;
use super::reader::{Reader, Seen};
use crate::desk::error::{Error, Result};
use crate::desk::files;

/// How many rows are looked at for the header: it may stand under a title.
const HEAD_ROWS: usize = 15;

/// The wanted cells of one row, with its number; none where a number can be no id.
type Wanted = (u64, Vec<Option<String>>);

impl Reader<'_> {
    /// Reads a workbook, or a CSV that is not UTF-8, row by row. Of several sheets it is the one named,
    /// else the first that has the columns; that one is noted.
    pub(super) fn read_book(&self) -> Result<Seen> {
        let bytes = files::read(&self.options.file)?;
        let mut book =
            Book::open(&self.name(), bytes, &Limits::default()).map_err(|f| self.unread(&f))?;
        let names: Vec<String> =
            book.sheets().iter().map(|sheet| sheet.name.clone().unwrap_or_default()).collect();
        let mut first_fault = None;
        for (index, name) in names.iter().enumerate() {
            if self.options.sheet.as_ref().is_some_and(|wanted| wanted.trim() != name.trim()) {
                continue;
            }
            match self.read_sheet(&mut book, index)? {
                Ok(rows) => {
                    let note = (names.len() > 1).then(|| format!("read from sheet \"{name}\""));
                    return Ok(Seen { pool: self.pool_of(rows)?, note });
                }
                Err(fault) => drop(first_fault.get_or_insert(fault)),
            }
        }
        Err(first_fault.unwrap_or_else(|| {
            let wanted = self.options.sheet.as_deref().unwrap_or_default();
            Error::missing(format!("{}: there is no sheet \"{wanted}\"", self.name()))
                .hint(format!("the sheets are {}", names.join(", ")))
        }))
    }

    /// Returns the rows below the header of a sheet; the inner error says that it has no such header.
    fn read_sheet(&self, book: &mut Book, index: usize) -> Result<Result<Vec<Wanted>>> {
        let mut rows: Vec<Wanted> = Vec::new();
        let mut columns: Option<Vec<usize>> = None;
        let mut fault: Option<(usize, Error)> = None;
        let mut looked = 0;
        let mut visit = |row: assay_tables::Row| {
            let texts = || row.cells().iter().map(cell_text);
            if let Some(places) = &columns {
                let texts: Vec<Option<String>> = texts().collect();
                let cell = |c: &usize| texts.get(*c).cloned().unwrap_or(Some(String::new()));
                rows.push((u64::from(row.number), places.iter().map(cell).collect()));
            } else if looked < HEAD_ROWS {
                looked += 1;
                let header: Vec<String> =
                    texts().map(|t| t.unwrap_or_default().trim().to_owned()).collect();
                match self.columns(&header) {
                    Ok(places) => columns = Some(places),
                    // Of several rows that are no header the widest is the likeliest to be meant.
                    Err(other) => {
                        let width = header.iter().filter(|text| !text.is_empty()).count();
                        if fault.as_ref().is_none_or(|(widest, _)| width > *widest) {
                            fault = Some((width, other));
                        }
                    }
                }
            }
        };
        book.for_each_row(index, &mut visit).map_err(|fault| self.unread(&fault))?;
        let name = self.name();
        Ok(match (columns, fault) {
            (Some(_), _) => Ok(rows),
            (None, Some((_, fault))) => Err(fault),
            (None, None) => Err(Error::input(format!("{name}: the file is empty"))),
        })
    }

    fn pool_of(&self, rows: Vec<Wanted>) -> Result<Pool> {
        let mut part = self.part();
        let mut seen: HashMap<String, u64> = HashMap::new();
        for (number, texts) in rows {
            if texts.iter().all(|text| text.as_ref().is_some_and(|t| t.trim().is_empty())) {
                continue;
            }
            if let Err(fault) = book_row(&mut part, &mut seen, number, texts) {
                part.faults.push((0, number, fault));
            }
        }
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
        fields.push(text);
    }
    part.add_row(&fields.iter().map(String::as_bytes).collect::<Vec<_>>())?;
    let id = normalise(&fields[0]);
    if let Some(first) = seen.get(&id) {
        return Err(format!("case id \"{id}\" stands in row {first} already"));
    }
    seen.insert(id, number);
    Ok(())
}
