//! A workbook, or a CSV in another encoding than UTF-8, read row by row.

use std::collections::HashMap;

use assay_model::id::normalise;
use assay_model::near_id::near_key;
use assay_sampler::stream::Pool;
use assay_tables::stream::cell_text;
use assay_tables::{Body, Book, KeepRows, Limits, Marked, Ruling, nothing};
use assay_views::draws::SampleNote;
use assay_views::rows::{RowNote, Said};

use super::part::Part;
use super::reader::{FileReader, Seen};
use crate::desk::error::{Error, Result};
use crate::desk::streamed::{say_marked, say_strays, say_unseen};
use crate::import::Rows;

/// How many rows are looked at for the header: it may stand under a title.
const HEAD_ROWS: usize = 15;

/// The rows below the header of one sheet.
#[derive(Default)]
struct SheetRows {
    header: Vec<String>,
    /// Number and wanted cells of each; none where a number can be no id.
    rows: Vec<(u64, Vec<Option<String>>)>,
    aside: Vec<String>,
    marked: Marked,
    strays: Vec<(u32, u32)>,
    faults: Vec<(u64, String)>,
}

impl FileReader<'_> {
    /// Reads a workbook, or a CSV that is odd in some way, row by row. Of several sheets it is the one
    /// named, else the first that has the columns and those with the same header; that is noted.
    pub(super) fn read_book(&self) -> Result<Seen> {
        let bytes = self.options.file.read_table()?;
        let mut book =
            Book::open(self.name(), bytes, &Limits::default()).map_err(|f| self.unread(&f))?;
        let names: Vec<String> =
            book.sheets().iter().map(|sheet| sheet.name.clone().unwrap_or_default()).collect();
        let (mut read, mut aside) = (Vec::<(String, SheetRows)>::new(), Vec::new());
        let mut first_fault = None;
        for (index, name) in names.iter().enumerate() {
            if self.options.sheet.as_ref().is_some_and(|wanted| wanted.trim() != name.trim()) {
                aside.push(name.clone());
                continue;
            }
            match self.read_sheet(&mut book, index)? {
                Ok(rows) if read.first().is_none_or(|(_, first)| first.header == rows.header) => {
                    read.push((name.clone(), rows));
                }
                Ok(_) => aside.push(name.clone()),
                Err(fault) => {
                    aside.push(name.clone());
                    first_fault.get_or_insert(fault);
                }
            }
        }
        if read.is_empty() {
            return Err(first_fault.unwrap_or_else(|| {
                let wanted = self.options.sheet.as_deref().unwrap_or_default();
                Error::missing(format!("{}: there is no sheet \"{wanted}\"", self.name()))
                    .hint(format!("the sheets are {}", names.join(", ")))
            }));
        }
        let mut said = Said::default();
        say_unseen(&mut said, &book);
        if names.len() > 1 {
            let read_names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
            said.note(SampleNote::ReadFrom(&read_names));
            if !aside.is_empty() {
                said.note(SampleNote::LeftAside(&aside));
            }
        }
        let pool = self.pool_of(read, &mut said)?;
        Ok(Seen { pool, said })
    }

    /// Returns the rows below the header of a sheet; the inner error says that it has no such header.
    fn read_sheet(&self, book: &mut Book, index: usize) -> Result<Result<SheetRows>> {
        let mut found = SheetRows::default();
        let mut below: Option<(Vec<usize>, Body)> = None;
        let mut fault: Option<(usize, Error)> = None;
        let mut looked = 0;
        let mut visit = |row: assay_tables::Row| {
            if let Some((places, body)) = &mut below {
                found.take(&row, places, body);
            } else if looked < HEAD_ROWS {
                looked += 1;
                let texts = row.cells().iter().map(cell_text);
                let header: Vec<String> =
                    texts.map(|t| t.unwrap_or_default().trim().to_owned()).collect();
                match self.columns(&header) {
                    Ok(places) => {
                        let body = Body::below(&row, places.first().copied(), self.keep());
                        found.header = header;
                        below = Some((places, body));
                    }
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
        let strays = book.for_each_row(index, &mut visit).map_err(|fault| self.unread(&fault))?;
        found.strays = strays;
        let name = self.name();
        Ok(match (below, fault) {
            (Some(_), _) => Ok(found),
            (None, Some((_, fault))) => Err(fault),
            (None, None) => Err(Error::input(format!("{name}: the file is empty"))),
        })
    }

    fn keep(&self) -> KeepRows {
        match self.options.rows {
            Rows::Records => KeepRows::Records,
            Rows::All => KeepRows::All,
        }
    }

    fn pool_of(&self, sheets: Vec<(String, SheetRows)>, said: &mut Said) -> Result<Pool> {
        let mut part = self.part();
        let mut seen = SeenIds::default();
        let mut faults = Vec::new();
        for (_, sheet) in sheets {
            faults.extend(sheet.faults);
            said.lines.extend(sheet.aside);
            say_marked(said, None, &sheet.marked);
            say_strays(said, None, &sheet.strays);
            for (number, texts) in sheet.rows {
                if let Err(fault) = book_row(&mut part, &mut seen, number, texts) {
                    faults.push((number, fault));
                }
            }
        }
        self.refuse_numbered(faults)?;
        seen.near.into_iter().for_each(|near| said.loss(near));
        Ok(part.pool)
    }
}

impl SheetRows {
    fn take(&mut self, row: &assay_tables::Row, places: &[usize], body: &mut Body) {
        let number = u64::from(row.number);
        match body.judge(row) {
            Ruling::Record => {
                self.marked.take(row);
                let cell = |place: &usize| cell_text(row.cell(*place));
                self.rows.push((number, places.iter().map(cell).collect()));
            }
            Ruling::Aside(aside) => {
                let note = RowNote::LeftOut { row: number, taken_for: aside.words() };
                self.aside.push(note.to_string());
            }
            Ruling::Broken(broken) => {
                let (expected, found, _) = broken.words();
                self.faults.push((number, format!("expected {expected}, found {found}")));
            }
        }
    }
}

/// The ids so far.
#[derive(Default)]
struct SeenIds {
    rows: HashMap<String, u64>,
    /// The first id of those that are near, with its row.
    first: HashMap<String, (String, u64)>,
    /// What is said of ids that are near to one before.
    near: Vec<String>,
}

impl SeenIds {
    fn take(&mut self, id: String, row: u64) {
        let near = self.first.entry(near_key(&id));
        let (first, first_row) = near.or_insert_with(|| (id.clone(), row));
        if *first != id {
            let note = SampleNote::NearIds { row, id: &id, first_row: *first_row, first };
            self.near.push(note.to_string());
        }
        self.rows.insert(id, row);
    }
}

/// Adds a row of a workbook, and remembers where its id stands.
fn book_row(
    part: &mut Part,
    seen: &mut SeenIds,
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
    if nothing(&fields[0]).is_some() {
        return Err(format!("expected a case id, found \"{}\"", fields[0]));
    }
    part.add_row(&fields.iter().map(String::as_bytes).collect::<Vec<_>>())?;
    let id = normalise(&fields[0]);
    if let Some(first) = seen.rows.get(&id) {
        return Err(format!("case id \"{id}\" is in row {first} already"));
    }
    seen.take(id, number);
    Ok(())
}
