//! One row of a table of the dataset as it was read, and the ids of which rows differ. It reads no cells.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use assay_model::{Date, Place};

use super::schema::SsdTable;
use crate::problems::Where;

/// One row, with its values by the table's columns.
#[derive(Debug, Clone)]
pub(super) struct SsdRow<'a> {
    pub(super) table: &'a SsdTable,
    pub(super) place: Arc<Where>,
    pub(super) row: u32,
    pub(super) values: Box<[Option<Arc<str>>]>,
    /// The person it is about, by number.
    pub(super) person: Option<usize>,
    /// Whether nothing in it is over before it began.
    pub(super) is_in_order: bool,
    /// The columns whose cells hold something that could not be read.
    pub(super) unread: Vec<usize>,
}

impl SsdRow<'_> {
    pub(super) fn get(&self, field: &str) -> Option<&Arc<str>> {
        self.values[self.table.at(field)?].as_ref()
    }

    pub(super) fn date(&self, field: &str) -> Option<Date> {
        self.get(field)?.parse().ok()
    }

    pub(super) fn key(&self) -> Option<&Arc<str>> {
        self.values[self.table.key()?].as_ref()
    }

    /// Puts a value in a field's place, where the table has the field.
    pub(super) fn set(&mut self, field: &str, value: Option<Arc<str>>) {
        if let Some(at) = self.table.at(field) {
            self.values[at] = value;
        }
    }

    /// Returns the place of a value, by the name of its column.
    pub(super) fn at(&self, field: &str) -> Place {
        let name = self.table.at(field).map_or("", |at| self.table.columns[at].name.as_str());
        self.place.at(self.row, name)
    }
}

/// Rows of one key that differ, by table: none of them is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Differing(HashMap<String, HashSet<Arc<str>>>);

impl Differing {
    pub(super) fn has(&self, table: &SsdTable, key: &str) -> bool {
        self.0.get(&table.name).is_some_and(|keys| keys.contains(key))
    }

    pub(super) fn join(&mut self, other: Self) {
        for (table, keys) in other.0 {
            self.0.entry(table).or_default().extend(keys);
        }
    }

    pub(super) fn add(&mut self, table: &SsdTable, key: &Arc<str>) {
        self.0.entry(table.name.clone()).or_default().insert(Arc::clone(key));
    }
}

/// Returns why a row is none of the table's events, where the schema has it so.
pub(super) fn left_out(
    table: &SsdTable,
    values: &[Option<Arc<str>>],
    unread: &[usize],
) -> Option<String> {
    table.leave_out.iter().find_map(|(field, unwanted)| {
        let at = table.at(field)?;
        let value = values[at].as_deref().unwrap_or_default();
        let name = &table.columns[at].name;
        let found = unwanted.iter().find(|other| *other == value)?;
        Some(if unread.contains(&at) {
            format!("{name} cannot be read")
        } else if found.is_empty() {
            format!("{name} is blank")
        } else {
            format!("{name} is {found}")
        })
    })
}
