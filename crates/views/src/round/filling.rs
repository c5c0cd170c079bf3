//! An audit as a form in a page: its parts with their questions, what is typed, what is missing, and the receipt of one
//! that is completed.

/// An audit to be filled in or corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditForm {
    /// The draw.
    pub draw: String,
    /// The case.
    pub case: String,
    /// Whether it is the second read.
    pub is_second: bool,
    /// Who is to read it; empty where nobody is assigned.
    pub auditor: String,
    /// Why the file is read, e.g. `monthly`.
    pub kind: &'static str,
    /// The title of the audit tool.
    pub title: String,
    /// Whom to ring when a child may be at risk now.
    pub urgent: String,
    /// The day it is to be back, in words.
    pub due: String,
    /// The parts in the order of the workbook.
    pub parts: Vec<FormPart>,
    /// The version of the return that is held; 0 where none is.
    pub held: u32,
    /// When the held version came in; empty where none is.
    pub held_on: String,
    /// The draft, where one was begun.
    pub draft: Option<DraftState>,
    /// What is worth knowing before one goes on, in sentences.
    pub notes: Vec<String>,
}

/// A draft that waits to be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftState {
    /// When it was saved, e.g. `14:02`, with the day where that is another.
    pub saved: String,
    /// Who saved it.
    pub by: String,
    /// The part and the question last worked on, in words; empty where that is not known.
    pub here: String,
    /// Answers in it.
    pub answers: usize,
}

/// A part of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPart {
    /// Its name in addresses.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// What to look for.
    pub guide: String,
    /// The questions.
    pub questions: Vec<FormQuestion>,
}

/// A question of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormQuestion {
    /// Its name in forms and drafts.
    pub key: String,
    /// Its words.
    pub label: String,
    /// Its words where its part is not shown with it, e.g. `Planning, comment`.
    pub name: String,
    /// What it belongs to within its part, e.g. `Child`; empty where that is plain.
    pub group: String,
    /// How it is answered.
    pub asks: Asks,
    /// What is there now.
    pub value: String,
    /// What the held return has there, where a correction changes it.
    pub before: Option<String>,
    /// The mark of what is there now, by which a later save knows what its page had shown.
    pub mark: String,
    /// Whether it has to be answered, as the other answers are.
    pub is_needed: bool,
    /// What is wrong with the answer; none where nothing is, or it is only missing.
    pub fault: Option<String>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// In several lines.
    Text,
    /// In a line.
    Line,
    /// With a number from the first to the second.
    Number(String, String),
    /// With a date.
    Date,
    /// With one of these.
    Choice(Vec<String>),
    /// With a tick, which stands for this word.
    Tick(String),
}

/// How far a part has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// Everything that is needed is there.
    Done,
    /// Something is there, and something is missing or wrong.
    Begun,
    /// Nothing is there, and something is needed.
    NotBegun,
    /// Nothing is there, and nothing is needed.
    Optional,
}

impl FormQuestion {
    /// Returns whether the question waits for an answer.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.fault.is_some() || (self.is_needed && self.value.trim().is_empty())
    }

    /// Returns what has to be done about the question, as its page and its summary both say it; none where nothing
    /// has.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        if let Some(fault) = &self.fault {
            return Some(fault.clone());
        }
        let step = match self.asks {
            Asks::Choice(_) | Asks::Tick(_) => "choose an answer",
            Asks::Date => "enter a date",
            Asks::Number(..) => "enter a number",
            Asks::Text | Asks::Line => "write an answer",
        };
        self.is_open().then(|| format!("{}: {step}", self.name))
    }
}

impl FormPart {
    /// Returns how far it has come.
    #[must_use]
    pub fn state(&self) -> PartState {
        let is_open = self.questions.iter().any(FormQuestion::is_open);
        let is_begun = self.questions.iter().any(|question| !question.value.trim().is_empty());
        match (is_open, is_begun) {
            (true, true) => PartState::Begun,
            (true, false) => PartState::NotBegun,
            (false, true) => PartState::Done,
            (false, false) => PartState::Optional,
        }
    }
}

impl AuditForm {
    /// Returns the first question that waits for an answer, with its part.
    #[must_use]
    pub fn first_open(&self) -> Option<(&FormPart, &FormQuestion)> {
        let of = |part| -> Option<(&FormPart, &FormQuestion)> {
            let part: &FormPart = part;
            Some((part, part.questions.iter().find(|question| question.is_open())?))
        };
        self.parts.iter().find_map(of)
    }

