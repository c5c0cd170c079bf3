//! Actions: how many were opened, done in time, done late, are open, overdue or drifting, by what
//! opened them, and the oldest that are overdue (restricted packs only).

use assay_measures::actions::ActionCounts;

use super::{Kind, section};
use crate::view::{Block, Cell, Class, Column, Row, Section, Table};
use assay_model::Date;
use assay_model::print::{count, share};

/// What became of actions, by where they come from.
#[derive(Debug, Clone, Default)]
pub struct ActionRecord {
    /// Actions by what opened them.
    pub sources: Vec<Source>,
    /// How done actions were verified, with how many each way, e.g. `by another login`.
    pub verified: Vec<(String, u64)>,
    /// The actions overdue longest; empty in public packs.
    pub overdue: Vec<Overdue>,
    /// The words of all open actions, to find those about a weakness; they are printed nowhere.
    pub open: Vec<Open>,
}

/// An open action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    /// What is to be done.
    pub what: String,
    /// Whether it is past the due date that counts.
    pub is_overdue: bool,
}

/// Actions with one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The source, e.g. `audit`.
    pub name: String,
    /// What became of them.
    pub counts: ActionCounts,
}

/// An action that is overdue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overdue {
    /// What is to be done, redacted.
    pub what: String,
    /// The case or `service`.
    pub case: String,
    /// Who owns it.
    pub owner: String,
    /// When it was due.
    pub due: Option<Date>,
    /// How often the date was moved.
    pub moved: u64,
}

/// Returns the section, or none without an action.
#[must_use]
pub fn build(input: &ActionRecord) -> Option<Section> {
    let whole = total(&input.sources);
    let all = whole.counts;
    if all.opened == 0 {
        return None;
    }
    let lead = format!(
        "Of {} actions {} are done, {} of them by the date first agreed; {} are open, {} of these overdue and {} drifting (open for more than 90 days, or with the date moved twice or more).",
        count(all.opened),
        count(all.done),
        share(all.in_time, all.in_time + all.late),
        count(all.open),
        count(all.overdue),
        count(all.drifting)
    );
    let mut blocks = vec![Block::Table(table(input, &whole))];
    if !input.overdue.is_empty() {
        blocks.push(Block::Table(overdue(input)));
    }
    Some(section(Kind::Actions, lead, blocks))
}

fn total(sources: &[Source]) -> Source {
    Source { name: "All".into(), counts: sources.iter().map(|source| source.counts).sum() }
}

fn table(input: &ActionRecord, all: &Source) -> Table {
    let row = |source: &Source, strong| {
        let of = source.counts;
        let counts = [
            of.opened,
            of.done,
            of.in_time,
            of.late,
            of.not_done,
            of.open,
            of.overdue,
            of.drifting,
            of.moved,
            of.verified,
        ];
        let mut cells = vec![Cell::text(&source.name)];
        cells.extend(counts.map(Cell::count));
        Row { cells, strong, ..Row::default() }
    };
    let mut rows: Vec<Row> = input.sources.iter().map(|source| row(source, false)).collect();
    rows.push(row(all, true));
    let mut columns = vec![Column::text("Opened by")];
    let headings = [
        "All",
        "Done",
        "Done in time",
        "Done late",
        "Closed, not done",
        "Open",
        "Overdue",
        "Drifting",
        "Date moved",
        "Verified",
    ];
    columns.extend(headings.map(Column::number));
    Table {
        id: "tab-actions".into(),
        caption: "Actions by what opened them".into(),
        columns,
        rows,
        notes: vec![format!(
            "In time: by the date first agreed, not a date moved later. Verified: by a second person, not the one who recorded it as done{}.",
            ways(&input.verified)
        )],
        class: Class::Practice,
        ..Table::default()
    }
}

/// Returns how the second people were known, such as `: 12 by another login`; nothing where nothing is verified.
fn ways(verified: &[(String, u64)]) -> String {
    let ways: Vec<String> =
        verified.iter().map(|(how, times)| format!("{} {how}", count(*times))).collect();
    if ways.is_empty() { String::new() } else { format!(": {}", ways.join(", ")) }
}

fn overdue(input: &ActionRecord) -> Table {
    let row = |action: &Overdue| {
        Row::of(vec![
            Cell::text(&action.what),
            Cell::text(&action.case),
            Cell::text(if action.owner.is_empty() { "nobody named" } else { &action.owner }),
            Cell::date(action.due),
            Cell::count(action.moved),
        ])
    };
    Table {
        id: "tab-overdue".into(),
        caption: "The actions overdue longest".into(),
        columns: vec![
            Column::text("Action"),
            Column::text("Case"),
            Column::text("Owner"),
            Column::text("Due"),
            Column::number("Times moved"),
        ],
        rows: input.overdue.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}
