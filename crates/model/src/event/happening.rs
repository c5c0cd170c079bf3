//! An event read into the type of its kind. It is read once when it is imported, to find what cannot
//! be counted, and again from the store, where the same fields are written in one way only.

use super::EventRow;
use super::kind::EventKind;
use super::table::TABLE;
use super::when::When;
use crate::{Date, day};

/// A visit to a child.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit<'a> {
    /// The day.
    pub on: Date,
    /// Looked after, child protection or child in need; empty counts for every plan.
    pub kind: &'a str,
    /// The team; empty when unknown.
    pub team: &'a str,
    /// Whether the child was seen.
    pub seen: Option<bool>,
    /// Whether the child was seen alone.
    pub alone: Option<bool>,
    /// Why it did not take place; empty when it did.
    pub exception: &'a str,
}

/// Something that lasts: a placement or a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Span<'a> {
    /// The type of placement or plan.
    pub kind: &'a str,
    /// The first day.
    pub start: Date,
    /// The last day; none while it lasts.
    pub end: Option<Date>,
    /// Whether it is to last to the child's eighteenth birthday.
    pub to_18: bool,
    /// The team; empty when unknown.
    pub team: &'a str,
}

/// A review of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Review<'a> {
    /// The day.
    pub on: Date,
    /// The type of plan; empty counts for every plan.
    pub kind: &'a str,
    /// The team; empty when unknown.
    pub team: &'a str,
}

/// A meeting that was held.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting<'a> {
    /// The type of meeting.
    pub kind: &'a str,
    /// The day it was held.
    pub held: Date,
    /// When it was written up; none when it was not.
    pub written_up: Option<Date>,
    /// When the minutes were sent; none when they were not.
    pub sent: Option<Date>,
    /// The team; empty when unknown.
    pub team: &'a str,
}

/// One agency's part in a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Attendance<'a> {
    /// The meeting's own id.
    pub meeting: &'a str,
    /// The day it was held.
    pub on: Date,
    /// The type of meeting.
    pub kind: &'a str,
    /// The agency.
    pub agency: &'a str,
    /// Whether it came.
    pub attended: bool,
}

/// A missing episode.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing<'a> {
    /// The day the child went missing.
    pub from: Date,
    /// When the child came back; none while missing.
    pub returned: Option<When>,
    /// Whether an interview was offered.
    pub offered: bool,
    /// When the interview took place; none when it did not.
    pub interview: Option<When>,
    /// Whether someone independent held it.
    pub independent: bool,
    /// Whether its source gives the day of an interview: the Standard Safeguarding Dataset does not.
    pub is_dated: bool,
    /// The team; empty when unknown.
    pub team: &'a str,
}

/// A supervision session.
#[derive(Debug, Clone, PartialEq)]
pub struct Supervision<'a> {
    /// The day.
    pub on: Date,
    /// The worker.
    pub worker: &'a str,
    /// The team; empty when unknown.
    pub team: &'a str,
    /// On a case, personal, in a group.
    pub kind: &'a str,
}

/// A worker in post at a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Post<'a> {
    /// The day it is true of.
    pub on: Date,
    /// The worker; empty when unknown.
    pub worker: &'a str,
    /// The team; empty when unknown.
    pub team: &'a str,
    /// Full-time equivalents, from 0.
    pub fte: f64,
    /// Whether the worker comes from an agency.
    pub agency: bool,
    /// How many cases the worker holds.
    pub caseload: Option<u32>,
}