    /// Returns how many questions wait for an answer.
    #[must_use]
    pub fn open(&self) -> usize {
        self.parts.iter().flat_map(|part| &part.questions).filter(|q| q.is_open()).count()
    }

    /// Returns the part of this name in addresses.
    #[must_use]
    pub fn part(&self, slug: &str) -> Option<&FormPart> {
        self.parts.iter().find(|part| part.slug == slug)
    }
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftSaved {
    /// When, e.g. `14:02`.
    pub at: String,
    /// The answers that somebody else changed meanwhile, and that were not saved.
    pub changed: Vec<ChangedMeanwhile>,
    /// The marks of the answers as they are now, by key.
    pub marks: Vec<(String, String)>,
}

/// An answer that somebody else changed while it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedMeanwhile {
    /// The question's key.
    pub key: String,
    /// What happened and what to do, in a sentence or two.
    pub words: String,
}

/// What became of completing an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completed {
    /// It is stored.
    Stored(Box<AuditReceipt>),
    /// It is not: the form with what is wrong, and what is wrong with it as a whole.
    NotYet(Box<AuditForm>, Vec<Whole>),
}

/// Something about the form as a whole that keeps it from being stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whole {
    /// The reason of a correction is missing.
    Reason,
    /// What was filled before is blank now, and nobody said that this is meant: the words of the job.
    Blanks(String),
    /// Anything else, in a sentence.
    Other(String),
}

/// The receipt of an audit that was completed in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReceipt {
    /// The draw.
    pub draw: String,
    /// The case.
    pub case: String,
    /// The version of the return.
    pub version: u32,
    /// The number of its ledger entry.
    pub entry: u64,
    /// The hash of that entry.
    pub hash: String,
    /// The digest of the answers as a workbook.
    pub digest: String,
    /// When, in words.
    pub on: String,
    /// Who is on record as its auditor.
    pub auditor: String,
    /// What the judgements ask for, and other things that were said on storing.
    pub said: Vec<String>,
    /// The next case of the same auditor; none where none is left.
    pub next: Option<CaseToFill>,
    /// How many of that auditor are left.
    pub left: usize,
}

/// A read of a case in an auditor's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseToFill {
    /// The case.
    pub case: String,
    /// Who is to read it; empty where nobody is assigned.
    pub auditor: String,
    /// Whether it is the second read.
    pub is_second: bool,
    /// How far it has come.
    pub state: CaseState,
}

/// How far a read has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseState {
    /// Nobody has begun it.
    NotBegun,
    /// It was begun in a page: answers in the draft, and when it was last saved.
    Begun(usize, String),
    /// It is in, since the day in words.
    Returned(String),
    /// It is in and is being corrected: when the draft was last saved.
    Corrected(String),
    /// The case was replaced, and so many answers had been begun.
    Replaced(usize),
}

impl CaseState {
    /// Returns whether the read is still owed.
    #[must_use]
    pub fn is_owed(&self) -> bool {
        matches!(self, Self::NotBegun | Self::Begun(..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(value: &str, is_needed: bool, fault: Option<&str>) -> FormQuestion {
        FormQuestion {
            key: "planning-score".into(),
            label: "Score (0 to 10)".into(),
            name: "Planning, score (0 to 10)".into(),
            group: String::new(),
            asks: Asks::Number("0".into(), "10".into()),
            value: value.into(),
            before: None,
            mark: String::new(),
            is_needed,
            fault: fault.map(str::to_owned),
        }
    }

    #[test]
    fn a_part_is_done_when_nothing_that_is_needed_is_missing_or_wrong() {
        let state = |questions: Vec<FormQuestion>| {
            let (slug, title, guide) = ("planning".into(), "Planning".into(), String::new());
            FormPart { slug, title, guide, questions }.state()
        };
        assert_eq!(state(vec![question("", true, None)]), PartState::NotBegun);
        assert_eq!(state(vec![question("", false, None)]), PartState::Optional);
        assert_eq!(state(vec![question("7", true, None)]), PartState::Done);
        assert_eq!(
            state(vec![question("7", true, None), question("", true, None)]),
            PartState::Begun
        );
        assert_eq!(state(vec![question("11", true, Some("too much"))]), PartState::Begun);
    }

    #[test]
    fn what_is_missing_is_named_with_its_part() {
        let trouble = question("", true, None).trouble();
        assert_eq!(trouble.as_deref(), Some("Planning, score (0 to 10): enter a number"));
        assert_eq!(question("7", true, None).trouble(), None);
    }
}
