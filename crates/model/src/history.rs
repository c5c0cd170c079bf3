//! What is known from outside the rounds: audits and figures from before the tool, comparators,
//! and what inspectors found. It is shown apart and never enters an interval.

use crate::{CaseId, Date, Judgement};

/// An audit made before the tool, for exclusions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PastAudit {
    /// The case.
    pub case: CaseId,
    /// The date of the audit.
    pub on: Date,
    /// The kind as the source words it; empty when not given.
    pub kind: String,
}

/// A figure from before the tool.
#[derive(Debug, Clone, PartialEq)]
pub struct PastFigure {
    /// What was measured, e.g. `good or better`.
    pub measure: String,
    /// The domain, empty for the whole audit.
    pub domain: String,
    /// The period, `2024-03` or the source's words.
    pub period: String,
    /// The value, in the measure's unit.
    pub value: f64,
    /// The base, where the source gives one.
    pub n: Option<u64>,
    /// Where it is from.
    pub source: String,
}

/// Another area's figure to hold ours against.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparator {
    /// The indicator's key.
    pub indicator: String,
    /// Whose figure it is, e.g. `England`.
    pub area: String,
    /// The period in the source's words.
    pub period: String,
    /// The value, in the indicator's unit.
    pub value: f64,
    /// Where it is from.
    pub source: String,
}

/// A recommendation of an inspection letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The council's number for it, e.g. `2025-3`.
    pub id: String,
    /// The letter it is in.
    pub letter: String,
    /// The date of the letter.
    pub on: Option<Date>,
    /// The recommendation's words.
    pub text: String,
    /// Who owns it.
    pub owner: String,
    /// Progress in the council's words.
    pub progress: String,
}

/// A judgement of an inspection, as its letter gives it. It is the inspectors', never made from audits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionResult {
    /// The letter it is in.
    pub letter: String,
    /// The date of the letter.
    pub on: Date,
    /// The code of what was judged, by the framework in force on that day.
    pub area: String,
    /// The grade.
    pub grade: Judgement,
}
