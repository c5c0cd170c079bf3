//! Indicators from event tables by a policy: what was due, what was done on time, how late the rest
//! was, with exceptions shown apart, by month and team. What is not yet due is in no base. It holds
//! figures; screen and pack render them.

mod attendance;
mod by_case;
mod care;
pub mod chain;
pub mod covers;
mod cross_check;
mod edges;
pub mod facts;
mod listed;
mod missing;
mod owed;
pub mod policy;
mod reviews;
mod supervision;
mod tally;
mod timely;
mod visits;
mod workforce;

use assay_model::history::Comparator;
use assay_model::{Date, Month};

use crate::chart::Chart;

pub use cross_check::{CrossCheck, MeetingsLate, cross_check};
pub use facts::Facts;
pub use owed::Obligation;
pub use policy::{Policy, Rebase, Rule};
pub use tally::{Late, Tally};

/// One indicator with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// The key in the policy file, e.g. `child_protection_visits`.
    pub key: String,
    /// The name for people.
    pub name: String,
    /// What is counted, in a sentence.
    pub definition: String,
    /// The standard it is held against: the local limit, and the national minimum beside it.
    pub standard: String,
    /// The target share (0–1), if there is one.
    pub target: Option<f64>,
    /// On time or late; none for indicators that are shares alone.
    pub timeliness: Option<Timeliness>,
    /// Further shares, each with its own base.
    pub shares: Vec<ShareSeries>,
    /// Other areas' figures, where imported.
    pub comparators: Vec<Comparator>,
    /// The months at which its charts begin anew, each decided by a person.
    pub rebases: Vec<Rebase>,
    /// What a reader must know.
    pub notes: Vec<String>,
}

/// On time or late, over months and teams.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeliness {
    /// By the month it was due in, oldest first.
    pub months: Vec<(Month, Tally)>,
    /// Months at the edges of the table that it probably holds in part only; in no chart.
    pub partial: Vec<Month>,
    /// The latest month with anything due.
    pub latest: Option<(Month, Tally)>,
    /// The year up to the as-at date.
    pub year_to_date: Tally,
    /// The year to date held against the national minimum, where there is one.
    pub national: Option<Tally>,
    /// The year to date by team, by name.
    pub teams: Vec<(String, Tally)>,
    /// What was late in the year to date, by due date: the list behind the figures.
    pub late: Vec<Late>,
    /// Of those running on the as-at date: how many are in date, and how many there are.
    pub in_date_today: Option<(u64, u64)>,
    /// The upper ends of the late bands but the last, e.g. 3, 7, 14.
    pub bands: [u32; 3],
    /// `working days` or `days`: what the bands count.
    pub unit: &'static str,
    /// The monthly shares on time as a P chart; none with under two months.
    pub chart: Option<Chart>,
}

/// A share by month.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareSeries {
    /// What is counted, e.g. `interview offered`.
    pub name: String,
    /// What the base is, e.g. `of missing episodes that ended`.
    pub of: String,
    /// Month, count and base, oldest first; none for a snapshot.
    pub months: Vec<(Month, f64, f64)>,
    /// The latest month's count and base, or the snapshot's.
    pub latest: Option<(f64, f64)>,
    /// The year to date.
    pub year_to_date: Option<(f64, f64)>,
    /// The year to date (or the snapshot) by team, by name.
    pub teams: Vec<(String, f64, f64)>,
    /// The monthly shares as a chart without a target; none for a snapshot and under two months.
    pub chart: Option<Chart>,
}

/// What one indicator is worked out from.
#[derive(Clone, Copy)]
struct Asked<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
    rule: &'a Rule,
    as_at: Date,
}

