//! The events as indicators need them: typed, small, grouped by case, in order of dates. Columns are
//! known by the names in the settings' notes; a row without what an indicator needs is counted in a
//! warning, never dropped in silence.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use assay_model::{Action, CaseRecord, Date, EventRow, day};

use super::by_case::{ByCase, Cases};

/// A visit.
#[derive(Debug, Clone)]
pub struct Visit {
    pub(super) on: Date,
    /// `looked after`, `child protection` or `child in need`; empty counts for every plan.
    pub(super) kind: Rc<str>,
    pub(super) team: Rc<str>,
    pub(super) seen: Option<bool>,
    pub(super) alone: Option<bool>,
    pub(super) exception: Rc<str>,
}

/// Something that lasts: a placement or a plan.
#[derive(Debug, Clone)]
pub struct Span {
    pub(super) kind: Rc<str>,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) to_18: bool,
    pub(super) team: Rc<str>,
}

/// A review.
#[derive(Debug, Clone)]
pub struct Review {
    pub(super) on: Date,
    pub(super) kind: Rc<str>,
    pub(super) team: Rc<str>,
}

/// A meeting.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub(super) case: Option<usize>,
    pub(super) kind: Rc<str>,
    pub(super) held: Date,
    pub(super) written_up: Option<Date>,
    pub(super) sent: Option<Date>,
    pub(super) team: Rc<str>,
}

/// One agency's part in a meeting.
#[derive(Debug, Clone)]
pub struct Attendance {
    pub(super) meeting: Rc<str>,
    pub(super) on: Date,
    pub(super) kind: Rc<str>,
    pub(super) agency: Rc<str>,
    pub(super) attended: bool,
}

/// A missing episode.
#[derive(Debug, Clone)]
pub struct Missing {
    pub(super) from: Date,
    pub(super) returned: Option<Date>,
    pub(super) offered: bool,
    pub(super) interview: Option<Date>,
    pub(super) independent: bool,
    pub(super) team: Rc<str>,
}

/// A supervision session.
#[derive(Debug, Clone)]
pub struct Session {
    pub(super) on: Date,
    pub(super) worker: Rc<str>,
    pub(super) team: Rc<str>,
    pub(super) kind: Rc<str>,
}

/// A worker at a date.
#[derive(Debug, Clone)]
pub struct Staff {
    pub(super) on: Date,
    pub(super) worker: Rc<str>,
    pub(super) team: Rc<str>,
    pub(super) fte: f64,
    pub(super) agency: bool,
    pub(super) caseload: Option<u32>,
}

/// All that indicators are made from.
#[derive(Debug, Default)]
pub struct Facts {
    pub(super) cases: Cases,
    pub(super) visits: ByCase<Visit>,
    pub(super) placements: ByCase<Span>,
    pub(super) plans: ByCase<Span>,
    pub(super) reviews: ByCase<Review>,
    pub(super) meetings: Vec<Meeting>,
    pub(super) attendance: Vec<Attendance>,
    pub(super) missing: Vec<Missing>,
    pub(super) sessions: Vec<Session>,
    pub(super) staff: Vec<Staff>,
    /// The current list of children, for what is known as it stands today.
    pub children: Vec<CaseRecord>,
    /// Referrals, assessments and section 47 enquiries, as Annex A lists 3, 4 and 5 give them.
    pub lists: BTreeMap<String, Vec<CaseRecord>>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Rows that could not be used, by what they lack.
    pub warnings: Vec<String>,
    texts: HashMap<Box<str>, Rc<str>>,
    kinds: HashMap<Box<str>, Rc<str>>,
    unused: BTreeMap<(String, &'static str), u64>,
}

impl Facts {
    /// Takes an event in; kinds that no indicator uses are passed over.
    pub fn add(&mut self, event: &(impl EventRow + ?Sized)) {
        if let Err(lacks) = self.take(event) {
            *self.unused.entry((event.kind().to_owned(), lacks)).or_default() += 1;
        }
    }

    /// Puts everything in order of dates; call it after the last event.
    pub fn settle(&mut self) {
        self.visits.sort_by_key(|visit| visit.on);
        self.placements.sort_by_key(|span| span.start);
        self.plans.sort_by_key(|span| span.start);
        self.reviews.sort_by_key(|review| review.on);
        for ((kind, lacks), count) in std::mem::take(&mut self.unused) {
            self.warnings.push(format!("{count} rows of {kind} are not counted: {lacks}"));
        }
    }

    /// Returns every plan of the kind that began by the day, with its case.
    pub(super) fn plans_of<'a>(
        &'a self,
        kind: &'a str,
        as_at: Date,
    ) -> impl Iterator<Item = (usize, &'a Span)> {
        let all = self.plans.iter().flat_map(|(case, spans)| spans.iter().map(move |s| (case, s)));
        all.filter(move |(_, span)| &*span.kind == kind && span.start <= as_at)
    }

