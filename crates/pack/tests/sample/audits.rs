//! What auditors judged, month by month, in the figures that sections are tested with.

use assay_measures::change::of_shares;
use assay_measures::estimate::{Basis, Estimate, Method};
use assay_measures::report::{DomainMonth, DomainSeries, MeanFigure};
use assay_measures::{Confidence, Interval};
use assay_model::Month;
use assay_pack::section::{domains, judgements};

use super::{GRADES, months};

const COUNTS: [[u64; 4]; 12] = [
    [4, 51, 41, 8],
    [5, 52, 40, 7],
    [3, 55, 40, 6],
    [6, 54, 39, 5],
    [5, 57, 37, 5],
    [0, 0, 0, 0],
    [6, 56, 38, 4],
    [7, 57, 36, 4],
    [5, 60, 36, 3],
    [7, 60, 34, 3],
    [6, 62, 34, 2],
    [8, 63, 31, 2],
];

pub(super) fn judgements() -> judgements::JudgementsOverTime {
    let period = |(month, counts): (Month, [u64; 4])| {
        let base: u64 = counts.iter().sum();
        let share = (counts[0] + counts[1]) as f64 / base.max(1) as f64;
        judgements::Period {
            month,
            counts,
            shares: (base > 0).then(|| counts.map(|audits| audits as f64 / base as f64)),
            estimate: (base > 0).then_some(share),
            interval: (base > 0).then_some((share - 0.09, share + 0.085)),
            limits: Vec::new(),
            revised: if base == 103 { "revised (was 56%, n = 101)".into() } else { String::new() },
            before: false,
        }
    };
    let mut periods: Vec<_> = months().into_iter().zip(COUNTS).map(period).collect();
    periods[0].before = true;
    judgements::JudgementsOverTime {
        grades: GRADES.map(String::from),
        periods,
        record: "Highest since October 2025, 1 month missing.".into(),
        clauses: vec![
            judgements::Clause {
                clause: "Good and outstanding rises".into(),
                met: true,
                figures: "62%, 65%, 68% over the last three months.".into(),
            },
            judgements::Clause {
                clause: "No inadequate".into(),
                met: false,
                figures: "2 of 104 in September 2026.".into(),
            },
        ],
        change: of_shares((60, 104), (66, 104), Confidence::USUAL),
        headline_grade: "Graded by our auditors.".into(),
    }
}

fn estimate(mean: f64) -> Estimate {
    let interval = Interval { low: 5.0, high: 6.0 };
    let (method, basis) = (Method::Student, Basis::DesignBased);
    Estimate { mean, se: 0.13, interval, n: 104, df: 103, method, basis, collapsed: 0 }
}

pub(super) fn domains() -> domains::DomainScores {
    let names = [
        ("Child’s voice", 6.1, 0.02),
        ("Assessment", 5.9, 0.03),
        ("Plan", 5.6, 0.01),
        ("Visits", 6.0, 0.09),
        ("Supervision", 6.3, -0.075),
        ("Management oversight", 5.8, -0.03),
        ("Partnership", 6.4, 0.0),
        ("Recording", 5.4, -0.01),
        ("Identity", 6.2, 0.015),
        ("Impact", 5.9, 0.02),
    ];
    let domain = |(name, start, slope): (&str, f64, f64)| DomainSeries {
        domain: name.into(),
        months: months()
            .into_iter()
            .enumerate()
            .filter(|(i, _)| *i != 5)
            .map(|(i, month)| domain_month(month, start + slope * i as f64, i))
            .collect(),
        changes: Vec::new(),
    };
    domains::DomainScores { months: months(), domains: names.map(domain).to_vec() }
}

fn domain_month(month: Month, score: f64, i: usize) -> DomainMonth {
    let mean = score + [0.05, -0.08, 0.1, -0.02][i % 4];
    let score = MeanFigure {
        mean,
        n: 104 - i as u64,
        of: "audits with a score".into(),
        period: month.words(),
        estimate: Some(estimate(mean)),
        was: None,
    };
    DomainMonth { month, score: Some(score), judgements: [0; 4], not_applicable: 0 }
}
