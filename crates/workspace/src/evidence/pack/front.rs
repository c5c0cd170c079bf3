//! What the first page answers, from the report; and good or better by month with its limits, after what is
//! known from before assay.

use assay_measures::Confidence;
use assay_measures::reads::Read;
use assay_measures::report::front::{Asked, Grouping};
use assay_measures::report::{Front, Material, Report, Round};
use assay_model::history::PastFigure;
use assay_model::{Date, Month};
use assay_pack::section::front::Point;
use assay_pack::section::learning::LearningGiven;

use super::settings::Settings;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// How many of the lowest domains are looked into.
const WEAKEST: usize = 2;

/// Returns what the first page answers; none where nothing is graded or scored.
pub(super) fn answers(
    workspace: &Reader,
    pack: &Settings,
    (reads, rounds): (&[Read], &[Round]),
    report: &Report,
    learning: &LearningGiven,
) -> Result<Option<Front>> {
    let settings = crate::evidence::report::settings(workspace)?;
    let as_at = workspace.session.as_at();
    let material = Material {
        reads,
        rounds,
        history: &[],
        as_at: Some(as_at),
        from: None,
        to: Some(Month::of(as_at)),
        confidence: Confidence::USUAL,
        headline: settings.headline,
        bands: &settings.bands,
        moderations: &[],
    };
    let given: Vec<Date> = learning.given.iter().filter_map(|given| given.on).collect();
    // A published page names no team.
    let groupings: &[Grouping] = if pack.profile.public {
        &[Grouping::PlanType, Grouping::Service]
    } else {
        &[Grouping::PlanType, Grouping::Service, Grouping::Team]
    };
    let asked = Asked {
        least_returned: pack.profile.least_returned_share(),
        learning: &given,
        groupings,
        weakest: WEAKEST,
    };
    Ok(assay_measures::report::front(report, &material, &asked))
}

/// Returns good or better in the months shown with its mean and limits, after the months before assay.
pub(super) fn series(report: &Report, months: &[Month], history: &[PastFigure]) -> Vec<Point> {
    let drawn = report.monthly.chart.iter().flat_map(|chart| &chart.points);
    let drawn: Vec<_> =
        drawn.filter_map(|point| Some((Month::parse(&point.label)?, point))).collect();
    let Some(first) = months.first() else { return Vec::new() };
    let mut series: Vec<Point> = history
        .iter()
        .filter(|past| past.measure == "good or better" && past.domain.is_empty())
        .filter_map(|past| Some((Month::parse(&past.period)?, past.value)))
        .filter(|(month, _)| month < first && first.since(*month) <= months.len() as i32)
        .map(|(month, value)| Point {
            month,
            value: Some(value),
            mean: None,
            lower: None,
            upper: None,
            signal: false,
            before: true,
        })
        .collect();
    series.sort_by_key(|point| point.month);
    series.dedup_by_key(|point| point.month);
    series.extend(months.iter().map(|month| {
        let point = drawn.iter().find(|(of, _)| of == month).map(|(_, point)| *point);
        Point {
            month: *month,
            value: point.and_then(|point| point.value),
            mean: point.map(|point| point.mean),
            lower: point.and_then(|point| point.lower),
            upper: point.and_then(|point| point.upper),
            signal: point.is_some_and(|point| point.signal.is_some()),
            before: false,
        }
    }));
    series
}
