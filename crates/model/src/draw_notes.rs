//! What is kept of a draw besides its list and manifests: what was asked for at the freeze, why a
//! case changed hands, why a draw was given up, and which forms went out.

use std::collections::BTreeMap;

use crate::{CaseId, Date, DrawId, ReadRole};

/// What was asked for when a list was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FreezeTerms {
    /// How many cases are to be drawn.
    pub n: u64,
    /// Where the seed was to come from, in words.
    pub seed_source: String,
    /// The weight of each stratum, where the plan weighs them.
    pub weights: BTreeMap<String, u64>,
    /// The cases left out by hand.
    pub by_hand: Vec<LeftOut>,
}

/// A case left out of a list by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The case's id, or what replaced it when it was erased.
    pub case: String,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approver: String,
}

/// Why a case went to another auditor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reassignment {
    /// The draw.
    pub draw: DrawId,
    /// The case.
    pub case: CaseId,
    /// Which reading.
    pub role: ReadRole,
    /// The login of the auditor who takes it.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// That somebody asked to replace a case whose audit had come back, which needs a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacementAsked {
    /// The draw.
    pub draw: DrawId,
    /// The case.
    pub case: CaseId,
    /// The login that asked.
    pub login: String,
}

/// Why a draw was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbandonedDraw {
    /// The draw.
    pub draw: DrawId,
    /// Why.
    pub reason: String,
}

/// A form workbook that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormOut {
    /// The draw.
    pub draw: DrawId,
    /// Its place among the forms of the draw, from 1.
    pub number: u32,
    /// The login of the auditor, or the name of the team.
    pub holder: String,
    /// The file's name.
    pub file: String,
    /// How many cases it has.
    pub cases: u64,
    /// The version of the audit tool.
    pub tool: String,
    /// Whether it has all its cases on one sheet.
    pub is_grid: bool,
    /// The day it went out.
    pub out_on: Date,
    /// The SHA-256 of the file as it was written, in hexadecimal; none of forms from before that was kept.
    pub sha256: Option<String>,
}

/// The days on which a worker's feedback was given and filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackDays {
    /// The key of the return it is about.
    pub audit: String,
    /// The number of the return's record.
    pub number: u64,
    /// The case.
    pub case: CaseId,
    /// The draw the return belongs to.
    pub draw: Option<DrawId>,
    /// The day it was given in supervision.
    pub given_on: Option<Date>,
    /// The day the paragraph was filed in the child's record.
    pub filed_on: Option<Date>,
    /// The SHA-256 of the page as it was written, in hexadecimal; none of pages from before that was kept.
    pub sha256: Option<String>,
}

impl FeedbackDays {
    /// Returns the name of the page's file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("feedback-{}.docx", self.number)
    }
}
