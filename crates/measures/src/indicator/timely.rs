//! What has one start and one end: single assessments (Working Together: 45 working days), initial
//! conferences (15 working days from the strategy discussion), meetings written up and minutes sent,
//! actions by their due date.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use assay_model::event::happening::yes_no;
use assay_model::{Action, CaseId, CaseRecord, Date, Month};

use super::covers::AsOf;
use super::facts::Meeting;
use super::owed::Obligation;
use super::tally::timeliness;
use super::{Asked, Indicator, Policy, Rule, ShareSeries, of_rule};
use crate::calendar::{Limit, Unit};

/// Which step after a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Written up.
    WrittenUp,
    /// Minutes sent out.
    Sent,
}

pub(super) fn assessments(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let rows = facts.lists.get("assessments")?;
    let span = |row: &CaseRecord| {
        let start = row.field("date").parse().ok()?;
        let ends = ["completed_on", "continuous_assessment_date_of_authorisation"];
        Some((start, ends.iter().find_map(|name| row.field(name).parse().ok())))
    };
    let (owed, impossible) = from_list(rows, &span, policy, rule);
    let definition = "single assessments, from start to authorisation";
    let mut indicator = list_indicator(&owed, policy, rule, of_list(as_at), definition)?;
    indicator.notes.extend(left_out(impossible, "assessments", "authorised before they started"));
    Some(indicator)
}

pub(super) fn conferences(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let rows = facts.lists.get("s47")?;
    let span = |row: &CaseRecord| {
        let start = row.field("date").parse().ok()?;
        let done: Option<Date> = row.field("conference_on").parse().ok();
        let unneeded = "was_an_initial_child_protection_conference_deemed_unnecessary";
        if done.is_none() && yes_no(row.field(unneeded)) == Some(true) {
            return None;
        }
        Some((start, done))
    };
    let (owed, impossible) = from_list(rows, &span, policy, rule);
    let definition = "initial conferences, from the strategy discussion; enquiries that needed none are left out";
    let mut indicator = list_indicator(&owed, policy, rule, of_list(as_at), definition)?;
    let why = "with a conference before the strategy discussion";
    indicator.notes.extend(left_out(impossible, "enquiries", why));
    Some(indicator)
}

pub(super) fn meetings(asked: &Asked<'_>, step: Step) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let (limit, covers) = (rule.limit(0)?, facts.covers_of("meetings")?);
    let of_rows = AsOf::of_rows(covers, as_at);
    let done = |meeting: &Meeting| match step {
        Step::WrittenUp => meeting.written_up,
        Step::Sent => meeting.sent,
    };
    let owed: Vec<Obligation> = facts
        .meetings
        .iter()
        .filter(|meeting| meeting.held <= as_at)
        .map(|meeting| Obligation {
            case: meeting.case.map_or_else(|| Rc::from(""), |case| facts.cases.id(case)),
            team: Rc::clone(&meeting.team),
            limit,
            due: limit.due(meeting.held, rule.start_day, &policy.calendar),
            national_due: None,
            done: done(meeting),
            ended: None,
            excepted: false,
            not_modelled: false,
        })
        .collect();
    let (definition, done_word) = match step {
        Step::WrittenUp => ("meetings that took place and were written up", "written up"),
        Step::Sent => ("meetings that took place and whose minutes were sent", "minutes sent"),
    };
    let mut indicator = list_indicator(&owed, policy, rule, of_rows, definition)?;
    indicator.notes.extend(covers.words());
    let as_at = of_rows.known;
    let kinds: BTreeSet<&str> = facts.meetings.iter().map(|meeting| &*meeting.kind).collect();
    for kind in kinds {
        let due = |m: &&Meeting| {
            &*m.kind == kind && limit.due(m.held, rule.start_day, &policy.calendar) < as_at
        };
        let rows = facts.meetings.iter().filter(due).map(|m| {
            let is_done = done(m).is_some_and(|day| day <= as_at);
            (Month::of(m.held), &*m.team, f64::from(u8::from(is_done)), 1.0)
        });
        let name = format!("{kind}: {done_word} at all");
        let of = "meetings held whose limit has passed";
        indicator.shares.extend(ShareSeries::of_rows(&name, of, rows, policy, as_at));
    }
    Some(indicator)
}

