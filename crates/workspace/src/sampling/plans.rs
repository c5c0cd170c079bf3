//! Plans as the jobs use them: those of the settings, and the one a draw was frozen with.

use std::collections::BTreeMap;

use assay_config::plans;
pub use assay_config::plans::PlanEntry;
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
pub(crate) fn frozen(text: &str) -> Result<Plan> {
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

/// The answers of which a plan is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlan {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The list it draws from.
    pub source: String,
    /// The sample size.
    pub n: String,
    /// The columns it is spread over, with commas between.
    pub strata: String,
    /// What each stratum gets at least.
    pub minimum: String,
    /// Reserves of each stratum.
    pub reserves: String,
    /// For how many months audited cases are left out.
    pub months: String,
}

/// Adds a plan to `plans.yaml`, after reading it as the file will be read.
///
/// # Errors
/// When there is a plan of this name, an answer does not stand, or the file cannot be written.
pub fn add(workspace: &Workspace, new: &NewPlan) -> Result<PlanEntry> {
    let before = list(workspace)?;
    if before.iter().any(|entry| entry.plan.name == new.name) {
        return Err(Error::new(format!("there is a plan \"{}\" already", new.name))
            .hint("change it in plans.yaml, or take another name"));
    }
    let columns: Vec<String> =
        new.strata.split(',').map(|c| quoted(c.trim())).filter(|c| c != "\"\"").collect();
    let text = format!(
        "\n  {}:\n    purpose: {}\n    source: {}\n    n: {}\n    strata: [{}]\n    minimum: {}\n    reserves: {}\n    exclude_audited_months: {}\n",
        new.name,
        quoted(&new.purpose),
        quoted(&new.source),
        new.n,
        columns.join(", "),
        new.minimum,
        new.reserves,
        new.months
    );
    let whole = format!("{}\n{text}", workspace.settings_text(FILE)?.trim_end());
    let entries = plans::read(&whole, FILE).map_err(|fault| settings_fault(&fault))?;
    let added = entries.into_iter().find(|entry| entry.plan.name == new.name);
    let added = added.ok_or_else(|| Error::new("the plan could not be read back"))?;
    crate::files::write(&workspace.root.join(FILE), whole.as_bytes())?;
    Ok(added)
}

/// A text as YAML takes it whatever is in it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
