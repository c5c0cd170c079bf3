//! What becomes of what is kept of children: holds, erasures asked for and carried out, and what they serve. What a
//! hold covers in a store, `workspace` finds.

use std::fmt;

use crate::{Approval, CaseId, Date, day};

/// A hold: what must not be destroyed for now, or that it may be again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// What it covers.
    pub covers: Covers,
    /// Why it must be kept, or need not be kept any longer.
    pub reason: String,
    /// The login that put or lifted it.
    pub login: String,
    /// The date of that.
    pub since: Date,
    /// Whether it is on hold.
    pub held: bool,
}

/// What a hold covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covers {
    /// All that is kept of one case.
    Case(CaseId),
    /// A list of cases under its name, and all that is kept of every case that any import brought on it.
    List(String),
    /// Whatever is dated within these days.
    Period(Days),
    /// A theme by its code: all that is kept of every case of which a comment counts for it.
    Theme(String),
    /// All there is.
    Everything,
}

impl Covers {
    /// Returns the word for what kind of thing is covered.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Case(_) => "case",
            Self::List(_) => "list",
            Self::Period(_) => "period",
            Self::Theme(_) => "theme",
            Self::Everything => "everything",
        }
    }

    /// Returns which one of its kind it is; nothing for everything.
    #[must_use]
    pub fn which(&self) -> String {
        match self {
            Self::Case(case) => case.to_string(),
            Self::List(name) | Self::Theme(name) => name.clone(),
            Self::Period(days) => days.to_string(),
            Self::Everything => String::new(),
        }
    }

    /// Reads both; none where the one does not fit the other.
    #[must_use]
    pub fn read(kind: &str, which: &str) -> Option<Self> {
        let which = which.trim();
        let named = || (!which.is_empty()).then(|| which.to_owned());
        match kind {
            "case" => CaseId::parse(which).ok().map(Self::Case),
            "list" => named().map(Self::List),
            "period" => Days::parse(which).map(Self::Period),
            "theme" => named().map(Self::Theme),
            "everything" => which.is_empty().then_some(Self::Everything),
            _ => None,
        }
    }
}

impl fmt::Display for Covers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(case) => write!(f, "case {case}"),
            Self::List(name) => write!(f, "the list {name}"),
            Self::Period(days) => write!(f, "what is dated {days}"),
            Self::Theme(code) => write!(f, "the theme {code}"),
            Self::Everything => f.write_str("everything"),
        }
    }
}

/// Days from a first to a last one, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    first: Date,
    last: Date,
}

impl Days {
    /// Returns the days, unless the last is before the first.
    #[must_use]
    pub fn of(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Reads them as they are typed: `2024-01-01..2024-12-31`, or one day alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        Self::of(day::parse(first.trim())?, day::parse(last.trim())?)
    }

    /// Returns the first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// Returns the last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.last
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

/// Which right or duty an erasure serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// Somebody asked for it, and may.
    #[default]
    Request,
    /// It is kept no longer than it is needed.
    Limitation,
    /// It should never have been stored here.
    Unlawful,
    /// A court or the regulator ordered it.
    Order,
}

impl Ground {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Request, Self::Limitation, Self::Unlawful, Self::Order];

    /// Returns the word it is typed and kept with.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Limitation => "limitation",
            Self::Unlawful => "unlawful",
            Self::Order => "order",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.word() == word)
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "the right to erasure, on request (UK GDPR, Article 17)",
            Self::Limitation => {
                "the duty to keep data no longer than needed (UK GDPR, Article 5(1)(e))"
            }
            Self::Unlawful => {
                "the duty to erase what was processed unlawfully (UK GDPR, Article 17(1)(d))"
            }
            Self::Order => {
                "the duty to comply with an order of a court or of the regulator (UK GDPR, Article 17(1)(e))"
            }
        })
    }
}

/// That somebody asked for the erasure of a case. It is erased with the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureRequest {
    /// The case.
    pub case: CaseId,
    /// The login that asked.
    pub login: String,
    /// Why.
    pub reason: String,
    /// What it serves; none where an earlier program stored it, which did not ask.
    pub serves: Option<Ground>,
}

/// That a case was erased, without saying which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The ledger entry of the erasure.
    pub entry: u64,
    /// The login that asked.
    pub asked_by: String,
    /// The login that carried it out.
    pub carried_out_by: String,
    /// Why, without the id.
    pub reason: String,
    /// What it served; none where an earlier program carried it out.
    pub serves: Option<Ground>,
    /// How the second person was known, unless by another login.
    pub second: Option<Approval>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_said() {
        for text in ["2024-01-01..2024-12-31", "2024-02-29..2024-02-29"] {
            assert_eq!(Days::parse(text).map(|days| days.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Days::parse("2024-02-29"), Days::parse("2024-02-29..2024-02-29"));
        for text in ["", "2024", "2024-12-31..2024-01-01", "2024-01-01..", "2024-02-30"] {
            assert_eq!(Days::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_hold_covers_is_read_as_it_is_written() {
        for (kind, which) in [
            ("case", "C1"),
            ("list", "children"),
            ("period", "2024-01-01..2024-12-31"),
            ("theme", "drift_and_delay"),
            ("everything", ""),
        ] {
            let covers = Covers::read(kind, which).unwrap();
            assert_eq!((covers.kind(), covers.which().as_str()), (kind, which));
        }
        for (kind, which) in
            [("case", ""), ("list", " "), ("period", "2024"), ("everything", "x"), ("team", "x")]
        {
            assert_eq!(Covers::read(kind, which), None, "{kind} {which}");
        }
    }

    #[test]
    fn every_ground_is_read_by_its_word() {
        for ground in Ground::ALL {
            assert_eq!(Ground::parse(ground.word()), Some(ground));
        }
        assert_eq!(Ground::parse("whim"), None);
    }
}
