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
        let others = same.iter().enumerate().filter(|(other, _)| *other != at);
        let others = same[at].place.rows(others.map(|(_, other)| (&other.place, other.row)));
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
mod tests {
    use assay_model::Level;

    use super::*;

    fn read(content: &str) -> Outcome<CaseRecord> {
        read_with(content, &OneRow::default())
    }

    fn read_with(content: &str, one_row: &OneRow) -> Outcome<CaseRecord> {
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
        read_cases(vec![source], &map, one_row, &Limits::default()).unwrap()
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
    fn ids_of_one_list_that_are_near_are_reported() {
        let outcome = read("id,Team\nK031,A\nk031,B\nK 31,B\nK310,B\n0077,A\n77,A\n");
        let told: Vec<_> =
            outcome.problems.iter().map(|p| (p.place.row, p.found.clone())).collect();
        let expected = [
            (Some(3), "\"k031\", near \"K031\" in row 2"),
            (Some(4), "\"K 31\", near \"K031\" in row 2"),
            (Some(7), "\"77\", near \"0077\" in row 6"),
        ];
        assert_eq!(told, expected.map(|(row, text)| (row, text.to_owned())));
        assert_eq!(outcome.records.len(), 6);
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

    #[test]
    fn the_plan_says_which_row_counts_and_the_newer_id_comes_first() {
        let content = "id,Team,Start\n1,A,01/02/2025\n1,B,01/03/2025\nU7,C,01/01/2025\n7,D,01/01/2026\nU8,E,\n2,A,01/02/2025\n2,B,01/02/2025\n";
        let id = |text: &str| CaseId::parse(text).unwrap();
        let alias = |old, new| assay_model::CaseAlias { old: id(old), new: id(new) };
        let one_row = OneRow {
            former: assay_model::Former::of([alias("U7", "7"), alias("U8", "8")]),
            keep: crate::Keep::parse("latest start_date"),
            as_at: None,
            ids: None,
        };
        let outcome = read_with(content, &one_row);
        let kept: Vec<String> =
            outcome.records.iter().map(|c| format!("{} {}", c.id, c.field("team"))).collect();
        assert_eq!(kept, ["1 B", "7 D", "8 E"]);
        assert_eq!(
            crate::testing::told(&outcome.problems)
                .into_iter()
                .map(|line| line.replace("list.csv, ", ""))
                .collect::<Vec<_>>(),
            [
                "note row 4, column \"id\": expected the id that the case has now, found \"U7\"",
                "note row 6, column \"id\": expected the id that the case has now, found \"U8\"",
                "note row 2, column \"case_id\": expected one row for each case: these differ in \"start_date\", found another row than row 3",
                "note row 4, column \"case_id\": expected one row for each case, found \"U7\", which the case had before",
                "refused row 7, column \"case_id\": expected one row for each case, or rows that agree: these differ in \"team\", found \"2\", as in row 8",
                "refused row 8, column \"case_id\": expected one row for each case, or rows that agree: these differ in \"team\", found \"2\", as in row 7",
            ]
        );
    }
}
