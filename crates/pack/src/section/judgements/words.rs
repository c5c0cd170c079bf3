//! What is said next to the judgements of a pack: the record, figures that were revised, and the councils' own
//! test clause by clause.

use assay_measures::report::{Clause as Tested, RecordLine, ShareBefore};
use assay_model::print::{capital, estimated_share, estimated_short};

use super::Clause;

/// Returns that a late return changed an earlier figure, and what that was; empty for none.
#[must_use]
pub fn revised(was: Option<ShareBefore>) -> String {
    was.map_or(String::new(), |ShareBefore { count, base, share }| {
        format!("revised (was {}, n = {base})", estimated_short(share, count, base))
    })
}

/// Returns the record line as a sentence; empty for none.
#[must_use]
pub fn record(line: Option<&RecordLine>) -> String {
    line.map_or(String::new(), |line| format!("{}.", capital(&line.words())))
}

/// Returns what the headline grade is.
#[must_use]
pub fn graded_by_us() -> String {
    "Graded by our auditors, not by Ofsted.".to_owned()
}

impl From<&Tested> for Clause {
    fn from(tested: &Tested) -> Self {
        let figures = tested.figures.iter().zip(&tested.shares);
        let figures = figures.map(|((month, count, base), share)| {
            format!("{} in {}", estimated_share(Some(*share), *count, *base), month.words())
        });
        Self {
            clause: capital(tested.words),
            met: tested.holds,
            figures: format!("{}.", figures.collect::<Vec<_>>().join("; ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_has_its_figures_and_a_revised_figure_what_it_was() {
        let month = assay_model::Month::parse("2026-09").unwrap();
        let tested = Tested {
            words: "inadequate falls",
            holds: true,
            figures: vec![(month, 20, 40)],
            shares: vec![0.9],
        };
        let clause = Clause::from(&tested);
        assert_eq!(clause.clause, "Inadequate falls");
        assert_eq!(clause.figures, "90% (20 of 40 audited) in September 2026.");
        let was = ShareBefore { count: 62, base: 100, share: Some(0.62) };
        assert_eq!(revised(Some(was)), "revised (was 62%, n = 100)");
        assert_eq!(revised(None), "");
    }
}
