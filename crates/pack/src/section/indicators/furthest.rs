//! For the first page: the indicator furthest from its target, and the team that carries most of it; and
//! each indicator's latest figure by its name.

use assay_measures::Confidence;
use assay_measures::change::{Change, of_shares};
use assay_measures::indicator::Tally;

use super::timely::Shown;
use super::{MeasuredIndicators, on_time};
use assay_model::print::{percent, share, share_short};

/// A team with less due than this is not looked at.
const LEAST: u64 = 20;
/// How often a chance finding among all teams looked at together is accepted.
const LEVEL: f64 = 0.05;

/// The indicator furthest from its target.
pub(crate) struct Furthest {
    /// Its name.
    pub(crate) name: String,
    /// What it says, with its figures.
    pub(crate) sentence: String,
}

/// Returns the indicator furthest under its target in the latest month; none where all meet theirs, and none in
/// a public pack, whose tables withhold small counts.
pub(crate) fn furthest(input: &MeasuredIndicators) -> Option<Furthest> {
    if input.public {
        return None;
    }
    let months = input.shown();
    let worst = input
        .of_practice()
        .filter_map(|i| Shown::of(i, &months, input))
        .filter(|s| s.gap().is_some_and(|gap| gap > 0.0))
        .filter(|s| s.latest.is_some_and(|(_, tally)| tally.due >= LEAST))
        .max_by(|a, b| a.gap().unwrap_or(0.0).total_cmp(&b.gap().unwrap_or(0.0)))?;
    let mut sentence = worst.message();
    if let Some((team, own, change)) = carries(&worst.timeliness.teams) {
        let texts = change.texts();
        sentence.push_str(&format!(
            " It is concentrated in the team {team}: {} over the year to date, {} elsewhere ({}, interval {}).",
            on_time(&own),
            percent(change.before()),
            texts.words,
            texts.interval
        ));
    }
    Some(Furthest { name: worst.indicator.name.clone(), sentence })
}

/// Returns the team furthest under all others together, where it is so by more than chance alone would explain
/// with all teams looked at.
fn carries(teams: &[(String, Tally)]) -> Option<(&str, Tally, Change)> {
    let large: Vec<_> =
        teams.iter().filter(|(name, t)| !name.is_empty() && t.due >= LEAST).collect();
    let confidence = Confidence::new(1.0 - LEVEL / large.len().max(1) as f64).ok()?;
    let (due, done) =
        teams.iter().fold((0, 0), |(due, done), (_, t)| (due + t.due, done + t.on_time));
    large
        .into_iter()
        .filter_map(|(name, own)| {
            let others = (done - own.on_time, due - own.due);
            let change = of_shares(others, (own.on_time, own.due), confidence)?;
            (others.1 >= LEAST && change.is_signal() && change.difference() < 0.0).then_some((
                name.as_str(),
                *own,
                change,
            ))
        })
        .min_by(|a, b| a.2.difference().total_cmp(&b.2.difference()))
}

/// Returns each indicator's latest share by its name; nothing in a public pack.
pub(crate) fn latest(input: &MeasuredIndicators) -> Vec<(String, String)> {
    if input.public {
        return Vec::new();
    }
    let mut found = Vec::new();
    for indicator in &input.indicators {
        if let Some((_, tally)) = indicator.timeliness.as_ref().and_then(|t| t.latest) {
            found.push((
                format!("{}, on time", indicator.name),
                share_short(tally.on_time, tally.due),
            ));
        }
        for series in &indicator.shares {
            if let Some((hits, base)) = series.latest.filter(|(_, base)| *base > 0.0) {
                let figure = share(hits.round() as u64, base.round() as u64);
                found.push((format!("{}: {}", indicator.name, series.name), figure));
            }
        }
    }
    found
}
