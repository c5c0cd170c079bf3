//! Children as the union of lists 6 to 9.

use assay_intake::annexa::{ServiceNames, read_annexa};
use assay_intake::{OneRow, Source};
use assay_model::CaseRecord;
use assay_tables::{Limits, OutCell};

use super::build::{book, child, column, date, list, spoilt, text};
use super::{read, read_all, schema, told};

/// A sparse row: values by column.
fn row(width: usize, cells: &[(usize, OutCell)]) -> Vec<OutCell> {
    let mut row = vec![OutCell::Blank; width];
    for (at, cell) in cells {
        row[*at] = cell.clone();
    }
    row
}

fn on_7(id: &str, start: &str, end: Option<&str>) -> Vec<OutCell> {
    let mut cells = vec![(0, text(id)), (6, date(start)), (15, text("CP 1"))];
    cells.extend(end.map(|end| (12, date(end))));
    row(17, &cells)
}

fn on_8(id: &str, start: &str, end: Option<&str>) -> Vec<OutCell> {
    let mut cells =
        vec![(0, text(id)), (7, date(start)), (11, text("C2: FCO")), (32, text("Care 1"))];
    cells.extend(end.map(|end| (19, date(end))));
    row(34, &cells)
}

fn on_9(id: &str) -> Vec<OutCell> {
    row(13, &[(0, text(id)), (6, text("Leaving Care")), (8, text("b) Former relevant child"))])
}

fn joined() -> (Vec<CaseRecord>, Vec<String>) {
    let closed = |id: &str| spoilt(id, column::CLOSED, date("2026-03-01"));
    let annexa = read(
        "a.xlsx",
        book(&[
            list(6, vec![child("1"), closed("2"), child("3"), closed("4")]),
            list(
                7,
                vec![on_7("3", "2026-01-01", None), on_7("5", "2026-01-01", Some("2026-05-01"))],
            ),
            list(
                8,
                vec![on_8("3", "2026-04-01", Some("2026-06-01")), on_8("5", "2026-02-01", None)],
            ),
            list(9, vec![on_9("4"), on_9("6")]),
        ]),
    );
    (annexa.children.records, told(&annexa.children.problems))
}

#[test]
fn a_child_is_one_case_with_what_every_open_list_says() {
    let (children, _) = joined();
    let shown: Vec<String> = children
        .iter()
        .map(|c| {
            let closed = c.closed_on.map(|d| d.to_string()).unwrap_or_default();
            [
                c.id.as_str(),
                c.field("lists"),
                c.field("plan_type"),
                c.field("team"),
                c.field("start_date"),
                &closed,
            ]
            .join("|")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "1|6|children in need|CIN 1|2025-02-01|",
            "2|6|children in need|CIN 1|2025-02-01|2026-03-01",
            "3|6 7 8|child protection|CP 1|2026-01-01|",
            "4|6 9|care leaver|Leaving Care|2025-02-01|",
            "5|7 8|looked after|Care 1|2026-02-01|",
            "6|9|care leaver|Leaving Care||",
        ]
    );
    assert_eq!(children[4].field("legal_status"), "C2: FCO");
}

#[test]
fn lists_that_disagree_and_children_missing_from_list_6_are_told() {
    let (_, told) = joined();
    assert_eq!(
        told,
        [
            "note, sheet \"List 7\", row 3, column \"Child Unique ID\": expected a child who is on list 6 as well, found a child on list 7 only",
            "note, sheet \"List 8\", row 3, column \"Child Unique ID\": expected a child who is on list 6 as well, found a child on list 8 only",
            "note, sheet \"List 7\", row 2, column \"Allocated Team\": expected the same as on list 6: \"CIN 1\", found \"CP 1\"",
        ]
    );
}

#[test]
fn a_child_on_two_plans_began_with_the_plan_that_it_is_listed_under() {
    let lists = [
        list(6, vec![child("1"), child("2"), spoilt("3", column::CLOSED, date("2025-06-01"))]),
        list(7, vec![on_7("1", "2026-03-01", None)]),
        list(
            8,
            vec![
                on_8("1", "2023-04-01", None),
                on_8("2", "2024-05-01", None),
                on_8("3", "2020-01-01", None),
            ],
        ),
    ];
    let annexa = read("a.xlsx", book(&lists));
    let starts: Vec<(&str, &str)> = annexa
        .children
        .records
        .iter()
        .map(|child| (child.field("plan_type"), child.field("start_date")))
        .collect();
    let care = |start| ("looked after", start);
    assert_eq!(starts, [care("2023-04-01"), care("2024-05-01"), care("2020-01-01")]);
}

