//! The sampling statement: a plain paragraph first, then what can be held against the case-management
//! system. It never says "not cherry-picked", which nobody can know from here.

use super::{Kind, section};
use crate::view::table::{Layout, Link};
use crate::view::{Block, Cell, Class, Column, Fact, Item, Row, Section, Table};
use assay_model::Date;
use assay_model::print::{capital, count, date, share};

/// The draws of a pack.
#[derive(Debug, Clone, Default)]
pub struct DrawsMade {
    /// The draws in the period, oldest first.
    pub draws: Vec<Draw>,
    /// Findings on continuity of the latest draw.
    pub continuity: Vec<String>,
    /// The latest sample beside its list, a sentence for each column; none in public packs.
    pub balance: Vec<String>,
    /// Whether ids and digests may be printed (restricted packs).
    pub restricted: bool,
}

/// One draw.
#[derive(Debug, Clone, Default)]
pub struct Draw {
    /// Its name.
    pub id: String,
    /// When the list was frozen.
    pub frozen: Option<Date>,
    /// Cases on the list.
    pub cases: u64,
    /// Cases eligible.
    pub eligible: u64,
    /// Cases excluded, by status in words.
    pub excluded: Vec<(String, u64)>,
    /// Cases selected.
    pub selected: u64,
    /// Strata with their eligible and selected cases.
    pub strata: Vec<(String, u64, u64)>,
    /// Who could not be drawn and how far chances differed, in sentences.
    pub chances: Vec<String>,
    /// Replacements, and how many of them after the file was opened.
    pub replaced: u64,
    /// Replacements made after the file was opened.
    pub replaced_opened: u64,
    /// Where the seed came from, in words.
    pub seed_source: String,
    /// Whether the seed is weak.
    pub weak_seed: bool,
    /// How many draws were made from this list.
    pub draws_of_list: u64,
    /// Whether it was re-drawn here and now, and the cases were identical; none when not re-drawn.
    pub redrawn: Option<bool>,
    /// The salted digest of the frozen list.
    pub salted_digest: String,
    /// The plain digest of the frozen list, for restricted packs.
    pub plain_digest: String,
    /// Further remarks of the draw, e.g. `n reduced from 104 to 11`.
    pub notes: Vec<String>,
    /// Those of them on changes of the sample that followed results.
    pub after_results: Vec<String>,
}

/// Returns the findings on continuity as a public pack has them: a finding can name cases, so that only their
/// number is said.
#[must_use]
pub fn continuity_counted(findings: usize) -> Vec<String> {
    match findings {
        0 => Vec::new(),
        1 => vec!["1 finding; it is in the restricted pack.".to_owned()],
        n => vec![format!("{n} findings; they are in the restricted pack.")],
    }
}

/// Returns a note as a sentence: with a capital, and a full stop at its end.
#[must_use]
pub fn sentence(note: &str) -> String {
    let begun = capital(note);
    if begun.ends_with('.') { begun } else { format!("{begun}.") }
}

/// Returns why cases of this status were not eligible, in words.
#[must_use]
pub fn status_words(status: &str) -> String {
    match status {
        "closed" => "closed",
        "scope" => "outside the plan's scope",
        "restricted" => "restricted",
        "audited" => "audited lately",
        "named" => "left out by hand",
        other => other,
    }
    .to_owned()
}

/// Returns the section, or none without a draw.
#[must_use]
pub fn build(input: &DrawsMade) -> Option<Section> {
    let latest = input.draws.last()?;
    let mut blocks = vec![Block::Table(all_draws(input)), Block::Table(totals(latest))];
    blocks.push(Block::Facts { facts: facts(input, latest) });
    if !input.continuity.is_empty() {
        blocks.push(Block::heading("Continuity of the list"));
        let item = |text: &String| Item { mark: String::new(), text: text.clone() };
        blocks.push(Block::List { items: input.continuity.iter().map(item).collect() });
    }
    if !input.balance.is_empty() {
        blocks.push(Block::heading("The sample beside the list"));
        let item = |text: &String| Item { mark: String::new(), text: text.clone() };
        blocks.push(Block::List { items: input.balance.iter().map(item).collect() });
    }
    let mut notes = latest.chances.clone();
    notes.extend(latest.notes.iter().cloned());
    let earlier = input.draws.iter().rev().skip(1).rev();
    notes.extend(earlier.flat_map(|draw| {
        draw.after_results.iter().map(|note| format!("{}: {note}", draw.id)).collect::<Vec<_>>()
    }));
    notes.extend(input.draws.iter().filter(|d| d.weak_seed).map(|d| {
        format!("The seed of {} is weak: it could have been guessed or tried out.", d.id)
    }));
    notes.extend(notes_on_replacements(input));
    blocks.extend(notes.into_iter().map(Block::note));
    Some(section(Kind::Sampling, plain(input, latest), blocks))
}

