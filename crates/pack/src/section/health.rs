//! Team health checks: every file read, against the target, by team. Public packs show the whole service
//! and no team. Files that were not returned are told and are in no band.

use assay_measures::report::{HealthCheck, TeamCheck};

use super::{Kind, and_list, section};
use crate::view::{Block, Cell, Class, Column, Row, Section, Table};
use assay_model::print::{count, percent, share, share_short};

/// The health checks of a pack.
#[derive(Debug, Clone, Default)]
pub struct HealthChecks {
    /// The checks of the period, oldest first.
    pub checks: Vec<HealthCheck>,
    /// Whether the pack is public.
    pub public: bool,
}

/// Returns the section, or none without a file read.
#[must_use]
pub fn build(input: &HealthChecks) -> Option<Section> {
    let read = |check: &&HealthCheck| whole(check).is_some_and(|all| all.read > 0);
    let checks: Vec<&HealthCheck> = input.checks.iter().filter(read).collect();
    let latest = *checks.last()?;
    let mut blocks = vec![Block::Table(by_team(latest, input.public))];
    if checks.len() > 1 {
        blocks.push(Block::Table(by_check(&checks)));
    }
    Some(section(Kind::HealthChecks, lead(latest, input.public)?, blocks))
}

/// Returns all teams together, the last row of a check.
fn whole(check: &HealthCheck) -> Option<&TeamCheck> {
    check.teams.last()
}

/// Returns the teams with a file read.
fn teams(check: &HealthCheck) -> impl Iterator<Item = &TeamCheck> {
    let alone = check.teams.len().saturating_sub(1);
    check.teams.iter().take(alone).filter(|team| team.read > 0)
}

fn lead(check: &HealthCheck, public: bool) -> Option<String> {
    let all = whole(check)?;
    if all.banded() == 0 {
        return Some(format!(
            "No file of the health check of {} is in a band.",
            check.month.words()
        ));
    }
    let target = percent(check.target);
    let mut lead = format!(
        "In the health check of {} {} of the files in a band met the standard, against a target of {target}.",
        check.month.words(),
        share(all.meeting, all.banded()),
    );
    if !public && teams(check).count() > 1 {
        let met: Vec<String> = teams(check)
            .filter(|team| team.meets(check.target) == Some(true))
            .map(|team| name(team).to_owned())
            .collect();
        lead.push_str(&match met.len() {
            0 => format!(" None of the {} teams met it.", teams(check).count()),
            n => format!(" {n} of the {} teams met it: {}.", teams(check).count(), and_list(&met)),
        });
    }
    Some(lead)
}

fn name(team: &TeamCheck) -> &str {
    if team.team.is_empty() { "no team on the list" } else { &team.team }
}

fn by_team(check: &HealthCheck, public: bool) -> Table {
    let mut columns = vec![Column::text("Team"), Column::number("Files read")];
    columns.extend(check.bands.iter().map(Column::number));
    columns.push(Column::number("Met the standard"));
    columns.push(Column::text(format!("Target {}", percent(check.target))));
    let shown: Vec<(&str, &TeamCheck)> = teams(check)
        .filter(|_| !public)
        .map(|team| (name(team), team))
        .chain(whole(check).map(|all| ("All", all)))
        .collect();
    let waiting = check.teams.iter().filter(|team| team.read == 0 && !team.team.is_empty());
    let waiting: Vec<String> = waiting.map(|team| team.team.clone()).collect();
    let mut notes = vec![
        "Every file was to be read, so these are counts and have no interval; a file that was not returned is in no band.".to_owned(),
    ];
    if !public && !waiting.is_empty() {
        notes.push(format!("No file was returned by {}.", and_list(&waiting)));
    }
    Table {
        id: "tab-health".into(),
        caption: format!("Files by band, health check of {}", check.month.words()),
        columns,
        rows: shown.into_iter().map(|(name, team)| row(name, team, check.target)).collect(),
        notes,
        class: if public { Class::Practice } else { Class::PracticeByTeam },
        ..Table::default()
    }
}

fn row(name: &str, team: &TeamCheck, target: f64) -> Row {
    let read = match team.files {
        Some(files) => format!("{} of {}", count(team.read), count(files)),
        None => count(team.read),
    };
    let mut cells = vec![Cell::text(name), Cell::count_as(read, team.read)];
    cells.extend(team.counts.iter().map(|n| Cell::count(*n)));
    cells.push(met(team));
    cells.push(Cell::text(match team.meets(target) {
        Some(true) => "met",
        Some(false) => "not met",
        None => "no file in a band",
    }));
    Row::of(cells)
}

fn met(team: &TeamCheck) -> Cell {
    let base = team.banded();
    Cell::share(share_short(team.meeting, base), team.meeting as f64 / base.max(1) as f64)
}

fn by_check(checks: &[&HealthCheck]) -> Table {
    let rows = checks.iter().filter_map(|check| {
        let all = whole(check)?;
        let cells = vec![
            Cell::month_as(check.month.words(), check.month),
            Cell::count(all.read),
            Cell::count(all.meeting),
            met(all),
        ];
        Some(Row::of(cells))
    });
    Table {
        id: "tab-health-checks".into(),
        caption: "Files that met the standard, health check by health check".into(),
        columns: vec![
            Column::text("Health check"),
            Column::number("Files read"),
            Column::number("Met the standard"),
            Column::number("Share"),
        ],
        rows: rows.collect(),
        class: Class::Practice,
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use assay_model::Month;

    use super::*;

    fn team(name: &str, files: u64, counts: [u64; 2]) -> TeamCheck {
        let (read, meeting) = (counts.iter().sum(), counts[0]);
        TeamCheck { team: name.into(), files: Some(files), read, counts: counts.into(), meeting }
    }

    fn input(public: bool) -> HealthChecks {
        let check = HealthCheck {
            month: Month::parse("2026-09").unwrap(),
            bands: vec!["good".into(), "not yet".into()],
            target: 0.8,
            teams: vec![
                team("CIN 1", 20, [18, 2]),
                team("CIN 2", 25, [10, 10]),
                team("CIN 3", 30, [0, 0]),
                team("", 75, [28, 12]),
            ],
        };
        HealthChecks { checks: vec![check], public }
    }

    fn first_column(section: &Section) -> Vec<String> {
        let table = section.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        table.unwrap().rows.iter().map(|row| row.cells[0].text.clone()).collect()
    }

    #[test]
    fn a_check_is_shown_by_team_with_who_has_not_returned() {
        let section = build(&input(false)).unwrap();
        assert_eq!(
            section.lead,
            "In the health check of September 2026 70% (28 of 40) of the files in a band met the standard, against a target of 80%. 1 of the 2 teams met it: CIN 1."
        );
        assert_eq!(first_column(&section), ["CIN 1", "CIN 2", "All"]);
        let Block::Table(table) = &section.blocks[0] else { panic!("a table") };
        assert_eq!(table.rows[1].cells[1].text, "20 of 25");
        assert_eq!(table.notes[1], "No file was returned by CIN 3.");
    }

    #[test]
    fn a_public_pack_names_no_team() {
        let section = build(&input(true)).unwrap();
        assert_eq!(first_column(&section), ["All"]);
        assert!(!format!("{section:?}").contains("CIN"));
        assert!(build(&HealthChecks::default()).is_none());
    }
}
