//! What was found in the audits of the months shown, all together: by team, and what others made of them. It holds
//! no series.

use super::audits::{self, Audits, BySection};
use super::second_opinion::{Others, second_opinion};
use super::{Material, SecondOpinion, teams};
use crate::chart::funnel::Team;
use crate::counting::{Section, sections};
use crate::reads::Read;

/// What was found in the months shown.
#[derive(Debug, Clone, PartialEq)]
pub struct OfPeriod {
    /// Good or better by team, by name.
    pub teams: Vec<Team>,
    /// What others made of the audits.
    pub second_opinion: SecondOpinion,
}

/// Returns what was found in the months shown, without the rest of a report.
#[must_use]
pub fn of_period(material: &Material<'_>) -> OfPeriod {
    let placed = sections(material.reads.iter().map(Read::facts));
    let mut by_section = audits::by_section(material, &placed);
    for months in by_section.values_mut() {
        months.retain(|month, _| material.shows(*month));
    }
    let first = by_section.remove(&Section::Monthly).unwrap_or_default();
    let first = audits::months(Section::Monthly, &first, material.rounds);
    found(&first, &by_section, material)
}

/// Returns what was found in the months shown of these first reads.
pub(super) fn found(
    first: &[Audits<'_>],
    others: &BySection<'_>,
    material: &Material<'_>,
) -> OfPeriod {
    let shown: Vec<&Audits<'_>> =
        first.iter().filter(|audits| material.shows(audits.month)).collect();
    let of = |section: Section| -> Vec<&Read> {
        let months = others.get(&section).into_iter().flatten();
        let shown = months.filter(|(month, _)| material.shows(**month));
        shown.flat_map(|(_, reads)| reads.iter().copied()).collect()
    };
    let others = Others { second: of(Section::SecondRead), inspections: of(Section::Inspection) };
    OfPeriod {
        teams: teams::teams(&shown, material.headline),
        second_opinion: second_opinion(&shown, &others, material),
    }
}
