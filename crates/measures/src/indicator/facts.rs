//! The events as indicators need them: small, grouped by case, in order of dates, with every text kept
//! once. What a row says was read into its type before (`assay_model::Happening`); a row that lacks what
//! its kind needs is counted in a warning, never dropped in silence.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use assay_model::alike::folded;
use assay_model::case::field;
use assay_model::event::happening::{self as events, Lacks};
use assay_model::{Action, CaseRecord, Date, EventRow, Happening, When};

use super::by_case::{ByCase, Cases};
use super::covers::{Covers, Extract};

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
    pub(super) returned: Option<When>,
    pub(super) offered: bool,
    pub(super) interview: Option<When>,
    pub(super) independent: bool,
    pub(super) is_dated: bool,
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
    /// What the tables cover, by kind of event.
    pub(super) covers: BTreeMap<String, Covers>,
    /// Rows that could not be used, by what they lack.
    pub warnings: Vec<String>,
    texts: HashMap<Box<str>, Rc<str>>,
    /// Names of teams and workers as they are written in a row, and those equal for people under one of them.
    names: HashMap<Box<str>, Rc<str>>,
    alike: HashMap<String, Rc<str>>,
    kinds: HashMap<Box<str>, Rc<str>>,
    unused: BTreeMap<(String, &'static str), u64>,
}

impl Facts {
    /// Takes an event in; kinds that no indicator uses are passed over.
    pub fn add(&mut self, event: &(impl EventRow + ?Sized)) {
        if let Err(lacks) = self.take(event) {
            *self.unused.entry((event.kind().to_owned(), lacks.why)).or_default() += 1;
        }
    }

    /// Takes in that an extract of a kind covers a span.
    pub fn cover(&mut self, kind: &str, extract: Extract) {
        self.covers.entry(kind.to_owned()).or_default().add(extract);
    }

    /// Returns what the tables of a kind cover; none where there is no such table.
    pub(super) fn covers_of(&self, kind: &str) -> Option<&Covers> {
        self.covers.get(kind)
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

    fn take(&mut self, event: &(impl EventRow + ?Sized)) -> Result<(), Lacks> {
        match Happening::of(event)? {
            Happening::Visit(visit) => {
                let row = self.visit(&visit);
                self.visits.push(self.cases.number(event)?, row);
            }
            Happening::Placement(span) => {
                let row = self.span(&span);
                self.placements.push(self.cases.number(event)?, row);
            }
            Happening::Plan(span) => {
                let row = self.span(&span);
                self.plans.push(self.cases.number(event)?, row);
            }
            Happening::Review(review) => {
                let (kind, team) = (self.kind(review.kind), self.name(review.team));
                let row = Review { on: review.on, kind, team };
                self.reviews.push(self.cases.number(event)?, row);
            }
            Happening::Meeting(meeting) => {
                let case = self.cases.number(event).ok();
                let row = self.meeting(&meeting, case);
                self.meetings.push(row);
            }
            Happening::Attendance(part) => {
                let row = Attendance {
                    meeting: self.text(part.meeting),
                    on: part.on,
                    kind: self.kind(part.kind),
                    agency: self.kind(part.agency),
                    attended: part.attended,
                };
                self.attendance.push(row);
            }
            Happening::Missing(episode) => {
                let row = self.episode(&episode);
                self.missing.push(row);
            }
            Happening::Supervision(session) => {
                let row = Session {
                    on: session.on,
                    worker: self.name(session.worker),
                    team: self.name(session.team),
                    kind: self.kind(session.kind),
                };
                self.sessions.push(row);
            }
            Happening::Post(post) => {
                let row = self.post(&post);
                self.staff.push(row);
            }
            Happening::Other => {}
        }
        Ok(())
    }

    fn meeting(&mut self, meeting: &events::Meeting<'_>, case: Option<usize>) -> Meeting {
        Meeting {
            case,
            kind: self.kind(meeting.kind),
            held: meeting.held,
            written_up: meeting.written_up,
            sent: meeting.sent,
            team: self.name(meeting.team),
        }
    }

    fn episode(&mut self, episode: &events::Missing<'_>) -> Missing {
        Missing {
            from: episode.from,
            returned: episode.returned,
            offered: episode.offered,
            interview: episode.interview,
            independent: episode.independent,
            is_dated: episode.is_dated,
            team: self.name(episode.team),
        }
    }

    fn post(&mut self, post: &events::Post<'_>) -> Staff {
        Staff {
            on: post.on,
            worker: self.name(post.worker),
            team: self.name(post.team),
            fte: post.fte,
            agency: post.agency,
            caseload: post.caseload,
        }
    }

    fn visit(&mut self, visit: &events::Visit<'_>) -> Visit {
        Visit {
            on: visit.on,
            kind: self.kind(visit.kind),
            team: self.name(visit.team),
            seen: visit.seen,
            alone: visit.alone,
            exception: self.text(visit.exception),
        }
    }

    fn span(&mut self, span: &events::Span<'_>) -> Span {
        Span {
            kind: self.kind(span.kind),
            start: span.start,
            end: span.end,
            to_18: span.to_18,
            team: self.name(span.team),
        }
    }

    /// Takes the cases of the current list of children in, before the first event: their teams and workers
    /// are spelt there as people know them.
    pub fn list(&mut self, children: Vec<CaseRecord>) {
        for case in &children {
            for field in [field::TEAM, field::WORKER] {
                self.name(case.field(field));
            }
        }
        self.children = children;
    }

    /// Returns the name of a team or worker in the one spelling of all that are equal for people, which is the
    /// first that was met.
    fn name(&mut self, text: &str) -> Rc<str> {
        if let Some(known) = self.names.get(text) {
            return Rc::clone(known);
        }
        let fresh = self.text(text);
        let folded = folded(text);
        let one = if folded.is_empty() {
            fresh
        } else {
            Rc::clone(self.alike.entry(folded).or_insert(fresh))
        };
        self.names.insert(Box::from(text), Rc::clone(&one));
        one
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
