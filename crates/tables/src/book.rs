//! A file of tables, opened and guarded: a workbook of any kind, or a text file as one nameless sheet.
//! Sheets are read one at a time, row by row, so that only what the caller keeps is held in memory.

use std::collections::HashMap;
use std::io::Cursor;

use crate::guard::{self, Zipped, within};
use crate::ranges::{self, Ranges};
use crate::sheet_marks::{Marking, SheetMarks};
use crate::sniff::{self, Content};
use crate::text::{self, Text};
use crate::xlsx_marks;
use crate::{Epoch, Limits, ReadError, Row, Sheet, SheetInfo, csv_in, xlsx_in};

/// What a file was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A modern workbook.
    Xlsx,
    /// A binary workbook, old or modern.
    Binary,
    /// An `OpenDocument` workbook.
    Ods,
    /// A text file with separators.
    Csv,
}

/// An opened file of tables.
pub struct Book {
    name: String,
    format: Format,
    said: Vec<String>,
    sheets: Vec<SheetInfo>,
    limits: Limits,
    engine: Engine,
}

enum Engine {
    Xlsx(Box<xlsx_in::Xlsx>, HashMap<String, SheetMarks>),
    Ranges(Box<Ranges>),
    Text(Text),
}

impl Book {
    /// Opens the bytes of a file. `name` is the file's name without its folder.
    ///
    /// # Errors
    /// When the file is locked, damaged, too large, or no table.
    pub fn open(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Self, ReadError> {
        let content = sniff::sniff(name, &bytes)?;
        within("the file", bytes.len() as u64, limits.file_bytes)?;
        let (format, engine, sheets, said) = match content {
            Content::Text => {
                let text = text::decode(bytes)?;
                let said = vec![format!(
                    "{name}: read as {}, separated by {}",
                    text.encoding,
                    text.separator_word()
                )];
                let sheets = vec![SheetInfo { name: None, hidden: false }];
                (Format::Csv, Engine::Text(text), sheets, said)
            }
            Content::Zip => match guard::inspect(&bytes, limits)? {
                Zipped::Xlsx => {
                    let marks = xlsx_marks::read(&bytes);
                    let (xlsx, sheets) = xlsx_in::open(bytes)?;
                    (Format::Xlsx, Engine::Xlsx(Box::new(xlsx), marks), sheets, Vec::new())
                }
                kind => {
                    let (ranges, sheets) = ranges::open_zipped(kind, Cursor::new(bytes))?;
                    let format = if kind == Zipped::Ods { Format::Ods } else { Format::Binary };
                    let said = vec![unseen(name, &ranges)];
                    (format, Engine::Ranges(Box::new(ranges)), sheets, said)
                }
            },
            Content::Xls => {
                let (ranges, sheets) = ranges::open_xls(bytes)?;
                let said = vec![unseen(name, &ranges)];
                (Format::Binary, Engine::Ranges(Box::new(ranges)), sheets, said)
            }
        };
        Ok(Self { name: name.to_owned(), format, said, sheets, limits: limits.clone(), engine })
    }

    /// Returns the file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what the file was found to be.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns what is worth saying about how the file was read, such as its encoding.
    #[must_use]
    pub fn said(&self) -> &[String] {
        &self.said
    }

    /// Returns what people see in a workbook of this kind and this program does not, in a sentence; none where
    /// there is nothing of that kind.
    #[must_use]
    pub fn unseen(&self) -> Option<String> {
        match &self.engine {
            Engine::Ranges(ranges) => Some(unseen(&self.name, ranges)),
            Engine::Xlsx(..) | Engine::Text(_) => None,
        }
    }

    /// Returns the sheets, in workbook order.
    #[must_use]
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// Hands every row of a sheet that holds something to `visit`, in order, and returns the stray
    /// cells beyond the column limit.
    ///
    /// # Errors
    /// When the sheet is damaged or too large.
    ///
    /// # Panics
    /// When there is no sheet of this index.
    pub fn for_each_row(
        &mut self,
        index: usize,
        visit: &mut dyn FnMut(Row),
    ) -> Result<Vec<(u32, u32)>, ReadError> {
        let name = self.sheets[index].name.clone().unwrap_or_default();
        match &mut self.engine {
            Engine::Xlsx(xlsx, marks) => match marks.get(&name) {
                None => xlsx_in::for_each_row(xlsx, &name, &self.limits, visit),
                Some(marks) => {
                    let mut marking = Marking::new(marks);
                    let mut marked = |row| visit(marking.mark(row));
                    xlsx_in::for_each_row(xlsx, &name, &self.limits, &mut marked)
                }
            },
            Engine::Ranges(ranges) => ranges.for_each_row(&name, &self.limits, visit),
            Engine::Text(text) => csv_in::for_each_row(text, &self.limits, visit),
        }
    }

    /// Returns which day bare serial numbers of this workbook count from.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        match &self.engine {
            Engine::Xlsx(xlsx, _) => xlsx_in::epoch(xlsx),
            Engine::Ranges(ranges) => ranges.epoch(),
            Engine::Text(_) => Epoch::Year1900,
        }
    }

    /// Reads a whole sheet into memory.
    ///
    /// # Errors
    /// When the sheet is damaged or too large.
    ///
    /// # Panics
    /// When there is no sheet of this index.
    pub fn read(&mut self, index: usize) -> Result<Sheet, ReadError> {
        let mut rows = Vec::new();
        let strays = self.for_each_row(index, &mut |row| rows.push(row))?;
        let SheetInfo { name, hidden } = self.sheets[index].clone();
        Ok(Sheet { name, hidden, epoch: self.epoch(), rows, strays })
    }
}

fn unseen(name: &str, ranges: &Ranges) -> String {
    let unseen = ranges.unseen();
    format!(
        "{name}: {unseen} cannot be seen in a workbook of this kind: if it has any, save it as .xlsx and read that"
    )
}
