//! A case's sheet filled elsewhere than in a workbook: what it asks, and the same workbook as if somebody had typed
//! the answers into its boxes. It is read back as every form is, so nobody else needs rules for answers.

use std::collections::BTreeMap;

use assay_model::Timestamp;
use assay_model::jiff::tz::TimeZone;
use assay_tables::{FormPart, Moment, WriteError, write_form_saved};

use super::asked::Asked;
use super::case_sheet::asked_sheet;
use super::values::text;
use super::{FormCase, FormPaper};

/// Returns what the sheet of a case asks, with what is known of it.
#[must_use]
pub fn asked(paper: &FormPaper<'_>, case: &FormCase) -> Asked {
    asked_sheet(paper, case, 1).1
}

/// Returns the bytes of a form of one case with these answers, by the keys of its boxes, as typed; other boxes
/// hold what is known. The form says that it was saved at this moment.
///
/// # Errors
/// When an answer is longer than a cell can hold.
pub fn write_filled(
    paper: &FormPaper<'_>,
    case: &FormCase,
    answers: &BTreeMap<String, String>,
    saved: Timestamp,
) -> Result<Vec<u8>, WriteError> {
    let (mut sheet, asked) = asked_sheet(paper, case, 1);
    for cell in &mut sheet.cells {
        let key = asked.in_cell(cell.row, cell.column).map(|found| found.key.as_str());
        if let (FormPart::Box(value, _), Some(answer)) =
            (&mut cell.part, key.and_then(|key| answers.get(key)))
        {
            *value = text(answer);
        }
    }
    let at = saved.to_zoned(TimeZone::UTC).datetime().to_string();
    match Moment::from_iso(&at) {
        Some(at) => write_form_saved(&[sheet], at),
        // A clock outside the years that a workbook knows says nothing of when it was saved.
        None => assay_tables::write_form(&[sheet]),
    }
}

#[cfg(test)]
mod tests {
    use assay_model::tool::{Answer, AuditTool, Domain, Question};
    use assay_model::{AuditKind, CaseId, DrawId, Judgement, Place};
    use assay_tables::Limits;

    use super::*;
    use crate::Source;
    use crate::form::read_form;

    fn tool() -> AuditTool {
        let domain = |name: &str, may_not_apply| Domain {
            name: name.to_owned(),
            guidance: "Look.".to_owned(),
            score: true,
            judgement: true,
            may_not_apply,
            comment_required: true,
            cohorts: Vec::new(),
            questions: vec![Question {
                text: "Seen alone?".to_owned(),
                answer: Answer::YesPartlyNo,
                required: !may_not_apply,
            }],
        };
        AuditTool {
            version: "2025".to_owned(),
            title: "Case file audit".to_owned(),
            from: "2015-01-01".parse().unwrap(),
            plans: Vec::new(),
            overall: true,
            domains: vec![domain("Planning", false), domain("Child's voice", true)],
            caps: Vec::new(),
        }
    }

