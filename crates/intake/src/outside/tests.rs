//! Tables from outside, each by a small table of its own.

use std::collections::BTreeMap;

use assay_model::Frameworks;
use assay_model::alike::folded;
use assay_model::framework::{Framework, JudgedArea};
use assay_tables::Limits;

use super::*;
use crate::Source;
use crate::testing::{map, source, told};

#[test]
fn history_is_audits_or_figures_by_its_headers() {
    let fields =
        ["case_id", "audit_date", "audit_type", "measure", "value", "n", "period", "source"];
    let read =
        |content: &str| read_history(vec![source(content)], &map(&fields), &Limits::default());
    let audits = read("case_id,audit_date\n1,01/02/2026\n2,never\n").unwrap();
    assert_eq!(audits.records.len(), 1);
    assert_eq!(
        told(&audits.problems),
        [
            "note row 3, column \"audit_date\": expected a date, day first, found \"never\"",
            "refused row 3, column \"audit_date\": expected a date, found \"never\"",
        ]
    );
    let figures =
        read("measure,period,value,n,source\ngood or better,2018-10,61%,104,board\n").unwrap();
    let History::Figure(figure) = &figures.records[0] else { panic!("a figure") };
    assert_eq!((figure.value, figure.n), (0.61, Some(104)));
    assert!(read("a,b\n1,2\n").is_err());
}

#[test]
fn figures_are_read_in_one_way_and_their_counts_told() {
    let fields = ["measure", "value", "n", "area"];
    let read =
        |content: &str| read_history(vec![source(content)], &map(&fields), &Limits::default());
    let figures = read("measure;value;n\nre-audits;0,75;38.0\nre-reads;1,25;4.5\n").unwrap();
    let found: Vec<_> = figures
        .records
        .iter()
        .map(|record| match record {
            History::Figure(figure) => (figure.value, figure.n),
            History::Audit(_) => panic!("a figure"),
        })
        .collect();
    assert_eq!(found, [(0.75, Some(38)), (1.25, None)]);
    assert_eq!(
        told(&figures.problems),
        [
            "note row 2, column \"value\": expected a number, found \"0,75\"",
            "note row 3, column \"value\": expected a number, found \"1,25\"",
            "note row 3, column \"n\": expected a whole number, found \"4.5\"",
        ]
    );
    let content = "measure,area,value\nvisits,A,71%\ncaseload,A,16\nvisits,B,68\n";
    let mixed = read_comparators(vec![source(content)], &map(&fields), &Limits::default()).unwrap();
    assert_eq!(
        told(&mixed.problems),
        [
            "refused column \"value\": expected shares of a column written in one way, found \"68\" in row 4 and \"71%\" in row 2"
        ]
    );
}

#[test]
fn two_rows_of_one_key_are_told_and_never_the_last_one_kept_in_silence() {
    let fields = ["finding_id", "recommendation", "owner", "measure", "area", "period", "value"];
    let read = |content: &str| vec![source(content)];
    let findings = "finding_id,recommendation,owner\nF1,Visit weekly,A\nf1 ,Visit weekly,B\nF1,Visit weekly,A\nF2,Record views,A\n";
    let known = Frameworks::default();
    let outcome = read_findings(read(findings), &map(&fields), &known, &Limits::default()).unwrap();
    let ids: Vec<&str> = outcome
        .records
        .iter()
        .filter_map(|found| match found {
            FoundBy::Recommendation(finding) => Some(finding.id.as_str()),
            FoundBy::Result(_) => None,
        })
        .collect();
    assert_eq!(ids, ["F2"]);
    assert_eq!(
        told(&outcome.problems),
        [
            "refused row 2, column \"finding_id\": expected each finding once, and row 3 says something else of it, found \"F1\"",
            "refused row 3, column \"finding_id\": expected each finding once, and row 2 says something else of it, found \"f1 \"",
            "refused row 4, column \"finding_id\": expected each finding once, and row 3 says something else of it, found \"F1\"",
        ]
    );
    let figures =
        "measure,period,value\nvisits,2025-10,0.7\nvisits,2025-11,0.7\nVisits,2025-10,0.8\n";
    let outcome = read_history(read(figures), &map(&fields), &Limits::default()).unwrap();
    assert_eq!((outcome.records.len(), outcome.refused()), (1, 2));
    let areas =
        "measure,area,period,value\nvisits,A,2025,0.7\nvisits,B,2025,0.7\nvisits,A,2025,0.6\n";
    let outcome = read_comparators(read(areas), &map(&fields), &Limits::default()).unwrap();
    assert_eq!((outcome.records.len(), outcome.refused()), (1, 2));
}

