//! Imports on record, and taking one back. What was built on an import and would be left hanging keeps it:
//! draws of its list, closed rounds, quotes and verdicts on its comments, and what people changed since.

use std::collections::HashSet;

use assay_model::{DrawId, Quote, RoundClosed, ThemeVerdict};
use assay_sampler::plan::PlanSource;
use assay_store::import::Import as Stored;
use assay_store::{DrawRecord, DrawState, FileWork, Record};
use assay_views::undone::{File, Import, Undone};
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::draws::plans;
use crate::records::erase::OFF_THE_DISK;
use crate::{Reader, Writer, desk};

/// Whether the rows of an import that is taken back stay on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rows {
    /// They stay on record, out of every figure.
    #[default]
    Kept,
    /// They are destroyed; the files' names and digests stay.
    Destroyed,
}

/// Returns every import, the oldest first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<Import>> {
    let undone = workspace.store.undone_imports()?;
    let shown = |found: Stored| {
        let state = match undone.get(&found.number) {
            None => "held",
            Some(state) if state.is_purged => "purged",
            Some(_) => "undone",
        };
        Import {
            import: found.number,
            kind: found.kind,
            at: format!("{:.3}", found.at),
            files: found
                .files
                .into_iter()
                .map(|file| File { name: file.name, sha256: file.sha256 })
                .collect(),
            as_at: found.as_at,
            read: found.read,
            stored: found.stored,
            unchanged: found.unchanged,
            problems: found.problems.len(),
            state,
            understood: None,
        }
    };
    Ok(workspace.store.imports()?.into_iter().map(shown).collect())
}

/// Returns one import with what was understood of its files.
///
/// # Errors
/// When there is no such import.
pub fn show(workspace: &Reader, number: u64) -> Result<Import> {
    let stored = find(workspace, number)?;
    let mut shown = list(workspace)?;
    shown.retain(|import| import.import == number);
    let mut import = shown.pop().ok_or_else(|| missing(number))?;
    import.understood = Some((&stored.understood).into());
    Ok(import)
}

/// Takes an import back: its rows go out of every figure; those that another import held too stay.
///
/// # Errors
/// When there is no such import, it was taken back before, or something was built on it: the error says
/// what.
pub fn undo(workspace: &mut Writer<'_>, number: u64, rows: Rows) -> Result<Undone> {
    let stored = find(workspace, number)?;
    let before = workspace.store.undone_imports()?.get(&number).copied();
    let mut answer = Undone { import: number, ..nothing() };
    match before {
        Some(state) if state.is_purged || rows == Rows::Kept => {
            return Err(Error::taken(format!("import {number} was taken back before")));
        }
        Some(_) => {}
        None => {
            refuse_hanging(workspace, &stored)?;
            answer = take_back(workspace, &stored)?;
        }
    }
    if rows == Rows::Destroyed {
        let now = workspace.session.now();
        workspace.finish_before_destroying()?;
        answer.purged = workspace.write_last(now, |tx| {
            let count = tx.purge_import(number)?;
            tx.append("import purged", json!({"import": number, "rows": count}))?;
            tx.then(&OFF_THE_DISK)?;
            Ok::<u64, assay_store::Error>(count)
        })?;
        workspace.finish()?;
    }
    Ok(answer)
}

fn nothing() -> Undone {
    Undone { import: 0, records: 0, cases: 0, events: 0, comments: 0, kept: 0, purged: 0 }
}

fn take_back(workspace: &mut Writer<'_>, stored: &Stored) -> Result<Undone> {
    let number = stored.number;
    let now = workspace.session.now();
    let undone = workspace.write(now, |tx| {
        let undone = tx.undo_import(number)?;
        let body = json!({
            "import": number, "kind": stored.kind, "out": undone.total(), "kept": undone.kept,
        });
        tx.append("import undone", body)?;
        // Comments of returns and of tables are in the search index.
        if matches!(stored.kind.as_str(), "returns" | "comments") {
            tx.then(&[FileWork::DropIndex])?;
        }
        Ok::<_, assay_store::Error>(undone)
    })?;
    workspace.finish()?;
    let assay_store::Undone { records, cases, events, comments, kept } = undone;
    Ok(Undone { import: number, records, cases, events, comments, kept, purged: 0 })
}

fn find(workspace: &Reader, number: u64) -> Result<Stored> {
    let found = workspace.store.imports()?.into_iter().find(|import| import.number == number);
    found.ok_or_else(|| missing(number))
}

fn missing(number: u64) -> Error {
    Error::missing(format!("there is no import {number}"))
        .then(desk::next::Next::Words("the numbers are in the list of imports".to_owned()))
}

