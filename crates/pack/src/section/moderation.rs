//! What we got wrong about ourselves: blind second reads and inspectors' views against our own. Under
//! 30 double reads there is no coefficient, only the table.

use assay_measures::agree::{Agreement, Coefficient};
use assay_measures::report::second_opinion::FEWEST;
use assay_measures::report::{Pairs, SecondOpinion};

use super::{Kind, section};
use crate::view::{Block, Cell, Class, Column, Fact, Row, Section, Table};
use assay_model::print::{count, decimal, share};

/// Returns the section, or none without a second opinion. `grades` are the labels of the four judgements, best
/// first.
#[must_use]
pub fn build(found: &SecondOpinion, grades: &[String; 4]) -> Option<Section> {
    let mut blocks = Vec::new();
    let mut said = Vec::new();
    let pairs = [
        (
            &found.second_reads,
            "second",
            "Second reader",
            "a second reader, without knowing the first,",
        ),
        (&found.inspectors, "inspectors", "Inspector", "inspectors"),
    ];
    for (pairs, id, who, words) in pairs {
        let all = pairs.n();
        if all == 0 {
            continue;
        }
        let [same, better, worse] = pairs.same_better_worse();
        said.push(format!(
            "On {} cases {words} came to the same judgement in {}, to a worse one in {} and to a better one in {}.",
            count(all),
            share(same, all),
            count(worse),
            count(better)
        ));
        blocks.push(Block::Table(table(grades, pairs, id, who)));
        blocks.extend(pairs.agreement.as_ref().map(coefficients).into_iter().flatten());
        if id == "second" && all < FEWEST {
            blocks.push(Block::note(format!(
                "With fewer than {FEWEST} double reads no coefficient of agreement is printed."
            )));
        }
    }
    (!blocks.is_empty()).then(|| section(Kind::Moderation, said.join(" "), blocks))
}

/// The coefficients of agreement that take the order of the grades into account.
fn coefficients(found: &Agreement) -> Vec<Block> {
    let named = [
        ("Cohen's kappa, quadratic weights", found.kappa_quadratic),
        ("Gwet's AC2, quadratic weights", found.ac2_quadratic),
        ("Krippendorff's alpha, ordinal", found.alpha_ordinal),
    ];
    let fact = |(name, found): (&str, Option<Coefficient>)| {
        let Coefficient { value, se } = found?;
        let error = se.map_or(String::new(), |se| format!(" (standard error {})", decimal(se, 2)));
        let text = format!("{}{error}", decimal(value, 2));
        Some(Fact { id: String::new(), term: name.to_owned(), text })
    };
    let facts: Vec<Fact> = named.into_iter().filter_map(fact).collect();
    if facts.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading("Agreement beyond chance"),
        Block::Facts { facts },
        Block::note(
            "1 is full agreement, 0 what chance alone would give. Weights count a difference of one grade less than one of two or three.",
        ),
    ]
}

fn table(grades: &[String; 4], pairs: &Pairs, id: &str, who: &str) -> Table {
    let mut columns = vec![Column::text("Our auditor")];
    columns.extend(grades.iter().map(|grade| Column::number(format!("{who}: {grade}"))));
    let rows = grades.iter().zip(&pairs.table).map(|(grade, row)| {
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
