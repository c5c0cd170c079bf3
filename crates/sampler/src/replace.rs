//! Replacement, the last remedy: the stratum's next unused reserve, with a reason from a fixed list,
//! an approver, and whether the file had been opened. Reassigning comes before it and is elsewhere.

use std::collections::BTreeSet;

use assay_model::{CaseId, Timestamp};

use crate::draw::next_in_systematic_order;
use crate::standing::{standing, together, used_reserves};
use crate::{Frame, Manifest, Replacement, Selection, Targeted};

/// Why a case cannot be audited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody could open the record.
    NotAccessible,
    /// It should not have been on the list.
    OutOfScope,
    /// The same child as another case.
    Duplicate,
    /// Something else, in words.
    Other(String),
}

impl Reason {
    /// Returns the reason with this word: `record not accessible`, `not in scope after all`,
    /// `duplicate child`, or `other: …` with the text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.to_lowercase().as_str() {
            "record not accessible" | "not accessible" => Some(Self::NotAccessible),
            "not in scope after all" | "not in scope" => Some(Self::OutOfScope),
            "duplicate child" | "duplicate" => Some(Self::Duplicate),
            _ => {
                let (word, rest) = text.split_once(':')?;
                let rest = rest.trim();
                (word.trim().eq_ignore_ascii_case("other") && !rest.is_empty())
                    .then(|| Self::Other(rest.to_owned()))
            }
        }
    }

    /// Returns the text that the manifest keeps.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::NotAccessible => "record not accessible".to_owned(),
            Self::OutOfScope => "not in scope after all".to_owned(),
            Self::Duplicate => "duplicate child".to_owned(),
            Self::Other(text) => format!("other: {text}"),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The case that cannot be audited: a selected one, or a reserve standing in for one.
    pub case: &'a CaseId,
    /// Why.
    pub reason: Reason,
    /// Who approved it.
    pub approver: &'a str,
    /// Whether the file had been opened.
    pub opened: bool,
    /// When.
    pub at: Timestamp,
}

/// Why a case was not replaced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplaceError {
    /// Not in the sample.
    #[error("case \"{0}\" is not in the sample: expected a case to be audited now")]
    NotInSample(CaseId),
    /// Replaced before.
    #[error("case \"{case}\" was replaced before, by \"{by}\"")]
    Already {
        /// The case.
        case: CaseId,
        /// Its stand-in.
        by: CaseId,
    },
    /// No reserve is left.
    #[error("stratum \"{0}\" has no unused reserve")]
    NoReserve(String),
    /// Nobody approved.
    #[error("expected the name of who approved the replacement, found none")]
    NoApprover,
}

/// Returns the manifest with the case replaced by the next in order, unassigned. Where whole families
/// are audited, the whole next family takes the place of the whole family of the case.
///
/// # Errors
/// When the case is not in the sample now, or nothing can take the place of it.
pub fn replace(
    manifest: &Manifest,
    frame: &Frame,
    request: &Request,
) -> Result<Manifest, ReplaceError> {
    if request.approver.trim().is_empty() {
        return Err(ReplaceError::NoApprover);
    }
    let leaving = together(&manifest.strata, request.case);
    if let Some(entry) = manifest.replacements.iter().rev().find(|e| leaving.contains(&&e.case)) {
        let (case, by) = (request.case.clone(), entry.replaced_by.clone());
        return Err(ReplaceError::Already { case, by });
    }
    let places = standing(manifest);
    let place = places
        .iter()
        .find(|place| place.case.as_ref() == Some(request.case))
        .ok_or_else(|| ReplaceError::NotInSample(request.case.clone()))?;
    let replaced_by = next(manifest, frame, request.case, &place.stratum)
        .ok_or_else(|| ReplaceError::NoReserve(place.stratum.clone()))?;
    let mut replaced = manifest.clone();
    replaced.assignments.retain(|assignment| !leaving.contains(&&assignment.case));
    replaced.replacements.push(Replacement {
        case: request.case.clone(),
        reason: request.reason.text(),
        replaced_by,
        approver: request.approver.trim().to_owned(),
        opened: request.opened,
        at: request.at,
    });
    Ok(replaced)
}

/// Returns the manifest with a case chosen by judgement added.
#[must_use]
pub fn target(manifest: &Manifest, case: &CaseId, reason: &str) -> Manifest {
    let mut targeted = manifest.clone();
    targeted.targeted.push(Targeted { case: case.clone(), reason: reason.to_owned() });
    targeted
}

/// Returns the share of the sample that was replaced, and whether any file had been opened: more than
/// 5%, or any after opening, is said in the sampling statement.
#[must_use]
pub fn replaced_note(manifest: &Manifest) -> Option<String> {
    let counted =
        manifest.replacements.iter().filter(|e| e.reason != crate::standing::EXTENSION_REASON);
    let (mut replaced, mut opened) = (0_u64, 0_u64);
    for entry in counted {
        replaced += 1;
        opened += u64::from(entry.opened);
    }
    let n = manifest.n();
    if opened > 0 {
        return Some(format!(
            "{replaced} of {n} cases replaced, {opened} after the file was opened"
        ));
    }
    (replaced * 20 > n).then(|| format!("{replaced} of {n} cases replaced, more than 5%"))
}

