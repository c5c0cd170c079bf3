//! In date today by the current list of children (Annex A lists 6 to 8), which knows the last visit or
//! review and no other: how many stand in date, and never how many were on time. A second source beside
//! the events, and the only one where there are none.

use assay_model::{CaseRecord, day};

use super::{Asked, Indicator, ShareSeries};

/// What the list knows of one kind of visit or review.
pub(super) struct Listed {
    /// The plan type of the children it is owed to.
    pub(super) plan: &'static str,
    /// The field with the date of the last one.
    pub(super) last: &'static str,
    /// What it is called.
    pub(super) noun: &'static str,
}

/// Adds the share in date today, or a note where the list has no dates at all.
pub(super) fn add(indicator: &mut Indicator, listed: &Listed, asked: &Asked<'_>) {
    let Asked { facts, policy, rule, as_at } = *asked;
    let children: Vec<&CaseRecord> = facts
        .children
        .iter()
        .filter(|child| child.closed_on.is_none() && child.field("plan_type") == listed.plan)
        .filter(|child| day::parse(child.field("start_date")).is_some_and(|on| on <= as_at))
        .collect();
    let Some(first) = rule.limit(0).filter(|_| !children.is_empty()) else { return };
    let of = format!("{} on the current list", plural(listed.plan));
    if children.iter().all(|child| child.field(listed.last).is_empty()) {
        indicator.notes.push(format!(
            "in date by the list: not shown, as it gives no date of the last {} for any of {} {of}",
            listed.noun,
            children.len()
        ));
        return;
    }
    let later = rule.limits.last().copied().unwrap_or(first);
    let in_date = |child: &CaseRecord| {
        let start = day::parse(child.field("start_date"));
        let last = day::parse(child.field(listed.last)).filter(|last| Some(*last) >= start);
        let (from, limit) = match (last, start) {
            (Some(last), _) => (last, later),
            (None, Some(start)) => (start, first),
            (None, None) => return false,
        };
        limit.due(from, rule.start_day, &policy.calendar) >= as_at
    };
    let rows = children.iter().map(|c| (c.field("team"), f64::from(u8::from(in_date(c))), 1.0));
    let name = format!("{} in date today, by the list", listed.noun);
    indicator.shares.push(ShareSeries::of_snapshot(&name, &of, rows));
}

fn plural(plan: &str) -> &str {
    match plan {
        "looked after" => "children in care",
        "child protection" => "children with a child protection plan",
        _ => "children in need",
    }
}
