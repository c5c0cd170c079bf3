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
    /// Month, count, base; oldest first.
    pub figures: Vec<(Month, u64, u64)>,
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
    let good = figures(|month| month.judgements[0] + month.judgements[1]);
    let requires = figures(|m| m.judgements[Judgement::RequiresImprovement as usize]);
    let inadequate = figures(|m| m.judgements[Judgement::Inadequate as usize]);
    Some(Improving {
        clauses: vec![
            Clause {
                words: "the share of good and outstanding rises",
                holds: good.windows(2).all(|pair| is_less(pair[0], pair[1])),
                figures: good,
            },
            Clause {
                words: "the share requiring improvement falls",
                holds: requires.windows(2).all(|pair| is_less(pair[1], pair[0])),
                figures: requires,
            },
            Clause {
                words: "none is inadequate",
                holds: inadequate.iter().all(|(_, count, _)| *count == 0),
                figures: inadequate,
            },
        ],
        missing: span - last.len() as u64,
    })
}

/// Tells whether the first share is under the second, exactly.
fn is_less((_, count, base): (Month, u64, u64), (_, other, other_base): (Month, u64, u64)) -> bool {
    u128::from(count) * u128::from(other_base) < u128::from(other) * u128::from(base)
}
