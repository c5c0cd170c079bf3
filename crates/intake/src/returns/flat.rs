//! Rows of a flat table into returns. Case-level columns may be filled on every row or on the first
//! one only; a domain that is there twice with different results refuses the return.

mod case_level;
mod results;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use assay_model::alike::alike;
use assay_model::tool::AuditTool;
use assay_model::{AuditKind, AuditReturn, CaseId, DomainResult, DrawId, Place};
use assay_tables::Limits;

use self::case_level::{case_level, complete};
use self::results::{Asked, answers, asked, long_result, wide_result};
use super::domains::wide_domains;
use crate::domain_name;
use crate::line::{Line, each_line};
use crate::map::DomainColumns;
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// What makes rows one return.
type Key = (Option<DrawId>, CaseId, String, AuditKind);

#[derive(Default)]
struct Collected {
    returns: Vec<(AuditReturn, Place)>,
    at: BTreeMap<Key, usize>,
    /// The domains that are in no tool, as they are written first.
    domains: Vec<String>,
    refused: BTreeSet<usize>,
}

/// Where a table's domains and questions are.
struct Layout<'t> {
    /// The domains of the tools.
    known: Vec<&'t str>,
    wide: Vec<DomainColumns>,
    asked: Vec<Asked<'t>>,
    /// Headers that mean nothing here.
    aside: Vec<String>,
}

/// What a table is in which nobody has said anything yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Untouched {
    /// Some other table, such as a list of cases.
    IsNoReturn,
    /// A form that was sent back as it was.
    IsFine,
}

/// Reads flat returns. Columns whose headers are questions of `tools` are answers to them.
///
/// # Errors
/// When a file cannot be read or has no column of case ids.
pub fn read_returns(
    sources: Vec<Source>,
    map: &ColumnMap,
    tools: &[AuditTool],
    limits: &Limits,
) -> Result<Outcome<AuditReturn>, IntakeError> {
    let placed = read_placed_returns(sources, map, tools, limits)?;
    Ok(placed.map(|(audit, _)| audit))
}

/// The same with the place of each one's first row.
///
/// # Errors
/// When a file cannot be read or has no column of case ids.
pub fn read_placed_returns(
    sources: Vec<Source>,
    map: &ColumnMap,
    tools: &[AuditTool],
    limits: &Limits,
) -> Result<Outcome<(AuditReturn, Place)>, IntakeError> {
    read_placed(sources, map, tools, limits, Untouched::IsNoReturn)
}

/// Reads flat returns with the place of each one's first row.
pub(crate) fn read_placed(
    sources: Vec<Source>,
    map: &ColumnMap,
    tools: &[AuditTool],
    limits: &Limits,
    untouched: Untouched,
) -> Result<Outcome<(AuditReturn, Place)>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut collected = Collected::default();
    for source in sources {
        let name = source.name.clone();
        let mut layout: Option<Layout<'_>> = None;
        let seen = each_line(
            source,
            (map, &["case_id"]),
            limits,
            &mut problems,
            &mut |line, problems| {
                let layout = layout.get_or_insert_with(|| {
                    let is_long = line.has("domain");
                    let mut wide =
                        if is_long { Vec::new() } else { wide_domains(line.columns, map) };
                    let known = known_domains(tools);
                    name_wide(&mut wide, &known, line, problems);
                    let asked = asked(line.columns, tools);
                    let aside = left_aside(line, &wide, &asked);
                    Layout { known, wide, asked, aside }
                });
                take(line, layout, map, &mut collected, problems);
            },
        )?;
        if untouched == Untouched::IsNoReturn
            && seen.read > 0
            && !collected.returns.iter().any(|(audit, _)| says_something(audit))
        {
            return Err(IntakeError::NotThat {
                file: name,
                found: "nothing of that in any row".to_owned(),
                expected: "audit returns: an overall judgement, or domains with a score, a judgement or a comment"
                    .to_owned(),
                hint: "write its columns in maps.yaml, and import with that map".to_owned(),
            });
        }
        let aside = layout.as_ref().map(|layout| layout.aside.as_slice()).unwrap_or_default();
        if untouched == Untouched::IsNoReturn && !aside.is_empty() {
            outcome.said.push(format!("{name}: columns left aside: {}", aside.join(", ")));
        }
        let no_columns = layout.as_ref().is_some_and(|layout| layout.wide.is_empty());
        if no_columns && !has_domain(&collected) && seen.read > 0 {
            outcome.said.push(format!(
                "{name}: no domains were found, only what the case-level columns say"
            ));
        }
        outcome.read += seen.read;
        outcome.understood.aside.extend(seen.aside);
        if untouched == Untouched::IsNoReturn {
            outcome.said.extend(seen.said);
        }
    }
    let Collected { returns, refused, .. } = collected;
    let kept = (0..).zip(returns).filter(|(index, _)| !refused.contains(index));
    outcome.records = kept.map(|(_, placed)| placed).collect();
    outcome.understood.sheets = problems.take_sheets();
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}

