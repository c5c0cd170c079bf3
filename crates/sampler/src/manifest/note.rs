//! What is noted on a manifest after its draw, and what is said where the sample was changed after results had
//! come back. Which returns are there, the caller knows. Days are those of UTC.

use std::fmt;

use assay_model::{Approval, CaseId, Timestamp, print};

/// What a note says of a change of the sample that followed results.
pub const AFTER_RESULTS: &str = "after results were known";

/// How the note begins that is in a manifest as long as readings lack auditors.
const LACKING: &str = "readings lack an auditor";

/// A note of a manifest.
#[derive(Debug, Clone, Copy)]
pub enum Note<'a> {
    /// A case was replaced although its audit had come back.
    Replaced {
        /// Who approved it, and how.
        approval: &'a Approval,
        /// When it was replaced.
        at: Timestamp,
    },
    /// The sample grew after audits had come back.
    Extended(Grown),
    /// The seed came from elsewhere than the freeze named.
    OtherSource {
        /// The source that the freeze named.
        named: &'a str,
        /// Where it came from.
        given: &'a str,
    },
    /// Readings lack an auditor: why, without ids.
    Lacking(&'a str),
}

/// A sample that grew after audits had come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grown {
    /// The size before.
    pub from: u64,
    /// The size after.
    pub to: u64,
    /// When it grew.
    pub at: Timestamp,
    /// How many audits had come back by then.
    pub audits: usize,
}

impl Note<'_> {
    /// Returns whether a manifest's note says that readings lack an auditor.
    #[must_use]
    pub fn is_lacking(note: &str) -> bool {
        note.starts_with(LACKING)
    }
}

impl fmt::Display for Note<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replaced { approval, at } => write!(
                f,
                "a case was replaced on {} {AFTER_RESULTS}: its audit had come back (approved {approval})",
                day(*at)
            ),
            Self::Extended(grown) => grown.fmt(f),
            Self::OtherSource { named, given } => write!(
                f,
                "the freeze named as the seed's source: {named}; the seed came from: {given}"
            ),
            Self::Lacking(why) => write!(f, "{LACKING}: {why}"),
        }
    }
}

impl fmt::Display for Grown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, at, audits } = *self;
        let audits = if audits == 1 { "1 audit" } else { &format!("{audits} audits") };
        write!(
            f,
            "the sample was extended from {from} to {to} on {} {AFTER_RESULTS}: {audits} had come back",
            day(at)
        )
    }
}

/// What the returns in the store say of a change that a manifest has on record.
#[derive(Debug, Clone, Copy)]
pub enum AfterResults<'a> {
    /// A replacement that says itself that the file had been opened.
    Replaced {
        /// The case that left the sample.
        case: &'a CaseId,
        /// When it was replaced.
        at: Timestamp,
        /// When its audit came back.
        back: Timestamp,
    },
    /// A replacement that says that the file was not opened.
    SaidUnopened {
        /// The case that left the sample.
        case: &'a CaseId,
        /// When it was replaced.
        at: Timestamp,
        /// When its audit came back.
        back: Timestamp,
    },
    /// An extension.
    Extended(Grown),
}

impl fmt::Display for AfterResults<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replaced { case, at, back } => write!(
                f,
                "results: case \"{case}\" was replaced on {} after its audit had come back on {}",
                day(*at),
                day(*back)
            ),
            Self::SaidUnopened { case, at, back } => write!(
                f,
                "the replacement of case \"{case}\" on {} says that its file was not opened, and its audit had come back on {}",
                day(*at),
                day(*back)
            ),
            Self::Extended(grown) => write!(f, "results: {grown}"),
        }
    }
}

fn day(at: Timestamp) -> String {
    print::date(assay_model::jiff::tz::TimeZone::UTC.to_datetime(at).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_say_what_followed_results() {
        let at: Timestamp = "2026-09-20T10:00:00Z".parse().unwrap();
        let back: Timestamp = "2026-09-18T10:00:00Z".parse().unwrap();
        let grown = Grown { from: 10, to: 12, at, audits: 1 };
        assert_eq!(
            Note::Extended(grown).to_string(),
            "the sample was extended from 10 to 12 on 20 September 2026 after results were known: 1 audit had come back"
        );
        let case = &CaseId::parse("7").unwrap();
        assert_eq!(
            AfterResults::Replaced { case, at, back }.to_string(),
            "results: case \"7\" was replaced on 20 September 2026 after its audit had come back on 18 September 2026"
        );
        assert!(Note::is_lacking("readings lack an auditor: 2 of them"));
        assert!(!Note::is_lacking("n reduced from 20 to 11"));
    }
}