fn next(manifest: &Manifest, frame: &Frame, case: &CaseId, stratum: &str) -> Option<CaseId> {
    let used = used_reserves(manifest);
    if manifest.rules.selection == Selection::Systematic {
        let selected: BTreeSet<&CaseId> = manifest.selected().collect();
        return next_in_systematic_order(frame, case, |c| selected.contains(c) || used.contains(c));
    }
    let stratum = manifest.strata.iter().find(|s| s.name == stratum)?;
    stratum.reserves.iter().map(|d| &d.case).find(|case| !used.contains(case)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::tests::{families, frame, manifest};
    use crate::{Rules, Unit, verify};

    fn request(case: &CaseId, minute: u8) -> Request<'_> {
        let at = format!("2026-09-02T09:{minute:02}:00Z").parse().unwrap();
        Request { case, reason: Reason::NotAccessible, approver: "B", opened: false, at }
    }

    #[test]
    fn reserves_step_in_in_order_and_may_be_skipped_with_a_reason() {
        let frame = frame(60);
        let record = manifest(&frame, 12, Rules { reserves: 2, ..Rules::default() });
        let stratum = &record.strata[1];
        let once = replace(&record, &frame, &request(&stratum.selected[2].case, 1)).unwrap();
        let stand_in = once.replacements[0].replaced_by.clone();
        assert_eq!(stand_in, stratum.reserves[0].case);
        let twice = replace(&once, &frame, &request(&stand_in, 2)).unwrap();
        assert_eq!(twice.replacements[1].replaced_by, stratum.reserves[1].case);
        assert_eq!(verify(&twice, &frame.bytes()).first_difference(), None);
        let third = replace(&twice, &frame, &request(&stratum.selected[0].case, 3));
        assert_eq!(third.unwrap_err(), ReplaceError::NoReserve("CIN 2".to_owned()));
        let again = replace(&twice, &frame, &request(&stratum.selected[2].case, 3));
        assert!(matches!(again, Err(ReplaceError::Already { .. })));
        assert_eq!(replaced_note(&twice).unwrap(), "2 of 12 cases replaced, more than 5%");
    }

    #[test]
    fn a_reserve_out_of_turn_is_named_by_verify() {
        let frame = frame(60);
        let record = manifest(&frame, 12, Rules { reserves: 2, ..Rules::default() });
        let case = record.strata[0].selected[0].case.clone();
        let mut wrong = replace(&record, &frame, &request(&case, 1)).unwrap();
        wrong.replacements[0].replaced_by = record.strata[0].reserves[1].case.clone();
        let found = verify(&wrong, &frame.bytes());
        let expected = format!(
            "the replacement of case \"{case}\": expected \"{}\", found \"{}\"",
            record.strata[0].reserves[0].case, record.strata[0].reserves[1].case
        );
        assert_eq!(found.replacements_in_order.difference(), Some(expected.as_str()));
    }

    #[test]
    fn in_a_systematic_draw_the_next_later_row_steps_in() {
        let frame = frame(60);
        let rules = Rules { selection: Selection::Systematic, ..Rules::default() };
        let record = manifest(&frame, 4, rules);
        let last = record.strata[0].selected[3].case.clone();
        let replaced = replace(&record, &frame, &request(&last, 1)).unwrap();
        let position = |case: &CaseId| frame.rows().iter().position(|r| r.case == *case).unwrap();
        let expected = (position(&last) + 1) % 60;
        assert_eq!(position(&replaced.replacements[0].replaced_by), expected);
        assert_eq!(verify(&replaced, &frame.bytes()).first_difference(), None);
    }

    #[test]
    fn a_whole_family_stands_in_for_a_whole_family() {
        let frame = families(120);
        let rules = Rules { reserves: 3, unit: Unit::WholeFamily, ..Rules::default() };
        let record = manifest(&frame, 12, rules);
        let family = |case: &CaseId| frame.row(case).unwrap().unit.clone();
        let size = |unit: &str| frame.eligible().filter(|row| row.unit == unit).count();
        let stratum = &record.strata[0];
        let leaving = &stratum.selected[1].case;
        let replaced = replace(&record, &frame, &request(leaving, 1)).unwrap();
        let stand_in = family(&replaced.replacements[0].replaced_by);
        assert_eq!(stand_in, family(&stratum.reserves[0].case));
        let now = standing(&replaced);
        let audited: Vec<String> = now.iter().flat_map(|p| &p.case).map(family).collect();
        assert!(!audited.contains(&family(leaving)));
        assert_eq!(audited.iter().filter(|f| **f == stand_in).count(), size(&stand_in));
        assert_eq!(verify(&replaced, &frame.bytes()).first_difference(), None);
        let again = replace(&replaced, &frame, &request(leaving, 2));
        assert!(matches!(again, Err(ReplaceError::Already { .. })));
        let skipped = replaced.replacements[0].replaced_by.clone();
        let twice = replace(&replaced, &frame, &request(&skipped, 3)).unwrap();
        assert_ne!(family(&twice.replacements[1].replaced_by), stand_in);
        assert_eq!(verify(&twice, &frame.bytes()).first_difference(), None);
        // A larger sample selects the families in reserve, and hands their places on.
        let at = "2026-09-10T00:00:00Z".parse().unwrap();
        let large = crate::extend::extend(&twice, &frame, 20, "A", at).unwrap();
        assert_eq!(verify(&large, &frame.bytes()).first_difference(), None);
        let mut audited: Vec<CaseId> =
            standing(&large).into_iter().filter_map(|p| p.case).collect();
        let all = audited.len();
        audited.sort();
        audited.dedup();
        assert_eq!(audited.len(), all, "no child is audited twice");
        assert!(!audited.contains(leaving) && !audited.contains(&skipped));
    }

    #[test]
    fn reasons_come_from_a_list() {
        assert_eq!(Reason::parse("Duplicate child").unwrap().text(), "duplicate child");
        assert_eq!(Reason::parse("other: moved abroad").unwrap().text(), "other: moved abroad");
        assert_eq!(Reason::parse("other:"), None);
        assert_eq!(Reason::parse("I'd rather not"), None);
    }
}