/// An event of a kind that indicators read.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening<'a> {
    /// A visit.
    Visit(Visit<'a>),
    /// A placement.
    Placement(Span<'a>),
    /// A plan.
    Plan(Span<'a>),
    /// A review.
    Review(Review<'a>),
    /// A meeting.
    Meeting(Meeting<'a>),
    /// An agency's part in a meeting.
    Attendance(Attendance<'a>),
    /// A missing episode.
    Missing(Missing<'a>),
    /// A supervision session.
    Supervision(Supervision<'a>),
    /// A worker in post.
    Post(Post<'a>),
    /// A kind that no indicator reads.
    Other,
}

/// Why a row is counted nowhere: the field that is missing, cannot be read or is too early, and a sentence's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lacks {
    /// The field that is missing or cannot be read; `date` for the event's own date.
    pub field: &'static str,
    /// Why, to be read after "not counted:".
    pub why: &'static str,
}

const fn lacks(field: &'static str, why: &'static str) -> Lacks {
    Lacks { field, why }
}

impl<'a> Happening<'a> {
    /// Reads a row into the type of its kind.
    ///
    /// # Errors
    /// What the row lacks, or which of its dates cannot be, so that it can be counted nowhere.
    pub fn of(event: &'a (impl EventRow + ?Sized)) -> Result<Self, Lacks> {
        let Some(spec) = TABLE.iter().find(|spec| spec.word == event.kind()) else {
            return Ok(Self::Other);
        };
        if let Some(early) = super::order::too_early(spec, event) {
            return Err(lacks(early.field.name, early.why));
        }
        let row = Fields(event);
        match spec.kind {
            EventKind::Visit => row.visit().map(Self::Visit),
            EventKind::Placement => row.span("placement_type").map(Self::Placement),
            EventKind::Plan => row.span("plan_type").map(Self::Plan),
            EventKind::Review => row.review().map(Self::Review),
            EventKind::Meeting => row.meeting().map(Self::Meeting),
            EventKind::Attendance => row.attendance().map(Self::Attendance),
            EventKind::Missing => row.missing().map(Self::Missing),
            EventKind::Supervision => row.supervision().map(Self::Supervision),
            EventKind::Post => row.post().map(Self::Post),
            EventKind::Moderation | EventKind::Learning => Ok(Self::Other),
        }
    }
}

/// The fields of a row, read as what they hold.
struct Fields<'a, R: EventRow + ?Sized>(&'a R);

impl<'a, R: EventRow + ?Sized> Fields<'a, R> {
    fn text(&self, name: &str) -> &'a str {
        self.0.field(name)
    }

    fn when(&self, name: &str) -> Option<When> {
        When::parse(self.text(name))
    }

    fn day(&self, name: &str) -> Option<Date> {
        self.when(name).map(|when| when.day)
    }

    fn yes_no(&self, name: &str) -> Option<bool> {
        yes_no(self.text(name))
    }

    /// Returns the event's date. Tables of before 1.1 have it under a name of its own as well.
    fn on(&self, older: &[&str], why: &'static str) -> Result<Date, Lacks> {
        let kept = || older.iter().find_map(|name| day::parse(self.text(name)));
        self.0.on().or_else(kept).ok_or(lacks("date", why))
    }

    fn visit(&self) -> Result<Visit<'a>, Lacks> {
        let exception = self.text("exception");
        let why = if exception.is_empty() {
            "no date"
        } else {
            "an exception without a date, so that what it excuses counts as late"
        };
        Ok(Visit {
            on: self.on(&[], why)?,
            kind: self.text("visit_type"),
            team: self.text("team"),
            seen: self.yes_no("seen"),
            alone: self.yes_no("seen_alone"),
            exception,
        })
    }

    fn span(&self, kind: &str) -> Result<Span<'a>, Lacks> {
        Ok(Span {
            kind: self.text(kind),
            start: self.on(&["start_date", "date"], "no start date")?,
            end: self.day("end_date"),
            to_18: self.yes_no("to_18") == Some(true),
            team: self.text("team"),
        })
    }

    fn review(&self) -> Result<Review<'a>, Lacks> {
        Ok(Review {
            on: self.on(&[], "no date")?,
            kind: self.text("review_type"),
            team: self.text("team"),
        })
    }

    fn meeting(&self) -> Result<Meeting<'a>, Lacks> {
        Ok(Meeting {
            kind: self.text("meeting_type"),
            held: self.on(&["held_on", "date"], "no date held")?,
            written_up: self.day("written_up_on"),
            sent: self.day("distributed_on"),
            team: self.text("team"),
        })
    }

    fn attendance(&self) -> Result<Attendance<'a>, Lacks> {
        Ok(Attendance {
            meeting: self.text("meeting_id"),
            on: self.on(&[], "no date")?,
            kind: self.text("meeting_type"),
            agency: self.text("agency"),
            attended: self
                .yes_no("attended")
                .ok_or(lacks("attended", "attended is not yes or no"))?,
        })
    }

    fn missing(&self) -> Result<Missing<'a>, Lacks> {
        Ok(Missing {
            from: self.on(&["missing_from", "date"], "no date missing from")?,
            returned: self.when("returned_on"),
            offered: self.yes_no("interview_offered") == Some(true),
            interview: self.when("interview_on"),
            independent: self.yes_no("independent") == Some(true),
            is_dated: self.yes_no("interview_dates") != Some(false),
            team: self.text("team"),
        })
    }

    fn supervision(&self) -> Result<Supervision<'a>, Lacks> {
        Ok(Supervision {
            on: self.on(&[], "no date")?,
            worker: self.text("worker"),
            team: self.text("team"),
            kind: self.text("supervision_type"),
        })
    }

    fn post(&self) -> Result<Post<'a>, Lacks> {
        let fte = self.text("fte").parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0);
        Ok(Post {
            on: self.on(&[], "no date")?,
            worker: self.text("worker"),
            team: self.text("team"),
            fte: fte.ok_or(lacks("fte", "fte is not a number"))?,
            agency: self.yes_no("agency").ok_or(lacks("agency", "agency is not yes or no"))?,
            caseload: self.text("caseload").parse().ok(),
        })
    }
}