#[test]
fn one_csv_a_list_is_the_same_as_one_workbook() {
    let six = "Child Unique ID,CIN Start Date,Allocated Team,Allocated Worker,CIN Closure Date,Case status\n1,01/02/2025,CIN 1,A,,c) Child in need plan\n";
    let seven = "Child Unique ID;Child Protection Plan Start Date;Child Protection Plan End Date;Allocated Team\n1;01/03/2025;;CIN 1\n";
    let source = |name: &str, content: &str| Source {
        name: name.into(),
        bytes: content.as_bytes().to_vec(),
    };
    let annexa = read_all(vec![source("List_6.csv", six), source("list 7.csv", seven)]);
    assert_eq!(annexa.children.records.len(), 1);
    assert_eq!(annexa.children.records[0].field("lists"), "6 7");
    assert_eq!(annexa.children.read, 2);
}

#[test]
fn headers_of_later_templates_without_spaces_are_the_same_columns() {
    let six = "ChildUniqueID,Sex,CINStartDate,AllocatedTeam,AllocatedWorker,CINClosureDate,CaseStatus\n1,F,01/02/2025,CIN 1,A,,c) Child in need plan\n";
    let nine = "ChildUniqueID,Gender,AllocatedTeam,AllocatedWorker,EligibilityCategory,LAInTouch,AllocatedPersonalAdvisor,LatestPathwayPlanReviewDate,LatestDateOfContact\n2,M,LC,B,b) Former relevant child,a) Yes,P. Adviser,01/08/2026,02/09/2026\n";
    let source = |name: &str, content: &str| Source {
        name: name.into(),
        bytes: content.as_bytes().to_vec(),
    };
    let annexa = read_all(vec![source("List 6.csv", six), source("List 9.csv", nine)]);
    let [need, leaver] = &annexa.children.records[..] else { panic!("two children") };
    assert_eq!((need.field("gender"), need.field("start_date")), ("b) Female", "2025-02-01"));
    assert_eq!(
        (leaver.field("pathway_plan_on"), leaver.field("last_contact")),
        ("2026-08-01", "2026-09-02")
    );
    assert_eq!(
        (leaver.field("personal_adviser"), leaver.field("in_touch")),
        ("P. Adviser", "a) Yes")
    );
    assert!(annexa.children.problems.iter().all(|problem| !problem.effect.is_loss()));
}

#[test]
fn a_template_without_the_columns_of_later_ones_lacks_nothing() {
    let nine = "Child Unique ID,Gender,Allocated Team,Allocated Worker,Eligibility Category,LA In Touch\n2,a) Male,LC,B,b) Former relevant child,a) Yes\n";
    let source = Source { name: "List 9.csv".into(), bytes: nine.as_bytes().to_vec() };
    let told = told(&read_all(vec![source]).children.problems);
    assert!(!told.iter().any(|line| line.contains("Pathway")), "{told:?}");
}

#[test]
fn happenings_become_lists_of_their_own_with_ids_that_repeat() {
    let contact = |id: &str, on: &str| {
        vec![
            text(id),
            text("a) Male"),
            text("a) WBRI"),
            OutCell::Blank,
            OutCell::Blank,
            date(on),
            text("q) 6: Police"),
        ]
    };
    let annexa = read(
        "a.xlsx",
        book(&[list(
            1,
            vec![
                contact("7", "2026-09-01"),
                contact("7", "2026-09-01"),
                contact("8", "2026-09-02"),
            ],
        )]),
    );
    let ids: Vec<&str> = annexa.happenings["contacts"].iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["7|2026-09-01|contacts", "7|2026-09-01|contacts|2", "8|2026-09-02|contacts"]);
    assert_eq!(annexa.happenings["contacts"][0].field("child"), "7");
    assert!(annexa.children.records.is_empty());
}

#[test]
fn services_come_from_the_list_then_the_team_then_the_plan() {
    let mut sheet = list(6, vec![child("1"), child("2"), spoilt("3", column::TEAM, text("CIN 2"))]);
    sheet.header.push("Service area".into());
    sheet.rows[1].push(text("Disability"));
    let services = ServiceNames {
        by_team: [("CIN 2".to_owned(), "Family Support".to_owned())].into(),
        by_plan_type: [("children in need".to_owned(), "Children in Need".to_owned())].into(),
    };
    let source = Source { name: "a.xlsx".into(), bytes: book(&[sheet]) };
    let annexa =
        read_annexa(vec![source], &schema(), &services, &OneRow::default(), &Limits::default())
            .unwrap();
    let got: Vec<&str> = annexa.children.records.iter().map(|c| c.field("service")).collect();
    assert_eq!(got, ["Children in Need", "Disability", "Family Support"]);
}
