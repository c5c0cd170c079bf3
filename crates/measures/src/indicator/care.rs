//! Children in care and care leavers as the current list (Annex A lists 8 and 9) shows them today:
//! health and dental checks in date (2010 Regulations, reg. 7: every six months under five, else
//! yearly; a first plan by the first review, 20 working days in), placement stability, permanence plan,
//! out of area; in touch, accommodation, activity. A column that is blank for every child gives no
//! share but a note: nobody can tell "not done" from "not asked for".

use assay_model::event::happening::yes_no;
use assay_model::jiff::ToSpan;
use assay_model::{CaseRecord, Date, day};

use super::{Asked, Facts, Indicator, Rule, ShareSeries, of_rule};
use crate::calendar::{Limit, Unit};

/// By the first review of a child in care.
const FIRST_REVIEW: Limit = Limit { n: 20, unit: Unit::WorkingDays };

pub(super) fn health(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let year_ago = as_at.checked_sub(1.year()).ok()?;
    let all: Vec<&CaseRecord> = in_care(facts).collect();
    // A child in care for less than a year need not have had a yearly check yet.
    let since = |child: &CaseRecord| date(child, "start_date");
    let long: Vec<&CaseRecord> =
        all.iter().copied().filter(|c| since(c).is_some_and(|start| start <= year_ago)).collect();
    let recent: Vec<&CaseRecord> = all
        .iter()
        .copied()
        .filter(|child| {
            since(child).is_some_and(|start| {
                start > year_ago
                    && FIRST_REVIEW.due(start, rule.start_day, &policy.calendar) < as_at
            })
        })
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
    let mut add = Shares { indicator: &mut indicator, list: "8" };
    let health = "last_health_assessment";
    add.share(("health assessment in date", of), &long, health, |c| in_date(c, health, true));
    let dental = "last_dental_check";
    add.share(("dental check in date", of), &long, dental, |c| in_date(c, dental, false));
    let newly = "children in care for less than a year, past their first review";
    add.share(("assessed since coming into care", newly), &recent, health, |c| {
        date(c, health).zip(since(c)).is_some_and(|(last, start)| last >= start)
    });
    (!long.is_empty()).then_some(indicator)
}

pub(super) fn children(facts: &Facts, rule: &Rule) -> Option<Indicator> {
    let all: Vec<&CaseRecord> = in_care(facts).collect();
    let of = "children in care today";
    let told = |field: &'static str| -> Vec<&CaseRecord> {
        all.iter().copied().filter(|child| !child.field(field).is_empty()).collect()
    };
    let placements = "placements_in_12_months";
    let location = "placement_location";
    let permanence = "permanence_plan";
    let mut indicator = of_rule(rule, "children in care as the current list shows them");
    let mut add = Shares { indicator: &mut indicator, list: "8" };
    add.share(("three placements or more in 12 months", of), &told(placements), placements, |c| {
        c.field(placements).parse::<f64>().is_ok_and(|n| n >= 3.0)
    });
    add.share(("permanence plan recorded", of), &all, permanence, |c| {
        !c.field(permanence).is_empty()
    });
    add.share(("placed out of area", of), &told(location), location, |c| {
        c.field(location).to_lowercase().contains("out")
    });
    (!all.is_empty()).then_some(indicator)
}

pub(super) fn leavers(facts: &Facts, rule: &Rule) -> Option<Indicator> {
    let all: Vec<&CaseRecord> = open(facts, "9").collect();
    let of = "care leavers on the current list";
    let mut indicator = of_rule(rule, "care leavers as the current list shows them");
    let mut add = Shares { indicator: &mut indicator, list: "9" };
    add.share(("in touch", of), &all, "in_touch", |c| yes_no(c.field("in_touch")) == Some(true));
    let suitability = "suitability_of_accommodation";
    add.share(("in suitable accommodation", of), &all, suitability, |c| {
        let text = c.field(suitability).to_lowercase();
        text.contains("suitable") && !text.contains("unsuitable")
    });
    let activity = "activity_status";
    add.share(("in education, employment or training", of), &all, activity, |c| {
        is_active(c.field(activity))
    });
    let pathway = "pathway_plan_on";
    add.share(("pathway plan recorded", of), &all, pathway, |c| !c.field(pathway).is_empty());
    (!all.is_empty()).then_some(indicator)
}

/// Tells whether an activity is education, employment or training; Annex A's codes for "not" begin
/// with G (`G4: NEET`), and words say so.
fn is_active(activity: &str) -> bool {
    let lower = activity.to_lowercase();
    !lower.is_empty() && !["neet", "not in", "g4", "g5", "g6"].iter().any(|no| lower.contains(no))
}

fn in_care(facts: &Facts) -> impl Iterator<Item = &CaseRecord> {
    facts
        .children
        .iter()
        .filter(|child| child.closed_on.is_none() && child.field("plan_type") == "looked after")
}

fn open<'a>(facts: &'a Facts, list: &'a str) -> impl Iterator<Item = &'a CaseRecord> {
    facts.children.iter().filter(move |child| {
        child.closed_on.is_none() && child.field("lists").split(' ').any(|on| on == list)
    })
}

fn date(child: &CaseRecord, field: &str) -> Option<Date> {
    day::parse(child.field(field))
}

/// Shares of the children on one list.
struct Shares<'a> {
    indicator: &'a mut Indicator,
    list: &'a str,
}

impl Shares<'_> {
    /// Adds a share of `base`, or a note where its column is blank for all of them.
    fn share(
        &mut self,
        (name, of): (&str, &str),
        base: &[&CaseRecord],
        column: &str,
        hit: impl Fn(&CaseRecord) -> bool,
    ) {
        if base.iter().all(|child| child.field(column).is_empty()) {
            let column = column.replace('_', " ");
            self.indicator.notes.push(format!(
                "{name}: not shown, as list {} gives no \"{column}\" for any of {} {of}",
                self.list,
                base.len()
            ));
            return;
        }
        let rows =
            base.iter().map(|child| (child.field("team"), f64::from(u8::from(hit(child))), 1.0));
        self.indicator.shares.push(ShareSeries::of_snapshot(name, of, rows));
    }
}
