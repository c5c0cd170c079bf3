//! Back to the worker: one page for supervision from the latest audit of a case, strengths first, and a
//! paragraph for the child's record. The days it was given and filed are kept and measured.

use std::path::PathBuf;

use assay_measures::counting::is_audit_of_its_own;
use assay_model::{AuditReturn, CaseId, Date, DomainResult, FeedbackDays, Judgement};
use assay_pack::docx::{Letter, LetterPart, letter};
use assay_pack::number::date as day;
use assay_pack::view::{Edition, Fact};
use assay_store::StoredReturn;
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::next::{Import, Next};
use crate::desk::place::Workspace;
use crate::round::forms::council;

/// What is said of a feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedbackOptions {
    /// The day it was given in supervision.
    pub given: Option<Date>,
    /// The day the paragraph was filed in the child's record.
    pub filed: Option<Date>,
}

/// A feedback that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The audit it speaks of.
    pub audit: AuditReturn,
    /// The page for supervision. Its name has no id.
    pub path: PathBuf,
    /// The paragraph for the child's record.
    pub paragraph: String,
    /// The day it was given, once it was.
    pub given: Option<Date>,
    /// The day it was filed, once it was.
    pub filed: Option<Date>,
}

/// Writes the page of the case's latest audit and keeps the days given and filed.
///
/// # Errors
/// When the case has no audit, or a file cannot be written.
pub fn feedback(
    workspace: &mut Workspace,
    case: &CaseId,
    options: FeedbackOptions,
) -> Result<Feedback> {
    let _lock = workspace.lock()?;
    let stored = latest(workspace, case)?;
    let key = assay_store::returns::key(&stored.audit);
    let before: Option<FeedbackDays> = workspace.store.one(&key)?;
    let given = options.given.or(before.as_ref().and_then(|days| days.given_on));
    let filed = options.filed.or(before.as_ref().and_then(|days| days.filed_on));
    let paragraph = paragraph(&stored.audit);
    let page = page(workspace, &stored.audit, &paragraph)?;
    let bytes = letter(&page)
        .map_err(|fault| Error::failed("the feedback cannot be written").because(fault))?;
    let path =
        workspace.root.join(folder::FEEDBACK).join(format!("feedback-{}.docx", stored.number));
    files::write(&path, &bytes)?;
    let days = FeedbackDays {
        audit: key,
        number: stored.number,
        case: case.clone(),
        draw: stored.audit.draw.clone(),
        given_on: given,
        filed_on: filed,
    };
    let (actor, now) = (workspace.session.actor().clone(), workspace.session.now());
    workspace.store.write(&actor, now, |tx| {
        if tx.keep(&days, None)?.is_stored() {
            tx.append("feedback", json!({}))?;
        }
        Ok::<(), Error>(())
    })?;
    Ok(Feedback { audit: stored.audit, path, paragraph, given, filed })
}

fn latest(workspace: &Workspace, case: &CaseId) -> Result<StoredReturn> {
    let returns = workspace.store.returns()?;
    let own = returns
        .into_iter()
        .filter(|stored| stored.audit.case == *case && is_audit_of_its_own(stored.audit.kind));
    own.max_by_key(|stored| (stored.audit.audited_on, stored.number)).ok_or_else(|| {
        Error::missing(format!("there is no audit of case {case}"))
            .then(Next::Import(Import::Returns))
    })
}

fn is_strength(result: &DomainResult) -> bool {
    match result.judgement {
        Some(judgement) => judgement.is_good_or_better(),
        None => result.score.is_some_and(|score| score.hundredths() >= 700),
    }
}

fn page(workspace: &Workspace, audit: &AuditReturn, paragraph: &str) -> Result<Letter> {
    let council = council(workspace)?;
    let as_at = workspace.session.as_at();
    let points = |strong: bool| -> Vec<String> {
        let told = audit.domains.iter().filter(|r| !r.not_applicable && is_strength(r) == strong);
        told.map(|result| {
            let judged = result.judgement.map(|judged| format!(" ({})", judged.words()));
            let said = if result.comment.is_empty() { "no comment" } else { &result.comment };
            format!("{}{}: {said}", result.domain, judged.unwrap_or_default())
        })
        .collect()
    };
    let mut strengths = points(true);
    if !audit.good_practice.is_empty() {
        strengths.insert(0, audit.good_practice.clone());
    }
    let none = |points: &[String], words: &str| {
        if points.is_empty() { vec![words.to_owned()] } else { Vec::new() }
    };
    let better = points(false);
    let actions: Vec<String> = audit.actions.iter().map(action).collect();
    let views: Vec<String> = audit
        .views
        .iter()
        .filter(|view| !view.words.is_empty())
        .map(|view| format!("The {} said: {}", view.of.word(), view.words))
        .collect();
    let mut parts = vec![
        LetterPart {
            heading: "What was done well".to_owned(),
            paragraphs: none(
                &strengths,
                "The audit names no strength; say in supervision what it overlooked.",
            ),
            points: strengths,
        },
        LetterPart {
            heading: "What would make it better".to_owned(),
            paragraphs: none(&better, "Nothing was judged less than good."),
            points: better,
        },
        LetterPart {
            heading: "What was agreed".to_owned(),
            paragraphs: none(&actions, "No action was agreed."),
            points: actions,
        },
    ];
    if !views.is_empty() {
        let heading = "What child and family said".to_owned();
        parts.insert(2, LetterPart { heading, paragraphs: Vec::new(), points: views });
    }
    parts.push(LetterPart {
        heading: "For the child's record".to_owned(),
        paragraphs: vec![paragraph.to_owned()],
        points: Vec::new(),
    });
    let fact = |term: &str, text: String| Fact { id: String::new(), term: term.to_owned(), text };
    let overall = audit.overall.map_or("not judged", Judgement::words).to_owned();
    Ok(Letter {
        title: "Feedback from an audit, for supervision".to_owned(),
        council: council.name,
        marking: format!("OFFICIAL-SENSITIVE: {}", council.descriptor),
        edition: Edition {
            as_at: day(as_at),
            as_at_iso: as_at.to_string(),
            program: format!("assay {}", env!("CARGO_PKG_VERSION")),
            head: String::new(),
        },
        facts: vec![
            fact("Case", audit.case.to_string()),
            fact("Audited on", audit.audited_on.map_or("no date".to_owned(), day)),
            fact("Overall", overall),
        ],
        parts,
    })
}

/// A paragraph without names, to be copied into the child's record.
fn paragraph(audit: &AuditReturn) -> String {
    let when =
        audit.audited_on.map_or("at an unrecorded date".to_owned(), |on| format!("on {}", day(on)));
    let judged =
        audit.overall.map_or(String::new(), |judged| format!(" and judged {}", judged.words()));
    let strong: Vec<&str> =
        audit.domains.iter().filter(|r| is_strength(r)).map(|r| r.domain.as_str()).collect();
    let strengths = if strong.is_empty() {
        String::new()
    } else {
        format!(" Strengths: {}.", strong.join("; "))
    };
    let actions: Vec<String> = audit.actions.iter().map(action).collect();
    let agreed = if actions.is_empty() {
        " No action was agreed.".to_owned()
    } else {
        format!(" Agreed: {}.", actions.join("; "))
    };
    format!("This file was audited {when}{judged}.{strengths}{agreed}")
}

fn action(action: &assay_model::audit::AgreedAction) -> String {
    let owner = if action.owner.is_empty() { "no owner named" } else { &action.owner };
    let due = action.due.map_or("no date".to_owned(), |due| format!("by {}", day(due)));
    format!("{} ({owner}, {due})", action.what.trim_end_matches('.'))
}
