//! An auditor's words that a public pack may print, and how far they have come. It does not redact.

use crate::{Approval, CaseId, Date, Month};

/// How far a quote has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A second person must approve it.
    Proposed,
    /// Public packs may print it.
    Approved {
        /// Who answers for it, by name.
        by: String,
        /// The date.
        on: Date,
        /// How the second person was known, unless by another login.
        second: Option<Approval>,
    },
    /// No pack may print it.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

impl Standing {
    /// Returns `proposed`, `approved` or `withdrawn`.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved { .. } => "approved",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// An auditor's words that a public pack may come to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// SHA-256 of the text, in hexadecimal: what is approved.
    pub digest: String,
    /// The text without names.
    pub text: String,
    /// The comment it was taken from.
    pub comment: String,
    /// The case the comment is about.
    pub case: Option<CaseId>,
    /// The month of the comment.
    pub month: Option<Month>,
    /// The code of the theme it illustrates.
    pub theme: String,
    /// The login that proposed it.
    pub proposed_by: String,
    /// How far it has come.
    pub standing: Standing,
}
