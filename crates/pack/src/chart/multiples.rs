//! Small multiples: one small line chart a subject, all on the same scale, so that shapes compare.

use super::frame::starts_at;
use super::line::path;
use super::scale::{Linear, ticks};
use super::text::{self, LINE};
use super::{Size, label, segment};
use crate::view::chart::{Drawing, Form, Length, Panel, Path, Plot, Point};
use assay_model::print::decimal;

/// How tall the part with the data is.
const TALL: f64 = 64.0;
/// Between the numbers of the scale and the data.
const GAP: f64 = 5.0;

/// The data of small multiples.
#[derive(Debug, Clone, Default)]
pub struct Multiples {
    /// The charts, in order.
    pub charts: Vec<Multiple>,
    /// The first and the last period, written under every chart.
    pub ends: (String, String),
    /// What is added to numbers, e.g. `%`.
    pub unit: &'static str,
    /// What the axis counts, e.g. `mean score out of 10`.
    pub of: String,
    /// The lowest and highest value of the scale where it is fixed (scores: 0 to 10).
    pub fixed: Option<(f64, f64)>,
}

/// One small chart.
#[derive(Debug, Clone, Default)]
pub struct Multiple {
    /// Its name.
    pub name: String,
    /// A value for each period; none is a gap.
    pub values: Vec<Option<f64>>,
}

/// What all panels of a drawing have in common.
struct Grid {
    /// The width of a panel.
    width: f64,
    /// The lowest and highest value.
    domain: (f64, f64),
    /// Where the data begin and end in a panel.
    sides: (f64, f64),
}

