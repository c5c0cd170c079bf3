//! What can differ between the rows and the ledger, each in words with its place.

/// What was found of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsCheck {
    /// The ledger entry from which rows are guarded; none where no change was stored since the file was brought up to
    /// date.
    pub from: Option<u64>,
    /// How many rows were recomputed.
    pub rows: u64,
    /// How many rows were lawfully destroyed since.
    pub gone: u64,
    /// What differs.
    pub mismatches: Vec<Mismatch>,
}

/// One place where the rows are not what the ledger says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// A row does not have its leaf.
    #[error("{table}: the row {row} differs from what was stored")]
    Row {
        /// The table.
        table: String,
        /// The row, by its key.
        row: String,
    },
    /// The rows of a group are not those that an entry states.
    #[error(
        "{group}: {found} found, {stated} stated by ledger entry {entry}: some were removed, added or exchanged"
    )]
    Rows {
        /// The rows, e.g. `events of import 12`.
        group: String,
        /// The entry.
        entry: u64,
        /// How many it states.
        stated: u64,
        /// How many there are, gaps counted.
        found: u64,
    },
    /// Rows that no entry states.
    #[error("{group}: {found} found that no ledger entry names, so added from outside")]
    Unstated {
        /// The rows.
        group: String,
        /// How many.
        found: u64,
    },
    /// Rows that were found changed when somebody stored something.
    #[error("{group}: when ledger entry {entry} was written they were not as they had been stored")]
    Differed {
        /// The rows.
        group: String,
        /// The entry that says so.
        entry: u64,
    },
    /// A statement that does not follow from the one before.
    #[error("{group}: ledger entry {entry} follows another statement than the last before it")]
    Follows {
        /// The rows.
        group: String,
        /// The entry.
        entry: u64,
    },
    /// Leaves of destroyed rows are not those that an entry names.
    #[error("ledger entry {entry}: the gaps that it left are not those that it names")]
    Gaps {
        /// The entry.
        entry: u64,
    },
    /// What an entry states cannot be read.
    #[error("ledger entry {entry}: what it states of rows cannot be read")]
    Unreadable {
        /// The entry.
        entry: u64,
    },
    /// The store of before the guard differed from its own digests.
    #[error("ledger entry {entry}: before rows were guarded the store differed already ({what})")]
    Before {
        /// The entry.
        entry: u64,
        /// What differed.
        what: String,
    },
    /// The list of last statements was changed.
    #[error("{group}: the note of its last statement is not what the ledger says")]
    Noted {
        /// The rows.
        group: String,
    },
    /// Something in the file that this program does not make.
    #[error("an unknown {kind} in the file: {name}")]
    Unknown {
        /// `table`, `trigger`, `view` or `index`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// Something is laid out otherwise.
    #[error("the {kind} {name} is not laid out as this program does")]
    LaidOut {
        /// What it is.
        kind: String,
        /// Its name.
        name: String,
    },
    /// Something is missing.
    #[error("the {kind} {name} is missing")]
    Lacking {
        /// What it is.
        kind: String,
        /// Its name.
        name: String,
    },
}

impl Mismatch {
    /// Whether the file cannot be read as ours.
    pub(super) fn is_of_tables(&self) -> bool {
        match self {
            Self::LaidOut { kind, .. } | Self::Lacking { kind, .. } => kind == "table",
            _ => false,
        }
    }
}
