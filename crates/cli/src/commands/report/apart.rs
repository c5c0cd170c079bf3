//! What the screen shows next to the monthly series: teams, second opinions, health checks.

use std::fmt::Write as _;

use assay_model::Judgement;
use assay_model::print::{estimated_share, percent, share};
use assay_views::report::{HealthCheck, Report, SecondOpinion, SecondReads, Teams};

use crate::output::{Table, wrapped};

/// Returns the teams in the order of their names, each with where it lies.
pub(super) fn teams(found: &Teams) -> String {
    let mut table = Table::new(["team", "good or better", "against all teams"]);
    for team in &found.teams {
        let name = if team.team.is_empty() { "(no team)" } else { &team.team };
        let good = estimated_share(team.share, team.count, team.base);
        table.row([name.to_owned(), good, team.place.to_owned()]);
    }
    let all = found.teams.iter().fold((0, 0), |(c, n), team| (c + team.count, n + team.base));
    table.row(["all".to_owned(), estimated_share(found.share, all.0, all.1), String::new()]);
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
pub(super) fn second_opinion(report: &Report) -> Option<String> {
    let found = &report.second_opinion;
    let mut parts = Vec::new();
    if found.moderated.n > 0 {
        parts.push(moderation(found, report.headline_grade));
    }
    if found.second_reads.n > 0 {
        parts.push(second_reads(&found.second_reads));
    }
    if found.inspectors.n > 0 {
        let n = found.inspectors.n;
        let title = format!("Inspectors' views of {n} cases we had audited\n\n");
        parts.push(title + &table(&found.inspectors.table, "our grade", "inspectors'"));
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn moderation(found: &SecondOpinion, headline: &str) -> String {
    let moderated = &found.moderated;
    let n = moderated.n;
    let mut text = format!(
        "Moderation: {} of the audits graded; upheld {}, raised {}, lowered {}\n",
        share(n, found.graded),
        share(moderated.upheld, n),
        share(moderated.raised, n),
        share(moderated.lowered, n)
    );
    let kinds: Vec<String> =
        moderated.kinds.iter().map(|of| format!("{} {}", of.kind, of.n)).collect();
    if !kinds.is_empty() {
        let _ = writeln!(text, "  {}", kinds.join(", "));
    }
    if moderated.challenged > 0 {
        let _ = writeln!(text, "  challenged by the service: {}", share(moderated.challenged, n));
    }
    text.push('\n');
    text.push_str(&table(&moderated.table, "auditor's grade", "moderated"));
    if !found.both_series.is_empty() {
        let mut series =
            Table::new(["good or better", "by the auditors", "after moderation", "headline"]);
        let name = if headline == "auditor" { "by the auditors" } else { "after moderation" };
        for of in &found.both_series {
            let [auditor, moderated] =
                [(of.auditor_share, of.auditor), (of.moderated_share, of.moderated)]
                    .map(|(share, good)| estimated_share(Some(share), good, of.base));
            series.row([of.month.to_string(), auditor, moderated, name.to_owned()]);
        }
        let _ = write!(text, "\n{}", series.aligned());
    }
    text
}

fn second_reads(found: &SecondReads) -> String {
    let [same, better, worse] = found.same_better_worse;
    let n = found.n;
    let mut text = format!(
        "Second reads of {n} cases: the same grade in {}, better in {better}, worse in {worse}\n\n{}",
        share(same, n),
        table(&found.table, "first reader's grade", "second's")
    );
    match &found.agreement {
        Some(coefficients) => {
            let _ = writeln!(text, "agreement, n = {n}: {coefficients}");
        }
        None => text.push_str("under 30 double reads: no coefficient\n"),
    }
    text
}

fn table(counts: &[[u64; 4]; 4], ours: &str, theirs: &str) -> String {
    let heads = Judgement::ALL.map(|grade| format!("{theirs} {}", grade.words()));
    let mut table = Table::new(std::iter::once(ours.to_owned()).chain(heads));
    for (grade, row) in Judgement::ALL.iter().zip(counts) {
        let cells = row.map(|count| count.to_string());
        table.row(std::iter::once(grade.words().to_owned()).chain(cells));
    }
    table.aligned()
}

/// Returns a health check by team against the target: counts of the whole, so without intervals.
pub(super) fn health_check(found: &HealthCheck) -> String {
    let target = percent(found.target);
    let heads = ["team", "files read"].map(str::to_owned);
    let tail = ["meeting".to_owned(), format!("target {target}")];
    let mut table = Table::new(heads.into_iter().chain(found.bands.iter().cloned()).chain(tail));
    for team in &found.teams {
        let name = if team.team.is_empty() { "all" } else { &team.team };
        let read = match team.files {
            Some(files) => format!("{} of {files}", team.read),
            None => team.read.to_string(),
        };
        let met = match team.meets {
            Some(true) => "met",
            Some(false) => "not met",
            None => "nothing banded",
        };
        let counts = team.counts.iter().map(u64::to_string);
        let tail = [share(team.meeting, team.banded), met.to_owned()];
        table.row([name.to_owned(), read].into_iter().chain(counts).chain(tail));
    }
    format!(
        "Health check, {}: every file, so counts and no interval\n\n{}",
        found.month.words(),
        table.aligned()
    )
}
