//! Column maps: which header of a table means which field. A map is data in the settings; every kind
//! of table has a shipped one of its own name that lists the usual headers.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::Date;

use crate::{DateOrder, KnownIds};

/// Columns of a wide return that belong to one domain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DomainColumns {
    /// The domain's name.
    pub domain: String,
    /// The header of its score.
    pub score: Option<String>,
    /// The header of its judgement.
    pub judgement: Option<String>,
    /// The header of its comment.
    pub comment: Option<String>,
    /// The header of the column that says, by `n/a`, `yes` or a cross, that the domain does not apply.
    pub not_applicable: Option<String>,
}

/// A named map from headers to fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnMap {
    /// The map's name, as given to `--map`.
    pub name: String,
    /// The sheet to read, when it is not the first visible one with the headers.
    pub sheet: Option<String>,
    /// For each field, the headers that may mean it, the likeliest first.
    pub columns: BTreeMap<String, Vec<String>>,
    /// Headers of fields that `columns` does not name or does not find. They take only columns that no
    /// field has taken before.
    pub usual: BTreeMap<String, Vec<String>>,
    /// Fields that have the same value in every row.
    pub constants: BTreeMap<String, String>,
    /// For each field, values to put in place of those in the table.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// How text dates are written.
    pub dates: DateOrder,
    /// Domains of a wide return.
    pub domains: Vec<DomainColumns>,
    /// For events: the fields by which, besides case and date, two rows are the same event; else the
    /// kind's own.
    pub key: Option<Vec<String>>,
    /// The day that the table is of: nothing in it can be later.
    pub up_to: Option<Date>,
    /// The ids known so far, with which those of the table are compared.
    pub ids: Option<Arc<KnownIds>>,
}

impl ColumnMap {
    /// Says whether the map names a field.
    #[must_use]
    pub fn names(&self, field: &str) -> bool {
        self.columns.contains_key(field) || self.usual.contains_key(field)
    }

    /// Returns the headers that may mean a field.
    #[must_use]
    pub fn headers(&self, field: &str) -> &[String] {
        let found = self.columns.get(field).or_else(|| self.usual.get(field));
        found.map_or(&[], Vec::as_slice)
    }

    /// Returns this map with the headers of another for what its own do not find.
    #[must_use]
    pub fn with_usual(mut self, other: &Self) -> Self {
        for (field, headers) in other.columns.iter().chain(&other.usual) {
            self.usual.entry(field.clone()).or_default().extend(headers.iter().cloned());
        }
        self.key = self.key.or_else(|| other.key.clone());
        for (field, values) in &other.values {
            self.values.entry(field.clone()).or_insert_with(|| values.clone());
        }
        self
    }
}