#[test]
fn rows_that_are_equal_for_people_are_one_and_ids_of_cases_are_their_signs() {
    let fields = ["finding_id", "recommendation", "owner", "case_id", "audit_date", "audit_type"];
    let findings = "finding_id,recommendation,owner\nF1,Visit weekly,Jo P\nf1,visit  weekly,JO P\n";
    let known = Frameworks::default();
    let sources = vec![source(findings)];
    let outcome = read_findings(sources, &map(&fields), &known, &Limits::default()).unwrap();
    assert_eq!(outcome.records.len(), 1);
    let effects: Vec<_> = outcome.problems.iter().map(|problem| problem.effect).collect();
    assert_eq!(effects, [assay_model::Effect::PutRight]);
    let audits = "case_id,audit_date,audit_type\nK1,01/02/2026,monthly\nk1,01/02/2026,monthly\nK1,01/02/2026,Monthly\n";
    let outcome = read_history(vec![source(audits)], &map(&fields), &Limits::default());
    let outcome = outcome.unwrap();
    assert_eq!((outcome.records.len(), outcome.refused()), (2, 0));
    assert_eq!(
        told(&outcome.problems),
        [
            "note row 3, column \"case_id\": expected each case under one id, found \"k1\", near \"K1\" in row 2",
            "note row 4, column \"audit_date\": expected each audit once, and it is in row 2 already, found \"01/02/2026\"",
        ]
    );
}

#[test]
fn findings_without_an_id_are_known_by_what_they_say_in_any_order() {
    let fields = ["recommendation", "letter", "owner"];
    let rows =
        ["Visit weekly,Ofsted 2025,A", "Record views,Ofsted 2025,B", "visit weekly,Ofsted 2025,A"];
    let read = |order: [usize; 3]| {
        let rows = order.map(|at| rows[at]).join("\n");
        let content = format!("recommendation,letter,owner\n{rows}\n");
        let (sources, known) = (vec![source(&content)], Frameworks::default());
        let outcome = read_findings(sources, &map(&fields), &known, &Limits::default()).unwrap();
        assert_eq!(outcome.problems.len(), 1, "{:?}", outcome.problems);
        let text = |found: &FoundBy| match found {
            FoundBy::Recommendation(finding) => folded(&finding.text),
            FoundBy::Result(_) => String::new(),
        };
        let mut words: Vec<String> = outcome.records.iter().map(text).collect();
        words.sort();
        words
    };
    assert_eq!(read([0, 1, 2]).len(), 2);
    assert_eq!(read([0, 1, 2]), read([2, 1, 0]));
}

#[test]
fn findings_keep_their_words_and_progress() {
    let fields = ["finding_id", "recommendation", "status", "progress", "letter_date"];
    let content = "finding_id,recommendation,status,progress,letter_date\n,Improve supervision,amber,half way,2025-05-01\n,,,,\nF2,,,x,\n";
    let outcome = read_findings(
        vec![source(content)],
        &map(&fields),
        &Frameworks::default(),
        &Limits::default(),
    )
    .unwrap();
    let FoundBy::Recommendation(finding) = &outcome.records[0] else { panic!("a finding") };
    assert_eq!((finding.id.as_str(), finding.progress.as_str()), ("", "amber: half way"));
    assert_eq!(outcome.refused(), 1);
}

/// Files that hold one table each, by what they are called.
fn files(tables: &[(&str, &str)]) -> Vec<Source> {
    let file = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    tables.iter().map(file).collect()
}

/// A framework that judges leadership.
fn frameworks() -> Frameworks {
    let area = JudgedArea {
        code: "leaders".to_owned(),
        name: "The impact of leaders".to_owned(),
        also: Vec::new(),
    };
    Frameworks::of(vec![Framework {
        name: "f".to_owned(),
        title: "F".to_owned(),
        from: "2018-01-01".parse().unwrap(),
        judgements: vec![area],
        grades: BTreeMap::new(),
        headings: BTreeMap::new(),
        nouns: BTreeMap::new(),
        sha256: String::new(),
    }])
}

