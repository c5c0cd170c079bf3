//! Tests of `cases.rs`.

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
    let told: Vec<_> = outcome.problems.iter().map(|p| (p.place.row, p.found.clone())).collect();
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
