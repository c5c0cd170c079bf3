//! Whole families take the place of whole families. The log names one child of each; the children of one
//! family are known by their ticket, which is the family's.

use assay_model::CaseId;

use super::Standing;
use crate::{DrawnStratum, Manifest};

/// A selected family and who is audited for it now.
struct Place<'a> {
    stratum: &'a str,
    selected: Vec<&'a CaseId>,
    now: Vec<&'a CaseId>,
}

/// Returns the case and the other children drawn with it: those with the same ticket.
pub(crate) fn together<'a>(strata: &'a [DrawnStratum], case: &'a CaseId) -> Vec<&'a CaseId> {
    let drawn = || strata.iter().flat_map(|s| s.selected.iter().chain(&s.reserves));
    match drawn().find(|drawn| drawn.case == *case).and_then(|found| found.ticket) {
        None => vec![case],
        ticket => drawn().filter(|drawn| drawn.ticket == ticket).map(|d| &d.case).collect(),
    }
}

/// Returns the sample as it is now, child by child.
pub(super) fn standing(manifest: &Manifest) -> Vec<Standing> {
    let mut places: Vec<Place> = Vec::new();
    for stratum in &manifest.strata {
        for family in stratum.selected.chunk_by(|a, b| a.ticket == b.ticket) {
            let selected: Vec<&CaseId> = family.iter().map(|drawn| &drawn.case).collect();
            places.push(Place { stratum: &stratum.name, now: selected.clone(), selected });
        }
    }
    for entry in &manifest.replacements {
        let own = places.iter().position(|place| place.selected.contains(&&entry.case));
        let stand_in = || places.iter().position(|place| place.now.contains(&&entry.case));
        if let Some(index) = own.or_else(stand_in) {
            places[index].now = together(&manifest.strata, &entry.replaced_by);
        }
    }
    let selected: Vec<&CaseId> = manifest.selected().collect();
    places.iter().flat_map(|place| children(place, &selected)).collect()
}

fn children(place: &Place, selected: &[&CaseId]) -> Vec<Standing> {
    let child = |selected: &CaseId, case: Option<&CaseId>| Standing {
        selected: selected.clone(),
        stratum: place.stratum.to_owned(),
        case: case.cloned(),
    };
    let own = place.now == place.selected;
    if !own && place.now.iter().any(|case| selected.contains(case)) {
        return place.selected.iter().map(|case| child(case, None)).collect();
    }
    let paired = place.selected.iter().zip(&place.now).map(|(old, new)| child(old, Some(new)));
    let further = place.now.iter().skip(place.selected.len()).map(|new| child(new, Some(new)));
    paired.chain(further).collect()
}
