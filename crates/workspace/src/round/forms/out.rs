//! Writes the forms of a draw into its folder. File names hold the draw and a number, never a name.
//! Which form went to whom is kept, for the register.

use std::collections::BTreeMap;

use assay_config::council::Council;
use assay_intake::form::{FormCase, FormPaper, write_form, write_grid};
use assay_model::alike::alike;
use assay_model::case::field;
use assay_model::tool::in_use;
use assay_model::{AuditKind, CaseId, CaseRecord, DrawId, FormOut};
use assay_sampler::{Digest, Plan};
use assay_store::{DrawCase, DrawRecord, DrawRole, FileWork};
use assay_views::round::FormFile;
use serde_json::json;

use super::tools;
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::unfinished::named;
use crate::draws::outputs::folder_of;
use crate::draws::plans;
use crate::round::dates;
use crate::{Error, Reader, Result, Writer};

/// How a draw's forms are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One workbook for each auditor, a sheet for each case.
    Sheets,
    /// One workbook for each team, a row for each case.
    Grid,
}

/// Writes one form for each auditor of the draw, or for each team. Without a layout, plans that read
/// every case get one workbook a team, and other plans one for each auditor.
///
/// # Errors
/// When there is no such draw, it is not drawn yet, or a form cannot be written.
pub fn write(
    workspace: &mut Writer<'_>,
    id: &str,
    layout: Option<Layout>,
) -> Result<Vec<FormFile>> {
    let (id, record) = drawn(workspace, id)?;
    let council = council(workspace)?;
    let plan = plans::frozen(&record.frozen.plan_text)?;
    let tools = tools(workspace)?;
    let tool = in_use(&tools, &plan.name, record.frozen.as_at).ok_or_else(|| {
        Error::refused(format!("no version of the audit tool is in use on {}", record.frozen.as_at))
            .hint("set an earlier first day for a version in audit-tool.yaml")
    })?;
    refuse_shipped_contact(&council)?;
    let layout = layout.unwrap_or(match plan.kind {
        AuditKind::HealthCheck => Layout::Grid,
        _ => Layout::Sheets,
    });
    let digest = digest(&record)?;
    let cases = cases_of(workspace, &record, &plan)?;
    let marking = council.marking();
    let due = dates(workspace, &record)?.returns_due;
    let due = assay_model::print::date(due);
    let mut written = Vec::new();
    let mut out = Vec::new();
    let mut work = Vec::new();
    let papers = papers(cases, layout);
    let progress = workspace.progress_shared();
    let stage = progress.stage("writing forms", Some(papers.len() as u64));
    for (number, (holder, cases)) in (1..).zip(papers) {
        let paper = FormPaper {
            draw: &id,
            digest: &digest,
            auditor: &holder,
            tool,
            council: &council.name,
            marking: &marking,
            urgent_contact: &council.urgent_contact,
            due: &due,
            cases: &cases,
        };
        let name = format!("{id}-form-{number:02}.xlsx");
        let path = folder_of(workspace, &id).join("forms").join(&name);
        let bytes = workbook(&paper, layout)?;
        let sha256 = Digest::of(&bytes).to_string();
        work.push(FileWork::Write {
            path: named(&[folder::DRAWS, id.as_str(), "forms", &name]),
            bytes,
        });
        out.push(FormOut {
            draw: id.clone(),
            number,
            holder: holder.clone(),
            file: name,
            cases: cases.len() as u64,
            tool: tool.version.clone(),
            is_grid: layout == Layout::Grid,
            out_on: workspace.session.as_at(),
            sha256: Some(sha256),
        });
        written.push(FormFile { auditor: holder, path, cases: cases.len() });
        stage.advance(1);
    }
    keep(workspace, &id, (&out, &work), &tool.version)?;
    Ok(written)
}

/// Returns the bytes of a form.
fn workbook(paper: &FormPaper<'_>, layout: Layout) -> Result<Vec<u8>> {
    let bytes = match layout {
        Layout::Sheets => write_form(paper),
        Layout::Grid => write_grid(paper),
    };
    bytes.map_err(|fault| Error::failed("a form cannot be written").because(fault))
}

/// Puts the forms on record as out, and writes them.
fn keep(
    workspace: &mut Writer<'_>,
    id: &DrawId,
    (out, work): (&[FormOut], &[FileWork]),
    tool: &str,
) -> Result<()> {
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        for form in out {
            tx.keep(form, None)?;
        }
        tx.append("forms", json!({ "draw": id.as_str(), "forms": out.len(), "tool": tool }))?;
        tx.then(work)
    })?;
    workspace.finish()
}

