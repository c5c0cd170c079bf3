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
mod tests;
