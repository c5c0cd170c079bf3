//! Disclosure control of a printed table: its counts become a system of sums, and what is withheld is
//! printed as `[c]`, with every figure that rests on it.

use std::collections::BTreeMap;

use super::{Past, Rule, State, Sum, System, WITHHELD, withhold};
use crate::view::table::{Cell, Class, Layout, Table};

/// How much of a table was withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guarded {
    /// Cells with counts of children, or figures that rest on them.
    pub cells: u64,
    /// Of these, cells withheld.
    pub withheld: u64,
}

/// What issued public packs did with each cell: printed it, or withheld it. A cell is known by the ids of its table, of
/// what that is of, of its row and of its column; never by words, which may be put another way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// Whether the cell was withheld, by the cell's name.
    pub cells: BTreeMap<String, bool>,
}

/// What is between the ids of a cell.
const BETWEEN: &str = "|";

impl Printed {
    /// Returns the name a cell is remembered by.
    fn name(table: &Table, row: usize, column: usize) -> String {
        let of = table.layout.as_ref().map_or("", |layout| layout.of.as_str());
        let row = table.rows.get(row).map_or("", |row| row.id.as_str());
        let column = table.columns.get(column).map_or("", |column| column.id);
        [&table.id, of, row, column].map(part).join(BETWEEN)
    }

    /// Tells whether a cell of the row was withheld in an earlier pack.
    #[must_use]
    pub fn was_withheld(&self, table: &str, row: &str) -> bool {
        let row = part(row);
        let is_of = |name: &str| {
            let parts: Vec<&str> = name.split(BETWEEN).collect();
            parts.first() == Some(&table) && parts.get(2) == Some(&row.as_str())
        };
        self.cells.iter().any(|(name, withheld)| *withheld && is_of(name))
    }

    fn past(&self, name: &str) -> Past {
        match self.cells.get(name) {
            None => Past::New,
            Some(true) => Past::Withheld,
            Some(false) => Past::Shown,
        }
    }
}

/// Returns an id as a part of a cell's name: names of teams and groups are the council's, and may have any mark in them.
fn part(id: &str) -> String {
    id.replace(BETWEEN, "/")
}

/// Withholds small counts of a table of class `children`, and what earlier packs withheld; other
/// tables stay as they are. What was done with each cell is added to `now`.
pub fn guard(table: &mut Table, rule: Rule, before: &Printed, now: &mut Printed) -> Guarded {
    let Some(layout) = table.layout.clone().filter(|_| table.class == Class::Children) else {
        return Guarded::default();
    };
    let (system, places) = system(table, &layout);
    let names: Vec<String> =
        places.iter().map(|(row, column)| Printed::name(table, *row, *column)).collect();
    let past: Vec<Past> = names.iter().map(|name| before.past(name)).collect();
    let states = withhold(&system, rule, &past);
    let held = states.iter().map(|state| *state == State::Withheld);
    now.cells.extend(names.into_iter().zip(held));
    let mut guarded = Guarded::default();
    for (state, (row, column)) in states.iter().zip(&places) {
        guarded.cells += 1;
        if *state == State::Withheld {
            guarded.withheld += 1;
            table.rows[*row].cells[*column] = Cell::text(WITHHELD);
        }
    }
    let mut counted: Vec<usize> = Vec::new();
    for (dependent, on) in &layout.dependents {
        let is_new = !counted.contains(dependent);
        counted.push(*dependent);
        for row in &mut table.rows {
            let (Some(base), Some(cell)) = (row.cells.get(*on), row.cells.get(*dependent)) else {
                continue;
            };
            guarded.cells += u64::from(is_new && cell.number().is_some());
            if base.text == WITHHELD && cell.number().is_some() {
                guarded.withheld += 1;
                row.cells[*dependent] = Cell::text(WITHHELD);
            }
        }
    }
    if guarded.withheld > 0 {
        table.marks.push(format!(
            "{WITHHELD} withheld: a count of children from 1 to {}, or one that would give such a count away",
            rule.small
        ));
    }
    guarded
}