/// Refuses where something that was built on the import would be left hanging, with all of it.
fn refuse_hanging(workspace: &Reader, stored: &Stored) -> Result<()> {
    let number = stored.number;
    let is_known = match stored.kind.as_str() {
        "cases" => true,
        "events" | "ssd" => workspace.store.knows_what_else_held_its_events(number)?,
        _ => workspace.store.knows_what_it_held(number)?,
    };
    if !is_known {
        return Err(Error::refused(format!(
            "import {number} was made by an earlier version, which did not keep what else held its rows"
        ))
        .hint("correct the rows and import the file again"));
    }
    let records = workspace.store.records_to_undo(number)?;
    let mut hanging = draws(workspace, stored)?;
    hanging.extend(closed_rounds(workspace, stored, &records)?);
    hanging.extend(assigned(workspace, stored, &records)?);
    hanging.extend(on_comments(workspace, stored, &records)?);
    let changed = workspace.store.changed_by_people(&records)?;
    hanging.extend(changed.into_iter().map(|(kind, key)| {
        format!("{kind} {} was changed by people since", key.replace('\u{1f}', " "))
    }));
    if hanging.is_empty() {
        return Ok(());
    }
    let shown = hanging.iter().take(10).cloned().collect::<Vec<_>>().join("; ");
    let more = hanging.len().saturating_sub(10);
    let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
    Err(Error::refused(format!("import {number} cannot be taken back: {shown}{rest}"))
        .hint("take back what was built on it first, or import a corrected file"))
}

/// Draws that were made of the import's lists and not abandoned.
fn draws(workspace: &Reader, stored: &Stored) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let kinds = workspace.store.kinds_of_import(stored.number)?;
    for draw in workspace.store.draws()? {
        if draw.state == DrawState::Abandoned {
            continue;
        }
        let source = plans::frozen(&draw.frozen.plan_text)?.source;
        let is_of = match source {
            PlanSource::List(_) => draw.frozen.import == stored.number,
            PlanSource::Events { kind, .. } => {
                draw.frozen.import >= stored.number && kinds.contains(&kind)
            }
        };
        if is_of {
            found.push(format!("draw {} was made of it", draw.frozen.id));
        }
    }
    Ok(found)
}

/// Rounds that were closed with returns of the import.
fn closed_rounds(workspace: &Reader, stored: &Stored, records: &[Record]) -> Result<Vec<String>> {
    if stored.kind != "returns" {
        return Ok(Vec::new());
    }
    let mut ids: Vec<&DrawId> = records.iter().filter_map(|record| record.draw.as_ref()).collect();
    ids.sort_unstable();
    ids.dedup();
    let closed: Vec<RoundClosed> = workspace.store.all()?;
    let is_in = |id: &&&DrawId| closed.iter().any(|round| round.draw == ***id);
    Ok(ids
        .iter()
        .filter(is_in)
        .map(|id| format!("round {id} is closed with its returns"))
        .collect())
}

/// Draws that give cases to auditors whom only this import knows.
fn assigned(workspace: &Reader, stored: &Stored, records: &[Record]) -> Result<Vec<String>> {
    if stored.kind != "auditors" {
        return Ok(Vec::new());
    }
    // Somebody whose earlier record counts again stays an auditor.
    let gone: Vec<&str> =
        records.iter().filter(|record| record.version == 1).map(|r| r.key.as_str()).collect();
    let mut found = Vec::new();
    for DrawRecord { frozen, state, .. } in workspace.store.draws()? {
        if state != DrawState::Drawn {
            continue;
        }
        for case in workspace.store.draw_cases(&frozen.id)? {
            let readers = [&case.first_reader, &case.second_reader];
            for login in readers.into_iter().flatten().filter(|l| gone.contains(&l.as_str())) {
                let line = format!("draw {} gives cases to {login}", frozen.id);
                if !found.contains(&line) {
                    found.push(line);
                }
            }
        }
    }
    Ok(found)
}

/// Quotes and people's verdicts on comments that would go.
fn on_comments(workspace: &Reader, stored: &Stored, records: &[Record]) -> Result<Vec<String>> {
    let gone: HashSet<String> = match stored.kind.as_str() {
        "comments" => workspace.store.comments_to_undo(stored.number)?.into_iter().collect(),
        "returns" => records.iter().map(|record| beginning(&record.key).to_owned()).collect(),
        _ => return Ok(Vec::new()),
    };
    // The id of an audit's comment begins with what its return is known by.
    let goes = |comment: &str| {
        let mut beginnings = comment.match_indices('/').map(|(at, _)| &comment[..at]);
        gone.contains(comment) || beginnings.any(|beginning| gone.contains(beginning))
    };
    let quotes: Vec<Quote> = workspace.store.all()?;
    let verdicts: Vec<ThemeVerdict> = workspace.store.all()?;
    let quotes = quotes.iter().filter(|quote| goes(&quote.comment)).count();
    let verdicts = verdicts.iter().filter(|verdict| goes(&verdict.comment)).count();
    let counted = [(quotes, "quote is", "quotes are"), (verdicts, "verdict is", "verdicts are")];
    let found = counted.into_iter().filter(|(count, ..)| *count > 0);
    Ok(found
        .map(|(count, one, many)| {
            format!("{count} {} of its comments", if count == 1 { one } else { many })
        })
        .collect())
}

/// What the comments of a return begin with: its key without the kind of audit.
fn beginning(key: &str) -> &str {
    key.rsplit_once('/').map_or(key, |(beginning, _)| beginning)
}
