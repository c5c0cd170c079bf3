//! Reads a form back: every box by its label, wherever the label stands now. A sheet that nobody has
//! begun is no return; a half-filled one is, with a note on every box that is still empty.

use std::collections::BTreeMap;

use assay_model::audit::{AgreedAction, UrgentConcern};
use assay_model::{AuditKind, AuditReturn, Date, DomainResult, DrawId, Judgement, Month, Score};
use assay_tables::{Book, Cell, EMPTY, Epoch, Limits, Row, Sheet};

use super::FormReturn;
use super::labels::{
    ACTION, AUDITOR, CASE, COMMENT, DATE, DIGEST, DOMAIN, DRAW, DUE, GOOD, JUDGEMENT, KIND, MARK,
    NOT_APPLICABLE, OVERALL, OWNER, RESPONSE, SCORE, TOLD, TOLD_ON, TOOL, URGENT,
};
use crate::header::fold;
use crate::id::read_id;
use crate::map::DateOrder;
use crate::problems::{Oddity, Problems, Where};
use crate::value::{self, Reading};
use crate::{IntakeError, Outcome, Source};

/// Tells whether a file is a form that this program wrote.
#[must_use]
pub fn is_form(source: &Source, limits: &Limits) -> bool {
    let Ok(mut book) = Book::open(&source.name, source.bytes.clone(), limits) else { return false };
    let cover = book.sheets().iter().position(|s| s.name.as_deref() == Some("Cover"));
    let Some(Ok(sheet)) = cover.map(|index| book.read(index)) else { return false };
    let mark = |cell: &Cell| cell.as_text() == Some(MARK);
    sheet.rows.iter().any(|row| row.cells().iter().any(mark))
}

/// Reads a form: one return for every case sheet that was begun.
///
/// # Errors
/// When the file cannot be read.
pub fn read_form(source: Source, limits: &Limits) -> Result<Outcome<FormReturn>, IntakeError> {
    let Source { name, bytes } = source;
    let unreadable = |fault| IntakeError::Unreadable { file: name.clone(), fault };
    let mut book = Book::open(&name, bytes, limits).map_err(unreadable)?;
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    for index in 0..book.sheets().len() {
        let sheet = book.read(index).map_err(unreadable)?;
        let reader = Reader::new(&name, &sheet);
        if !reader.labels.contains_key(&fold(CASE)) || !reader.labels.contains_key(&fold(DRAW)) {
            continue;
        }
        outcome.read += 1;
        match reader.form_return(&mut problems) {
            Some(found) => outcome.records.push(found),
            None => outcome.said.push(format!(
                "{name}, sheet \"{}\": not begun, or refused",
                sheet.name.as_deref().unwrap_or_default()
            )),
        }
    }
    outcome.problems = problems.finish(&name);
    Ok(outcome)
}

struct Reader<'a> {
    place: Where,
    sheet: &'a Sheet,
    /// Folded label → row index and column.
    labels: BTreeMap<String, (usize, usize)>,
}

impl<'a> Reader<'a> {
    fn new(file: &str, sheet: &'a Sheet) -> Self {
        let mut labels = BTreeMap::new();
        for (index, row) in sheet.rows.iter().enumerate() {
            for (column, cell) in row.cells().iter().enumerate() {
                if let Some(text) = cell.as_text() {
                    labels.entry(fold(text)).or_insert((index, column));
                }
            }
        }
        Self { place: Where { file: file.to_owned(), sheet: sheet.name.clone() }, sheet, labels }
    }

    /// Returns the first filled cell to the right of a label, with its row.
    fn beside(&self, label: &str) -> (u32, &'a Cell) {
        let Some((index, column)) = self.labels.get(&fold(label)) else { return (0, &EMPTY) };
        let row = &self.sheet.rows[*index];
        let cell = row.cells().iter().skip(column + 1).find(|cell| !cell.is_blank());
        (row.number, cell.unwrap_or(&EMPTY))
    }

    fn words(&self, label: &str) -> String {
        prose(self.beside(label).1)
    }

    fn date(&self, label: &str, problems: &mut Problems) -> Option<Date> {
        let (row, cell) = self.beside(label);
        self.date_in(row, cell, label, problems)
    }

    fn date_in(&self, row: u32, cell: &Cell, label: &str, problems: &mut Problems) -> Option<Date> {
        match value::date(cell, Epoch::Year1900, DateOrder::DayFirst, false) {
            Reading::Good(date) | Reading::Odd(date, _) => Some(date),
            Reading::Blank => None,
            Reading::Bad(oddity) => {
                problems.note(self.place.at(row, label), value::shown(cell), oddity);
                None
            }
        }
    }

