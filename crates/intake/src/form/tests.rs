//! Forms out and back: what was filled in comes back as it was.

use assay_model::audit::{AgreedAction, QuestionAnswer, UrgentConcern, View, ViewOf};
use assay_model::tool::{Answer, AuditTool, Domain, Question};
use assay_model::{AuditKind, AuditReturn, CaseId, DomainResult, DrawId, Judgement, Month, Score};
use assay_tables::{Limits, OutCell, OutSheet};

use super::{FormCase, FormPaper, is_form, read_form, write_form, write_grid};
use crate::Source;
use crate::testing::told;

mod typed;

fn tool() -> AuditTool {
    let domain = |name: &str, may_not_apply| Domain {
        name: name.to_owned(),
        guidance: "Look.".to_owned(),
        score: true,
        judgement: true,
        may_not_apply,
        comment_required: true,
        cohorts: Vec::new(),
        questions: vec![Question {
            text: format!("{name}: how was it found?"),
            answer: Answer::Choice(vec!["in the file".to_owned(), "by asking".to_owned()]),
            required: may_not_apply,
        }],
    };
    AuditTool {
        version: "2025".to_owned(),
        title: "Case file audit".to_owned(),
        from: "2015-01-01".parse().unwrap(),
        plans: Vec::new(),
        overall: true,
        domains: vec![domain("Planning", false), domain("Child's voice", true)],
        caps: Vec::new(),
    }
}

#[expect(clippy::too_many_lines, reason = "a form with every kind of answer")]
fn audit() -> AuditReturn {
    let date = |text: &str| Some(text.parse().unwrap());
    AuditReturn {
        draw: Some(DrawId::parse("2026-09-monthly").unwrap()),
        case: CaseId::parse("00123").unwrap(),
        auditor: "ab".to_owned(),
        audited_on: date("2026-09-12"),
        month: Month::parse("2026-09"),
        kind: AuditKind::SecondRead,
        tool: "2025".to_owned(),
        overall: Some(Judgement::RequiresImprovement),
        domains: vec![
            DomainResult {
                domain: "Planning".to_owned(),
                score: Score::parse("6.5"),
                judgement: Some(Judgement::Good),
                not_applicable: false,
                comment: "=not a formula\nsecond line".to_owned(),
            },
            DomainResult {
                domain: "Child's voice".to_owned(),
                score: None,
                judgement: None,
                not_applicable: true,
                comment: String::new(),
            },
        ],
        answers: vec![QuestionAnswer {
            domain: "Child's voice".to_owned(),
            question: "Child's voice: how was it found?".to_owned(),
            answer: "by asking".to_owned(),
        }],
        views: vec![
            View {
                of: ViewOf::Child,
                asked: Some(false),
                by: String::new(),
                why_not: "Too young".to_owned(),
                words: String::new(),
            },
            View {
                of: ViewOf::Family,
                asked: Some(true),
                by: "The auditor".to_owned(),
                why_not: String::new(),
                words: "\"She rings back.\"".to_owned(),
            },
        ],
        worker_took_part: Some(true),
        good_practice: "Life story work".to_owned(),
        actions: vec![AgreedAction {
            what: "Write up the meeting".to_owned(),
            owner: "AB".to_owned(),
            due: date("2026-10-01"),
        }],
        urgent: Some(UrgentConcern {
            concern: "Left alone".to_owned(),
            told: "Duty".to_owned(),
            told_on: date("2026-09-12"),
            response: "Visited at once".to_owned(),
        }),
        received_on: None,
        saved_at: None,
    }
}

fn form(answers: Option<AuditReturn>) -> Source {
    let draw = DrawId::parse("2026-09-monthly").unwrap();
    let case = |id: &str, answers| FormCase {
        case: CaseId::parse(id).unwrap(),
        auditor: "ab".to_owned(),
        kind: AuditKind::SecondRead,
        plan_type: "children in need".to_owned(),
        answers,
    };
    let tool = tool();
    let paper = FormPaper {
        draw: &draw,
        digest: "abc123",
        auditor: "ab",
        tool: &tool,
        council: "Anyshire",
        marking: "OFFICIAL-SENSITIVE",
        urgent_contact: "the duty manager",
        due: "9 October 2026",
        cases: &[case("00123", answers), case("00456", None)],
    };
    Source { name: "a.csv".to_owned(), bytes: write_form(&paper).unwrap() }
}

#[test]
fn a_filled_form_comes_back_as_it_was_filled_and_an_untouched_sheet_is_no_return() {
    let source = form(Some(audit()));
    assert!(is_form(&source, &Limits::default()));
    let outcome = read_form(source, &[tool()], &Limits::default()).unwrap();
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    assert_eq!((outcome.read, outcome.records.len()), (2, 1));
    let read = AuditReturn { saved_at: None, ..outcome.records[0].audit.clone() };
    assert_eq!(read, audit());
    assert_eq!(outcome.records[0].digest, "abc123");
    assert_eq!(outcome.said, ["a.csv, sheet \"Case 2\": not begun, or refused"]);
}

