//! Answers about draws: plans in words, what a size can say, what was frozen, and what verifying showed.

mod difference;
mod notes;

use std::collections::BTreeMap;

use serde::Serialize;

pub use difference::{Difference, NOT_ASKED, QUESTIONS, ToCompare};
pub use notes::{ColumnUse, FixedSize, PlanNote, ReachFacts, SampleNote, plan_sentence};

/// The files of a draw that were written again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilesWritten {
    /// The draw's id.
    pub draw_id: String,
    /// The files, as paths from the workspace's folder.
    pub files: Vec<String>,
}

/// A plan as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    /// Its name.
    pub plan: String,
    /// What it is for.
    pub purpose: String,
}

/// A plan read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanShown {
    /// Its name.
    pub plan: String,
    /// The plan as a sentence.
    pub sentence: String,
    /// Its lines in the settings.
    pub text: String,
}

/// What a sample of one size can say of a list of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// The stratum; `all` is the whole list.
    pub stratum: String,
    /// How many can be drawn.
    pub eligible: u64,
    /// How many would be.
    pub n: u64,
    /// What that says, in a sentence.
    pub sentence: String,
}

impl Reach {
    /// Returns what a sample can say of a stratum.
    #[must_use]
    pub fn new(stratum: &str, facts: &ReachFacts) -> Self {
        let (eligible, n) = (facts.eligible, facts.n);
        Self { stratum: stratum.to_owned(), eligible, n, sentence: facts.to_string() }
    }
}

/// What was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FreezeReport {
    /// The draw.
    #[serde(rename = "draw_id")]
    pub draw: String,
    /// The digest of the frozen list.
    pub frame_sha256: String,
    /// Cases on the list.
    pub cases: u64,
    /// Cases that can be drawn.
    pub eligible: u64,
    /// Cases that cannot, by why.
    pub excluded: BTreeMap<String, u64>,
    /// The continuity findings, in words, without ids.
    pub continuity: Vec<String>,
    /// Three lines to send to someone outside the team at once.
    pub receipt: String,
    /// How many were asked for.
    pub n: u64,
    /// What to know of the plan on this list, such as a column that no case has.
    pub notes: Vec<String>,
    /// The draws that were made of this list before, abandoned ones too.
    pub drawn_before: Vec<String>,
    /// Who cannot be drawn, whose stratum has one seat, and how far chances differ, in sentences.
    pub chances: Vec<String>,
    /// The cases the findings are about, for the screen of whoever freezes.
    #[serde(skip)]
    pub findings: Vec<Continuity>,
}

/// What changed on the list since the last freeze.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Continuity {
    /// What was found, in words.
    pub text: String,
    /// The cases it is about.
    pub cases: Vec<String>,
}

/// A draw that was abandoned before it had a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Abandoned {
    /// The draw.
    pub draw_id: String,
}

/// What verify answers: true, false, or none where it cannot be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Whether the list is the one frozen.
    pub list_unchanged: Option<bool>,
    /// Whether the seed was recorded after the freeze.
    pub seed_after_freeze: Option<bool>,
    /// Whether the cases are the ones that list, rules and seed give.
    pub cases_match: Option<bool>,
    /// Whether every replacement was the next in order.
    pub replacements_in_order: Option<bool>,
    /// Whether the ledger's chain holds, and says of this draw what its files say.
    pub ledger_intact: Option<bool>,
    /// How many draws were made of this list, abandoned ones too.
    pub draws_of_this_list: Option<u64>,
    /// How many records were lawfully erased.
    pub withdrawn: u64,
    /// How many cases were lawfully erased: of the draw's list, or ever.
    pub erased: u64,
    /// The first difference, in words.
    pub first_difference: Option<String>,
    /// The five questions with their answers, in words.
    #[serde(skip)]
    pub answers: Vec<Answered>,
    /// What verify cannot know, to be compared with the case-management system.
    #[serde(skip)]
    pub to_compare: Vec<String>,
}

/// A question of verify with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question as a statement, e.g. `the list is the one frozen`.
    pub question: &'static str,
    /// Whether it is so; none where it cannot be known.
    pub answer: Option<bool>,
    /// The difference that was found.
    pub difference: Option<String>,
}
