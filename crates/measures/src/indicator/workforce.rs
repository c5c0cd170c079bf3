//! The workforce: caseloads over thresholds by worker, and the agency share of full-time equivalents.

use std::collections::BTreeMap;

use assay_model::Month;

use super::{Asked, Facts, Indicator, Rule, ShareSeries, of_rule};

pub(super) fn caseload(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let loads: Vec<(Month, &str, u32)> = facts
        .staff
        .iter()
        .filter(|staff| staff.on <= as_at)
        .filter_map(|staff| {
            Some((Month::of(staff.on), &*staff.team, staff.caseload.filter(|n| *n > 0)?))
        })
        .collect();
    let mut indicator = of_rule(rule, "workers by how many cases they hold");
    if loads.is_empty() {
        snapshot(facts, rule, &mut indicator);
    }
    for threshold in &rule.thresholds {
        let rows = loads
            .iter()
            .map(|(month, team, load)| (*month, *team, f64::from(u8::from(load > threshold)), 1.0));
        let name = format!("over {threshold} cases");
        // A stock, not a flow: the months of a year cannot be added up.
        let share = ShareSeries::of_rows(&name, "workers with cases", rows, policy, as_at);
        indicator.shares.extend(share.map(|share| ShareSeries { year_to_date: None, ..share }));
    }
    (!indicator.shares.is_empty()).then_some(indicator)
}

/// Without a workforce table the current list tells who holds how many today.
fn snapshot(facts: &Facts, rule: &Rule, indicator: &mut Indicator) {
    let mut held: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for child in facts.children.iter().filter(|child| child.closed_on.is_none()) {
        let worker = child.field("worker");
        if !worker.is_empty() {
            *held.entry((child.field("team"), worker)).or_default() += 1;
        }
    }
    if held.is_empty() {
        return;
    }
    for threshold in &rule.thresholds {
        let rows = held
            .iter()
            .map(|((team, _), load)| (*team, f64::from(u8::from(load > threshold)), 1.0));
        let name = format!("over {threshold} cases");
        indicator.shares.push(ShareSeries::of_snapshot(&name, "workers on the current list", rows));
    }
}

pub(super) fn agency(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let rows = facts.staff.iter().filter(|staff| staff.on <= as_at).map(|staff| {
        let agency = if staff.agency { staff.fte } else { 0.0 };
        (Month::of(staff.on), &*staff.team, agency, staff.fte)
    });
    let share =
        ShareSeries::of_rows("agency", "full-time equivalents in post", rows, policy, as_at)?;
    let mut indicator = of_rule(rule, "full-time equivalents held by agency workers");
    // A stock, not a flow: a year's sum of monthly stocks would mean nothing.
    indicator.shares = vec![ShareSeries { year_to_date: None, ..share }];
    Some(indicator)
}
