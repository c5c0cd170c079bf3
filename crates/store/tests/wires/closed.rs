//! The JSON of a closed round.

use assay_model::closing::{FixedCoverage, FixedDomain, FixedMonth, FixedSection};
use assay_model::{FixedFigures, Month, RoundClosed};

use super::{check, date, draw};

#[test]
fn closed_rounds_are_written_as_ever() {
    let month = Month::parse("2026-09").unwrap();
    let fixed = FixedMonth {
        month,
        drawn: None,
        returned: 3,
        late: 1,
        judgements: [0, 1, 2, 0],
        good: 1,
        good_base: 3,
        interval: Some((0.25, 0.5)),
        mean_score: Some(5.5),
        scored: 2,
    };
    let domain = FixedDomain {
        domain: "Planning".into(),
        month,
        mean: None,
        n: 0,
        judgements: [0, 0, 1, 0],
        not_applicable: 2,
    };
    let closed = RoundClosed {
        draw: draw(),
        closed_on: date("2026-10-31"),
        figures: FixedFigures {
            returns_due: date("2026-10-20"),
            wanted: 4,
            back: 3,
            overdue: 1,
            late: 1,
            sections: vec![FixedSection {
                section: "monthly audits".into(),
                months: vec![fixed],
                domains: vec![domain],
            }],
            coverage: FixedCoverage { base: 3, child_asked: 2, ..FixedCoverage::default() },
        },
    };
    check(
        &closed,
        r#"{"closed_on":"2026-10-31","figures":{"back":3,"coverage":{"base":3,"child_asked":2,"child_not_asked":0,"family_asked":0,"family_not_asked":0,"worker_did_not":0,"worker_took_part":0},"late":1,"overdue":1,"returns_due":"2026-10-20","sections":[{"domains":[{"domain":"Planning","judgements":[0,0,1,0],"mean":null,"month":"2026-09","n":0,"not_applicable":2}],"months":[{"drawn":null,"good_or_better":{"base":3,"count":1,"high":0.5,"low":0.25},"judgements":{"good":1,"inadequate":0,"outstanding":0,"requires_improvement":2},"late":1,"mean_score":5.5,"month":"2026-09","returned":3,"scored":2}],"section":"monthly audits"}],"wanted":4}}"#,
        ("2026-10-31", "31/10"),
        "the store holds a damaged round close (record 1): date \"31/10\"",
    );
}
