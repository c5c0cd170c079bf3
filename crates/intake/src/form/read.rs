//! Reads a form back: every box by its label, wherever the label is now. A sheet that nobody has
//! begun is no return; a half-filled one is, with a note on every required box that is still empty.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::tool::AuditTool;
use assay_model::{AuditKind, AuditReturn, DrawId, Month, Timestamp};
use assay_tables::{Book, Cell, Limits, Sheet};

use super::boxes::{Boxes, prose};
use super::labels::{
    AUDITOR, CASE, DATE, DIGEST, DOMAIN, DRAW, GOOD, GRID, KIND, MARK, OVERALL, TOOL, URGENT,
    WORKER,
};
use super::{FormReturn, grid, strays, tables};
use crate::id::read_id;
use crate::problems::{Oddity, Problems};
use crate::{IntakeError, Outcome, Source};

/// Sheets that are looked at for a case where no cover is left.
const FEW: usize = 3;

/// Returns whether a file is a form that this program wrote. A sheet of a case does without the cover.
#[must_use]
pub fn is_form(source: &Source, limits: &Limits) -> bool {
    let Ok(mut book) = Book::open(&source.name, source.bytes.clone(), limits) else { return false };
    marked(&mut book).is_some() || has_case_sheet(&source.name, &mut book)
}

fn has_case_sheet(name: &str, book: &mut Book) -> bool {
    (0..book.sheets().len().min(FEW)).any(|index| {
        let mut rows = 0;
        let counted = book.for_each_row(index, &mut |_| rows += 1);
        // A case's sheet is short; a long list need not be held to see that it is none.
        counted.is_ok()
            && rows < 1_000
            && book.read(index).is_ok_and(|sheet| {
                let boxes = Boxes::new(name, &sheet);
                [CASE, DRAW, DIGEST, DOMAIN].iter().all(|label| boxes.has(label))
            })
    })
}

/// Returns the mark on the cover, whatever the cover's sheet is called now.
fn marked(book: &mut Book) -> Option<&'static str> {
    let mark = |cell: &Cell| [MARK, GRID].into_iter().find(|mark| cell.as_text() == Some(mark));
    (0..book.sheets().len()).find_map(|index| {
        // Covers are short; of a long sheet that is no cover only the head is looked at.
        let mut found = None;
        let mut rows = 0;
        book.for_each_row(index, &mut |row| {
            rows += 1;
            if rows <= 30 && found.is_none() {
                found = row.cells().iter().find_map(mark);
            }
        })
        .ok()?;
        found
    })
}

/// Reads a form: one return for every case that was begun. With the version of the audit tool that a
/// form names among `tools`, answers are compared with their questions and empty boxes are noted.
///
/// # Errors
/// When the file cannot be read.
pub fn read_form(
    source: Source,
    tools: &[AuditTool],
    limits: &Limits,
) -> Result<Outcome<FormReturn>, IntakeError> {
    let unreadable = |fault| IntakeError::Unreadable { file: source.name.clone(), fault };
    let mut book = Book::open(&source.name, source.bytes.clone(), limits).map_err(unreadable)?;
    if marked(&mut book) == Some(GRID) {
        return grid::read_grid(source, tools, limits);
    }
    let saved_at = tables_saved_at(&source);
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    for index in 0..book.sheets().len() {
        let sheet = book.read(index).map_err(unreadable)?;
        let boxes = Boxes::new(&source.name, &sheet);
        if !boxes.has(CASE) || !boxes.has(DRAW) {
            continue;
        }
        outcome.read += 1;
        if sheet.hidden {
            let oddity = Oddity::understood("a visible sheet", "the sheet was read anyway");
            problems.note(boxes.place.whole(), "a hidden sheet", oddity);
        }
        match form_return(&boxes, tools, &mut problems) {
            Some(mut found) => {
                found.audit.saved_at = saved_at;
                outcome.records.push(found);
            }
            None => outcome.said.push(said_of(&source.name, &sheet)),
        }
    }
    refuse_twice(&mut outcome.records, &mut problems);
    outcome.problems = problems.finish(&source.name);
    Ok(outcome)
}