#[test]
fn a_half_filled_form_is_taken_with_a_note_on_each_empty_box() {
    let half = AuditReturn { overall: None, audited_on: None, urgent: None, ..audit() };
    let outcome = read_form(form(Some(half)), &[tool()], &Limits::default()).unwrap();
    assert_eq!(outcome.records.len(), 1);
    assert_eq!(
        told(&outcome.problems),
        [
            "note sheet \"Case 1\", row 5, column \"Date of audit\": expected the box filled in, found a blank",
            "note sheet \"Case 1\", row 6, column \"Overall judgement\": expected the box filled in, found a blank",
        ]
    );
}

#[test]
fn the_same_form_is_the_same_bytes_and_other_files_are_no_forms() {
    assert_eq!(form(None).bytes, form(None).bytes);
    assert!(!is_form(&crate::testing::source("case_id,score\n1,2\n"), &Limits::default()));
}

#[test]
fn a_team_s_workbook_comes_back_row_by_row() {
    let draw = DrawId::parse("2026-09-cin-2").unwrap();
    let case = |id: &str, answers| FormCase {
        case: CaseId::parse(id).unwrap(),
        auditor: "ab".to_owned(),
        kind: AuditKind::HealthCheck,
        plan_type: String::new(),
        answers,
    };
    let tool = tool();
    let paper = FormPaper {
        draw: &draw,
        digest: "abc123",
        auditor: "CIN 2",
        tool: &tool,
        council: "Anyshire",
        marking: "OFFICIAL-SENSITIVE",
        urgent_contact: "the duty manager",
        due: "",
        cases: &[case("1", Some(audit())), case("2", None), case("3", None)],
    };
    let source = Source { name: "b.xlsx".to_owned(), bytes: write_grid(&paper).unwrap() };
    assert!(is_form(&source, &Limits::default()));
    let outcome = read_form(source, std::slice::from_ref(&tool), &Limits::default()).unwrap();
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    assert_eq!((outcome.read, outcome.records.len()), (3, 1));
    let found = &outcome.records[0];
    assert_eq!((found.digest.as_str(), found.place.row), ("abc123", Some(4)));
    assert_eq!(found.audit.draw.as_ref().unwrap().as_str(), "2026-09-cin-2");
    assert_eq!(found.audit.audited_on, audit().audited_on);
    assert_eq!((found.audit.kind, found.audit.tool.as_str()), (AuditKind::HealthCheck, "2025"));
    assert_eq!(outcome.said, ["2 rows were not begun"]);
}

/// The workbook as somebody saved it after changing its sheets; rows without anything are left out.
fn changed(bytes: Vec<u8>, change: &dyn Fn(&str, &mut Vec<Vec<OutCell>>)) -> Vec<u8> {
    let mut book = assay_tables::Book::open("b.xlsx", bytes, &Limits::default()).unwrap();
    let mut sheets = Vec::new();
    for index in 0..book.sheets().len() {
        let sheet = book.read(index).unwrap();
        let text = |cell: &assay_tables::Cell| OutCell::Text(cell.to_string());
        let mut rows: Vec<Vec<OutCell>> =
            sheet.rows.iter().map(|row| row.cells().iter().map(text).collect()).collect();
        let name = sheet.name.unwrap();
        change(&name, &mut rows);
        sheets.push(OutSheet { name, rows, ..OutSheet::default() });
    }
    assay_tables::write_book(&sheets).unwrap()
}

/// Writes a word into a row.
fn put(row: &mut Vec<OutCell>, at: usize, word: &str) {
    row.resize(row.len().max(at + 1), OutCell::Blank);
    row[at] = OutCell::Text(word.to_owned());
}

/// Returns where a text is: its row and column.
fn at(rows: &[Vec<OutCell>], text: &str) -> Option<(usize, usize)> {
    let is_it = |cell: &OutCell| matches!(cell, OutCell::Text(found) if found == text);
    let mut found = rows.iter().enumerate();
    found.find_map(|(index, row)| Some((index, row.iter().position(is_it)?)))
}

/// The workbook as somebody saved it after typing under these headers of the first case.
fn typed(bytes: Vec<u8>, words: &[(&str, &str)]) -> Vec<u8> {
    changed(bytes, &|_, rows| {
        for (head, word) in words {
            if let Some((row, column)) = at(rows, head) {
                put(&mut rows[row + 1], column, word);
            }
        }
    })
}