/// Refuses forms whose first line would name nobody: an auditor who finds a child at risk needs a number.
pub(crate) fn refuse_shipped_contact(council: &Council) -> Result<()> {
    const FILE: &str = "assay.yaml";
    let shipped = assay_config::shipped::text(FILE).unwrap_or_default();
    let shipped = assay_config::council::read(shipped, FILE)?.urgent_contact;
    if !alike(&council.urgent_contact, &shipped) {
        return Ok(());
    }
    Err(Error::refused(format!(
        "the first line of every form would say to ring \"{shipped}\", which is the text this program came with"
    ))
    .hint("write whom to ring, with the number, as urgent_contact in assay.yaml"))
}

/// Returns the cases to be read, with who reads them: first reads, then second reads. Replaced cases
/// are on no form.
fn cases_of(
    workspace: &Reader,
    record: &DrawRecord,
    plan: &Plan,
) -> Result<Vec<(FormCase, String)>> {
    let list = workspace.store.list_of_import(record.frozen.import, &record.frozen.list)?;
    let list: BTreeMap<&CaseId, &CaseRecord> = list.iter().map(|case| (&case.id, case)).collect();
    let field = |case: &CaseId, name: &str| {
        list.get(case).map(|case| case.field(name).to_owned()).unwrap_or_default()
    };
    let given = |case: &DrawCase, reader: Option<&String>, kind| {
        let form = FormCase {
            case: case.case.clone(),
            auditor: reader.cloned().unwrap_or_default(),
            kind,
            plan_type: field(&case.case, field::PLAN_TYPE),
            answers: None,
        };
        (form, field(&case.case, field::TEAM))
    };
    let cases = workspace.store.draw_cases(&record.frozen.id)?;
    let standing: Vec<&DrawCase> =
        cases.iter().filter(|case| case.role != DrawRole::Replaced).collect();
    let first = standing.iter().map(|case| given(case, case.first_reader.as_ref(), plan.kind));
    let again = standing.iter().filter(|case| case.second_reader.is_some());
    let second = again.map(|case| given(case, case.second_reader.as_ref(), AuditKind::SecondRead));
    Ok(first.chain(second).collect())
}

/// Returns one case to be read by its first or second reader, as it is on a form.
pub(crate) fn form_case(
    workspace: &Reader,
    record: &DrawRecord,
    place: &DrawCase,
    kind: AuditKind,
) -> Result<FormCase> {
    let list = workspace.store.list_of_import(record.frozen.import, &record.frozen.list)?;
    let known = list.iter().find(|case| case.id == place.case);
    let reader = match kind {
        AuditKind::SecondRead => &place.second_reader,
        _ => &place.first_reader,
    };
    Ok(FormCase {
        case: place.case.clone(),
        auditor: reader.clone().unwrap_or_default(),
        kind,
        plan_type: known.map(|case| case.field(field::PLAN_TYPE).to_owned()).unwrap_or_default(),
        answers: None,
    })
}

/// Sorts cases by who gets them. Second reads always go to their reader, never into the first one's
/// workbook: they are read without sight of the first.
fn papers(cases: Vec<(FormCase, String)>, layout: Layout) -> BTreeMap<String, Vec<FormCase>> {
    let mut papers: BTreeMap<String, Vec<FormCase>> = BTreeMap::new();
    for (case, team) in cases {
        let is_grid = layout == Layout::Grid && case.kind != AuditKind::SecondRead;
        let holder = if is_grid { team } else { case.auditor.clone() };
        papers.entry(holder).or_default().push(case);
    }
    papers
}

pub(crate) fn drawn(workspace: &Reader, id: &str) -> Result<(DrawId, DrawRecord)> {
    let id = DrawId::parse(id).map_err(|fault| Error::input(fault.to_string()))?;
    let record = workspace
        .store
        .draw(&id)?
        .ok_or_else(|| Error::missing(format!("there is no draw {id}")))?;
    if record.manifest.is_none() {
        return Err(Error::refused(format!("{id} is frozen and not drawn yet"))
            .then(Next::Draw { draw: id.to_string() }));
    }
    Ok((id, record))
}

/// Returns the salted digest of the frozen list, which is in the manifest.
pub(crate) fn digest(record: &DrawRecord) -> Result<String> {
    let bytes =
        record.manifest.as_ref().map(|manifest| manifest.bytes.as_slice()).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_slice(bytes)
        .map_err(|fault| Error::damaged("the manifest cannot be read").because(fault))?;
    Ok(manifest["frame"]["salted_sha256"].as_str().unwrap_or_default().to_owned())
}

pub(crate) fn council(workspace: &Reader) -> Result<Council> {
    Ok(assay_config::council::read(&workspace.settings_text("assay.yaml")?, "assay.yaml")?)
}