    /// Calls with a paper of one case.
    fn with_paper<T>(run: impl FnOnce(&FormPaper<'_>, &FormCase) -> T) -> T {
        let (draw, tool) = (DrawId::parse("2026-09-monthly").unwrap(), tool());
        let case = FormCase {
            case: CaseId::parse("00123").unwrap(),
            auditor: "ab".to_owned(),
            kind: AuditKind::Monthly,
            plan_type: String::new(),
            answers: None,
        };
        let cases = [case];
        let paper = FormPaper {
            draw: &draw,
            digest: "abc123",
            auditor: "ab",
            tool: &tool,
            council: "Anyshire",
            marking: "OFFICIAL-SENSITIVE",
            urgent_contact: "the front door",
            due: "",
            cases: &cases,
        };
        run(&paper, &cases[0])
    }

    fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn answers_typed_elsewhere_are_read_as_those_of_a_workbook() {
        let typed = answers(&[
            ("date-of-audit", "9 March 2026"),
            ("overall-judgement", "good"),
            ("planning-score-0-to-10", "6,5"),
            ("planning-comment", "=not a formula\nsecond line"),
            ("child-s-voice-not-applicable", "n/a"),
            ("question-seen-alone-answer", "partly"),
            ("action-1-action-agreed", "Write up"),
            ("action-1-owner", "Auditor"),
            ("action-1-due", "1/10/2026"),
        ]);
        let saved: Timestamp = "2026-03-10T14:02:03Z".parse().unwrap();
        let bytes = with_paper(|paper, case| write_filled(paper, case, &typed, saved)).unwrap();
        let source = Source { name: "page.xlsx".to_owned(), bytes };
        let read = read_form(source, &[tool()], &Limits::default()).unwrap();
        let found = &read.records[0];
        assert_eq!(found.digest, "abc123");
        let audit = &found.audit;
        assert_eq!(audit.auditor, "ab", "an owner who is called Auditor is no label");
        assert_eq!(audit.audited_on, "2026-03-09".parse().ok());
        assert_eq!((audit.overall, audit.saved_at), (Some(Judgement::Good), Some(saved)));
        assert_eq!(audit.domains[0].score.unwrap().hundredths(), 650);
        assert_eq!(audit.domains[0].comment, "=not a formula\nsecond line");
        assert!(audit.domains[1].not_applicable);
        assert_eq!(audit.answers[0].answer, "partly");
        assert_eq!(
            (&*audit.actions[0].owner, audit.actions[0].due),
            ("Auditor", "2026-10-01".parse().ok())
        );
    }

    #[test]
    fn what_has_to_be_filled_goes_by_what_is_filled() {
        let asked = with_paper(asked);
        let needed = |pairs: &[(&str, &str)]| {
            asked.needed(&answers(pairs)).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let bare = needed(&[]);
        assert!(bare.contains(&"child-s-voice-judgement".to_owned()), "{bare:?}");
        assert!(bare.contains(&"question-seen-alone-answer".to_owned()), "{bare:?}");
        assert!(!bare.contains(&"question-seen-alone-answer-2".to_owned()), "{bare:?}");
        assert!(!bare.contains(&"who-was-told".to_owned()), "{bare:?}");
        let some = needed(&[
            ("child-s-voice-not-applicable", "n/a"),
            ("urgent-concern", "Alone"),
            ("views-child-asked", "no"),
        ]);
        assert!(!some.contains(&"child-s-voice-judgement".to_owned()), "{some:?}");
        for key in ["who-was-told", "told-on", "their-response", "views-child-if-not-asked-why-not"]
        {
            assert!(some.contains(&key.to_owned()), "{key}: {some:?}");
        }
    }

    #[test]
    fn a_problem_leads_to_its_box() {
        let typed = answers(&[
            ("planning-score-0-to-10", "eleven"),
            ("action-2-owner", "Jo"),
            ("told-on", "soon"),
            ("urgent-concern", "Alone"),
        ]);
        let saved: Timestamp = "2026-03-10T14:02:03Z".parse().unwrap();
        let (bytes, asked) = with_paper(|paper, case| {
            (write_filled(paper, case, &typed, saved), asked(paper, case))
        });
        let source = Source { name: "page.xlsx".to_owned(), bytes: bytes.unwrap() };
        let read = read_form(source, &[tool()], &Limits::default()).unwrap();
        let keys: Vec<&str> = read
            .problems
            .iter()
            .map(|problem| asked.at(&problem.place).map_or("nowhere", |found| &*found.key))
            .collect();
        for key in ["planning-score-0-to-10", "action-2-owner", "told-on"] {
            assert!(keys.contains(&key), "{key}: {keys:?}");
        }
        assert!(!keys.contains(&"nowhere"), "{:?}", read.problems);
        let whole = Place {
            column: Some("Overall judgement".to_owned()),
            row: Some(3),
            ..Place::default()
        };
        assert_eq!(asked.at(&whole).unwrap().key, "overall-judgement");
    }
}