    fn form_return(&self, problems: &mut Problems) -> Option<FormReturn> {
        let (case_row, case_cell) = self.beside(CASE);
        let case = match read_id(case_cell) {
            Ok(case) => case,
            Err(oddity) => {
                problems.refuse(self.place.at(case_row, CASE), value::shown(case_cell), oddity);
                return None;
            }
        };
        let (draw_row, draw_cell) = self.beside(DRAW);
        let Ok(draw) = DrawId::parse(&prose(draw_cell)) else {
            let oddity = Oddity::new(
                "the draw's id, as the form was written",
                "send the form as it was made",
            );
            problems.refuse(self.place.at(draw_row, DRAW), value::shown(draw_cell), oddity);
            return None;
        };
        let domains = self.domains(problems);
        let audited_on = self.date(DATE, problems);
        let overall_text = self.words(OVERALL);
        let begun = audited_on.is_some()
            || !overall_text.is_empty()
            || !domains.is_empty()
            || !self.words(URGENT).is_empty();
        if !begun {
            return None;
        }
        self.note_empty(DATE, audited_on.is_none(), problems);
        if self.labels.contains_key(&fold(OVERALL)) {
            self.note_empty(OVERALL, overall_text.is_empty(), problems);
        }
        let audit = AuditReturn {
            month: draw.as_str().get(..7).and_then(Month::parse).or(audited_on.map(Month::of)),
            draw: Some(draw),
            case,
            auditor: self.words(AUDITOR),
            audited_on,
            kind: AuditKind::parse(&self.words(KIND)).unwrap_or(AuditKind::Monthly),
            tool: self.words(TOOL),
            overall: self.judgement(self.beside(OVERALL), OVERALL, problems),
            domains,
            good_practice: self.words(GOOD),
            actions: self.actions(problems),
            urgent: self.urgent(problems),
            received_on: None,
        };
        let place = self.place.at(case_row, CASE);
        Some(FormReturn { audit, digest: self.words(DIGEST), place })
    }

    fn note_empty(&self, label: &str, is_empty: bool, problems: &mut Problems) {
        if is_empty {
            let row = self
                .labels
                .get(&fold(label))
                .map_or(0, |(index, _)| self.sheet.rows[*index].number);
            let oddity = Oddity::new(
                "the box filled in",
                "ask the auditor for it and import the form again",
            );
            problems.note(self.place.at(row, label), "a blank", oddity);
        }
    }

    fn judgement(
        &self,
        (row, cell): (u32, &Cell),
        label: &str,
        problems: &mut Problems,
    ) -> Option<Judgement> {
        let text = prose(cell);
        let judgement = Judgement::parse(&text);
        if judgement.is_none() && !text.is_empty() {
            let expected = "outstanding, good, requires improvement or inadequate";
            let oddity = Oddity::new(expected, "choose from the list");
            problems.note(self.place.at(row, label), value::shown(cell), oddity);
        }
        judgement
    }

    /// Returns the columns of a heading row and every row below it.
    fn table(&self, first: &str, heads: &[&str]) -> (BTreeMap<String, usize>, Vec<&'a Row>) {
        let Some((index, _)) = self.labels.get(&fold(first)) else { return Default::default() };
        let head = &self.sheet.rows[*index];
        let at = |name: &str| head.cells().iter().position(|c| fold(&c.to_string()) == fold(name));
        let columns: BTreeMap<String, usize> =
            heads.iter().filter_map(|name| Some(((*name).to_owned(), at(name)?))).collect();
        let rows = self.sheet.rows[index + 1..].iter().collect();
        (columns, rows)
    }

    fn domains(&self, problems: &mut Problems) -> Vec<DomainResult> {
        let heads = [DOMAIN, SCORE, JUDGEMENT, NOT_APPLICABLE, COMMENT];
        let (columns, rows) = self.table(DOMAIN, &heads);
        let mut results = Vec::new();
        for row in rows {
            let cell = |name: &str| columns.get(name).map_or(&EMPTY, |at| row.cell(*at));
            let domain = prose(cell(DOMAIN));
            if fold(&domain) == fold(ACTION) {
                break;
            }
            if domain.is_empty() {
                continue;
            }
            let score_text = prose(cell(SCORE));
            let score = Score::parse(&score_text);
            if score.is_none() && !score_text.is_empty() {
                let oddity = Oddity::new("a score from 0 to 10", "the score was left blank");
                problems.note(self.place.at(row.number, SCORE), value::shown(cell(SCORE)), oddity);
            }
            let result = DomainResult {
                domain,
                score,
                judgement: self.judgement((row.number, cell(JUDGEMENT)), JUDGEMENT, problems),
                not_applicable: !cell(NOT_APPLICABLE).is_blank(),
                comment: prose(cell(COMMENT)),
            };
            if result.score.is_some()
                || result.judgement.is_some()
                || result.not_applicable
                || !result.comment.is_empty()
            {
                results.push(result);
            }
        }
        results
    }

