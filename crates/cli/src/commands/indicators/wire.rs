//! Indicators as JSON. Fields are added, never renamed; every share has its count and base.

use assay_measures::chart::{Assurance, Chart, Signal};
use assay_measures::indicator::{Indicator, ShareSeries, Tally, Timeliness};
use assay_workspace::evidence::indicators::IndicatorReport;
use serde_json::{Value, json};

pub(super) fn report(found: &IndicatorReport) -> Value {
    json!({
        "as_at": found.as_at.to_string(),
        "indicators": found.indicators.iter().map(indicator).collect::<Vec<_>>(),
        "warnings": found.warnings,
        "cross_check": found.cross_check.map(|check| json!({
            "both": check.both,
            "events_only": check.events_only,
            "theme_only": check.theme_only,
            "neither": check.neither,
            "without_meetings": check.without_meetings,
        })),
    })
}

fn indicator(found: &Indicator) -> Value {
    json!({
        "key": found.key,
        "name": found.name,
        "definition": found.definition,
        "standard": found.standard,
        "target": found.target,
        "timeliness": found.timeliness.as_ref().map(timeliness),
        "shares": found.shares.iter().map(share).collect::<Vec<_>>(),
        "comparators": found.comparators.iter().map(|c| json!({
            "area": c.area, "period": c.period, "value": c.value, "source": c.source,
        })).collect::<Vec<_>>(),
        "notes": found.notes,
    })
}

fn timeliness(timely: &Timeliness) -> Value {
    let months: Vec<Value> = timely
        .months
        .iter()
        .map(|(month, found)| json!({ "month": month.to_string(), "tally": tally(found) }))
        .collect();
    json!({
        "latest": timely.latest.as_ref().map(|(month, found)| json!({
            "month": month.to_string(), "tally": tally(found),
        })),
        "year_to_date": tally(&timely.year_to_date),
        "national": timely.national.as_ref().map(tally),
        "months": months,
        "teams": timely.teams.iter().map(|(team, found)| json!({
            "team": team, "tally": tally(found),
        })).collect::<Vec<_>>(),
        "in_date_today": timely.in_date_today.map(|(count, base)| json!({
            "count": count, "base": base,
        })),
        "band_ends": timely.bands,
        "unit": timely.unit,
        "variation": timely.chart.as_ref().map(|chart| chart.variation.word()),
        "assurance": timely.chart.as_ref().and_then(|chart| chart.assurance).map(Assurance::word),
        "chart": timely.chart.as_ref().map(chart),
    })
}

fn tally(found: &Tally) -> Value {
    json!({
        "due": found.due, "on_time": found.on_time, "late": found.late, "bands": found.bands,
        "not_done": found.not_done, "excepted": found.excepted,
        "not_modelled": found.not_modelled, "percent": found.percent(),
        "percent_without_exceptions": found.percent_without_exceptions(),
    })
}

fn share(found: &ShareSeries) -> Value {
    let pair = |of: Option<(f64, f64)>| of.map(|(c, b)| json!({ "count": c, "base": b }));
    json!({
        "name": found.name,
        "of": found.of,
        "latest": pair(found.latest),
        "year_to_date": pair(found.year_to_date),
        "months": found.months.iter().map(|(month, count, base)| json!({
            "month": month.to_string(), "count": count, "base": base,
        })).collect::<Vec<_>>(),
        "teams": found.teams.iter().map(|(team, count, base)| json!({
            "team": team, "count": count, "base": base,
        })).collect::<Vec<_>>(),
        "variation": found.chart.as_ref().map(|chart| chart.variation.word()),
        "chart": found.chart.as_ref().map(chart),
    })
}

fn chart(chart: &Chart) -> Value {
    json!({
        "points": chart.points.iter().map(|p| json!({
            "period": p.label, "value": p.value, "n": p.n, "mean": p.mean, "lower": p.lower,
            "upper": p.upper, "signal": p.signal.map(Signal::words),
        })).collect::<Vec<_>>(),
        "runs_signal": chart.runs.signal,
        "notes": chart.notes,
    })
}
