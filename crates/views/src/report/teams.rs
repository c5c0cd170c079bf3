//! Good or better by team over the months shown, by name: no league table.

use assay_measures::chart::funnel::{Funnel, FunnelPoint};
use serde::Serialize;

/// The teams and the share over all of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Teams {
    /// The share over all teams; none for an empty base.
    pub share: Option<f64>,
    /// The teams by name.
    pub teams: Vec<TeamShare>,
}

/// A team's count of its base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamShare {
    /// The team; empty where a return names none.
    pub team: String,
    /// Audits good or better.
    pub count: u64,
    /// Audits with a judgement.
    pub base: u64,
    /// Where it lies against all teams, in words.
    pub place: &'static str,
}

impl From<&Funnel> for Teams {
    fn from(found: &Funnel) -> Self {
        let team = |point: &FunnelPoint| TeamShare {
            team: point.team.name.clone(),
            count: point.team.count,
            base: point.team.n,
            place: point.place.words(),
        };
        Self { share: found.centre, teams: found.points.iter().map(team).collect() }
    }
}