    fn actions(&self, problems: &mut Problems) -> Vec<AgreedAction> {
        let (columns, rows) = self.table(ACTION, &[ACTION, OWNER, DUE]);
        let mut actions = Vec::new();
        for row in rows {
            let cell = |name: &str| columns.get(name).map_or(&EMPTY, |at| row.cell(*at));
            let what = prose(cell(ACTION));
            if !what.is_empty() {
                let due = self.date_in(row.number, cell(DUE), DUE, problems);
                actions.push(AgreedAction { what, owner: prose(cell(OWNER)), due });
            }
        }
        actions
    }

    fn urgent(&self, problems: &mut Problems) -> Option<UrgentConcern> {
        let concern = self.words(URGENT);
        if concern.is_empty() {
            return None;
        }
        let urgent = UrgentConcern {
            concern,
            told: self.words(TOLD),
            told_on: self.date(TOLD_ON, problems),
            response: self.words(RESPONSE),
        };
        self.note_empty(TOLD, urgent.told.is_empty(), problems);
        self.note_empty(TOLD_ON, urgent.told_on.is_none(), problems);
        self.note_empty(RESPONSE, urgent.response.is_empty(), problems);
        Some(urgent)
    }
}

fn prose(cell: &Cell) -> String {
    match cell {
        Cell::Fault(_) | Cell::Unsaved => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use assay_model::CaseId;
    use assay_model::tool::{AuditTool, Domain};

    use super::*;
    use crate::form::{FormCase, FormPaper, write_form};
    use crate::testing::told;

    fn tool() -> AuditTool {
        let domain = |name: &str, may_not_apply| Domain {
            name: name.to_owned(),
            guidance: "Look.".to_owned(),
            score: true,
            judgement: true,
            may_not_apply,
            comment_required: true,
            cohorts: Vec::new(),
            questions: Vec::new(),
        };
        AuditTool {
            version: "2025".to_owned(),
            title: "Case file audit".to_owned(),
            from: "2015-01-01".parse().unwrap(),
            overall: true,
            domains: vec![domain("Planning", false), domain("Child's voice", true)],
            caps: Vec::new(),
        }
    }

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
        }
    }

    fn form(answers: Option<AuditReturn>) -> Source {
        let draw = DrawId::parse("2026-09-monthly").unwrap();
        let case = |id: &str, answers| FormCase {
            case: CaseId::parse(id).unwrap(),
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
            cases: &[case("00123", answers), case("00456", None)],
        };
        Source { name: "a.csv".to_owned(), bytes: write_form(&paper).unwrap() }
    }

    #[test]
    fn a_filled_form_comes_back_as_it_was_filled_and_an_untouched_sheet_is_no_return() {
        let source = form(Some(audit()));
        assert!(is_form(&source, &Limits::default()));
        let outcome = read_form(source, &Limits::default()).unwrap();
        assert_eq!(told(&outcome.problems), Vec::<String>::new());
        assert_eq!((outcome.read, outcome.records.len()), (2, 1));
        assert_eq!(outcome.records[0].audit, audit());
        assert_eq!(outcome.records[0].digest, "abc123");
        assert_eq!(outcome.said, ["a.csv, sheet \"Case 2\": not begun, or refused"]);
    }

    #[test]
    fn a_half_filled_form_is_taken_with_a_note_on_each_empty_box() {
        let half = AuditReturn { overall: None, audited_on: None, urgent: None, ..audit() };
        let outcome = read_form(form(Some(half)), &Limits::default()).unwrap();
        assert_eq!(outcome.records.len(), 1);
        assert_eq!(
            told(&outcome.problems),
            [
                "note sheet \"Case 1\", row 9, column \"Date of audit\": expected the box filled in, found a blank",
                "note sheet \"Case 1\", row 10, column \"Overall judgement\": expected the box filled in, found a blank",
            ]
        );
    }

    #[test]
    fn the_same_form_is_the_same_bytes_and_other_files_are_no_forms() {
        assert_eq!(form(None).bytes, form(None).bytes);
        assert!(!is_form(&crate::testing::source("case_id,score\n1,2\n"), &Limits::default()));
    }
}
