//! What can be wrong with the numbers a measure is asked of. It does not say where in a file they
//! stood; the readers add that.

/// Why a figure cannot be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A confidence outside (0.5, 1).
    #[error("expected a confidence between 50% and 100%, found {}%", .0 * 100.0)]
    Confidence(f64),
    /// More hits than trials.
    #[error("expected at most {n} hits of {n}, found {hits}")]
    Hits {
        /// The hits given.
        hits: u64,
        /// The sample size given.
        n: u64,
    },
    /// A sample larger than its population.
    #[error("expected a sample of at most {population} of {population}, found {n}")]
    Sample {
        /// The sample size given.
        n: u64,
        /// The population given.
        population: u64,
    },
    /// Nothing to compute from.
    #[error("expected at least one {0}, found none")]
    Empty(&'static str),
    /// A stratum that says nothing of its own spread.
    #[error(
        "stratum \"{stratum}\" has one {unit} of {population}: no variance can be estimated; expected at least two"
    )]
    Single {
        /// The stratum.
        stratum: String,
        /// `case` or `cluster`.
        unit: &'static str,
        /// How many the list has there, in words.
        population: String,
    },
    /// A stratum with more drawn than it has.
    #[error(
        "stratum \"{stratum}\": expected a population of at least the {n} drawn, found {population}"
    )]
    Population {
        /// The stratum.
        stratum: String,
        /// How many were drawn.
        n: u64,
        /// The population given.
        population: u64,
    },
    /// Too few raters to agree.
    #[error("expected two columns of ratings or more, found {0}")]
    Raters(usize),
    /// A rating that is not on the scale.
    #[error("expected a rating on the scale {scale}, found \"{found}\"")]
    OffScale {
        /// The rating.
        found: String,
        /// The scale's steps.
        scale: String,
    },
    /// Words with no order.
    #[error("expected numbers, found the rating \"{0}\", which has no order")]
    NoScale(String),
    /// A P chart of values without bases.
    #[error("expected a count and its base for every period of a P chart, found values alone")]
    NoBase,
    /// A count that is no part of its base.
    #[error("period {period}: expected a count from 0 to {n}, found {count}")]
    Share {
        /// The period.
        period: String,
        /// The count.
        count: f64,
        /// The base.
        n: f64,
    },
    /// A target that no share can reach.
    #[error("expected a target from 0 to 1 (0% to 100%) on a chart of shares, found {0}")]
    Target(f64),
    /// A rebase where there is nothing to begin anew.
    #[error("expected a row from 2 to {rows} for a new beginning, found row {row}")]
    Rebase {
        /// The 1-based row.
        row: usize,
        /// How many rows there are.
        rows: usize,
    },
}
