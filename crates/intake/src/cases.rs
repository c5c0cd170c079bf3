//! Any table of cases through a column map. Columns the map does not name are kept as further fields
//! under their own headers, so that plans can use them.

use std::collections::BTreeMap;

use assay_model::alike::alike;
use assay_model::case::field;
use assay_model::{CaseId, CaseRecord};
use assay_tables::Limits;

use crate::case_dates::DatesOfCase;
use crate::line::{Line, each_line};
use crate::one_row::{OneRow, Standing};
use crate::problems::{Oddity, Problems, Where};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Fields of a case whose values are dates.
const DATES: [&str; 3] = [field::BORN_ON, field::START_DATE, field::LAST_SEEN];

/// Reads tables of cases, one row a case, as one list. Rows with the same id are merged when they
/// agree, and refused when they differ and `one_row` does not decide.
///
/// # Errors
/// When a file cannot be read or has no column of case ids.
pub fn read_cases(
    sources: Vec<Source>,
    map: &ColumnMap,
    one_row: &OneRow,
    limits: &Limits,
) -> Result<Outcome<CaseRecord>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut rows: Vec<Placed> = Vec::new();
    for source in sources {
        let seen = each_line(
            source,
            (map, &["case_id"]),
            limits,
            &mut problems,
            &mut |line, problems| {
                if let Some(mut case) = read_case(line, map, problems) {
                    let dates = DatesOfCase::of(&case);
                    dates.check(one_row.as_at, &mut |field, found, oddity| {
                        let place = line.place.at(line.number(), line.header(field));
                        problems.note(place, format!("\"{found}\""), oddity);
                    });
                    let (place, row) = (line.place.clone(), line.number());
                    let header = line.header("case_id");
                    let (id, had) = one_row.now(case.id, (&place, row, header), problems);
                    case.id = id;
                    rows.push(Placed { place, row, had, case });
                }
            },
        )?;
        seen.add_to(&mut outcome);
    }
    outcome.records = unite(rows, one_row, &mut problems);
    outcome.understood.sheets = problems.take_sheets();
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}

fn read_case(line: &Line<'_>, map: &ColumnMap, problems: &mut Problems) -> Option<CaseRecord> {
    let id = line.id("case_id", problems)?;
    let mut fields = BTreeMap::new();
    for name in map.columns.keys().chain(map.constants.keys()) {
        if matches!(name.as_str(), "case_id" | "closed_on" | "restricted") {
            continue;
        }
        let value = if DATES.contains(&name.as_str()) {
            line.date(name, problems).map(|date| date.to_string()).unwrap_or_default()
        } else {
            line.text(name, problems)
        };
        if !value.is_empty() {
            fields.insert(name.clone(), value);
        }
    }
    for (header, value) in line.others(problems) {
        fields.entry(header).or_insert(value);
    }
    let closed_on = line.date("closed_on", problems);
    let restricted = line.yes_no("restricted", problems).unwrap_or(false);
    Some(CaseRecord { id, closed_on, restricted, fields: fields.into() })
}

/// A case with its row.
struct Placed {
    place: Where,
    row: u32,
    /// The id as it is written there, where the case has another now.
    had: Option<CaseId>,
    case: CaseRecord,
}

/// Merges rows that share an id and agree or complete each other; of those that differ the ones count
/// that `one_row` says, and where it says nothing they are refused.
fn unite(rows: Vec<Placed>, one_row: &OneRow, problems: &mut Problems) -> Vec<CaseRecord> {
    let mut order: Vec<CaseId> = Vec::new();
    let mut by_id: BTreeMap<CaseId, Vec<Placed>> = BTreeMap::new();
    for row in rows {
        let id = row.case.id.clone();
        let known = by_id.entry(id.clone()).or_default();
        if known.is_empty() {
            order.push(id);
        }
        known.push(row);
    }
    let mut cases = Vec::with_capacity(order.len());
    for id in order {
        let same = by_id.remove(&id).unwrap_or_default();
        let Some(same) = counted(same, one_row, problems) else { continue };
        let mut same = same.into_iter().map(|placed| placed.case);
        let Some(mut case) = same.next() else { continue };
        for other in same {
            case.closed_on = case.closed_on.or(other.closed_on);
            case.restricted |= other.restricted;
            for (name, value) in other.fields.iter() {
                case.fields.or_insert(name, value);
            }
        }
        cases.push(case);
    }
    cases
}

/// Returns the rows of one case that count; none where they differ and nothing decides.
fn counted(
    mut same: Vec<Placed>,
    one_row: &OneRow,
    problems: &mut Problems,
) -> Option<Vec<Placed>> {
    if same.len() < 2 {
        return Some(same);
    }
    let found = |at: usize| {
        let places = same.iter().map(|other| (&other.place, other.row));
        let others = same[at].place.other_rows(places, at);
        format!("\"{}\", as in row {others}", same[at].case.id)
    };
    let Some(name) = differing(&same) else {
        for (at, placed) in same.iter().enumerate().skip(1) {
            let oddity =
                Oddity::put_right("one row for each case", "the rows agree and were merged");
            problems.note(placed.place.at(placed.row, "case_id"), found(at), oddity);
        }
        return Some(same);
    };
    let value = |placed: &Placed| match one_row.column()? {
        "closed_on" => placed.case.closed_on.map(|date| date.to_string()),
        column => Some(placed.case.field(column).to_owned()).filter(|value| !value.is_empty()),
    };
    let standing = same.iter().map(|placed| Standing {
        place: &placed.place,
        row: placed.row,
        had: placed.had.as_ref(),
        value: value(placed),
    });
    let standing: Vec<Standing<'_>> = standing.collect();
    if let Some(kept) = one_row.choose(&standing, &name, "case_id", problems) {
        let mut at = 0..;
        same.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
        return counted(same, one_row, problems);
    }
    for (at, placed) in same.iter().enumerate() {
        let expected =
            format!("one row for each case, or rows that agree: these differ in \"{name}\"");
        let hint = "keep the row that is right and delete the others, or say in the plan which counts (duplicates)";
        problems.refuse(
            placed.place.at(placed.row, "case_id"),
            found(at),
            Oddity::new(expected, hint),
        );
    }
    None
}

/// Returns the first field in which rows differ.
fn differing(same: &[Placed]) -> Option<String> {
    let mut values: BTreeMap<&str, &str> = BTreeMap::new();
    let mut differs = None;
    for placed in same {
        for (name, value) in placed.case.fields.iter() {
            if !alike(values.entry(name).or_insert(value), value) {
                differs = differs.or(Some(name.to_owned()));
            }
        }
    }
    let mut ends = same.iter().filter_map(|placed| placed.case.closed_on);
    let other_end = ends.next().is_some_and(|first| ends.any(|other| other != first));
    differs.or(other_end.then(|| "closed_on".to_owned()))
}

#[cfg(test)]
mod tests;
