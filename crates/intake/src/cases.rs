//! Any table of cases through a column map. Columns the map does not name are kept as further fields
//! under their own headers, so that plans can use them.

use std::collections::BTreeMap;

use assay_model::case::field;
use assay_model::{CaseId, CaseRecord};
use assay_tables::Limits;

use crate::line::{Line, each_line};
use crate::problems::{Oddity, Problems, Where};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Fields of a case whose values are dates.
const DATES: [&str; 3] = [field::BORN_ON, field::START_DATE, field::LAST_SEEN];

/// Reads tables of cases, one row a case, as one list. Rows with the same id are merged when they
/// agree, and refused when they differ.
///
/// # Errors
/// When a file cannot be read or has no column of case ids.
pub fn read_cases(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<CaseRecord>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut rows: Vec<(Where, u32, CaseRecord)> = Vec::new();
    for source in sources {
        let seen =
            each_line(source, map, &["case_id"], limits, &mut problems, &mut |line, problems| {
                if let Some(case) = read_case(line, map, problems) {
                    rows.push((line.place.clone(), line.number(), case));
                }
            })?;
        outcome.read += seen.read;
        outcome.said.extend(seen.said);
    }
    outcome.records = unite(rows, &mut problems);
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

/// Merges rows that share an id and agree or complete each other; refuses those that differ.
fn unite(rows: Vec<(Where, u32, CaseRecord)>, problems: &mut Problems) -> Vec<CaseRecord> {
    let mut order: Vec<CaseId> = Vec::new();
    let mut by_id: BTreeMap<CaseId, Vec<(Where, u32, CaseRecord)>> = BTreeMap::new();
    for row in rows {
        let id = row.2.id.clone();
        let known = by_id.entry(id.clone()).or_default();
        if known.is_empty() {
            order.push(id);
        }
        known.push(row);
    }
    let mut cases = Vec::with_capacity(order.len());
    for id in order {
        let mut same = by_id.remove(&id).unwrap_or_default();
        if same.len() > 1 && !agree(&same, problems) {
            continue;
        }
        let (_, _, mut case) = same.remove(0);
        for (_, _, other) in same {
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

fn agree(same: &[(Where, u32, CaseRecord)], problems: &mut Problems) -> bool {
    let mut values: BTreeMap<&str, &str> = BTreeMap::new();
    let mut differs = None;
    for (_, _, case) in same {
        for (name, value) in case.fields.iter() {
            if *values.entry(name).or_insert(value) != value {
                differs = differs.or(Some(name.to_owned()));
            }
        }
    }
    let mut ends = same.iter().filter_map(|(_, _, case)| case.closed_on);
    if ends.next().is_some_and(|first| ends.any(|other| other != first)) {
        differs = differs.or(Some("closed_on".to_owned()));
    }
    for (index, (place, row, case)) in same.iter().enumerate() {
        let others: Vec<String> =
            same.iter().filter(|(_, r, _)| r != row).map(|(_, r, _)| r.to_string()).collect();
        let found = format!("\"{}\", as in row {}", case.id, others.join(", "));
        match &differs {
            Some(name) => {
                let expected = format!(
                    "one row for each case, or rows that agree: these differ in \"{name}\""
                );
                let hint = "keep the row that is right and delete the others";
                problems.refuse(place.at(*row, "case_id"), found, Oddity::new(expected, hint));
            }
            None if index > 0 => {
                let oddity = Oddity::new("one row for each case", "the rows agree and were merged");
                problems.note(place.at(*row, "case_id"), found, oddity);
            }
            None => {}
        }
    }
    differs.is_none()
}

#[cfg(test)]
mod tests {
    use assay_model::Level;

    use super::*;

    fn read(content: &str) -> Outcome<CaseRecord> {
        let columns = [
            ("case_id", vec!["Case ID", "id"]),
            ("team", vec!["Team"]),
            ("closed_on", vec!["Closed"]),
            ("restricted", vec!["Restricted"]),
            ("start_date", vec!["Start"]),
        ];
        let owned = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let columns = columns.map(|(field, headers)| (field.to_owned(), owned(headers)));
        let map = ColumnMap {
            name: "cases".to_owned(),
            columns: columns.into_iter().collect(),
            ..ColumnMap::default()
        };
        let source = Source { name: "list.csv".to_owned(), bytes: content.as_bytes().to_vec() };
        read_cases(vec![source], &map, &Limits::default()).unwrap()
    }

    #[test]
    fn rows_become_cases_with_further_columns_kept() {
        let outcome = read(
            "A title\nCase ID;Team;Closed;Restricted;Start;Area\n001;CIN 2;30/09/2026;yes;01/02/2025;North\n",
        );
        assert_eq!(outcome.problems, []);
        let case = &outcome.records[0];
        assert_eq!((case.id.as_str(), case.restricted), ("001", true));
        assert_eq!(case.closed_on.unwrap().to_string(), "2026-09-30");
        assert_eq!((case.field("team"), case.field("Area")), ("CIN 2", "North"));
        assert_eq!(case.field("start_date"), "2025-02-01");
    }

    #[test]
    fn every_fault_is_reported_with_its_place() {
        let outcome = read("id,Team,Start\n1,A,n/k\n,B,\n2,A,\n2,A,\n3,A,\n3,B,\n1E+15,A,\n");
        let told: Vec<String> =
            outcome.problems.iter().map(|p| format!("{} {p}", p.level.word())).collect();
        assert_eq!(
            told,
            [
                "note list.csv, row 2, column \"Start\": expected a date, day first, found \"n/k\"",
                "refused list.csv, row 3, column \"id\": expected an id, found a blank",
                "refused list.csv, row 8, column \"id\": expected an id as it was typed, not a number that a spreadsheet has damaged, found \"1E+15\"",
                "note list.csv, row 5, column \"case_id\": expected one row for each case, found \"2\", as in row 4",
                "refused list.csv, row 6, column \"case_id\": expected one row for each case, or rows that agree: these differ in \"team\", found \"3\", as in row 7",
                "refused list.csv, row 7, column \"case_id\": expected one row for each case, or rows that agree: these differ in \"team\", found \"3\", as in row 6",
            ]
        );
        assert_eq!(outcome.records.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(outcome.read, 7);
        assert!(outcome.problems.iter().any(|p| p.level == Level::Refused));
    }
}
