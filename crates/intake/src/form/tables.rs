//! The tables on a case sheet: domains, further questions, views and actions.

use assay_model::DomainResult;
use assay_model::audit::{AgreedAction, QuestionAnswer, UrgentConcern, View, ViewOf};
use assay_model::tool::{Answer, AuditTool, Domain};
use assay_tables::fold_header as fold;

use super::boxes::{Boxes, Found, prose};
use super::labels::{
    ACTION, ANSWER, ASKED, ASKED_BY, COMMENT, DOMAIN, DRAW, DUE, IN_WORDS, JUDGEMENT,
    NOT_APPLICABLE, OF_DOMAIN, OWNER, QUESTION, RESPONSE, SCORE, TOLD, TOLD_ON, URGENT, VIEW_OF,
    WHY_NOT,
};
use crate::DateOrder;
use crate::answer;
use crate::domain_name;
use crate::not_applicable::{is_not_applicable, settle};
use crate::problems::Problems;

/// Where one table ends: at the next one's heading, or at what ties the sheet to its draw.
const NEXT: [&str; 5] = [DOMAIN, QUESTION, VIEW_OF, ACTION, DRAW];

/// Returns the results by domain; of a known tool every required box that is empty is noted in a
/// domain that was begun, and every domain that was not.
pub(super) fn domains(
    boxes: &Boxes<'_>,
    tool: Option<&AuditTool>,
    problems: &mut Problems,
) -> Vec<DomainResult> {
    let table = boxes.table(&[DOMAIN, SCORE, JUDGEMENT, NOT_APPLICABLE, COMMENT], &NEXT);
    let mut results = Vec::new();
    for row in &table.rows {
        let name = prose(table.cell(row, DOMAIN).cell);
        if name.is_empty() {
            continue;
        }
        let known = tool.map_or(&[][..], |tool| &tool.domains).iter();
        let (name, oddity) = domain_name::read(&name, known.map(|domain| domain.name.as_str()));
        if let Some(oddity) = oddity {
            boxes.note(table.cell(row, DOMAIN), oddity, problems);
        }
        let not_applicable = boxes.not_applicable(table.cell(row, NOT_APPLICABLE), problems);
        // "n/a" in the score's or judgement's own box means the same as a cross in the third.
        let [score_na, judgement_na] =
            [SCORE, JUDGEMENT].map(|head| is_not_applicable(&prose(table.cell(row, head).cell)));
        let mut result = DomainResult {
            domain: name,
            score: if score_na { None } else { boxes.score(table.cell(row, SCORE), problems) },
            judgement: if judgement_na {
                None
            } else {
                boxes.judgement(table.cell(row, JUDGEMENT), problems)
            },
            not_applicable: not_applicable || score_na || judgement_na,
            comment: answer::said(boxes.text(table.cell(row, COMMENT), problems)),
        };
        let graded = if result.score.is_some() { SCORE } else { JUDGEMENT };
        if let Some(oddity) = settle(&mut result) {
            boxes.note(table.cell(row, graded), oddity, problems);
        }
        if let Some(domain) = tool.and_then(|tool| tool.domain(&result.domain)) {
            note_missing(boxes, domain, &result, &|head| table.cell(row, head), problems);
        }
        if says(&result) {
            results.push(result);
        }
    }
    results
}

/// Notes the required boxes that are still empty in a domain that applies.
fn note_missing<'a>(
    boxes: &Boxes<'_>,
    domain: &Domain,
    result: &DomainResult,
    cell: &dyn Fn(&'static str) -> Found<'a>,
    problems: &mut Problems,
) {
    let missing = [
        (SCORE, domain.score && result.score.is_none()),
        (JUDGEMENT, domain.judgement && result.judgement.is_none()),
        (COMMENT, domain.comment_required && result.comment.is_empty()),
    ];
    for (head, _) in missing.into_iter().filter(|(_, is)| *is && !result.not_applicable) {
        let found = cell(head);
        if found.cell.is_blank() {
            boxes.note_empty(found, problems);
        }
    }
}

/// Returns whether anything of a domain was begun; what is missing is not reported.
pub(super) fn is_begun(boxes: &Boxes<'_>) -> bool {
    let table = boxes.table(&[DOMAIN, SCORE, JUDGEMENT, NOT_APPLICABLE, COMMENT], &NEXT);
    let heads = [SCORE, JUDGEMENT, NOT_APPLICABLE, COMMENT];
    let domains = table.rows.iter().filter(|row| !table.cell(row, DOMAIN).cell.is_blank());
    let mut cells = domains.flat_map(|row| heads.map(|head| table.cell(row, head).cell));
    cells.any(|cell| !cell.is_blank())
        || !answers(boxes, None, &mut Problems::default()).is_empty()
        || !views(boxes, &mut Problems::default()).is_empty()
        || !actions(boxes, &mut Problems::default()).is_empty()
}

