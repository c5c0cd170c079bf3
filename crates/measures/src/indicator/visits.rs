//! Visits: looked-after children by placement (Care Planning, Placement and Case Review (England)
//! Regulations 2010, reg. 28: within a week, then at least every six weeks, after a year every three
//! months where the placement is to last to 18), children on plans by the local standard, and the
//! first visit after a referral.

use std::rc::Rc;

use assay_model::event::happening::yes_no;
use assay_model::jiff::ToSpan;
use assay_model::{CaseId, Date, Month};

use super::chain::{Chain, chain};
use super::covers::{self, AsOf, Covers};
use super::facts::{Span, Visit};
use super::listed::{self, Listed};
use super::owed::Obligation;
use super::tally::timeliness;
use super::{Asked, Indicator, ShareSeries, of_rule};

pub(super) fn looked_after(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy: _, rule, as_at } = *asked;
    let mut owed = Vec::new();
    for (case, placements) in facts.placements.iter() {
        for placement in placements.iter().filter(|p| p.start <= as_at) {
            let year = placement.start.checked_add(1.year()).unwrap_or(Date::MAX);
            let long = rule.after_a_year.filter(|_| placement.to_18);
            let limits = |step: usize, clock: Date| {
                let later = step > 0 && clock >= year;
                let limit = long.filter(|_| later).or_else(|| rule.limit(step))?;
                Some((limit, rule.national(step)))
            };
            owed.extend(of_span(asked, (case, placement), "looked after", limits));
        }
    }
    finish(
        asked,
        owed,
        "looked after",
        "visits to looked-after children; each gap between visits is one that is due, from the start of each placement",
    )
}

pub(super) fn of_plan(asked: &Asked<'_>, plan: &str) -> Option<Indicator> {
    let Asked { facts, policy: _, rule, as_at } = *asked;
    let mut owed = Vec::new();
    for (case, span) in facts.plans_of(plan, as_at) {
        let limits = |step: usize, _| Some((rule.limit(step)?, rule.national(step)));
        owed.extend(of_span(asked, (case, span), plan, limits));
    }
    let definition = format!(
        "visits to children with a {plan} plan; each gap between visits is one that is due, from the start of the plan"
    );
    finish(asked, owed, plan, &definition)
}

pub(super) fn first_after_referral(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let (limit, covers) = (rule.limit(0)?, facts.covers_of("visits")?);
    let mut owed = Vec::new();
    for referral in facts.lists.get("referrals")? {
        let closed = yes_no(referral.field("no_further_action")) == Some(true);
        let Ok(on) = referral.field("date").parse::<Date>() else { continue };
        if closed || on > as_at {
            continue;
        }
        let child = CaseId::parse(referral.field("child")).unwrap_or_else(|_| referral.id.clone());
        let visits = facts.cases.find(&child).map_or(&[][..], |case| facts.visits.of(case));
        owed.push(Obligation {
            case: Rc::from(child.as_str()),
            team: Rc::from(referral.field("team")),
            limit,
            due: limit.due(on, rule.start_day, &policy.calendar),
            national_due: None,
            done: visits.iter().find(|v| v.on >= on && v.exception.is_empty()).map(|v| v.on),
            ended: None,
            excepted: visits.iter().any(|v| v.on >= on && policy.is_exception(&v.exception)),
            not_modelled: false,
        });
    }
    let mut indicator = of_rule(rule, "first visits after a referral that was not closed at once");
    indicator.notes.extend(covers::leave_out(&mut owed, covers, "visits", as_at));
    let of = AsOf::of_events(covers, as_at);
    indicator.timeliness = Some(timeliness(&owed, policy, rule, of));
    (!owed.is_empty()).then_some(indicator)
}

fn of_span(
    asked: &Asked<'_>,
    (case, span): (usize, &Span),
    plan: &str,
    limits: impl Fn(usize, Date) -> Option<(crate::calendar::Limit, Option<crate::calendar::Limit>)>,
) -> Vec<Obligation> {
    let Asked { facts, policy, rule, .. } = *asked;
    let own = |visit: &&Visit| visit.kind.is_empty() || &*visit.kind == plan;
    let visits = || facts.visits.of(case).iter().filter(own);
    let done: Vec<(Date, Rc<str>)> = visits()
        .filter(|visit| visit.exception.is_empty())
        .map(|visit| (visit.on, Rc::clone(&visit.team)))
        .collect();
    let exceptions: Vec<Date> =
        visits().filter(|v| policy.is_exception(&v.exception)).map(|v| v.on).collect();
    let clock = Chain {
        case: facts.cases.id(case),
        start: span.start,
        end: span.end,
        done: &done,
        known_from: facts.covers_of("visits").and_then(Covers::first),
        exceptions: &exceptions,
        team: Rc::clone(&span.team),
        not_modelled: rule.not_modelled.iter().any(|kind| kind.to_lowercase() == *span.kind),
    };
    chain(&clock, rule.start_day, &policy.calendar, limits)
}

fn finish(
    asked: &Asked<'_>,
    mut owed: Vec<Obligation>,
    plan: &str,
    definition: &str,
) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let mut indicator = of_rule(rule, definition);
    let visits: Vec<&Visit> = facts
        .visits
        .rows()
        .filter(|v| &*v.kind == plan && v.exception.is_empty() && v.on <= as_at)
        .collect();
    // Without a table of visits nobody can tell which took place.
    if let Some(covers) = facts.covers_of("visits").filter(|_| !owed.is_empty()) {
        indicator.notes.extend(covers::leave_out(&mut owed, covers, "visits", as_at));
        let of = AsOf::of_events(covers, as_at);
        indicator.timeliness = Some(timeliness(&owed, policy, rule, of));
    }
    let share = |name: &str, told: fn(&Visit) -> Option<bool>| {
        let rows = visits
            .iter()
            .filter_map(|v| Some((Month::of(v.on), &*v.team, f64::from(u8::from(told(v)?)), 1.0)));
        ShareSeries::of_rows(name, "visits where it was recorded", rows, policy, as_at)
    };
    indicator.shares.extend(share("child seen", |v| v.seen));
    indicator.shares.extend(share("child seen alone", |v| v.alone));
    let plan = match plan {
        "looked after" => "looked after",
        "child protection" => "child protection",
        _ => "children in need",
    };
    let known = Listed { plan, last: "last_seen", noun: "visit" };
    listed::add(&mut indicator, &known, asked);
    (indicator.timeliness.is_some() || !indicator.shares.is_empty()).then_some(indicator)
}
