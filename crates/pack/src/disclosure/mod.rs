//! Disclosure control: which small numbers a public pack withholds, and enough besides that nobody
//! can work them out, who knows every published number, every total and the rule itself.
//!
//! Counts from 1 to the rule's number are withheld (primary). Then, while some withheld count could
//! take no second value without changing a published number, another one is withheld (secondary).
//! Zeros are always shown, so the attacker also knows that a withheld count is at least one. The
//! tests solve what is published by another method and look for counts that have only one value.
//! Sums over overlapping spans of months cannot be guarded after the event (the difference of two of
//! them is a month) and are never put into a table of children.

mod guard;
mod system;

pub use guard::{Guarded, Printed, guard};
pub use system::{Past, State, Sum, System, withhold};

/// The rule of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Counts of children from 1 to this number are withheld.
    pub small: u64,
    /// Figures by team are pooled to at least this many audits.
    pub least_audits: u64,
}

impl Default for Rule {
    fn default() -> Self {
        Self { small: 5, least_audits: 20 }
    }
}

/// What is printed in place of a withheld number.
pub const WITHHELD: &str = "[c]";
