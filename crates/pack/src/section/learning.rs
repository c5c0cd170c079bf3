//! Learning given, and what auditors wrote before and after it: the share of comments with the theme
//! it was about, in as many months before as after. What followed need not have come of it.

use assay_measures::change::Change;
use assay_model::{Date, Month};

use super::{Kind, Share, interval_cell, section};
use crate::chart::{Process, ProcessPoint};
use crate::view::table::Link;
use crate::view::{Block, Cell, Chart, Class, Column, Figure, Row, Section, Table};
use assay_model::print::{count, month_short, percent};

/// How many themes are drawn.
const DRAWN: usize = 4;

/// Learning, with what auditors wrote before and after.
#[derive(Debug, Clone, Default)]
pub struct LearningGiven {
    /// What was given, earliest first.
    pub given: Vec<Given>,
    /// The months drawn.
    pub months: Vec<Month>,
    /// How many months before and after are held against each other.
    pub span: u32,
}

/// One piece of learning.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// When.
    pub on: Option<Date>,
    /// What, in the council's words.
    pub title: String,
    /// The theme it was about, in words; empty where it was about none that is counted.
    pub theme: String,
    /// The theme's code.
    pub code: String,
    /// How many people it reached; empty when not recorded.
    pub reached: String,
    /// Comments with the theme, of those read in the months before.
    pub before: Share,
    /// The same in the months after.
    pub after: Share,
    /// The change from the one to the other.
    pub change: Option<Change>,
    /// The theme's share of comments in each month drawn.
    pub series: Vec<Share>,
}

/// Returns the section, or none where no learning was recorded.
#[must_use]
pub fn build(input: &LearningGiven) -> Option<Section> {
    if input.given.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Table(table(input))];
    let mut drawn: Vec<&str> = Vec::new();
    for given in input.given.iter().filter(|g| !g.theme.is_empty()) {
        if drawn.len() < DRAWN && !drawn.contains(&given.code.as_str()) {
            drawn.push(&given.code);
            blocks.extend(figure(input, given).map(Block::Figure));
        }
    }
    let followed = input.given.iter().filter(|g| g.change.is_some_and(|c| c.is_signal())).count();
    let times = match input.given.len() {
        1 => "One piece of learning was".to_owned(),
        n => format!("{} pieces of learning were", count(n as u64)),
    };
    let lead = format!(
        "{times} given; after {} of them auditors wrote of the theme more or less often than chance would explain. What followed need not have come of it.",
        count(followed as u64)
    );
    Some(section(Kind::Learning, lead, blocks))
}

fn table(input: &LearningGiven) -> Table {
    let row = |given: &Given| {
        let shown = |share: Share| match share.value() {
            Some(value) => Cell::share(share.print(), value),
            None => Cell::text("–"),
        };
        Row::of(vec![
            Cell::text(&given.title),
            Cell::date(given.on),
            Cell::text(if given.reached.is_empty() { "–" } else { &given.reached }),
            Cell::text(if given.theme.is_empty() { "none that is counted" } else { &given.theme }),
            shown(given.before),
            shown(given.after),
            given.change.map_or(Cell::none(), interval_cell),
            Cell::text(given.change.map_or("–", |c| c.texts().verdict)),
        ])
    };
    Table {
        id: "tab-learning".into(),
        caption: format!(
            "Learning given, and comments with its theme in the {} months before and after",
            input.span
        ),
        columns: vec![
            Column::text("Learning"),
            Column::text("Given"),
            Column::text("Reached"),
            Column::text("Theme"),
            Column::number("Before"),
            Column::number("After"),
            Column::range("Interval of the change, points"),
            Column::text("Reading"),
        ],
        rows: input.given.iter().map(row).collect(),
        notes: vec![
            "Before: whole months up to the one it was given in; after: the months that follow it."
                .into(),
        ],
        definitions: vec![Link { id: "def-theme".into(), text: "What a theme counts".into() }],
        class: Class::Practice,
        ..Table::default()
    }
}

fn figure(input: &LearningGiven, of: &Given) -> Option<Figure> {
    if of.series.iter().filter(|share| share.base > 0).count() < 3 {
        return None;
    }
    let marks = input.given.iter().filter(|g| g.code == of.code).filter_map(|g| {
        let at = input.months.iter().position(|m| g.on.is_some_and(|on| Month::of(on) == *m))?;
        Some((at + 1, g.title.clone()))
    });
    let points = input.months.iter().zip(&of.series).map(|(month, share)| ProcessPoint {
        period: month_short(*month),
        value: share.value().map(|value| 100.0 * value),
        ..ProcessPoint::default()
    });
    let process = Process {
        points: points.collect(),
        target: None,
        unit: "%",
        of: "% of comments".into(),
        events: marks.collect(),
    };
    let message = message(of);
    let key = of.code.replace('_', "-");
    Some(Figure {
        id: format!("fig-learning-{key}"),
        caption: message.clone(),
        chart: Chart {
            id: format!("chart-learning-{key}"),
            title: format!("{}: share of comments by month, learning marked", of.theme),
            desc: format!(
                "A line over the months, with an upright mark where learning was given. {message} The table that follows holds every number."
            ),
            readings: Vec::new(),
            drawings: process.draw(),
        },
        table: Table {
            id: format!("tab-learning-{key}"),
            caption: format!("{}: comments with it, by month", of.theme),
            columns: vec![
                Column::text("Month"),
                Column::number("Comments with it"),
                Column::number("Comments read"),
                Column::number("Share"),
            ],
            rows: input
                .months
                .iter()
                .zip(&of.series)
                .map(|(month, share)| {
                    Row::of(vec![
                        Cell::month(*month),
                        Cell::count(share.hits),
                        Cell::count(share.base),
                        share.value().map_or(Cell::text("–"), |v| Cell::share(percent(v), v)),
                    ])
                })
                .collect(),
            class: Class::Practice,
            ..Table::default()
        },
    })
}

fn message(of: &Given) -> String {
    let reading = of.change.map_or("too early to tell".to_owned(), |change| change.to_string());
    format!(
        "\u{201c}{}\u{201d} stood in {} comments before \u{201c}{}\u{201d} and in {} after: {reading}.",
        of.theme,
        of.before.print(),
        of.title,
        of.after.print()
    )
}
