//! An identity found in a text.

use std::ops::Range;

use crate::role::Role;

/// What kind of identity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person's name or initials.
    Name(Role),
    /// An NHS number.
    NhsNumber,
    /// A National Insurance number.
    NationalInsurance,
    /// A postcode.
    Postcode,
    /// A telephone number.
    Phone,
    /// An email address.
    Email,
    /// A link or the name of a profile on a social network.
    Link,
    /// A date of birth.
    Birth,
    /// A street address.
    Address,
    /// An id of a local system.
    LocalId,
}

impl Kind {
    /// Returns the word printed in place of the identity.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name(role) => role.word(),
            Self::NhsNumber => "NHS number",
            Self::NationalInsurance => "NI number",
            Self::Postcode => "postcode",
            Self::Phone => "phone number",
            Self::Email => "email address",
            Self::Link => "link",
            Self::Birth => "date of birth",
            Self::Address => "address",
            Self::LocalId => "id",
        }
    }
}

/// One identity in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it is, in UTF-8 bytes.
    pub span: Range<usize>,
    /// What kind it is.
    pub kind: Kind,
    /// Who it is: the same for every form of one person's name; the text itself for patterns.
    pub key: String,
    /// Whether it only looks like a name and is on no list.
    pub weak: bool,
}
