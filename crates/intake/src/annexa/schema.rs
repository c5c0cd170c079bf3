//! The schema of an Annex A version: lists, columns, code lists and header aliases. Parsed from YAML in
//! `config`; checked here, so that a `Schema` is always usable.

use assay_tables::fold_header as fold;

use std::collections::BTreeMap;

/// One code of a code list, e.g. `b) Female`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code as Annex A prefers it.
    pub text: String,
    /// Further ways it is written.
    pub also: Vec<String>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// The id of the child or adopter.
    Id,
    /// A date.
    Date,
    /// A whole number.
    Whole,
    /// An age in years, −1 for an unborn child.
    Age,
    /// Free text.
    Text,
    /// A code of the named code list.
    Code(String),
}

/// One column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header in this version.
    pub name: String,
    /// Other headers that mean the same.
    pub aliases: Vec<String>,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether Annex A allows a blank.
    pub may_be_blank: bool,
    /// Whether this is a council's own column, which nobody misses.
    pub further: bool,
    /// The field of a case it gives, if any.
    pub field: Option<String>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSchema {
    /// Its number, 1 to 11.
    pub number: u8,
    /// Its title, e.g. `Children in Need`.
    pub name: String,
    /// The name under which its rows are kept as a case list of their own, e.g. `contacts`; none for
    /// the lists of children and of adopters.
    pub cases: Option<String>,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// One version of Annex A.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    version: String,
    lists: Vec<ListSchema>,
    codes: BTreeMap<String, Vec<Code>>,
}

/// Why a schema cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaFault {
    /// A list without exactly one id column.
    #[error("list {0}: expected exactly one column of kind \"id\"")]
    Ids(u8),
    /// Two columns that the same header would mean.
    #[error("list {list}: the header \"{header}\" belongs to two columns")]
    Twice {
        /// The list.
        list: u8,
        /// The header.
        header: String,
    },
    /// A code list that is not there.
    #[error("list {list}, column \"{column}\": there is no code list \"{codes}\"")]
    Codes {
        /// The list.
        list: u8,
        /// The column.
        column: String,
        /// The code list's name.
        codes: String,
    },
    /// Two lists of one number.
    #[error("list {0} is described twice")]
    Repeated(u8),
}

impl Schema {
    /// Returns the checked schema.
    ///
    /// # Errors
    /// When a list has no id column, a header is ambiguous, or a code list is missing.
    pub fn new(
        version: String,
        lists: Vec<ListSchema>,
        codes: BTreeMap<String, Vec<Code>>,
    ) -> Result<Self, SchemaFault> {
        for (index, list) in lists.iter().enumerate() {
            if lists[..index].iter().any(|other| other.number == list.number) {
                return Err(SchemaFault::Repeated(list.number));
            }
            check_list(list, &codes)?;
        }
        Ok(Self { version, lists, codes })
    }

    /// Returns the version's name, e.g. `2019`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the lists.
    #[must_use]
    pub fn lists(&self) -> &[ListSchema] {
        &self.lists
    }

    /// Returns the list of a number.
    #[must_use]
    pub fn list(&self, number: u8) -> Option<&ListSchema> {
        self.lists.iter().find(|list| list.number == number)
    }

    /// Returns a code list; empty when there is none of the name.
    #[must_use]
    pub fn codes(&self, name: &str) -> &[Code] {
        self.codes.get(name).map_or(&[], Vec::as_slice)
    }
}

impl ListSchema {
    /// Returns how many columns every template has.
    pub(crate) fn usual(&self) -> usize {
        self.columns.iter().filter(|column| !column.further).count()
    }

    /// Returns the column that a header means, and whether it is an alias.
    pub(crate) fn column_of(&self, header: &str) -> Option<(usize, bool)> {
        let wanted = fold(header);
        if wanted.is_empty() {
            return None;
        }
        let exact = |column: &Column| fold(&column.name) == wanted;
        let alias = |column: &Column| column.aliases.iter().any(|alias| fold(alias) == wanted);
        // Templates of 2024 write headers without spaces: ChildUniqueID.
        let bare = |header: &str| fold(header).replace(' ', "");
        let joined = wanted.replace(' ', "");
        let run_together = |column: &Column| {
            std::iter::once(&column.name).chain(&column.aliases).any(|name| bare(name) == joined)
        };
        // Some tools cut headers off at 60 characters or so: a long beginning of one name is that name.
        let cut = |column: &Column| wanted.len() >= 40 && fold(&column.name).starts_with(&wanted);
        let find = |test: &dyn Fn(&Column) -> bool| self.columns.iter().position(test);
        find(&exact).map(|index| (index, false)).or_else(|| {
            let other = find(&alias).or_else(|| find(&run_together)).or_else(|| find(&cut));
            other.map(|index| (index, true))
        })
    }
}

fn check_list(list: &ListSchema, codes: &BTreeMap<String, Vec<Code>>) -> Result<(), SchemaFault> {
    if list.columns.iter().filter(|column| column.kind == ColumnKind::Id).count() != 1 {
        return Err(SchemaFault::Ids(list.number));
    }
    let mut seen = BTreeMap::new();
    for (index, column) in list.columns.iter().enumerate() {
        for header in std::iter::once(&column.name).chain(&column.aliases) {
            if seen.insert(fold(header), index).is_some_and(|other| other != index) {
                return Err(SchemaFault::Twice { list: list.number, header: header.clone() });
            }
        }
        if let ColumnKind::Code(name) = &column.kind
            && !codes.contains_key(name)
        {
            return Err(SchemaFault::Codes {
                list: list.number,
                column: column.name.clone(),
                codes: name.clone(),
            });
        }
    }
    Ok(())
}
