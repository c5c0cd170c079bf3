//! Rows of flat tables into returns, and what is reported of them.

use assay_model::tool::{Answer, Domain, Question};

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

#[test]
fn a_box_of_n_a_that_says_no_leaves_the_domain_applicable() {
    let head = "case_id,overall,Health score,Health comment,Health n/a\n";
    let rows =
        "21,Good,8,Seen,No\n22,Good,8,Seen,-\n23,Good,,,n/a\n24,Good,3,,see below\n25,RI,0,,Yes\n";
    let columns = crate::map::DomainColumns {
        domain: "Health".to_owned(),
        score: Some("Health score".to_owned()),
        judgement: None,
        comment: Some("Health comment".to_owned()),
        not_applicable: Some("Health n/a".to_owned()),
    };
    let field = |name: &str| (name.to_owned(), vec![name.to_owned()]);
    let map = ColumnMap {
        columns: [field("case_id"), field("overall")].into(),
        domains: vec![columns],
        ..ColumnMap::default()
    };
    let source = crate::testing::source(&format!("{head}{rows}"));
    let outcome = read_returns(vec![source], &map, &[], &Limits::default()).unwrap();
    let found: Vec<(bool, Option<u16>)> = outcome
        .records
        .iter()
        .map(|audit| &audit.domains[0])
        .map(|result| (result.not_applicable, result.score.map(assay_model::Score::hundredths)))
        .collect();
    assert_eq!(
        found,
        [(false, Some(800)), (false, Some(800)), (true, None), (false, Some(300)), (true, None)]
    );
    assert_eq!(
        crate::testing::told(&outcome.problems),
        [
            "note row 5, column \"Health n/a\": expected yes, no, n/a or a blank, found \"see below\"",
            "note row 6, column \"Health score\": expected n/a or a grade for Health, not both, found \"0\"",
        ]
    );
}

#[test]
fn a_column_of_n_a_in_a_long_table_is_read_as_yes_or_no() {
    let fields = ["case_id", "domain", "score", "not_applicable"];
    let map = crate::testing::map(&fields);
    let content = "case_id,domain,score,not_applicable\n31,Health,8,Applicable\n31,School,,n/a\n31,Home,4,x\n";
    let source = crate::testing::source(content);
    let outcome = read_returns(vec![source], &map, &[], &Limits::default()).unwrap();
    let found: Vec<bool> =
        outcome.records[0].domains.iter().map(|result| result.not_applicable).collect();
    assert_eq!(found, [false, true, true]);
    assert_eq!(outcome.records[0].domains[2].score, None);
    assert_eq!(
        crate::testing::told(&outcome.problems),
        ["note row 4, column \"score\": expected n/a or a grade for Home, not both, found \"4\""]
    );
}

#[test]
fn a_domain_in_two_spellings_is_one() {
    let outcome =
        read("case_id,domain,score\n41,School,6\n42,school ,5\n43,SCHOOL,4\n43,School,4\n");
    let domains: Vec<&str> =
        outcome.records.iter().map(|audit| audit.domains[0].domain.as_str()).collect();
    assert_eq!(domains, ["School"; 3]);
    assert_eq!(outcome.records[2].domains.len(), 1);
    let content = "case_id,Asessment score,Views score\n51,6,7\n";
    let tool = AuditTool {
        version: "2026".to_owned(),
        title: String::new(),
        from: "2026-01-01".parse().unwrap(),
        plans: Vec::new(),
        overall: true,
        domains: vec![assay_model::tool::Domain {
            name: "Assessment".to_owned(),
            guidance: String::new(),
            score: true,
            judgement: false,
            may_not_apply: false,
            comment_required: false,
            cohorts: Vec::new(),
            questions: Vec::new(),
        }],
        caps: Vec::new(),
    };
    let map = crate::testing::map(&["case_id"]);
    let source = crate::testing::source(content);
    let outcome = read_returns(vec![source], &map, &[tool], &Limits::default()).unwrap();
    let domains: Vec<&str> =
        outcome.records[0].domains.iter().map(|result| result.domain.as_str()).collect();
    assert_eq!(domains, ["Assessment", "Views"]);
    assert_eq!(outcome.problems.len(), 1, "{:?}", outcome.problems);
    assert_eq!(outcome.problems[0].found, "\"Asessment\"");
}

#[test]
fn answers_that_are_dates_are_judged_as_a_column_and_cells_next_to_none_are_reported() {
    let question =
        |text: &str| Question { text: text.to_owned(), answer: Answer::Date, required: false };
    let domain = Domain {
        name: "Visits".to_owned(),
        guidance: String::new(),
        score: true,
        judgement: false,
        may_not_apply: false,
        comment_required: false,
        cohorts: Vec::new(),
        questions: vec![question("When last?")],
    };
    let tool = AuditTool {
        version: "2026".to_owned(),
        title: "Audit".to_owned(),
        from: "2026-01-01".parse().unwrap(),
        plans: Vec::new(),
        overall: true,
        domains: vec![domain],
        caps: Vec::new(),
    };
    let map = crate::testing::map(&[
        "case_id",
        "overall",
        "action",
        "action_owner",
        "urgent_concern",
        "urgent_told",
    ]);
    let content = "case_id,overall,When last?,action,action_owner,urgent_concern,urgent_told\n\
        7,Good,03/04/2026,None,Jo,n/a,Duty\n8,Good,03/25/2026,,,,\n";
    let source = crate::testing::source(content);
    let outcome = read_returns(vec![source], &map, &[tool], &Limits::default()).unwrap();
    let columns: Vec<(Option<u64>, &str)> = outcome
        .problems
        .iter()
        .map(|problem| (problem.place.row, problem.place.column.as_deref().unwrap()))
        .collect();
    let expected = [
        (Some(2), "action_owner"),
        (Some(2), "urgent_told"),
        (Some(3), "When last?"),
        (None, "When last?"),
    ];
    assert_eq!(columns, expected);
    assert!(outcome.records[0].actions.is_empty() && outcome.records[0].urgent.is_none());
}