fn left_aside(line: &Line<'_>, wide: &[DomainColumns], asked: &[Asked<'_>]) -> Vec<String> {
    let of_domains: Vec<&String> = wide
        .iter()
        .flat_map(|d| [&d.score, &d.judgement, &d.comment, &d.not_applicable])
        .flatten()
        .collect();
    let headers = line.columns.rest.iter().map(|at| &line.columns.headers[*at]);
    let is_read = |header: &String| {
        of_domains.contains(&header) || asked.iter().any(|column| column.header() == header)
    };
    headers.filter(|header| !is_read(header)).map(|header| format!("\"{header}\"")).collect()
}

/// Returns whether an audit says anything of the case; a list of cases read as returns does not.
pub(crate) fn says_something(audit: &AuditReturn) -> bool {
    audit.overall.is_some()
        || !audit.domains.is_empty()
        || !audit.answers.is_empty()
        || !audit.views.is_empty()
        || !audit.good_practice.is_empty()
        || !audit.actions.is_empty()
        || audit.urgent.is_some()
}

/// Returns the domains of every version of the tool, those of the last one first.
fn known_domains(tools: &[AuditTool]) -> Vec<&str> {
    let domains = tools.iter().rev().flat_map(|tool| &tool.domains);
    domains.map(|domain| domain.name.as_str()).collect()
}

/// Gives the domains of headers the names that the tool has for them.
fn name_wide(wide: &mut [DomainColumns], known: &[&str], line: &Line<'_>, problems: &mut Problems) {
    for columns in wide {
        let (name, oddity) = domain_name::read(&columns.domain, known.iter().copied());
        if let Some(oddity) = oddity {
            let headers = [&columns.score, &columns.judgement, &columns.comment];
            let column = headers.into_iter().flatten().next().cloned();
            let place = Place { column, ..line.place.whole() };
            problems.note(place, format!("\"{}\"", columns.domain), oddity);
        }
        columns.domain = name;
    }
}

/// Returns a domain that is in no tool as it was written first; letter case and spaces make no other one.
fn as_first_written(name: String, known: &[&str], written: &mut Vec<String>) -> String {
    if known.contains(&name.as_str()) {
        return name;
    }
    if let Some(first) = written.iter().find(|other| alike(other, &name)) {
        return first.clone();
    }
    written.push(name.clone());
    name
}

fn has_domain(collected: &Collected) -> bool {
    collected.returns.iter().any(|(audit, _)| !audit.domains.is_empty())
}

fn take(
    line: &Line<'_>,
    layout: &Layout<'_>,
    map: &ColumnMap,
    collected: &mut Collected,
    problems: &mut Problems,
) {
    let Some(fresh) = case_level(line, problems) else { return };
    let key = (fresh.draw.clone(), fresh.case.clone(), fresh.auditor.clone(), fresh.kind);
    let at = if let Some(at) = collected.at.get(&key) {
        complete(&mut collected.returns[*at].0, fresh, line, problems);
        *at
    } else {
        let place = line.place.at(line.number(), line.header("case_id"));
        collected.returns.push((fresh, place));
        collected.at.insert(key, collected.returns.len() - 1);
        collected.returns.len() - 1
    };
    let audit = &mut collected.returns[at].0;
    for answer in answers(line, &layout.asked, map.dates, problems) {
        let same = |a: &&assay_model::audit::QuestionAnswer| {
            a.domain == answer.domain && a.question == answer.question
        };
        if audit.answers.iter().find(same).is_none() {
            audit.answers.push(answer);
        }
    }
    let results = if line.has("domain") {
        long_result(line, problems).into_iter().collect()
    } else {
        layout
            .wide
            .iter()
            .filter_map(|domain| wide_result(line, domain, problems))
            .collect::<Vec<_>>()
    };
    for mut result in results {
        let (name, oddity) = domain_name::read(&result.domain, layout.known.iter().copied());
        if let Some(oddity) = oddity {
            line.note("domain", oddity, problems);
        }
        result.domain = as_first_written(name, &layout.known, &mut collected.domains);
        add_result(result, at, collected, line, problems);
    }
}

/// Adds a domain's result to a return; a second one that differs refuses it.
fn add_result(
    result: DomainResult,
    at: usize,
    collected: &mut Collected,
    line: &Line<'_>,
    problems: &mut Problems,
) {
    let audit = &mut collected.returns[at].0;
    match audit.domains.iter().find(|known| known.domain == result.domain) {
        None => audit.domains.push(result),
        Some(known) if *known == result => {
            let oddity = Oddity::put_right("each domain once", "the rows agree and were merged");
            line.note("domain", oddity, problems);
        }
        Some(_) => {
            let expected = format!("each domain of case {} once", audit.case);
            let hint = "two rows differ: delete the one that is wrong; the return was not stored";
            line.refuse("domain", Oddity::new(expected, hint), problems);
            collected.refused.insert(at);
        }
    }
}
