//! Rows of a flat table into returns. Case-level columns may be filled on every row or on the first
//! one only; a domain that stands twice with different results refuses the return.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::audit::{AgreedAction, UrgentConcern};
use assay_model::{AuditKind, AuditReturn, CaseId, DomainResult, DrawId, Month};
use assay_tables::Limits;

use super::domains::wide_domains;
use crate::line::{Line, each_line, is_not_applicable};
use crate::map::DomainColumns;
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// What makes rows one return.
type Key = (Option<DrawId>, CaseId, String, AuditKind);

#[derive(Default)]
struct Collected {
    returns: Vec<AuditReturn>,
    at: BTreeMap<Key, usize>,
    refused: BTreeSet<usize>,
}

/// Reads flat returns.
///
/// # Errors
/// When a file cannot be read or has no column of case ids.
pub fn read_returns(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<AuditReturn>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut collected = Collected::default();
    for source in sources {
        let name = source.name.clone();
        let mut wide: Option<Vec<DomainColumns>> = None;
        let seen =
            each_line(source, map, &["case_id"], limits, &mut problems, &mut |line, problems| {
                let domains = wide.get_or_insert_with(|| {
                    if line.has("domain") { Vec::new() } else { wide_domains(line.columns, map) }
                });
                take(line, domains, &mut collected, problems);
            })?;
        if seen.read > 0 && !collected.returns.iter().any(says_something) {
            return Err(IntakeError::NotThat {
                file: name,
                found: "nothing of that in any row".to_owned(),
                expected: "audit returns: an overall judgement, or domains with a score, a judgement or a comment"
                    .to_owned(),
                hint: "name its columns in maps.yaml and give the map with --map".to_owned(),
            });
        }
        if wide.as_ref().is_some_and(Vec::is_empty) && !has_domain(&collected) && seen.read > 0 {
            outcome.said.push(format!(
                "{name}: no domains were found, only what the case-level columns say"
            ));
        }
        outcome.read += seen.read;
        outcome.said.extend(seen.said);
    }
    let Collected { returns, refused, .. } = collected;
    let kept = (0..).zip(returns).filter(|(index, _)| !refused.contains(index));
    outcome.records = kept.map(|(_, audit)| audit).collect();
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}

/// Tells whether an audit says anything of the case; a list of cases read as returns does not.
fn says_something(audit: &AuditReturn) -> bool {
    audit.overall.is_some()
        || !audit.domains.is_empty()
        || !audit.good_practice.is_empty()
        || !audit.actions.is_empty()
        || audit.urgent.is_some()
}

fn has_domain(collected: &Collected) -> bool {
    collected.returns.iter().any(|audit| !audit.domains.is_empty())
}

fn take(
    line: &Line<'_>,
    wide: &[DomainColumns],
    collected: &mut Collected,
    problems: &mut Problems,
) {
    let Some(fresh) = case_level(line, problems) else { return };
    let key = (fresh.draw.clone(), fresh.case.clone(), fresh.auditor.clone(), fresh.kind);
    let at = if let Some(at) = collected.at.get(&key) {
        complete(&mut collected.returns[*at], fresh, line, problems);
        *at
    } else {
        collected.returns.push(fresh);
        collected.at.insert(key, collected.returns.len() - 1);
        collected.returns.len() - 1
    };
    let results = if line.has("domain") {
        long_result(line, problems).into_iter().collect()
    } else {
        wide.iter().filter_map(|domain| wide_result(line, domain, problems)).collect::<Vec<_>>()
    };
    for result in results {
        let audit = &mut collected.returns[at];
        match audit.domains.iter().find(|known| known.domain == result.domain) {
            None => audit.domains.push(result),
            Some(known) if *known == result => {
                let oddity = Oddity::new("each domain once", "the rows agree and were merged");
                line.note("domain", oddity, problems);
            }
            Some(_) => {
                let expected = format!("each domain of case {} once", audit.case);
                let hint =
                    "two rows differ: delete the one that does not hold; the return was not stored";
                line.refuse("domain", Oddity::new(expected, hint), problems);
                collected.refused.insert(at);
            }
        }
    }
}

/// Reads what a row says of the whole audit, or refuses the row.
fn case_level(line: &Line<'_>, problems: &mut Problems) -> Option<AuditReturn> {
    let case = line.id("case_id", problems)?;
    let draw_text = line.text("draw_id", problems);
    let draw = if draw_text.is_empty() {
        None
    } else {
        let Ok(draw) = DrawId::parse(&draw_text) else {
            let oddity = Oddity::new("a draw's id like 2026-09-monthly", "use the id of the draw");
            line.refuse("draw_id", oddity, problems);
            return None;
        };
        Some(draw)
    };
    let audited_on = line.date("audit_date", problems);
    let month = month(line, draw.as_ref(), problems).or(audited_on.map(Month::of));
    let kind_text = line.text("audit_type", problems);
    let kind = AuditKind::parse(&kind_text).unwrap_or_else(|| {
        if !kind_text.is_empty() {
            let words: Vec<&str> = AuditKind::ALL.iter().map(|kind| kind.word()).collect();
            let oddity =
                Oddity::new(format!("one of {}", words.join(", ")), "it was read as monthly");
            line.note("audit_type", oddity, problems);
        }
        AuditKind::Monthly
    });
    Some(AuditReturn {
        draw,
        case,
        auditor: line.text("auditor", problems),
        audited_on,
        month,
        kind,
        tool: line.text("tool", problems),
        overall: line.judgement("overall", problems),
        domains: Vec::new(),
        good_practice: line.prose("good_practice", problems),
        actions: actions(line, problems),
        urgent: urgent(line, problems),
        received_on: line.date("received_on", problems),
    })
}

