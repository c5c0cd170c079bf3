//! Those who work at the made-up council: social workers in their teams, and auditors.

use assay_model::Date;

use crate::dice::Dice;
use crate::names;
use crate::places::TEAMS;
use crate::table::{Table, iso};

/// A worker with cases.
#[derive(Debug, Clone)]
pub(crate) struct Worker {
    /// The name on the lists.
    pub(crate) name: String,
    /// The team's place in [`TEAMS`].
    pub(crate) team: usize,
    /// Whether an agency employs the worker.
    pub(crate) agency: bool,
    /// Hundredths of a full-time post.
    pub(crate) fte: u32,
}

/// Someone who audits.
#[derive(Debug, Clone)]
pub(crate) struct Auditor {
    /// The name people know.
    pub(crate) name: String,
    /// The login.
    pub(crate) login: String,
    /// The team managed, if any, by its place in [`TEAMS`].
    pub(crate) team: Option<usize>,
    /// The line manager's login.
    pub(crate) manager: &'static str,
    /// How many cases a round.
    pub(crate) capacity: u32,
    /// Leave, if any.
    pub(crate) leave: Option<(Date, Date)>,
    /// Whether cleared for restricted records.
    pub(crate) cleared: bool,
    /// Hundredths of a point that this auditor marks above (or below) the others.
    pub(crate) leniency: i32,
}

/// Returns the workers, team by team.
pub(crate) fn workers(seed: &str) -> Vec<Worker> {
    let mut dice = Dice::new(seed, "workers");
    let mut workers: Vec<Worker> = Vec::new();
    for (team, place) in TEAMS.iter().enumerate() {
        for _ in 0..place.workers {
            let name = new_name(&mut dice, |name| workers.iter().any(|w| w.name == name));
            let agency = dice.chance(170);
            let fte = dice.weighted(&[(100, 8), (80, 2), (60, 1)]);
            workers.push(Worker { name, team, agency, fte });
        }
    }
    workers
}

/// Returns the fourteen auditors: ten team managers, two reviewing officers and two quality officers.
pub(crate) fn auditors(seed: &str) -> Vec<Auditor> {
    let mut dice = Dice::new(seed, "auditors");
    let teams = [0, 1, 2, 3, 4, 5, 7, 8, 10, 11].map(Some).into_iter().chain([None; 4]);
    let mut auditors: Vec<Auditor> = Vec::new();
    for (place, team) in teams.enumerate() {
        let name = new_name(&mut dice, |name| {
            auditors.iter().any(|a| a.name == name || a.login == login(name))
        });
        auditors.push(Auditor {
            login: login(&name),
            name,
            team,
            manager: if team.is_some() { "service.manager" } else { "head.of.quality" },
            capacity: if team.is_some() { 9 } else { 12 },
            leave: leave(place),
            cleared: place >= 10 || place == 0,
            leniency: dice.bell() / 2,
        });
    }
    auditors
}

/// Returns the auditors as the import reads them.
pub(crate) fn auditor_table(auditors: &[Auditor]) -> Table {
    let mut table = Table::new(&assay_model::Auditor::COLUMNS);
    for auditor in auditors {
        let (from, to) = auditor.leave.unzip();
        table.push([
            auditor.name.clone(),
            auditor.login.clone(),
            auditor.team.map_or("", |team| TEAMS[team].name).to_owned(),
            auditor.manager.to_owned(),
            String::new(),
            auditor.capacity.to_string(),
            iso(from),
            iso(to),
            if auditor.cleared { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table
}

/// One team manager is away for the whole of the August round, one for part of April.
fn leave(place: usize) -> Option<(Date, Date)> {
    let span = |from: &str, to: &str| Some((from.parse().ok()?, to.parse().ok()?));
    match place {
        4 => span("2026-07-27", "2026-09-04"),
        9 => span("2026-04-06", "2026-04-17"),
        _ => None,
    }
}

fn login(name: &str) -> String {
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    format!("{}.{}", &given[..1], family).to_lowercase()
}

fn new_name(dice: &mut Dice, is_taken: impl Fn(&str) -> bool) -> String {
    loop {
        let name = names::grown_up(dice);
        if !is_taken(&name) {
            return name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_and_workers_names_are_unique_and_capacity_covers_a_round() {
        for seed in ["1", "2", "a council"] {
            let auditors = auditors(seed);
            let mut logins: Vec<&str> = auditors.iter().map(|a| a.login.as_str()).collect();
            logins.sort_unstable();
            logins.dedup();
            assert_eq!(logins.len(), 14, "seed {seed}");
            let at_work: u32 =
                auditors.iter().filter(|a| a.leave.is_none()).map(|a| a.capacity).sum();
            assert!(at_work >= 120, "{at_work} places for 104 cases and the second reads");
            let mut names: Vec<String> = workers(seed).into_iter().map(|w| w.name).collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all);
        }
    }
}
