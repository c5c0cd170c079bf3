//! Draws as they are looked at: how far each has come, what was frozen, which cases were drawn and who has them.

use assay_model::{Date, Month, Timestamp};
use serde::Serialize;

use crate::shown;

/// How far a draw has come, on a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrawLine {
    /// Its id.
    pub id: String,
    /// The plan.
    pub plan: String,
    /// Its month; none of a draw without one.
    #[serde(serialize_with = "shown::maybe")]
    pub month: Option<Month>,
    /// `frozen`, `drawn` or `abandoned`.
    pub state: &'static str,
    /// When the list was frozen.
    #[serde(serialize_with = "shown::text")]
    pub frozen_at: Timestamp,
    /// How many are drawn, or to be drawn.
    pub n: u64,
}

/// A draw, looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrawLook {
    /// How far it has come.
    pub line: DrawLine,
    /// The plan in a sentence.
    pub sentence: String,
    /// The list.
    pub list: String,
    /// The date the list speaks of.
    #[serde(serialize_with = "shown::text")]
    pub as_at: Date,
    /// The files the list came from.
    pub files: Vec<String>,
    /// Cases on the list.
    pub cases: u64,
    /// Of these, cases that could be drawn.
    pub eligible: u64,
    /// The others, by why they could not.
    pub left_out: Vec<(String, u64)>,
    /// What changed since the list before, in words.
    pub continuity: Vec<String>,
    /// The lines to send to somebody outside the team at once.
    pub receipt: String,
    /// Where the seed was said to come from when the list was frozen.
    pub seed_source: String,
    /// The seed, once it is on record.
    pub seed: Option<SeedLook>,
    /// What was drawn; none while the list is only frozen.
    pub drawn: Option<Drawn>,
    /// How many draws were made of the same list, abandoned ones too.
    pub draws_of_list: u64,
}

/// A seed on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeedLook {
    /// The seed.
    pub text: String,
    /// Where it came from.
    pub source: String,
    /// When it was recorded.
    pub recorded_at: String,
    /// Whether it is weak and was allowed all the same.
    pub weak: bool,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// Every place of the sample, and the reserves, in order.
    pub places: Vec<Place>,
    /// The list compared with the sample, a sentence for each column.
    pub balance: Vec<String>,
    /// What every report of this draw says.
    pub notes: Vec<String>,
    /// The cases that were replaced, with why.
    pub replacements: Vec<Replaced>,
    /// Cases chosen by judgement, with why.
    pub targeted: Vec<(String, String)>,
}

/// A place of the sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The case.
    pub case: String,
    /// Its stratum.
    pub stratum: String,
    /// Its order in the stratum.
    pub order: String,
    /// `selected`, `replaced`, `stands in`, `second read`, `reserve` or `targeted`.
    pub role: String,
    /// Who has it; empty where nobody does.
    pub auditor: String,
}

/// A case that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replaced {
    /// The case.
    pub case: String,
    /// The reserve.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approver: String,
}
