//! How far the work is, as the first page answers it: urgent concerns, the open rounds as lists of tasks, the
//! one next thing to do, and what is overdue.

mod tasks;

use assay_model::{Date, Month};
use serde::Serialize;

pub use tasks::{FormsOut, Progress};

use crate::shown;

/// How far the work is on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Home {
    /// The date.
    #[serde(serialize_with = "shown::text")]
    pub as_at: Date,
    /// Urgent concerns that nobody has answered, the oldest first.
    pub urgent: Vec<Concern>,
    /// The one next thing to do.
    pub next: NextThing,
    /// The rounds that are not closed, the newest first.
    pub rounds: Vec<RoundTasks>,
    /// The lists of cases there are.
    pub lists: u64,
    /// Actions past their due date, the longest overdue first.
    pub overdue: Vec<OverdueAction>,
    /// How many actions are open.
    pub open_actions: u64,
    /// Rounds that are closed.
    pub closed_rounds: u64,
}

/// An urgent concern that nobody has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concern {
    /// The case.
    pub case: String,
    /// The draw of the audit; empty where there is none.
    pub draw: String,
    /// What the auditor wrote.
    pub what: String,
    /// What is missing, in words.
    pub missing: String,
    /// Since when.
    #[serde(serialize_with = "shown::maybe")]
    pub since: Option<Date>,
}

/// The next thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextThing {
    /// Which step it is.
    pub step: TaskKind,
    /// The draw it is about; empty where there is none yet.
    pub draw: String,
    /// In words.
    pub words: String,
}

/// A round as a list of tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundTasks {
    /// The draw.
    pub draw: String,
    /// Its month; none of a round without one.
    #[serde(serialize_with = "shown::maybe")]
    pub month: Option<Month>,
    /// The plan.
    pub plan: String,
    /// Reads that are back.
    pub back: u64,
    /// Reads wanted.
    pub wanted: u64,
    /// The tasks, in the order of the work.
    pub tasks: Vec<Task>,
}

/// A task of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Which step it is.
    pub kind: TaskKind,
    /// How far it has come.
    pub state: TaskState,
    /// How far in words, such as `71 of 104 returned`.
    pub words: String,
}

/// The steps of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// The list of cases is in.
    List,
    /// The list is frozen.
    Freeze,
    /// The cases are drawn.
    Draw,
    /// The forms are out.
    Forms,
    /// The returns are in.
    Returns,
    /// The second reads are in.
    SecondReads,
    /// The round is closed.
    Close,
    /// A pack is made.
    Pack,
}

/// How far a task has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// It is done.
    Done,
    /// It is the next to do.
    Next,
    /// It is begun.
    Begun,
    /// It is past the day it was due.
    Overdue,
    /// It cannot be done yet.
    Waits,
}

/// An action past its due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverdueAction {
    /// Its id.
    pub id: String,
    /// What is to be done.
    pub what: String,
    /// Who owns it; empty where nobody is named.
    pub owner: String,
    /// The day it was due.
    #[serde(serialize_with = "shown::maybe")]
    pub due: Option<Date>,
}
