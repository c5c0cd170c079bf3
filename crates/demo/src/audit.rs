//! What the made-up auditors found in the cases that were drawn: scores, judgements, comments. It
//! draws nothing: the cases come from the manifest of a real draw.

mod bank;
mod comment;
mod desk;
mod returns;
mod row;
mod score;
mod slots;
mod story;
mod voice;

pub use returns::Year;

/// A case of a draw with those who read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The case id as drawn.
    pub case_id: String,
    /// The first reader's login; none when nobody was assigned.
    pub auditor: Option<String>,
    /// The second reader's login, for cases read twice.
    pub second_reader: Option<String>,
}

/// The domains of the audit tool.
pub(crate) const DOMAINS: [&str; 7] = [
    "Assessment",
    "Planning",
    "Visits and recording",
    "Child's voice and lived experience",
    "Supervision and management oversight",
    "Meetings and multi-agency working",
    "Permanence and outcomes",
];
