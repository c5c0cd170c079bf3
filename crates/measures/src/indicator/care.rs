//! Children in care and care leavers as the current list (Annex A lists 8 and 9) shows them today:
//! health and dental checks in date (2010 Regulations, reg. 7: every six months under five, else
//! yearly), placement stability, permanence plan, out of area; in touch, accommodation, activity.

use assay_model::jiff::ToSpan;
use assay_model::{CaseRecord, Date};

use super::facts::yes_no;
use super::{Facts, Indicator, Policy, Rule, ShareSeries, of_rule};

pub(super) fn health(
    facts: &Facts,
    policy: &Policy,
    rule: &Rule,
    as_at: Date,
) -> Option<Indicator> {
    let year_ago = as_at.checked_sub(1.year()).ok()?;
    // A child in care for less than a year need not have had a yearly check yet.
    let long: Vec<&CaseRecord> = in_care(facts)
        .filter(|child| date(child, "start_date").is_some_and(|start| start <= year_ago))
        .collect();
    let limit = |child: &CaseRecord| {
        let young = child.field("age").parse::<f64>().is_ok_and(|age| age < 5.0);
        if young { rule.limit(0) } else { rule.limit(1) }
    };
    let in_date = |child: &CaseRecord, field: &str, young: bool| {
        let limit = if young { limit(child) } else { rule.limit(1) };
        date(child, field)
            .zip(limit)
            .is_some_and(|(last, limit)| limit.due(last, rule.start_day, &policy.calendar) >= as_at)
    };
    let of = "children in care for a year or more";
    let mut indicator = of_rule(rule, "children in care whose checks are in date today");
    indicator.shares = vec![
        count("health assessment in date", of, &long, |c| {
            in_date(c, "date_of_last_health_assessment", true)
        }),
        count("dental check in date", of, &long, |c| {
            in_date(c, "date_of_last_dental_check", false)
        }),
    ];
    (!long.is_empty()).then_some(indicator)
}

pub(super) fn children(facts: &Facts, rule: &Rule) -> Option<Indicator> {
    let all: Vec<&CaseRecord> = in_care(facts).collect();
    let of = "children in care today";
    let told = |field: &'static str| -> Vec<&CaseRecord> {
        all.iter().copied().filter(|child| !child.field(field).is_empty()).collect()
    };
    let placements = "number_of_placements_in_the_last_12_months";
    let location = "placement_location";
    let permanence = "what_is_the_permanence_plan_for_this_child";
    let mut indicator = of_rule(rule, "children in care as the current list shows them");
    indicator.shares = vec![
        count("three placements or more in 12 months", of, &told(placements), |child| {
            child.field(placements).parse::<f64>().is_ok_and(|n| n >= 3.0)
        }),
        count("permanence plan recorded", of, &all, |child| !child.field(permanence).is_empty()),
        count("placed out of area", of, &told(location), |child| {
            child.field(location).to_lowercase().contains("out")
        }),
    ];
    (!all.is_empty()).then_some(indicator)
}

pub(super) fn leavers(facts: &Facts, rule: &Rule) -> Option<Indicator> {
    let all: Vec<&CaseRecord> = open(facts, "9").collect();
    let of = "care leavers on the current list";
    let has = |child: &CaseRecord, field: &str, word: &str, bar: &str| {
        let text = child.field(field).to_lowercase();
        text.contains(word) && (bar.is_empty() || !text.contains(bar))
    };
    let mut indicator = of_rule(rule, "care leavers as the current list shows them");
    indicator.shares = vec![
        count("in touch", of, &all, |child| yes_no(child.field("in_touch")) == Some(true)),
        count("in suitable accommodation", of, &all, |child| {
            has(child, "suitability_of_accommodation", "suitable", "unsuitable")
        }),
        count("in education, employment or training", of, &all, |child| {
            let activity = child.field("activity_status");
            !activity.is_empty()
                && !activity.to_lowercase().contains("neet")
                && !has(child, "activity_status", "not in", "")
        }),
    ];
    if all.iter().any(|child| !child.field("pathway_plan_on").is_empty()) {
        indicator.shares.push(count("pathway plan recorded", of, &all, |child| {
            !child.field("pathway_plan_on").is_empty()
        }));
    } else {
        indicator.notes.push("pathway plans: the list has no column for them".to_owned());
    }
    (!all.is_empty()).then_some(indicator)
}

fn in_care(facts: &Facts) -> impl Iterator<Item = &CaseRecord> {
    open(facts, "8")
}

fn open<'a>(facts: &'a Facts, list: &'a str) -> impl Iterator<Item = &'a CaseRecord> {
    facts.children.iter().filter(move |child| {
        child.closed_on.is_none() && child.field("lists").split(' ').any(|on| on == list)
    })
}

fn date(child: &CaseRecord, field: &str) -> Option<Date> {
    child.field(field).parse().ok()
}

fn count(
    name: &str,
    of: &str,
    base: &[&CaseRecord],
    hit: impl Fn(&CaseRecord) -> bool,
) -> ShareSeries {
    let rows = base.iter().map(|child| (child.field("team"), f64::from(u8::from(hit(child))), 1.0));
    ShareSeries::of_snapshot(name, of, rows)
}
