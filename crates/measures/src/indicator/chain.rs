//! A clock that starts anew each time the thing is done: visits after visits, reviews after reviews.
//! Each gap between two of them is one obligation, so that one missed visit is late once.

use std::rc::Rc;

use assay_model::Date;

use super::owed::Obligation;
use crate::calendar::limit::StartDay;
use crate::calendar::{Limit, WorkingDays};

/// A case's clock.
pub struct Chain<'a> {
    /// The case.
    pub case: Rc<str>,
    /// When the clock starts.
    pub start: Date,
    /// When nothing more is owed.
    pub end: Option<Date>,
    /// When it was done, with the team that did it; in order of dates.
    pub done: &'a [(Date, Rc<str>)],
    /// When exceptions were recorded.
    pub exceptions: &'a [Date],
    /// The team before anything was done.
    pub team: Rc<str>,
    /// Where what was done is known from: of a clock that started before nobody knows at which step it was.
    pub known_from: Option<Date>,
    /// Whether other rules hold for the case.
    pub not_modelled: bool,
}

/// Returns what was owed. `limits` gives the local and the national limit of a step (0 is the first)
/// whose clock started on a date.
pub fn chain(
    chain: &Chain<'_>,
    start_day: StartDay,
    calendar: &WorkingDays,
    limits: impl Fn(usize, Date) -> Option<(Limit, Option<Limit>)>,
) -> Vec<Obligation> {
    let mut owed = Vec::new();
    let mut clock = chain.start;
    let mut team = Rc::clone(&chain.team);
    let mut dates = chain
        .done
        .iter()
        .filter(|(on, _)| *on >= chain.start && chain.end.is_none_or(|end| *on <= end))
        .peekable();
    let mut is_underway = false;
    for step in 0.. {
        let limits_of = if is_underway { usize::MAX } else { step };
        let Some((limit, national)) = limits(limits_of, clock) else { break };
        let due = limit.due(clock, start_day, calendar);
        // The last limit is that of all further steps.
        is_underway |= step == 0 && chain.known_from.is_some_and(|from| due < from);
        // A second visit on the same day answers nothing new.
        while step > 0 && dates.peek().is_some_and(|(on, _)| *on == clock) {
            dates.next();
        }
        let next = dates.next();
        let until = next.map(|(on, _)| *on).or(chain.end);
        if next.is_none() && chain.end.is_some_and(|end| due >= end) {
            break;
        }
        if let Some((_, by)) = next
            && !by.is_empty()
        {
            team = Rc::clone(by);
        }
        let excepted =
            chain.exceptions.iter().any(|on| *on > clock && until.is_none_or(|until| *on <= until));
        owed.push(Obligation {
            case: Rc::clone(&chain.case),
            team: Rc::clone(&team),
            limit,
            due,
            national_due: national.map(|n| n.due(clock, start_day, calendar)),
            done: next.map(|(on, _)| *on),
            ended: chain.end,
            excepted,
            not_modelled: chain.not_modelled,
        });
        let Some((on, _)) = next else { break };
        clock = *on;
    }
    owed
}
