//! Forms as people type into them and next to their boxes.

use super::*;
use crate::form::labels;

#[test]
fn no_in_the_box_of_n_a_is_no_cross_and_keeps_the_word_on_empty_boxes() {
    let with = |word: &str| {
        let source = form(Some(audit()));
        let bytes = changed(source.bytes, &|name, rows| {
            if name != "Case 1" {
                return;
            }
            if let (Some((_, column)), Some((row, _))) =
                (at(rows, "Not applicable"), at(rows, "Child's voice"))
            {
                put(&mut rows[row], column, word);
            }
        });
        let source = Source { name: source.name, bytes };
        let outcome = read_form(source, &[tool()], &Limits::default()).unwrap();
        let told = told(&outcome.problems);
        (outcome.records[0].audit.domains.iter().any(|d| d.not_applicable), told)
    };
    let empty = |told: &[String]| told.iter().filter(|t| t.contains("box filled in")).count();
    for word in ["No", "Applicable", "-"] {
        let (not_applicable, told) = with(word);
        assert!(!not_applicable && empty(&told) == 3, "{word}: {told:?}");
    }
    let (not_applicable, told) = with("ask Jo");
    assert!(!not_applicable && empty(&told) == 3);
    assert!(told.iter().any(|t| t.contains("expected yes, no, n/a or a blank, found \"ask Jo\"")));
    assert_eq!(with("x"), (true, Vec::new()));
}

#[test]
fn a_row_of_a_team_s_workbook_has_room_for_three_actions() {
    let draw = DrawId::parse("2026-09-cin-2").unwrap();
    let tool = tool();
    let case = FormCase {
        case: CaseId::parse("1").unwrap(),
        auditor: "ab".to_owned(),
        kind: AuditKind::HealthCheck,
        plan_type: String::new(),
        answers: None,
    };
    let paper = FormPaper {
        draw: &draw,
        digest: "abc123",
        auditor: "CIN 2",
        tool: &tool,
        council: "Anyshire",
        marking: "OFFICIAL-SENSITIVE",
        urgent_contact: "the duty manager",
        due: "",
        cases: &[case],
    };
    let words = [
        ("Date of audit", "12/09/2026"),
        ("Planning: score", "6"),
        ("Action agreed", "Write up"),
        ("Owner", "AB"),
        ("Due", "01/10/2026"),
        ("Action agreed 3", "Book the review"),
        ("Due 3", "02/10/2026"),
    ];
    let bytes = typed(write_grid(&paper).unwrap(), &words);
    let source = Source { name: "b.xlsx".to_owned(), bytes };
    let outcome = read_form(source, std::slice::from_ref(&tool), &Limits::default()).unwrap();
    let audit = &outcome.records[0].audit;
    assert_eq!(audit.domains[0].score, Score::parse("6"));
    let agreed: Vec<(&str, &str, String)> = audit
        .actions
        .iter()
        .map(|a| (a.what.as_str(), a.owner.as_str(), a.due.unwrap().to_string()))
        .collect();
    assert_eq!(
        agreed,
        [
            ("Write up", "AB", "2026-10-01".to_owned()),
            ("Book the review", "", "2026-10-02".to_owned())
        ]
    );
}

#[test]
fn a_column_of_due_dates_is_read_in_one_way() {
    let source = form(Some(audit()));
    let bytes = changed(source.bytes, &|name, rows| {
        if let (true, Some((head, action))) = (name == "Case 1", at(rows, "Action agreed")) {
            let due = at(rows, "Due").unwrap().1;
            for day in ["5/8/26", "11/28/2026"] {
                let mut row = Vec::new();
                put(&mut row, action, "Ring the school");
                put(&mut row, due, day);
                rows.insert(head + 1, row);
            }
        }
    });
    let outcome =
        read_form(Source { name: source.name, bytes }, &[tool()], &Limits::default()).unwrap();
    let told = told(&outcome.problems);
    assert!(
        told.iter().any(|t| t
            .starts_with("refused sheet \"Case 1\", column \"Due\": expected dates, day first")),
        "{told:?}"
    );
}

#[test]
fn text_outside_the_boxes_and_a_misspelt_domain_are_reported() {
    let source = form(Some(audit()));
    let bytes = changed(source.bytes, &|name, rows| {
        if name != "Case 1" {
            return;
        }
        let (planning, _) = at(rows, "Planning").unwrap();
        put(&mut rows[planning], 0, "Planing");
        put(&mut rows[planning], 7, "see the minutes");
        let (date, _) = at(rows, "Date of audit").unwrap();
        put(&mut rows[date], 3, "or the 13th");
        let (action, _) = at(rows, "Write up the meeting").unwrap();
        let owner = at(rows, "Owner").unwrap().1;
        let mut row = Vec::new();
        put(&mut row, owner, "Jo P");
        rows.insert(action + 1, row);
    });
    let outcome =
        read_form(Source { name: source.name, bytes }, &[tool()], &Limits::default()).unwrap();
    let told = told(&outcome.problems);
    let has = |words: &str| told.iter().any(|t| t.contains(words));
    for words in [
        "column \"H\": expected nothing outside the boxes, found \"see the minutes\"",
        "column \"D\": expected nothing outside the boxes, found \"or the 13th\"",
        "column \"D\": expected nothing outside the boxes, found \"Jo P\"",
        "column \"Domain\": expected a domain of the audit tool, found \"Planing\"",
    ] {
        assert!(has(words), "{words}: {told:?}");
    }
    assert_eq!(told.len(), 4, "{told:?}");
    let domains = &outcome.records[0].audit.domains;
    assert_eq!(domains[0].domain, "Planning");
}

#[test]
fn what_is_filled_next_to_a_box_that_says_none_is_reported_with_its_cell() {
    let nothing = AuditReturn {
        urgent: Some(UrgentConcern { concern: "None".to_owned(), ..audit().urgent.unwrap() }),
        actions: vec![
            AgreedAction { what: "n/a".to_owned(), ..audit().actions[0].clone() },
            AgreedAction { what: "none".to_owned(), owner: "n/a".to_owned(), due: None },
        ],
        ..audit()
    };
    let outcome = read_form(form(Some(nothing)), &[tool()], &Limits::default()).unwrap();
    let read = &outcome.records[0].audit;
    assert!(read.urgent.is_none() && read.actions.is_empty());
    let columns: Vec<(&str, bool)> = outcome
        .problems
        .iter()
        .map(|problem| (problem.place.column.as_deref().unwrap(), problem.place.row.is_some()))
        .collect();
    let boxes = [labels::OWNER, labels::DUE, labels::TOLD, labels::TOLD_ON, labels::RESPONSE];
    assert_eq!(columns, boxes.map(|label| (label, true)));
    assert!(outcome.problems.iter().all(|problem| problem.effect == assay_model::Effect::Lost));
}
