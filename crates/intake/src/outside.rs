//! Tables from outside the rounds: past audits and figures, comparators, inspection findings.

use assay_model::Date;
use assay_model::alike::alike;
use assay_model::history::{Comparator, Finding, InspectionResult, PastAudit, PastFigure};
use assay_model::{Frameworks, Judgement};
use assay_tables::Limits;

use crate::collect::collect;
use crate::keyed::Keyed;
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
    let (mut audits, mut figures) = (Keyed::new("audit"), Keyed::new("figure"));
    let needed = ["case_id", "audit_date"];
    let read = collect(sources.clone(), map, &needed, limits, &mut |line, problems| {
        let PastAudit { case, on, kind } = past_audit(line, problems)?;
        let key = [case.as_str(), &on.to_string(), &kind];
        let audit = PastAudit { case: case.clone(), on, kind: kind.clone() };
        audits.take(&key, audit, (line, "audit_date"), problems).map(History::Audit)
    });
    match read {
        Err(IntakeError::NotThat { .. }) => {
            collect(sources, map, &["measure", "value"], limits, &mut |line, problems| {
                let found = past_figure(line, problems)?;
                let PastFigure { measure, domain, period, source, .. } = found.clone();
                let key = [&*measure, &*domain, &*period, &*source];
                figures.take(&key, found, (line, "measure"), problems).map(History::Figure)
            })
        }
        other => other,
    }
}

fn past_audit(line: &Line<'_>, problems: &mut Problems) -> Option<PastAudit> {
    let case = line.id("case_id", problems)?;
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
    let mut seen = Keyed::new("figure of an area");
    collect(sources, map, &["measure", "area", "value"], limits, &mut |line, problems| {
        let indicator = needed_text(line, "measure", problems)?;
        let found = Comparator {
            area: needed_text(line, "area", problems)?,
            period: line.text("period", problems),
            value: needed_number(line, "value", &indicator, problems)?,
            source: line.text("source", problems),
            indicator,
        };
        let key = [found.indicator.clone(), found.area.clone(), found.period.clone()];
        seen.take(&key.each_ref().map(String::as_str), found, (line, "measure"), problems)
    })
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
/// what was judged and how. A judgement has to be one of the framework in force on the letter's day. A finding
/// without a number of its own gets its row's.
///
/// # Errors
/// When a file cannot be read, or has neither a column of recommendations nor those of results.
pub fn read_findings(
    sources: Vec<Source>,
    map: &ColumnMap,
    frameworks: &Frameworks,
    limits: &Limits,
) -> Result<Outcome<FoundBy>, IntakeError> {
    let (mut findings, mut results) = (Keyed::new("finding"), Keyed::new("judgement"));
    let mut read = |line: &Line<'_>, problems: &mut Problems| {
        if line.is_blank("recommendation") && !line.is_blank("judgement") {
            let found = result(line, frameworks, problems)?;
            let key = [found.letter.clone(), found.on.to_string(), found.area.clone()];
            let key = key.each_ref().map(String::as_str);
            return results.take(&key, found, (line, "judgement"), problems).map(FoundBy::Result);
        }
        let found = finding(line, problems)?;
        let id = found.id.clone();
        findings.take(&[&id], found, (line, "finding_id"), problems).map(FoundBy::Recommendation)
    };
    match collect(sources.clone(), map, &["recommendation"], limits, &mut read) {
        Err(fault @ IntakeError::NotThat { .. }) => {
            let needed = ["judgement", "grade", "letter_date"];
            let of_results = collect(sources, map, &needed, limits, &mut read);
            // A table that is neither is told of as one of recommendations, as before.
            of_results.map_err(|other| match other {
                IntakeError::NotThat { .. } => fault,
                other => other,
            })
        }
        other => other,
    }
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
        id: if own.is_empty() { line.own_name() } else { own },
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
        assert_eq!(outcome.records.len(), 2);
        assert_eq!(
            told(&outcome.problems),
            [
                "refused row 3, column \"finding_id\": expected each finding once, and row 2 says something else of it, found \"f1 \"",
                "note row 4, column \"finding_id\": expected each finding once, and it is in row 2 already, found \"F1\"",
            ]
        );
        let figures =
            "measure,period,value\nvisits,2025-10,0.7\nvisits,2025-11,0.7\nVisits,2025-10,0.8\n";
        let outcome = read_history(read(figures), &map(&fields), &Limits::default()).unwrap();
        assert_eq!((outcome.records.len(), outcome.refused()), (2, 1));
        let areas =
            "measure,area,period,value\nvisits,A,2025,0.7\nvisits,B,2025,0.7\nvisits,A,2025,0.6\n";
        let outcome = read_comparators(read(areas), &map(&fields), &Limits::default()).unwrap();
        assert_eq!((outcome.records.len(), outcome.refused()), (2, 1));
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
        assert_eq!(
            (finding.id.as_str(), finding.progress.as_str()),
            ("a.csv:2", "amber: half way")
        );
        assert_eq!(outcome.refused(), 1);
    }
}
