//! One indicator of timeliness over the months shown: its process chart, the sentence it says, and
//! the counts below it.

use std::collections::BTreeMap;

use assay_measures::chart::{self, Assurance, Chart, Variation};
use assay_measures::indicator::{Indicator, Tally, Timeliness};
use assay_model::Month;

use super::{
    MeasuredIndicators, assurance_words, by_month, definition_id, on_time, slug, variation_words,
};
use crate::chart::{Process, ProcessPoint};
use crate::section::reading;
use crate::view::table::Link;
use crate::view::{self, Cell, Class, Column, Figure, Row, Table};
use assay_model::print::{count, month_short, percent, share_short};

/// With more months than this they stand below each other, not side by side.
const SIDE_BY_SIDE: usize = 13;

/// How a count is read from a month's tally.
type CountOf = fn(&Tally) -> u64;

/// An indicator over the months shown.
pub(super) struct Shown<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) timeliness: &'a Timeliness,
    pub(super) months: Vec<(Month, Option<Tally>)>,
    pub(super) latest: Option<(Month, Tally)>,
    /// The chart of all its months, of which those shown are drawn.
    pub(super) chart: Option<&'a Chart>,
    /// Learning and new limits: the index of the point before which each is marked, and a few words.
    marks: Vec<(usize, String)>,
}

impl<'a> Shown<'a> {
    /// Returns the indicator over these months, or none when it has no timeliness or nothing was due.
    pub(super) fn of(
        indicator: &'a Indicator,
        months: &[Month],
        input: &MeasuredIndicators,
    ) -> Option<Self> {
        let timeliness = indicator.timeliness.as_ref()?;
        let tallies = by_month(&timeliness.months);
        let due = |month: &Month| tallies.get(month).copied().filter(|tally| tally.due > 0);
        let first = months.iter().position(|month| due(month).is_some())?;
        let months: Vec<(Month, Option<Tally>)> =
            months[first..].iter().map(|month| (*month, due(month))).collect();
        let place = |month: &Month| months.iter().position(|(shown, _)| shown == month);
        // Learning is between its month and the next; limits begin anew with their month.
        let learning = input
            .learning
            .iter()
            .filter_map(|(month, words)| Some((place(month)? + 1, words.clone())));
        let rebases = indicator.rebases.iter().filter_map(|rebase| {
            let at = place(&rebase.from).filter(|at| *at > 0)?;
            Some((at, format!("Mean and limits begin anew: {}", rebase.why)))
        });
        Some(Self {
            marks: learning.chain(rebases).collect(),
            latest: months.iter().rev().find_map(|(month, tally)| Some((*month, (*tally)?))),
            chart: timeliness.chart.as_ref(),
            indicator,
            timeliness,
            months,
        })
    }

    pub(super) fn variation(&self) -> Option<Variation> {
        self.chart.map(|chart| chart.variation)
    }

    pub(super) fn assurance(&self) -> Option<Assurance> {
        self.chart.and_then(|chart| chart.assurance)
    }

    pub(super) fn meets_target(&self) -> bool {
        self.gap().is_some_and(|gap| gap <= 0.0)
    }

    /// Returns how far the latest month falls short of the target (share, 0–1).
    pub(super) fn gap(&self) -> Option<f64> {
        let (_, tally) = self.latest?;
        Some(self.indicator.target? - tally.on_time as f64 / tally.due as f64)
    }

    /// What the chart says, as a sentence with its figures.
    pub(super) fn message(&self) -> String {
        let name = &self.indicator.name;
        let Some((month, tally)) = self.latest else { return format!("{name}.") };
        let mut text = format!("{name}: {} on time in {}", on_time(&tally), month.words());
        if let Some(target) = self.indicator.target {
            let side = if self.meets_target() { "meets" } else { "misses" };
            text.push_str(&format!(", which {side} the target of {}", percent(target)));
        }
        match self.variation() {
            Some(Variation::Concern) => text.push_str("; a signal of concern"),
            Some(Variation::Improvement) => text.push_str("; a signal of improvement"),
            Some(Variation::Change) => text.push_str("; a signal of change"),
            Some(Variation::Common) => text.push_str("; within the usual variation"),
            None => {}
        }
        text.push('.');
        text
    }

    pub(super) fn figure(&self) -> Figure {
        let key = slug(&self.indicator.key);
        let message = self.message();
        Figure {
            id: format!("fig-ind-{key}"),
            caption: message.clone(),
            chart: view::Chart {
                id: format!("chart-ind-{key}"),
                title: format!("{}: share on time by month", self.indicator.name),
                desc: format!(
                    "A process chart of the share on time, {} to {}, with its mean, its limits{}. {message} The table that follows holds every count.",
                    self.months.first().map_or(String::new(), |(m, _)| m.words()),
                    self.months.last().map_or(String::new(), |(m, _)| m.words()),
                    if self.indicator.target.is_some() { " and the target" } else { "" }
                ),
                readings: self.chart.map_or(Vec::new(), |c| reading::of(c, self.indicator.target)),
                drawings: self.process().draw(),
            },
            table: self.table(),
        }
    }

