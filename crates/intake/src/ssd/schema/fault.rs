//! Why a schema of the dataset cannot be used: where, what was found, what was expected. It checks nothing.

use std::fmt;

/// What of a schema is at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SsdPlace {
    /// The schema as a whole.
    Schema,
    /// A table, by its name.
    Table(String),
    /// A column.
    Column {
        /// The table.
        table: String,
        /// The column's name.
        column: String,
    },
    /// An entry of a table's setting.
    Setting {
        /// The table.
        table: String,
        /// The setting, such as `event_key`.
        setting: &'static str,
        /// The field.
        field: String,
    },
}

/// Why a schema cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsdFault {
    /// What is at fault.
    pub place: SsdPlace,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for SsdPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema => f.write_str("tables"),
            Self::Table(table) => write!(f, "table {table}"),
            Self::Column { table, column } => write!(f, "table {table}, column {column}"),
            Self::Setting { table, setting, .. } => write!(f, "table {table}, {setting}"),
        }
    }
}

impl fmt::Display for SsdFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.place, self.expected, self.found)
    }
}
