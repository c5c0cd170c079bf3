//! Completion of the rounds: returned of drawn, month by month, the latest by service, and who still
//! owes returns (restricted packs only).

use assay_model::Month;

use super::{Kind, section};
use crate::number::{count, month_short, share, share_short};
use crate::view::{Block, Cell, Class, Column, Row, Section, Table};

/// What the section is made from.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The rounds, oldest first.
    pub rounds: Vec<Round>,
    /// The latest round by service: name, drawn, returned.
    pub services: Vec<(String, u64, u64)>,
    /// Who owes how many returns of the latest round; empty in public packs.
    pub owed: Vec<(String, u64)>,
}

/// One round.
#[derive(Debug, Clone)]
pub struct Round {
    /// Its month.
    pub month: Month,
    /// Cases to be read.
    pub drawn: u64,
    /// Cases returned.
    pub returned: u64,
}

/// Returns the section, or none without a round.
#[must_use]
pub fn build(input: &Input) -> Option<Section> {
    let latest = input.rounds.last()?;
    let drawn: u64 = input.rounds.iter().map(|r| r.drawn).sum();
    let returned: u64 = input.rounds.iter().map(|r| r.returned).sum();
    let lead = format!(
        "Over all rounds {} of the cases drawn were returned; in {} it was {}.",
        share(returned, drawn),
        latest.month.words(),
        share(latest.returned, latest.drawn)
    );
    let mut blocks = vec![Block::Table(by_month(input))];
    if input.services.len() > 1 {
        blocks.push(Block::Table(by_service(input, latest)));
    }
    if !input.owed.is_empty() {
        blocks.push(Block::Table(owed(input, latest)));
    }
    Some(section(Kind::Completion, lead, blocks))
}

fn row(name: &str, drawn: u64, returned: u64) -> Row {
    Row::of(vec![
        Cell::text(name),
        Cell::count(drawn),
        Cell::count(returned),
        Cell::number(share_short(returned, drawn), returned as f64 / drawn.max(1) as f64),
    ])
}

fn columns(first: &str) -> Vec<Column> {
    let mut columns = vec![Column::text(first)];
    columns.extend(["Drawn", "Returned", "Share"].map(Column::number));
    columns
}

fn by_month(input: &Input) -> Table {
    let rounds = input.rounds.iter();
    Table {
        id: "tab-completion".into(),
        caption: "Audits returned of cases drawn, by month".into(),
        columns: columns("Month"),
        rows: rounds.map(|r| row(&month_short(r.month), r.drawn, r.returned)).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}

fn by_service(input: &Input, latest: &Round) -> Table {
    let services = input.services.iter();
    Table {
        id: "tab-completion-services".into(),
        caption: format!("Audits returned of cases drawn, {}, by service", latest.month.words()),
        columns: columns("Service"),
        rows: services.map(|(name, drawn, returned)| row(name, *drawn, *returned)).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}

fn owed(input: &Input, latest: &Round) -> Table {
    let row = |(name, n): &(String, u64)| {
        let shown = if name.is_empty() { "nobody assigned" } else { name };
        Row::of(vec![Cell::text(shown), Cell::number(count(*n), *n as f64)])
    };
    Table {
        id: "tab-owed".into(),
        caption: format!("Returns still owed for {}", latest.month.words()),
        columns: vec![Column::text("Auditor"), Column::number("Cases")],
        rows: input.owed.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}
