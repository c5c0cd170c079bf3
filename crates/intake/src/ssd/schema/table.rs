//! One table of a release of the dataset: its columns, what is in them, and what the program makes of it. It reads
//! no table and checks no schema.

use std::collections::BTreeMap;

use assay_model::EventSpec;
use assay_tables::fold_header as fold;

/// What the program makes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// Names of teams.
    Teams,
    /// Names of workers, and their posts.
    Workers,
    /// Who works with whom, in which role, from when to when.
    Involvements,
    /// The persons that all other tables refer to.
    Persons,
    /// The family of a person.
    Families,
    /// Rows of a case list of its own.
    List,
    /// Conferences, joined to the enquiries they came from.
    Conferences,
    /// Episodes of care, joined into periods.
    Care,
    /// Legal statuses.
    Statuses,
    /// Health and dental checks.
    Checks,
    /// Care leavers.
    Leavers,
    /// Events of a kind that the program knows.
    Events,
}

impl Holds {
    /// All, in the order they are listed to people.
    pub const ALL: [Self; 12] = [
        Self::Teams,
        Self::Workers,
        Self::Involvements,
        Self::Persons,
        Self::Families,
        Self::List,
        Self::Conferences,
        Self::Care,
        Self::Statuses,
        Self::Checks,
        Self::Leavers,
        Self::Events,
    ];

    /// Returns its word in a schema.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Teams => "teams",
            Self::Workers => "workers",
            Self::Involvements => "involvements",
            Self::Persons => "persons",
            Self::Families => "families",
            Self::List => "list",
            Self::Conferences => "conferences",
            Self::Care => "care",
            Self::Statuses => "statuses",
            Self::Checks => "checks",
            Self::Leavers => "leavers",
            Self::Events => "events",
        }
    }

    /// Says whether rows of the table are stored as events.
    pub(in crate::ssd) fn has_events(self) -> bool {
        matches!(self, Self::Events | Self::Care | Self::Workers)
    }

    /// Fields that a table of this sort cannot do without.
    pub(super) fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Teams => &["team_id"],
            Self::Workers => &["worker_id"],
            Self::Involvements | Self::List | Self::Care | Self::Conferences => &["person", "date"],
            Self::Persons | Self::Leavers => &["person"],
            Self::Families => &["person", "family"],
            Self::Statuses => &["person", "legal_status", "date"],
            Self::Checks => &["person", "check_type", "date"],
            Self::Events => &["date"],
        }
    }
}

/// What is in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SsdKind {
    /// An id.
    Id,
    /// Text.
    Text,
    /// A date.
    Date,
    /// A date, with the time where it is known.
    Moment,
    /// Yes or no.
    YesNo,
    /// A number from 0.
    Number,
    /// A code of the named list.
    Code(String),
}

/// What becomes of a code that is not on its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownCode {
    /// It is not stored.
    #[default]
    Lost,
    /// It is kept as it is written.
    Kept,
}

/// How far a column is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Needed {
    /// Something is lacking without it.
    #[default]
    No,
    /// A table without the column is refused; a row may be blank in it.
    Column,
    /// A table without the column is refused, and a row without its value is not stored.
    Value,
}

/// A column of a table that has the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refers {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
}

/// One column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsdColumn {
    /// Its name.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// The field it fills.
    pub field: String,
    /// What is in it.
    pub kind: SsdKind,
    /// Whether it is the id of the row.
    pub is_key: bool,
    /// How far it is needed.
    pub needed: Needed,
    /// Where the same id is.
    pub refers: Option<Refers>,
    /// What becomes of an unknown code.
    pub unknown: UnknownCode,
    /// What is lacking without it.
    pub without: String,
}

/// One table that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsdTable {
    /// Its name.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// What the program makes of it.
    pub holds: Holds,
    /// The kind of events.
    pub kind: Option<String>,
    /// The name of the case list.
    pub list: Option<String>,
    /// What is lacking without it.
    pub without: String,
    /// Fields that are the same in every row.
    pub constants: BTreeMap<String, String>,
    /// The fields by which two files have the same event.
    pub event_key: Vec<String>,
    /// Values of rows that are no events, by field; the empty text is a blank.
    pub leave_out: BTreeMap<String, Vec<String>>,
    /// The columns.
    pub columns: Vec<SsdColumn>,
    /// Columns that no measure needs.
    pub dropped: Vec<String>,
}

impl SsdTable {
    /// Returns the place of the column that fills a field.
    pub(in crate::ssd) fn at(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    pub(in crate::ssd) fn key(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.is_key)
    }

    /// Says whether a header is that of a column which no measure needs.
    pub(in crate::ssd) fn drops(&self, header: &str) -> bool {
        self.dropped.iter().any(|name| fold(name) == fold(header))
    }

    pub(in crate::ssd) fn spec(&self) -> Option<&'static EventSpec> {
        self.kind.as_deref().and_then(EventSpec::of)
    }
}

impl Refers {
    /// Returns what is referred to of `TABLE.COLUMN`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (table, column) = text.split_once('.')?;
        let (table, column) = (table.trim().to_owned(), column.trim().to_owned());
        (!table.is_empty() && !column.is_empty()).then_some(Self { table, column })
    }
}
