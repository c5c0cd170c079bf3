//! How many files to read, and what so many can say. Three questions: how close (precision, Cochran,
//! *Sampling Techniques*, 1977, section 4.4, with the finite population correction), whether something
//! would be seen at all (discovery sampling, AICPA *Audit Sampling*), and whether at most so many
//! exceptions can be tolerated (attribute sampling). All three count without replacement.

use assay_model::Share;
use assay_model::print::count;

use crate::Confidence;
use crate::bisection::first;
use crate::distribution::{Hypergeometric, exceeds};

/// What is asked of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Question {
    /// A share within a margin, if it is about as expected.
    Precision {
        /// The margin, e.g. 5%.
        margin: Share,
        /// The share expected; 50% asks for most.
        expected: Share,
    },
    /// At least one hit, if there are as many as this rate.
    Discovery {
        /// The rate that must not go unseen.
        rate: Share,
    },
    /// No more exceptions than this, if the rate were not tolerable.
    Attribute {
        /// The rate that is just not tolerable.
        tolerable: Share,
        /// How many exceptions the sample may have.
        errors: u64,
    },
}

/// A sample size and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleSize {
    /// The size.
    pub n: u64,
    /// `precision`, `discovery` or `attribute`.
    pub method: &'static str,
    /// What it says, in a sentence.
    pub sentence: String,
}

/// Why no size answers the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanningError {
    /// No cases.
    #[error("the population is 0: expected at least 1 case")]
    Empty,
    /// A share that leaves nothing to ask.
    #[error("expected {what} between 0% and 100%, found {found}")]
    Share {
        /// Which share.
        what: &'static str,
        /// What was given.
        found: String,
    },
    /// Even all files would not do.
    #[error(
        "{marked} of {population} is no more than the {errors} errors allowed: even reading every file could not decide it"
    )]
    Never {
        /// How many cases the tolerable rate is.
        marked: u64,
        /// The population.
        population: u64,
        /// The errors allowed.
        errors: u64,
    },
}

/// Returns the smallest sample that answers the question for a list of `population` cases.
///
/// # Errors
/// When the list is empty, a share leaves nothing to ask, or no sample answers.
pub fn size(
    population: u64,
    question: Question,
    confidence: Confidence,
) -> Result<SampleSize, PlanningError> {
    if population == 0 {
        return Err(PlanningError::Empty);
    }
    match question {
        Question::Precision { margin, expected } => {
            precision(population, margin, expected, confidence)
        }
        Question::Discovery { rate } => discovery(population, rate, confidence),
        Question::Attribute { tolerable, errors } => {
            attribute(population, tolerable, errors, confidence)
        }
    }
}

/// Returns the chance that a sample of `n` from `population` cases shows at least one of `marked`.
#[must_use]
pub fn chance_of_one(population: u64, marked: u64, n: u64) -> f64 {
    1.0 - Hypergeometric::new(population, marked, n).exactly(0)
}

/// Returns the fewest cases there can be for a sample of `n` to show at least one with this confidence;
/// none when even all of them would not.
#[must_use]
pub fn smallest_seen(population: u64, n: u64, confidence: Confidence) -> Option<u64> {
    let seen = |marked: u64| !exceeds(missed(population, marked, n), risk(confidence));
    if !seen(population) {
        return None;
    }
    Some(first(1, population, seen))
}

/// Returns the half-width of the interval of a share near one half, in tenths of a percent, rounded up.
#[must_use]
pub fn margin_of(population: u64, n: u64, confidence: Confidence) -> u64 {
    if n == 0 {
        return 1000;
    }
    let (population, n) = (population as f64, n as f64);
    let rest = if population > 1.0 { (population - n) / (population - 1.0) } else { 0.0 };
    up(1000.0 * confidence.z() * (0.25 / n * rest.max(0.0)).sqrt())
}

fn precision(
    population: u64,
    margin: Share,
    expected: Share,
    confidence: Confidence,
) -> Result<SampleSize, PlanningError> {
    inside("a margin", margin)?;
    inside("an expected share", expected)?;
    let (e, p, size) = (margin.value(), expected.value(), population as f64);
    let spread = confidence.z().powi(2) * p * (1.0 - p);
    let n = up(size * spread / ((size - 1.0) * e * e + spread)).min(population);
    let sentence = format!(
        "if about {expected} of the {} were so, {} files would show the share within {margin} either way with {} confidence",
        count(population),
        count(n),
        percent(confidence)
    );
    Ok(SampleSize { n, method: "precision", sentence })
}

fn discovery(
    population: u64,
    rate: Share,
    confidence: Confidence,
) -> Result<SampleSize, PlanningError> {
    inside("a rate", rate)?;
    let marked = rate.of_rounded_up(population);
    let n = first(1, population, |n| !exceeds(missed(population, marked, n), risk(confidence)));
    let sentence = format!(
        "if {} of the {} were inadequate, {} files would show at least one with {} confidence",
        count(marked),
        count(population),
        count(n),
        percent(confidence)
    );
    Ok(SampleSize { n, method: "discovery", sentence })
}

fn attribute(
    population: u64,
    tolerable: Share,
    errors: u64,
    confidence: Confidence,
) -> Result<SampleSize, PlanningError> {
    inside("a tolerable rate", tolerable)?;
    let marked = tolerable.of_rounded_up(population);
    if marked <= errors {
        return Err(PlanningError::Never { marked, population, errors });
    }
    let n = first(1, population, |n| {
        !exceeds(Hypergeometric::new(population, marked, n).at_most(errors), risk(confidence))
    });
    let found = if errors == 1 { "1 exception".to_owned() } else { format!("{errors} exceptions") };
    let sentence = format!(
        "if {} files show at most {found}, fewer than {} of the {} ({tolerable}) are exceptions, with {} confidence",
        count(n),
        count(marked),
        count(population),
        percent(confidence)
    );
    Ok(SampleSize { n, method: "attribute", sentence })
}

fn missed(population: u64, marked: u64, n: u64) -> f64 {
    Hypergeometric::new(population, marked, n).exactly(0)
}

fn risk(confidence: Confidence) -> f64 {
    1.0 - confidence.level()
}

/// Rounds up, but not over a whole number that a float missed by its last digits.
fn up(value: f64) -> u64 {
    let nearest = value.round();
    if (value - nearest).abs() <= 1e-9 * value.abs().max(1.0) {
        nearest as u64
    } else {
        value.ceil() as u64
    }
}

fn inside(what: &'static str, share: Share) -> Result<(), PlanningError> {
    if share.is_inside() {
        return Ok(());
    }
    Err(PlanningError::Share { what, found: share.to_string() })
}

fn percent(confidence: Confidence) -> String {
    let text = format!("{:.4}", confidence.level() * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests;
