//! Indicators and learning for the sample figures: one with due dates and a signal, one of the
//! workforce, one without due dates.

use assay_measures::Confidence;
use assay_measures::change::of_shares;
use assay_measures::chart::{self, Chart};
use assay_measures::indicator::{CrossCheck, Indicator, ShareSeries, Tally, Timeliness};
use assay_model::Month;
use assay_model::history::Comparator;
use assay_pack::disclosure::Printed;
use assay_pack::section::{Share, indicators, learning};

pub(super) fn input() -> indicators::MeasuredIndicators {
    indicators::MeasuredIndicators {
        indicators: vec![visits(), leavers(), supervision(), actions()],
        as_at: Some(assay_model::jiff::civil::date(2026, 9, 30)),
        months: 12,
        public: false,
        small: 5,
        printed: Printed::default(),
        warnings: vec!["12 rows of visits are not counted: no date".into()],
        learning: vec![(super::months()[6], "Recording workshop".into())],
        cross_check: Some(CrossCheck {
            both: 31,
            events_only: 40,
            theme_only: 18,
            neither: 120,
            without_meetings: 12,
        }),
    }
}

fn tally(due: u64, late: u64) -> Tally {
    Tally {
        due,
        on_time: due - late,
        late,
        bands: [late - late / 3, late / 3, 0, 0],
        not_done: late / 4,
        excepted: 1,
        not_modelled: 0,
    }
}

fn visits() -> Indicator {
    let late = [12, 14, 9, 11, 12, 15, 10, 13, 14, 20, 31, 44];
    let months: Vec<(Month, Tally)> =
        super::months().into_iter().zip(late).map(|(m, late)| (m, tally(240, late))).collect();
    Indicator {
        key: "looked_after_visits".into(),
        name: "Looked-after visits".into(),
        definition: "visits to children in care; each gap between visits is due once".into(),
        standard: "within 1 week, then 6 weeks".into(),
        target: Some(0.95),
        timeliness: Some(Timeliness {
            latest: months.last().copied(),
            partial: Vec::new(),
            year_to_date: tally(1440, 120),
            national: None,
            teams: vec![("CiC 1".into(), tally(700, 50)), ("CiC 2".into(), tally(8, 2))],
            late: Vec::new(),
            in_date_today: Some((640, 666)),
            bands: [3, 7, 14],
            unit: "days",
            chart: Some(chart(&months)),
            months,
        }),
        shares: vec![share("child seen alone", "visits where it was recorded")],
        comparators: vec![Comparator {
            indicator: "looked_after_visits".into(),
            area: "England".into(),
            period: "2024-25".into(),
            value: 90.1,
            source: "published statistics".into(),
        }],
        rebases: Vec::new(),
        notes: vec!["one list has no dates".into()],
    }
}

fn chart(months: &[(Month, Tally)]) -> Chart {
    let period = |(month, tally): &(Month, Tally)| chart::Period {
        label: month.to_string(),
        seen: chart::Seen::Count { count: tally.on_time as f64, n: tally.due as f64 },
    };
    let options = chart::Options {
        kind: chart::Kind::P,
        screen: chart::Screen::On,
        rebases: Vec::new(),
        target: Some(0.95),
        good: Some(chart::Good::Up),
    };
    let periods: Vec<chart::Period> = months.iter().map(period).collect();
    chart::chart(&periods, &options).expect("a chart")
}

/// It has the name of a section.
fn actions() -> Indicator {
    Indicator { key: "actions".into(), name: "Actions done on time".into(), ..visits() }
}

fn leavers() -> Indicator {
    let in_touch = ShareSeries {
        months: Vec::new(),
        year_to_date: None,
        ..share("in touch", "care leavers on the current list")
    };
    Indicator {
        key: "care_leavers".into(),
        name: "Care leavers".into(),
        shares: vec![in_touch],
        timeliness: None,
        comparators: Vec::new(),
        ..visits()
    }
}

fn supervision() -> Indicator {
    Indicator {
        key: "supervision".into(),
        name: "Supervision".into(),
        shares: vec![share("personal", "sessions expected"), share("on case", "sessions expected")],
        timeliness: None,
        comparators: Vec::new(),
        ..visits()
    }
}

fn share(name: &str, of: &str) -> ShareSeries {
    ShareSeries {
        name: name.into(),
        of: of.into(),
        months: super::months().into_iter().map(|m| (m, 104.0, 163.0)).collect(),
        latest: Some((104.0, 163.0)),
        year_to_date: Some((624.5, 978.0)),
        teams: vec![("CiC 1".into(), 50.0, 80.0), ("CiC 2".into(), 54.0, 83.0)],
        chart: None,
    }
}

pub(super) fn learning() -> learning::LearningGiven {
    let given = learning::Given {
        on: Some(assay_model::jiff::civil::date(2026, 3, 11)),
        title: "Recording workshop".into(),
        theme: "Not written up".into(),
        code: "not_written_up".into(),
        reached: "42".into(),
        before: Share { hits: 120, base: 2200, interval: None },
        after: Share { hits: 60, base: 2300, interval: None },
        change: of_shares((120, 2200), (60, 2300), Confidence::USUAL),
        series: (0..12).map(|i| Share { hits: 40 - i, base: 700, interval: None }).collect(),
    };
    learning::LearningGiven { given: vec![given], months: super::months(), span: 3 }
}
