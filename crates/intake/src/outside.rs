//! Tables from outside the rounds: past audits and figures, comparators, inspection findings.

use assay_model::Date;
use assay_model::alike::{alike, folded};
use assay_model::history::{Comparator, Finding, InspectionResult, PastAudit, PastFigure};
use assay_model::{Frameworks, Judgement};
use assay_tables::Limits;

use crate::collect::collect;
use crate::keyed::{Keyed, Part};
use crate::line::Line;
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// One row of a history: an audit of a case, or a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum History {
    /// An audit by case and date, for exclusions.
    Audit(PastAudit),
    /// A figure with its source.
    Figure(PastFigure),
}

/// Reads history: rows with a case and a date are past audits, rows with a measure and a value figures.
///
/// # Errors
/// When a file cannot be read or is neither kind of table.
pub fn read_history(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<History>, IntakeError> {
    let mut audits = Keyed::new("audit", |audit: &PastAudit| PastAudit {
        kind: folded(&audit.kind),
        ..audit.clone()
    });
    let needed = ["case_id", "audit_date"];
    let read = collect(sources.clone(), map, &needed, limits, &mut |line, problems| {
        let audit = past_audit(line, problems)?;
        let PastAudit { case, on, kind } = audit.clone();
        let key = [Part::Exact(case.as_str()), Part::Exact(&on.to_string()), Part::Text(&kind)];
        audits.take(&key, audit, (line, "audit_date"), problems).map(History::Audit)
    });
    match read {
        Err(IntakeError::NotThat { .. }) => read_figures(sources, map, limits),
        Ok(mut outcome) => {
            audits.drop_refused(&mut outcome.records);
            Ok(outcome)
        }
        fault => fault,
    }
}

fn read_figures(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<History>, IntakeError> {
    let mut figures = Keyed::new("figure", |figure: &PastFigure| PastFigure {
        measure: folded(&figure.measure),
        domain: folded(&figure.domain),
        period: folded(&figure.period),
        source: folded(&figure.source),
        ..figure.clone()
    });
    let needed = ["measure", "value"];
    let mut outcome = collect(sources, map, &needed, limits, &mut |line, problems| {
        let found = past_figure(line, problems)?;
        let PastFigure { measure, domain, period, source, .. } = found.clone();
        let key = [&measure, &domain, &period, &source].map(|part| Part::Text(part));
        figures.take(&key, found, (line, "measure"), problems).map(History::Figure)
    })?;
    figures.drop_refused(&mut outcome.records);
    Ok(outcome)
}

fn past_audit(line: &Line<'_>, problems: &mut Problems) -> Option<PastAudit> {
    let case = line.compared_id("case_id", "cases", problems)?;
    let on = needed_date(line, "audit_date", problems)?;
    line.report_to_come("audit_date", Some(on), problems);
    Some(PastAudit { case, on, kind: line.text("audit_type", problems) })
}

fn past_figure(line: &Line<'_>, problems: &mut Problems) -> Option<PastFigure> {
    let measure = needed_text(line, "measure", problems)?;
    let value = needed_number(line, "value", &measure, problems)?;
    Some(PastFigure {
        domain: line.text("domain", problems),
        period: line.text("period", problems),
        value,
        n: count(line, &measure, problems),
        source: line.text("source", problems),
        measure,
    })
}

/// Reads other areas' figures.
///
/// # Errors
/// When a file cannot be read or lacks a column.
pub fn read_comparators(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<Comparator>, IntakeError> {
    let mut seen = Keyed::new("figure of an area", |figure: &Comparator| Comparator {
        indicator: folded(&figure.indicator),
        area: folded(&figure.area),
        period: folded(&figure.period),
        source: folded(&figure.source),
        ..figure.clone()
    });
    let needed = ["measure", "area", "value"];
    let mut outcome = collect(sources, map, &needed, limits, &mut |line, problems| {
        let indicator = needed_text(line, "measure", problems)?;
        let found = Comparator {
            area: needed_text(line, "area", problems)?,
            period: line.text("period", problems),
            value: needed_number(line, "value", &indicator, problems)?,
            source: line.text("source", problems),
            indicator,
        };
        let Comparator { indicator, area, period, .. } = found.clone();
        let key = [&indicator, &area, &period].map(|part| Part::Text(part));
        seen.take(&key, found, (line, "measure"), problems)
    })?;
    seen.drop_refused(&mut outcome.records);
    Ok(outcome)
}

/// What a row of a table of findings is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundBy {
    /// A recommendation of a letter.
    Recommendation(Finding),
    /// A judgement of an inspection.
    Result(InspectionResult),
}

/// Reads what inspection letters say: recommendations, and in rows with a judgement and without a recommendation
/// what was judged and how. A judgement has to be one of the framework in force on the letter's day. The id of a
/// finding without a number of its own is blank; what it is known by is its letter, the letter's date and its words,
/// whatever its row.
///
/// # Errors
/// When a file cannot be read, or has neither a column of recommendations nor those of results.
pub fn read_findings(
    sources: Vec<Source>,
    map: &ColumnMap,
    frameworks: &Frameworks,
    limits: &Limits,
) -> Result<Outcome<FoundBy>, IntakeError> {
    let mut findings = Keyed::new("finding", |finding: &Finding| Finding {
        id: folded(&finding.id),
        letter: folded(&finding.letter),
        text: folded(&finding.text),
        owner: folded(&finding.owner),
        progress: folded(&finding.progress),
        on: finding.on,
    });
    let mut results = Keyed::new("judgement", |result: &InspectionResult| InspectionResult {
        letter: folded(&result.letter),
        ..result.clone()
    });
    let mut read = |line: &Line<'_>, problems: &mut Problems| {
        if line.is_blank("recommendation") && !line.is_blank("judgement") {
            let found = result(line, frameworks, problems)?;
            let InspectionResult { letter, on, area, .. } = found.clone();
            let key = [Part::Text(&letter), Part::Exact(&on.to_string()), Part::Exact(&area)];
            return results.take(&key, found, (line, "judgement"), problems).map(FoundBy::Result);
        }
        let found = finding(line, problems)?;
        let Finding { id, letter, on, text, .. } = found.clone();
        let on = on.map(|on| on.to_string()).unwrap_or_default();
        let own = [Part::Text(&id)];
        let by_words = [Part::Text(&letter), Part::Exact(&on), Part::Text(&text)];
        let (key, field): (&[Part<'_>], _) =
            if id.is_empty() { (&by_words, "recommendation") } else { (&own, "finding_id") };
        findings.take(key, found, (line, field), problems).map(FoundBy::Recommendation)
    };
    let mut outcome = match collect(sources.clone(), map, &["recommendation"], limits, &mut read) {
        Err(fault @ IntakeError::NotThat { .. }) => {
            let needed = ["judgement", "grade", "letter_date"];
            let of_results = collect(sources, map, &needed, limits, &mut read);
            // A table that is neither is reported as one of recommendations, as before.
            of_results.map_err(|other| match other {
                IntakeError::NotThat { .. } => fault,
                other => other,
            })?
        }
        other => other?,
    };
    let is_finding = |found: &FoundBy| matches!(found, FoundBy::Recommendation(_));
    findings.drop_refused_of(&mut outcome.records, is_finding);
    results.drop_refused_of(&mut outcome.records, |found| !is_finding(found));
    Ok(outcome)
}

/// Reads a judgement of an inspection.
fn result(
    line: &Line<'_>,
    frameworks: &Frameworks,
    problems: &mut Problems,
) -> Option<InspectionResult> {
    let on = needed_date(line, "letter_date", problems)?;
    line.report_to_come("letter_date", Some(on), problems);
    let Some(framework) = frameworks.on(on) else {
        let first = frameworks.all().first().map(|first| first.from.to_string());
        let expected = format!("a letter from {} on", first.unwrap_or_default());
        let hint = "no profile of an inspection framework was in force on that day: add one to the folder profiles";
        line.refuse("letter_date", Oddity::new(expected, hint), problems);
        return None;
    };
    let text = line.text("judgement", problems);
    let Some(area) = framework.area(&text) else {
        let names: Vec<&str> = framework.judgements.iter().map(|area| area.name.as_str()).collect();
        let expected =
            format!("one of the judgements of {}: {}", framework.name, names.join(" | "));
        let hint = format!(
            "{} is in force from {}: look at the letter's date, or add how the letter words it to the profile",
            framework.name, framework.from
        );
        line.refuse("judgement", Oddity::new(expected, hint), problems);
        return None;
    };
    let grade = needed_text(line, "grade", problems)?;
    let of_framework =
        || framework.grades.iter().find(|(_, name)| alike(name, &grade)).map(|(grade, _)| *grade);
    let Some(grade) = Judgement::parse(&grade).or_else(of_framework) else {
        let expected = "outstanding, good, requires improvement or inadequate";
        let hint = "write the grade as the letter has it";
        line.refuse("grade", Oddity::new(expected, hint), problems);
        return None;
    };
    Some(InspectionResult {
        letter: line.text("letter", problems),
        on,
        area: area.code.clone(),
        grade,
    })
}

fn finding(line: &Line<'_>, problems: &mut Problems) -> Option<Finding> {
    let text = needed_text(line, "recommendation", problems)?;
    let own = line.text("finding_id", problems);
    let parts = [line.text("status", problems), line.text("progress", problems)];
    let progress: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(Finding {
        id: own,
        letter: line.text("letter", problems),
        on: line.date("letter_date", problems),
        text,
        owner: line.text("owner", problems),
        progress: progress.join(": "),
    })
}

/// Returns a text that has to be there, or refuses the row.
pub(crate) fn needed_text(line: &Line<'_>, field: &str, problems: &mut Problems) -> Option<String> {
    let text = line.text(field, problems);
    if text.is_empty() {
        line.refuse(
            field,
            Oddity::new(format!("a {field}"), "fill the cell or delete the row"),
            problems,
        );
        return None;
    }
    Some(text)
}

/// Returns how many cases a figure is of; what is no whole number is noted and none.
fn count(line: &Line<'_>, measure: &str, problems: &mut Problems) -> Option<u64> {
    let number = line.number_in("n", measure, problems)?;
    if number < 0.0 || number.fract() != 0.0 || number > 1e15 {
        let hint = "the figure is kept without its number of cases";
        line.note("n", Oddity::new("a whole number", hint), problems);
        return None;
    }
    Some(number as u64)
}

fn needed_number(line: &Line<'_>, field: &str, of: &str, problems: &mut Problems) -> Option<f64> {
    let number = line.number_in(field, of, problems);
    if number.is_none() {
        line.refuse(field, Oddity::new("a number", "fill the cell or delete the row"), problems);
    }
    number
}

fn needed_date(line: &Line<'_>, field: &str, problems: &mut Problems) -> Option<Date> {
    let date = line.date(field, problems);
    if date.is_none() {
        line.refuse(field, Oddity::new("a date", "fill the cell or delete the row"), problems);
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let mixed =
            read_comparators(vec![source(content)], &map(&fields), &Limits::default()).unwrap();
        assert_eq!(
            told(&mixed.problems),
            [
                "refused column \"value\": expected shares of a column written in one way, found \"68\" in row 4 and \"71%\" in row 2"
            ]
        );
    }

    #[test]
    fn two_rows_of_one_key_are_told_and_never_the_last_one_kept_in_silence() {
        let fields =
            ["finding_id", "recommendation", "owner", "measure", "area", "period", "value"];
        let read = |content: &str| vec![source(content)];
        let findings = "finding_id,recommendation,owner\nF1,Visit weekly,A\nf1 ,Visit weekly,B\nF1,Visit weekly,A\nF2,Record views,A\n";
        let known = Frameworks::default();
        let outcome =
            read_findings(read(findings), &map(&fields), &known, &Limits::default()).unwrap();
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
        let fields =
            ["finding_id", "recommendation", "owner", "case_id", "audit_date", "audit_type"];
        let findings =
            "finding_id,recommendation,owner\nF1,Visit weekly,Jo P\nf1,visit  weekly,JO P\n";
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
        let rows = [
            "Visit weekly,Ofsted 2025,A",
            "Record views,Ofsted 2025,B",
            "visit weekly,Ofsted 2025,A",
        ];
        let read = |order: [usize; 3]| {
            let rows = order.map(|at| rows[at]).join("\n");
            let content = format!("recommendation,letter,owner\n{rows}\n");
            let (sources, known) = (vec![source(&content)], Frameworks::default());
            let outcome =
                read_findings(sources, &map(&fields), &known, &Limits::default()).unwrap();
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
}