const OF_FINDINGS: [&str; 8] = [
    "finding_id",
    "letter",
    "letter_date",
    "recommendation",
    "owner",
    "progress",
    "judgement",
    "grade",
];

/// What was found, as short lines in the order of the alphabet, and the problems.
fn found(tables: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let outcome =
        read_findings(files(tables), &map(&OF_FINDINGS), &frameworks(), &Limits::default())
            .unwrap_or_else(|fault| panic!("{fault}"));
    let short = |found: &FoundBy| match found {
        FoundBy::Recommendation(finding) => format!("{}/{}", finding.id, finding.text),
        FoundBy::Result(result) => format!("{} {}", result.area, result.grade.code()),
    };
    let mut lines: Vec<String> = outcome.records.iter().map(short).collect();
    lines.sort();
    (lines, told(&outcome.problems))
}

#[test]
fn each_file_is_recommendations_or_results_by_itself_whatever_comes_first() {
    let words = ("words.csv", "letter,recommendation\n2025,Visit weekly\n2025,Record views\n");
    let grades =
        ("grades.csv", "letter,letter_date,judgement,grade\n2025,01/02/2025,leaders,good\n");
    // A table that may be either: both of its rows have to come through, in any order.
    let mixed = (
        "mixed.csv",
        "letter,letter_date,recommendation,judgement,grade\n2024,01/02/2024,Chair well,,\n2024,01/02/2024,,leaders,inadequate\n",
    );
    let expected =
        ["/Chair well", "/Record views", "/Visit weekly", "leaders good", "leaders inadequate"];
    for order in [[words, grades, mixed], [mixed, grades, words], [grades, mixed, words]] {
        let (lines, problems) = found(&order);
        assert_eq!((lines, problems), (expected.map(str::to_owned).to_vec(), Vec::new()));
    }
    let neither = read_findings(
        files(&[words, ("other.csv", "a,b\n1,2\n")]),
        &map(&OF_FINDINGS),
        &frameworks(),
        &Limits::default(),
    );
    let Err(fault) = neither else { panic!("a table of neither") };
    assert!(fault.to_string().contains("other.csv"), "{fault}");
}

#[test]
fn past_audits_and_figures_come_in_together() {
    let audits = ("audits.csv", "case_id,audit_date\nA1,01/02/2026\n");
    let figures = ("figures.csv", "measure,value,period\nvisits in time,0.7,2025\n");
    let fields = ["case_id", "audit_date", "measure", "value", "period"];
    for order in [[audits, figures], [figures, audits]] {
        let outcome =
            read_history(files(&order), &map(&fields), &Limits::default()).expect("history");
        let audits = outcome.records.iter().filter(|r| matches!(r, History::Audit(_))).count();
        assert_eq!((outcome.records.len(), audits, outcome.problems.len()), (2, 1, 0));
    }
}

#[test]
fn a_finding_given_once_with_its_id_and_once_without_is_one() {
    let with = ("with.csv", "finding_id,letter,recommendation,owner\nR7,2025,Chair well,Ann\n");
    let without = ("without.csv", "letter,recommendation,owner\n2025,chair  well,ANN\n");
    for order in [[with, without], [without, with]] {
        let (lines, problems) = found(&order);
        assert_eq!(lines, ["R7/Chair well"]);
        assert_eq!(
            problems,
            [
                "note without.csv, row 2, column \"recommendation\": expected each finding once, and it is in row 2 of with.csv already, with its id, found \"chair  well\""
            ]
        );
    }
    let other = ("other.csv", "letter,recommendation,owner\n2025,Chair well,Bo\n");
    let (lines, problems) = found(&[other, with]);
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(problems.len(), 2, "{problems:?}");
    let two = (
        "two.csv",
        "finding_id,letter,recommendation,owner\nR7,2025,Chair well,Ann\nR8,2025,Chair well,Ann\n",
    );
    let (lines, problems) = found(&[two, without]);
    assert_eq!(lines, ["R7/Chair well", "R8/Chair well"]);
    assert!(problems[0].starts_with("refused without.csv, row 2"), "{problems:?}");
}
