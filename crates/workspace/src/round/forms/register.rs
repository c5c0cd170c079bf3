//! The register of forms: what went to whom, and what is back.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{AuditKind, CaseId, Date, DrawId, FormOut};
use assay_store::{DrawRole, StoredReturn};
use assay_views::round::{OwedRead, RegisterLine};

use super::out::drawn;
use crate::{Reader, Result};

/// What one auditor has and has sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeldForms {
    /// The auditor's login; empty for cases that nobody was assigned.
    pub(crate) auditor: String,
    /// Files the auditor's cases went out in; empty while none did.
    pub(crate) files: Vec<String>,
    /// The day the form last went out.
    pub(crate) out_on: Option<Date>,
    /// Cases to be read.
    pub(crate) cases: usize,
    /// Returns that are in.
    pub(crate) back: usize,
    /// The day the last of them came in.
    pub(crate) back_on: Option<Date>,
    /// The cases still owed.
    pub(crate) owed: Vec<OwedRead>,
}

/// Returns what each auditor of the draw has, and how much is back.
///
/// # Errors
/// When there is no such draw.
pub fn register(workspace: &Reader, id: &str) -> Result<Vec<RegisterLine>> {
    let (id, _) = drawn(workspace, id)?;
    let line = |held: HeldForms| RegisterLine {
        auditor: held.auditor,
        forms: held.files,
        out_on: held.out_on,
        cases: held.cases,
        back: held.back,
        back_on: held.back_on,
        owed: held.owed.len(),
        owed_cases: held.owed.iter().map(OwedRead::words).collect(),
    };
    Ok(of_draw(workspace, &id)?.into_iter().map(line).collect())
}

/// The same for a draw that is there.
pub(crate) fn of_draw(workspace: &Reader, id: &DrawId) -> Result<Vec<HeldForms>> {
    let returns = workspace.store.returns()?;
    let back: BTreeMap<(&CaseId, bool), &StoredReturn> = returns
        .iter()
        .filter(|stored| stored.audit.draw.as_ref() == Some(id))
        .map(|stored| (key(stored), stored))
        .collect();
    let mut lines: BTreeMap<String, HeldForms> = BTreeMap::new();
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
                None => {
                    line.owed.push(OwedRead { case_id: case.case.clone(), second_read: is_second });
                }
            }
        }
    }
    let forms: Vec<FormOut> = workspace.store.all()?;
    for form in forms.into_iter().filter(|form| form.draw == *id) {
        let out_on = Some(form.out_on);
        // A team's workbook is nobody's alone: it is listed with everybody who has a case.
        let holders: BTreeSet<String> =
            if form.is_grid { lines.keys().cloned().collect() } else { [form.holder].into() };
        for holder in holders {
            if let Some(line) = lines.get_mut(&holder) {
                line.files.push(form.file.clone());
                line.out_on = line.out_on.max(out_on);
            }
        }
    }
    Ok(lines.into_values().collect())
}

fn key(stored: &StoredReturn) -> (&CaseId, bool) {
    (&stored.audit.case, stored.audit.kind == AuditKind::SecondRead)
}

fn empty(auditor: String) -> HeldForms {
    HeldForms {
        auditor,
        files: Vec::new(),
        out_on: None,
        cases: 0,
        back: 0,
        back_on: None,
        owed: Vec::new(),
    }
}
