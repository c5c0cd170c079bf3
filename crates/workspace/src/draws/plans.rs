//! Plans as the jobs use them: those of the settings, and the one a draw was frozen with.

use std::collections::BTreeMap;

use assay_config::Value;
use assay_config::plans;
use assay_config::plans::PlanEntry;
use assay_intake::Keep;
use assay_sampler::Plan;
use assay_sampler::plan::Collapse;
use assay_views::draws::{PlanLine, PlanShown, plan_sentence};

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

/// The settings file of the plans.
pub const FILE: &str = "plans.yaml";

/// Lists the plans of the workspace, in the order of the file.
///
/// # Errors
/// When the settings have faults.
pub fn lines(workspace: &Reader) -> Result<Vec<PlanLine>> {
    let line = |entry: PlanEntry| PlanLine { plan: entry.plan.name, purpose: entry.plan.purpose };
    Ok(list(workspace)?.into_iter().map(line).collect())
}

/// Reads a plan back as a sentence.
///
/// # Errors
/// When the settings have faults, or no such plan.
pub fn show(workspace: &Reader, name: &str) -> Result<PlanShown> {
    Ok(shown(&find(workspace, name)?))
}

/// Returns the plan in words, with which of several rows of one case counts.
pub(crate) fn shown(entry: &PlanEntry) -> PlanShown {
    let counts = entry.duplicates.as_ref().map(Keep::words);
    let sentence = plan_sentence(&entry.plan.sentence(), counts.as_deref());
    PlanShown { plan: entry.plan.name.clone(), sentence, text: entry.text.clone() }
}

/// Returns the plans of the workspace, in the order of the file.
pub(crate) fn list(workspace: &Reader) -> Result<Vec<PlanEntry>> {
    let text = workspace.settings_text(FILE)?;
    Ok(plans::read(&text, FILE)?)
}

/// Returns the plan of this name.
pub(crate) fn find(workspace: &Reader, name: &str) -> Result<PlanEntry> {
    let entries = list(workspace)?;
    plans::find(&entries, name)
        .cloned()
        .map_err(|hint| Error::missing(format!("there is no plan \"{name}\" in {FILE}")).hint(hint))
}

/// Returns the plan a list was frozen with, from its own lines.
pub(crate) fn frozen(text: &str) -> Result<Plan> {
    plans::frozen(text)?.ok_or_else(|| Error::damaged("the frozen plan is empty"))
}

/// Weights of a Neyman spread, as the freeze keeps them.
pub(super) type Weights = BTreeMap<String, u64>;

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
    /// The columns it is spread over, or walked along, with commas between.
    pub columns: String,
    /// What each stratum gets at least.
    pub minimum: String,
    /// Reserves of each stratum.
    pub reserves: String,
    /// For how many months audited cases are left out.
    pub months: String,
    /// `tickets`, `systematic` or `every_case`.
    pub selection: String,
    /// `case`, `family` or `whole_family`.
    pub unit: String,
    /// `proportional`, `equal` or `neyman`.
    pub allocation: String,
    /// How many of one worker come before others; `0` for no cap.
    pub cap: String,
    /// How many are read twice: a number, or a share such as `10%`.
    pub twice: String,
    /// `forbidden`, `allowed` or `required`.
    pub own_team: String,
    /// Which strata are merged, such as `below 2 seats`; [`NO_MERGING`] or nothing for none.
    pub collapse: String,
}

/// The answer for a plan that merges no strata.
pub const NO_MERGING: &str = "none";

/// Checks the answer that says which strata are merged.
///
/// # Errors
/// What was expected.
pub fn check_merging(answer: &str) -> std::result::Result<(), String> {
    if answer.is_empty() || answer == NO_MERGING || Collapse::parse(answer).is_some() {
        return Ok(());
    }
    Err("below 2 seats, below 20 or the like, also with by parent after it, or none".to_owned())
}

impl NewPlan {
    /// Returns the settings that play a part in its selection, in the order of the file.
    fn settings(&self) -> Vec<(&'static str, Value)> {
        let text = |text: &str| Value::Text(text.to_owned());
        let word = |word: &str| Value::Word(word.to_owned());
        let columns = self.columns.split(',').map(str::trim).filter(|column| !column.is_empty());
        let columns: Vec<String> = columns.map(str::to_owned).collect();
        let (tickets, every) = (self.selection == "tickets", self.selection == "every_case");
        let merged = tickets
            && !columns.is_empty()
            && !self.collapse.is_empty()
            && self.collapse != NO_MERGING;
        let along = if self.selection == "systematic" { "sort" } else { "strata" };
        let twice = if self.twice.ends_with('%') { "second_reads_share" } else { "second_reads" };
        let cap = Value::Settings(vec![("column", word("worker")), ("k", word(&self.cap))]);
        let settings = [
            ("purpose", text(&self.purpose), true),
            ("source", text(&self.source), true),
            ("selection", word(&self.selection), !tickets),
            ("unit", word(&self.unit), tickets && self.unit != "case"),
            ("n", word(&self.n), !every),
            (along, Value::Texts(columns), true),
            ("collapse", word(&self.collapse), merged),
            ("allocation", word(&self.allocation), tickets && self.allocation != "proportional"),
            ("minimum", word(&self.minimum), tickets),
            ("reserves", word(&self.reserves), tickets),
            ("cap", cap, tickets && self.cap != "0"),
            ("exclude_audited_months", word(&self.months), true),
            (twice, word(&self.twice), self.twice != "0"),
            ("own_team", word(&self.own_team), self.own_team != "forbidden"),
        ];
        let counting = settings.into_iter().filter(|(_, _, counts)| *counts);
        counting.map(|(setting, value, _)| (setting, value)).collect()
    }
}

/// Adds a plan to `plans.yaml`, after reading it as the file will be read.
///
/// # Errors
/// When there is a plan of this name, an answer cannot be used, or the file cannot be written.
pub fn add(workspace: &Writer<'_>, new: &NewPlan) -> Result<PlanShown> {
    refuse_taken(workspace, &new.name)?;
    let (whole, added) = with(workspace, &new.name, &new.settings())?;
    crate::desk::files::write(&workspace.root.join(FILE), whole.as_bytes())?;
    Ok(shown(&added))
}

/// Returns the settings file with this plan after all others, and the plan as it is read back.
///
/// # Errors
/// When the plan, or the file, has faults.
pub(crate) fn with(
    workspace: &Reader,
    name: &str,
    settings: &[(&str, Value)],
) -> Result<(String, PlanEntry)> {
    let entry = plans::entry(name, settings)?;
    let whole = assay_config::after(&workspace.settings_text(FILE)?, &entry);
    let added = plans::read(&whole, FILE)?.into_iter().find(|entry| entry.plan.name == name);
    let added = added.ok_or_else(|| Error::failed("the plan could not be read back"))?;
    Ok((whole, added))
}

/// Refuses the name of a plan there is.
///
/// # Errors
/// When there is a plan of this name, or the settings have faults.
pub fn refuse_taken(workspace: &Reader, name: &str) -> Result<()> {
    if list(workspace)?.iter().all(|entry| entry.plan.name != name) {
        return Ok(());
    }
    Err(Error::taken(format!("there is a plan \"{name}\" already"))
        .hint("change it in plans.yaml, or take another name"))
}
