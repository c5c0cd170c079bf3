//! Text on a case's sheet that is in no box: under an inserted row, beyond the columns, next to an answer. It
//! is reported with its cell, since nothing else reads it.

use assay_model::audit::ViewOf;
use assay_tables::fold_header as fold;
use assay_tables::{Cell, Row};

use super::boxes::{Boxes, prose};
use super::labels::{
    ACTION, AUDITOR, CASE, DATE, DIGEST, DOMAIN, DRAW, GOOD, KIND, OVERALL, QUESTION, RESPONSE,
    TEAM, TOLD, TOLD_ON, TOOL, URGENT, VIEW_OF, WORKER,
};
use crate::problems::{Oddity, Problems};
use crate::value;

/// Labels with one box next to them.
const FIELDS: [&str; 16] = [
    CASE,
    AUDITOR,
    TEAM,
    KIND,
    TOOL,
    DATE,
    OVERALL,
    GOOD,
    WORKER,
    URGENT,
    TOLD,
    TOLD_ON,
    RESPONSE,
    DRAW,
    DIGEST,
    "Complete?",
];
/// The first heads of the tables.
const TABLES: [&str; 4] = [DOMAIN, QUESTION, VIEW_OF, ACTION];
/// How the warning at the top begins.
const WARNING: &str = "If a child may be at risk";

/// Reports every text that is in no box.
pub(super) fn report(boxes: &Boxes<'_>, problems: &mut Problems) {
    let mut table: Option<(&str, Vec<usize>)> = None;
    for (index, row) in boxes.rows().iter().enumerate() {
        let filled: Vec<usize> =
            (0..row.cells().len()).filter(|at| !row.cell(*at).is_blank()).collect();
        let Some(first) = filled.first().copied() else { continue };
        let label = fold(&prose(row.cell(first)));
        if let Some(head) = TABLES.into_iter().find(|head| boxes.row_of(head) == Some(index)) {
            table = Some((head, filled));
            continue;
        }
        if boxes.row_of(DRAW) == Some(index) {
            table = None;
        }
        let strays: Vec<usize> = match &table {
            Some((head, columns)) => of_table(row, &filled, head, columns),
            None if FIELDS.iter().any(|field| fold(field) == label) => {
                filled.into_iter().skip(2).collect()
            }
            None if prose(row.cell(first)).starts_with(WARNING) => Vec::new(),
            None => filled,
        };
        for at in strays {
            let hint = "the text was not stored: write it into the box it belongs to, and import the form again";
            let oddity = Oddity::new("nothing outside the boxes", hint);
            let place = boxes.place.at(row.number, &letters(at));
            problems.note(place, value::shown(row.cell(at)), oddity);
        }
    }
}

/// Returns the filled cells of a table's row that are in none of its columns, or in a row without its label.
/// Of an action the owner and the date alone are nothing.
fn of_table(row: &Row, filled: &[usize], head: &str, columns: &[usize]) -> Vec<usize> {
    let label = columns.first().map_or(&Cell::Empty, |at| row.cell(*at));
    let is_row = match head {
        VIEW_OF => ViewOf::parse(&prose(label)).is_some(),
        _ => !label.is_blank(),
    };
    filled.iter().copied().filter(|at| !is_row || !columns.contains(at)).collect()
}

/// Returns the letters of a column, `A` for the first.
pub(super) fn letters(at: usize) -> String {
    let (before, letter) = (at / 26, char::from(b'A' + (at % 26) as u8));
    if before == 0 { letter.to_string() } else { format!("{}{letter}", letters(before - 1)) }
}
