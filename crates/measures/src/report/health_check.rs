//! Health checks: every file is read, so the figures are counts of the whole and have no interval. Bands
//! and which of them meet the target are settings; what was not returned is told, never assumed.

use std::collections::BTreeMap;

use assay_model::{Judgement, Month};

use super::Material;
use crate::reads::Read;

/// When a file falls into a band.
#[derive(Debug, Clone, PartialEq)]
pub enum Holds {
    /// Its overall judgement is one of these.
    Judged(Vec<Judgement>),
    /// The mean of its domain scores (0–10) is at least this.
    ScoredFrom(f64),
}

/// A band.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// When a file falls into it.
    pub holds: Holds,
    /// Whether it meets the target.
    pub meets: bool,
}

/// The bands, the best first; a file falls into the first that holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bands {
    /// The bands.
    pub bands: Vec<Band>,
    /// The share (0–1) of files that should be in bands that meet.
    pub target: f64,
}

/// The health checks of one month.
#[derive(Debug, Clone, PartialEq)]
pub struct HealthCheck {
    /// The month.
    pub month: Month,
    /// The names of the bands, the best first.
    pub bands: Vec<String>,
    /// The target share (0–1).
    pub target: f64,
    /// The teams by name, then all together under an empty name.
    pub teams: Vec<TeamCheck>,
}

/// What the check found in one team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamCheck {
    /// The team.
    pub team: String,
    /// Files to be read; none where no draw is known.
    pub files: Option<u64>,
    /// Files read, each in a band or in none.
    pub read: u64,
    /// How many are in each band.
    pub counts: Vec<u64>,
    /// How many are in a band that meets.
    pub meeting: u64,
}

impl TeamCheck {
    /// Returns how many files are in some band: the base of the share that meets.
    #[must_use]
    pub fn banded(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Tells whether the target share is met; none when no file is in any band.
    #[must_use]
    pub fn meets(&self, target: f64) -> Option<bool> {
        let base = self.banded();
        (base > 0).then_some(self.meeting as f64 >= target * base as f64 * (1.0 - 1e-9))
    }
}

/// Returns the health checks of the months shown, oldest first.
pub(super) fn health_checks(
    months: &BTreeMap<Month, Vec<&Read>>,
    material: &Material<'_>,
) -> Vec<HealthCheck> {
    let shown = months.iter().filter(|(month, _)| material.shows(**month));
    shown.map(|(month, reads)| check(*month, reads, material)).collect()
}

fn check(month: Month, reads: &[&Read], material: &Material<'_>) -> HealthCheck {
    let bands = &material.bands.bands;
    let none = |team: &str| TeamCheck {
        team: team.to_owned(),
        files: None,
        read: 0,
        counts: vec![0; bands.len()],
        meeting: 0,
    };
    let mut teams: BTreeMap<&str, TeamCheck> = BTreeMap::new();
    let mut all = none("");
    for read in reads {
        let own = teams.entry(&read.team).or_insert_with(|| none(&read.team));
        let found = bands.iter().position(|band| holds(&band.holds, read, material));
        for tally in [own, &mut all] {
            tally.read += 1;
            if let Some(place) = found {
                tally.counts[place] += 1;
                tally.meeting += u64::from(bands[place].meets);
            }
        }
    }
    let draws: Vec<_> = reads.iter().filter_map(|read| read.audit.draw.as_ref()).collect();
    for round in material.rounds.iter().filter(|round| draws.contains(&&round.draw)) {
        *all.files.get_or_insert(0) += round.cases.len() as u64;
        for case in &round.cases {
            let own = teams.entry(&case.team).or_insert_with(|| none(&case.team));
            *own.files.get_or_insert(0) += 1;
        }
    }
    HealthCheck {
        month,
        bands: bands.iter().map(|band| band.name.clone()).collect(),
        target: material.bands.target,
        teams: teams.into_values().chain([all]).collect(),
    }
}

fn holds(when: &Holds, read: &Read, material: &Material<'_>) -> bool {
    match when {
        Holds::Judged(judgements) => {
            read.grade(material.headline).is_some_and(|grade| judgements.contains(&grade))
        }
        Holds::ScoredFrom(least) => read.audit.mean_score().is_some_and(|mean| mean >= *least),
    }
}
