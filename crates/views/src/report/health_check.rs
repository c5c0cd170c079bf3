//! A health check by team against the target: counts of the whole, so without intervals.

use assay_measures::report as measured;
use assay_model::Month;
use serde::Serialize;

use crate::shown;

/// The health check of one month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HealthCheck {
    /// The month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// The names of the bands, the best first.
    pub bands: Vec<String>,
    /// The target share.
    pub target: f64,
    /// The teams by name, then all together under an empty name.
    pub teams: Vec<TeamCheck>,
}

/// What the check found in one team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamCheck {
    /// The team; empty for all together.
    pub team: String,
    /// Files to be read; none where no draw is known.
    pub files: Option<u64>,
    /// Files read.
    pub read: u64,
    /// How many are in each band.
    pub counts: Vec<u64>,
    /// How many are in a band that meets the target.
    pub meeting: u64,
    /// How many are in any band: the base of the share that meets.
    pub banded: u64,
    /// Whether the target share is met; none when no file is in any band.
    pub meets: Option<bool>,
}

impl From<&measured::HealthCheck> for HealthCheck {
    fn from(found: &measured::HealthCheck) -> Self {
        let team = |of: &measured::TeamCheck| TeamCheck {
            team: of.team.clone(),
            files: of.files,
            read: of.read,
            counts: of.counts.clone(),
            meeting: of.meeting,
            banded: of.banded(),
            meets: of.meets(found.target),
        };
        Self {
            month: found.month,
            bands: found.bands.clone(),
            target: found.target,
            teams: found.teams.iter().map(team).collect(),
        }
    }
}
