//! What was brought in: case lists, events, comments; returns have a file of their own. Columns are named so that the same
//! tables can be imported again.

use std::collections::BTreeSet;

use assay_model::{CaseId, CaseRecord, Comment, Event};

use super::returns;
use super::table::{Out, cell, maybe};
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

pub(super) fn write(workspace: &Reader, out: &mut Out) -> Result<()> {
    let names: BTreeSet<String> =
        workspace.store.lists()?.into_iter().map(|list| list.name).collect();
    for name in names {
        if let Some((_, list)) = workspace.store.current_list(&name)? {
            cases(out, &name, &list)?;
        }
    }
    returns::write(workspace, out)?;
    comments(workspace, out)?;
    for kind in workspace.store.event_kinds()?.into_keys() {
        events(workspace, out, &kind)?;
    }
    Ok(())
}

fn cases(out: &mut Out, name: &str, list: &[CaseRecord]) -> Result<()> {
    let fields: BTreeSet<&str> = list.iter().flat_map(|case| case.fields.keys()).collect();
    let mut columns = vec!["case_id", "closed_on", "restricted"];
    columns.extend(&fields);
    out.table(&format!("cases-{}", file_word(name)), &columns, |rows| {
        for case in list {
            let restricted = if case.restricted { "yes" } else { "no" };
            let mut cells = vec![cell(case.id.as_str()), maybe(case.closed_on), cell(restricted)];
            cells.extend(fields.iter().map(|field| cell(case.field(field))));
            rows.row(&cells)?;
        }
        Ok(())
    })
}

const COMMENT: [&str; 13] = [
    "comment_id",
    "case_id",
    "draw_id",
    "domain",
    "month",
    "date",
    "service",
    "team",
    "plan_type",
    "auditor",
    "grade",
    "score",
    "comment",
];

fn comments(workspace: &Reader, out: &mut Out) -> Result<()> {
    out.table("comments", &COMMENT, |rows| {
        workspace.each_comment(|comment| rows.row(&comment_cells(&comment)))
    })
}

fn comment_cells(comment: &Comment) -> [Option<String>; 13] {
    [
        cell(&comment.id),
        maybe(comment.case.as_ref().map(CaseId::as_str)),
        maybe(comment.draw.as_ref()),
        cell(&comment.domain),
        maybe(comment.month),
        maybe(comment.date),
        cell(&comment.service),
        cell(&comment.team),
        cell(&comment.plan_type),
        cell(&comment.auditor),
        maybe(comment.grade.map(assay_model::Judgement::code)),
        maybe(comment.score),
        cell(&comment.text),
    ]
}

fn events(workspace: &Reader, out: &mut Out, kind: &str) -> Result<()> {
    let mut fields = BTreeSet::new();
    workspace.store.each_event(Some(kind), |event| {
        for field in event.fields.into_keys() {
            fields.insert(field);
        }
        Ok::<(), Error>(())
    })?;
    let mut columns = vec!["case_id", "date"];
    columns.extend(fields.iter().map(String::as_str));
    out.table(&format!("events-{}", file_word(kind)), &columns, |rows| {
        workspace.store.each_event(Some(kind), |event: Event| {
            let mut cells = vec![maybe(event.case.as_ref().map(CaseId::as_str)), maybe(event.on)];
            cells.extend(fields.iter().map(|field| cell(event.field(field))));
            rows.row(&cells)
        })
    })
}

/// A name as every file system takes it.
fn file_word(name: &str) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(word).collect()
}
