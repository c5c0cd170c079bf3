//! Good or better by team over the months shown, by name: no league table.

use assay_measures::chart::funnel::{Funnel, FunnelPoint};
use serde::Serialize;

/// The teams and the share over all of them, as estimated for the eligible list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Teams {
    /// The share over all teams; none for an empty base.
    pub share: Option<f64>,
    /// The teams by name.
    pub teams: Vec<TeamShare>,
}

/// A team's share with what was audited.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamShare {
    /// The team; empty where a return names none.
    pub team: String,
    /// Audits good or better.
    pub count: u64,
    /// Audits with a judgement.
    pub base: u64,
    /// The share good or better (0–1) as estimated for the eligible list; none for an empty base.
    pub share: Option<f64>,
    /// Where it lies against all teams, in words.
    pub place: &'static str,
}

impl From<&Funnel> for Teams {
    fn from(found: &Funnel) -> Self {
        let team = |point: &FunnelPoint| TeamShare {
            team: point.team.name.clone(),
            count: point.team.count,
            base: point.team.n,
            share: point.share,
            place: point.place.words(),
        };
        Self { share: found.centre, teams: found.points.iter().map(team).collect() }
    }
}
