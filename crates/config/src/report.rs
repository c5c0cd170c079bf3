//! `report.yaml`: whose grade the monthly series counts, and the bands of health checks.

use assay_measures::reads::HeadlineGrade;
use assay_measures::report::{Band, Bands, Holds};
use assay_model::Judgement;
use serde::Deserialize;

use crate::source::{At, Source};
use crate::{Error, Fault};

/// The settings of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportSettings {
    /// Whose grade the series are made of.
    pub headline: HeadlineGrade,
    /// The bands of health checks and their target.
    pub bands: Bands,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    headline_grade: At<String>,
    health_check: WireCheck,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireCheck {
    target: At<String>,
    bands: Vec<WireBand>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireBand {
    name: At<String>,
    #[serde(default)]
    judgements: Vec<At<String>>,
    scored_from: Option<At<f64>>,
    meets: bool,
}

/// Reads `report.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<ReportSettings, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults: Vec<Fault> = Vec::new();
    let headline = match wire.headline_grade.value.as_str() {
        "auditor" => HeadlineGrade::Auditor,
        "moderated" => HeadlineGrade::Moderated,
        _ => {
            let hint = "the grade that the whole series counts";
            faults.push(source.fault(&wire.headline_grade, "auditor or moderated", hint));
            HeadlineGrade::Auditor
        }
    };
    let target = share(&wire.health_check.target.value);
    if target.is_none() {
        faults.push(source.fault(&wire.health_check.target, "a share", "like 80% or 0.8"));
    }
    let bands = wire.health_check.bands.iter().map(|band| self::band(&source, band, &mut faults));
    let bands = Bands { bands: bands.collect(), target: target.unwrap_or_default() };
    Error::of(faults).map_or(Ok(ReportSettings { headline, bands }), Err)
}

fn band(source: &Source<'_>, wire: &WireBand, faults: &mut Vec<Fault>) -> Band {
    let mut judgements = Vec::new();
    for at in &wire.judgements {
        match Judgement::parse(&at.value) {
            Some(judgement) => judgements.push(judgement),
            None => faults.push(source.fault(
                at,
                "outstanding, good, requires improvement or inadequate",
                "",
            )),
        }
    }
    if wire.judgements.is_empty() == wire.scored_from.is_none() {
        faults.push(source.fault(
            &wire.name,
            "a band by judgements or by scored_from, one of the two",
            "write judgements: [good] or scored_from: 7",
        ));
    }
    if let Some(at) = wire.scored_from.as_ref().filter(|at| !(0.0..=10.0).contains(&at.value)) {
        faults.push(source.fault(at, "a score from 0 to 10", ""));
    }
    let holds = match &wire.scored_from {
        Some(least) => Holds::ScoredFrom(least.value),
        None => Holds::Judged(judgements),
    };
    Band { name: wire.name.value.trim().to_owned(), holds, meets: wire.meets }
}

fn share(text: &str) -> Option<f64> {
    let bare = text.trim();
    let share = match bare.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok().map(|p| p / 100.0),
        None => bare.parse::<f64>().ok(),
    };
    share.filter(|share| (0.0..=1.0).contains(share))
}
