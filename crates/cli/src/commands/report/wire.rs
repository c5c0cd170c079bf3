//! The report as JSON. Fields are added, never renamed; shares are 0 to 1, scores 0 to 10.

use assay_measures::Interval;
use assay_measures::change;
use assay_measures::estimate::Estimate;
use assay_measures::reads::HeadlineGrade;
use assay_measures::report::{
    Completion, DomainChange, DomainSeries, HealthCheck, MeanFigure, MonthFigures, OverallChange,
    RecordLine, Report, SecondOpinion, Series, ShareFigure,
};
use serde_json::{Value, json};

pub(super) fn report(report: &Report) -> Value {
    let others: Vec<Value> = report
        .others
        .iter()
        .map(|(section, other)| {
            let mut value = series(other);
            value["section"] = section.words().into();
            value
        })
        .collect();
    let counts: Vec<Value> = report
        .sections
        .iter()
        .map(|(section, returns)| json!({ "section": section.words(), "returns": returns }))
        .collect();
    json!({
        "as_at": report.as_at.map(|date| date.to_string()),
        "confidence": report.confidence,
        "returns": counts,
        "without_month": report.without_month,
        "monthly": series(&report.monthly),
        "others": others,
        "completion": report.completion.iter().map(completion).collect::<Vec<_>>(),
        "headline_grade": match report.headline {
            HeadlineGrade::Auditor => "auditor",
            HeadlineGrade::Moderated => "moderated",
        },
        "teams": report.teams.as_ref().map(|funnel| json!({
            "share": funnel.centre,
            "teams": funnel.points.iter().map(|point| json!({
                "team": point.team.name, "count": point.team.count, "base": point.team.n,
                "place": point.place.words(),
            })).collect::<Vec<_>>(),
        })),
        "second_opinion": second_opinion(&report.second_opinion),
        "health_checks": report.health_checks.iter().map(health_check).collect::<Vec<_>>(),
        "improving": report.improving.as_ref().map(|answer| json!({
            "yes": answer.is_yes(),
            "missing_months": answer.missing,
            "clauses": answer.clauses.iter().map(|clause| json!({
                "clause": clause.words,
                "holds": clause.holds,
                "figures": clause.figures.iter().map(|(month, count, base)| json!({
                    "month": month.to_string(), "count": count, "base": base,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })),
    })
}

fn series(series: &Series) -> Value {
    json!({
        "months": series.months.iter().map(month).collect::<Vec<_>>(),
        "domains": series.domains.iter().map(domain).collect::<Vec<_>>(),
        "records": series.records.iter().map(record).collect::<Vec<_>>(),
        "changes": series.changes.iter().map(overall).collect::<Vec<_>>(),
        "variation": series.chart.as_ref().map(|chart| chart.variation.word()),
    })
}

fn overall(found: &OverallChange) -> Value {
    let decimals = if found.measure == "mean score" { 1 } else { 2 };
    json!({
        "measure": found.measure,
        "from": found.from.to_string(),
        "to": found.to.to_string(),
        "before": found.before,
        "after": found.after,
        "printed": change::printed(found.before, found.after, decimals),
        "interval": found.change.interval.map(|i| [i.low, i.high]),
        "n_before": found.change.n_before,
        "n_after": found.change.n_after,
        "verdict": found.change.verdict.words(),
        "within_auditors": found.within.map(|own| json!({
            "difference": own.difference,
            "interval": own.interval.map(|i| [i.low, i.high]),
            "auditors": own.auditors,
            "n_before": own.n_before,
            "n_after": own.n_after,
            "verdict": own.verdict.words(),
        })),
    })
}

fn second_opinion(found: &SecondOpinion) -> Value {
    let [upheld, raised, lowered] = found.moderated.same_better_worse();
    json!({
        "graded": found.graded,
        "moderated": {
            "n": found.moderated.n(), "upheld": upheld, "raised": raised, "lowered": lowered,
            "challenged": found.challenged, "table": found.moderated.table,
            "kinds": found.kinds.iter().map(|(kind, n)| json!({
                "kind": kind.word(), "n": n,
            })).collect::<Vec<_>>(),
        },
        "both_series": found.both_series.iter().map(|(month, auditors, moderated, n)| json!({
            "month": month.to_string(), "auditor": auditors, "moderated": moderated, "base": n,
        })).collect::<Vec<_>>(),
        "second_reads": {
            "n": found.second_reads.n(), "table": found.second_reads.table,
            "kappa": found.second_reads.agreement.as_ref().and_then(|a| a.kappa).map(|k| k.value),
            "ac1": found.second_reads.agreement.as_ref().and_then(|a| a.ac1).map(|k| k.value),
        },
        "inspectors": { "n": found.inspectors.n(), "table": found.inspectors.table },
    })
}

fn health_check(found: &HealthCheck) -> Value {
    json!({
        "month": found.month.to_string(),
        "bands": found.bands,
        "target": found.target,
        "teams": found.teams.iter().map(|team| json!({
            "team": team.team, "files": team.files, "read": team.read, "counts": team.counts,
            "meeting": team.meeting, "banded": team.banded(), "meets": team.meets(found.target),
        })).collect::<Vec<_>>(),
    })
}

fn month(figures: &MonthFigures) -> Value {
    let [outstanding, good, requires_improvement, inadequate] = figures.judgements;
    json!({
        "month": figures.month.to_string(),
        "drawn": figures.drawn,
        "returned": figures.returned,
        "late": figures.late,
        "judged": figures.judged(),
        "judgements": {
            "outstanding": outstanding, "good": good,
            "requires_improvement": requires_improvement, "inadequate": inadequate,
        },
        "good_or_better": share(&figures.good_or_better),
        "inadequate": share(&figures.inadequate),
        "mean_score": figures.mean_score.as_ref().map(mean),
    })
}

fn share(share: &ShareFigure) -> Value {
    json!({
        "count": share.figure.count,
        "base": share.figure.base,
        "of": share.figure.of,
        "share": share.figure.percent().map(|percent| percent / 100.0),
        "estimate": share.estimate.as_ref().map(estimate),
        "if_all_missing_counted": share.bounds.map(|bounds| bounds.high),
        "if_none_missing_counted": share.bounds.map(|bounds| bounds.low),
        "was": share.was.map(|(count, base)| json!({ "count": count, "base": base })),
    })
}

fn mean(mean: &MeanFigure) -> Value {
    json!({
        "mean": mean.mean,
        "n": mean.n,
        "of": mean.of,
        "estimate": mean.estimate.as_ref().map(estimate),
        "was": mean.was.map(|(mean, n)| json!({ "mean": mean, "n": n })),
    })
}

fn estimate(found: &Estimate) -> Value {
    let Interval { low, high } = found.interval;
    json!({ "value": found.mean, "se": found.se, "low": low, "high": high, "df": found.df,
        "method": found.method.words() })
}

fn domain(series: &DomainSeries) -> Value {
    let months: Vec<Value> = series
        .months
        .iter()
        .map(|entry| {
            json!({
                "month": entry.month.to_string(),
                "score": entry.score.as_ref().map(mean),
                "judgements": entry.judgements,
                "not_applicable": entry.not_applicable,
            })
        })
        .collect();
    json!({
        "domain": series.domain,
        "months": months,
        "changes": series.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(change: &DomainChange) -> Value {
    let raw = &change.change;
    let interval = |found: Option<Interval>| found.map(|i| json!([i.low, i.high]));
    json!({
        "from": change.from.to_string(),
        "to": change.to.to_string(),
        "before": raw.before,
        "after": raw.after,
        "difference": raw.difference,
        "interval": interval(raw.interval),
        "n_before": raw.n_before,
        "n_after": raw.n_after,
        "verdict": raw.verdict.words(),
        "within_auditors": change.within.map(|within| json!({
            "difference": within.difference,
            "interval": interval(within.interval),
            "auditors": within.auditors,
            "n_before": within.n_before,
            "n_after": within.n_after,
            "verdict": within.verdict.words(),
        })),
    })
}

fn record(line: &RecordLine) -> Value {
    json!({
        "measure": line.measure, "month": line.month.to_string(), "value": line.value,
        "words": line.words(), "since": line.since.map(|month| month.to_string()),
        "missing_months": line.missing,
    })
}

fn completion(completion: &Completion) -> Value {
    json!({
        "draw": completion.draw.as_str(),
        "month": completion.month.to_string(),
        "drawn": completion.drawn,
        "returned": completion.returned,
        "services": completion.services.iter().map(|service| json!({
            "service": service.service, "drawn": service.drawn, "returned": service.returned,
        })).collect::<Vec<_>>(),
        "owed": completion.owed.iter().map(|owed| json!({
            "auditor": owed.auditor,
            "cases": owed.cases.iter().map(assay_model::CaseId::as_str).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}
