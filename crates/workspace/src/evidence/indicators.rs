//! The indicators job: gathers events, lists and actions, and has them measured by the policy.

use std::collections::BTreeSet;

use assay_measures::indicator::{
    self as measures, CrossCheck, Facts, Indicator, MeetingsLate, Policy, covers, indicators,
};
use assay_model::history::Comparator;
use assay_model::{CaseId, Date, Month};

use assay_comments::themes::Matcher;
use assay_store::Store;
use assay_views::actions::{ActionLine, Actions};
use assay_views::indicators as views;

use crate::desk::error::Result;
use crate::desk::progress::Progress;
use crate::desk::reader::Reader;

/// The indicators as at the session's date.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorReport {
    /// The date they are as at.
    pub as_at: Date,
    /// Those that have data, in the policy's order.
    pub indicators: Vec<Indicator>,
    /// What could not be counted, and why.
    pub warnings: Vec<String>,
    /// What the events say of meetings not written up; none without a limit.
    pub(super) meetings: Option<MeetingsLate>,
}

/// What is wanted with the indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Also {
    /// Nothing.
    Nothing,
    /// The cross-check of the events against the auditors' comments.
    CrossCheck,
}

/// The theme of meetings that took place and were not written up.
pub(super) const NOT_WRITTEN_UP: &str = "not_written_up";
/// The indicator whose limit says when a meeting is to be written up.
const WRITTEN_UP: &str = "meetings_written_up";

/// Returns every indicator that has data.
///
/// # Errors
/// When the policy has a fault or the store cannot be read.
pub fn measure(workspace: &Reader, also: Also) -> Result<views::Indicators> {
    let policy = policy(workspace)?;
    let as_at = workspace.session.as_at();
    let found = measure_in(&workspace.store, &policy, as_at, workspace.progress())?;
    let cross_check = match also {
        Also::Nothing => None,
        Also::CrossCheck => cross_check(workspace, found.meetings.as_ref(), &policy, as_at)?,
    };
    Ok(views::Indicators {
        as_at: found.as_at,
        indicators: found.indicators.iter().map(views::Indicator::from).collect(),
        warnings: found.warnings,
        cross_check: cross_check.map(views::CrossCheck::from),
    })
}

/// Returns the workspace's policy for indicators.
///
/// # Errors
/// Every fault of the settings with its place.
pub fn policy(workspace: &Reader) -> Result<Policy> {
    let file = "indicators.yaml";
    Ok(assay_config::indicators::read(&workspace.settings_text(file)?, file)?)
}

/// Returns every indicator that has data in a store, which may be another reader's of the same file.
///
/// # Errors
/// When the store cannot be read.
pub fn measure_in(
    store: &Store,
    policy: &Policy,
    as_at: Date,
    progress: &dyn Progress,
) -> Result<IndicatorReport> {
    let facts = facts_in(store, as_at, progress)?;
    let comparators = store.all::<Comparator>()?;
    let (indicators, warnings) = indicators(&facts, policy, &comparators, as_at);
    let rule = policy.rules.iter().find(|rule| rule.key == WRITTEN_UP);
    let limit = rule.and_then(|rule| rule.limits.first());
    let meetings = limit.map(|limit| MeetingsLate::of(&facts, *limit, &policy.calendar, as_at));
    Ok(IndicatorReport { as_at, indicators, warnings, meetings })
}

/// Returns the cross-check over the cases audited in the year to date; none without a limit.
fn cross_check(
    workspace: &Reader,
    meetings: Option<&MeetingsLate>,
    policy: &Policy,
    as_at: Date,
) -> Result<Option<CrossCheck>> {
    let year = Month::of(policy.year_of(as_at));
    let mut matcher = Matcher::new(crate::comments::themes::of_workspace(workspace)?);
    let headline = super::counting::headline(workspace)?;
    let (mut audited, mut told) = (BTreeSet::new(), BTreeSet::new());
    workspace.each_comment(|comment| {
        let counts = headline.counts(&comment) && comment.month.is_some_and(|month| month >= year);
        if let Some(case) = comment.case.filter(|_| counts) {
            if !told.contains(&case)
                && matcher.hits(&comment.text).iter().any(|hit| hit.theme == NOT_WRITTEN_UP)
            {
                told.insert(case.clone());
            }
            audited.insert(case);
        }
        Ok(())
    })?;
    Ok(compare(meetings, (&audited, &told)))
}

/// Compares the events of these audited cases with those of them whose auditor wrote of work that was not written up;
/// none without such cases, or without a limit.
pub(super) fn compare(
    meetings: Option<&MeetingsLate>,
    (audited, told): (&BTreeSet<CaseId>, &BTreeSet<CaseId>),
) -> Option<CrossCheck> {
    let meetings = meetings.filter(|_| !audited.is_empty())?;
    Some(measures::cross_check(meetings, (audited, told)))
}

/// Gathers all that indicators are made from.
///
/// # Errors
/// When the store cannot be read.
pub fn facts(workspace: &Reader) -> Result<Facts> {
    facts_in(&workspace.store, workspace.session.as_at(), workspace.progress())
}

fn facts_in(store: &Store, as_at: Date, progress: &dyn Progress) -> Result<Facts> {
    let mut facts = Facts::default();
    let children = store.list_as_at("children", as_at)?;
    facts.list(children.map(|(_, cases)| cases).unwrap_or_default());
    let stage = progress.stage("reading events", None);
    store.lend_events(|event| {
        stage.advance(1);
        facts.add(event);
    })?;
    stage.go_on()?;
    facts.settle();
    for extract in store.extracts()? {
        let Some((from, to)) = extract.covers else { continue };
        // A blank may have been filled up to the day the table was taken in, or exported.
        let until =
            if extract.is_stated { Some(to) } else { extract.taken_on.max(extract.known_to) };
        let span = covers::Extract { from, to, is_stated: extract.is_stated, until };
        facts.cover(&extract.kind, span);
    }
    for list in ["referrals", "assessments", "s47"] {
        if let Some((_, cases)) = store.list_as_at(list, as_at)? {
            facts.lists.insert(list.to_owned(), cases);
        }
    }
    let actions = crate::round::actions::all(store)?.into_iter();
    facts.actions = actions.filter_map(|action| action.as_at(as_at)).collect();
    Ok(facts)
}

/// Returns the actions, those overdue longest first.
///
/// # Errors
/// When the store cannot be read.
pub fn actions(workspace: &Reader) -> Result<Actions> {
    let mut actions = crate::round::actions::all(&workspace.store)?;
    let as_at = workspace.session.as_at();
    actions.sort_by_key(|action| (!action.is_open(as_at), action.current_due(), action.id.clone()));
    let lines = actions.iter().map(|action| ActionLine::of(action, as_at)).collect();
    Ok(Actions { as_at, lines })
}
