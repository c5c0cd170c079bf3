//! Versions of one audit return: which of two is the later one, and what the later one would blank. The day
//! a return came in makes no version.

use crate::AuditReturn;

/// What a return that comes in is to the one that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The same.
    Same,
    /// An earlier version: its form was saved before, or at the same moment with less in it.
    Older,
    /// A later version that leaves blank what is filled: these parts.
    Blanks(Vec<String>),
    /// A later version.
    Newer,
}

/// Compares a return that comes in with the one that is held.
#[must_use]
pub fn against(held: &AuditReturn, new: &AuditReturn) -> Against {
    if is_same(held, new) {
        return Against::Same;
    }
    let blanked = blanked(held, new);
    match (held.saved_at, new.saved_at) {
        (Some(before), Some(saved)) if saved < before => Against::Older,
        (Some(before), Some(saved))
            if saved == before && !blanked.is_empty() && self::blanked(new, held).is_empty() =>
        {
            Against::Older
        }
        _ if blanked.is_empty() => Against::Newer,
        _ => Against::Blanks(blanked),
    }
}

/// Returns whether two returns say the same.
#[must_use]
pub fn is_same(one: &AuditReturn, other: &AuditReturn) -> bool {
    let bare =
        |audit: &AuditReturn| AuditReturn { received_on: None, saved_at: None, ..audit.clone() };
    bare(one) == bare(other)
}

/// Returns the parts that are filled in `held` and blank in `new`.
fn blanked(held: &AuditReturn, new: &AuditReturn) -> Vec<String> {
    let response = |audit: &AuditReturn| {
        audit.urgent.as_ref().is_some_and(|urgent| !urgent.response.trim().is_empty())
    };
    let pairs = [
        ("the date of the audit", held.audited_on.is_some(), new.audited_on.is_some()),
        ("the overall judgement", held.overall.is_some(), new.overall.is_some()),
        ("good practice", !held.good_practice.is_empty(), !new.good_practice.is_empty()),
        ("the urgent concern", held.urgent.is_some(), new.urgent.is_some()),
        ("the response to the urgent concern", response(held), response(new)),
        ("the actions", !held.actions.is_empty(), !new.actions.is_empty()),
    ];
    let mut blanked: Vec<String> = pairs
        .into_iter()
        .filter(|(_, before, after)| *before && !after)
        .map(|(part, ..)| part.to_owned())
        .collect();
    for domain in &held.domains {
        let now = new.domains.iter().find(|other| other.domain == domain.domain);
        let lost = |filled: bool, now: bool| filled && !now;
        let score = now.is_some_and(|now| now.score.is_some() || now.not_applicable);
        let judgement = now.is_some_and(|now| now.judgement.is_some() || now.not_applicable);
        let comment = now.is_some_and(|now| !now.comment.trim().is_empty());
        for (what, is_lost) in [
            ("score", lost(domain.score.is_some(), score)),
            ("judgement", lost(domain.judgement.is_some(), judgement)),
            ("comment", lost(!domain.comment.trim().is_empty(), comment)),
        ] {
            if is_lost {
                blanked.push(format!("the {what} of {}", domain.domain));
            }
        }
    }
    for answer in &held.answers {
        let is_there = |other: &crate::audit::QuestionAnswer| {
            other.domain == answer.domain && other.question == answer.question
        };
        if !new.answers.iter().any(is_there) {
            blanked.push(format!("the answer to \"{}\"", answer.question));
        }
    }
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::UrgentConcern;
    use crate::{AuditKind, CaseId, DomainResult, Judgement};

    /// A form as it was saved at a minute, with an overall judgement and a response where there are any.
    fn form(minute: Option<i64>, overall: Option<Judgement>, response: &str) -> AuditReturn {
        AuditReturn {
            draw: None,
            case: CaseId::parse("7").unwrap(),
            auditor: "ann".into(),
            audited_on: None,
            month: None,
            kind: AuditKind::Monthly,
            tool: "1".into(),
            overall,
            domains: vec![DomainResult {
                domain: "Planning".into(),
                score: None,
                judgement: None,
                not_applicable: false,
                comment: response.to_owned(),
            }],
            answers: Vec::new(),
            views: Vec::new(),
            worker_took_part: None,
            good_practice: String::new(),
            actions: Vec::new(),
            urgent: Some(UrgentConcern {
                concern: "bruise".into(),
                told: String::new(),
                told_on: None,
                response: response.to_owned(),
            }),
            received_on: None,
            saved_at: minute.map(|minute| crate::Timestamp::from_second(minute * 60).unwrap()),
        }
    }

    /// What is held after these came in, one after the other.
    fn held(order: &[&AuditReturn]) -> AuditReturn {
        let mut held = order[0].clone();
        for new in &order[1..] {
            if !matches!(against(&held, new), Against::Same | Against::Older) {
                held = (*new).clone();
            }
        }
        held
    }

    #[test]
    fn forms_in_every_order_and_any_number_of_times_give_the_latest() {
        let good = Some(Judgement::Good);
        let begun = form(Some(1), None, "");
        let full = form(Some(2), good, "s47 begun");
        let corrected = form(Some(3), Some(Judgement::Inadequate), "s47 begun, seen today");
        let all = [&begun, &full, &corrected];
        for first in 0..3 {
            for second in 0..3 {
                for third in 0..3 {
                    let order = [all[first], all[second], all[third], all[first], all[second]];
                    if order.contains(&&corrected) {
                        assert_eq!(held(&order), corrected, "{first} {second} {third}");
                    }
                }
            }
        }
    }

    #[test]
    fn of_forms_saved_at_one_moment_the_fuller_is_the_later() {
        let part = form(Some(5), Some(Judgement::Good), "");
        let full = form(Some(5), Some(Judgement::Good), "s47 begun");
        assert_eq!(held(&[&full, &part]), full);
        assert_eq!(held(&[&part, &full]), full);
    }

    #[test]
    fn what_a_later_version_would_blank_is_named() {
        let full = form(None, Some(Judgement::Good), "s47 begun");
        let Against::Blanks(parts) = against(&full, &form(None, None, "")) else {
            panic!("it blanks three boxes")
        };
        assert_eq!(
            parts,
            [
                "the overall judgement",
                "the response to the urgent concern",
                "the comment of Planning"
            ]
        );
        let mut late = full.clone();
        late.received_on = Some("2026-10-09".parse().unwrap());
        late.saved_at = Some(crate::Timestamp::from_second(60).unwrap());
        assert_eq!(against(&full, &late), Against::Same);
    }
}
