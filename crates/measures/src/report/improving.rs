//! "Are we improving?" by the councils' own test: over consecutive months the share of good and
//! outstanding rises, requires improvement falls, and none is inadequate. Answered clause by clause
//! with its figures. It is a test of what was found, not of chance, and says so wherever it prints.

use assay_model::{Judgement, Month};

use super::MonthFigures;

/// How many consecutive months the test looks at.
pub const PERIODS: usize = 3;

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Improving {
    /// The three clauses.
    pub clauses: Vec<Clause>,
    /// Months between the first and the last looked at that have no judgements.
    pub missing: u64,
}

/// One clause of the test.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The clause in words.
    pub words: &'static str,
    /// Whether it holds over the months looked at.
    pub holds: bool,
    /// Month, count, base of the audits read; oldest first.
    pub figures: Vec<(Month, u64, u64)>,
    /// The share (0–1) of each month that the clause is decided by: the estimate for the eligible list.
    pub shares: Vec<f64>,
}

impl Improving {
    /// Tells whether all clauses hold.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        self.clauses.iter().all(|clause| clause.holds)
    }
}

/// Returns the answer over the last `periods` months with judgements; none when there are under two.
#[must_use]
pub fn improving(months: &[MonthFigures], periods: usize) -> Option<Improving> {
    let judged: Vec<&MonthFigures> = months.iter().filter(|month| month.judged() > 0).collect();
    let last = &judged[judged.len().saturating_sub(periods)..];
    let [first, .., latest] = last else { return None };
    let span = latest.month.since(first.month) as u64 + 1;
    let figures = |count: fn(&MonthFigures) -> u64| -> Vec<(Month, u64, u64)> {
        last.iter().map(|month| (month.month, count(month), month.judged())).collect()
    };
    let share = |of: fn(&MonthFigures) -> Option<f64>| -> Vec<f64> {
        last.iter().filter_map(|month| of(month)).collect()
    };
    let good = share(|month| month.good_or_better.value());
    let requires = share(MonthFigures::requires_improvement);
    let inadequate = figures(|m| m.judgements[Judgement::Inadequate as usize]);
    Some(Improving {
        clauses: vec![
            Clause {
                words: "the share of good and outstanding rises",
                holds: good.windows(2).all(|pair| is_less(pair[0], pair[1])),
                figures: figures(|month| month.judgements[0] + month.judgements[1]),
                shares: good,
            },
            Clause {
                words: "the share requiring improvement falls",
                holds: requires.windows(2).all(|pair| is_less(pair[1], pair[0])),
                figures: figures(|m| m.judgements[Judgement::RequiresImprovement as usize]),
                shares: requires,
            },
            Clause {
                words: "none is inadequate",
                holds: inadequate.iter().all(|(_, count, _)| *count == 0),
                figures: inadequate,
                shares: share(|month| month.inadequate.value()),
            },
        ],
        missing: span - last.len() as u64,
    })
}

/// Returns whether the first share is under the second, by more than rounding can make of equal ones.
fn is_less(share: f64, other: f64) -> bool {
    other - share > 1e-9
}
