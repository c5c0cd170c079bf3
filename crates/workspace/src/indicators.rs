//! The indicators job: gathers events, lists and actions, and has them measured by the policy.

use assay_measures::indicator::facts::KINDS;
use assay_measures::indicator::{Facts, Indicator, Policy, indicators};
use assay_model::Date;
use assay_model::action::Action;
use assay_model::history::Comparator;

use assay_store::Store;

use crate::error::{Error, Result};
use crate::place::Workspace;

/// The indicators as at the session's date.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorReport {
    /// The date they are as at.
    pub as_at: Date,
    /// Those that have data, in the policy's order.
    pub indicators: Vec<Indicator>,
    /// What could not be counted, and why.
    pub warnings: Vec<String>,
}

/// Returns every indicator that has data.
///
/// # Errors
/// When the policy has a fault or the store cannot be read.
pub fn measure(workspace: &Workspace) -> Result<IndicatorReport> {
    measure_in(&workspace.store, &policy(workspace)?, workspace.session.as_at())
}

/// Returns the workspace's policy for indicators.
///
/// # Errors
/// Every fault of the settings with its place.
pub fn policy(workspace: &Workspace) -> Result<Policy> {
    let file = "indicators.yaml";
    Ok(assay_config::indicators::read(&workspace.settings_text(file)?, file)?)
}

/// Returns every indicator that has data in a store, which may be another reader's of the same file.
///
/// # Errors
/// When the store cannot be read.
pub fn measure_in(store: &Store, policy: &Policy, as_at: Date) -> Result<IndicatorReport> {
    let facts = facts_in(store)?;
    let comparators = store.all::<Comparator>()?;
    let (indicators, warnings) = indicators(&facts, policy, &comparators, as_at);
    Ok(IndicatorReport { as_at, indicators, warnings })
}

/// Gathers all that indicators are made from.
///
/// # Errors
/// When the store cannot be read.
pub fn facts(workspace: &Workspace) -> Result<Facts> {
    facts_in(&workspace.store)
}

fn facts_in(store: &Store) -> Result<Facts> {
    let mut facts = Facts::default();
    for kind in KINDS {
        store.each_event(Some(kind), |event| {
            facts.add(&event);
            Ok::<(), Error>(())
        })?;
    }
    facts.settle();
    facts.children = store.current_list("children")?.map(|(_, cases)| cases).unwrap_or_default();
    for list in ["referrals", "assessments", "s47"] {
        if let Some((_, cases)) = store.current_list(list)? {
            facts.lists.insert(list.to_owned(), cases);
        }
    }
    facts.actions = store.all::<Action>()?;
    Ok(facts)
}

/// Returns the actions, those overdue longest first.
///
/// # Errors
/// When the store cannot be read.
pub fn actions(workspace: &Workspace) -> Result<Vec<Action>> {
    let mut actions = workspace.store.all::<Action>()?;
    let as_at = workspace.session.as_at();
    actions.sort_by_key(|action| (!action.is_open(as_at), action.current_due(), action.id.clone()));
    Ok(actions)
}
