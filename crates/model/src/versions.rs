//! Versions of one audit return: which of two is the later one, and what the later one would blank. A form
//! says when it was saved, a table may say when the return was received; where neither tells two versions
//! apart, the fuller one is the later, and of two that are both full nobody knows. A return that differs from
//! another by these days alone is no other version.

use std::cmp::Ordering;

use crate::{AuditReturn, Date, Timestamp};

/// What a return that comes in is to the one that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The same.
    Same,
    /// An earlier version: its form was saved before, it was received before, or its form was saved at the same
    /// moment with less in it.
    Older,
    /// A later version that leaves blank what is filled: these parts.
    Blanks(Vec<String>),
    /// Another version with nothing less in it, and nothing says which of the two is the later.
    Undecided,
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
    let is_fuller = || !self::blanked(new, held).is_empty();
    match stated(held, new) {
        Some(Ordering::Less) => Against::Older,
        Some(_) if blanked.is_empty() => Against::Newer,
        None if blanked.is_empty() && is_fuller() => Against::Newer,
        None if blanked.is_empty() => Against::Undecided,
        None if held.saved_at.is_some() && held.saved_at == new.saved_at && !is_fuller() => {
            Against::Older
        }
        _ => Against::Blanks(blanked),
    }
}

/// Compares a return that comes in with every version that is held, the last one last; none where none is. One
/// that came before is no newer one unless it says that it is, nor is one that is older than any.
#[must_use]
pub fn among(versions: &[&AuditReturn], new: &AuditReturn) -> Option<Against> {
    let (last, before) = versions.split_last()?;
    let came_before = || before.iter().any(|one| is_same(one, new));
    let is_older = || versions.iter().any(|one| is_later(new, one));
    Some(match against(last, new) {
        Against::Same => Against::Same,
        _ if is_older() || (came_before() && !is_later(last, new)) => Against::Older,
        other => other,
    })
}

/// Says whether a return is a later version than another by what the two say of themselves.
fn is_later(held: &AuditReturn, new: &AuditReturn) -> bool {
    stated(held, new) == Some(Ordering::Greater)
}

/// Returns the moment that a version is of: when its form was saved, else the day it was received.
#[must_use]
pub fn moment(audit: &AuditReturn) -> Option<(Date, Option<Timestamp>)> {
    let saved = audit.saved_at.map(|at| (at.to_zoned(jiff::tz::TimeZone::UTC).date(), Some(at)));
    saved.or(audit.received_on.map(|day| (day, None)))
}

/// Returns how a new version stands in time to the one that is held; none where nothing says so.
fn stated(held: &AuditReturn, new: &AuditReturn) -> Option<Ordering> {
    let ((before, at_before), (day, at)) = moment(held).zip(moment(new))?;
    let by_time = || at.zip(at_before).map(|(at, before)| at.cmp(&before));
    let found = if day == before { by_time()? } else { day.cmp(&before) };
    Some(found).filter(|found| *found != Ordering::Equal)
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
    fn the_day_a_return_was_received_tells_versions_apart() {
        let of = |day: Option<&str>, overall| AuditReturn {
            received_on: day.map(|day| day.parse().unwrap()),
            ..form(None, Some(overall), "seen")
        };
        let first = of(Some("2026-05-06"), Judgement::Good);
        let second = of(Some("2026-05-10"), Judgement::Inadequate);
        assert_eq!(held(&[&first, &second]), second);
        assert_eq!(held(&[&second, &first, &first]), second);
        assert_eq!(against(&second, &first), Against::Older);
        for day in [None, Some("2026-05-10")] {
            let unknown = of(day, Judgement::RequiresImprovement);
            assert_eq!(against(&second, &unknown), Against::Undecided);
            assert_eq!(against(&unknown, &second), Against::Undecided);
        }
        // A form that was saved on a day is as old as a table that was received on it.
        let saved = form(Some(0), Some(Judgement::Good), "seen");
        let table = of(Some("1970-01-01"), Judgement::Inadequate);
        assert_eq!(against(&saved, &table), Against::Undecided);
        assert_eq!(against(&saved, &second), Against::Newer);
    }

    #[test]
    fn of_forms_of_one_moment_with_other_grades_nobody_knows_which_counts() {
        for minute in [None, Some(7)] {
            let one = form(minute, Some(Judgement::Good), "seen");
            let other = form(minute, Some(Judgement::Inadequate), "seen");
            assert_eq!(against(&one, &other), Against::Undecided);
            assert_eq!(against(&other, &one), Against::Undecided);
        }
    }

    /// Numbers that look like chance, the same in every run.
    fn chance(state: &mut u64) -> u64 {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state >> 33
    }

    fn any_version(state: &mut u64) -> AuditReturn {
        let overall = [None, Some(Judgement::Good), Some(Judgement::Inadequate)];
        let overall = overall[chance(state) as usize % 3];
        let response = ["", "seen", "seen twice"][chance(state) as usize % 3];
        let minute = (chance(state).is_multiple_of(2)).then(|| (chance(state) % 4 * 720) as i64);
        let day = ["1970-01-01", "1970-01-02", "1970-01-03"][chance(state) as usize % 3];
        AuditReturn {
            received_on: (chance(state).is_multiple_of(2)).then(|| day.parse().unwrap()),
            ..form(minute, overall, response)
        }
    }

    /// What is held after versions came in, as an import takes them, and whether one was refused.
    fn taken(order: &[usize], all: &[AuditReturn]) -> (AuditReturn, bool) {
        let mut versions: Vec<&AuditReturn> = Vec::new();
        let mut is_refused = false;
        for new in order.iter().map(|at| &all[*at]) {
            match among(&versions, new) {
                None | Some(Against::Newer) => versions.push(new),
                Some(Against::Same | Against::Older) => {}
                Some(Against::Blanks(_) | Against::Undecided) => is_refused = true,
            }
        }
        (versions[versions.len() - 1].clone(), is_refused)
    }

    #[test]
    fn versions_in_every_order_and_any_number_of_times_give_the_same_or_are_refused() {
        const ORDERS: [[usize; 3]; 6] =
            [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let (mut state, mut agreed) = (7, 0);
        for _ in 0..20_000 {
            let all = [(); 3].map(|()| any_version(&mut state));
            // The same saved again is no version, so its later moment is not kept.
            let is_resaved = |one: usize, other: usize| {
                is_same(&all[one], &all[other]) && moment(&all[one]) != moment(&all[other])
            };
            if is_resaved(0, 1) || is_resaved(0, 2) || is_resaved(1, 2) {
                continue;
            }
            let again = |order: &[usize; 3]| [&order[..], &order[..], &order[..1]].concat();
            let mut ends: Vec<AuditReturn> = Vec::new();
            for order in &ORDERS {
                let (held, is_refused) = taken(order, &all);
                if !is_refused {
                    // What is read again is held already, older, or refused: nothing changes.
                    assert_eq!(taken(&again(order), &all).0, held, "{order:?} {all:#?}");
                    ends.push(held);
                }
            }
            let differ = ends.iter().any(|end| !is_same(end, &ends[0]));
            assert!(!differ, "{all:#?}");
            agreed += usize::from(ends.len() == ORDERS.len());
        }
        assert!(agreed > 500, "{agreed}");
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
