//! What auditors' judgements and scores come to in the months of a pack: over time, by domain and by team.

use assay_measures::chart::funnel::Team;
use assay_measures::report::Report;
use assay_measures::{Confidence, Interval};
use assay_model::print::capital;
use assay_model::{Judgement, Month};
use assay_pack::section::{domains, judgements, teams};

use super::settings::Settings;

fn pair(interval: Interval) -> (f64, f64) {
    (interval.low, interval.high)
}

pub(super) fn judgements(
    report: &Report,
    months: &[Month],
    settings: &Settings,
) -> judgements::JudgementsOverTime {
    let period = |month: &Month| {
        let figures = report.of_month(*month);
        judgements::Period {
            month: *month,
            counts: figures.map_or([0; 4], |f| f.judgements),
            shares: figures.and_then(|f| f.shares),
            estimate: figures.and_then(|f| f.good_or_better.value()),
            interval: figures.and_then(|f| f.good_or_better.estimate).map(|e| pair(e.interval)),
            limits: figures.map_or_else(Vec::new, |f| {
                f.limits.iter().map(|limit| limit.words(*month)).collect()
            }),
            revised: judgements::revised(figures.and_then(|f| f.good_or_better.was)),
            before: false,
        }
    };
    let record = report.monthly.records.iter().find(|line| line.measure == "good or better");
    let clauses = report.improving.iter().flat_map(|improving| &improving.clauses);
    judgements::JudgementsOverTime {
        grades: Judgement::ALL.map(|j| capital(settings.terms.grade(j))),
        periods: months.iter().map(period).collect(),
        record: judgements::record(record),
        clauses: clauses.map(Into::into).collect(),
        change: report.change_over(months, Confidence::USUAL),
        headline_grade: judgements::graded_by_us(),
    }
}

/// Returns how the teams' audits were graded, by name.
pub(super) fn teams(found: Vec<Team>, settings: &Settings, period: &str) -> teams::TeamGrades {
    let named = |team: Team| {
        let name = if team.name.is_empty() { teams::NO_TEAM.to_owned() } else { team.name };
        Team { name, ..team }
    };
    let mut teams: Vec<Team> = found.into_iter().map(named).collect();
    teams.sort_by(|a, b| a.name.cmp(&b.name));
    teams::TeamGrades {
        teams,
        period: period.to_owned(),
        least: settings.profile.public.then_some(settings.profile.rule.least_audits),
    }
}

pub(super) fn domains(report: &Report, months: &[Month]) -> domains::DomainScores {
    let series = report.monthly.domains.iter().cloned();
    domains::DomainScores {
        months: months.to_vec(),
        domains: series.filter_map(|series| series.keep(|month| months.contains(&month))).collect(),
    }
}
