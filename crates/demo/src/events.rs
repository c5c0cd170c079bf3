//! What happened in the made-up council over the year: visits, meetings, reviews, supervision, missing
//! episodes and more. It is one past: lists, returns and event tables all report the same events.

mod answers;
mod contact;
mod meetings;
mod missing;
mod rates;
mod reviews;
mod supervision;
mod tables;

pub(crate) use tables::tables;

use assay_model::Date;

use crate::people::Worker;
use crate::places::Plan;
use crate::population::Child;

/// A visit to a child.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visit {
    pub(crate) on: Date,
    pub(crate) due: Date,
    pub(crate) plan: Plan,
    pub(crate) seen: bool,
    pub(crate) alone: bool,
}

/// A meeting about a child.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meeting {
    pub(crate) kind: &'static str,
    pub(crate) on: Date,
    pub(crate) written_up: Option<Date>,
    pub(crate) sent_out: Option<Date>,
    /// Which of [`meetings::AGENCIES`] were asked and which came, by bits.
    pub(crate) asked: u8,
    pub(crate) came: u8,
}

/// A review of a plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Review {
    pub(crate) on: Date,
    pub(crate) plan: Plan,
    pub(crate) report_shared: Option<Date>,
}

/// A missing episode, in hours since midnight of the first day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Missing {
    pub(crate) from: Date,
    pub(crate) back: Date,
    pub(crate) offered: bool,
    pub(crate) interview: Option<Date>,
    pub(crate) independent: bool,
}

/// A section 47 enquiry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Enquiry {
    pub(crate) child: usize,
    pub(crate) on: Date,
    pub(crate) conference: Option<Date>,
}

/// A supervision session.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Session {
    pub(crate) on: Date,
    pub(crate) worker: usize,
    pub(crate) kind: &'static str,
    /// The child's place, for supervision of one case.
    pub(crate) child: Option<usize>,
}

/// All that happened to one child.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    pub(crate) visits: Vec<Visit>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) reviews: Vec<Review>,
    pub(crate) missing: Vec<Missing>,
    pub(crate) placements: Vec<Date>,
    pub(crate) enquiry: Option<(Date, Option<Date>)>,
}

/// All that happened.
#[derive(Debug, Clone, Default)]
pub(crate) struct Events {
    /// By the child's place among the children.
    pub(crate) stories: Vec<Story>,
    /// The ids, in the children's order, to find a story by.
    pub(crate) ids: Vec<String>,
    /// Supervision, by date.
    pub(crate) sessions: Vec<Session>,
}

/// Returns what happened to these children and their workers.
pub(crate) fn happen(seed: &str, children: &[Child], workers: &[Worker]) -> Events {
    let stories = children
        .iter()
        .map(|child| {
            let mut story = Story::default();
            contact::visits(seed, child, &mut story);
            meetings::meetings(seed, child, &mut story);
            reviews::reviews(seed, child, &mut story);
            missing::missing(seed, child, &mut story);
            story
        })
        .collect();
    Events {
        stories,
        ids: children.iter().map(|child| child.id.clone()).collect(),
        sessions: supervision::sessions(seed, children, workers),
    }
}
