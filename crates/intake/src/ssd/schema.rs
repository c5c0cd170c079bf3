//! The schema of a release of the Standard Safeguarding Dataset: tables, columns, codes and workers' roles. It is
//! parsed from YAML in `config` and checked in `check`, so that a `SsdSchema` is always usable. It reads no table.

use std::collections::{BTreeMap, HashMap};

use assay_model::EventSpec;
use assay_tables::fold_header as fold;

use crate::annexa::Code;
use crate::{DateOrder, near};

mod check;
mod fault;

pub use fault::{SsdFault, SsdPlace};

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
    pub(super) fn has_events(self) -> bool {
        matches!(self, Self::Events | Self::Care | Self::Workers)
    }

    /// Fields that a table of this sort cannot do without.
    fn fields(self) -> &'static [&'static str] {
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

/// A role of workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// How systems write it.
    pub also: Vec<String>,
    /// Whether a worker in it can hold a case.
    pub holds_case: bool,
    /// The plan types for which it comes before the others.
    pub first_for: Vec<String>,
}

/// The parts of a release, to be checked together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SsdParts {
    /// The name of the file, for messages.
    pub file: String,
    /// The release's name.
    pub version: String,
    /// How text dates are written.
    pub dates: DateOrder,
    /// What names of files may begin with.
    pub prefix: String,
    /// Cases that have been closed for more months are on no list.
    pub closed_months: u8,
    /// Codes of the reasons why care ended where the child was adopted.
    pub adopted: Vec<String>,
    /// Codes of the reasons why an episode of care ended where care goes on.
    pub goes_on: Vec<String>,
    /// The age at which care leavers are no longer owed the service, in years.
    pub leavers_until: u8,
    /// The code lists.
    pub codes: BTreeMap<String, Vec<Code>>,
    /// The roles, in their order.
    pub roles: Vec<Role>,
    /// The tables, in the order in which they are read.
    pub tables: Vec<SsdTable>,
    /// Tables that no measure needs.
    pub dropped: Vec<String>,
}

/// A release of the dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsdSchema {
    parts: SsdParts,
}

impl SsdSchema {
    /// Returns the checked schema.
    ///
    /// # Errors
    /// Everything that makes it unusable.
    pub fn new(parts: SsdParts) -> Result<Self, Vec<SsdFault>> {
        let faults = check::faults(&parts);
        if faults.is_empty() { Ok(Self { parts }) } else { Err(faults) }
    }

    /// Returns the name of the file that it was read from.
    pub(super) fn file(&self) -> &str {
        &self.parts.file
    }

    /// Returns the order in which dates are written.
    pub(super) fn dates(&self) -> DateOrder {
        self.parts.dates
    }

    /// Returns the release's name.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.parts.version
    }

    /// Returns the tables that are read, in their order.
    #[must_use]
    pub fn tables(&self) -> &[SsdTable] {
        &self.parts.tables
    }

    /// Returns the roles, in their order.
    pub(super) fn roles(&self) -> &[Role] {
        &self.parts.roles
    }

    /// Returns the codes of a list; none where there is no such list.
    pub(super) fn codes(&self, name: &str) -> &[Code] {
        self.parts.codes.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn closed_months(&self) -> u8 {
        self.parts.closed_months
    }

    pub(super) fn leavers_until(&self) -> u8 {
        self.parts.leavers_until
    }

    /// Says whether care that ended for this reason ended with an adoption.
    pub(super) fn is_adoption(&self, reason: &str) -> bool {
        self.parts.adopted.iter().any(|code| fold(code) == fold(reason))
    }

    /// Says whether care goes on after an episode that ended for this reason.
    pub(super) fn goes_on(&self, reason: &str) -> bool {
        self.parts.goes_on.iter().any(|code| fold(code) == fold(reason))
    }

    /// Returns the role of this name.
    pub(super) fn role(&self, text: &str) -> Option<usize> {
        let wanted = fold(text);
        let is_it = |role: &Role| {
            fold(&role.name) == wanted || role.also.iter().any(|name| fold(name) == wanted)
        };
        self.parts.roles.iter().position(is_it)
    }

    /// Returns which table a file or sheet is named after.
    pub(super) fn named(&self, name: &str) -> Named {
        let wanted = self.parts.bare(name);
        let is_it = |other: &String| self.parts.bare(other) == wanted;
        let found =
            self.parts.tables.iter().position(|t| is_it(&t.name) || t.also.iter().any(is_it));
        match found {
            Some(at) => Named::Table(at),
            None => match self.parts.dropped.iter().find(|other| is_it(other)) {
                Some(name) => Named::Dropped(name.clone()),
                None => Named::Nothing,
            },
        }
    }

    /// Returns the table whose name is near to that of a file or sheet.
    pub(super) fn near(&self, name: &str) -> Option<&str> {
        let of_tables =
            self.parts.tables.iter().flat_map(|t| std::iter::once(&t.name).chain(&t.also));
        let known: Vec<(String, &String)> = of_tables
            .chain(&self.parts.dropped)
            .map(|name| (self.parts.bare(name), name))
            .collect();
        let near = near::of(&self.parts.bare(name), known.iter().map(|(bare, _)| bare.as_str()))?;
        known.iter().find(|(bare, _)| bare == near).map(|(_, name)| name.as_str())
    }

    /// Returns the columns of each table that others refer to, by number.
    pub(super) fn referred_to(&self) -> HashMap<String, Vec<usize>> {
        let refers =
            || self.parts.tables.iter().flat_map(|t| &t.columns).filter_map(|c| c.refers.as_ref());
        let of_table = |table: &SsdTable| {
            let is_it = |column: &SsdColumn| {
                refers().any(|to| to.table == table.name && to.column == column.name)
            };
            let columns = table.columns.iter().enumerate().filter(|(_, column)| is_it(column));
            (table.name.clone(), columns.map(|(at, _)| at).collect())
        };
        self.parts.tables.iter().map(of_table).collect()
    }
}

impl SsdParts {
    /// A name without its beginning, and without the words around it that are numbers, such as the day of an extract.
    fn bare(&self, name: &str) -> String {
        let folded = fold(name);
        let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
        // `s47` and the like are no numbers.
        let words: Vec<&str> = folded.split_whitespace().skip_while(is_number).collect();
        let kept = words.len() - words.iter().rev().take_while(|word| is_number(word)).count();
        let bare = words[..kept].join(" ");
        bare.strip_prefix(&fold(&self.prefix)).unwrap_or(&bare).trim().to_owned()
    }
}

/// What a file or sheet is named after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// A table that is read.
    Table(usize),
    /// A table that no measure needs.
    Dropped(String),
    /// None of them.
    Nothing,
}

impl SsdTable {
    /// Returns the place of the column that fills a field.
    pub(super) fn at(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    pub(super) fn key(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.is_key)
    }

    /// Says whether a header is that of a column which no measure needs.
    pub(super) fn drops(&self, header: &str) -> bool {
        self.dropped.iter().any(|name| fold(name) == fold(header))
    }

    pub(super) fn spec(&self) -> Option<&'static EventSpec> {
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
