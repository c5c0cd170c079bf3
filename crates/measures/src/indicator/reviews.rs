//! Reviews: child protection review conferences (Working Together to Safeguard Children: within three
//! months, then within six) and looked-after reviews (2010 Regulations, reg. 33: within 20 working
//! days, then three months, then six).

use std::rc::Rc;

use assay_model::Date;

use super::chain::{Chain, chain};
use super::tally::timeliness;
use super::{Facts, Indicator, Policy, Rule, of_rule};

pub(super) fn of_plan(
    facts: &Facts,
    policy: &Policy,
    rule: &Rule,
    plan: &str,
    as_at: Date,
) -> Option<Indicator> {
    let mut owed = Vec::new();
    for (case, plans) in &facts.plans {
        for span in plans.iter().filter(|span| &*span.kind == plan && span.start <= as_at) {
            let done: Vec<(Date, Rc<str>)> = facts
                .reviews
                .get(case)
                .into_iter()
                .flatten()
                .filter(|review| review.kind.is_empty() || &*review.kind == plan)
                .map(|review| (review.on, Rc::clone(&review.team)))
                .collect();
            let clock = Chain {
                start: span.start,
                end: span.end,
                done: &done,
                exceptions: &[],
                team: Rc::clone(&span.team),
                not_modelled: false,
            };
            owed.extend(chain(&clock, rule.start_day, &policy.calendar, |step, _| {
                Some((rule.limit(step)?, rule.national(step)))
            }));
        }
    }
    if owed.is_empty() {
        return None;
    }
    let definition =
        format!("{plan} reviews; each is due by the one before it, the first by the start");
    let mut indicator = of_rule(rule, &definition);
    indicator.timeliness = Some(timeliness(&owed, policy, rule, as_at));
    Some(indicator)
}
