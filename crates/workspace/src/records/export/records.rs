//! What was decided and agreed: actions, findings, people, history, draws, the ledger; and every
//! record with all its versions, as JSON.

use assay_model::{
    Auditor, CaseAlias, CaseId, Comparator, FamilyTie, Finding, PastAudit, PastFigure, PersonName,
};
use serde_json::json;

use super::table::{Out, cell, maybe};
use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::records::ledger;

pub(super) fn write(workspace: &Reader, out: &mut Out) -> Result<()> {
    actions(workspace, out)?;
    people(workspace, out)?;
    outside(workspace, out)?;
    draws(workspace, out)?;
    all_records(workspace, out)?;
    the_ledger(workspace, out)
}

fn actions(workspace: &Reader, out: &mut Out) -> Result<()> {
    let columns = [
        "action_id",
        "case_id",
        "draw_id",
        "source",
        "what",
        "owner",
        "opened_on",
        "due",
        "due_2",
        "due_3",
        "due_4",
        "due_5",
        "done_on",
        "done_by",
        "evidence",
        "verified_by",
        "verified_on",
        "reason",
        "challenged",
    ];
    let all = crate::round::actions::all(&workspace.store)?;
    out.table("actions", &columns, |rows| {
        for action in &all {
            let mut cells = vec![
                cell(&action.id),
                maybe(action.case.as_ref().map(CaseId::as_str)),
                maybe(action.draw.as_ref()),
                cell(action.source.word()),
                cell(&action.what),
                cell(&action.owner),
                maybe(action.opened_on),
            ];
            cells.extend((0..5).map(|place| maybe(action.due.get(place).map(|set| set.due))));
            cells.extend([
                maybe(action.done.as_ref().map(|done| done.on)),
                maybe(action.done.as_ref().map(|done| &done.login)),
                maybe(action.done.as_ref().map(|done| &done.evidence)),
                maybe(action.verified.as_ref().map(|verified| &verified.login)),
                maybe(action.verified.as_ref().map(|verified| verified.on)),
                maybe(action.not_done.as_ref()),
                maybe(action.challenged.map(|yes| if yes { "yes" } else { "no" })),
            ]);
            rows.row(&cells)?;
        }
        Ok(())
    })
}

fn people(workspace: &Reader, out: &mut Out) -> Result<()> {
    let auditors = workspace.store.all::<Auditor>()?;
    out.table("auditors", &Auditor::COLUMNS, |rows| {
        for auditor in &auditors {
            let (from, to): (Vec<_>, Vec<_>) =
                auditor.leave.iter().map(|(a, b)| (a.to_string(), b.to_string())).unzip();
            rows.row(&[
                cell(&auditor.name),
                cell(&auditor.login),
                cell(&auditor.team),
                cell(&auditor.manager),
                cell(auditor.services.join(";")),
                maybe(auditor.capacity),
                cell(from.join(";")),
                cell(to.join(";")),
                cell(if auditor.cleared { "yes" } else { "no" }),
            ])?;
        }
        Ok(())
    })?;
    let families = workspace.store.all::<FamilyTie>()?;
    out.table("families", &["case_id", "family_id"], |rows| {
        families.iter().try_for_each(|tie| rows.row(&[cell(tie.case.as_str()), cell(&tie.family)]))
    })?;
    let names = workspace.store.all::<PersonName>()?;
    out.table("names", &["case_id", "name", "relation"], |rows| {
        names.iter().try_for_each(|name| {
            let case = maybe(name.case.as_ref().map(CaseId::as_str));
            rows.row(&[case, cell(&name.person), cell(&name.relation)])
        })
    })?;
    let aliases = workspace.store.all::<CaseAlias>()?;
    out.table("aliases", &["old_id", "new_id"], |rows| {
        aliases.iter().try_for_each(|a| rows.row(&[cell(a.old.as_str()), cell(a.new.as_str())]))
    })
}

