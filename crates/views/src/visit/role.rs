//! What a case was to a draw, and what an audit of it was, in words.

use std::fmt;

use assay_model::{AuditKind, AuditReturn};

/// What a case was to a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseRole<'a> {
    /// What was asked for is no case id.
    NotAnId,
    /// There is no draw.
    NoDraw,
    /// It is not on the frozen list.
    NotListed,
    /// It is on the list and was not drawn.
    NotDrawn,
    /// It is a reserve that did not step in.
    InReserve,
    /// It was drawn.
    Drawn,
    /// It was drawn to be read twice.
    DrawnTwice,
    /// It was drawn, and replaced.
    Replaced {
        /// The case that stepped in.
        by: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// It stepped in for this case.
    InPlaceOf(&'a str),
    /// It was chosen by judgement.
    Targeted,
}

impl CaseRole<'_> {
    /// Returns whether it belongs, or belonged, to the sample.
    #[must_use]
    pub fn is_in(self) -> bool {
        !matches!(
            self,
            Self::NotAnId | Self::NoDraw | Self::NotListed | Self::NotDrawn | Self::InReserve
        )
    }

    /// Returns the draw with what the case was to it, such as `2026-09-monthly: drawn`; `status` is that of
    /// the frozen list.
    #[must_use]
    pub fn in_draw(self, draw: &str, status: &str) -> String {
        match self {
            Self::NotDrawn => format!("{draw}: {status}, {self}"),
            role => format!("{draw}: {role}"),
        }
    }
}

impl fmt::Display for CaseRole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnId => f.write_str("not a case id"),
            Self::NoDraw => f.write_str("no draw was made"),
            Self::NotListed => f.write_str("not on the list"),
            Self::NotDrawn => f.write_str("not drawn"),
            Self::InReserve => f.write_str("in reserve"),
            Self::Drawn => f.write_str("drawn"),
            Self::DrawnTwice => f.write_str("drawn, read twice"),
            Self::Replaced { by, reason } => write!(f, "drawn, replaced by {by}: {reason}"),
            Self::InPlaceOf(case) => write!(f, "audited in place of {case}"),
            Self::Targeted => f.write_str("chosen by judgement"),
        }
    }
}

/// Returns an audit in a few words: its day, kind and judgement.
#[must_use]
pub fn audit_in_words(audit: &AuditReturn) -> String {
    let on = audit.audited_on.map_or("undated".to_owned(), |date| date.to_string());
    let kind = match audit.kind {
        AuditKind::Monthly => "audit",
        other => other.word(),
    };
    let overall = audit.overall.map_or("no overall judgement", |j| j.words());
    format!("{on} {kind}: {overall}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_said_with_its_draw() {
        let replaced = CaseRole::Replaced { by: "7", reason: "closed" };
        assert_eq!(replaced.in_draw("a", "eligible"), "a: drawn, replaced by 7: closed");
        assert_eq!(CaseRole::NotDrawn.in_draw("a", "eligible"), "a: eligible, not drawn");
        assert!(replaced.is_in() && !CaseRole::InReserve.is_in());
    }
}
