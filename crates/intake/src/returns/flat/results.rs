//! What a row says of its domains, and of the audit tool's further questions.

use assay_model::DomainResult;
use assay_model::audit::QuestionAnswer;
use assay_model::tool::{Answer, AuditTool, Question};
use assay_tables::fold_header as fold;

use crate::DateOrder;
use crate::answer;
use crate::line::{Columns, Line};
use crate::map::DomainColumns;
use crate::not_applicable::{is_not_applicable, settle};
use crate::problems::{Oddity, Problems};

/// A column whose header is a question of the audit tool.
pub(super) struct Asked<'t> {
    header: String,
    domain: &'t str,
    question: &'t Question,
}

impl Asked<'_> {
    /// Returns the header it is under.
    pub(super) fn header(&self) -> &str {
        &self.header
    }
}

/// Returns the columns that are questions: the header is the question's words, or the domain's name
/// and the words. Of several versions of the tool the last one counts.
pub(super) fn asked<'t>(columns: &Columns, tools: &'t [AuditTool]) -> Vec<Asked<'t>> {
    let all = || tools.iter().rev().flat_map(|tool| &tool.domains);
    let find = |header: &str| {
        let wanted = fold(header);
        all().find_map(|domain| {
            let is_it = |question: &&Question| {
                fold(&question.text) == wanted
                    || fold(&format!("{} {}", domain.name, question.text)) == wanted
            };
            domain.questions.iter().find(is_it).map(|question| (domain.name.as_str(), question))
        })
    };
    let headers = columns.rest.iter().map(|at| columns.headers[*at].clone());
    headers
        .filter_map(|header| {
            let (domain, question) = find(&header)?;
            Some(Asked { header, domain, question })
        })
        .collect()
}

/// Returns the answers of a row.
pub(super) fn answers(
    line: &Line<'_>,
    asked: &[Asked<'_>],
    order: DateOrder,
    problems: &mut Problems,
) -> Vec<QuestionAnswer> {
    let mut answers = Vec::new();
    for column in asked {
        let under = line.under(&column.header);
        if column.question.answer == Answer::Date {
            under.take_date(order, problems);
        }
        match answer::read(&column.question.answer, under.cell(), order) {
            Ok(Some(answer)) => answers.push(QuestionAnswer {
                domain: column.domain.to_owned(),
                question: column.question.text.clone(),
                answer,
            }),
            Ok(None) => {}
            Err(oddity) => under.note(oddity, problems),
        }
    }
    answers
}

/// Returns the result of a row a case and domain.
pub(super) fn long_result(line: &Line<'_>, problems: &mut Problems) -> Option<DomainResult> {
    let domain = line.text("domain", problems);
    if domain.is_empty() {
        let fields = ["score", "judgement", "comment"];
        if let Some(field) = fields.into_iter().find(|field| !line.is_blank(field)) {
            let hint = format!("the {field} was not stored: nobody knows which domain it is of");
            line.note("domain", Oddity::new("a domain", hint), problems);
        }
        return None;
    }
    let says_na =
        |field: &str, problems: &mut Problems| is_not_applicable(&line.text(field, problems));
    let not_applicable = line.not_applicable("not_applicable", problems)
        || says_na("score", problems)
        || says_na("judgement", problems);
    let mut result = DomainResult {
        domain,
        score: line.score("score", problems),
        judgement: line.judgement("judgement", problems),
        not_applicable,
        comment: answer::said(line.prose("comment", problems)),
    };
    let field = if result.score.is_some() { "score" } else { "judgement" };
    if let Some(oddity) = settle(&mut result) {
        line.note(field, oddity, problems);
    }
    Some(result)
}

/// Returns the result that is in a domain's own columns.
pub(super) fn wide_result(
    line: &Line<'_>,
    columns: &DomainColumns,
    problems: &mut Problems,
) -> Option<DomainResult> {
    let cell = |header: &Option<String>| header.as_deref().map(|h| line.under(h));
    let score = cell(&columns.score);
    let judgement = cell(&columns.judgement);
    let comment =
        cell(&columns.comment).map(|cell| answer::said(cell.prose(problems))).unwrap_or_default();
    let marked = cell(&columns.not_applicable).is_some_and(|cell| cell.not_applicable(problems));
    let not_applicable = marked
        || [&score, &judgement]
            .into_iter()
            .flatten()
            .any(|cell| is_not_applicable(&cell.prose(problems)));
    let mut result = DomainResult {
        domain: columns.domain.clone(),
        score: score.as_ref().and_then(|cell| cell.score(problems)),
        judgement: judgement.as_ref().and_then(|cell| cell.judgement(problems)),
        not_applicable,
        comment,
    };
    let graded = if result.score.is_some() { score } else { judgement };
    if let (Some(oddity), Some(cell)) = (settle(&mut result), graded) {
        cell.note(oddity, problems);
    }
    let says = result.score.is_some()
        || result.judgement.is_some()
        || result.not_applicable
        || !result.comment.is_empty();
    says.then_some(result)
}
