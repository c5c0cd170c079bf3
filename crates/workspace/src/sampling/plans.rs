//! Plans as the jobs use them: those of the settings, and the one a draw was frozen with.

use std::collections::BTreeMap;

use assay_config::plans::{self, PlanEntry};
use assay_sampler::Plan;

use crate::error::{Error, Result};
use crate::place::Workspace;

/// The settings file of the plans.
pub const FILE: &str = "plans.yaml";

/// Returns the plans of the workspace, in the order of the file.
///
/// # Errors
/// When the settings have faults.
pub fn list(workspace: &Workspace) -> Result<Vec<PlanEntry>> {
    let text = workspace.settings_text(FILE)?;
    plans::read(&text, FILE).map_err(|fault| settings_fault(&fault))
}

/// Returns the plan of this name.
///
/// # Errors
/// When the settings have faults, or no such plan.
pub fn find(workspace: &Workspace, name: &str) -> Result<PlanEntry> {
    let entries = list(workspace)?;
    plans::find(&entries, name)
        .cloned()
        .map_err(|hint| Error::new(format!("there is no plan \"{name}\" in {FILE}")).hint(hint))
}

/// Returns the plan a list was frozen with, from its own lines.
pub(super) fn frozen(text: &str) -> Result<Plan> {
    let whole = format!("plans:\n{text}");
    let entries = plans::read(&whole, "the frozen plan").map_err(|fault| settings_fault(&fault))?;
    let entry = entries.into_iter().next();
    entry.map(|entry| entry.plan).ok_or_else(|| Error::new("the frozen plan is empty"))
}

/// Weights of a Neyman spread, as the freeze keeps them.
pub(super) type Weights = BTreeMap<String, u64>;

fn settings_fault(error: &assay_config::Error) -> Error {
    let told = Error::new(error.to_string());
    match error.hint() {
        Some(hint) => told.hint(hint),
        None => told,
    }
}
