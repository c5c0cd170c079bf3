//! What stands beside the monthly series on screen: teams, second opinions, health checks.

use std::fmt::Write as _;

use assay_measures::chart::funnel::Funnel;
use assay_measures::reads::HeadlineGrade;
use assay_measures::report::{HealthCheck, Pairs, SecondOpinion};
use assay_model::Judgement;

use crate::output::{Table, wrapped};

/// Returns the teams in the order of their names, each with where it lies.
pub(super) fn teams(funnel: &Funnel) -> String {
    let mut table = Table::new(["team", "good or better", "against all teams"]);
    for point in &funnel.points {
        let team = &point.team;
        let name = if team.name.is_empty() { "(no team)" } else { &team.name };
        table.row([name.to_owned(), of(team.count, team.n), point.place.words().to_owned()]);
    }
    let all = funnel.points.iter().fold((0, 0), |(c, n), p| (c + p.team.count, n + p.team.n));
    table.row(["all".to_owned(), of(all.0, all.1), String::new()]);
    format!(
        "Teams over the months shown, by name: no league table\n{}\n{}",
        wrapped(
            "Teams differ in their cases and their auditors too. Within the limits is what chance \
             alone gives 19 times in 20.",
            "  "
        ),
        table.aligned()
    )
}

/// Returns what moderation, second readers and inspectors made of the audits, or none without any.
pub(super) fn second_opinion(found: &SecondOpinion, headline: HeadlineGrade) -> Option<String> {
    let mut parts = Vec::new();
    if found.moderated.n() > 0 {
        parts.push(moderation(found, headline));
    }
    if found.second_reads.n() > 0 {
        parts.push(second_reads(&found.second_reads));
    }
    if found.inspectors.n() > 0 {
        let n = found.inspectors.n();
        let title = format!("Inspectors' views of {n} cases we had audited\n\n");
        parts.push(title + &table(&found.inspectors, "our grade", "inspectors'"));
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn moderation(found: &SecondOpinion, headline: HeadlineGrade) -> String {
    let [upheld, raised, lowered] = found.moderated.same_better_worse();
    let n = found.moderated.n();
    let mut text = format!(
        "Moderation: {} of the audits graded; upheld {}, raised {}, lowered {}\n",
        of(n, found.graded),
        of(upheld, n),
        of(raised, n),
        of(lowered, n)
    );
    let kinds: Vec<String> =
        found.kinds.iter().map(|(kind, count)| format!("{} {count}", kind.word())).collect();
    if !kinds.is_empty() {
        let _ = writeln!(text, "  {}", kinds.join(", "));
    }
    if found.challenged > 0 {
        let _ = writeln!(text, "  challenged by the service: {}", of(found.challenged, n));
    }
    text.push('\n');
    text.push_str(&table(&found.moderated, "auditor's grade", "moderated"));
    if !found.both_series.is_empty() {
        let mut series =
            Table::new(["good or better", "by the auditors", "after moderation", "headline"]);
        let name = match headline {
            HeadlineGrade::Auditor => "by the auditors",
            HeadlineGrade::Moderated => "after moderation",
        };
        for (month, auditors, moderated, n) in &found.both_series {
            series.row([month.to_string(), of(*auditors, *n), of(*moderated, *n), name.to_owned()]);
        }
        let _ = write!(text, "\n{}", series.aligned());
    }
    text
}

fn second_reads(pairs: &Pairs) -> String {
    let [same, better, worse] = pairs.same_better_worse();
    let n = pairs.n();
    let mut text = format!(
        "Second reads of {n} cases: the same grade in {}, better in {better}, worse in {worse}\n\n{}",
        of(same, n),
        table(pairs, "first reader's grade", "second's")
    );
    match &pairs.agreement {
        Some(found) => {
            let coefficient = |c: Option<assay_measures::agree::Coefficient>| {
                c.map_or("undefined".to_owned(), |c| match c.se {
                    Some(se) => format!("{:.2} (se {se:.2})", c.value),
                    None => format!("{:.2}", c.value),
                })
            };
            let _ = writeln!(
                text,
                "agreement, n = {n}: kappa {}, with quadratic weights {}, AC1 {}",
                coefficient(found.kappa),
                coefficient(found.kappa_quadratic),
                coefficient(found.ac1)
            );
        }
        None => text.push_str("under 30 double reads: no coefficient\n"),
    }
    text
}

fn table(pairs: &Pairs, ours: &str, theirs: &str) -> String {
    let heads = Judgement::ALL.map(|grade| format!("{theirs} {}", grade.words()));
    let mut table = Table::new(std::iter::once(ours.to_owned()).chain(heads));
    for (grade, row) in Judgement::ALL.iter().zip(pairs.table) {
        let cells = row.map(|count| count.to_string());
        table.row(std::iter::once(grade.words().to_owned()).chain(cells));
    }
    table.aligned()
}

/// Returns a health check by team against the target: counts of the whole, so without intervals.
pub(super) fn health_check(found: &HealthCheck) -> String {
    let target = found.target * 100.0;
    let heads = ["team", "files read"].map(str::to_owned);
    let tail = ["meeting".to_owned(), format!("target {target:.0}%")];
    let mut table = Table::new(heads.into_iter().chain(found.bands.iter().cloned()).chain(tail));
    for team in &found.teams {
        let name = if team.team.is_empty() { "all" } else { &team.team };
        let read = match team.files {
            Some(files) => format!("{} of {files}", team.read),
            None => team.read.to_string(),
        };
        let met = match team.meets(found.target) {
            Some(true) => "met",
            Some(false) => "not met",
            None => "nothing banded",
        };
        let counts = team.counts.iter().map(u64::to_string);
        let tail = [of(team.meeting, team.banded()), met.to_owned()];
        table.row([name.to_owned(), read].into_iter().chain(counts).chain(tail));
    }
    format!(
        "Health check, {}: every file, so counts and no interval\n\n{}",
        found.month.words(),
        table.aligned()
    )
}

fn of(count: u64, base: u64) -> String {
    if base < 10 {
        return format!("{count} of {base}");
    }
    format!("{:.0}% ({count} of {base})", 100.0 * count as f64 / base as f64)
}
