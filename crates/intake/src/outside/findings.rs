//! What inspections found: recommendations of letters, and judgements. It reads no history and no comparators.

use std::collections::{BTreeSet, HashMap};

use assay_model::alike::{alike, folded};
use assay_model::history::{Finding, InspectionResult};
use assay_model::{Date, Frameworks, Judgement, Problem};
use assay_tables::Limits;

use super::{needed_date, needed_text};
use crate::collect::collect_any;
use crate::keyed::{Keyed, Part};
use crate::line::Line;
use crate::problems::{Oddity, Problems, Where};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// What a row of a table of findings is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundBy {
    /// A recommendation of a letter.
    Recommendation(Finding),
    /// A judgement of an inspection.
    Result(InspectionResult),
}

/// Reads what inspection letters say: recommendations, and in rows with a judgement and without a recommendation
/// what was judged and how. Each file and sheet is read as what it is. A judgement has to be one of the framework in
/// force on the letter's day. The id of a finding without a number of its own is blank; what it is known by is its
/// letter, the letter's date and its words, whatever its row.
///
/// # Errors
/// When a file cannot be read, or has neither a column of recommendations nor those of results.
pub fn read_findings(
    sources: Vec<Source>,
    map: &ColumnMap,
    frameworks: &Frameworks,
    limits: &Limits,
) -> Result<Outcome<FoundBy>, IntakeError> {
    let mut findings = Keyed::new("finding", as_compared);
    let mut results = Keyed::new("judgement", |result: &InspectionResult| InspectionResult {
        letter: folded(&result.letter),
        ..result.clone()
    });
    let mut read = |line: &Line<'_>, problems: &mut Problems| {
        if line.is_blank("recommendation") && !line.is_blank("judgement") {
            let found = result(line, frameworks, problems)?;
            let InspectionResult { letter, on, area, .. } = found.clone();
            let key = [Part::Text(&letter), Part::Exact(&on.to_string()), Part::Exact(&area)];
            let found = results.take(&key, found, (line, "judgement"), problems)?;
            return Some(Placed::of(line, FoundBy::Result(found)));
        }
        let found = finding(line, problems)?;
        let Finding { id, letter, on, text, .. } = found.clone();
        let on = on.map(|on| on.to_string()).unwrap_or_default();
        let own = [Part::Text(&id)];
        let by_words = [Part::Text(&letter), Part::Exact(&on), Part::Text(&text)];
        let (key, field): (&[Part<'_>], _) =
            if id.is_empty() { (&by_words, "recommendation") } else { (&own, "finding_id") };
        let found = findings.take(key, found, (line, field), problems)?;
        Some(Placed::of(line, FoundBy::Recommendation(found)))
    };
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let sorts: [&[&str]; 2] = [&["recommendation"], &["judgement", "grade", "letter_date"]];
    let mut outcome = collect_any(sources, map, &sorts, limits, &mut read)?;
    let is_finding = |found: &Placed| matches!(found.found, FoundBy::Recommendation(_));
    findings.drop_refused_of(&mut outcome.records, is_finding);
    results.drop_refused_of(&mut outcome.records, |found| !is_finding(found));
    outcome.problems.extend(pair(&mut outcome.records, &file));
    Ok(outcome.map(|placed| placed.found))
}

/// A finding with its texts as people compare them.
fn as_compared(finding: &Finding) -> Finding {
    Finding {
        id: folded(&finding.id),
        letter: folded(&finding.letter),
        text: folded(&finding.text),
        owner: folded(&finding.owner),
        progress: folded(&finding.progress),
        on: finding.on,
    }
}

/// What was found, and where.
struct Placed {
    found: FoundBy,
    place: Where,
    row: u32,
    header: String,
}

impl Placed {
    fn of(line: &Line<'_>, found: FoundBy) -> Self {
        let header = line.header("recommendation").to_owned();
        Self { found, place: line.place.clone(), row: line.number(), header }
    }

    fn finding(&self) -> Option<&Finding> {
        match &self.found {
            FoundBy::Recommendation(finding) => Some(finding),
            FoundBy::Result(_) => None,
        }
    }

    /// Returns its letter, the letter's date and its words, by which a recommendation without an id is known.
    fn words(&self) -> Option<(String, Option<Date>, String)> {
        let finding = as_compared(self.finding()?);
        Some((finding.letter, finding.on, finding.text))
    }
}

/// Takes a recommendation without an id for the one of the same letter and words that has one, so that a table
/// given once with its ids and once without counts once. Returns what there is to say.
fn pair(records: &mut Vec<Placed>, file: &str) -> Vec<Problem> {
    let has_id = |placed: &Placed| placed.finding().is_some_and(|finding| !finding.id.is_empty());
    let mut by_words: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, placed) in records.iter().enumerate().filter(|(_, placed)| has_id(placed)) {
        by_words.entry(placed.words()).or_default().push(at);
    }
    let (mut problems, mut gone) = (Problems::default(), BTreeSet::new());
    for (at, bare) in records.iter().enumerate() {
        if bare.finding().is_none() || has_id(bare) {
            continue;
        }
        let Some(same) = by_words.get(&bare.words()) else { continue };
        gone.insert(at);
        let with_id: Vec<&Placed> = same.iter().map(|at| &records[*at]).collect();
        if !report_pair(bare, &with_id, &mut problems) {
            gone.extend(same.iter().filter(|_| same.len() == 1));
        }
    }
    let mut at = 0..;
    records.retain(|_| at.next().is_some_and(|at| !gone.contains(&at)));
    problems.finish(file)
}

/// Reports a recommendation without an id that others with ids have the words of. Returns whether these are kept.
fn report_pair(bare: &Placed, with_id: &[&Placed], problems: &mut Problems) -> bool {
    let text = |placed: &Placed| {
        placed.finding().map(|finding| format!("\"{}\"", finding.text)).unwrap_or_default()
    };
    let rest = |placed: &Placed| {
        placed.finding().map(as_compared).map(|finding| (finding.owner, finding.progress))
    };
    let rows = |here: &Placed, others: &[&Placed]| {
        here.place.rows(others.iter().map(|other| (&other.place, other.row)))
    };
    let at = |placed: &Placed| placed.place.at(placed.row, &placed.header);
    let others = rows(bare, with_id);
    if with_id.len() > 1 {
        let expected = format!("an id, since rows {others} have these words under several");
        let hint = "write the id of the one that is meant, or delete the row";
        problems.refuse(at(bare), text(bare), Oddity::new(expected, hint));
        return true;
    }
    let other = with_id[0];
    if rest(bare) == rest(other) {
        let expected = format!("each finding once, and it is in row {others} already, with its id");
        let hint = "the row was left out: it says the same as that one";
        problems.note(at(bare), text(bare), Oddity::left_out(expected, hint));
        return true;
    }
    for (this, row) in [(bare, others), (other, rows(other, &[bare]))] {
        let expected = format!(
            "each finding once, and row {row} says something else of its owner or progress"
        );
        let hint = "keep the row that is right, or give both an id of their own";
        problems.refuse(at(this), text(this), Oddity::new(expected, hint));
    }
    false
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
