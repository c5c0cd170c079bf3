//! Reviews: child protection review conferences (Working Together to Safeguard Children: within three
//! months, then within six) and looked-after reviews (2010 Regulations, reg. 33: within 20 working
//! days, then three months, then six).

use std::rc::Rc;

use assay_model::Date;

use super::chain::{Chain, chain};
use super::covers::{self, AsOf, Covers};
use super::listed::{self, Listed};
use super::tally::timeliness;
use super::{Asked, Indicator, of_rule};

pub(super) fn of_plan(asked: &Asked<'_>, plan: &str) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let mut owed = Vec::new();
    for (case, span) in facts.plans_of(plan, as_at) {
        let done: Vec<(Date, Rc<str>)> = facts
            .reviews
            .of(case)
            .iter()
            .filter(|review| review.kind.is_empty() || &*review.kind == plan)
            .map(|review| (review.on, Rc::clone(&review.team)))
            .collect();
        let clock = Chain {
            case: facts.cases.id(case),
            start: span.start,
            end: span.end,
            done: &done,
            known_from: facts.covers_of("reviews").and_then(Covers::first),
            exceptions: &[],
            team: Rc::clone(&span.team),
            not_modelled: false,
        };
        owed.extend(chain(&clock, rule.start_day, &policy.calendar, |step, _| {
            Some((rule.limit(step)?, rule.national(step)))
        }));
    }
    let definition =
        format!("{plan} reviews; each is due by the one before it, the first by the start");
    let mut indicator = of_rule(rule, &definition);
    // Without a table of reviews nobody can tell which took place.
    if let Some(covers) = facts.covers_of("reviews").filter(|_| !owed.is_empty()) {
        indicator.notes.extend(covers::leave_out(&mut owed, covers, "reviews", as_at));
        let of = AsOf::of_events(covers, as_at);
        indicator.timeliness = Some(timeliness(&owed, policy, rule, of));
    }
    let known = if plan == "looked after" {
        Listed { plan: "looked after", last: "last_review", noun: "review" }
    } else {
        Listed { plan: "child protection", last: "last_cp_review", noun: "review" }
    };
    listed::add(&mut indicator, &known, asked);
    (indicator.timeliness.is_some() || !indicator.shares.is_empty()).then_some(indicator)
}