    fn process(&self) -> Process {
        let percent = |value: f64| value * 100.0;
        let drawn: BTreeMap<&str, &chart::Point> = match self.chart {
            Some(chart) => chart.points.iter().map(|p| (p.label.as_str(), p)).collect(),
            None => BTreeMap::new(),
        };
        let point = |(month, tally): &(Month, Option<Tally>)| {
            let period = month_short(*month);
            match drawn.get(month.to_string().as_str()) {
                Some(point) => ProcessPoint {
                    period,
                    value: point.value.map(percent),
                    mean: Some(percent(point.mean)),
                    lower: point.lower.map(percent),
                    upper: point.upper.map(percent),
                    signal: point.signal.is_some(),
                    hollow: false,
                },
                // What the table holds in part only is in no chart; without a chart every month is drawn.
                None if self.chart.is_some() => ProcessPoint { period, ..ProcessPoint::default() },
                None => ProcessPoint {
                    period,
                    value: tally.and_then(|t| t.percent()),
                    ..ProcessPoint::default()
                },
            }
        };
        let points = self.months.iter().map(point).collect();
        Process {
            points,
            target: self.indicator.target.map(percent),
            unit: "%",
            of: "% on time".into(),
            events: self.marks.clone(),
        }
    }

    fn table(&self) -> Table {
        let (columns, rows) = if self.months.len() <= SIDE_BY_SIDE {
            self.side_by_side()
        } else {
            self.one_below_the_other()
        };
        let mut notes: Vec<String> = Vec::new();
        if let Some(chart) = self.chart {
            notes.extend(chart.notes.iter().map(|note| super::sentence(note)));
        }
        let (excepted, other) = self
            .months
            .iter()
            .filter_map(|(_, t)| *t)
            .fold((0, 0), |sums, t| (sums.0 + t.excepted, sums.1 + t.not_modelled));
        if excepted > 0 {
            notes.push(format!(
                "{} late ones have a recorded exception and stay in the base.",
                count(excepted)
            ));
        }
        if other > 0 {
            notes.push(format!("{} more go by rules that are not modelled.", count(other)));
        }
        Table {
            id: format!("tab-ind-{}", slug(&self.indicator.key)),
            caption: format!("{}, by the month it was due", self.indicator.name),
            columns,
            rows,
            notes,
            definitions: vec![Link {
                id: definition_id(&self.indicator.key),
                text: "What is counted".into(),
            }],
            class: Class::Practice,
            ..Table::default()
        }
    }

    /// The rows of counts: their name and how to get them.
    fn counts(&self) -> Vec<(String, CountOf)> {
        let [a, b, c] = self.timeliness.bands;
        let unit = self.timeliness.unit;
        vec![
            ("Due".into(), |t| t.due),
            ("On time".into(), |t| t.on_time),
            (format!("Late, 1–{a} {unit}"), |t| t.bands[0]),
            (format!("Late, {}–{b}", a + 1), |t| t.bands[1]),
            (format!("Late, {}–{c}", b + 1), |t| t.bands[2]),
            (format!("Late, {}+", c + 1), |t| t.bands[3]),
        ]
    }

    fn side_by_side(&self) -> (Vec<Column>, Vec<Row>) {
        let mut columns = vec![Column::text("Count")];
        columns.extend(self.months.iter().map(|(m, _)| Column::number(month_short(*m))));
        let cells = |name: &str, cell: &dyn Fn(&Tally) -> Cell| {
            let mut cells = vec![Cell::text(name)];
            cells.extend(self.months.iter().map(|(_, t)| t.as_ref().map_or(Cell::text("–"), cell)));
            cells
        };
        let mut rows: Vec<Row> = self
            .counts()
            .iter()
            .map(|(name, value)| Row::of(cells(name, &|t| Cell::count(value(t)))))
            .collect();
        let shares = cells("Share on time", &|t| share_cell(t));
        rows.insert(2, Row { cells: shares, strong: true, ..Row::default() });
        (columns, rows)
    }

    fn one_below_the_other(&self) -> (Vec<Column>, Vec<Row>) {
        let counts = self.counts();
        let mut columns = vec![Column::text("Month")];
        columns.extend(counts.iter().map(|(name, _)| Column::number(name)));
        columns.insert(3, Column::number("Share on time"));
        let row = |(month, tally): &(Month, Option<Tally>)| {
            let mut cells = vec![Cell::month(*month)];
            cells.extend(counts.iter().map(|(_, value)| {
                tally.as_ref().map_or(Cell::text("–"), |t| Cell::count(value(t)))
            }));
            cells.insert(3, tally.as_ref().map_or(Cell::text("–"), share_cell));
            Row::of(cells)
        };
        (columns, self.months.iter().map(row).collect())
    }

    /// The words at a glance: variation and what to expect of the target.
    pub(super) fn words(&self) -> (&'static str, &'static str) {
        (
            self.variation().map_or("–", variation_words),
            self.assurance().map_or("–", assurance_words),
        )
    }
}

pub(super) fn share_cell(tally: &Tally) -> Cell {
    let share = tally.on_time as f64 / tally.due.max(1) as f64;
    Cell::share(share_short(tally.on_time, tally.due), share)
}