fn month(line: &Line<'_>, draw: Option<&DrawId>, problems: &mut Problems) -> Option<Month> {
    let text = line.text("month", problems);
    if text.is_empty() {
        return draw.and_then(|draw| draw.as_str().get(..7)).and_then(Month::parse);
    }
    let month = Month::parse(text.get(..7).unwrap_or(&text));
    if month.is_none() {
        line.note(
            "month",
            Oddity::new("a month like 2026-09", "the month was left blank"),
            problems,
        );
    }
    month
}

/// Reads actions from `action`, `action_2`, `action_3`… with their owner and due date.
fn actions(line: &Line<'_>, problems: &mut Problems) -> Vec<AgreedAction> {
    let mut actions = Vec::new();
    for number in 1..=9 {
        let field = |stem: &str| {
            if number == 1 { stem.to_owned() } else { format!("{stem}_{number}") }
        };
        let what = line.prose(&field("action"), problems);
        if !what.is_empty() {
            let owner = line.text(&field("action_owner"), problems);
            let due = line.date(&field("action_due"), problems);
            actions.push(AgreedAction { what, owner, due });
        }
    }
    actions
}

fn urgent(line: &Line<'_>, problems: &mut Problems) -> Option<UrgentConcern> {
    let concern = line.prose("urgent_concern", problems);
    if concern.is_empty() || matches!(concern.to_lowercase().as_str(), "no" | "none" | "n") {
        return None;
    }
    let urgent = UrgentConcern {
        concern,
        told: line.text("urgent_told", problems),
        told_on: line.date("urgent_told_on", problems),
        response: line.prose("urgent_response", problems),
    };
    for (field, missing) in [
        ("urgent_told", urgent.told.is_empty()),
        ("urgent_told_on", urgent.told_on.is_none()),
        ("urgent_response", urgent.response.is_empty()),
    ] {
        if missing {
            let hint = "an urgent concern stands first everywhere until it has a response";
            line.note(field, Oddity::new("who was told, when, and their response", hint), problems);
        }
    }
    Some(urgent)
}

/// Fills what the first row of a return left out; a difference is noted, the first row counts.
fn complete(audit: &mut AuditReturn, other: AuditReturn, line: &Line<'_>, problems: &mut Problems) {
    let mut differs = |field: &str, differs: bool| {
        if differs {
            let oddity = Oddity::new("the same on every row of the case", "the first row counts");
            line.note(field, oddity, problems);
        }
    };
    differs(
        "overall",
        other.overall.is_some() && audit.overall.is_some() && other.overall != audit.overall,
    );
    differs(
        "audit_date",
        other.audited_on.is_some()
            && audit.audited_on.is_some()
            && other.audited_on != audit.audited_on,
    );
    audit.overall = audit.overall.or(other.overall);
    audit.audited_on = audit.audited_on.or(other.audited_on);
    audit.month = audit.month.or(other.month);
    audit.received_on = audit.received_on.or(other.received_on);
    if audit.tool.is_empty() {
        audit.tool = other.tool;
    }
    if audit.good_practice.is_empty() {
        audit.good_practice = other.good_practice;
    }
    audit.urgent = audit.urgent.take().or(other.urgent);
    for action in other.actions {
        if !audit.actions.contains(&action) {
            audit.actions.push(action);
        }
    }
}

fn long_result(line: &Line<'_>, problems: &mut Problems) -> Option<DomainResult> {
    let domain = line.text("domain", problems);
    if domain.is_empty() {
        return None;
    }
    let says_na =
        |field: &str, problems: &mut Problems| is_not_applicable(&line.text(field, problems));
    let not_applicable = line.yes_no("not_applicable", problems).unwrap_or(false)
        || says_na("score", problems)
        || says_na("judgement", problems);
    Some(DomainResult {
        domain,
        score: line.score("score", problems),
        judgement: line.judgement("judgement", problems),
        not_applicable,
        comment: line.prose("comment", problems),
    })
}

fn wide_result(
    line: &Line<'_>,
    columns: &DomainColumns,
    problems: &mut Problems,
) -> Option<DomainResult> {
    let cell = |header: &Option<String>| header.as_deref().map(|h| line.under(h));
    let score = cell(&columns.score);
    let judgement = cell(&columns.judgement);
    let comment = cell(&columns.comment).map(|cell| cell.prose(problems)).unwrap_or_default();
    let not_applicable = [&score, &judgement]
        .into_iter()
        .flatten()
        .any(|cell| is_not_applicable(&cell.prose(problems)));
    let result = DomainResult {
        domain: columns.domain.clone(),
        score: score.and_then(|cell| cell.score(problems)),
        judgement: judgement.and_then(|cell| cell.judgement(problems)),
        not_applicable,
        comment,
    };
    let says = result.score.is_some()
        || result.judgement.is_some()
        || result.not_applicable
        || !result.comment.is_empty();
    says.then_some(result)
}

#[cfg(test)]
mod tests {
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
        read_returns(vec![source], &map, &Limits::default()).unwrap()
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
        let fault = read_returns(vec![source], &map, &Limits::default()).unwrap_err();
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
}