fn says(result: &DomainResult) -> bool {
    result.score.is_some()
        || result.judgement.is_some()
        || result.not_applicable
        || !result.comment.is_empty()
}

/// Returns the answers to further questions.
pub(super) fn answers(
    boxes: &Boxes<'_>,
    tool: Option<&AuditTool>,
    problems: &mut Problems,
) -> Vec<QuestionAnswer> {
    let table = boxes.table(&[QUESTION, OF_DOMAIN, ANSWER], &NEXT);
    let mut answers = Vec::new();
    for row in &table.rows {
        let question = prose(table.cell(row, QUESTION).cell);
        let domain = prose(table.cell(row, OF_DOMAIN).cell);
        if question.is_empty() {
            continue;
        }
        let of_domain = tool.and_then(|tool| tool.domain(&domain));
        let asked = of_domain.and_then(|domain| {
            domain.questions.iter().find(|asked| fold(&asked.text) == fold(&question))
        });
        let found = table.cell(row, ANSWER);
        let kind = asked.map_or(&Answer::Text, |asked| &asked.answer);
        match answer::read(kind, found.cell, DateOrder::DayFirst) {
            Ok(Some(answer)) => answers.push(QuestionAnswer { domain, question, answer }),
            Ok(None) if asked.is_some_and(|asked| asked.required) => {
                boxes.note_empty(found, problems);
            }
            Ok(None) => {}
            Err(oddity) => boxes.note(found, oddity, problems),
        }
    }
    answers
}

/// Returns the views of child and family.
pub(super) fn views(boxes: &Boxes<'_>, problems: &mut Problems) -> Vec<View> {
    let table = boxes.table(&[VIEW_OF, ASKED_BY, ASKED, WHY_NOT, IN_WORDS], &NEXT);
    let view = |row| {
        let of = ViewOf::parse(&prose(table.cell(row, VIEW_OF).cell))?;
        Some(View {
            of,
            asked: boxes.yes_no(table.cell(row, ASKED), problems),
            by: prose(table.cell(row, ASKED_BY).cell),
            why_not: prose(table.cell(row, WHY_NOT).cell),
            words: prose(table.cell(row, IN_WORDS).cell),
        })
    };
    table.rows.iter().copied().filter_map(view).filter(|view| !view.is_blank()).collect()
}

/// Returns the actions agreed.
pub(super) fn actions(boxes: &Boxes<'_>, problems: &mut Problems) -> Vec<AgreedAction> {
    let table = boxes.table(&[ACTION, OWNER, DUE], &NEXT);
    let mut actions = Vec::new();
    for row in &table.rows {
        let found = table.cell(row, ACTION);
        let what = boxes.text(found, problems);
        if !answer::is_none(&what) {
            let due = boxes.date_of_column(table.cell(row, DUE), problems);
            actions.push(AgreedAction { what, owner: prose(table.cell(row, OWNER).cell), due });
        } else if !found.cell.is_blank() {
            // Without any words it is a text in no box.
            let further = [OWNER, DUE].map(|head| table.cell(row, head));
            note_dropped(boxes, further, "action", problems);
        }
    }
    actions
}

/// Returns the urgent concern; what its response lacks is noted.
pub(super) fn urgent(boxes: &Boxes<'_>, problems: &mut Problems) -> Option<UrgentConcern> {
    let concern = boxes.words(URGENT);
    if answer::is_none(&concern) {
        let further = [TOLD, TOLD_ON, RESPONSE].map(|label| boxes.next_to(label));
        note_dropped(boxes, further, "concern", problems);
        return None;
    }
    let told_on = boxes.next_to(TOLD_ON);
    let urgent = UrgentConcern {
        concern,
        told: boxes.words(TOLD),
        told_on: boxes.date(told_on, problems),
        response: boxes.words(RESPONSE),
    };
    for label in [TOLD, TOLD_ON, RESPONSE] {
        let found = boxes.next_to(label);
        if found.cell.is_blank() {
            boxes.note_empty(found, problems);
        }
    }
    Some(urgent)
}

/// Reports filled boxes that belong to an action or a concern that there is none of.
fn note_dropped<'a>(
    boxes: &Boxes<'_>,
    found: impl IntoIterator<Item = Found<'a>>,
    to: &str,
    problems: &mut Problems,
) {
    for found in found.into_iter().filter(|found| !answer::is_none(&prose(found.cell))) {
        boxes.note(found, answer::dropped(to), problems);
    }
}
