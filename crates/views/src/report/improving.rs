//! "Are we improving?" by the councils' own test, answered clause by clause with its figures.

use assay_measures::report as measured;
use assay_model::{Month, print};
use serde::Serialize;

use crate::shown;

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Improving {
    /// Whether all clauses hold.
    pub yes: bool,
    /// Months between the first and the last looked at that have no judgements.
    pub missing_months: u64,
    /// The three clauses.
    pub clauses: Vec<Clause>,
}

/// One clause of the test.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clause {
    /// The clause in words.
    pub clause: &'static str,
    /// Whether it holds over the months looked at.
    pub holds: bool,
    /// A figure a month, oldest first.
    pub figures: Vec<ClauseFigure>,
}

/// A month's figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClauseFigure {
    /// The month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// How many of the base.
    pub count: u64,
    /// Audits with a judgement.
    pub base: u64,
    /// The share (0–1) that decides: the estimate for the eligible list.
    pub share: f64,
    /// The share with what was read, as it is printed.
    #[serde(skip)]
    pub printed: String,
}

impl From<&measured::Improving> for Improving {
    fn from(found: &measured::Improving) -> Self {
        Self {
            yes: found.is_yes(),
            missing_months: found.missing,
            clauses: found.clauses.iter().map(Clause::from).collect(),
        }
    }
}

impl From<&measured::Clause> for Clause {
    fn from(found: &measured::Clause) -> Self {
        let figure = |((month, count, base), share): (&(Month, u64, u64), &f64)| ClauseFigure {
            month: *month,
            count: *count,
            base: *base,
            share: *share,
            printed: print::estimated_share(Some(*share), *count, *base),
        };
        Self {
            clause: found.words,
            holds: found.holds,
            figures: found.figures.iter().zip(&found.shares).map(figure).collect(),
        }
    }
}
