//! A sample size, with what it says.

use assay_measures::planning;
use serde::Serialize;

/// A sample size and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SampleSize {
    /// The size.
    pub n: u64,
    /// `precision`, `discovery` or `attribute`.
    pub method: &'static str,
    /// What it says, in a sentence.
    pub sentence: String,
}

impl From<planning::SampleSize> for SampleSize {
    fn from(found: planning::SampleSize) -> Self {
        Self { n: found.n, method: found.method, sentence: found.sentence }
    }
}
