//! Answers about rounds: how far each has come, who owes what, closings, forms, re-audits and feedback.

mod asked_for;
mod filling;

use std::path::PathBuf;

use assay_model::closing::FixedCoverage;
use assay_model::{CaseId, Date, DrawId, Judgement};
use serde::{Serialize, Serializer};

use crate::shown;

pub use asked_for::{AskedFor, unanswered};
pub use filling::{
    Asks, AuditForm, AuditReceipt, CaseState, CaseToFill, ChangedMeanwhile, Completed, DraftSaved,
    DraftState, FormPart, FormQuestion, PartState, Whole,
};

/// How far a round has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundStatus {
    /// The draw.
    #[serde(rename = "draw_id", serialize_with = "shown::text")]
    pub draw: DrawId,
    /// `closed`, `overdue` (returns are owed after the day they were due), `complete` or `open`.
    pub state: &'static str,
    /// The period that is audited.
    pub audit_period: AuditPeriod,
    /// The day the returns are due.
    #[serde(serialize_with = "shown::text")]
    pub returns_due: Date,
    /// The day the round closes.
    #[serde(serialize_with = "shown::text")]
    pub closes_on: Date,
    /// The date its figures were fixed, once they are.
    #[serde(serialize_with = "shown::maybe")]
    pub closed_on: Option<Date>,
    /// Reads wanted, second reads too.
    #[serde(rename = "cases")]
    pub wanted: usize,
    /// Reads that are back.
    pub back: usize,
    /// Reads that are not.
    pub owed: usize,
    /// Returns that came in after the day they were due.
    pub overdue: usize,
    /// Returns that came in after the round was closed.
    pub late: usize,
    /// How often child, family and worker were heard; the rest of the base does not say.
    #[serde(serialize_with = "heard")]
    pub coverage: FixedCoverage,
    /// What each auditor has and owes, by login.
    pub auditors: Vec<AuditorStatus>,
}

/// The first and last day of what is audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AuditPeriod {
    /// The first day.
    #[serde(serialize_with = "shown::text")]
    pub from: Date,
    /// The last day.
    #[serde(serialize_with = "shown::text")]
    pub to: Date,
}

/// What one auditor of a round has and owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditorStatus {
    /// The login; empty for cases that nobody was assigned.
    pub auditor: String,
    /// Cases to be read.
    pub cases: usize,
    /// Returns that are in.
    pub back: usize,
    /// The cases still owed.
    pub owed: Vec<OwedRead>,
}

/// A read that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwedRead {
    /// The case.
    #[serde(serialize_with = "shown::text")]
    pub case_id: CaseId,
    /// Whether it is the second read.
    pub second_read: bool,
}

impl OwedRead {
    /// Returns the case, and that it is the second read where it is.
    #[must_use]
    pub fn words(&self) -> String {
        let second = if self.second_read { " (second read)" } else { "" };
        format!("{}{second}", self.case_id)
    }
}

/// What one auditor owes of one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reminder {
    /// The draw.
    #[serde(rename = "draw_id", serialize_with = "shown::text")]
    pub draw: DrawId,
    /// The auditor's login; empty where nobody was assigned.
    pub auditor: String,
    /// The auditor's name, where the list of auditors has it.
    pub name: String,
    /// The auditor's manager, where the list of auditors has one.
    pub manager: String,
    /// The day the returns were due.
    #[serde(rename = "returns_due", serialize_with = "shown::text")]
    pub due: Date,
    /// Days past that day; 0 while there is time.
    pub days_over: i64,
    /// The cases owed.
    pub owed: Vec<OwedRead>,
    /// Words to send.
    pub words: String,
}

