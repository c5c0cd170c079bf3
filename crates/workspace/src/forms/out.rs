//! Writes the forms of a draw into its folder. File names hold the draw and a number, never a name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use assay_config::council::Council;
use assay_intake::form::{FormCase, FormPaper, write_form};
use assay_model::case::field;
use assay_model::tool::{AuditTool, in_use};
use assay_model::{AuditKind, CaseId, DrawId};
use assay_store::{DrawCase, DrawRecord, DrawRole, Error as StoreError};
use serde_json::json;

use crate::sampling::outputs::folder_of;
use crate::{Error, Result, Workspace, files};

/// A form that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFile {
    /// The auditor's login; empty for cases that nobody was assigned.
    pub auditor: String,
    /// Where the form lies.
    pub path: PathBuf,
    /// How many cases it asks for.
    pub cases: usize,
}

/// What one auditor has and has sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// The auditor's login; empty for cases that nobody was assigned.
    pub auditor: String,
    /// Cases on the form.
    pub cases: usize,
    /// Returns that are in.
    pub back: usize,
}

/// Writes one form for each auditor of the draw.
///
/// # Errors
/// When there is no such draw, it is not drawn yet, or a form cannot be written.
pub fn write(workspace: &mut Workspace, id: &str) -> Result<Vec<FormFile>> {
    let _lock = workspace.lock()?;
    let (id, record) = drawn(workspace, id)?;
    let council = council(workspace)?;
    let tools = tools(workspace)?;
    let tool = in_use(&tools, record.frozen.as_at).ok_or_else(|| {
        Error::new(format!("no version of the audit tool is in use on {}", record.frozen.as_at))
            .hint("give a version in audit-tool.yaml an earlier first day")
    })?;
    let digest = digest(&record)?;
    let plans = plan_types(workspace, &record)?;
    let marking = format!("OFFICIAL-SENSITIVE: {}", council.descriptor);
    let mut written = Vec::new();
    for (number, (auditor, cases)) in (1..).zip(papers(&workspace.store.draw_cases(&id)?, &plans)) {
        let paper = FormPaper {
            draw: &id,
            digest: &digest,
            auditor: &auditor,
            tool,
            council: &council.name,
            marking: &marking,
            urgent_contact: &council.urgent_contact,
            cases: &cases,
        };
        let bytes = write_form(&paper)
            .map_err(|fault| Error::new("a form cannot be written").because(fault))?;
        let path =
            folder_of(workspace, &id).join("forms").join(format!("{id}-form-{number:02}.xlsx"));
        files::write(&path, &bytes)?;
        written.push(FormFile { auditor, path, cases: cases.len() });
    }
    let body = json!({ "draw": id.as_str(), "forms": written.len(), "tool": tool.version });
    let (actor, now) = (workspace.session.actor().clone(), workspace.session.now());
    workspace.store.write(&actor, now, |tx| {
        tx.append("forms", body)?;
        Ok::<(), StoreError>(())
    })?;
    Ok(written)
}

/// Returns what each auditor of the draw has, and how much is back.
///
/// # Errors
/// When there is no such draw.
pub fn register(workspace: &Workspace, id: &str) -> Result<Vec<RegisterLine>> {
    let (id, _) = drawn(workspace, id)?;
    let back: BTreeSet<(CaseId, bool)> = workspace
        .store
        .returns()?
        .into_iter()
        .filter(|stored| stored.audit.draw.as_ref() == Some(&id))
        .map(|stored| (stored.audit.case, stored.audit.kind == AuditKind::SecondRead))
        .collect();
    let papers = papers(&workspace.store.draw_cases(&id)?, &BTreeMap::new());
    let lines = papers.into_iter().map(|(auditor, cases)| {
        let is_back = |case: &&FormCase| {
            back.contains(&(case.case.clone(), case.kind == AuditKind::SecondRead))
        };
        let returned = cases.iter().filter(is_back).count();
        RegisterLine { auditor, cases: cases.len(), back: returned }
    });
    Ok(lines.collect())
}

/// Returns the cases of each auditor: first reads, then second reads. Replaced cases are on no form.
fn papers(cases: &[DrawCase], plans: &BTreeMap<CaseId, String>) -> BTreeMap<String, Vec<FormCase>> {
    let mut papers: BTreeMap<String, Vec<FormCase>> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.role != DrawRole::Replaced) {
        let mut give = |reader: &str, kind| {
            papers.entry(reader.to_owned()).or_default().push(FormCase {
                case: case.case.clone(),
                kind,
                plan_type: plans.get(&case.case).cloned().unwrap_or_default(),
                answers: None,
            });
        };
        give(case.first_reader.as_deref().unwrap_or_default(), AuditKind::Monthly);
        if let Some(second) = &case.second_reader {
            give(second, AuditKind::SecondRead);
        }
    }
    papers
}

fn drawn(workspace: &Workspace, id: &str) -> Result<(DrawId, DrawRecord)> {
    let id = DrawId::parse(id).map_err(|fault| Error::new(fault.to_string()))?;
    let record =
        workspace.store.draw(&id)?.ok_or_else(|| Error::new(format!("there is no draw {id}")))?;
    if record.manifest.is_none() {
        return Err(Error::new(format!("{id} is frozen and not drawn yet"))
            .hint(format!("assay draw {id}")));
    }
    Ok((id, record))
}

/// Returns the salted digest of the frozen list, which stands in the manifest.
pub(super) fn digest(record: &DrawRecord) -> Result<String> {
    let bytes =
        record.manifest.as_ref().map(|manifest| manifest.bytes.as_slice()).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_slice(bytes)
        .map_err(|fault| Error::new("the manifest cannot be read").because(fault))?;
    Ok(manifest["frame"]["salted_sha256"].as_str().unwrap_or_default().to_owned())
}

fn plan_types(workspace: &Workspace, record: &DrawRecord) -> Result<BTreeMap<CaseId, String>> {
    let list = workspace.store.list_of_import(record.frozen.import, &record.frozen.list)?;
    Ok(list
        .into_iter()
        .map(|case| (case.id.clone(), case.field(field::PLAN_TYPE).to_owned()))
        .collect())
}

fn council(workspace: &Workspace) -> Result<Council> {
    Ok(assay_config::council::read(&workspace.settings_text("assay.yaml")?, "assay.yaml")?)
}

fn tools(workspace: &Workspace) -> Result<Vec<AuditTool>> {
    Ok(assay_config::tool::read(&workspace.settings_text("audit-tool.yaml")?, "audit-tool.yaml")?)
}
