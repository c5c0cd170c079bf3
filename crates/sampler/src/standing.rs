//! Who stands for whom: the sample as it is now, after replacements and extensions. The manifest
//! keeps the intended sample and a log; this reads the log.

mod family;

use std::collections::BTreeSet;

use assay_model::CaseId;

use crate::{Manifest, Unit};

pub(crate) use family::together;

/// The reason word of a replacement that an extension made.
pub const EXTENSION_REASON: &str = "extension";

/// One place of the sample and the case that fills it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The selected case. Where a whole family takes the place of a smaller one, the children beyond its
    /// number have places of their own, under their own ids.
    pub selected: CaseId,
    /// Its stratum.
    pub stratum: String,
    /// The case to audit: itself or a reserve; none when its stand-in was selected in its own right
    /// and no reserve was left.
    pub case: Option<CaseId>,
}

/// Returns the sample as it is now, in the order of strata and of selection.
#[must_use]
pub fn standing(manifest: &Manifest) -> Vec<Standing> {
    if manifest.rules.unit == Unit::WholeFamily {
        return family::standing(manifest);
    }
    let mut places: Vec<Standing> = Vec::new();
    for stratum in &manifest.strata {
        places.extend(stratum.selected.iter().map(|drawn| Standing {
            selected: drawn.case.clone(),
            stratum: stratum.name.clone(),
            case: Some(drawn.case.clone()),
        }));
    }
    for entry in &manifest.replacements {
        if let Some(place) = place_of(&mut places, &entry.case) {
            place.case = Some(entry.replaced_by.clone());
        }
    }
    let selected: BTreeSet<CaseId> = manifest.selected().cloned().collect();
    for place in &mut places {
        place.case.take_if(|case| *case != place.selected && selected.contains(case));
    }
    places
}

/// Returns the cases that were replaced, in the order of the log: of a whole family, every child.
#[must_use]
pub fn replaced(manifest: &Manifest) -> Vec<&CaseId> {
    let left = manifest.replacements.iter().map(|entry| &entry.case);
    left.flat_map(|case| together(&manifest.strata, case)).collect()
}

/// Returns the reserves that stepped in, ever: of a whole family, every child.
pub(crate) fn used_reserves(manifest: &Manifest) -> BTreeSet<&CaseId> {
    let stood_in = manifest.replacements.iter().map(|entry| &entry.replaced_by);
    stood_in.flat_map(|case| together(&manifest.strata, case)).collect()
}

/// The place that a replaced case fills: its own before one it takes the place of.
fn place_of<'p>(places: &'p mut [Standing], case: &CaseId) -> Option<&'p mut Standing> {
    let own = places.iter().position(|place| place.selected == *case);
    let stand_in = || places.iter().position(|place| place.case.as_ref() == Some(case));
    own.or_else(stand_in).map(|index| &mut places[index])
}
