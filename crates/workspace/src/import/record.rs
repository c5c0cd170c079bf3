//! Imports on record: the lists there are now, what each import brought, and its problems as a workbook for
//! whoever looks after the source. It imports nothing.

use std::collections::BTreeMap;

use assay_model::Problem;
use assay_store::Import;
use assay_tables::{OutCell, OutSheet, write_book};
use assay_views::imports::{Imported, ListNow};

use crate::{Error, Reader, Result};

/// Returns the lists as they are now, by name.
///
/// # Errors
/// When the store cannot be read.
pub fn lists(workspace: &Reader) -> Result<Vec<ListNow>> {
    let times: BTreeMap<u64, _> =
        workspace.store.imports()?.into_iter().map(|import| (import.number, import.at)).collect();
    let mut now: BTreeMap<String, ListNow> = BTreeMap::new();
    for list in workspace.store.lists()? {
        let at = times.get(&list.import).copied();
        let found = ListNow { name: list.name.clone(), cases: list.rows, import: list.import, at };
        let kept = now.entry(list.name).or_insert_with(|| found.clone());
        if found.import >= kept.import {
            *kept = found;
        }
    }
    Ok(now.into_values().collect())
}

/// Returns every import, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<Imported>> {
    Ok(workspace.store.imports()?.iter().rev().map(shown).collect())
}

/// Returns one import with its problems, in the order of the rows.
///
/// # Errors
/// When there is no such import.
pub fn one(workspace: &Reader, number: u64) -> Result<(Imported, Vec<Problem>)> {
    let found = workspace.store.imports()?.into_iter().find(|import| import.number == number);
    let import = found.ok_or_else(|| Error::missing(format!("there is no import {number}")))?;
    Ok((shown(&import), import.problems))
}

fn shown(import: &Import) -> Imported {
    Imported {
        number: import.number,
        at: import.at,
        kind: import.kind.clone(),
        files: import.files.iter().map(|file| file.name.clone()).collect(),
        read: import.read,
        stored: import.stored,
        unchanged: import.unchanged,
        problems: import.problems.len() as u64,
    }
}

/// Returns the problems as a workbook, one row each with its place.
///
/// # Errors
/// When the workbook cannot be put together.
pub fn problems_book(problems: &[Problem]) -> Result<Vec<u8>> {
    let text = |text: &str| OutCell::Text(text.to_owned());
    let rows = problems.iter().map(|problem| {
        let place = &problem.place;
        vec![
            text(problem.effect.word()),
            text(&place.file),
            text(place.sheet.as_deref().unwrap_or_default()),
            place.row.map_or(OutCell::Blank, |row| OutCell::Number(row as f64)),
            text(place.column.as_deref().unwrap_or_default()),
            text(&problem.found),
            text(&problem.expected),
            text(&problem.hint),
        ]
    });
    let sheet = OutSheet {
        name: "Problems".to_owned(),
        header: [
            "what became of it",
            "file",
            "sheet",
            "row",
            "column",
            "found",
            "expected",
            "what to do",
        ]
        .map(str::to_owned)
        .to_vec(),
        widths: vec![14.0, 28.0, 18.0, 8.0, 24.0, 32.0, 40.0, 60.0],
        rows: rows.collect(),
        ..OutSheet::default()
    };
    write_book(&[sheet])
        .map_err(|fault| Error::failed("the workbook cannot be written").because(fault))
}
