//! Who a listed person is to the case, and the word that replaces the name.

/// What a listed person is to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// The child the case is about.
    Child,
    /// A member of the family.
    Family,
    /// A worker or manager.
    Worker,
    /// The auditor.
    Auditor,
    /// Anyone else, or not known.
    #[default]
    Other,
}

impl Role {
    /// Returns the word that is in place of the name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Family => "family member",
            Self::Worker => "worker",
            Self::Auditor => "auditor",
            Self::Other => "name",
        }
    }
}
