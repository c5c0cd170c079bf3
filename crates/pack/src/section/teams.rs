//! Variation between teams as a funnel, never a league table: teams are in the order of their names.
//! Public packs pool teams until each group has enough audits.

use assay_measures::chart::funnel::{FunnelPoint, Place, Team, funnel as placed};

use super::{Kind, section};
use crate::chart::{Dot, Funnel};
use crate::view::{Block, Cell, Chart, Class, Column, Figure, Row, Section, Table};
use assay_model::print::{estimated_short, percent};

/// The team of cases that have none on the list.
pub const NO_TEAM: &str = "no team on the list";

/// How the audits of each team were graded.
#[derive(Debug, Clone, Default)]
pub struct TeamGrades {
    /// The teams.
    pub teams: Vec<Team>,
    /// The period in words.
    pub period: String,
    /// The least number of audits a published group has; none in restricted packs.
    pub least: Option<u64>,
}

/// Returns the section, or none when there are not two teams to compare.
#[must_use]
pub fn build(input: &TeamGrades) -> Option<Section> {
    let teams = match input.least {
        Some(least) => pooled(&input.teams, least),
        None => input.teams.clone(),
    };
    if teams.len() < 2 {
        return None;
    }
    let found = placed(teams);
    let dots = found.points.iter().filter_map(|point| {
        let outside = point.place == Place::Beyond;
        Some(Dot {
            name: point.team.name.clone(),
            base: point.team.n,
            share: point.share?,
            outside,
        })
    });
    let funnel = Funnel {
        dots: dots.collect(),
        mean: found.centre?,
        of: "audits".into(),
        measure: "% good or better".into(),
    };
    let message = message(&funnel, &input.period);
    let figure = Figure {
        id: "fig-teams".into(),
        caption: message.clone(),
        chart: Chart {
            id: "chart-teams".into(),
            title: "Share good or better by team and number of audits".into(),
            desc: format!(
                "One dot a team, further right the more audits it had, between limits that narrow with the number of audits. {message} The table that follows holds every team."
            ),
            readings: Vec::new(),
            drawings: funnel.draw(),
        },
        table: table(&found.points, input),
    };
    Some(section(Kind::Teams, String::new(), vec![Block::Figure(figure)]))
}

fn message(funnel: &Funnel, period: &str) -> String {
    let named = |above: bool| -> Vec<String> {
        let is_above = |d: &&Dot| d.share > funnel.mean;
        let dots = funnel.dots.iter().filter(|d| d.outside && is_above(d) == above);
        dots.map(|d| d.name.clone()).collect()
    };
    let (above, below) = (named(true), named(false));
    let all = format!("over all teams it is {}", percent(funnel.mean));
    if above.is_empty() && below.is_empty() {
        return format!(
            "No team's share good or better differs by more than chance would explain; {all}, {period}."
        );
    }
    let mut parts = Vec::new();
    if !below.is_empty() {
        parts.push(format!("{} lower", super::and_list(&below)));
    }
    if !above.is_empty() {
        parts.push(format!("{} higher", super::and_list(&above)));
    }
    format!(
        "Share good or better further from the whole than chance would explain: {}; {all}, {period}.",
        parts.join(", ")
    )
}

fn table(points: &[FunnelPoint], input: &TeamGrades) -> Table {
    let row = |point: &FunnelPoint| {
        let (team, share) = (&point.team, point.share?);
        let reading = match point.place {
            Place::Beyond => "outside the limits",
            Place::Within | Place::Outer => "within",
            Place::TooFew => Place::TooFew.words(),
        };
        Some(Row::of(vec![
            Cell::text(&team.name),
            Cell::count(team.count),
            Cell::count(team.n),
            Cell::share(estimated_short(Some(share), team.count, team.n), share),
            Cell::text(reading),
        ]))
    };
    let mut notes = vec!["Limits at 99.8%, from the share of all teams. The share is the estimate for all eligible cases; the two columns before it count audits. Differences between teams are also differences between their cases and their auditors.".to_owned()];
    if let Some(least) = input.least {
        notes.push(format!("Teams are pooled to at least {least} audits."));
    }
    Table {
        id: "tab-teams".into(),
        caption: format!("Audits good or better by team, in order of names, {}", input.period),
        columns: vec![
            Column::text("Team"),
            Column::number("Good or better"),
            Column::number("Audits"),
            Column::number("Share"),
            Column::text("Reading"),
        ],
        rows: points.iter().filter_map(row).collect(),
        notes,
        class: Class::PracticeByTeam,
        ..Table::default()
    }
}

/// Returns the teams with the smaller ones pooled into one group of at least `least` audits.
fn pooled(teams: &[Team], least: u64) -> Vec<Team> {
    let mut ordered: Vec<&Team> = teams.iter().collect();
    ordered.sort_by_key(|team| std::cmp::Reverse((team.n, std::cmp::Reverse(&team.name))));
    let mut kept: Vec<Team> =
        ordered.iter().filter(|t| t.n >= least).map(|t| (*t).clone()).collect();
    let mut others = Team::empty("Other teams together");
    for team in ordered.iter().filter(|t| t.n < least) {
        others.join(team);
    }
    while others.n > 0 && others.n < least {
        // One more team joins, or else the small ones could be told from the whole.
        let Some(smallest) = kept.pop() else { return Vec::new() };
        others.join(&smallest);
    }
    kept.sort_by(|a, b| a.name.cmp(&b.name));
    if others.n > 0 {
        kept.push(others);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(name: &str, base: u64) -> Team {
        Team::alike(name, base / 2, base)
    }

    #[test]
    fn small_teams_are_pooled_until_the_group_is_large_enough() {
        let check = |bases: &[u64], expected: &[(&str, u64)]| {
            let names = ["A", "B", "C", "D"];
            let teams: Vec<Team> = names.iter().zip(bases).map(|(n, b)| team(n, *b)).collect();
            let found = pooled(&teams, 20);
            let found: Vec<(&str, u64)> = found.iter().map(|t| (t.name.as_str(), t.n)).collect();
            assert_eq!(found, expected);
        };
        check(&[30, 25, 40], &[("A", 30), ("B", 25), ("C", 40)]);
        check(&[30, 12, 9, 40], &[("A", 30), ("D", 40), ("Other teams together", 21)]);
        check(&[30, 12, 40], &[("C", 40), ("Other teams together", 42)]);
        check(&[5, 6], &[]);
    }
    #[test]
    fn a_small_team_drawn_as_often_as_a_large_one_does_not_halve_the_whole() {
        // Twenty audits of each: those of the large team speak for 40 children, those of the small one for 10.
        let mut large = Team::empty("Large");
        let mut small = Team::empty("Small");
        for n in 0..20 {
            large.add(n < 18, 40.0);
            small.add(n < 2, 10.0);
        }
        let input =
            TeamGrades { teams: vec![large, small], period: "September 2026".into(), least: None };
        let section = build(&input).unwrap();
        let Block::Figure(figure) = &section.blocks[0] else { panic!("a figure") };
        // (18·40 + 2·10) of 1,000.
        assert!(figure.caption.contains("over all teams it is 74%"), "{}", figure.caption);
        let shares: Vec<&str> =
            figure.table.rows.iter().map(|row| row.cells[3].text.as_str()).collect();
        assert_eq!(shares, ["90%", "10%"]);
    }
}
