//! A sheet as rows of cells with their positions. Rows are sparse downwards (blank rows are not kept)
//! and dense across, up to the reader's column limit.

use std::collections::HashSet;
use std::sync::Arc;

use crate::csv_record::MarkFault;
use crate::twice_encoded;
use crate::{Cell, EMPTY, Epoch};

/// Texts longer than this, and texts beyond this many, are not shared between cells.
const SHARED_LENGTH: usize = 120;
const SHARED_TEXTS: usize = 20_000;

/// A sheet's name, and whether the workbook hides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// The name; none for a text file.
    pub name: Option<String>,
    /// Whether it is hidden.
    pub hidden: bool,
}

/// What a file says of a row besides its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// How many cells the record of a text file has, blank ones too; none for a workbook.
    pub cells: Option<u32>,
    /// What is wrong with its quotation marks.
    pub fault: Option<MarkFault>,
    /// How the workbook shows it.
    pub shown: Shown,
    /// How merged cells reach into it.
    pub merged: Merged,
    /// What a text file's bytes had to be taken for.
    pub encoding: RowEncoding,
    /// Whether it has letters where the encoding that it was read in has none in words.
    pub is_in_doubt: bool,
    /// Whether letters of it were encoded twice; they were put back.
    pub is_encoded_twice: bool,
}

/// How merged cells of a workbook reach into a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// One above reaches down into it; its value was filled in.
    pub from_above: bool,
    /// One reaches over several of its columns, of which only the first has the value.
    pub across: bool,
}

/// How a workbook shows a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// As any other.
    #[default]
    Plainly,
    /// Hidden by hand or by a filter.
    Hidden,
    /// With its first cell struck through.
    Struck,
    /// As the totals row of a table.
    AsTotals,
}

/// Which encoding a row of a text file is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowEncoding {
    /// That of the file.
    #[default]
    OfFile,
    /// Windows-1252 in a file that is UTF-8 elsewhere.
    Windows,
}

/// One row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The 1-based row of the sheet; in a text file the record's, counting blank lines.
    pub number: u32,
    /// What the file says of it besides its cells.
    pub marks: Marks,
    cells: Box<[Cell]>,
}

impl Row {
    /// Returns a row of these cells.
    #[must_use]
    pub fn new(number: u32, cells: Vec<Cell>) -> Self {
        Self { number, marks: Marks::default(), cells: cells.into_boxed_slice() }
    }

    /// Puts a value into a blank cell, as where a merged cell reaches down into the row.
    pub(crate) fn fill(&mut self, column: usize, value: Cell) {
        if self.cells.len() <= column {
            let mut cells = std::mem::take(&mut self.cells).into_vec();
            cells.resize(column + 1, Cell::Empty);
            self.cells = cells.into_boxed_slice();
        }
        if self.cells[column].is_blank() {
            self.cells[column] = value;
        }
    }

    /// Returns the cell of a 0-based column; empty beyond the row's end.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&EMPTY)
    }

    /// Returns the cells from the first column to the last filled one.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Returns how many cells are not blank.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_blank()).count()
    }
}

/// A whole sheet, or a text file as a sheet without a name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// The sheet's name; none for a text file.
    pub name: Option<String>,
    /// Whether the sheet is hidden in the workbook.
    pub hidden: bool,
    /// Which day bare serial numbers count from.
    pub epoch: Epoch,
    /// The rows that hold something, in order.
    pub rows: Vec<Row>,
    /// Filled cells beyond the column limit, as 1-based row and column: not kept.
    pub strays: Vec<(u32, u32)>,
}

/// Shares equal short texts between cells, so that a column of team names costs one text a team.
#[derive(Debug, Default)]
pub(crate) struct Pool(HashSet<Arc<str>>);

impl Pool {
    pub(crate) fn cell(&mut self, text: &str) -> Cell {
        if text.is_empty() {
            return Cell::Empty;
        }
        if let Some(known) = self.0.get(text) {
            return Cell::Text(Arc::clone(known));
        }
        let fresh: Arc<str> = Arc::from(text);
        if text.len() <= SHARED_LENGTH && self.0.len() < SHARED_TEXTS {
            self.0.insert(Arc::clone(&fresh));
        }
        Cell::Text(fresh)
    }
}

/// Collects cells that arrive row by row into rows, and sets stray far cells apart.
pub(crate) struct Rows<'v> {
    columns: u32,
    current: u32,
    marks: Marks,
    cells: Vec<Cell>,
    strays: Vec<(u32, u32)>,
    visit: &'v mut dyn FnMut(Row),
}

impl<'v> Rows<'v> {
    pub(crate) fn new(columns: u32, visit: &'v mut dyn FnMut(Row)) -> Self {
        let (cells, strays) = (Vec::new(), Vec::new());
        Self { columns, current: 0, marks: Marks::default(), cells, strays, visit }
    }

    /// Begins a row and says what is to be known of it besides its cells.
    pub(crate) fn mark(&mut self, row: u32, marks: Marks) {
        self.flush();
        (self.current, self.marks) = (row, marks);
    }

    /// Takes the cell at a 0-based position; positions must not go back to an earlier row.
    pub(crate) fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell.is_blank() {
            return;
        }
        if row != self.current {
            self.flush();
            self.current = row;
        }
        if column >= self.columns {
            if self.strays.len() < 100 {
                self.strays.push((row + 1, column + 1));
            }
            return;
        }
        let once = cell.as_text().and_then(twice_encoded::once);
        self.marks.is_encoded_twice |= once.is_some();
        let cell = once.map_or(cell, |text| Cell::text(&text));
        let at = column as usize;
        if self.cells.len() <= at {
            self.cells.resize(at + 1, Cell::Empty);
        }
        self.cells[at] = cell;
    }

    /// Hands on the last row and returns the stray cells.
    pub(crate) fn finish(mut self) -> Vec<(u32, u32)> {
        self.flush();
        self.strays
    }

    fn flush(&mut self) {
        if !self.cells.is_empty() {
            let mut row = Row::new(self.current + 1, std::mem::take(&mut self.cells));
            row.marks = std::mem::take(&mut self.marks);
            (self.visit)(row);
        }
    }
}