impl Multiples {
    /// Returns the drawings.
    #[must_use]
    pub fn draw(&self) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size)).collect()
    }

    fn draw_at(&self, size: Size) -> Drawing {
        let (columns, gap) = if size == Size::Wide { (3, 24.0) } else { (2, 14.0) };
        let width = (size.width() - gap * (columns - 1) as f64) / columns as f64;
        let grid = self.grid(width);
        let mut panels = vec![self.heading(size.width(), grid.domain)];
        let mut y = panels[0].plot.labels.len() as f64 * LINE + 8.0;
        for row in self.charts.chunks(columns) {
            let names: Vec<Vec<String>> =
                row.iter().map(|chart| text::lines(&chart.name, "strong", width)).collect();
            let rows = names.iter().map(Vec::len).max().unwrap_or(1);
            let mut below: f64 = 0.0;
            for (i, (chart, name)) in row.iter().zip(names).enumerate() {
                let (plot, bottom) = self.draw_panel(chart, &name, rows, &grid);
                below = below.max(bottom);
                let x = Length(i as f64 * (width + gap));
                panels.push(Panel { x, y: Length(y), plot });
            }
            y += below + 12.0;
        }
        Drawing {
            size: size.word(),
            width: Length(size.width()),
            height: Length(y),
            form: Form::Multiples { panels },
        }
    }

    /// Returns the line over all panels that says what their axes count and where they begin and end.
    fn heading(&self, width: f64, (low, high): (f64, f64)) -> Panel {
        let words = format!("{} to {}", starts_at(&self.of, &self.tick(low)), self.tick(high));
        let mut plot = Plot::default();
        for (row, line) in text::lines(&words, "axis", width).into_iter().enumerate() {
            let y = 11.5 + LINE * row as f64;
            plot.labels.push(label(0.0, y, "start", "axis", line));
        }
        Panel { x: Length(0.0), y: Length(0.0), plot }
    }

    fn grid(&self, width: f64) -> Grid {
        let values = || self.charts.iter().flat_map(|c| c.values.iter().flatten().copied());
        let domain = self.fixed.unwrap_or_else(|| {
            let high = values().fold(f64::NEG_INFINITY, f64::max);
            let ticks = ticks(values().fold(high, f64::min), high, 4);
            (ticks.low, ticks.high)
        });
        let numbers = [domain.0, domain.1].map(|tick| text::width(&self.tick(tick), "small"));
        let left = numbers[0].max(numbers[1]) + GAP;
        let written = values().map(|value| text::width(&self.value(value), "strong"));
        let right = written.fold(10.0, f64::max) + 8.0;
        Grid { width, domain, sides: (left, width - right) }
    }

    fn tick(&self, tick: f64) -> String {
        format!("{}{}", decimal(tick, usize::from(tick.fract() != 0.0)), self.unit)
    }

    fn value(&self, value: f64) -> String {
        format!("{}{}", decimal(value, 1), self.unit)
    }

    /// Draws a panel whose name has room for so many rows; returns it and where it ends.
    fn draw_panel(
        &self,
        chart: &Multiple,
        name: &[String],
        rows: usize,
        grid: &Grid,
    ) -> (Plot, f64) {
        let (left, right) = grid.sides;
        let top = LINE * rows as f64 + 9.0;
        let bottom = top + TALL;
        let last = chart.values.len().saturating_sub(1).max(1) as f64;
        let x = Linear::new((0.0, last), (left + 4.0, right - 4.0));
        let y = Linear::new(grid.domain, (bottom, top));
        let mut plot = Plot::default();
        for (tick, at) in [(grid.domain.0, bottom), (grid.domain.1, top)] {
            plot.rules.push(segment(left, at, right, at));
            plot.labels.push(label(left - GAP, at + 4.0, "end", "small", self.tick(tick)));
        }
        for (row, line) in name.iter().enumerate() {
            // The last line of each name is next to its chart.
            let at = LINE * (rows - name.len() + row + 1) as f64 - 3.0;
            plot.labels.push(label(0.0, at, "start", "strong", line));
        }
        plot.lines.push(Path { steps: path(&chart.values, &x, &y), class: "s0" });
        let last = chart.values.iter().enumerate().rev().find_map(|(i, v)| v.map(|v| (i, v)));
        if let Some((i, value)) = last {
            let (at_x, at_y) = (x.at(i as f64), y.at(value));
            plot.points.push(Point { x: Length(at_x), y: Length(at_y), class: "s0" });
            plot.labels.push(label(at_x + 7.0, at_y + 4.0, "start", "strong", self.value(value)));
        }
        let below = self.write_ends(&mut plot, grid, bottom + 19.0);
        (plot, below)
    }

    /// Writes the first and the last period at the ends of the axis, in two lines where one has no room; returns
    /// where they end.
    fn write_ends(&self, plot: &mut Plot, grid: &Grid, first: f64) -> f64 {
        let (left, _) = grid.sides;
        let room = (grid.width - left) / 2.0 - 5.0;
        let mut ends = vec![(left, "start", &self.ends.0)];
        if self.ends.0 != self.ends.1 {
            ends.push((grid.width, "end", &self.ends.1));
        }
        let mut below = first;
        for (x, anchor, words) in ends {
            for (row, line) in text::lines(words, "small", room).into_iter().enumerate() {
                let y = first + LINE * row as f64;
                plot.labels.push(label(x, y, anchor, "small", line));
                below = below.max(y);
            }
        }
        below + 4.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::chart::Pen;

    fn multiples(name: &str) -> Multiples {
        let chart = |name: &str, value: f64| Multiple {
            name: name.into(),
            values: vec![Some(value), None, Some(value)],
        };
        Multiples {
            charts: vec![chart("a", 2.0), chart(name, 8.0)],
            ends: ("Jan–Mar 2026".into(), "Apr–Jun 2026".into()),
            unit: "",
            of: "score".into(),
            fixed: Some((0.0, 10.0)),
        }
    }

    #[test]
    fn every_subject_gets_a_panel_on_the_same_scale() {
        let drawings = multiples("b").draw();
        let Form::Multiples { panels } = &drawings[0].form else { panic!("multiples") };
        assert_eq!(panels[0].plot.labels[0].text, "score; axis from 0 to 10");
        let height = |i: usize| panels[i].plot.points[0].y;
        assert!(height(1) > height(2));
        let starts = panels[1].plot.lines[0].steps.iter().filter(|step| step.pen == Pen::Up);
        assert_eq!(starts.count(), 2);
    }

    #[test]
    fn a_long_name_is_written_whole_in_lines() {
        let name = "Management oversight, supervision and the quality of reflective recording";
        let drawings = multiples(name).draw();
        let Form::Multiples { panels } = &drawings[1].form else { panic!("multiples") };
        let labels =
            panels[2].plot.labels.iter().filter(|l| l.class == "strong" && l.x == Length(0.0));
        let lines: Vec<&str> = labels.map(|l| l.text.as_str()).collect();
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), name);
    }
}
