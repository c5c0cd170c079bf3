//! What we got wrong about ourselves: blind second reads and inspectors' views against our own. Under
//! 30 double reads there is no coefficient, only the table.

use super::{Kind, section};
use crate::number::{count, decimal, share};
use crate::view::{Block, Cell, Class, Column, Fact, Row, Section, Table};

/// What the section is made from.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The labels of the four judgements, best first.
    pub grades: [String; 4],
    /// Second reads against first reads: first reader's judgement by second reader's.
    pub second: [[u64; 4]; 4],
    /// Coefficients of agreement by name with their standard errors, where there are enough double
    /// reads.
    pub coefficients: Vec<(String, f64, Option<f64>)>,
    /// Inspectors' views against ours: ours by theirs.
    pub inspectors: [[u64; 4]; 4],
}

/// Under this many double reads no coefficient is printed.
pub const LEAST: u64 = 30;

/// Returns the section, or none without a second opinion.
#[must_use]
pub fn build(input: &Input) -> Option<Section> {
    let mut blocks = Vec::new();
    let mut said = Vec::new();
    let pairs = [
        (&input.second, "second", "Second reader", "a second reader, without knowing the first,"),
        (&input.inspectors, "inspectors", "Inspector", "inspectors"),
    ];
    for (counts, id, who, words) in pairs {
        let all: u64 = counts.iter().flatten().sum();
        if all == 0 {
            continue;
        }
        let same: u64 = (0..4).map(|i| counts[i][i]).sum();
        let lower: u64 =
            (0..4).flat_map(|i| (i + 1..4).map(move |j| (i, j))).map(|(i, j)| counts[i][j]).sum();
        said.push(format!(
            "On {} cases {words} came to the same judgement in {}, to a worse one in {} and to a better one in {}.",
            count(all),
            share(same, all),
            count(lower),
            count(all - same - lower)
        ));
        blocks.push(Block::Table(table(input, counts, id, who)));
        if id == "second" && !input.coefficients.is_empty() {
            let fact = |(name, value, se): &(String, f64, Option<f64>)| Fact {
                id: String::new(),
                term: name.clone(),
                text: match se {
                    Some(se) => {
                        format!("{} (standard error {})", decimal(*value, 2), decimal(*se, 2))
                    }
                    None => decimal(*value, 2),
                },
            };
            blocks.push(Block::heading("Agreement beyond chance"));
            blocks.push(Block::Facts { facts: input.coefficients.iter().map(fact).collect() });
            blocks.push(Block::note("1 is full agreement, 0 what chance alone would give. Weights count a difference of one grade less than one of two or three."));
        } else if id == "second" && all < LEAST {
            blocks.push(Block::note(format!(
                "With fewer than {LEAST} double reads no coefficient of agreement is printed."
            )));
        }
    }
    (!blocks.is_empty()).then(|| section(Kind::Moderation, said.join(" "), blocks))
}

fn table(input: &Input, counts: &[[u64; 4]; 4], id: &str, who: &str) -> Table {
    let mut columns = vec![Column::text("Our auditor")];
    columns.extend(input.grades.iter().map(|grade| Column::number(format!("{who}: {grade}"))));
    let rows = input.grades.iter().zip(counts).map(|(grade, row)| {
        let mut cells = vec![Cell::text(grade)];
        cells.extend(row.map(Cell::count));
        Row::of(cells)
    });
    Table {
        id: format!("tab-moderation-{id}"),
        caption: format!("Our auditor's judgement against the {}'s", who.to_lowercase()),
        columns,
        rows: rows.collect(),
        class: Class::Practice,
        ..Table::default()
    }
}