    fn take(&mut self, event: &(impl EventRow + ?Sized)) -> Result<(), &'static str> {
        let date = |name: &str| day::parse(event.field(name));
        let either =
            |names: [&str; 2]| event.on().or_else(|| date(names[0])).or_else(|| date(names[1]));
        match event.kind() {
            "visits" => {
                let exception = self.text(event.field("exception"));
                let on = event.on().ok_or(if exception.is_empty() {
                    "no date"
                } else {
                    "an exception without a date, so that what it excuses counts as late"
                })?;
                let visit = Visit {
                    on,
                    kind: self.kind(event.field("visit_type")),
                    team: self.text(event.field("team")),
                    seen: yes_no(event.field("seen")),
                    alone: yes_no(event.field("seen_alone")),
                    exception,
                };
                self.visits.push(self.cases.number(event)?, visit);
            }
            "placements" | "plans" => {
                let kind = if event.kind() == "plans" { "plan_type" } else { "placement_type" };
                let span = Span {
                    kind: self.kind(event.field(kind)),
                    start: either(["start_date", "date"]).ok_or("no start date")?,
                    end: date("end_date"),
                    to_18: yes_no(event.field("to_18")) == Some(true),
                    team: self.text(event.field("team")),
                };
                let number = self.cases.number(event)?;
                let is_plan = event.kind() == "plans";
                let spans = if is_plan { &mut self.plans } else { &mut self.placements };
                spans.push(number, span);
            }
            "reviews" => {
                let review = Review {
                    on: event.on().ok_or("no date")?,
                    kind: self.kind(event.field("review_type")),
                    team: self.text(event.field("team")),
                };
                self.reviews.push(self.cases.number(event)?, review);
            }
            "meetings" => {
                let meeting = Meeting {
                    case: self.cases.number(event).ok(),
                    kind: self.kind(event.field("meeting_type")),
                    held: either(["held_on", "date"]).ok_or("no date held")?,
                    written_up: date("written_up_on"),
                    sent: date("distributed_on"),
                    team: self.text(event.field("team")),
                };
                self.meetings.push(meeting);
            }
            "attendance" => {
                let row = Attendance {
                    meeting: self.text(event.field("meeting_id")),
                    on: event.on().ok_or("no date")?,
                    kind: self.kind(event.field("meeting_type")),
                    agency: self.kind(event.field("agency")),
                    attended: yes_no(event.field("attended")).ok_or("attended is not yes or no")?,
                };
                self.attendance.push(row);
            }
            "missing" => {
                let episode = Missing {
                    from: either(["missing_from", "date"]).ok_or("no date missing from")?,
                    returned: date("returned_on"),
                    offered: yes_no(event.field("interview_offered")) == Some(true),
                    interview: date("interview_on"),
                    independent: yes_no(event.field("independent")) == Some(true),
                    team: self.text(event.field("team")),
                };
                self.missing.push(episode);
            }
            "supervision" => {
                let session = Session {
                    on: event.on().ok_or("no date")?,
                    worker: self.text(event.field("worker")),
                    team: self.text(event.field("team")),
                    kind: self.kind(event.field("supervision_type")),
                };
                self.sessions.push(session);
            }
            "workforce" => {
                let staff = Staff {
                    on: event.on().ok_or("no date")?,
                    worker: self.text(event.field("worker")),
                    team: self.text(event.field("team")),
                    fte: event.field("fte").parse().map_err(|_| "fte is not a number")?,
                    agency: yes_no(event.field("agency")).ok_or("agency is not yes or no")?,
                    caseload: event.field("caseload").parse().ok(),
                };
                self.staff.push(staff);
            }
            _ => {}
        }
        Ok(())
    }

    /// Returns the text shared with every other row that has it.
    fn text(&mut self, text: &str) -> Rc<str> {
        if let Some(known) = self.texts.get(text) {
            return Rc::clone(known);
        }
        let fresh: Rc<str> = Rc::from(text);
        self.texts.insert(Box::from(text), Rc::clone(&fresh));
        fresh
    }

    /// Returns a kind's word in lower case; `children in need` and the like lose their plural.
    fn kind(&mut self, text: &str) -> Rc<str> {
        if let Some(known) = self.kinds.get(text) {
            return Rc::clone(known);
        }
        let lower = text.trim().to_lowercase().replace("children in", "child in");
        let fresh = self.text(&lower);
        self.kinds.insert(Box::from(text), Rc::clone(&fresh));
        fresh
    }
}

/// Reads yes or no, also as Annex A codes them (`a) Yes`).
pub(super) fn yes_no(text: &str) -> Option<bool> {
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
