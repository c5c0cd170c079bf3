//! Who took part in strategy discussions (Working Together: social care, police and health at least):
//! each agency, and all required ones.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use assay_model::{Date, Month};

use super::{Asked, Indicator, ShareSeries, of_rule};

pub(super) fn attendance(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let mut meetings: BTreeMap<Rc<str>, (Date, BTreeSet<&str>)> = BTreeMap::new();
    let mut agencies: BTreeSet<&str> = BTreeSet::new();
    for row in &facts.attendance {
        if &*row.kind != "strategy discussion" || row.on > as_at {
            continue;
        }
        let (_, came) =
            meetings.entry(Rc::clone(&row.meeting)).or_insert((row.on, BTreeSet::new()));
        agencies.insert(&row.agency);
        if row.attended {
            came.insert(&row.agency);
        }
    }
    if meetings.is_empty() {
        return None;
    }
    let share = |name: &str, hit: &dyn Fn(&BTreeSet<&str>) -> bool| {
        let rows = meetings
            .values()
            .map(|(on, came)| (Month::of(*on), "", f64::from(u8::from(hit(came))), 1.0));
        ShareSeries::of_rows(name, "strategy discussions", rows, policy, as_at)
    };
    let mut indicator = of_rule(rule, "agencies that took part in strategy discussions");
    // An agency that stands in no row was not kept track of, which is not the same as staying away.
    let (known, unknown): (Vec<String>, Vec<String>) = rule
        .required
        .iter()
        .map(|agency| agency.to_lowercase())
        .partition(|agency| agencies.contains(agency.as_str()));
    if !known.is_empty() {
        let all = |came: &BTreeSet<&str>| known.iter().all(|agency| came.contains(agency.as_str()));
        indicator.shares.extend(share(&format!("all required ({})", known.join(", ")), &all));
    }
    if !unknown.is_empty() {
        indicator.notes.push(format!(
            "required too, but in no row of the table, so it cannot be told whether they came: {}",
            unknown.join(", ")
        ));
    }
    for agency in agencies {
        indicator.shares.extend(share(agency, &|came| came.contains(agency)));
    }
    Some(indicator)
}
