//! What a workbook says of the rows of a sheet besides their cells, and how it is put on the rows: hidden, struck
//! through, the totals row of a table, cells merged with others. It reads no file.

use std::collections::HashMap;

use crate::sheet::Shown;
use crate::{Cell, Row};

/// What is to be known of the rows of one sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetMarks {
    shown: HashMap<u32, Shown>,
    merges: Vec<Merge>,
}

/// A cell that reaches over rows or columns: 1-based rows, 0-based columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) bottom: u32,
    pub(crate) column: u32,
    pub(crate) last_column: u32,
}

impl Merge {
    /// Whether it reaches over columns: those behind its first are blank.
    fn is_across(&self) -> bool {
        self.last_column > self.column
    }
}

impl SheetMarks {
    /// Says how a row is shown.
    pub(crate) fn show(&mut self, row: u32, shown: Shown) {
        self.shown.insert(row, shown);
    }

    /// Says how a row is shown of which nothing has been said.
    pub(crate) fn show_unless_marked(&mut self, row: u32, shown: Shown) {
        self.shown.entry(row).or_insert(shown);
    }

    /// Returns how many rows something is said of.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.shown.len()
    }

    /// Adds a merged cell; they come in any order.
    pub(crate) fn merge(&mut self, merge: Merge) {
        self.merges.push(merge);
    }

    /// Puts the merged cells in the order of their first rows, once all are there.
    pub(crate) fn in_order(mut self) -> Self {
        self.merges.sort_unstable();
        self
    }
}

/// Puts the marks of a sheet on its rows, which come in order.
pub(crate) struct Marking<'a> {
    marks: &'a SheetMarks,
    /// The merges that begin further down; they are in the order of their first rows.
    next: &'a [Merge],
    open: Vec<(Merge, Cell)>,
}

impl<'a> Marking<'a> {
    pub(crate) fn new(marks: &'a SheetMarks) -> Self {
        Self { marks, next: &marks.merges, open: Vec::new() }
    }

    /// Marks a row, and fills the cells that a merged one above reaches into.
    pub(crate) fn mark(&mut self, mut row: Row) -> Row {
        if let Some(shown) = self.marks.shown.get(&row.number) {
            row.marks.shown = *shown;
        }
        self.open.retain(|(merge, _)| merge.bottom >= row.number);
        for (merge, value) in &self.open {
            let column = merge.column as usize;
            if row.cell(column).is_blank() {
                row.fill(column, value.clone());
                row.marks.merged.from_above = true;
            }
        }
        while let Some((merge, rest)) = self.next.split_first()
            && merge.top <= row.number
        {
            self.next = rest;
            let value = row.cell(merge.column as usize);
            if merge.top == row.number && !value.is_blank() {
                self.open.push((*merge, value.clone()));
            }
        }
        row.marks.merged.across = self.open.iter().any(|(merge, _)| merge.is_across());
        row
    }
}
