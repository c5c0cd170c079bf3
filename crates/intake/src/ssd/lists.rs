//! Referrals, assessments and enquiries as case lists of their own, as Annex A lists 3, 4 and 5 give them.

use std::collections::BTreeMap;

use assay_model::{CaseId, CaseRecord};

use super::row::SsdRow;
use super::state::State;
use crate::annexa::number_equal_ones;
use crate::problems::Oddity;

/// Fields of these lists that are only read: what a child is on a list for, and what is reported.
const ONLY_READ: [&str; 3] = ["person", "closed_on", "ended_on"];

/// Returns the lists by their names.
pub(super) fn records(state: &mut State<'_>) -> BTreeMap<String, Vec<CaseRecord>> {
    let mut lists = BTreeMap::new();
    for (name, rows) in std::mem::take(&mut state.lists) {
        let mut records: Vec<CaseRecord> =
            rows.iter().filter_map(|row| record(state, &name, row)).collect();
        number_equal_ones(&mut records);
        for row in &rows {
            report_end(state, row);
        }
        lists.insert(name, records);
    }
    lists
}

fn record(state: &State<'_>, list: &str, row: &SsdRow<'_>) -> Option<CaseRecord> {
    let child = &state.people[row.person?].id;
    let mut fields = BTreeMap::new();
    fields.insert("child".to_owned(), child.as_str().to_owned());
    for column in &row.table.columns {
        let field = column.field.as_str();
        let is_name = matches!(field, "team" | "worker");
        if column.is_key || ONLY_READ.contains(&field) || (column.refers.is_some() && !is_name) {
            continue;
        }
        let value = if is_name { state.known.named(row, field) } else { row.get(field).cloned() };
        if let Some(value) = value {
            fields.insert(column.field.clone(), value.to_string());
        }
    }
    let conference = row.get("enquiry").and_then(|enquiry| state.conferences.get(enquiry));
    if let Some(on) = conference {
        fields.insert("conference_on".to_owned(), on.to_string());
    }
    let date = fields.get("date").cloned().unwrap_or_default();
    let id = CaseId::parse(&format!("{child}|{date}|{list}")).ok()?;
    Some(CaseRecord { id, closed_on: None, restricted: false, fields: fields.into() })
}

/// Reports an enquiry that ended without a conference, and without anything that says that none was needed.
fn report_end(state: &mut State<'_>, row: &SsdRow<'_>) {
    const UNNEEDED: &str = "was_an_initial_child_protection_conference_deemed_unnecessary";
    let Some(enquiry) = row.get("enquiry") else { return };
    let is_over = row.date("ended_on").is_some_and(|end| end <= state.asked.as_at);
    let needs_none = row.get(UNNEEDED).is_some_and(|code| code.starts_with("a)"));
    if !is_over || needs_none || state.conferences.contains_key(enquiry) {
        return;
    }
    let ended = row.get("ended_on").map(|end| format!("ended \"{end}\"")).unwrap_or_default();
    let oddity = Oddity::understood(
        "a conference of the enquiry, or that there is no further action",
        "the enquiry is owed a conference in the figures: look whether one was needed",
    );
    state.problems.note(row.at("ended_on"), ended, oddity);
}
