//! Units: the case itself, or the family with its eligible children. A family belongs to the stratum
//! of its eligible case with the smallest id, and the cap counts it by that case's value.

use std::collections::BTreeMap;

use assay_model::CaseId;

use super::tickets::Tickets;
use crate::{Frame, FrameRow, Unit};

/// A unit with its eligible cases, in the byte order of their ids.
#[derive(Debug)]
pub(super) struct UnitRow<'a> {
    /// The unit's id.
    pub(super) id: &'a str,
    /// Its stratum.
    pub(super) stratum: &'a str,
    /// The value the cap counts by.
    pub(super) cap: &'a str,
    pub(super) cases: Vec<&'a CaseId>,
}

impl UnitRow<'_> {
    /// Returns the cases that are audited when this unit is selected.
    pub(super) fn audited(&self, unit: Unit, tickets: &Tickets) -> Vec<CaseId> {
        if unit == Unit::WholeFamily {
            return self.cases.iter().map(|case| (*case).clone()).collect();
        }
        let chosen = match self.cases[..] {
            [only] => Some(only),
            _ => self.cases.iter().copied().min_by_key(|case| tickets.child(case)),
        };
        chosen.into_iter().cloned().collect()
    }
}

/// Returns the eligible units of the frame, in the byte order of their ids.
pub(super) fn units(frame: &Frame, unit: Unit) -> Vec<UnitRow<'_>> {
    if unit == Unit::Case {
        return frame.eligible().map(alone).collect();
    }
    let mut families: BTreeMap<&str, UnitRow> = BTreeMap::new();
    for row in frame.eligible() {
        families
            .entry(&row.unit)
            .and_modify(|family| family.cases.push(&row.case))
            .or_insert_with(|| alone(row));
    }
    families.into_values().collect()
}

fn alone(row: &FrameRow) -> UnitRow<'_> {
    UnitRow { id: &row.unit, stratum: &row.stratum, cap: &row.cap, cases: vec![&row.case] }
}
