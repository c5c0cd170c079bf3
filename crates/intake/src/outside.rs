//! Tables from outside the rounds: past audits and figures, comparators; what inspections found is in a file of its own.

use assay_model::Date;
use assay_model::alike::folded;
use assay_model::history::{Comparator, PastAudit, PastFigure};
use assay_tables::Limits;

use crate::collect::{collect, collect_any};
use crate::keyed::{Keyed, Part};
use crate::line::Line;
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

mod findings;

pub use findings::{FoundBy, read_findings};

/// What a table of past audits has.
const OF_AUDITS: [&str; 2] = ["case_id", "audit_date"];

/// One row of a history: an audit of a case, or a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum History {
    /// An audit by case and date, for exclusions.
    Audit(PastAudit),
    /// A figure with its source.
    Figure(PastFigure),
}

/// Reads history: rows with a case and a date are past audits, rows with a measure and a value figures. Each file and
/// sheet is read as what it is.
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
    let mut figures = Keyed::new("figure", |figure: &PastFigure| PastFigure {
        measure: folded(&figure.measure),
        domain: folded(&figure.domain),
        period: folded(&figure.period),
        source: folded(&figure.source),
        ..figure.clone()
    });
    let mut read = |line: &Line<'_>, problems: &mut Problems| {
        if OF_AUDITS.iter().all(|field| line.has(field)) {
            let audit = past_audit(line, problems)?;
            let PastAudit { case, on, kind } = audit.clone();
            let key = [Part::Exact(case.as_str()), Part::Exact(&on.to_string()), Part::Text(&kind)];
            return audits.take(&key, audit, (line, "audit_date"), problems).map(History::Audit);
        }
        let found = past_figure(line, problems)?;
        let PastFigure { measure, domain, period, source, .. } = found.clone();
        let key = [&measure, &domain, &period, &source].map(|part| Part::Text(part));
        figures.take(&key, found, (line, "measure"), problems).map(History::Figure)
    };
    let sorts: [&[&str]; 2] = [&OF_AUDITS, &["measure", "value"]];
    let mut outcome = collect_any(sources, map, &sorts, limits, &mut read)?;
    let is_audit = |found: &History| matches!(found, History::Audit(_));
    audits.drop_refused_of(&mut outcome.records, is_audit);
    figures.drop_refused_of(&mut outcome.records, |found| !is_audit(found));
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
mod tests;
