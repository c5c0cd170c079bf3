//! Domain scores and changes: small multiples on one scale, and a table of the last round against the
//! first, each change with its interval and its verdict.

use assay_model::Month;

use super::{Change, Kind, Verdict, section};
use crate::chart::{Multiple, Multiples};
use crate::number::{change, decimal, month_short, range};
use crate::view::table::Link;
use crate::view::{Block, Cell, Chart, Class, Column, Figure, Row, Section, Table};

/// What the section is made from.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The months, in order.
    pub months: Vec<Month>,
    /// The domains, in the tool's order.
    pub domains: Vec<Domain>,
}

/// One domain.
#[derive(Debug, Clone, Default)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// The mean of every month; none where nothing was scored.
    pub means: Vec<Option<Mean>>,
    /// The change from the first month with scores to the last.
    pub change: Option<Change>,
}

/// A mean score with its base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean score, 0–10.
    pub mean: f64,
    /// How many were scored.
    pub n: u64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
}

impl Domain {
    /// Returns the first and last months with scores, as indices.
    fn ends(&self) -> Option<(usize, usize)> {
        let first = self.means.iter().position(Option::is_some)?;
        let last = self.means.iter().rposition(Option::is_some)?;
        Some((first, last))
    }
}

/// Returns the section, or none without a scored domain.
#[must_use]
pub fn build(input: &Input) -> Option<Section> {
    let scored = input.domains.iter().filter(|d| d.ends().is_some()).count();
    if scored == 0 {
        return None;
    }
    let message = message(input);
    let chart = Multiples {
        charts: input
            .domains
            .iter()
            .map(|d| Multiple {
                name: d.name.clone(),
                values: d.means.iter().map(|m| m.map(|m| m.mean)).collect(),
            })
            .collect(),
        ends: ends_in_words(&input.months),
        unit: "",
        fixed: None,
    };
    let figure = Figure {
        id: "fig-domains".into(),
        caption: message.clone(),
        chart: Chart {
            id: "chart-domains".into(),
            title: "Mean score by domain and month".into(),
            desc: format!(
                "One small line chart for each of {scored} domains, all on the same scale of scores. {message} The table that follows holds the first and last value of each."
            ),
            drawings: chart.draw(),
        },
        table: table(input),
    };
    Some(section(Kind::Domains, String::new(), vec![Block::Figure(figure)]))
}

fn ends_in_words(months: &[Month]) -> (String, String) {
    let at = |month: Option<&Month>| month.map_or(String::new(), |m| month_short(*m));
    (at(months.first()), at(months.last()))
}

/// The largest signals in each direction, or that there is none.
fn message(input: &Input) -> String {
    let signals = |falling: bool| {
        input
            .domains
            .iter()
            .filter(|d| {
                d.change.is_some_and(|c| c.verdict == Verdict::Signal && (c.by < 0.0) == falling)
            })
            .max_by(|a, b| {
                let by = |d: &Domain| d.change.map_or(0.0, |c| c.by.abs());
                by(a).total_cmp(&by(b))
            })
    };
    let phrase = |domain: &Domain, verb: &str| {
        let (first, last) = domain.ends()?;
        let (then, now) = (domain.means[first]?, domain.means[last]?);
        Some(format!(
            "{} {verb} from {} (n = {}) in {} to {} (n = {}) in {}",
            domain.name,
            decimal(then.mean, 1),
            then.n,
            input.months[first].words(),
            decimal(now.mean, 1),
            now.n,
            input.months[last].words()
        ))
    };
    let fell = signals(true).and_then(|d| phrase(d, "fell"));
    let rose = signals(false).and_then(|d| phrase(d, "rose"));
    match (fell, rose) {
        (Some(fell), Some(rose)) => format!("{fell}; {rose}."),
        (Some(one), None) | (None, Some(one)) => format!("{one}."),
        (None, None) => {
            "No domain's mean score changed by more than sampling alone would explain.".to_owned()
        }
    }
}

fn table(input: &Input) -> Table {
    let mut strongest: Vec<&Domain> = input.domains.iter().collect();
    strongest.sort_by(|a, b| {
        let by = |d: &Domain| d.change.map_or(f64::INFINITY, |c| c.by);
        by(a).total_cmp(&by(b))
    });
    let row = |domain: &&Domain| -> Option<Row> {
        let (first, last) = domain.ends()?;
        let (then, now) = (domain.means[first]?, domain.means[last]?);
        let mean = |m: Mean| Cell::number(decimal(m.mean, 1), m.mean);
        let (by, interval, verdict) = match domain.change {
            Some(c) => (
                Cell::number(change(c.by, 1), c.by),
                c.interval.map_or("–".into(), |(low, high)| range(low, high, 1)),
                c.verdict.words(),
            ),
            None => (Cell::text("–"), "–".into(), "–"),
        };
        let cells = vec![
            Cell::text(&domain.name),
            mean(then),
            Cell::count(then.n),
            mean(now),
            Cell::count(now.n),
            by,
            Cell::text(interval),
            Cell::text(verdict),
        ];
        Some(Row::of(cells))
    };
    let (first, last) = ends_in_words(&input.months);
    Table {
        id: "tab-domains".into(),
        caption: format!(
            "Mean score out of 10 by domain, {first} against {last}, largest fall first"
        ),
        columns: vec![
            Column::text("Domain"),
            Column::number(first),
            Column::number("n"),
            Column::number(last),
            Column::number("n"),
            Column::number("Change"),
            Column::number("95% interval"),
            Column::text("Reading"),
        ],
        rows: strongest.iter().filter_map(row).collect(),
        notes: vec![
            "n: audits in which the domain was scored; not applicable is left out, never 0.".into(),
        ],
        definitions: vec![Link { id: "def-score".into(), text: "How scores are averaged".into() }],
        class: Class::Practice,
        ..Table::default()
    }
}