fn plain(input: &DrawsMade, latest: &Draw) -> String {
    let drawn: u64 = input.draws.iter().map(|d| d.selected).sum();
    let times = match input.draws.len() {
        1 => "One draw was made".to_owned(),
        n => format!("{n} draws were made"),
    };
    format!(
        "{times}, {} cases in all. For the latest, {}, the list of {} cases was frozen on {} before any seed was known; {} were eligible, which are the ones the figures speak of, and {} of them were drawn at random by a published rule that anyone holding the list and the seed can repeat.",
        count(drawn),
        latest.id,
        count(latest.cases),
        latest.frozen.map_or_else(|| "a day not recorded".to_owned(), date),
        count(latest.eligible),
        count(latest.selected)
    )
}

fn all_draws(input: &DrawsMade) -> Table {
    let row = |draw: &Draw| {
        Row::of(vec![
            Cell::text(&draw.id),
            Cell::date(draw.frozen),
            Cell::count(draw.cases),
            Cell::count(draw.eligible),
            Cell::count(draw.selected),
            Cell::count(draw.replaced),
            Cell::count(draw.draws_of_list),
            Cell::text(match draw.redrawn {
                Some(true) => "identical",
                Some(false) => "differs",
                None => "not re-drawn",
            }),
        ])
    };
    Table {
        id: "tab-draws".into(),
        caption: "The draws of the period".into(),
        columns: vec![
            Column::text("Draw"),
            Column::text("List frozen"),
            Column::number("On the list"),
            Column::number("Eligible"),
            Column::number("Drawn"),
            Column::number("Replaced"),
            Column::number("Draws of this list"),
            Column::text("Re-drawn for this pack"),
        ],
        rows: input.draws.iter().map(row).collect(),
        definitions: vec![Link { id: "def-draw".into(), text: "How cases are drawn".into() }],
        class: Class::Plain,
        ..Table::default()
    }
}

fn totals(draw: &Draw) -> Table {
    let mut rows: Vec<Row> = draw
        .strata
        .iter()
        .map(|(name, eligible, selected)| {
            let counts = [*eligible, *selected].map(Cell::count);
            Row::known_as(name, [Cell::text(name)].into_iter().chain(counts).collect())
        })
        .collect();
    let total = vec![Cell::text("All"), Cell::count(draw.eligible), Cell::count(draw.selected)];
    rows.push(Row { strong: true, ..Row::known_as("(all)", total) });
    Table {
        id: "tab-control-totals".into(),
        caption: format!("Control totals of {}: eligible and drawn by stratum", draw.id),
        columns: vec![
            Column::text("Stratum"),
            Column::counts("eligible", "Eligible"),
            Column::number("Drawn"),
        ],
        rows,
        notes: vec!["To be held against the case-management system.".into()],
        class: Class::Children,
        layout: Some(Layout {
            of: draw.id.clone(),
            counts: vec![1],
            total_column: None,
            total_row: true,
            dependents: vec![(2, 1)],
        }),
        ..Table::default()
    }
}

fn facts(input: &DrawsMade, draw: &Draw) -> Vec<Fact> {
    let fact = |term: &str, text: String| Fact { id: String::new(), term: term.into(), text };
    let excluded: Vec<String> =
        draw.excluded.iter().map(|(why, n)| format!("{} {why}", count(*n))).collect();
    let mut facts = vec![fact("Seed", draw.seed_source.clone())];
    if !excluded.is_empty() {
        facts.insert(0, fact("Not eligible", super::and_list(&excluded)));
    }
    if !draw.salted_digest.is_empty() {
        facts.push(fact("Salted digest of the frozen list", draw.salted_digest.clone()));
    }
    if input.restricted && !draw.plain_digest.is_empty() {
        facts.push(fact("Digest of the frozen list", draw.plain_digest.clone()));
    }
    facts
}

fn notes_on_replacements(input: &DrawsMade) -> Option<String> {
    let selected: u64 = input.draws.iter().map(|d| d.selected).sum();
    let replaced: u64 = input.draws.iter().map(|d| d.replaced).sum();
    let opened: u64 = input.draws.iter().map(|d| d.replaced_opened).sum();
    let over = replaced * 20 > selected;
    if opened == 0 && !over {
        return None;
    }
    let mut text = format!("{} drawn cases were replaced", share(replaced, selected));
    if over {
        text.push_str(", more than 5%");
    }
    if opened > 0 {
        text.push_str(&format!("; {opened} of them after the file had been opened"));
    }
    text.push('.');
    Some(text)
}