fn outside(workspace: &Reader, out: &mut Out) -> Result<()> {
    let audits = workspace.store.all::<PastAudit>()?;
    out.table("history-audits", &["case_id", "audit_date", "audit_type"], |rows| {
        audits
            .iter()
            .try_for_each(|a| rows.row(&[cell(a.case.as_str()), cell(a.on), cell(&a.kind)]))
    })?;
    let figures = workspace.store.all::<PastFigure>()?;
    let columns = ["measure", "domain", "period", "value", "n", "source"];
    out.table("history-figures", &columns, |rows| {
        figures.iter().try_for_each(|f| {
            rows.row(&[
                cell(&f.measure),
                cell(&f.domain),
                cell(&f.period),
                cell(f.value),
                maybe(f.n),
                cell(&f.source),
            ])
        })
    })?;
    let comparators = workspace.store.all::<Comparator>()?;
    out.table("comparators", &["measure", "area", "period", "value", "source"], |rows| {
        comparators.iter().try_for_each(|c| {
            rows.row(&[
                cell(&c.indicator),
                cell(&c.area),
                cell(&c.period),
                cell(c.value),
                cell(&c.source),
            ])
        })
    })?;
    let findings = workspace.store.all::<Finding>()?;
    let columns = ["finding_id", "letter", "letter_date", "recommendation", "owner", "progress"];
    out.table("findings", &columns, |rows| {
        findings.iter().try_for_each(|f| {
            rows.row(&[
                cell(&f.id),
                cell(&f.letter),
                maybe(f.on),
                cell(&f.text),
                cell(&f.owner),
                cell(&f.progress),
            ])
        })
    })
}

fn draws(workspace: &Reader, out: &mut Out) -> Result<()> {
    for draw in workspace.store.draws()? {
        let id = draw.frozen.id.clone();
        out.file(&format!("draws/{id}/frame.tsv"), &draw.frozen.frame)?;
        let versions = workspace.store.manifests(&id)?;
        let last = versions.len();
        for manifest in versions {
            let name = if manifest.version as usize == last {
                format!("draws/{id}/manifest.json")
            } else {
                format!("draws/{id}/manifest-version-{}.json", manifest.version)
            };
            out.file(&name, &manifest.bytes)?;
        }
    }
    Ok(())
}

fn all_records(workspace: &Reader, out: &mut Out) -> Result<()> {
    out.json("records.json", |write| {
        workspace.store.each_version(|kind, record, is_latest| {
            write(&json!({
                "number": record.number, "kind": kind, "key": record.key,
                "version": record.version, "latest": is_latest,
                "case_id": record.case.as_ref().map(CaseId::as_str),
                "draw_id": record.draw.as_ref().map(assay_model::DrawId::as_str),
                "import": record.import, "entry": record.entry,
                "at": format!("{:.3}", record.at), "body": record.body,
            }))
        })
    })
}

fn the_ledger(workspace: &Reader, out: &mut Out) -> Result<()> {
    let entries = ledger::list(workspace)?;
    out.json("ledger-chain.json", |write| {
        for entry in workspace.store.ledger()? {
            write(&json!({
                "number": entry.number, "at": format!("{:.3}", entry.at),
                "actor": {
                    "name": entry.actor.name, "login": entry.actor.login,
                    "machine": entry.actor.machine,
                },
                "kind": entry.kind, "body": entry.body, "hash": entry.hash,
            }))?;
        }
        Ok(())
    })?;
    let columns = ["number", "at", "kind", "actor", "login", "machine", "hash"];
    out.table("ledger", &columns, |rows| {
        entries.iter().try_for_each(|e| {
            rows.row(&[
                cell(e.number),
                cell(&e.at),
                cell(&e.kind),
                cell(&e.actor.name),
                cell(&e.actor.login),
                cell(&e.actor.machine),
                cell(&e.hash),
            ])
        })
    })
}
