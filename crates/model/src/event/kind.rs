//! What a kind of event is: its word, whether it is about a case, its fields, and by what two rows of
//! it are the same event. It knows no kind by name; `table` has them all.

/// The kinds of events that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// A visit to a child.
    Visit,
    /// A placement of a child in care.
    Placement,
    /// A plan for a child.
    Plan,
    /// A review of a plan.
    Review,
    /// A meeting about a child.
    Meeting,
    /// One agency's part in a meeting.
    Attendance,
    /// A missing episode.
    Missing,
    /// A supervision session.
    Supervision,
    /// A worker in post at a date.
    Post,
    /// A moderation of an audit.
    Moderation,
    /// Learning given to workers.
    Learning,
}

/// Whether a table of events has a column for the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseColumn {
    /// Every row is about a case.
    Needed,
    /// Rows may be about one.
    Possible,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A date.
    Day,
    /// A date, with the time of day where there is one.
    Moment,
    /// Yes or no.
    YesNo,
    /// A number from 0.
    Number,
    /// One of the four judgements.
    Judgement,
    /// Text.
    Text,
}

/// How far a field is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A table without it is refused, and a row without it is counted nowhere.
    Always,
    /// A row without it is counted nowhere.
    Row,
    /// Indicators lack something without it.
    Figure,
}

/// What a field's date cannot be before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The fields that it cannot be before; `date` is the event's own.
    pub not_before: &'static [&'static str],
    /// What is wrong where it is, to be read after "not counted:".
    pub otherwise: &'static str,
}

/// One field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its name in a column map and in the store.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// How far it is needed.
    pub need: Need,
    /// What is lacking without it, to be read after "without it".
    pub without: &'static str,
    /// What its date cannot be before; none where it has no date or any will do.
    pub order: Option<Order>,
    /// Whether its date may be one that is still to come.
    pub may_come: bool,
}

/// One kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventSpec {
    /// The kind.
    pub kind: EventKind,
    /// Its word: what `--kind` takes and the store keeps.
    pub word: &'static str,
    /// What it is, for people.
    pub about: &'static str,
    /// Whether its table has a column for the case.
    pub case: CaseColumn,
    /// What its date is.
    pub date: &'static str,
    /// Its other fields.
    pub fields: &'static [FieldSpec],
    /// By which fields, besides case and date, two rows are the same event; of several in one part the
    /// first that is filled.
    pub key: &'static [&'static [&'static str]],
}

impl Need {
    /// Says whether a row without the field is counted nowhere or not fully.
    #[must_use]
    pub fn is_of_rows(self) -> bool {
        matches!(self, Self::Always | Self::Row)
    }
}

impl FieldSpec {
    /// Returns the field as one that cannot be before others.
    pub(super) const fn after(
        self,
        not_before: &'static [&'static str],
        otherwise: &'static str,
    ) -> Self {
        Self { order: Some(Order { not_before, otherwise }), ..self }
    }

    /// Returns the field as one that may be planned.
    pub(super) const fn planned(self) -> Self {
        Self { may_come: true, ..self }
    }

    /// Says whether anything is lacking without the field.
    #[must_use]
    pub fn is_of_figures(&self) -> bool {
        !self.without.starts_with("nothing")
    }
}

impl Holds {
    /// Returns what is expected of a value, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Day => "a date",
            Self::Moment => "a date, with the time where it is known",
            Self::YesNo => "yes or no",
            Self::Number => "a number from 0",
            Self::Judgement => "outstanding, good, requires improvement or inadequate",
            Self::Text => "text",
        }
    }
}

impl EventSpec {
    /// Returns the field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Returns the fields without which a table is refused.
    #[must_use]
    pub fn needed(&self) -> Vec<&'static str> {
        let case = (self.case == CaseColumn::Needed).then_some("case_id");
        let fields = self.fields.iter().filter(|field| field.need == Need::Always);
        case.into_iter().chain(["date"]).chain(fields.map(|field| field.name)).collect()
    }
}