/// Reads yes or no, also as Annex A codes them (`a) Yes`).
#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    match text {
        "yes" => return Some(true),
        "no" => return Some(false),
        "" => return None,
        _ => {}
    }
    let lower = text.trim().to_lowercase();
    match lower.split_once(')').map_or(lower.as_str(), |(_, rest)| rest).trim() {
        "yes" | "y" | "true" | "1" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Holds, Need};
    use crate::{CaseId, Event};

    #[test]
    fn a_row_with_what_the_table_of_kinds_needs_is_read_and_one_without_is_not() {
        for spec in TABLE {
            let value = |holds: Holds| match holds {
                Holds::Day | Holds::Moment => "2026-09-02",
                Holds::YesNo => "yes",
                Holds::Number => "1",
                Holds::Judgement => "good",
                Holds::Text => "x",
            };
            let needed = spec.fields.iter().filter(|field| field.need != Need::Figure);
            let whole = Event {
                kind: spec.word.to_owned(),
                case: CaseId::parse("C1").ok(),
                on: "2026-09-01".parse().ok(),
                fields: needed.map(|f| (f.name.to_owned(), value(f.holds).to_owned())).collect(),
            };
            assert!(Happening::of(&whole).is_ok(), "{}", spec.word);
            let undated = Event { on: None, ..whole.clone() };
            let is_read = !matches!(Happening::of(&whole), Ok(Happening::Other));
            assert_eq!(Happening::of(&undated).is_err(), is_read, "{}", spec.word);
            for field in spec.fields.iter().filter(|f| f.need == Need::Figure) {
                let unread = Happening::of(&whole).is_err_and(|lacks| lacks.field == field.name);
                assert!(!unread, "{} {}", spec.word, field.name);
            }
        }
    }

    #[test]
    fn yes_and_no_are_read_as_people_and_annex_a_write_them() {
        for (text, expected) in [
            ("Yes", Some(true)),
            ("b) No", Some(false)),
            ("1", Some(true)),
            ("n/k", None),
            ("", None),
        ] {
            assert_eq!(yes_no(text), expected, "{text}");
        }
    }
}
