//! Column maps: which header of a table means which field. A map is data in the settings; every kind
//! of table has a shipped one of its own name that lists the usual headers.

use std::collections::BTreeMap;

/// How text dates are written in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `30/09/2026`, as councils write.
    #[default]
    DayFirst,
    /// `09/30/2026`, as some American products export.
    MonthFirst,
}

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
    /// The header of the column that says, by anything in it, that the domain does not apply.
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
    /// Fields that have the same value in every row.
    pub constants: BTreeMap<String, String>,
    /// For each field, values to put in place of those in the table.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// How text dates are written.
    pub dates: DateOrder,
    /// Domains of a wide return.
    pub domains: Vec<DomainColumns>,
}
