//! Counts of themes over comments and audits, each with its base: by group, by the half of a period, by audit
//! with its judgement, and around a month. Which comments count and which themes they speak of, the caller knows.

mod around;
mod audits;
mod groups;
mod halves;

use crate::interval::wilson;
use crate::{Confidence, Interval};

pub use around::{Around, around, shares_by_month};
pub use audits::{Pair, Sides, ThemeRisk, ThemedAudits};
pub use groups::{GroupCount, Groups};
pub use halves::{Halves, InHalves};

/// A count of its base.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counted {
    /// How many speak of it.
    pub hits: u64,
    /// Of how many.
    pub base: u64,
    /// Wilson's 95% interval of the share (0–1), where one is given; none for an empty base.
    pub interval: Option<Interval>,
}

impl Counted {
    fn with_interval(hits: u64, base: u64) -> Self {
        Self { hits, base, interval: wilson(hits, base, Confidence::USUAL).ok() }
    }
}
