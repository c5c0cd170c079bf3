//! Everything that is held on one person's case, for a subject access request: rows of lists,
//! events, returns and other records of every version, comments, and what each draw has of it.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::CaseId;
use assay_store::Store;
use serde_json::{Value, json};

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// Returns all that is held on the case, under any id the child has had, as one JSON object in a fixed
/// order.
///
/// # Errors
/// When nothing is held on it.
pub fn disclose(workspace: &Reader, case: &CaseId) -> Result<Value> {
    let store = &workspace.store;
    let former = store.former()?;
    let now = former.now(case);
    let ids: BTreeSet<&CaseId> = [case, now].into_iter().chain(former.before(now)).collect();
    let ids: Vec<&CaseId> = ids.into_iter().collect();
    let mut is_known = false;
    for id in &ids {
        is_known |= store.knows_case(id)?;
    }
    if !is_known {
        return Err(Error::missing(format!("nothing is held on {}", case.as_str()))
            .hint("check the id: letter case and leading zeros count"));
    }
    let mut drawn = Vec::new();
    for id in &ids {
        drawn.extend(draws(workspace, id)?);
    }
    let (lists, events, taken_back) = imported(store, &ids)?;
    let others: Vec<&str> = ids.iter().filter(|id| **id != case).map(|id| id.as_str()).collect();
    let mut all = json!({
        "case_id": case.as_str(), "other_ids": others,
        "as_at": workspace.session.as_at().to_string(),
        "lists": lists, "events": events, "records": records(store, &ids)?,
        "comments": comments(store, &ids)?, "draws": drawn,
    });
    let begun = begun(store, &ids)?;
    if !begun.is_empty() {
        all["audits_begun"] = Value::Array(begun);
    }
    if !taken_back.is_empty() {
        all["imports_taken_back"] = Value::Array(taken_back);
    }
    Ok(all)
}

/// Returns the rows of lists, the events, and what was imported and taken back.
fn imported(store: &Store, ids: &[&CaseId]) -> Result<(Vec<Value>, Vec<Value>, Vec<Value>)> {
    let (mut lists, mut events, mut taken_back) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        lists.extend(store.case_in_lists(id)?.into_iter().map(|(list, record)| {
            json!({
                "case_id": id.as_str(), "list": list.name, "import": list.import,
                "closed_on": record.closed_on.map(|date| date.to_string()),
                "restricted": record.restricted, "fields": record.fields.iter().collect::<BTreeMap<_, _>>(),
            })
        }));
        events.extend(store.events_of(id)?.into_iter().map(|event| {
            json!({
                "kind": event.kind, "date": event.on.map(|date| date.to_string()),
                "fields": event.fields,
            })
        }));
        let undone = store.taken_back_of(id.as_str())?.into_iter();
        taken_back.extend(
            undone
                .map(|(import, what, body)| json!({"import": import, "what": what, "body": body})),
        );
    }
    Ok((lists, events, taken_back))
}

/// Returns every version of the records.
fn records(store: &Store, ids: &[&CaseId]) -> Result<Vec<Value>> {
    let versions = store
        .versions_of(ids)?
        .into_iter()
        .map(|(kind, record, is_latest)| {
            json!({
                "kind": kind, "version": record.version, "latest": is_latest,
                "at": format!("{:.3}", record.at), "body": record.body,
            })
        })
        .collect();
    Ok(versions)
}

fn comments(store: &Store, ids: &[&CaseId]) -> Result<Vec<Value>> {
    let comments = store
        .comments_on(ids)?
        .into_iter()
        .map(|comment| {
            json!({
                "comment_id": comment.id, "domain": comment.domain,
                "date": comment.date.map(|date| date.to_string()),
                "auditor": comment.auditor, "comment": comment.text,
            })
        })
        .collect();
    Ok(comments)
}

/// Returns the audits that were begun in the pages and are not completed.
fn begun(store: &Store, ids: &[&CaseId]) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(store.audit_drafts_on(id)?.into_iter().map(|draft| {
            let answers: BTreeMap<&str, &str> = draft
                .answers
                .iter()
                .map(|(key, answer)| (key.as_str(), answer.text.as_str()))
                .collect();
            json!({
                "case_id": id.as_str(), "draw_id": draft.of.draw.as_str(),
                "second_read": draft.of.is_second, "saved_at": format!("{:.3}", draft.saved_at),
                "saved_by": draft.saved_by, "answers": answers,
            })
        }));
    }
    Ok(found)
}

fn draws(workspace: &Reader, case: &CaseId) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    for draw in workspace.store.draws()? {
        let frame = String::from_utf8_lossy(&draw.frozen.frame).into_owned();
        let own = |line: &&str| line.split('\t').next() == Some(case.as_str());
        let Some(line) = frame.lines().find(own) else { continue };
        let cells: Vec<&str> = line.split('\t').collect();
        let role = workspace
            .store
            .draw_cases(&draw.frozen.id)?
            .into_iter()
            .find(|listed| listed.case == *case);
        found.push(json!({
            "draw_id": draw.frozen.id.as_str(), "as_at": draw.frozen.as_at.to_string(),
            "stratum": cells.get(1), "status": cells.get(3),
            "role": role.as_ref().map(|listed| listed.role.word()),
            "auditor": role.as_ref().and_then(|listed| listed.first_reader.clone()),
            "second_reader": role.and_then(|listed| listed.second_reader),
        }));
    }
    Ok(found)
}
