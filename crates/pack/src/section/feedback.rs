//! What children and families said: first of how many they were asked, since nobody who was not asked
//! counts as content, then why others were not, and in restricted packs their words.

use super::{Kind, section};
use crate::view::{Block, Cell, Class, Column, Quote, Quotes, Row, Section, Table};
use assay_model::print::{count, share, share_short};

/// Whether children, families and workers were heard.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// Audits of the period that are counted.
    pub audits: u64,
    /// Child and family.
    pub asked: Vec<Asked>,
    /// Audits in which the child's worker took part, of those that say so.
    pub worker: (u64, u64),
    /// Words, redacted; none in public packs.
    pub quotes: Option<Quotes>,
    /// The period in words.
    pub period: String,
}

/// Whether one of them was asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Who.
    pub who: String,
    /// Audits in which they were asked.
    pub yes: u64,
    /// Audits in which they were not.
    pub no: u64,
    /// Audits that have their words.
    pub words: u64,
    /// Why they were not asked, the most frequent first.
    pub reasons: Vec<(String, u64)>,
}

/// Returns the latest words of children and families; none without any.
#[must_use]
pub fn latest(quotes: Vec<Quote>) -> Option<Quotes> {
    Quotes::of("The latest, in their own words".to_owned(), quotes)
}

/// Returns the section, or none where no audit says whether anybody was asked.
#[must_use]
pub fn build(input: &Heard) -> Option<Section> {
    let told: Vec<&Asked> = input.asked.iter().filter(|a| a.yes + a.no > 0).collect();
    if told.is_empty() {
        return None;
    }
    let said: Vec<String> = told
        .iter()
        .map(|a| format!("the {} was asked in {}", a.who, share(a.yes, input.audits)))
        .collect();
    let mut lead = format!(
        "Of {} audits, {}. Who was not asked counts neither as content nor as discontent.",
        count(input.audits),
        super::and_list(&said)
    );
    if input.worker.1 > 0 {
        let worker = share(input.worker.0, input.worker.1);
        lead.push_str(&format!(" The child's worker took part in {worker}."));
    }
    let mut blocks = vec![Block::Table(coverage(input, &told))];
    if told.iter().any(|a| !a.reasons.is_empty()) {
        blocks.push(Block::Table(reasons(&told)));
    }
    blocks.extend(input.quotes.iter().cloned().map(Block::Quotes));
    Some(section(Kind::Feedback, lead, blocks))
}

fn coverage(input: &Heard, told: &[&Asked]) -> Table {
    let row = |asked: &&Asked| {
        let silent = input.audits.saturating_sub(asked.yes + asked.no);
        let value = asked.yes as f64 / input.audits.max(1) as f64;
        Row::of(vec![
            Cell::text(&asked.who),
            Cell::count(asked.yes),
            Cell::count(asked.no),
            Cell::count(silent),
            Cell::count(input.audits),
            Cell::share(share_short(asked.yes, input.audits), value),
            Cell::count(asked.words),
        ])
    };
    let mut columns = vec![Column::text("Who")];
    let headings =
        ["Asked", "Not asked", "Audit does not say", "Audits", "Share asked", "With their words"];
    columns.extend(headings.map(Column::number));
    Table {
        id: "tab-feedback".into(),
        caption: format!(
            "Whether child and family were asked about the help they get, {}",
            input.period
        ),
        columns,
        rows: told.iter().map(row).collect(),
        notes: vec!["Base: first reads of randomly drawn cases.".into()],
        class: Class::Practice,
        ..Table::default()
    }
}

fn reasons(told: &[&Asked]) -> Table {
    let rows = told.iter().flat_map(|asked| {
        asked
            .reasons
            .iter()
            .map(|(why, n)| Row::of(vec![Cell::text(&asked.who), Cell::text(why), Cell::count(*n)]))
    });
    Table {
        id: "tab-feedback-reasons".into(),
        caption: "Why they were not asked, as auditors put it".into(),
        columns: vec![Column::text("Who"), Column::text("Reason"), Column::number("Audits")],
        rows: rows.collect(),
        class: Class::Practice,
        ..Table::default()
    }
}