/// Returns the counts of the table as a system, with the row and column of each.
fn system(table: &Table, layout: &Layout) -> (System, Vec<(usize, usize)>) {
    let mut system = System::default();
    let mut places = Vec::new();
    let mut index = vec![vec![None; table.columns.len()]; table.rows.len()];
    let columns = layout.counts.iter().chain(&layout.total_column);
    for column in columns.clone() {
        for (r, row) in table.rows.iter().enumerate() {
            if let Some(value) = row.cells.get(*column).and_then(Cell::number) {
                index[r][*column] = Some(system.counts.len());
                system.counts.push(value.round() as u64);
                places.push((r, *column));
            }
        }
    }
    let last = table.rows.len().saturating_sub(1);
    if layout.total_row && last > 0 {
        for column in columns {
            let parts = (0..last).filter_map(|r| index[r][*column]).collect();
            if let Some(total) = index[last][*column] {
                system.sums.push(Sum { total, parts });
            }
        }
    }
    if let Some(total_column) = layout.total_column {
        for row in &index {
            let parts = layout.counts.iter().filter_map(|column| row[*column]).collect();
            if let Some(total) = row[total_column] {
                system.sums.push(Sum { total, parts });
            }
        }
    }
    (system, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Column, Row};

    fn table() -> Table {
        let row = |name: &str, count: u64, share: f64| {
            Row::known_as(
                name.to_lowercase(),
                vec![Cell::text(name), Cell::count(count), Cell::share("x%", share)],
            )
        };
        Table {
            columns: vec![
                Column::text("Team"),
                Column::counts("children", "Children"),
                Column::number("Share"),
            ],
            rows: vec![row("A", 3, 0.1), row("B", 20, 0.2), row("C", 30, 0.3), row("All", 53, 0.6)],
            class: Class::Children,
            layout: Some(Layout {
                of: String::new(),
                counts: vec![1],
                total_column: None,
                total_row: true,
                dependents: vec![(2, 1)],
            }),
            ..Table::default()
        }
    }

    #[test]
    fn a_small_count_goes_with_its_share_and_another_count() {
        let mut guarded = table();
        let none = Printed::default();
        let mut now = Printed::default();
        let summary = guard(&mut guarded, Rule::default(), &none, &mut now);
        assert_eq!(now.cells.values().filter(|withheld| **withheld).count(), 2);
        let printed: Vec<&str> =
            guarded.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
        assert_eq!(
            printed,
            ["A", "[c]", "[c]", "B", "[c]", "[c]", "C", "30", "x%", "All", "53", "x%"]
        );
        assert_eq!(summary, Guarded { cells: 8, withheld: 4 });
        assert_eq!(guarded.marks.len(), 1);
    }

    #[test]
    fn what_an_earlier_pack_withheld_stays_withheld() {
        let (mut before, mut now) = (Printed::default(), Printed::default());
        guard(&mut table(), Rule::default(), &Printed::default(), &mut before);
        let mut later = table();
        later.rows[0].cells[1] = Cell::count(9);
        later.rows[3].cells[1] = Cell::count(59);
        guard(&mut later, Rule::default(), &before, &mut now);
        assert_eq!(later.rows[0].cells[1].text, WITHHELD, "nine, but withheld when it was three");
        assert!(before.was_withheld("", "a") && !before.was_withheld("", "c"));
    }

    #[test]
    fn a_row_whose_name_has_our_mark_in_it_is_known_again() {
        let (mut before, mut marked) = (Printed::default(), table());
        marked.rows[0].id = "A|B".into();
        guard(&mut marked, Rule::default(), &Printed::default(), &mut before);
        assert!(before.was_withheld("", "A|B"), "{before:?}");
    }

    #[test]
    fn a_cell_that_is_named_anew_is_still_withheld() {
        let (mut before, mut now) = (Printed::default(), Printed::default());
        guard(&mut table(), Rule::default(), &Printed::default(), &mut before);
        let mut later = table();
        later.caption = "Another caption".into();
        later.columns[1].label = "Number of children".into();
        later.rows[0].cells[0] = Cell::text("Team A, as it is called now");
        later.rows[0].cells[1] = Cell::count(9);
        guard(&mut later, Rule::default(), &before, &mut now);
        assert_eq!(later.rows[0].cells[1].text, WITHHELD);
        assert!(now.cells.keys().eq(before.cells.keys()), "{now:?}");
    }

    #[test]
    fn tables_of_practice_are_printed_in_full() {
        let mut practice = Table { class: Class::Practice, ..table() };
        let mut now = Printed::default();
        let done = guard(&mut practice, Rule::default(), &Printed::default(), &mut now);
        assert_eq!(done, Guarded::default());
        assert_eq!(practice.rows[0].cells[1].text, "3");
    }
}
