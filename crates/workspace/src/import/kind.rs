//! What can be imported, by the words of the command line.

/// The list that plans draw children from.
pub(super) const CHILDREN: &str = "children";

/// What files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Case lists.
    Cases,
    /// Audit returns.
    Returns,
    /// Events of one kind.
    Events,
    /// Actions.
    Actions,
    /// Inspection findings.
    Findings,
    /// Auditors.
    Auditors,
    /// Families.
    Families,
    /// Names, for redaction only.
    Names,
    /// Ids that became others.
    Aliases,
    /// Past audits, or past figures.
    History,
    /// Other areas' figures.
    Comparators,
    /// Plain text to search.
    Comments,
    /// Verdicts on themes of comments.
    Verdicts,
    /// The Standard Safeguarding Dataset, a file for each table.
    Ssd,
}

impl Kind {
    /// All kinds, in the order they are listed to people.
    pub const ALL: [Self; 14] = [
        Self::Cases,
        Self::Returns,
        Self::Events,
        Self::Actions,
        Self::Findings,
        Self::Auditors,
        Self::Families,
        Self::Names,
        Self::Aliases,
        Self::History,
        Self::Comparators,
        Self::Comments,
        Self::Verdicts,
        Self::Ssd,
    ];

    /// Returns the kind's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Returns => "returns",
            Self::Events => "events",
            Self::Actions => "actions",
            Self::Findings => "findings",
            Self::Auditors => "auditors",
            Self::Families => "families",
            Self::Names => "names",
            Self::Aliases => "aliases",
            Self::History => "history",
            Self::Comparators => "comparators",
            Self::Comments => "comments",
            Self::Verdicts => "verdicts",
            Self::Ssd => "ssd",
        }
    }

    /// Returns the kind with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
