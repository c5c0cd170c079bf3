//! The page for supervision: what one audit says back to the worker, strengths first, and a paragraph for
//! the child's record. It chooses no audit and writes no file.

use assay_model::audit::AgreedAction;
use assay_model::{AuditReturn, DomainResult, Judgement, Score, print};

use crate::docx::{Letter, LetterPart};
use crate::view::{Edition, Fact};

/// What the page says of itself.
#[derive(Debug, Clone)]
pub struct About {
    /// The council.
    pub council: String,
    /// The marking at the head of the page.
    pub marking: String,
    /// When it was made.
    pub edition: Edition,
}

/// Returns the page of an audit. A domain without a judgement is a strength from this score.
#[must_use]
pub fn page(audit: &AuditReturn, strength_from: Score, about: About) -> Letter {
    let fact = |term: &str, text: String| Fact { id: String::new(), term: term.to_owned(), text };
    let overall = audit.overall.map_or("not judged", Judgement::words).to_owned();
    Letter {
        title: "Feedback from an audit, for supervision".to_owned(),
        council: about.council,
        marking: about.marking,
        edition: about.edition,
        facts: vec![
            fact("Case", audit.case.to_string()),
            fact("Audited on", audit.audited_on.map_or("no date".to_owned(), print::date)),
            fact("Overall", overall),
        ],
        parts: parts(audit, strength_from),
    }
}

/// Returns a paragraph without names, to be copied into the child's record.
#[must_use]
pub fn paragraph(audit: &AuditReturn, strength_from: Score) -> String {
    let when = audit
        .audited_on
        .map_or("at an unrecorded date".to_owned(), |on| format!("on {}", print::date(on)));
    let judged =
        audit.overall.map_or(String::new(), |judged| format!(" and judged {}", judged.words()));
    let strong = audit.domains.iter().filter(|result| is_strength(result, strength_from));
    let strong: Vec<&str> = strong.map(|result| result.domain.as_str()).collect();
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

fn parts(audit: &AuditReturn, strength_from: Score) -> Vec<LetterPart> {
    let mut strengths = points(audit, |result| is_strength(result, strength_from));
    if !audit.good_practice.is_empty() {
        strengths.insert(0, audit.good_practice.clone());
    }
    let views: Vec<String> = audit
        .views
        .iter()
        .filter(|view| !view.words.is_empty())
        .map(|view| format!("The {} said: {}", view.of.word(), view.words))
        .collect();
    let mut parts = vec![
        part(
            "What was done well",
            strengths,
            "The audit names no strength; say in supervision what it overlooked.",
        ),
        part(
            "What would make it better",
            points(audit, |result| !is_strength(result, strength_from)),
            "Nothing was judged less than good.",
        ),
    ];
    if !views.is_empty() {
        parts.push(part("What child and family said", views, ""));
    }
    let actions = audit.actions.iter().map(action).collect();
    parts.push(part("What was agreed", actions, "No action was agreed."));
    let record = paragraph(audit, strength_from);
    parts.push(part("For the child's record", Vec::new(), &record));
    parts
}

/// A part with its points, or with a sentence where there are none.
fn part(heading: &str, points: Vec<String>, otherwise: &str) -> LetterPart {
    let paragraphs = if points.is_empty() { vec![otherwise.to_owned()] } else { Vec::new() };
    LetterPart { heading: heading.to_owned(), paragraphs, points }
}

fn points(audit: &AuditReturn, is_wanted: impl Fn(&DomainResult) -> bool) -> Vec<String> {
    let point = |result: &DomainResult| {
        let judged = result.judgement.map(|judged| format!(" ({})", judged.words()));
        let said = if result.comment.is_empty() { "no comment" } else { &result.comment };
        format!("{}{}: {said}", result.domain, judged.unwrap_or_default())
    };
    let told = audit.domains.iter().filter(|result| !result.not_applicable && is_wanted(result));
    told.map(point).collect()
}

fn is_strength(result: &DomainResult, from: Score) -> bool {
    match result.judgement {
        Some(judgement) => judgement.is_good_or_better(),
        None => result.score.is_some_and(|score| score >= from),
    }
}

fn action(action: &AgreedAction) -> String {
    let owner = if action.owner.is_empty() { "no owner named" } else { &action.owner };
    let due = action.due.map_or("no date".to_owned(), |due| format!("by {}", print::date(due)));
    format!("{} ({owner}, {due})", action.what.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_model::{AuditKind, CaseId};

    fn scored(domain: &str, score: &str) -> DomainResult {
        DomainResult {
            domain: domain.into(),
            score: Score::parse(score),
            judgement: None,
            not_applicable: false,
            comment: "Clear.".into(),
        }
    }

    fn audit() -> AuditReturn {
        AuditReturn {
            draw: None,
            case: CaseId::parse("17").unwrap(),
            auditor: "a".into(),
            audited_on: "2026-09-03".parse().ok(),
            month: None,
            kind: AuditKind::Monthly,
            tool: "1".into(),
            overall: Some(Judgement::Good),
            domains: vec![scored("Planning", "7"), scored("Visits", "6.5")],
            answers: Vec::new(),
            views: Vec::new(),
            worker_took_part: None,
            good_practice: String::new(),
            actions: Vec::new(),
            urgent: None,
            received_on: None,
            saved_at: None,
        }
    }

    #[test]
    fn the_setting_decides_from_which_score_a_domain_is_a_strength() {
        let strengths = |from: &str| {
            let edition = Edition {
                as_at: String::new(),
                as_at_iso: String::new(),
                program: String::new(),
                head: String::new(),
                status: String::new(),
            };
            let about = About { council: String::new(), marking: String::new(), edition };
            page(&audit(), Score::parse(from).unwrap(), about).parts[0].points.clone()
        };
        assert_eq!(strengths("7"), ["Planning: Clear."]);
        assert_eq!(strengths("6"), ["Planning: Clear.", "Visits: Clear."]);
        assert_eq!(strengths("8"), [""; 0]);
    }

    #[test]
    fn the_paragraph_for_the_record_names_nobody() {
        assert_eq!(
            paragraph(&audit(), Score::parse("7").unwrap()),
            "This file was audited on 3 September 2026 and judged good. Strengths: Planning. No action was agreed."
        );
    }
}
