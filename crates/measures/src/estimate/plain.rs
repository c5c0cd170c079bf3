//! Estimates of a plain table of cells: whether its values are a share or a mean, and the exact interval where
//! the rows are one simple draw. The formulas are those of `estimate` and `interval`.

use super::{Basis, Estimate, Measure, Method, Sample, Stratum, estimate};
use crate::interval::exact;
use crate::{Confidence, Error};

/// What a filled cell can be read as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// 1 for yes and 0 for no; none where it is neither.
    pub answer: Option<f64>,
    /// The number; none where it is none.
    pub number: Option<f64>,
}

impl Cell {
    /// Returns what the cell says in a column of this measure; none where that is not in it.
    #[must_use]
    pub fn value(self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Share => self.answer,
            Measure::Mean => self.number,
        }
    }
}

/// Returns whether the filled cells of a column are answers or numbers. One `yes` makes it a column of answers,
/// so that the cell which is none is at fault.
#[must_use]
pub fn measure_of(cells: impl IntoIterator<Item = Cell>) -> Measure {
    let (mut is_worded, mut is_answered) = (false, true);
    for Cell { answer, number } in cells {
        is_worded |= answer.is_some() && number.is_none();
        is_answered &= answer.is_some();
    }
    if is_worded || is_answered { Measure::Share } else { Measure::Mean }
}

/// Returns the estimate of the mean or share, with the exact interval of a share where the sample is one
/// simple draw from a list of known size.
///
/// # Errors
/// As [`estimate`].
pub fn estimate_plain(
    sample: &Sample,
    measure: Measure,
    confidence: Confidence,
) -> Result<Estimate, Error> {
    let found = estimate(sample, measure, confidence)?;
    Ok(match measure {
        Measure::Share => exact_where_simple(found, sample, confidence),
        Measure::Mean => found,
    })
}

fn exact_where_simple(found: Estimate, sample: &Sample, confidence: Confidence) -> Estimate {
    let [Stratum { population: Some(population), .. }] = sample.strata.as_slice() else {
        return found;
    };
    let is_simple = sample.rows.iter().all(|row| row.inside && row.cluster.is_none());
    if !is_simple || found.method == Method::Census {
        return found;
    }
    let hits = sample.rows.iter().filter(|row| row.value > 0.5).count() as u64;
    match exact(hits, found.n, *population, confidence) {
        Ok(cases) => Estimate {
            interval: cases.shares_of(*population),
            method: Method::Exact,
            basis: Basis::Exact,
            ..found
        },
        Err(_) => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Chances, Row};

    const YES: Cell = Cell { answer: Some(1.0), number: None };
    const ONE: Cell = Cell { answer: Some(1.0), number: Some(1.0) };
    const SEVEN: Cell = Cell { answer: None, number: Some(7.0) };

    #[test]
    fn one_yes_makes_a_column_of_answers_and_one_number_a_column_of_numbers() {
        assert_eq!(measure_of([ONE, ONE]), Measure::Share);
        assert_eq!(measure_of([ONE, SEVEN]), Measure::Mean);
        assert_eq!(measure_of([ONE, SEVEN, YES]), Measure::Share);
        assert_eq!((SEVEN.value(Measure::Share), SEVEN.value(Measure::Mean)), (None, Some(7.0)));
    }

    #[test]
    fn a_share_of_one_simple_draw_has_the_exact_interval_and_a_clustered_one_has_not() {
        let row = |value, cluster| Row {
            stratum: 0,
            cluster,
            speaks_for: 1,
            pull: 1.0,
            value,
            inside: true,
        };
        let stratum =
            Stratum { name: "all".to_owned(), population: Some(50), chances: Chances::Equal };
        let of = |rows: Vec<Row>| {
            let sample = Sample { strata: vec![stratum.clone()], rows };
            estimate_plain(&sample, Measure::Share, Confidence::USUAL).unwrap()
        };
        let simple = of([1.0, 1.0, 0.0, 1.0, 0.0].map(|value| row(value, None)).to_vec());
        assert_eq!((simple.method, simple.basis), (Method::Exact, Basis::Exact));
        assert_eq!(simple.interval, exact(3, 5, 50, Confidence::USUAL).unwrap().shares_of(50));
        let values = [1.0, 1.0, 0.0, 1.0, 0.0];
        let rows = values.iter().enumerate().map(|(at, value)| row(*value, Some(at)));
        assert_ne!(of(rows.collect()).method, Method::Exact);
    }
}