/// Returns every indicator of the policy that has data, in the policy's order, and warnings.
#[must_use]
pub fn indicators(
    facts: &Facts,
    policy: &Policy,
    comparators: &[Comparator],
    as_at: Date,
) -> (Vec<Indicator>, Vec<String>) {
    let on = policy.rules.iter().filter(|rule| rule.on);
    let mut found: Vec<Indicator> = on
        .filter_map(|rule| {
            let made = of_key(&Asked { facts, policy, rule, as_at })?;
            Some(with_charts(made, &rule.rebases))
        })
        .collect();
    for indicator in &mut found {
        let own = comparators.iter().filter(|c| c.indicator == indicator.key);
        indicator.comparators = own.cloned().collect();
    }
    let mut warnings = facts.warnings.clone();
    if as_at > policy.calendar.known_to() {
        warnings.push(format!(
            "bank holidays are known to {} only; later working days count too many: add them to indicators.yaml",
            policy.calendar.known_to()
        ));
    }
    (found, warnings)
}

/// How the figures of one indicator are worked out; none without data.
type WorkedOut = fn(&Asked<'_>) -> Option<Indicator>;

/// Every indicator by its key, in the order in which they are shipped.
const ALL: [(&str, WorkedOut); 19] = [
    ("looked_after_visits", visits::looked_after),
    ("child_protection_visits", |asked| visits::of_plan(asked, "child protection")),
    ("child_in_need_visits", |asked| visits::of_plan(asked, "child in need")),
    ("first_visits", visits::first_after_referral),
    ("single_assessments", timely::assessments),
    ("initial_conferences", timely::conferences),
    ("child_protection_reviews", |asked| reviews::of_plan(asked, "child protection")),
    ("looked_after_reviews", |asked| reviews::of_plan(asked, "looked after")),
    ("health_assessments", care::health),
    ("children_in_care", |asked| care::children(asked.facts, asked.rule)),
    ("care_leavers", |asked| care::leavers(asked.facts, asked.rule)),
    ("return_interviews", missing::interviews),
    ("strategy_attendance", attendance::attendance),
    ("meetings_written_up", |asked| timely::meetings(asked, timely::Step::WrittenUp)),
    ("minutes_sent", |asked| timely::meetings(asked, timely::Step::Sent)),
    ("supervision", supervision::supervision),
    ("actions", timely::actions),
    ("caseload", workforce::caseload),
    ("agency_share", workforce::agency),
];

/// Returns the keys of all indicators, in the order in which they are shipped.
#[must_use]
pub fn keys() -> [&'static str; ALL.len()] {
    ALL.map(|(key, _)| key)
}

/// Returns the figures of the indicator that the rule is of, or none without data.
fn of_key(asked: &Asked<'_>) -> Option<Indicator> {
    let (_, worked_out) = ALL.iter().find(|(key, _)| *key == asked.rule.key)?;
    worked_out(asked)
}

/// Returns the indicator with charts of its shares, and with what is to be said of them.
fn with_charts(mut indicator: Indicator, rebases: &[policy::Rebase]) -> Indicator {
    for share in &mut indicator.shares {
        let bases: Vec<(Month, f64)> =
            share.months.iter().map(|(month, _, base)| (*month, *base)).collect();
        let partial = edges::partial(&bases);
        let whole: Vec<_> =
            share.months.iter().filter(|(m, ..)| !partial.contains(m)).copied().collect();
        share.chart = tally::p_chart(&whole, None, None, rebases);
    }
    if let Some(timely) = &indicator.timeliness {
        let due: Vec<(Month, u64)> =
            timely.months.iter().map(|(month, tally)| (*month, tally.due)).collect();
        indicator.notes.extend(edges::questions(&due, &timely.partial));
    }
    indicator.notes.extend(rebases.iter().map(|rebase| {
        format!(
            "charts begin anew in {}: {} (decided by {} on {})",
            rebase.from.words(),
            rebase.why,
            rebase.who,
            rebase.when
        )
    }));
    indicator.rebases = rebases.to_vec();
    indicator
}

/// Returns an indicator with its rule's words and no figures.
fn of_rule(rule: &Rule, definition: &str) -> Indicator {
    Indicator {
        key: rule.key.clone(),
        name: rule.name.clone(),
        definition: definition.to_owned(),
        standard: rule.standard(),
        target: rule.target,
        timeliness: None,
        shares: Vec::new(),
        comparators: Vec::new(),
        rebases: Vec::new(),
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
