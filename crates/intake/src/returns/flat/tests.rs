//! Rows of flat tables into returns, and what is told of them.

use super::*;

fn read(content: &str) -> Outcome<AuditReturn> {
    let fields = [
        "case_id",
        "draw_id",
        "auditor",
        "audit_date",
        "domain",
        "score",
        "judgement",
        "comment",
        "overall",
        "action",
        "action_due",
        "urgent_concern",
        "urgent_told",
        "audit_type",
    ];
    let columns = fields.map(|field| (field.to_owned(), vec![field.to_owned()]));
    let map = ColumnMap { columns: columns.into_iter().collect(), ..ColumnMap::default() };
    let source = Source { name: "returns.csv".to_owned(), bytes: content.as_bytes().to_vec() };
    read_returns(vec![source], &map, &[], &Limits::default()).unwrap()
}

#[test]
fn rows_of_a_case_make_one_return() {
    let outcome = read(
        "draw_id,case_id,auditor,audit_date,overall,domain,score,judgement,comment,action\n\
         2026-09-monthly,7,ab,12/09/2026,Good,Supervision,6,,Drift,Book it\n\
         2026-09-monthly,7,ab,12/09/2026,Good,Planning,n/a,,,Book it\n\
         2026-09-monthly,8,ab,,RI,Planning,,Good,,\n",
    );
    assert_eq!(outcome.problems, []);
    assert_eq!((outcome.read, outcome.records.len()), (3, 2));
    let first = &outcome.records[0];
    assert_eq!(first.month.unwrap().to_string(), "2026-09");
    assert_eq!(first.actions.len(), 1);
    assert_eq!(first.domains[0].score.unwrap().hundredths(), 600);
    assert!(first.domains[1].not_applicable && first.domains[1].score.is_none());
}

#[test]
fn a_list_of_cases_is_no_return() {
    let map = ColumnMap {
        columns: [("case_id".to_owned(), vec!["Case ID".to_owned()])].into(),
        ..ColumnMap::default()
    };
    let bytes = b"Case ID,Team\n1,A\n2,B\n".to_vec();
    let source = Source { name: "list.csv".to_owned(), bytes };
    let fault = read_returns(vec![source], &map, &[], &Limits::default()).unwrap_err();
    assert!(fault.to_string().starts_with("list.csv: expected audit returns"), "{fault}");
}

#[test]
fn a_row_a_case_brings_its_domains_side_by_side() {
    let outcome = read(
        "case_id,overall,Supervision score,Supervision comment,Planning grade\n7,Good,6.5,\"Late, twice\",RI\n",
    );
    assert_eq!(outcome.problems, []);
    let domains = &outcome.records[0].domains;
    assert_eq!(domains.len(), 2);
    assert_eq!(
        (domains[0].domain.as_str(), domains[0].comment.as_str()),
        ("Supervision", "Late, twice")
    );
    assert_eq!(domains[1].judgement, Some(assay_model::Judgement::RequiresImprovement));
}

#[test]
fn faults_are_told_with_their_place_and_two_results_refuse_the_return() {
    let outcome = read(
        "case_id,domain,score,audit_date,urgent_concern\n\
         7,Supervision,11,n/k,\n\
         7,Planning,5,,left alone\n\
         7,Planning,6,,\n\
         8,Planning,6,,\n",
    );
    let told: Vec<String> =
        outcome.problems.iter().map(|p| format!("{} {p}", p.level.word())).collect();
    assert_eq!(
        told,
        [
            "note returns.csv, row 2, column \"audit_date\": expected a date, day first, found \"n/k\"",
            "note returns.csv, row 2, column \"score\": expected a score from 0 to 10, found \"11\"",
            "note returns.csv, row 3, column \"urgent_told\": expected who was told, when, and their response, found a blank",
            "note returns.csv, row 3, column \"urgent_told_on\": expected who was told, when, and their response, found a blank",
            "note returns.csv, row 3, column \"urgent_response\": expected who was told, when, and their response, found a blank",
            "refused returns.csv, row 4, column \"domain\": expected each domain of case 7 once, found \"Planning\"",
        ]
    );
    assert_eq!(outcome.records.len(), 1);
}