pub(super) fn actions(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let limit = Limit { n: 1, unit: Unit::Days };
    let teams: BTreeMap<&str, &str> =
        facts.children.iter().map(|child| (child.id.as_str(), child.field("team"))).collect();
    let team = |action: &Action| {
        action.case.as_ref().and_then(|case| teams.get(case.as_str())).copied().unwrap_or_default()
    };
    let owed: Vec<Obligation> = facts
        .actions
        .iter()
        .filter(|action| action.opened_on.is_none_or(|on| on <= as_at) && action.is_possible())
        .filter_map(|action| {
            Some(Obligation {
                case: Rc::from(action.case.as_ref().map_or("", CaseId::as_str)),
                team: Rc::from(team(action)),
                limit,
                due: action.current_due()?,
                national_due: None,
                done: action.done.as_ref().map(|done| done.on),
                ended: None,
                excepted: action.not_done.is_some(),
                not_modelled: false,
            })
        })
        .collect();
    let mut indicator = list_indicator(
        &owed,
        policy,
        rule,
        AsOf::known(as_at),
        "actions done by the due date that stands now, by the team of the case; closed with a reason count as excepted",
    )?;
    let open: Vec<_> = facts.actions.iter().filter(|action| action.is_open(as_at)).collect();
    let now = |name: &str, of: &str, count: usize, base: usize| ShareSeries {
        latest: Some((count as f64, base as f64)),
        ..ShareSeries::snapshot(name, of)
    };
    let overdue: Vec<_> = open.iter().filter(|action| action.is_overdue(as_at)).collect();
    let drifting = open.iter().filter(|action| action.is_drifting(as_at)).count();
    let rolled = open.iter().filter(|action| action.moves() > 0).count();
    let challenged = overdue.iter().filter(|action| action.challenged == Some(true)).count();
    let first_due = |action: &Action| {
        let first = action.due.first().filter(|_| action.is_possible())?.due;
        let done = action.done.as_ref().filter(|done| done.on <= as_at);
        let in_time = done.is_some_and(|done| done.on <= first);
        // What is not due yet is in no base, done or not.
        (first < as_at || (first == as_at && in_time))
            .then(|| (Month::of(first), team(action), f64::from(u8::from(in_time)), 1.0))
    };
    let rows = facts.actions.iter().filter_map(first_due);
    let name = "done by the first due date";
    indicator.shares.extend(ShareSeries::of_rows(name, "actions due", rows, policy, as_at));
    indicator.shares.extend([
        now("overdue", "open actions", overdue.len(), open.len()),
        now("rolled forward at least once", "open actions", rolled, open.len()),
        now("drifting", "open actions", drifting, open.len()),
        now("challenged by a manager", "overdue actions", challenged, overdue.len()),
    ]);
    let impossible = facts.actions.iter().filter(|action| !action.is_possible()).count();
    indicator.notes.extend(left_out(impossible, "actions", "done before they were opened"));
    Some(indicator)
}

/// When a row of a list began and was done.
type SpanOf<'a> = &'a dyn Fn(&CaseRecord) -> Option<(Date, Option<Date>)>;

/// Returns what the rows of a list owe, and how many were done before they began: those are in no figure.
fn from_list(
    rows: &[CaseRecord],
    span: SpanOf<'_>,
    policy: &Policy,
    rule: &Rule,
) -> (Vec<Obligation>, usize) {
    let mut impossible = 0;
    let mut owed = Vec::new();
    for row in rows {
        let Some((start, done)) = span(row) else { continue };
        if done.is_some_and(|done| done < start) {
            impossible += 1;
        } else {
            owed.extend(of_row(row, (start, done), policy, rule));
        }
    }
    (owed, impossible)
}

/// Says how many rows are in no figure because of their dates; nothing where there is none.
fn left_out(count: usize, what: &str, why: &str) -> Option<String> {
    (count > 0).then(|| format!("{count} {what} are in no figure: {why}"))
}

fn of_row(
    row: &CaseRecord,
    (start, done): (Date, Option<Date>),
    policy: &Policy,
    rule: &Rule,
) -> Option<Obligation> {
    let limit = rule.limit(0)?;
    let child = row.field("child");
    Some(Obligation {
        case: Rc::from(if child.is_empty() { row.id.as_str() } else { child }),
        team: Rc::from(row.field("team")),
        limit,
        due: limit.due(start, rule.start_day, &policy.calendar),
        national_due: rule.national(0).map(|n| n.due(start, rule.start_day, &policy.calendar)),
        done,
        ended: None,
        excepted: false,
        not_modelled: false,
    })
}

fn list_indicator(
    owed: &[Obligation],
    policy: &Policy,
    rule: &Rule,
    of: AsOf,
    definition: &str,
) -> Option<Indicator> {
    if owed.is_empty() {
        return None;
    }
    let mut indicator = of_rule(rule, definition);
    indicator.timeliness = Some(timeliness(owed, policy, rule, of));
    Some(indicator)
}

/// A list of Annex A is of the as-at date and begins some months before it.
fn of_list(as_at: Date) -> AsOf {
    AsOf { has_edges: true, ..AsOf::known(as_at) }
}
