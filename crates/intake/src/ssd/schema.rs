//! The schema of a release of the Standard Safeguarding Dataset: tables, columns, codes and workers' roles. It is
//! parsed from YAML in `config` and checked in `check`, so that a `SsdSchema` is always usable. It reads no table.

use std::collections::{BTreeMap, HashMap};

use assay_tables::fold_header as fold;

use crate::annexa::Code;
use crate::{DateOrder, near};

mod check;
mod fault;
mod table;

pub use fault::{SsdFault, SsdPlace};
pub use table::{Holds, Needed, Refers, SsdColumn, SsdKind, SsdTable, UnknownCode};

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
