//! Completion of the rounds: returned of drawn, month by month, the latest by service, and who still
//! owes returns (restricted packs only).

use assay_measures::report::{Completion, Owed, ServiceCompletion};

use super::{Audience, Kind, section};
use crate::view::{Block, Cell, Class, Column, Row, Section, Table};
use assay_model::print::{share, share_short};

/// Returns the section of these rounds, oldest first, or none without a round. In public packs it does not say
/// who owes returns.
#[must_use]
pub fn build(rounds: &[Completion], audience: Audience) -> Option<Section> {
    let latest = rounds.last()?;
    let drawn: u64 = rounds.iter().map(|r| r.drawn).sum();
    let returned: u64 = rounds.iter().map(|r| r.returned).sum();
    let lead = format!(
        "Over all rounds {} of the cases drawn were returned; in {} it was {}.",
        share(returned, drawn),
        latest.month.words(),
        share(latest.returned, latest.drawn)
    );
    let mut blocks = vec![Block::Table(by_month(rounds))];
    if latest.services.len() > 1 {
        blocks.push(Block::Table(by_service(latest)));
    }
    if audience == Audience::Restricted && !latest.owed.is_empty() {
        blocks.push(Block::Table(owed(latest)));
    }
    Some(section(Kind::Completion, lead, blocks))
}

fn row(name: Cell, drawn: u64, returned: u64) -> Row {
    Row::of(vec![
        name,
        Cell::count(drawn),
        Cell::count(returned),
        Cell::share(share_short(returned, drawn), returned as f64 / drawn.max(1) as f64),
    ])
}

fn columns(first: &str) -> Vec<Column> {
    let mut columns = vec![Column::text(first)];
    columns.extend(["Drawn", "Returned", "Share"].map(Column::number));
    columns
}

fn by_month(rounds: &[Completion]) -> Table {
    let rounds = rounds.iter();
    Table {
        id: "tab-completion".into(),
        caption: "Audits returned of cases drawn, by month".into(),
        columns: columns("Month"),
        rows: rounds.map(|r| row(Cell::month(r.month), r.drawn, r.returned)).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}

fn by_service(latest: &Completion) -> Table {
    let service = |service: &ServiceCompletion| {
        let name = &service.service;
        let shown = if name.is_empty() { "no service on the list" } else { name };
        row(Cell::text(shown), service.drawn, service.returned)
    };
    Table {
        id: "tab-completion-services".into(),
        caption: format!("Audits returned of cases drawn, {}, by service", latest.month.words()),
        columns: columns("Service"),
        rows: latest.services.iter().map(service).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}

fn owed(latest: &Completion) -> Table {
    let row = |owed: &Owed| {
        let shown = if owed.auditor.is_empty() { "nobody assigned" } else { &owed.auditor };
        Row::of(vec![Cell::text(shown), Cell::count(owed.cases.len() as u64)])
    };
    Table {
        id: "tab-owed".into(),
        caption: format!("Returns still owed for {}", latest.month.words()),
        columns: vec![Column::text("Auditor"), Column::number("Cases")],
        rows: latest.owed.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}
