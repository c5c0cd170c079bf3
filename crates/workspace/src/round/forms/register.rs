//! The register of forms: what went to whom, and what is back.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{AuditKind, CaseId, Date, DrawId, FormOut};
use assay_store::{DrawRole, StoredReturn};

use super::out::drawn;
use crate::{Result, Workspace};

/// What one auditor has and has sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// The auditor's login; empty for cases that nobody was assigned.
    pub auditor: String,
    /// Files the auditor's cases went out in, with the day of the last one; empty while none did.
    pub files: Vec<String>,
    /// The day the form last went out.
    pub out_on: String,
    /// Cases to be read.
    pub cases: usize,
    /// Returns that are in.
    pub back: usize,
    /// The day the last of them came in.
    pub back_on: Option<Date>,
    /// The cases still owed, with whether it is the second read.
    pub owed: Vec<(CaseId, bool)>,
}

/// Returns what each auditor of the draw has, and how much is back.
///
/// # Errors
/// When there is no such draw.
pub fn register(workspace: &Workspace, id: &str) -> Result<Vec<RegisterLine>> {
    let (id, _) = drawn(workspace, id)?;
    of_draw(workspace, &id)
}

/// The same for a draw that is there.
pub(crate) fn of_draw(workspace: &Workspace, id: &DrawId) -> Result<Vec<RegisterLine>> {
    let returns = workspace.store.returns()?;
    let back: BTreeMap<(&CaseId, bool), &StoredReturn> = returns
        .iter()
        .filter(|stored| stored.audit.draw.as_ref() == Some(id))
        .map(|stored| (key(stored), stored))
        .collect();
    let mut lines: BTreeMap<String, RegisterLine> = BTreeMap::new();
    for case in workspace.store.draw_cases(id)? {
        if case.role == DrawRole::Replaced {
            continue;
        }
        let second = case.second_reader.clone().map(|reader| (reader, true));
        let first = (case.first_reader.clone().unwrap_or_default(), false);
        for (reader, is_second) in std::iter::once(first).chain(second) {
            let line = lines.entry(reader.clone()).or_insert_with(|| empty(reader));
            line.cases += 1;
            match back.get(&(&case.case, is_second)) {
                Some(stored) => {
                    line.back += 1;
                    line.back_on = line.back_on.max(stored.audit.received_on);
                }
                None => line.owed.push((case.case.clone(), is_second)),
            }
        }
    }
    let forms: Vec<FormOut> = workspace.store.all()?;
    for form in forms.into_iter().filter(|form| form.draw == *id) {
        let out_on = form.out_on.to_string();
        // A team's workbook is nobody's alone: it is listed with everybody who has a case.
        let holders: BTreeSet<String> =
            if form.is_grid { lines.keys().cloned().collect() } else { [form.holder].into() };
        for holder in holders {
            if let Some(line) = lines.get_mut(&holder) {
                line.files.push(form.file.clone());
                line.out_on = out_on.clone().max(std::mem::take(&mut line.out_on));
            }
        }
    }
    Ok(lines.into_values().collect())
}

fn key(stored: &StoredReturn) -> (&CaseId, bool) {
    (&stored.audit.case, stored.audit.kind == AuditKind::SecondRead)
}

fn empty(auditor: String) -> RegisterLine {
    RegisterLine {
        auditor,
        files: Vec::new(),
        out_on: String::new(),
        cases: 0,
        back: 0,
        back_on: None,
        owed: Vec::new(),
    }
}
