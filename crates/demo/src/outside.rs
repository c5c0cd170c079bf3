//! What the made-up council brings from elsewhere: history from before the tool, families, names, merged
//! ids, comparators, the last inspection's findings, actions.

mod actions;
mod history;

use assay_model::Date;

use crate::Council;
use crate::audit::Drawn;
use crate::dice::Dice;
use crate::names::ADULTS;
use crate::table::Table;

pub(crate) use actions::{AS_OPENED, actions};
pub(crate) use history::{figures, past_audits};

/// Returns the family of every child known on a day.
pub(crate) fn families(council: &Council, on: Date) -> Table {
    let mut table = Table::new(&["case_id", "family_id"]);
    for child in council.children.iter().filter(|child| child.latest(on).is_some()) {
        table.push([child.id_on(on).to_owned(), format!("F{}", child.family)]);
    }
    table
}

/// Returns the names behind cases that were drawn, used only to redact quotes.
pub(crate) fn names(council: &Council, drawn: &[Drawn], on: Date) -> Table {
    let mut table = Table::new(&["case_id", "name", "relation"]);
    for case in drawn {
        let Some((child, stage)) = council.find(&case.case_id, on) else { continue };
        let mut dice = Dice::new(&council.seed, &format!("mother|{}", child.family));
        let mother = format!("{} {}", dice.pick(ADULTS), child.family_name);
        let worker = council.workers[stage.worker].name.clone();
        let name = format!("{} {}", child.name, child.family_name);
        for (person, relation) in [(name, "child"), (mother, "mother"), (worker, "worker")] {
            table.push([case.case_id.clone(), person, relation.to_owned()]);
        }
    }
    table
}

/// Returns ids that became others by a day: children born, and a record opened twice.
pub(crate) fn aliases(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&["old_id", "new_id"]);
    for child in &council.children {
        if let Some(unborn) = child.unborn_id.as_ref().filter(|_| child.born <= by) {
            table.push([unborn.clone(), child.id.clone()]);
        }
    }
    if council.merged.on <= by {
        let kept = &council.children[council.merged.child].id;
        table.push([council.merged.old_id.clone(), kept.clone()]);
    }
    table
}

/// Returns figures of others to compare with.
pub(crate) fn comparators() -> Table {
    let mut table = Table::new(&["measure", "area", "period", "value", "source"]);
    let rows = [
        ("assessments within 45 working days", "England", "2024-25", "0.84"),
        ("assessments within 45 working days", "Statistical neighbours", "2024-25", "0.86"),
        ("initial conferences within 15 working days", "England", "2024-25", "0.79"),
        ("initial conferences within 15 working days", "Statistical neighbours", "2024-25", "0.81"),
        ("agency share", "England", "2024-25", "0.16"),
    ];
    for (measure, area, period, value) in rows {
        let made_up = "made up for the demonstration".to_owned();
        table.push([
            measure.to_owned(),
            area.to_owned(),
            period.to_owned(),
            value.to_owned(),
            made_up,
        ]);
    }
    table
}

/// Returns what the last inspection letter asked for.
pub(crate) fn findings() -> Table {
    let mut table =
        Table::new(&["finding_id", "letter_date", "recommendation", "owner", "progress", "status"]);
    let rows = [
        (
            "F1",
            "The frequency and quality of supervision, so that it gives workers room to reflect and drives plans forward.",
            "Principal social worker",
            "Standard reissued in January 2026; frequency has fallen since July.",
            "open",
        ),
        (
            "F2",
            "The timeliness with which meetings are written up and shared with families and partners.",
            "Head of service, children in need",
            "Template shortened in March 2026.",
            "open",
        ),
        (
            "F3",
            "The timeliness of visits to children in care.",
            "Head of service, children in care",
            "Weekly tracker since December 2025; 93% in time in September.",
            "progressing",
        ),
        (
            "F4",
            "Return home interviews by someone independent, within 72 hours.",
            "Head of safeguarding",
            "Contract with an independent provider from May 2026.",
            "progressing",
        ),
    ];
    for (id, recommendation, owner, progress, status) in rows {
        table.push([id, "2025-06-17", recommendation, owner, progress, status].map(str::to_owned));
    }
    table
}
