//! Extension: the same frozen list and seed with a larger n. What was selected stays, because orders
//! and allocations only grow; a reserve that now is selected itself hands its place on.

use std::collections::BTreeSet;

use assay_model::{CaseId, Timestamp};

use crate::draw::{Draw, DrawError, draw};
use crate::standing::{EXTENSION_REASON, Standing, standing, together, used_reserves};
use crate::{Extension, Frame, Manifest, Method, Replacement, Selection};

/// Why a draw cannot be extended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtendError {
    /// No larger than it is.
    #[error("the sample has {from}: expected a larger size, found {to}")]
    NotLarger {
        /// What it has.
        from: u64,
        /// What was asked.
        to: u64,
    },
    /// Nobody eligible is left.
    #[error("all {0} eligible are selected already: expected a list with further eligible cases")]
    NoMore(u64),
    /// A selection in which a larger sample does not begin with the smaller.
    #[error("a {0} draw cannot be extended: expected a draw by tickets")]
    Selection(&'static str),
    /// Fixed numbers do not say where further cases come from.
    #[error("the plan fixes the number of every stratum: expected a plan that allocates n")]
    Fixed,
    /// The draw itself fails.
    #[error(transparent)]
    Draw(#[from] DrawError),
}

/// Returns the manifest of the extended draw. A stratum's reserves stay as many as they were.
///
/// # Errors
/// When the size is not larger, or the draw's selection or allocation cannot grow.
pub fn extend(
    manifest: &Manifest,
    frame: &Frame,
    to: u64,
    actor_name: &str,
    at: Timestamp,
) -> Result<Manifest, ExtendError> {
    let from = manifest.n();
    if manifest.rules.selection != Selection::Tickets {
        return Err(ExtendError::Selection(manifest.rules.selection.word()));
    }
    if matches!(manifest.rules.allocation.method, Method::Fixed(_)) {
        return Err(ExtendError::Fixed);
    }
    let drawn = draw(frame, &manifest.seed.seed, &manifest.draw, to, &manifest.rules)?;
    let reached = drawn.strata.iter().map(|stratum| stratum.n).sum();
    if to <= from {
        return Err(ExtendError::NotLarger { from, to });
    }
    if reached <= from {
        return Err(ExtendError::NoMore(from));
    }
    let mut extended = Manifest { strata: drawn.strata.clone(), ..manifest.clone() };
    renew_notes(manifest, &mut extended, drawn);
    extended.extensions.push(Extension { from_n: from, to_n: reached, at });
    if reached < to {
        extended.notes.push(format!("extension to {to} reduced to {reached}, all there are"));
    }
    hand_on(&mut extended, actor_name, at);
    Ok(extended)
}

/// Puts what a reader has to know of the larger sample in place of the same of the smaller.
fn renew_notes(before: &Manifest, extended: &mut Manifest, drawn: Draw) {
    let (seed, rules) = (&before.seed.seed, &before.rules);
    let of = |strata| Draw { strata, second_read: Vec::new(), reduced_from: None };
    let old = of(before.strata.clone()).notes(seed, rules);
    extended.notes.retain(|note| !old.contains(note));
    extended.notes.extend(of(drawn.strata).notes(seed, rules));
}

/// Gives the places of reserves that are now selected themselves to the next unused reserves.
fn hand_on(extended: &mut Manifest, approver: &str, at: Timestamp) {
    let mut given_up: BTreeSet<CaseId> = BTreeSet::new();
    loop {
        let open = |place: &Standing| place.case.is_none() && !given_up.contains(&place.selected);
        let Some(place) = standing(extended).into_iter().find(open) else { return };
        let used = used_reserves(extended);
        let stratum = extended.strata.iter().find(|s| s.name == place.stratum);
        let next = stratum
            .and_then(|s| s.reserves.iter().find(|d| !used.contains(&d.case)))
            .map(|drawn| drawn.case.clone());
        if let Some(replaced_by) = next {
            extended.replacements.push(Replacement {
                case: place.selected,
                reason: EXTENSION_REASON.to_owned(),
                replaced_by,
                approver: approver.to_owned(),
                opened: false,
                at,
            });
        } else {
            extended.notes.push(format!(
                "stratum \"{}\": no reserve was left to take the place of a replaced case",
                place.stratum
            ));
            given_up.extend(together(&extended.strata, &place.selected).into_iter().cloned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replace::{Reason, Request, replace};
    use crate::verify::tests::{frame, manifest};
    use crate::{Rules, verify};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_larger_draw_begins_with_the_smaller() {
        let frame = frame(90);
        let small = manifest(
            &frame,
            12,
            Rules { reserves: 2, second_reads: crate::SecondReads::Count(2), ..Rules::default() },
        );
        let large = extend(&small, &frame, 30, "A", at("2026-09-10T00:00:00Z")).unwrap();
        for (before, after) in small.strata.iter().zip(&large.strata) {
            assert!(after.selected.starts_with(&before.selected));
        }
        assert_eq!((large.extensions[0].from_n, large.extensions[0].to_n), (12, 30));
        assert_eq!(verify(&large, &frame.bytes()).first_difference(), None);
    }

    #[test]
    fn a_reserve_that_is_selected_itself_hands_its_place_on() {
        let frame = frame(90);
        let small = manifest(&frame, 12, Rules { reserves: 2, ..Rules::default() });
        let first = small.strata[0].selected[0].case.clone();
        let request = Request {
            case: &first,
            reason: Reason::OutOfScope,
            approver: "B",
            opened: false,
            at: at("2026-09-05T00:00:00Z"),
        };
        let replaced = replace(&small, &frame, &request).unwrap();
        let stand_in = replaced.replacements[0].replaced_by.clone();
        let large = extend(&replaced, &frame, 24, "A", at("2026-09-10T00:00:00Z")).unwrap();
        assert!(large.strata[0].selected.iter().any(|d| d.case == stand_in));
        let handed = &large.replacements[1];
        assert_eq!((&handed.case, handed.reason.as_str()), (&first, "extension"));
        assert_eq!(handed.replaced_by, large.strata[0].reserves[0].case);
        assert_eq!(verify(&large, &frame.bytes()).first_difference(), None);
    }

    #[test]
    fn what_cannot_grow_says_why() {
        let frame = frame(30);
        let all = manifest(&frame, 30, Rules::default());
        let now = at("2026-09-10T00:00:00Z");
        assert_eq!(extend(&all, &frame, 40, "A", now).unwrap_err(), ExtendError::NoMore(30));
        assert_eq!(
            extend(&all, &frame, 20, "A", now).unwrap_err(),
            ExtendError::NotLarger { from: 30, to: 20 }
        );
        let systematic = Rules { selection: Selection::Systematic, ..Rules::default() };
        let walk = manifest(&frame, 5, systematic);
        assert_eq!(
            extend(&walk, &frame, 9, "A", now).unwrap_err().to_string(),
            "a systematic draw cannot be extended: expected a draw by tickets"
        );
    }
}
