//! Rows by case: each case gets a number when it is first seen, so that a million rows are grouped by
//! plain indexes. The order is that of the table and never shows in a figure.

use std::collections::HashMap;
use std::rc::Rc;

use assay_model::event::happening::Lacks;
use assay_model::{CaseId, EventRow};

/// The cases seen, numbered from 0.
#[derive(Debug, Default)]
pub(super) struct Cases {
    numbers: HashMap<Rc<str>, usize>,
    ids: Vec<Rc<str>>,
}

impl Cases {
    /// Returns the number of the row's case, a new one where it was not seen before.
    pub(super) fn number(&mut self, event: &(impl EventRow + ?Sized)) -> Result<usize, Lacks> {
        let text = event.case_text().ok_or(Lacks { field: "case_id", why: "no case id" })?;
        if let Some(known) = self.numbers.get(text) {
            return Ok(*known);
        }
        let next = self.ids.len();
        let id: Rc<str> = Rc::from(text);
        self.numbers.insert(Rc::clone(&id), next);
        self.ids.push(id);
        Ok(next)
    }

    /// Returns the id of a numbered case.
    pub(super) fn id(&self, number: usize) -> Rc<str> {
        self.ids.get(number).map_or_else(|| Rc::from(""), Rc::clone)
    }

    /// Returns the number of a case, or none when no event has it.
    pub(super) fn find(&self, case: &CaseId) -> Option<usize> {
        self.numbers.get(case.as_str()).copied()
    }
}

/// Rows of one kind by case.
#[derive(Debug)]
pub(super) struct ByCase<T> {
    rows: Vec<Vec<T>>,
}

impl<T> Default for ByCase<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T> ByCase<T> {
    pub(super) fn push(&mut self, case: usize, row: T) {
        if self.rows.len() <= case {
            self.rows.resize_with(case + 1, Vec::new);
        }
        self.rows[case].push(row);
    }

    pub(super) fn sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        for rows in &mut self.rows {
            rows.sort_by_key(&key);
        }
    }

    /// Returns the rows of a case, none for a case without any.
    pub(super) fn of(&self, case: usize) -> &[T] {
        self.rows.get(case).map_or(&[], Vec::as_slice)
    }

    /// Returns every case that has rows, with them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &[T])> {
        let cases = self.rows.iter().enumerate().filter(|(_, rows)| !rows.is_empty());
        cases.map(|(case, rows)| (case, rows.as_slice()))
    }

    /// Returns every row of every case.
    pub(super) fn rows(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().flatten()
    }
}