/// How a round was closed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Closed {
    /// The draw.
    #[serde(rename = "draw_id", serialize_with = "shown::text")]
    pub draw: DrawId,
    /// 1 for the first closing; more when late returns were taken in.
    pub version: u32,
    /// Whether this closing stored anything: figures that are fixed already are not fixed again.
    #[serde(rename = "new")]
    pub is_new: bool,
    /// Names of people that were purged.
    pub names_purged: u64,
    /// The fixed figures, as they are kept on record.
    pub figures: serde_json::Value,
    /// Reads wanted.
    #[serde(skip)]
    pub wanted: u64,
    /// Reads that are back.
    #[serde(skip)]
    pub back: u64,
    /// Returns that came in after the day they were due.
    #[serde(skip)]
    pub overdue: u64,
}

/// A form that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormFile {
    /// The auditor's login, or the team; empty for cases that nobody was assigned.
    pub auditor: String,
    /// The file.
    #[serde(serialize_with = "shown::path")]
    pub path: PathBuf,
    /// How many cases it asks for.
    pub cases: usize,
}

/// A line of the register of forms: what one auditor has and has sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterLine {
    /// The auditor's login; empty for cases that nobody was assigned.
    pub auditor: String,
    /// Files the auditor's cases went out in.
    pub forms: Vec<String>,
    /// The day the last form went out.
    #[serde(serialize_with = "shown::maybe")]
    pub out_on: Option<Date>,
    /// Cases to be read.
    pub cases: usize,
    /// Returns that are in.
    pub back: usize,
    /// The day the last of them came in.
    #[serde(serialize_with = "shown::maybe")]
    pub back_on: Option<Date>,
    /// How many cases are owed.
    pub owed: usize,
    /// These cases, each saying so where it is the second read.
    pub owed_cases: Vec<String>,
}

/// A case that was judged badly, with what has followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reaudit {
    /// The case.
    pub case_id: String,
    /// The draw of the audit that found it.
    pub draw_id: Option<String>,
    /// Who audited it.
    pub auditor: String,
    /// The day of that audit, or the day it came in.
    #[serde(serialize_with = "shown::text")]
    pub audited_on: Date,
    /// Its judgement.
    #[serde(serialize_with = "shown::grade")]
    pub judgement: Option<Judgement>,
    /// The day a second read or a moderation is due.
    #[serde(serialize_with = "shown::text")]
    pub moderation_due: Date,
    /// Whether there is a second read or a moderation.
    pub moderated: bool,
    /// The judgement of the second reader or of the moderation.
    #[serde(serialize_with = "shown::grade")]
    pub moderated_judgement: Option<Judgement>,
    /// Actions agreed.
    pub actions: usize,
    /// Of these, those with an owner and a date.
    pub actions_owned: usize,
    /// The day the re-audit is due.
    #[serde(serialize_with = "shown::text")]
    pub reaudit_due: Date,
    /// `re-audited`, `overdue` or `due`.
    pub state: &'static str,
    /// The day of the re-audit, once it was made.
    #[serde(serialize_with = "shown::maybe")]
    pub reaudited_on: Option<Date>,
    /// The judgement of the re-audit.
    #[serde(serialize_with = "shown::grade")]
    pub after: Option<Judgement>,
}

/// A page for supervision that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feedback {
    /// The case.
    pub case_id: String,
    /// The page. Its name has no id.
    #[serde(serialize_with = "shown::path")]
    pub path: PathBuf,
    /// The paragraph for the child's record.
    pub paragraph: String,
    /// The day it was given, once it was.
    #[serde(rename = "given_on", serialize_with = "shown::maybe")]
    pub given: Option<Date>,
    /// The day it was filed, once it was.
    #[serde(rename = "filed_on", serialize_with = "shown::maybe")]
    pub filed: Option<Date>,
}

fn heard<S: Serializer>(found: &FixedCoverage, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map([
        ("base", found.base),
        ("child_asked", found.child_asked),
        ("child_not_asked", found.child_not_asked),
        ("family_asked", found.family_asked),
        ("family_not_asked", found.family_not_asked),
        ("worker_took_part", found.worker_took_part),
        ("worker_did_not", found.worker_did_not),
    ])
}