/// Returns when the form was last saved, as it says itself.
fn tables_saved_at(source: &Source) -> Option<Timestamp> {
    assay_tables::saved_at(&source.bytes)?.parse().ok()
}

/// A case that is in one workbook twice, as when a sheet was copied, is refused where the two differ: nobody
/// can know which one is meant.
fn refuse_twice(found: &mut Vec<FormReturn>, problems: &mut Problems) {
    let who = |one: &FormReturn| {
        (one.audit.draw.clone(), one.audit.case.clone(), one.audit.auditor.clone(), one.audit.kind)
    };
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    let mut refused: BTreeSet<usize> = BTreeSet::new();
    for (at, one) in found.iter().enumerate() {
        let before = *first.entry(who(one)).or_insert(at);
        if before != at && found[before].audit != one.audit {
            refused.extend([before, at]);
        }
    }
    for at in &refused {
        let one = &found[*at];
        let hint = "delete the sheet that is not meant, or send the two cases under their own ids";
        let oddity = Oddity::new("each case on one sheet of the workbook", hint);
        let found = format!("case {} on two sheets that differ", one.audit.case);
        problems.refuse(one.place.clone(), found, oddity);
    }
    let mut at = 0..;
    found.retain(|_| at.next().is_some_and(|at| !refused.contains(&at)));
}

fn said_of(file: &str, sheet: &Sheet) -> String {
    let name = sheet.name.as_deref().unwrap_or_default();
    format!("{file}, sheet \"{name}\": not begun, or refused")
}

fn form_return(
    boxes: &Boxes<'_>,
    tools: &[AuditTool],
    problems: &mut Problems,
) -> Option<FormReturn> {
    let found = boxes.next_to(CASE);
    let case = match read_id(found.cell) {
        Ok(case) => case,
        Err(oddity) => {
            boxes.refuse(found, oddity, problems);
            return None;
        }
    };
    let found_draw = boxes.next_to(DRAW);
    let Ok(draw) = DrawId::parse(&prose(found_draw.cell)) else {
        let hint = "send the form as it was made: its grey cells say which draw it belongs to";
        let oddity = Oddity::new("the draw's id, as the form was written", hint);
        boxes.refuse(found_draw, oddity, problems);
        return None;
    };
    strays::report(boxes, problems);
    let begun = [DATE, OVERALL, URGENT, GOOD, WORKER]
        .into_iter()
        .any(|label| !boxes.next_to(label).cell.is_blank())
        || tables::is_begun(boxes);
    if !begun {
        // What is filled next to a concern or an action that there is none of is reported all the same.
        tables::urgent(boxes, problems);
        tables::actions(boxes, problems);
        return None;
    }
    for label in [DATE, OVERALL, AUDITOR] {
        let found = boxes.next_to(label);
        if boxes.has(label) && found.cell.is_blank() {
            boxes.note_empty(found, problems);
        }
    }
    let version = boxes.words(TOOL);
    let tool = tools.iter().find(|tool| tool.version == version);
    let audited_on = boxes.date(boxes.next_to(DATE), problems);
    let audit = AuditReturn {
        month: draw.as_str().get(..7).and_then(Month::parse).or(audited_on.map(Month::of)),
        draw: Some(draw),
        case,
        auditor: boxes.words(AUDITOR),
        audited_on,
        kind: AuditKind::parse(&boxes.words(KIND)).unwrap_or(AuditKind::Monthly),
        overall: boxes.judgement(boxes.next_to(OVERALL), problems),
        domains: tables::domains(boxes, tool, problems),
        answers: tables::answers(boxes, tool, problems),
        views: tables::views(boxes, problems),
        worker_took_part: boxes.yes_no(boxes.next_to(WORKER), problems),
        good_practice: boxes.text(boxes.next_to(GOOD), problems),
        actions: tables::actions(boxes, problems),
        urgent: tables::urgent(boxes, problems),
        received_on: None,
        saved_at: None,
        tool: version,
    };
    let place = boxes.place.at(found.row, CASE);
    Some(FormReturn { audit, digest: boxes.words(DIGEST), place })
}
