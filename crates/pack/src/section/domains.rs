//! Domain scores and changes: small multiples on one scale, and a table of the last round against the
//! first, each change with its interval and its verdict.

use assay_measures::change::Change;
use assay_measures::report::{DomainSeries, MeanFigure};
use assay_model::Month;

use super::{Kind, interval_cell, section};
use crate::chart::{Multiple, Multiples};
use crate::view::table::Link;
use crate::view::{Block, Cell, Chart, Class, Column, Figure, Row, Section, Table};
use assay_model::print::{decimal, month_short};

/// The domains of a pack's months.
#[derive(Debug, Clone, Default)]
pub struct DomainScores {
    /// The months, in order.
    pub months: Vec<Month>,
    /// The domains over these months, in the tool's order.
    pub domains: Vec<DomainSeries>,
}

/// A domain with its first and last scored months and the change between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved<'a> {
    pub(super) name: &'a str,
    pub(super) first: (Month, &'a MeanFigure),
    pub(super) last: (Month, &'a MeanFigure),
    /// None with one scored month.
    pub(super) change: Option<Change>,
}

impl DomainScores {
    /// Returns the domains with scores, in the tool's order.
    pub(super) fn moved(&self) -> Vec<Moved<'_>> {
        self.domains.iter().filter_map(Moved::of).collect()
    }
}

impl<'a> Moved<'a> {
    fn of(series: &'a DomainSeries) -> Option<Self> {
        let scored = || series.months.iter().filter_map(|m| Some((m.month, m.score.as_ref()?)));
        Some(Self {
            name: &series.domain,
            first: scored().next()?,
            last: scored().next_back()?,
            change: series.change_over_all(),
        })
    }

    /// Returns whether the change is a signal, and in which direction.
    pub(super) fn signal(&self) -> Option<Change> {
        self.change.filter(Change::is_signal)
    }
}

/// Returns the section, or none without a scored domain.
#[must_use]
pub fn build(input: &DomainScores) -> Option<Section> {
    let scored = input.moved().len();
    if scored == 0 {
        return None;
    }
    let message = message(input);
    let chart = Multiples {
        charts: input
            .domains
            .iter()
            .map(|series| Multiple {
                name: series.domain.clone(),
                values: input.months.iter().map(|month| mean_of(series, *month)).collect(),
            })
            .collect(),
        ends: ends_in_words(&input.months),
        unit: "",
        of: "mean score out of 10".into(),
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
            readings: Vec::new(),
            drawings: chart.draw(),
        },
        table: table(input),
    };
    Some(section(Kind::Domains, String::new(), vec![Block::Figure(figure)]))
}

fn mean_of(series: &DomainSeries, month: Month) -> Option<f64> {
    let entry = series.months.iter().find(|entry| entry.month == month)?;
    Some(entry.score.as_ref()?.value())
}

fn ends_in_words(months: &[Month]) -> (String, String) {
    let at = |month: Option<&Month>| month.map_or(String::new(), |m| month_short(*m));
    (at(months.first()), at(months.last()))
}

/// The largest signals in each direction, or that there is none.
fn message(input: &DomainScores) -> String {
    let moved = input.moved();
    let largest = |falling: bool| {
        let by = |moved: &Moved<'_>| moved.signal().map_or(0.0, |change| change.difference());
        let signals = moved.iter().filter(|m| m.signal().is_some());
        let own = signals.filter(|m| (by(m) < 0.0) == falling);
        own.max_by(|a, b| by(a).abs().total_cmp(&by(b).abs()))
    };
    let phrase = |moved: &Moved<'_>, verb: &str| {
        Some(format!(
            "{} {verb} from {} in {} to {} in {} ({})",
            moved.name,
            decimal(moved.first.1.value(), 1),
            moved.first.0.words(),
            decimal(moved.last.1.value(), 1),
            moved.last.0.words(),
            moved.change?
        ))
    };
    let fell = largest(true).and_then(|m| phrase(m, "fell"));
    let rose = largest(false).and_then(|m| phrase(m, "rose"));
    match (fell, rose) {
        (Some(fell), Some(rose)) => format!("{fell}; {rose}."),
        (Some(one), None) | (None, Some(one)) => format!("{one}."),
        (None, None) => {
            "No domain's mean score changed by more than sampling alone would explain.".to_owned()
        }
    }
}

fn table(input: &DomainScores) -> Table {
    let mut strongest = input.moved();
    strongest.sort_by(|a, b| {
        let by = |m: &Moved<'_>| m.change.map_or(f64::INFINITY, |c| c.difference());
        by(a).total_cmp(&by(b))
    });
    let row = |domain: &Moved<'_>| {
        let ((_, then), (_, now)) = (domain.first, domain.last);
        let mean = |m: &MeanFigure| Cell::decimal(m.value(), 1);
        let (by, interval, verdict) = match domain.change {
            Some(change) => {
                let texts = change.texts();
                let by = Cell::change(texts.signed, change.difference(), 1);
                (by, interval_cell(change), texts.verdict)
            }
            None => (Cell::none(), Cell::none(), "–"),
        };
        let cells = vec![
            Cell::text(domain.name),
            mean(then),
            Cell::count(then.n),
            mean(now),
            Cell::count(now.n),
            by,
            interval,
            Cell::text(verdict),
        ];
        Row::of(cells)
    };
    let (first, last) = ends_in_words(&input.months);
    Table {
        id: "tab-domains".into(),
        caption: format!(
            "Mean score out of 10 by domain, {first} against {last}, largest fall first"
        ),
        columns: vec![
            Column::text("Domain"),
            Column::number(&first),
            Column::number(format!("n, {first}")),
            Column::number(&last),
            Column::number(format!("n, {last}")),
            Column::number("Change"),
            Column::range("95% interval"),
            Column::text("Reading"),
        ],
        rows: strongest.iter().map(row).collect(),
        notes: vec![
            "n: audits in which the domain was scored; not applicable is left out, never 0. A change is the difference of the estimates for the eligible list before rounding, so that it may differ by 0.1 from that of the two scores printed.".into(),
        ],
        definitions: vec![Link { id: "def-score".into(), text: "How scores are averaged".into() }],
        class: Class::Practice,
        ..Table::default()
    }
}
