//! The first page of the sample: a fall that is concentrated in one group, and the months behind it.

use assay_measures::Confidence;
use assay_measures::change::{Change, of_shares};
use assay_measures::chart::Variation;
use assay_measures::estimate::{Estimate, Measure};
use assay_measures::report::Front;
use assay_measures::report::front::{
    Answer, Compared, Concentrated, Direction, Group, Grouping, Inadequate, Place, Quarter,
    Weakness,
};
use assay_model::Month;
use assay_pack::section::front::Point;

fn month(text: &str) -> Month {
    Month::parse(text).expect("a month")
}

fn quarter(from: &str, to: &str, hits: u64, n: u64) -> Quarter {
    Quarter {
        from: month(from),
        to: month(to),
        estimate: Estimate::of_share(hits, n, Confidence::USUAL).expect("a share"),
        count: Some(hits),
    }
}

fn change(before: (u64, u64), after: (u64, u64)) -> Change {
    of_shares(before, after, Confidence::USUAL).expect("a change")
}

pub(crate) fn front() -> Front {
    let latest = quarter("2026-07", "2026-09", 90, 300);
    let on_quarter = Compared {
        before: quarter("2026-04", "2026-06", 130, 300),
        change: change((130, 300), (90, 300)),
    };
    let weakness = |domain: &str| Weakness {
        domain: domain.into(),
        latest: quarter("2026-07", "2026-09", 150, 300),
        on_quarter: Some(on_quarter.clone()),
        concentrated: vec![Concentrated {
            group: Group { by: Grouping::PlanType, name: "CP".into() },
            place: Place::Fell { elsewhere: change((70, 200), (70, 200)) },
            change: change((60, 100), (20, 100)),
        }],
    };
    Front {
        domains: ["Supervision", "Planning", "Assessment"].map(weakness).to_vec(),
        concentrated: vec![Concentrated {
            group: Group { by: Grouping::Team, name: "CIN 2".into() },
            place: Place::Under,
            change: change((90, 200), (12, 60)),
        }],
        inadequate: Some(Inadequate {
            month: month("2026-09"),
            count: 0,
            n: 104,
            at_most: 0.028,
            eligible: Some(2092),
        }),
        direction: Direction {
            measure: Measure::Share,
            on_year: None,
            chart: Some(Variation::Concern),
            fired: None,
            own_test: Some(false),
            answer: Answer::Worse,
            comparable_since: None,
            on_quarter: Some(on_quarter),
            latest,
        },
    }
}

pub(crate) fn series() -> Vec<Point> {
    let point = |n: i32| Point {
        month: month("2025-09").plus(n),
        value: (n != 6).then_some(0.5 - 0.02 * f64::from(n)),
        mean: (n > 0).then_some(0.4),
        lower: (n > 0).then_some(0.28),
        upper: (n > 0).then_some(0.52),
        signal: n > 11,
        before: n == 0,
    };
    (0..13).map(point).collect()
}
